using Annals.Record;

namespace Annals.Web;

/// <summary>A value of a report and where its words stand.</summary>
/// <param name="Field">type, actors, place, time, harm, objects, means, attribution, evidence.</param>
/// <param name="Value">Key of the value: words and value light each other by it.</param>
/// <param name="Says">The value in words, for the reader's pointer.</param>
public sealed record Mark(TextSpan Span, string Field, string Value, string Says)
{
    /// <summary>For evidence, the report's kind.</summary>
    public string Kind { get; init; } = "";
}

/// <summary>
/// An article's text with the words of values marked. Marks may overlap: each stretch takes the shortest mark that
/// covers it, which is the most particular.
/// </summary>
public static class Marks
{
    /// <summary>All marks of a report, whatever its kind.</summary>
    public static IEnumerable<Mark> Of(Report report)
    {
        foreach (var speaker in report.Attribution.Select((speaker, index) => (speaker, index)))
        foreach (
            var mark in Each(
                speaker.speaker.Spans,
                "attribution",
                speaker.index,
                $"says so: {speaker.speaker.Who ?? speaker.speaker.Role}"
            )
        )
            yield return mark;
        foreach (var mark in Each(report.Place?.Spans ?? [], "place", 0, $"where: {report.Place?.Name}"))
            yield return mark;
        foreach (var mark in Each(report.Time?.Spans ?? [], "time", 0, $"when: {Answers.Words.Of(report.Time)}"))
            yield return mark;
        foreach (var mark in OfKind(report))
            yield return mark;
        var kind = Answers.Words.Kebab(report.Kind.ToString());
        foreach (
            var mark in Each(report.Evidence, "evidence", 0, $"{kind}: {Views.Plain(Answers.ReportWords.What(report))}")
        )
            yield return mark with
            {
                Kind = kind,
            };

        IEnumerable<Mark> Each(IEnumerable<TextSpan> spans, string field, int index, string says) =>
            spans.Select(span => new Mark(span, field, $"{report.Id}:{field}:{index}", says));

        IEnumerable<Mark> OfKind(Report any) =>
            any switch
            {
                Happening it =>
                [
                    .. Each(it.TypeSpans, "type", 0, it.Type),
                    .. it.Actors.SelectMany(
                        (actor, index) =>
                            Each(
                                actor.Spans,
                                "actors",
                                index,
                                $"{Answers.Words.Kebab(actor.Role.ToString())}: {actor.Name}"
                            )
                    ),
                    .. it.Harm.SelectMany(
                        (harm, index) =>
                            Each(
                                harm.Spans,
                                "harm",
                                index,
                                $"{Answers.Words.Kebab(harm.Effect.ToString())}: {Answers.Words.Of(harm.Count)}"
                            )
                    ),
                    .. it.Objects.SelectMany(
                        (thing, index) => Each(thing.Spans, "objects", index, $"{thing.State}: {thing.What}")
                    ),
                    .. it.MeansSpans.SelectMany((span, index) => Each([span], "means", index, "means")),
                ],
                Tally it =>
                [
                    .. Each(it.CountSpans, "harm", 0, "count"),
                    .. Each(it.RateSpans, "harm", 1, "rate"),
                    .. Each(it.Claimant?.Spans ?? [], "actors", 0, "claimant"),
                ],
                Figure it =>
                [
                    .. Each(it.CountSpans, "harm", 0, it.Measure),
                    .. Each(it.Object?.Spans ?? [], "place", 1, "at"),
                ],
                Relation it =>
                [
                    .. it.Subject.SelectMany((party, index) => Each(party.Spans, "actors", index, party.Name)),
                    .. it.Object.SelectMany((party, index) => Each(party.Spans, "actors", index + 100, party.Name)),
                ],
                Assessment it =>
                [
                    .. Each(it.Who.Spans, "attribution", 99, it.Stance),
                    .. it.Quote is { } quote ? Each([quote], "evidence", 0, it.Stance) : [],
                ],
                _ => [],
            };
    }

    /// <summary>A stretch of the text (or of the title) with its marks.</summary>
    public static Markup Show(string text, int start, int end, bool inTitle, IReadOnlyCollection<Mark> marks)
    {
        var within = marks
            .Where(mark => mark.Span.InTitle == inTitle && mark.Span.Start < end && mark.Span.End > start)
            .ToList();
        var cuts = new SortedSet<int> { start, end };
        foreach (var mark in within)
        {
            cuts.Add(Math.Max(start, mark.Span.Start));
            cuts.Add(Math.Min(end, mark.Span.End));
        }
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var parts = new List<Markup>();
        var from = start;
        foreach (var to in cuts.Skip(1))
        {
            var over = within
                .Where(mark => mark.Span.Start <= from && mark.Span.End >= to)
                .OrderBy(mark => (mark.Span.Length, mark.Value))
                .ToList();
            parts.Add(Stretch(text[from..to], over, shown));
            from = to;
        }
        return Markup.Join(parts);
    }

    /// <summary>Words with the look of the first mark; they are those of all the values, and the first to be so have their anchors.</summary>
    private static Markup Stretch(string words, List<Mark> over, HashSet<string> shown)
    {
        if (over.Count == 0)
            return Markup.Of($"{words}");
        var best = over[0];
        var values = string.Join(' ', over.Select(mark => mark.Value).Distinct(StringComparer.Ordinal));
        var anchors = over.Where(mark => shown.Add(mark.Value))
            .Select(mark => Markup.Of($"<span id=\"w-{mark.Value}\"></span>"));
        return Markup.Of(
            $"{anchors}<mark class=\"{best.Field} {best.Kind}\" data-values=\"{values}\" title=\"{best.Says}\">{words}</mark>"
        );
    }

    /// <summary>The paragraphs of the text that hold any of the reports' words, with their marks.</summary>
    public static Markup Paragraphs(Article article, IReadOnlyCollection<Report> reports)
    {
        var marks = reports.SelectMany(Of).ToList();
        var spans = reports.SelectMany(report => report.AllSpans()).ToList();
        var shown = new List<Markup>();
        if (article.Title is { } title && spans.Exists(span => span.InTitle))
            shown.Add(Markup.Of($"<blockquote dir=\"auto\">{Show(title, 0, title.Length, true, marks)}</blockquote>"));
        foreach (var (start, end) in ParagraphsOf(article.Text))
            if (spans.Exists(span => !span.InTitle && span.Start < end && span.End > start))
                shown.Add(
                    Markup.Of($"<blockquote dir=\"auto\">{Show(article.Text, start, end, false, marks)}</blockquote>")
                );
        return Markup.Join(shown);
    }

    /// <summary>Stretches between line breaks, without the empty ones.</summary>
    public static IEnumerable<(int Start, int End)> ParagraphsOf(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0)
                end = text.Length;
            if (!text.AsSpan(start, end - start).IsWhiteSpace())
                yield return (start, end);
            start = end + 1;
        }
    }

    public static readonly Markup Legend = Markup.Of(
        $"""
        <p class="legend" aria-label="What the colours mean"><mark class="type">what</mark> <mark class="actors">who</mark> <mark class="place">where</mark>
        <mark class="time">when</mark> <mark class="harm">harm, numbers</mark> <mark class="objects">things, means</mark> <mark class="attribution">who says so</mark>
        <span>sentences by kind:</span> <mark class="evidence happening">happening</mark> <mark class="evidence tally">total</mark> <mark class="evidence figure">figure</mark> <mark class="evidence relation">relation</mark> <mark class="evidence assessment">assessment</mark></p>
        """
    );
}
