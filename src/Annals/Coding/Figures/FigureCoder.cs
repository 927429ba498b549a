using System.Collections.Immutable;
using Annals.Coding.Actors;
using Annals.Coding.Happenings;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;
using Figure = Annals.Record.Figure;

namespace Annals.Coding.Figures;

/// <summary>
/// Measured quantities that are no happening: people held, sheltering or in need, distances, countries; with the shares
/// that the sentence or the next one gives of them.
/// </summary>
public sealed class FigureCoder : IKindCoder
{
    private sealed record Measure(string Name, string? Relation, string Flow);

    private readonly Dictionary<string, Measure> measures = new(StringComparer.Ordinal);

    private FigureCoder() { }

    public static FigureCoder Load(KnowledgeFolder knowledge)
    {
        var coder = new FigureCoder();
        foreach (var row in knowledge.Table("coding", "figures.tsv").Rows)
            if (
                !coder.measures.TryAdd(
                    row.Required("word"),
                    new(row.Required("measure"), row.Optional("relation"), row.Required("flow"))
                )
            )
                throw row.Wrong($"\"{row["word"]}\" stands twice");
        return coder;
    }

    public void Code(CodingContext context, List<Report> reports)
    {
        Figure? last = null;
        foreach (var sentence in context.Sentences)
        {
            if (sentence.InTitle)
                continue;
            Figure? own = null;
            foreach (var quantity in context.QuantitiesOf(sentence.Index))
                if (
                    (
                        OfPeople(context, sentence, quantity)
                        ?? OfDistance(context, sentence, quantity)
                        ?? OfCountries(context, sentence, quantity)
                    ) is
                    { } figure
                )
                    if (!IsTaken(reports, quantity))
                        Put(own = figure);
            var shares = Shares.Of(context, sentence);
            if (shares.IsEmpty)
            {
                last = own;
                continue;
            }
            if ((own ?? last) is { } whole)
                Replace(
                    whole,
                    whole with
                    {
                        Shares = [.. whole.Shares, .. shares],
                        Evidence = [.. whole.Evidence.Append(sentence.Span()).Distinct()],
                    }
                );
            else
                last = null;

            void Put(Figure figure) => reports.Add(last = figure);

            void Replace(Figure old, Figure with)
            {
                reports[reports.IndexOf(old)] = with;
                last = with;
            }
        }
    }

    /// <summary>The number is a happening's toll or a tally's count.</summary>
    private static bool IsTaken(List<Report> reports, Quantity quantity) =>
        reports.Exists(report =>
            report switch
            {
                Happening happening => happening.Harm.Any(harm =>
                    harm.Effect is Effect.Killed or Effect.Injured
                    && harm.Spans.Any(span => span.Overlaps(quantity.Span))
                ),
                Tally tally => tally.CountSpans.Any(span => span.Overlaps(quantity.Span)),
                Figure figure => figure.CountSpans.Any(span => span.Overlaps(quantity.Span)),
                _ => false,
            }
        );

    private Figure? OfPeople(CodingContext context, Sentence sentence, Quantity quantity)
    {
        if (quantity.Kind != QuantityKind.Count || quantity.Count.Shown is not >= 20)
            return null;
        var people = quantity.Counted >= 0 ? quantity.Counted : HeadAfter(sentence, quantity);
        if (people < 0 || !IsPeople(context, sentence, people))
            return null;
        if (MeasureOf(sentence, people) is not { } found)
            return null;
        var (measure, word) = found;
        if (Statement.IsUnreal(sentence, word))
            return null;
        var (first, last) = Phrases.Bare(sentence, people);
        return Make(context, sentence, quantity, word, measure.Name) with
        {
            Unit = "people",
            Of = new(sentence.Span(first, last).Text, [sentence.Span(first, last)]),
            Flow = measure.Flow,
            Relation = ObjectOf(sentence, word) is null ? null : measure.Relation,
            Object = ObjectOf(sentence, word),
        };
    }

    private static int HeadAfter(Sentence sentence, Quantity quantity)
    {
        for (var word = quantity.Last + 1; word < Math.Min(sentence.Length, quantity.Last + 4); word++)
            if (sentence[word].Tag == Upos.Noun && sentence[word].Xpos == "NNS")
                return word;
        return -1;
    }

    private static bool IsPeople(CodingContext context, Sentence sentence, int word) =>
        context.Cast.RoleOf(sentence.Index, word) is { Type: not (ActorType.Organisation or ActorType.Government) }
        || sentence[word].Lemma is "people" or "family" or "household" or "Syrian" or "refugee" or "person";

    /// <summary>The verb or the noun that says what is measured: over the people, or hanging on them.</summary>
    private (Measure Measure, int Word)? MeasureOf(Sentence sentence, int people)
    {
        foreach (var child in sentence.ChildrenOf(people))
            if (
                sentence[child].Relation is Dependency.Acl or Dependency.AclRelcl or Dependency.Amod
                && measures.TryGetValue(sentence[child].Lemma, out var hanging)
            )
                return (hanging, child);
        for (var (at, hops) = (sentence[people].Head, 0); at >= 0 && hops < 3; at = sentence[at].Head, hops++)
        {
            if (measures.TryGetValue(sentence[at].Lemma, out var over) && sentence[at].Tag is Upos.Verb or Upos.Adj)
                return (over, at);
            if (sentence[at].Tag is Upos.Verb && sentence[at].Lemma is not ("be" or "have" or "leave" or "force"))
                break;
        }
        // The tree may have lost them: the participle that follows in the same clause says it.
        for (
            var word = people + 1;
            word < Math.Min(sentence.Length, people + 9)
                && sentence[word].Tag is not (Upos.Punct or Upos.Cconj or Upos.Sconj);
            word++
        )
            if (sentence[word].Xpos is "VBN" or "VBG" && measures.TryGetValue(sentence[word].Lemma, out var after))
                return (after, word);
        return measures.TryGetValue(sentence[people].Lemma, out var itself) ? (itself, people) : null;
    }

