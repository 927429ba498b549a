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

    private readonly TallyWords words;

    private TallyCoder(TallyWords words) => this.words = words;

    public static TallyCoder Load(KnowledgeFolder knowledge) => new(TallyWords.Load(knowledge));

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
        if (new CountedReader(words, context.Cues, sentence).Read(quantity) is not { } found)
            return null;
        var (counted, of, effect) = found;
        var period = Periods.Of(context, sentence, counted);
        var rate = Rates.Of(context, sentence, quantity, words);
        // An open period ends when it is told: "since gunmen killed 40 there on Tuesday" is one act's toll.
        var isLong =
            period is { IsUnsettled: false }
            && (
                period.From is not { } from
                || (period.To ?? context.Article.Published.To ?? DateOnly.MaxValue).DayNumber - from.DayNumber
                    >= ShortestDays
            );
        // "in five weeks of air raids": a stretch whose ends nobody gives is one all the same.
        var isStretch = context
            .TimesOf(sentence.Index)
            .Any(time => time.IsDuration && time.DurationDays is { } days && days.Shown >= ShortestDays);
        if (!isLong && rate is null && !(isStretch && effect is null))
            return null;
        if (effect is not null && rate is null && !Periods.IsAggregate(context, sentence, counted, period))
            return null;
        if (Statement.IsUnreal(sentence, counted))
            return null;
        var speakers = context.Spoken.Of(sentence.Index, quantity.First);
        if (speakers.IsEmpty && Counter(context, sentence, counted) is { } counter)
            speakers = [counter];
        var claimant = Claimant(context, sentence, counted) ?? OwnDeeds(context, sentence, counted, speakers);
        var place = Statement.LocationsOf(context, sentence.Index).FirstOrDefault();
        var evidence = sentence.Span();
        return new()
        {
            Id = Ids.OfReport(
                context.Article.Id,
                ReportKind.Tally,
                effect?.ToString() ?? of.FirstOrDefault() ?? "",
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

    /// <summary>"The mission recorded 28 raids": whoever counts is who says so.</summary>
    private Attribution? Counter(CodingContext context, Sentence sentence, int counted)
    {
        for (var (at, hops) = (counted, 0); at >= 0 && hops < 4; at = sentence[at].Head, hops++)
            if (words.IsCounting(sentence[at].Lemma) && sentence[at].Tag == Upos.Verb)
                foreach (var slot in Clause.OfVerb(sentence, at, sentence.InTitle))
                    if (slot.Name is "subj" or "by")
                        return Statement.SpeakerOf(context, sentence, slot.Head, sentence[at].Lemma);
        return null;
    }

    /// <summary>
    /// "Our forces fought 118 battles, the front announces", "the front said it had carried out 118 attacks": a
    /// speaker's own deeds are a claim.
    /// </summary>
    private static Party? OwnDeeds(
        CodingContext context,
        Sentence sentence,
        int counted,
        ImmutableArray<Attribution> speakers
    )
    {
        if (speakers is not [{ Kind: "armed-group" or "military" } speaker, ..])
            return null;
        var isOwn = false;
        for (var word = 0; word < sentence.Length && !isOwn; word++)
            isOwn = sentence.PlaysInAnyCase(sentence[word].Form, Particle.Own);
        var doing = Clause.VerbOver(sentence, counted);
        if (!isOwn && speaker.Id is { } id && sentence[doing].Tag == Upos.Verb)
            isOwn = Clause
                .OfVerb(sentence, doing, sentence.InTitle)
                .Exists(slot =>
                    slot.Name == "subj"
                    && sentence[slot.Head].Tag == Upos.Pron
                    && context.Cast.PartyOf(sentence.Index, slot.Head).Id == id
                );
        return isOwn
            ? new Party
            {
                Name = speaker.Who ?? speaker.Role ?? "",
                Id = speaker.Id,
                Spans = speaker.Spans,
            }
            : null;
    }

    private static Party? Claimant(CodingContext context, Sentence sentence, int counted)
    {
        for (var (at, hops) = (counted, 0); at >= 0 && hops < 6; at = sentence[at].Head, hops++)
            if (context.Cues.Has(sentence[at].Lemma, Cue.Claim) && sentence[at].Tag == Upos.Verb)
                foreach (var slot in Clause.OfVerb(sentence, at, sentence.InTitle))
                    if (slot.Name is "subj" or "by")
                        return context.Cast.PartyOf(sentence.Index, slot.Head);
        return null;
    }

    /// <summary>
    /// What one sentence sums up over a stretch of time is no happening of its own: neither the acts that it counts nor
    /// the truce it counts from, unless the sentence dates one to its day.
    /// </summary>
    private static bool IsTheSame(Happening happening, Tally tally, Sentence sentence)
    {
        var body = happening.Evidence.Where(span => !span.InTitle).ToList();
        if (body.Count == 0)
            return happening.Time is null && tally.Of.Any(type => Near(type, happening.Type));
        if (!body.TrueForAll(span => sentence.Span().Contains(span)))
            return false;
        if (happening.Harm.Any(harm => harm.Spans.Any(span => tally.CountSpans[0].Overlaps(span))))
            return true;
        var isDated = happening.Time is { Precision: TimePrecision.Day or TimePrecision.Hour or TimePrecision.Minute };
        return !isDated || happening.Time!.From == tally.Period?.From;
    }

    private static bool Near(string one, string other) =>
        one == other || (one is "attack" or "bombing" && other is "attack" or "bombing" or "mine-blast");
}
