using System.Collections.Immutable;
using System.Globalization;
using Annals.Coding.Happenings;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Tallies;

/// <summary>The stretch of time that a tally covers.</summary>
internal static class Periods
{
    public static EventTime? Of(CodingContext context, Sentence sentence, int counted)
    {
        var times = context.TimesOf(sentence.Index).Where(time => !time.IsDuration).ToList();
        if (FirstMonths(context, sentence, times) is { } part)
            return part;
        if (Between(context, sentence, times) is { } between)
            return between;
        // "since the war began in 2011": the year is the beginning, whatever the time reader made of "in 2011".
        for (var word = 0; word < sentence.Length; word++)
            if (sentence.Plays(sentence[word].Lemma, Particle.Since))
            {
                if (IsRecord(sentence, counted, word))
                {
                    times.RemoveAll(time => time.Last >= word);
                    continue;
                }
                foreach (var time in times)
                    if (time.First >= word || (time.First <= word && word <= time.Last))
                        return time.Time with
                        {
                            To =
                                time.Time.To > time.Time.From && time.First >= word + 1 ? null
                                : time.First > word ? null
                                : time.Time.To,
                        };
            }
        return times
            .Where(time => sentence[counted].Tag is not Upos.Verb || !IsOfNoun(sentence, time.First, counted))
            .OrderBy(time => time.Time.IsUnsettled)
            .ThenBy(time => Math.Abs(time.First - counted))
            .FirstOrDefault()
            ?.Time;
    }

    /// <summary>"killed 29, the deadliest day since 2016": what is the most since then is one act, and no sum.</summary>
    private static bool IsRecord(Sentence sentence, int counted, int since)
    {
        for (var word = counted + 1; word < since; word++)
            if (sentence[word].Xpos is "JJS" or "RBS")
                return true;
        return false;
    }

    /// <summary>"Three nuns who were abducted in October have been released": what a clause tells of its noun has its own time.</summary>
    private static bool IsOfNoun(Sentence sentence, int word, int counted)
    {
        for (var at = word; at >= 0 && at != counted; at = sentence[at].Head)
            if (sentence[at].Relation is Dependency.AclRelcl && !Clause.IsUnder(sentence, counted, at))
                return true;
        return false;
    }

    /// <summary>"the first six months of 2020": a part of a year, by its number of months.</summary>
    private static EventTime? FirstMonths(CodingContext context, Sentence sentence, List<TimeExpression> times)
    {
        for (var word = 1; word + 1 < sentence.Length; word++)
            if (
                context.Cues.Has(sentence[word].Lemma, Cue.Month)
                && sentence.Plays(sentence[word + 1].Lemma, Particle.Of)
                && Number(sentence, sentence[word - 1].Lemma) is { } months
                && word > 1
                && context.Cues.Has(sentence[word - 2].Lemma, Cue.Edge)
            )
                foreach (var time in times)
                    if (
                        time.First >= word - 2
                        && time.Time is { Precision: TimePrecision.Year, From: { } from, To: { } to }
                    )
                        return time.Time with
                        {
                            From = context.Cues.Has(sentence[word - 2].Lemma, Cue.First)
                                ? from
                                : to.AddDays(1).AddMonths(-months),
                            To = context.Cues.Has(sentence[word - 2].Lemma, Cue.First)
                                ? from.AddMonths(months).AddDays(-1)
                                : to,
                            Precision = TimePrecision.Days,
                        };
        return null;
    }

    /// <summary>A number of months that are a part of a year, in words or digits.</summary>
    private static int? Number(Sentence sentence, string lemma) =>
        (
            sentence.NumberOf(lemma)
            ?? (int.TryParse(lemma, CultureInfo.InvariantCulture, out var digits) ? digits : null)
        )
            is >= 2
                and <= 11
                and var months
            ? months
            : null;

    /// <summary>Harm over a period, and no single act's: the clause says "since", "so far", "have died", "over the past".</summary>
    public static bool IsAggregate(CodingContext context, Sentence sentence, int counted, EventTime? period)
    {
        if (period is { From: not null, To: null })
            return true;
        // A year, a quarter, "between January and June" holds many acts; a month may be all that is known of one.
        if (
            period is { From: { } from, To: { } to, Precision: not TimePrecision.Month }
            && to.DayNumber - from.DayNumber >= 25
            && !HasOneAct(context, sentence)
        )
            return true;
        foreach (var child in sentence.ChildrenOf(counted))
            if (sentence[child].Relation is Dependency.Aux && sentence.Plays(sentence[child].Lemma, Particle.Have))
                return true;
        for (var word = 0; word + 1 < sentence.Length; word++)
            if (
                (context.Cues.Has(sentence[word].Lemma, Cue.So) && context.Cues.Has(sentence[word + 1].Lemma, Cue.Far))
                || (context.Cues.Has(sentence[word].Lemma, Cue.OverPeriod) && period is not null)
            )
                return true;
        return false;
    }

    /// <summary>"in an attack", "the bombing": the harm is one act's.</summary>
    private static bool HasOneAct(CodingContext context, Sentence sentence)
    {
        for (var child = 0; child < sentence.Length; child++)
            if (
                sentence[child].Tag == Upos.Noun
                && sentence[child].Xpos == "NN"
                && context.Cues.Has(sentence[child].Lemma, Cue.OneAct)
            )
                return true;
        return false;
    }