    /// <summary>"at the camp", "in the church": where they are held or shelter.</summary>
    private static Party? ObjectOf(Sentence sentence, int word)
    {
        foreach (var child in sentence.ChildrenOf(word))
            if (
                sentence[child].Relation is Dependency.Obl or Dependency.Nmod
                && Phrases.Preposition(sentence, child) is "at" or "in" or "inside"
                && sentence[child].Tag is Upos.Noun or Upos.Propn
            )
            {
                var (first, last) = Phrases.Bare(sentence, child);
                return new Party { Name = sentence.Span(first, last).Text, Spans = [sentence.Span(first, last)] };
            }
        return null;
    }

    /// <summary>"The town lies 20 km from the border": a distance that is no act's place.</summary>
    private static Figure? OfDistance(CodingContext context, Sentence sentence, Quantity quantity)
    {
        if (quantity.Kind is not (QuantityKind.Distance or QuantityKind.Area) || quantity.Unit is null)
            return null;
        var verb = Clause.VerbOver(sentence, Statement.HeadOf(sentence, quantity.First, quantity.Last));
        if (
            sentence[verb].Lemma
            is not (
                "locate"
                or "lie"
                or "situate"
                or "be"
                or "stand"
                or "sit"
                or "cover"
                or "measure"
                or "stretch"
                or "kilometre"
                or "kilometer"
                or "mile"
                or "km"
                or "kms"
            )
        )
            return null;
        var subject = sentence.Child(verb, Dependency.NsubjPass) is >= 0 and var passive
            ? passive
            : sentence.Child(verb, Dependency.Nsubj);
        if (subject < 0 || sentence[subject].Tag is not (Upos.Propn or Upos.Noun))
            return null;
        var (first, last) = Phrases.Bare(sentence, subject);
        Party? from = null;
        for (var word = quantity.Last + 1; word < sentence.Length && from is null; word++)
            if (sentence[word].Lemma is "from" or "of")
                for (var head = word + 1; head < Math.Min(sentence.Length, word + 6); head++)
                    if (
                        sentence[head].Tag is Upos.Noun or Upos.Propn
                        && sentence[head].Relation is Dependency.Obl or Dependency.Nmod
                    )
                    {
                        var (from0, to0) = Phrases.Bare(sentence, head);
                        from = new Party { Name = sentence.Span(from0, to0).Text, Spans = [sentence.Span(from0, to0)] };
                        break;
                    }
        return Make(context, sentence, quantity, verb, quantity.Kind == QuantityKind.Area ? "area" : "distance") with
        {
            Unit = quantity.Unit,
            Of = new(sentence.Span(first, last).Text, [sentence.Span(first, last)]),
            Flow = "stock",
            Relation = from is null ? null : "distance-from",
            Object = from,
        };
    }

    /// <summary>"active in 30 countries".</summary>
    private static Figure? OfCountries(CodingContext context, Sentence sentence, Quantity quantity)
    {
        if (
            quantity.Kind != QuantityKind.Count
            || quantity.Counted < 0
            || sentence[quantity.Counted].Lemma is not ("country" or "nation")
        )
            return null;
        for (var (at, hops) = (quantity.Counted, 0); at >= 0 && hops < 3; at = sentence[at].Head, hops++)
            if (sentence[at].Lemma is "active" or "operate" or "present" or "presence" or "cell" or "branch")
                return Make(context, sentence, quantity, at, "countries") with { Unit = "countries", Flow = "stock" };
        return null;
    }

    private static Figure Make(CodingContext context, Sentence sentence, Quantity quantity, int word, string measure)
    {
        var speakers = context.Spoken.Of(sentence.Index, quantity.First);
        var evidence = sentence.Span();
        var places = context.PlacesOf(sentence.Index).Where(at => at.IsLocation).ToList();
        var place =
            places
                .OrderBy(at => at.Mention.Place.Precision ?? PlacePrecision.Region)
                .ThenBy(at => Math.Abs(at.First - word))
                .FirstOrDefault()
            ?? NearBefore(context, sentence);
        return new()
        {
            Id = Ids.OfReport(
                context.Article.Id,
                ReportKind.Figure,
                measure,
                evidence,
                Statement.Speaker(speakers),
                quantity.Span.Text
            ),
            Article = context.Article.Id,
            Measure = measure,
            Count = quantity.Count,
            CountSpans = [quantity.Span],
            Time = Statement.TimeAt(context, sentence, word)?.Time,
            Place = place is null ? null : Statement.WithSpans(place, SentenceOf(context, place)),
            Attribution = speakers,
            Evidence = [evidence],
            Confidence = 0.65,
            Coder = Coder.Version,
        };
    }

    private static PlaceAt? NearBefore(CodingContext context, Sentence sentence)
    {
        for (var index = sentence.Index - 1; index >= Math.Max(0, sentence.Index - 2); index--)
            if (
                !context.Sentences[index].InTitle
                && context.PlacesOf(index).LastOrDefault(at => at.IsLocation) is { } place
            )
                return place;
        return null;
    }

    private static Sentence SentenceOf(CodingContext context, PlaceAt place) =>
        context.SentenceAt(place.Mention.In is not null, place.Mention.Start)!;
}
