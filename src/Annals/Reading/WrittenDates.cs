using System.Collections.Immutable;
using System.Globalization;
using Annals.Record;

namespace Annals.Reading;

/// <summary>
/// Dates as people write them: "March 23, 2019", "23 March 2019", "Jan. 21", "2019-03-23". Read from the words alone: a
/// date in figures parted by slashes is read only where one order is possible.
/// </summary>
internal sealed class WrittenDates(MonthNames months)
{
    /// <summary>Every date in the text, in order; those without a year have none.</summary>
    public List<WrittenDate> Find(string text)
    {
        var words = Words(text);
        var found = new List<WrittenDate>();
        for (var i = 0; i < words.Count; i++)
            if (At(text, words, i) is var (date, taken))
            {
                found.Add(date);
                i += taken - 1;
            }
        return found;
    }

    private (WrittenDate, int)? At(string text, List<(int Start, int End)> words, int i)
    {
        ReadOnlySpan<char> Word(int at) =>
            at < words.Count ? text.AsSpan(words[at].Start, words[at].End - words[at].Start) : default;
        int? Near(int at) =>
            at < words.Count
            && words[at].Start - words[at - 1].End <= 3
            && !text.AsSpan(words[at - 1].End, words[at].Start - words[at - 1].End).ContainsAny("\n;()")
                ? at
                : null;
        if (
            IsYear(Word(i)) is { } isoYear
            && Near(i + 1) is { } m
            && Near(i + 2) is { } d
            && text[words[i].End] is '-' or '/'
        )
            return Make(text, words, i, 3, isoYear, Figure(Word(i + 1), 12), Figure(Word(i + 2), 31));
        if (months.NumberOf(Word(i)) is > 0 and var month && char.IsUpper(text[words[i].Start]))
        {
            if (Near(i + 1) is null)
                return null;
            if (Day(Word(i + 1)) is { } day)
                return Near(i + 2) is not null && IsYear(Word(i + 2)) is { } year
                    ? Make(text, words, i, 3, year, month, day)
                    : Make(text, words, i, 2, null, month, day);
            return IsYear(Word(i + 1)) is { } only ? Make(text, words, i, 2, only, month, null) : null;
        }
        if (Day(Word(i)) is { } first && Near(i + 1) is not null)
        {
            // "23 de marzo de 2019"
            var at =
                Word(i + 1).Equals("de", StringComparison.OrdinalIgnoreCase)
                || Word(i + 1).Equals("of", StringComparison.OrdinalIgnoreCase)
                    ? i + 2
                    : i + 1;
            if (at >= words.Count || months.NumberOf(Word(at)) is not (> 0 and var named))
                return null;
            var next =
                at + 1 < words.Count && Word(at + 1).Equals("de", StringComparison.OrdinalIgnoreCase) ? at + 2 : at + 1;
            return next < words.Count && Near(next) is not null && IsYear(Word(next)) is { } year
                ? Make(text, words, i, next - i + 1, year, named, first)
                : Make(text, words, i, at - i + 1, null, named, first);
        }
        return null;
    }

    private static (WrittenDate, int)? Make(
        string text,
        List<(int Start, int End)> words,
        int from,
        int count,
        int? year,
        int? month,
        int? day
    )
    {
        if (month is not { } named || (day is { } known && known > DateTime.DaysInMonth(year ?? 2000, named)))
            return null;
        var end = words[from + count - 1].End;
        return (new WrittenDate(year, named, day, TextSpan.OfText(text, words[from].Start, end)), count);
    }

    private static int? IsYear(ReadOnlySpan<char> word) =>
        word.Length == 4
        && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && year is >= 1900 and <= 2100
            ? year
            : null;

    private static int? Figure(ReadOnlySpan<char> word, int most) =>
        word.Length <= 2
        && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var figure)
        && figure >= 1
        && figure <= most
            ? figure
            : null;

    /// <summary>"21", "21st", "1er".</summary>
    private static int? Day(ReadOnlySpan<char> word)
    {
        var digits = 0;
        while (digits < word.Length && char.IsAsciiDigit(word[digits]))
            digits++;
        return digits > 0 && word[digits..] is "" or "st" or "nd" or "rd" or "th" or "er"
            ? Figure(word[..digits], 31)
            : null;
    }

    private static List<(int Start, int End)> Words(string text)
    {
        var words = new List<(int, int)>();
        for (var i = 0; i < text.Length; )
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }
            var start = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i]))
                i++;
            words.Add((start, i));
        }
        return words;
    }
}

/// <summary>A date as written; without a year where the words give none.</summary>
internal readonly record struct WrittenDate(int? Year, int Month, int? Day, TextSpan Span)
{
    public Publication? AsPublication(PublicationBasis basis, ImmutableArray<TextSpan> evidence)
    {
        if (Year is not { } year)
            return null;
        var published = Day is { } day
            ? IsoDates.Day(year, Month, day, basis)
            : IsoDates.Of(
                new DateOnly(year, Month, 1),
                new DateOnly(year, Month, DateTime.DaysInMonth(year, Month)),
                TimePrecision.Month,
                basis
            );
        return published is null ? null : published with { Evidence = evidence };
    }
}
