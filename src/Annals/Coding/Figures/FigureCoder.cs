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

    private const int FewestPeople = 10;

    private readonly Dictionary<string, Measure> measures = new(StringComparer.Ordinal);
    private readonly FigureNouns nouns;

    private FigureCoder(FigureNouns nouns) => this.nouns = nouns;

    public static FigureCoder Load(KnowledgeFolder knowledge)
    {
        var coder = new FigureCoder(FigureNouns.Load(knowledge));
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
                        ?? OfArea(context, sentence, quantity)
                        ?? OfCountries(context, sentence, quantity)
                        ?? OfCapacity(context, sentence, quantity)
                        ?? OfThings(context, sentence, quantity)
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
            {
                last = null;
                Put(OfShares(context, sentence, shares));
            }

            void Put(Figure figure)
            {
                reports.RemoveAll(other => other is Happening happening && IsOnlyStated(happening, figure));
                reports.Add(last = figure);
            }

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

    /// <summary>
    /// "400,000 displaced families", "need food aid", "scores of wounded": words that describe those whom a figure counts
    /// tell no happening beside it.
    /// </summary>
    private static bool IsOnlyStated(Happening happening, Figure figure) =>
        happening.Time is null
        && happening.Evidence is [var said]
        && figure.Evidence[0].Contains(said)
        && happening.Harm.All(harm => harm.Spans.All(span => span.Overlaps(figure.CountSpans[0])))
        && happening.Type switch
        {
            "displacement" => figure.Flow == "stock" || happening.Actors.IsEmpty,
            "aid" => figure.Measure == "people in need",
            "attack" => happening.Actors.IsEmpty && happening.Harm.IsEmpty,
            "arrest" or "abduction" => figure.Measure == "people held"
                && happening.Actors.All(actor => actor.Role != ActorRole.Perpetrator),
            _ => false,
        };

    private Figure? OfPeople(CodingContext context, Sentence sentence, Quantity quantity)
    {
        if (quantity.Kind != QuantityKind.Count || quantity.Count.Shown is not >= FewestPeople)
            return null;
        var people = quantity.Counted >= 0 ? quantity.Counted : HeadAfter(context, sentence, quantity);
        if (people < 0 || !IsPeople(context, sentence, people))
            return OfBare(context, sentence, quantity);
        if ((MeasureOf(context, sentence, people) ?? InSite(sentence, people)) is not { } found)
            return null;
        var (measure, word) = found;
        if (Statement.IsUnreal(sentence, word) && measure.Flow != "stock")
            return null;
        if (IsWished(sentence, word))
            return null;
        var (first, last) = Phrases.Bare(sentence, people);
        // "Home to 83,000 refugees": whoever lives somewhere is first of all what the noun calls them.
        var name =
            measure.Name == "people living" && measures.TryGetValue(sentence[people].Lemma, out var called)
                ? called.Name
                : measure.Name;
        return Make(context, sentence, quantity, word, name) with
        {
            Unit = nouns.Unit(sentence[people].Lemma) ?? "people",
            Of = new(sentence.Span(first, last).Text, [sentence.Span(first, last)]),
            Flow = measure.Flow,
            Relation = ObjectOf(sentence, word) is null ? null : measure.Relation,
            Object = ObjectOf(sentence, word),
        };
    }

    /// <summary>"The camp, built for 1,500, now holds 5,200": a site's verb and a number alone.</summary>
    private Figure? OfBare(CodingContext context, Sentence sentence, Quantity quantity)
    {
        if (quantity.Counted >= 0 && !IsSite(sentence, quantity.Counted))
            return null;
        var verb = Clause.VerbOver(sentence, Statement.HeadOf(sentence, quantity.First, quantity.Last));
        if (!context.Cues.Has(sentence[verb].Lemma, Cue.Shelters) || quantity.Counted >= 0)
            return null;
        foreach (var slot in Clause.OfVerb(sentence, verb, sentence.InTitle))
            if (slot.Name == "subj" && IsSite(sentence, slot.Head))
                return Make(context, sentence, quantity, verb, "people held") with { Unit = "people", Flow = "stock" };
        return null;
    }

    /// <summary>"13,500 people in Areesha camp": they are there, and no verb says more.</summary>
    private (Measure Measure, int Word)? InSite(Sentence sentence, int people)
    {
        foreach (var child in sentence.ChildrenOf(people))
            if (
                sentence[child].Relation is Dependency.Nmod or Dependency.Obl
                && sentence.Plays(Phrases.Preposition(sentence, child), Particle.Within)
                && IsSite(sentence, child)
            )
                return (new("people living", "located-in", "stock"), people);
        return null;
    }

    private bool IsSite(Sentence sentence, int head)
    {
        var (first, last) = Phrases.Core(sentence, head);
        for (var word = first; word <= last; word++)
            if (nouns.IsSite(sentence[word].Lemma))
                return true;
        return false;
    }

    /// <summary>"would shelter", "could flee", "plans to house": not yet so.</summary>
    private static bool IsWished(Sentence sentence, int word)
    {
        var verb = sentence[word].Tag == Upos.Verb ? word : Clause.VerbOver(sentence, word);
        foreach (var child in sentence.ChildrenOf(verb))
            if (
                sentence.Plays(sentence[child].Lemma, Particle.Wished)
                || (
                    sentence[child].Relation == Dependency.Mark
                    && sentence.Plays(sentence[child].Lemma, Particle.Condition)
                )
            )
                return true;
        return false;
    }

    private static int HeadAfter(CodingContext context, Sentence sentence, Quantity quantity)
    {
        for (var word = quantity.Last + 1; word < Math.Min(sentence.Length, quantity.Last + 4); word++)
            if (
                (sentence[word].Tag is Upos.Noun or Upos.Propn && sentence[word].Xpos is "NNS" or "NNPS")
                || IsDescribed(context, sentence[word].Form)
            )
                return word;
        return -1;
    }

    private static bool IsPeople(CodingContext context, Sentence sentence, int word) =>
        context.Cast.RoleOf(sentence.Index, word) is { Type: not (ActorType.Organisation or ActorType.Government) }
        || context.Cues.Has(sentence[word].Lemma, Cue.Counted)
        || IsDescribed(context, sentence[word].Form)
        || sentence[word].Xpos == "NNPS"
        || (
            sentence[word].Tag != Upos.Propn
            && context.Cast.At(sentence.Index, word) is { State: not null, IsSeat: false }
        );

    /// <summary>"scores of wounded": people by what has befallen them.</summary>
    private static bool IsDescribed(CodingContext context, string form) => context.Cues.Has(form, Cue.Befallen);

    /// <summary>The verb or the noun that says what is measured: over the people, or hanging on them.</summary>
    private (Measure Measure, int Word)? MeasureOf(CodingContext context, Sentence sentence, int people)
    {
        foreach (var child in sentence.ChildrenOf(people))
            if (
                (
                    sentence[child].Relation is Dependency.Acl or Dependency.AclRelcl or Dependency.Amod
                    // "people in the city and the provinces need food": the tree takes the clause for a second subject.
                    || sentence[child] is { Relation: Dependency.Conj, Tag: Upos.Verb }
                ) && measures.TryGetValue(sentence[child].Lemma, out var hanging)
            )
                return (hanging, child);
        for (var (at, hops) = (sentence[people].Head, 0); at >= 0 && hops < 3; at = sentence[at].Head, hops++)
        {
            if (
                measures.TryGetValue(sentence[at].Lemma, out var over)
                && (
                    sentence[at].Tag is Upos.Verb or Upos.Adj
                    || context.Cues.Has(sentence[at].Lemma, Cue.Home)
                    // "are in need", and a verb that was taken for a noun: what has a subject says something of it.
                    || sentence.Child(at, Dependency.Nsubj) >= 0
                )
            )
                return State(sentence, at) ?? (over, at);
            if (sentence[at].Tag is Upos.Verb && !context.Cues.Has(sentence[at].Lemma, Cue.Bears))
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

    /// <summary>"remain displaced": the state that they are in says more than that they are in it.</summary>
    private (Measure Measure, int Word)? State(Sentence sentence, int verb)
    {
        foreach (var child in sentence.ChildrenOf(verb))
            if (
                sentence[child].Relation is Dependency.Xcomp
                && measures.TryGetValue(sentence[child].Lemma, out var state)
            )
                return (state, child);
        return null;
    }

    /// <summary>"at the camp", "in the church": where they are held or shelter.</summary>
    private static Party? ObjectOf(Sentence sentence, int word)
    {
        foreach (var child in sentence.ChildrenOf(word))
            if (
                sentence[child].Relation is Dependency.Obl or Dependency.Nmod
                && sentence.Plays(Phrases.Preposition(sentence, child), Particle.Inside)
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
        var (verb, subject) = Measured(context, sentence, quantity);
        if (subject < 0)
            return null;
        var (first, last) = Phrases.Bare(sentence, subject);
        Party? from = null;
        for (var word = quantity.Last + 1; word < sentence.Length && from is null; word++)
            if (context.Cues.Has(sentence[word].Lemma, Cue.DistanceFrom))
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
        return Make(
            context,
            sentence,
            quantity,
            verb,
            quantity.Kind == QuantityKind.Area ? "area"
                : IsLength(context, sentence, quantity) ? "length"
                : "distance"
        ) with
        {
            Unit = quantity.Unit,
            Of = new(sentence.Span(first, last).Text, [sentence.Span(first, last)]),
            Flow = "stock",
            Relation = from is null ? null : "distance-from",
            Object = from,
        };
    }

    /// <summary>The verb that measures, and what it measures: by the tree, or by the words before the number.</summary>
    private static (int Verb, int Subject) Measured(CodingContext context, Sentence sentence, Quantity quantity)
    {
        var verb = Clause.VerbOver(sentence, Statement.HeadOf(sentence, quantity.First, quantity.Last));
        if (IsMeasuring(context, sentence[verb].Lemma))
            foreach (var relation in (ReadOnlySpan<Dependency>)[Dependency.NsubjPass, Dependency.Nsubj])
                if (
                    sentence.Child(verb, relation) is >= 0 and var found
                    && sentence[found].Tag is Upos.Propn or Upos.Noun
                )
                    return (verb, found);
        var at = quantity.First - 1;
        while (at > 0 && sentence[at].Tag is Upos.Adv or Upos.Det or Upos.Adp)
            at--;
        if (
            at < 1
            || !IsMeasuring(context, sentence[at].Lemma) && !context.Cues.Has(sentence[at].Form, Cue.MeasuresForm)
        )
            return (-1, -1);
        return sentence[at - 1].Tag is Upos.Noun or Upos.Propn
            ? (
                at,
                NameFinder.HeadOf(sentence, Math.Max(0, at - 2), at - 1) is var head
                && head < at
                && sentence[head].Tag is Upos.Noun or Upos.Propn
                    ? head
                    : at - 1
            )
            : (-1, -1);
    }

    private static bool IsMeasuring(CodingContext context, string lemma) => context.Cues.Has(lemma, Cue.Measures);

    private static bool IsLength(CodingContext context, Sentence sentence, Quantity quantity) =>
        quantity.Last + 1 < sentence.Length && context.Cues.Has(sentence[quantity.Last + 1].Lemma, Cue.Length);

    /// <summary>"have regained 210 square kilometres": ground that someone holds, takes or loses.</summary>
    private static Figure? OfArea(CodingContext context, Sentence sentence, Quantity quantity)
    {
        if (quantity.Kind != QuantityKind.Area || quantity.Unit is null)
            return null;
        var verb = Clause.VerbOver(sentence, Statement.HeadOf(sentence, quantity.First, quantity.Last));
        if (!context.Cues.Has(sentence[verb].Lemma, Cue.GroundVerb) || IsWished(sentence, verb))
            return null;
        return Make(context, sentence, quantity, verb, "area") with { Unit = quantity.Unit, Flow = "stock" };
    }

    /// <summary>"built for 1,500 people", "a capacity of 900".</summary>
    private static Figure? OfCapacity(CodingContext context, Sentence sentence, Quantity quantity)
    {
        if (quantity.Kind != QuantityKind.Count || quantity.Count.Shown is not >= FewestPeople)
            return null;
        for (var word = Math.Max(0, quantity.First - 4); word < quantity.First; word++)
            if (
                context.Cues.Has(sentence[word].Lemma, Cue.Capacity)
                || (
                    context.Cues.Has(sentence[word].Lemma, Cue.BuiltFor)
                    && word + 1 < sentence.Length
                    && sentence.Plays(sentence[word + 1].Lemma, Particle.For)
                )
            )
                return Make(context, sentence, quantity, word, "capacity") with { Unit = "people", Flow = "stock" };
        return null;
    }

    /// <summary>"has 400 hospital beds", "60 schools remain closed": things of the table that someone has, wants or lost.</summary>
    private Figure? OfThings(CodingContext context, Sentence sentence, Quantity quantity)
    {
        if (quantity.Kind != QuantityKind.Count || quantity.Counted < 0 || quantity.Count.Shown is not >= 2)
            return null;
        var (first, last) = Phrases.Bare(sentence, quantity.Counted);
        if (nouns.Thing(sentence, quantity.Counted) is not { } measure)
            return null;
        var verb = Clause.VerbOver(sentence, quantity.Counted);
        if (!nouns.IsHaving(sentence[verb].Lemma) || IsWished(sentence, verb) || Statement.IsNegated(sentence, verb))
            return null;
        return Make(context, sentence, quantity, verb, measure) with
        {
            Unit = sentence.Span(first, last).Text,
            Of = new(sentence.Span(first, last).Text, [sentence.Span(first, last)]),
            Flow = "stock",
        };
    }

    /// <summary>"active in 30 countries".</summary>
    private static Figure? OfCountries(CodingContext context, Sentence sentence, Quantity quantity)
    {
        if (
            quantity.Kind != QuantityKind.Count
            || quantity.Counted < 0
            || !context.Cues.Has(sentence[quantity.Counted].Lemma, Cue.Country)
        )
            return null;
        for (var (at, hops) = (quantity.Counted, 0); at >= 0 && hops < 3; at = sentence[at].Head, hops++)
            if (context.Cues.Has(sentence[at].Lemma, Cue.Active))
                return Make(context, sentence, quantity, at, "countries") with { Unit = "countries", Flow = "stock" };
        return null;
    }

    private static Figure Make(CodingContext context, Sentence sentence, Quantity quantity, int word, string measure)
    {
        var speakers = context.Spoken.Of(sentence.Index, quantity.First);
        var evidence = sentence.Span();
        var places = Statement.LocationsOf(context, sentence.Index).ToList();
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

    /// <summary>"One child in six is malnourished": parts of a whole that no number gives.</summary>
    private static Figure OfShares(CodingContext context, Sentence sentence, ImmutableArray<Share> shares)
    {
        var at = sentence.WordAt(shares[0].Spans[0].Start);
        var quantity = new Quantity
        {
            Sentence = sentence.Index,
            First = at,
            Last = at,
            Kind = QuantityKind.Fraction,
            Count = default,
            Span = shares[0].Spans[0],
        };
        return Make(context, sentence, quantity, at, shares[0].What) with
        {
            Count = null,
            Flow = "stock",
            Shares = shares,
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