    /// <summary>"Between the fall of the town and last month": an end that is a happening has the date that the article gives it.</summary>
    private static EventTime? Between(CodingContext context, Sentence sentence, List<TimeExpression> times)
    {
        var from = -1;
        for (var word = 0; word < sentence.Length; word++)
            if (sentence.Plays(sentence[word].Lemma, Particle.Between))
                from = word;
        if (from < 0)
            return null;
        var later = times.Where(time => time.First > from && time.Time.To is not null).ToList();
        if (later.Count == 0)
            return null;
        for (var word = from + 1; word < Math.Min(sentence.Length, from + 4); word++)
            if (context.Cues.Has(sentence[word].Lemma, Cue.Ending) && DateOf(context, sentence.Index) is { } start)
                return later[^1].Time with
                {
                    From = start.From,
                    Precision = TimePrecision.Days,
                    Basis = "from a happening that the article dates",
                    Spans = [.. start.Spans, .. later[^1].Time.Spans],
                };
        return null;
    }

    private static EventTime? DateOf(CodingContext context, int before)
    {
        for (var index = before - 1; index >= 0; index--)
        {
            var sentence = context.Sentences[index];
            foreach (var time in context.TimesOf(index))
                if (time.Time is { From: not null, Precision: TimePrecision.Day })
                    for (var word = 0; word < time.First; word++)
                        if (context.Cues.Has(sentence[word].Lemma, Cue.Ending))
                            return time.Time;
        }
        return null;
    }
}

/// <summary>"eight a day", "two kidnappings per week".</summary>
internal sealed record Rate(double Value, string Per, TextSpan Span);

internal static class Rates
{
    /// <summary>How far before its unit the number of a rate may stand: "three times a day", "exactly one for each day".</summary>
    private const int Reach = 5;

    public static Rate? Of(CodingContext context, Sentence sentence, Quantity total, TallyWords words)
    {
        for (var unit = 1; unit < sentence.Length; unit++)
        {
            if (UnitAt(words, sentence, unit) is not { } per)
                continue;
            var before = per == sentence[unit].Lemma ? unit - 2 : unit - 1;
            if (
                context
                    .QuantitiesOf(sentence.Index)
                    .Where(quantity =>
                        quantity != total
                        && quantity.Kind is QuantityKind.Count or QuantityKind.Rate
                        && quantity.Last <= before
                        && quantity.Last >= before - Reach
                        && quantity.Count.Shown > 0
                        && !IsYear(quantity)
                    )
                    .MaxBy(quantity => quantity.Last) is
                { } rate
            )
                return new(rate.Count.Shown!.Value, per, sentence.Span(rate.First, unit));
            for (var word = before; word >= Math.Max(0, before - 2); word--)
                if (words.Times(sentence[word].Lemma) is { } times && !Overlaps(total, word))
                    return new(times, per, sentence.Span(word, unit));
        }
        return null;
    }

    /// <summary>"a day", "for each week", "per month", "daily".</summary>
    private static string? UnitAt(TallyWords words, Sentence sentence, int word) =>
        words.RateUnit(sentence[word].Lemma) is not { } unit ? null
        : unit != sentence[word].Lemma || sentence.Plays(sentence[word - 1].Lemma, Particle.Each) ? unit
        : null;

    private static bool Overlaps(Quantity quantity, int word) => quantity.First <= word && word <= quantity.Last;

    private static bool IsYear(Quantity quantity) =>
        quantity.First == quantity.Last && quantity.Counted < 0 && quantity.Count.Shown is >= 1900 and <= 2100;
}

/// <summary>The arithmetic that the text allows: the count over the period against the stated rate.</summary>
internal static class Arithmetic
{
    /// <summary>A stated rate is a rounded one: it holds within a tenth and a half unit of its last digit.</summary>
    private const double Tolerance = 0.1;

    public static TallyCheck? Check(Count count, EventTime? period, Rate? rate, Publication published)
    {
        if (rate is null || count.Shown is not { } total)
            return null;
        var to = period?.To ?? published.To;
        if (period?.From is not { } from || to is not { } until || until < from)
            return new("unchecked", null, rate.Value, "the text settles no period to count over");
        var days = until.DayNumber - from.DayNumber + 1;
        var units =
            days
            / (
                rate.Per switch
                {
                    "hour" => 1 / 24.0,
                    "week" => 7,
                    "month" => 30.44,
                    "year" => 365.25,
                    _ => 1.0,
                }
            );
        var computed = Math.Round(total / units, 2);
        var isConsistent = Math.Abs(computed - rate.Value) <= Math.Max(0.5, Tolerance * rate.Value);
        return new(
            isConsistent ? "consistent" : "inconsistent",
            computed,
            rate.Value,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{total:0.##} over {days} days ({from:yyyy-MM-dd} to {until:yyyy-MM-dd}) is {computed:0.##} a {rate.Per}; the text says {rate.Value:0.##}"
            )
        );
    }
}
