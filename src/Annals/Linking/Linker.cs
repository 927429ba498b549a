using System.Collections.Concurrent;
using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Linking;

/// <summary>
/// Reports to events. Only pairs that can meet are weighed (<see cref="Blocks"/>), each by a list of reasons
/// (<see cref="LinkFeatures"/>, <see cref="LinkWeights"/>), pairs become groups (<see cref="Clusters"/>), and a group becomes an event that holds
/// nothing but what its reports say (<see cref="Merging"/>). Copies of one text count as one source (<see cref="Copies"/>).
/// </summary>
public sealed class Linker
{
    private readonly TypeFamilies families;
    private readonly WordWeights weights;
    private readonly LinkWeights reasons;
    private readonly SketchReading sketches;

    private Linker(TypeFamilies families, WordWeights weights, LinkWeights reasons, string fingerprint) =>
        (this.families, this.weights, this.reasons, Fingerprint, sketches) = (
            families,
            weights,
            reasons,
            fingerprint,
            new SketchReading(families, weights)
        );

    /// <summary>Another one where reasons, weights or knowledge differ: events that another linker made are all made again.</summary>
    public string Fingerprint { get; }

    /// <summary>Families of types, weights of words and weights of reasons, from `data/linking`.</summary>
    /// <exception cref="KnowledgeException">A line is not understood.</exception>
    public static Linker Load(KnowledgeFolder knowledge) => Load(knowledge, LinkWeights.Load(knowledge));

    /// <summary>The same with other weights of reasons, for whoever fits them.</summary>
    internal static Linker Load(KnowledgeFolder knowledge, LinkWeights reasons) =>
        new(
            TypeFamilies.Load(knowledge),
            WordWeights.Load(knowledge),
            reasons,
            Ids.Digest([
                .. reasons.Lines,
                .. knowledge
                    .Table("linking", "families.tsv")
                    .Rows.Select(row =>
                        $"{row["type"]} {row["family"]} {row["group"]} {row["reach"]} {row["brings"]} {row["lasts"]}"
                    ),
                .. knowledge.Table("linking", "words.tsv").Rows.Select(row => $"{row["word"]} {row["weight"]}"),
            ])
        );

    /// <summary>
    /// The events of these reports: what several articles tell before what one alone tells, then latest first, of one day what its articles tell first;
    /// the order of the reports changes nothing. Reports of other kinds than happenings are passed over. Without articles, outlets and independent sources are unknown.
    /// </summary>
    public ImmutableArray<Event> Link(IReadOnlyCollection<Report> reports, IReadOnlyCollection<Article> articles) =>
        LinkAll([.. ByArticle(reports, articles)], Bonds.None).Events;

    /// <summary>What is weighed against each other: the happenings of each article, those on one happening taken together.</summary>
    internal Sighting[] Sightings(IReadOnlyCollection<Report> reports, IReadOnlyCollection<Article> articles) =>
        Together([.. ByArticle(reports, articles)], Bonds.None);

    private static IEnumerable<ArticleReports> ByArticle(
        IReadOnlyCollection<Report> reports,
        IReadOnlyCollection<Article> articles
    )
    {
        var texts = Copies.Fold(articles);
        var byId = articles.ToLookup(article => article.Id, StringComparer.Ordinal);
        var told = reports
            .Where(report => !byId.Contains(report.Article))
            .GroupBy(report => report.Article, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, Told, StringComparer.Ordinal);
        return reports
            .OfType<Happening>()
            .DistinctBy(report => report.Id)
            .GroupBy(report => report.Article, StringComparer.Ordinal)
            .Select(group => new ArticleReports(
                group.Key,
                byId[group.Key].FirstOrDefault(),
                texts.GetValueOrDefault(group.Key, group.Key),
                [.. group],
                told.GetValueOrDefault(group.Key)
            ));
    }

    /// <summary>The words of reports, each once, in the order of the text.</summary>
    private static string Told(IEnumerable<Report> reports) =>
        string.Join(
            ' ',
            reports
                .SelectMany(report => report.Evidence)
                .DistinctBy(span => (span.In, span.Start))
                .OrderBy(span => span.In is null ? 1 : 0)
                .ThenBy(span => span.Start)
                .Select(span => span.Text)
        );

    /// <summary>The events of these articles, whose copies are found already, under what people have decided.</summary>
    public Linked LinkAll(IReadOnlyCollection<ArticleReports> articles, Bonds bonds)
    {
        var sightings = Together(articles, bonds);
        var links = Weigh(sightings, bonds);
        return new Linked(Merge(sightings, Clusters.Of(sightings.Length, links), links, bonds), TracesOf(sightings));
    }

    /// <summary>What is kept of the sightings of these articles.</summary>
    public ImmutableArray<Trace> TracesOf(IReadOnlyCollection<ArticleReports> articles, Bonds bonds) =>
        TracesOf(Together(articles, bonds));

