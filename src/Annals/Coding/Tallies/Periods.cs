using System.Collections.Immutable;
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
        if (Between(context, sentence, times) is { } between)
            return between;
        // "since the war began in 2011": the year is the beginning, whatever the time reader made of "in 2011".
        for (var word = 0; word < sentence.Length; word++)
            if (sentence[word].Lemma == "since")
                foreach (var time in times)
                    if (time.First >= word || (time.First <= word && word <= time.Last))
                        return time.Time with
                        {
                            To =
                                time.Time.To > time.Time.From && time.First >= word + 1 ? null
                                : time.First > word ? null
                                : time.Time.To,
                        };
        return times
            .OrderBy(time => time.Time.IsUnsettled)
            .ThenBy(time => Math.Abs(time.First - counted))
            .FirstOrDefault()
            ?.Time;
    }

    /// <summary>Harm over a period, and no single act's: the clause says "since", "so far", "have died", "over the past".</summary>
    public static bool IsAggregate(Sentence sentence, int counted, EventTime? period)
    {
        if (period is { From: not null, To: null })
            return true;
        foreach (var child in sentence.ChildrenOf(counted))
            if (sentence[child].Relation is Dependency.Aux && sentence[child].Lemma is "have")
                return true;
        for (var word = 0; word + 1 < sentence.Length; word++)
            if (
                (sentence[word].Lemma is "so" && sentence[word + 1].Lemma is "far")
                || (sentence[word].Lemma is "since" or "over" or "during" or "total" && period is not null)
            )
                return true;
        return false;
    }

    /// <summary>"Between the fall of the town and last month": an end that is a happening has the date that the article gives it.</summary>
    private static EventTime? Between(CodingContext context, Sentence sentence, List<TimeExpression> times)
    {
        var from = -1;
        for (var word = 0; word < sentence.Length; word++)
            if (sentence[word].Lemma is "between")
                from = word;
        if (from < 0)
            return null;
        var later = times.Where(time => time.First > from && time.Time.To is not null).ToList();
        if (later.Count == 0)
            return null;
        for (var word = from + 1; word < Math.Min(sentence.Length, from + 4); word++)
            if (IsEnding(sentence[word].Lemma) && DateOf(context, sentence.Index) is { } start)
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
                        if (IsEnding(sentence[word].Lemma))
                            return time.Time;
        }
        return null;
    }

    private static bool IsEnding(string lemma) =>
        lemma
            is "fall"
                or "defeat"
                or "loss"
                or "collapse"
                or "capture"
                or "liberation"
                or "overthrow"
                or "ouster"
                or "coup"
                or "invasion"
                or "start"
                or "outbreak"
                or "beginning";
}

/// <summary>"eight a day", "two kidnappings per week".</summary>
internal sealed record Rate(double Value, string Per, TextSpan Span);

internal static class Rates
{
    public static Rate? Of(CodingContext context, Sentence sentence, Quantity total)
    {
        for (var unit = 2; unit < sentence.Length; unit++)
        {
            if (
                sentence[unit].Lemma is not ("day" or "week" or "month" or "year" or "hour")
                || sentence[unit - 1].Lemma is not ("a" or "an" or "per" or "each" or "every")
            )
                continue;
            foreach (var quantity in context.QuantitiesOf(sentence.Index))
                if (
                    quantity != total
                    && quantity.First <= unit - 2
                    && quantity.Last >= unit - 4
                    && quantity.Count.Shown is { } value
                    && value > 0
                )
                    return new(value, sentence[unit].Lemma, sentence.Span(quantity.First, unit));
        }
        return null;
    }
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
                System.Globalization.CultureInfo.InvariantCulture,
                $"{total:0.##} over {days} days ({from:yyyy-MM-dd} to {until:yyyy-MM-dd}) is {computed:0.##} a {rate.Per}; the text says {rate.Value:0.##}"
            )
        );
    }
}
