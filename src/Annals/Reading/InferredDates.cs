using System.Collections.Immutable;
using System.Globalization;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Reading;

/// <summary>
/// When an article that does not say so was written, from its own words only: it speaks of a span up to now ("in the two
/// years since Kurdish forces ...") and gives the day on which that span began. Counting whole years or months forward is
/// precise to the month. Without such a pair the date stays unknown: no year is guessed from what the text mentions.
/// </summary>
internal sealed class InferredDates(
    WrittenDates dates,
    ImmutableArray<InferredDates.Anchor> anchors,
    ImmutableArray<string> numbers,
    ImmutableHashSet<string> takingUp
)
{
    /// <summary>Words around the number: "in the" 2 "years since".</summary>
    internal sealed record Anchor(string Before, string Unit, int Months, string After);

    private const int LongestNumber = 12;

    public static InferredDates Load(KnowledgeFolder knowledge, WrittenDates dates) =>
        new(
            dates,
            [
                .. knowledge
                    .Table("reading", "anchors.tsv")
                    .Rows.Select(row => new Anchor(
                        row["before"],
                        row.Required("unit"),
                        (int)row.Number("months"),
                        " " + row.Required("after")
                    )),
            ],
            [.. knowledge.Table("reading", "small-numbers.tsv").Rows.Select(row => row.Required("word"))],
            [.. knowledge.Table("reading", "taking-up.tsv").Rows.Select(row => row.Required("word"))]
        );

    public Publication? Infer(string text)
    {
        foreach (var anchor in anchors)
            for (
                var at = 0;
                (at = text.IndexOf(anchor.Unit, at, StringComparison.OrdinalIgnoreCase)) >= 0;
                at += anchor.Unit.Length
            )
                if (Match(text, anchor, at) is var (span, months) && Began(text, span.End) is { } began)
                    return Count(began, months, span);
        return null;
    }

    private (TextSpan Span, int Months)? Match(string text, Anchor anchor, int unit)
    {
        var after = unit + anchor.Unit.Length;
        if (string.Compare(text, after, anchor.After, 0, anchor.After.Length, StringComparison.OrdinalIgnoreCase) != 0)
            return null;
        var end = after + anchor.After.Length;
        if (end < text.Length && char.IsLetter(text[end]))
            return null;
        var numberEnd = unit;
        while (numberEnd > 0 && text[numberEnd - 1] == ' ')
            numberEnd--;
        var numberStart = numberEnd;
        while (
            numberStart > 0 && char.IsLetterOrDigit(text[numberStart - 1]) && numberEnd - numberStart < LongestNumber
        )
            numberStart--;
        if (Number(text.AsSpan(numberStart, numberEnd - numberStart)) is not { } number)
            return null;
        var before = text.AsSpan(0, numberStart).TrimEnd(' ');
        if (!before.EndsWith(anchor.Before, StringComparison.OrdinalIgnoreCase))
            return null;
        var start = anchor.Before.Length == 0 ? numberStart : before.Length - anchor.Before.Length;
        return (TextSpan.OfText(text, start, end), number * anchor.Months);
    }

    private int? Number(ReadOnlySpan<char> word)
    {
        if (
            word.Length is 1 or 2
            && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var figure)
        )
            return figure > 0 ? figure : null;
        for (var i = 0; i < numbers.Length; i++)
            if (word.Equals(numbers[i], StringComparison.OrdinalIgnoreCase))
                return i + 1;
        return null;
    }

    /// <summary>
    /// The day that the anchor counts from: a full date in its own sentence, or one that dates what was just spoken of,
    /// early in a sentence that takes it up ("Its defeat on March 23, 2019, was ..."). Any other date is of something else.
    /// </summary>
    private WrittenDate? Began(string text, int from)
    {
        foreach (var date in dates.Find(text))
        {
            if (date.Span.Start < from || date.Year is null || date.Day is null)
                continue;
            if (date.Span.Start - from > FarthestDate)
                return null;
            var sentence = SentenceStart(text, date.Span.Start);
            if (sentence <= from || (date.Span.Start - sentence <= EarlyInSentence && TakesUp(text.AsSpan(sentence))))
                return date;
        }
        return null;
    }

    private bool TakesUp(ReadOnlySpan<char> sentence)
    {
        var end = sentence.IndexOf(' ');
        return end > 0 && takingUp.Contains(sentence[..end].ToString().ToLowerInvariant());
    }

    private static int SentenceStart(string text, int at)
    {
        while (
            at > 0 && !(text[at - 1] == '\n' || (text[at - 1] == ' ' && at > 1 && text[at - 2] is '.' or '!' or '?'))
        )
            at--;
        return at;
    }

    /// <summary>A date further down belongs to another story.</summary>
    private const int FarthestDate = 900;

    private const int EarlyInSentence = 60;

    private static Publication Count(WrittenDate began, int months, TextSpan anchor)
    {
        var from = new DateOnly(began.Year!.Value, began.Month, 1).AddMonths(months);
        return new Publication
        {
            From = from,
            To = from.AddMonths(1).AddDays(-1),
            Precision = TimePrecision.Month,
            Basis = PublicationBasis.Inferred,
            Evidence = [anchor, began.Span],
        };
    }
}