    /// <summary>What is kept of sightings: all those of their articles.</summary>
    internal static ImmutableArray<Trace> TracesOf(IReadOnlyList<Sighting> sightings)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        bool[] areFirst = [.. sightings.Select(sighting => told.Add(sighting.ArticleId))];
        var traces = new Trace[sightings.Count];
        Parallel.For(
            0,
            traces.Length,
            index =>
                traces[index] = new Trace(
                    sightings[index].ArticleId,
                    sightings[index].At,
                    SightingSketch.Of(sightings[index], areFirst[index])
                )
        );
        return [.. traces];
    }

    /// <summary>A search that links around what has changed, as <see cref="LinkAll"/> over everything would.</summary>
    /// <param name="near">Gives at least the articles with reports in any of some vicinities; one that it has given need not come again.</param>
    /// <param name="bonds">What people have decided.</param>
    public Surroundings Around(Func<IReadOnlyList<Vicinity>, IEnumerable<ArticleReports>> near, Bonds bonds) =>
        new(this, near, bonds);

    /// <summary>What is kept of a report that is alone in its article.</summary>
    public Trace TraceOf(Happening report, Article? article)
    {
        var sighting = new Sighting(
            [report],
            article is null ? null : new ArticleSketch(article, article.Id, weights),
            families,
            weights
        );
        return new Trace(report.Article, sighting.At, SightingSketch.Of(sighting, hasLead: true));
    }

    /// <param name="sightings">In the order of their ids.</param>
    /// <param name="groups">Which of them are one event, each group in that order.</param>
    /// <param name="links">What the pairs within a group score.</param>
    /// <param name="bonds">What people have decided.</param>
    internal ImmutableArray<Event> Merge(
        Sighting[] sightings,
        List<List<int>> groups,
        Dictionary<(int A, int B), double> links,
        Bonds bonds
    )
    {
        var merging = new Merging(families);
        var events = new Event[groups.Count];
        Parallel.For(
            0,
            events.Length,
            number =>
                events[number] = merging.Merge(
                    [.. groups[number].Select(index => sightings[index])],
                    Merges(groups[number], sightings, links, bonds)
                )
        );
        return
        [
            .. events
                .Zip(groups, (@event, group) => (Event: @event, Lead: group.Max(index => LeadOf(sightings[index]))))
                .OrderByDescending(one => one.Event.Articles > 1)
                .ThenByDescending(one => one.Event.Time?.From ?? DateOnly.MinValue)
                .ThenBy(one => one.Lead)
                .ThenByDescending(one => one.Event.Articles)
                .ThenBy(one => one.Event.Id, StringComparer.Ordinal)
                .Select(one => one.Event),
        ];
    }

    /// <summary>How far into its article it is told: what all articles tell in a title or first sentence is what they are about.</summary>
    private static int LeadOf(Sighting sighting) =>
        sighting.Reports.Min(report =>
            report.TypeSpans.IsEmpty ? int.MaxValue
            : report.TypeSpans[0].InTitle ? -1
            : report.TypeSpans[0].Start
        );

    /// <summary>
    /// First within each article: sentences on one happening are taken together, so that the one which names the day and
    /// the one which names the town are compared with other articles as one.
    /// </summary>
    internal Sighting[] Together(IReadOnlyCollection<ArticleReports> articles, Bonds bonds)
    {
        var all = articles.OrderBy(article => article.Id, StringComparer.Ordinal).ToArray();
        var together = new Sighting[all.Length][];
        Shared.For(all.Length, index => together[index] = Together(all[index], bonds));
        return [.. together.SelectMany(one => one).OrderBy(one => one.Id, StringComparer.Ordinal)];
    }

    private Sighting[] Together(ArticleReports article, Bonds bonds)
    {
        if (!article.Sketches.IsEmpty)
            return SightingSketch.Read(article.Id, article.Text, article.Sketches, sketches);
        var family = article.Text ?? article.Id;
        var sketch = article.Article is { } text ? new ArticleSketch(text, family, weights) : null;
        var told = article.Told is { } words ? WordBag.Of(words, weights, ArticleSketch.LeadWords) : null;
        var sightings = Together(article.Reports, sketch, told, bonds);
        return article.IsNeighbour
            ? SightingSketch.Read(
                article.Id,
                family,
                [.. sightings.Select((sighting, index) => SightingSketch.Of(sighting, index == 0))],
                sketches
            )
            : sightings;
    }

    private Sighting[] Together(ImmutableArray<Happening> reports, ArticleSketch? sketch, WordBag? told, Bonds bonds)
    {
        if (reports.Length == 1)
            return [new Sighting(reports, sketch, families, weights, told)];
        var single = reports
            .OrderBy(report => report.Id, StringComparer.Ordinal)
            .Select(report => new Sighting([report], sketch, families, weights, told))
            .ToArray();
        var links = new Dictionary<(int, int), double>();
        for (var a = 0; a < single.Length; a++)
        for (var b = a + 1; b < single.Length; b++)
            if (single[a].Family == single[b].Family || bonds.Of(single[a], single[b]) != 0)
                links.Add((a, b), Score(single[a], single[b], bonds));
        return
        [
            .. Clusters
                .Of(single.Length, links)
                .Select(group =>
                    group.Count == 1
                        ? single[group[0]]
                        : new Sighting(
                            [.. group.Select(index => single[index].Reports[0])],
                            sketch,
                            families,
                            weights,
                            told
                        )
                ),
        ];
    }

    private double Score(Sighting a, Sighting b, Bonds bonds) =>
        reasons.Score(new Pair(a, b, families)) + bonds.Of(a, b);

    /// <summary>Pairs that one thread weighs in a row.</summary>
    private const int PairsInARow = 256;

    /// <summary>What these pairs score, by the numbers of the sightings.</summary>
    internal double[] Score(IReadOnlyList<Sighting> sightings, List<(int A, int B)> pairs, Bonds bonds)
    {
        var scores = new double[pairs.Count];
        if (scores.Length <= PairsInARow)
            Score(sightings, pairs, bonds, (0, scores.Length), scores);
        else
            Parallel.ForEach(
                Partitioner.Create(0, scores.Length, PairsInARow),
                row => Score(sightings, pairs, bonds, (row.Item1, row.Item2), scores)
            );
        return scores;
    }

    private void Score(
        IReadOnlyList<Sighting> sightings,
        List<(int A, int B)> pairs,
        Bonds bonds,
        (int From, int To) row,
        double[] scores
    )
    {
        Pair? pair = null;
        for (var index = row.From; index < row.To; index++)
        {
            var (a, b) = (sightings[pairs[index].A], sightings[pairs[index].B]);
            // The smaller id first, as everywhere: a sum of fractions depends on its order.
            if (string.CompareOrdinal(a.Id, b.Id) > 0)
                (a, b) = (b, a);
            if (pair is null)
                pair = new Pair(a, b, families);
            else
                pair.Hold(a, b);
            scores[index] = reasons.Score(pair) + bonds.Of(a, b);
        }
    }

    private Dictionary<(int A, int B), double> Weigh(Sighting[] sightings, Bonds bonds)
    {
        var pairs = Blocks.Pairs(sightings).Union(Bonded(sightings, bonds)).ToList();
        var scores = Score(sightings, pairs, bonds);
        var links = new Dictionary<(int, int), double>(pairs.Count);
        for (var index = 0; index < pairs.Count; index++)
            links.Add(pairs[index], scores[index]);
        return links;
    }

    /// <summary>What a person has put together meets, wherever it lies.</summary>
    private static IEnumerable<(int A, int B)> Bonded(Sighting[] sightings, Bonds bonds)
    {
        if (bonds == Bonds.None)
            yield break;
        var holder = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < sightings.Length; index++)
            foreach (var report in sightings[index].Ids)
                holder[report] = index;
        for (var index = 0; index < sightings.Length; index++)
            foreach (var report in bonds.With(sightings[index]))
                if (holder.TryGetValue(report, out var other) && other != index)
                    yield return (Math.Min(index, other), Math.Max(index, other));
    }

    /// <summary>The strongest links that hold the group together: one fewer than it has reports.</summary>
    private ImmutableArray<Merge> Merges(
        List<int> group,
        Sighting[] sightings,
        Dictionary<(int A, int B), double> links,
        Bonds bonds
    )
    {
        var merges = ImmutableArray.CreateBuilder<Merge>();
        foreach (var index in group)
        foreach (var report in sightings[index].Reports.Skip(1))
            merges.Add(
                Explain(Alone(sightings[index], sightings[index].Reports[0]), Alone(sightings[index], report), bonds)
            );
        foreach (var (a, b) in SpanningTree(group, links))
            merges.Add(Explain(sightings[a], sightings[b], bonds));
        return merges.ToImmutable();
    }

    private Sighting Alone(Sighting sighting, Happening report) =>
        new([report], sighting.Article, families, weights, sighting.Told);

    private Merge Explain(Sighting a, Sighting b, Bonds bonds)
    {
        var (sum, counted) = reasons.Weigh(new Pair(a, b, families));
        return new Merge(a.Id, b.Id, sum + bonds.Of(a, b), [.. bonds.Reasons(a, b), .. counted]);
    }

    /// <summary>Prim's: each time the strongest link from what is joined to what is not; ties go to the smaller ids.</summary>
    private static IEnumerable<(int A, int B)> SpanningTree(List<int> group, Dictionary<(int A, int B), double> links)
    {
        var nearest = new (double Score, int From)[group.Count];
        Array.Fill(nearest, (double.NegativeInfinity, 0));
        var joined = new bool[group.Count];
        var last = 0;
        for (var count = 1; count < group.Count; count++)
        {
            joined[last] = true;
            var next = -1;
            for (var other = 0; other < group.Count; other++)
            {
                if (joined[other])
                    continue;
                var key = (Math.Min(group[last], group[other]), Math.Max(group[last], group[other]));
                if (links.TryGetValue(key, out var score) && score > nearest[other].Score)
                    nearest[other] = (score, last);
                if (next < 0 || nearest[other].Score > nearest[next].Score)
                    next = other;
            }
            yield return (
                Math.Min(group[nearest[next].From], group[next]),
                Math.Max(group[nearest[next].From], group[next])
            );
            last = next;
        }
    }
}
