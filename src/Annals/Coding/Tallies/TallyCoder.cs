using System.Collections.Immutable;
using Annals.Coding.Actors;
using Annals.Coding.Happenings;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Tallies;

/// <summary>
/// Aggregates: a number of acts, or of people harmed, over a stretch of time or at a rate. One act's own toll is none:
/// a tally needs a period longer than a few days, an open one ("since 2011"), or a rate ("eight a day").
/// </summary>
public sealed class TallyCoder : IKindCoder
{
    private const int ShortestDays = 6;

    private readonly NameIndex<ImmutableArray<string>> acts = new();
    private readonly Dictionary<string, (ImmutableArray<string> Of, Effect Effect)> harms = new(StringComparer.Ordinal);

    private TallyCoder() { }

    public static TallyCoder Load(KnowledgeFolder knowledge)
    {
        var coder = new TallyCoder();
        foreach (var row in knowledge.Table("coding", "tallies.tsv").Rows)
            if (row.Required("form") == "noun")
                coder.acts.Add(row.Required("word"), [.. row.List("of")]);
            else
                coder.harms[row.Required("word")] = ([.. row.List("of")], row.Choice<Effect>("effect"));
        return coder;
    }

    public void Code(CodingContext context, List<Report> reports)
    {
        foreach (var sentence in context.Sentences)
        {
            if (sentence.InTitle)
                continue;
            foreach (var quantity in context.QuantitiesOf(sentence.Index))
                if (
                    quantity.Kind == QuantityKind.Count
                    && Read(context, sentence, quantity) is { } tally
                    && !reports.Exists(other => other.Id == tally.Id)
                )
                {
                    reports.RemoveAll(other => other is Happening happening && IsTheSame(happening, tally, sentence));
                    reports.Add(tally);
                    break;
                }
        }
    }

    private Tally? Read(CodingContext context, Sentence sentence, Quantity quantity)
    {
        var (counted, of, effect) = Counted(sentence, quantity);
        if (of.IsDefaultOrEmpty)
            return null;
        var period = Periods.Of(context, sentence, counted);
        var rate = Rates.Of(context, sentence, quantity);
        var isLong =
            period is { IsUnsettled: false }
            && (
                period.To is null
                || period.From is null
                || period.To.Value.DayNumber - period.From.Value.DayNumber >= ShortestDays
            );
        if (!isLong && rate is null)
            return null;
        if (effect is not null && rate is null && !Periods.IsAggregate(sentence, counted, period))
            return null;
        if (Statement.IsUnreal(sentence, counted))
            return null;
        var speakers = context.Spoken.Of(sentence.Index, counted);
        var claimant = Claimant(context, sentence, counted);
        var place = context.PlacesOf(sentence.Index).FirstOrDefault(at => at.IsLocation);
        var evidence = sentence.Span();
        return new()
        {
            Id = Ids.OfReport(
                context.Article.Id,
                ReportKind.Tally,
                effect?.ToString() ?? of[0],
                evidence,
                Statement.Speaker(speakers),
                quantity.Span.Text
            ),
            Article = context.Article.Id,
            Of = of,
            Effect = effect,
            Count = quantity.Count,
            CountSpans = [quantity.Span],
            Per = rate?.Per,
            Rate = rate?.Value,
            RateSpans = rate is null ? [] : [rate.Span],
            Period = period,
            Time = period,
            Claimant = claimant,
            Check = Arithmetic.Check(quantity.Count, period, rate, context.Article.Published),
            Status = claimant is null ? Status.Reported : Status.Claimed,
            Negated = Statement.IsNegated(sentence, counted),
            Place = place is null ? null : Statement.WithSpans(place, sentence),
            Attribution = speakers,
            Evidence = [evidence],
            Confidence = 0.7,
            Coder = Coder.Version,
        };
    }

    /// <summary>What the number counts: acts by their noun, or people by the verb that harms them.</summary>
    private (int Word, ImmutableArray<string> Of, Effect? Effect) Counted(Sentence sentence, Quantity quantity)
    {
        var lemmas = FoldedSentence.OfLemmas(sentence);
        for (var word = quantity.Last + 1; word < Math.Min(sentence.Length, quantity.Last + 6); word++)
        {
            if (
                acts.Match(lemmas, word) is { } match
                && sentence[match.Last].Xpos is "NNS" or "NNPS"
                && !IsCompound(sentence, match.Last)
            )
                return (match.Last, match.Values[0], null);
            if (sentence[word].Tag is Upos.Verb or Upos.Punct)
                break;
        }
        var people = quantity.Counted >= 0 ? quantity.Counted : Math.Min(quantity.Last, sentence.Length - 1);
        var verb = Clause.VerbOver(sentence, people);
        foreach (var at in (ReadOnlySpan<int>)[verb, sentence.Child(people, Dependency.Acl)])
            if (at >= 0 && harms.TryGetValue(sentence[at].Lemma, out var harm))
                return (at, harm.Of, harm.Effect);
        return (-1, default, null);
    }

    private static bool IsCompound(Sentence sentence, int word) =>
        sentence[word].Relation == Dependency.Compound && sentence[word].Head > word;

    private static Party? Claimant(CodingContext context, Sentence sentence, int counted)
    {
        for (var (at, hops) = (counted, 0); at >= 0 && hops < 6; at = sentence[at].Head, hops++)
            if (sentence[at].Lemma == "claim" && sentence[at].Tag == Upos.Verb)
                foreach (var slot in Clause.OfVerb(sentence, at, sentence.InTitle))
                    if (slot.Name is "subj" or "by")
                        return context.Cast.PartyOf(sentence.Index, slot.Head);
        return null;
    }

    /// <summary>A happening that was made of the same number in the same sentence is the tally's.</summary>
    private static bool IsTheSame(Happening happening, Tally tally, Sentence sentence) =>
        happening.Evidence is [var first]
        && sentence.Span().Contains(first)
        && (
            happening.Harm.Any(harm => harm.Spans.Any(span => tally.CountSpans[0].Overlaps(span)))
            || (
                tally.Effect is null
                && happening.TypeSpans.Any(span => span.Start >= tally.CountSpans[0].Start)
                && tally.Of.Any(type => Near(type, happening.Type))
            )
        );

    private static bool Near(string one, string other) =>
        one == other || (one is "attack" or "bombing" && other is "attack" or "bombing" or "mine-blast");
}
