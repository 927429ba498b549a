using System.Globalization;
using Annals.Record;

namespace Annals.Reading;

/// <summary>Dates as machines write them: a day, a timestamp, a month or a year (ISO 8601).</summary>
internal static class IsoDates
{
    /// <summary>A timestamp counts as the day that it names in its own zone; null where it is no date.</summary>
    public static Publication? Read(ReadOnlySpan<char> words, PublicationBasis basis = PublicationBasis.Metadata)
    {
        words = words.Trim();
        if (words.Length < 4 || !TryNumber(words[..4], out var year) || year < 1)
            return null;
        if (words.Length == 4)
            return Of(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), TimePrecision.Year, basis);
        if (words.Length >= 8 && TryNumber(words[..8], out var compact) && (words.Length == 8 || words[8] == 'T'))
            return Day(compact / 10000, compact / 100 % 100, compact % 100, basis);
        if (
            words.Length < 7
            || words[4] is not ('-' or '/')
            || !TryNumber(words.Slice(5, 2), out var month)
            || month is < 1 or > 12
        )
            return null;
        if (words.Length == 7)
            return Of(
                new DateOnly(year, month, 1),
                new DateOnly(year, month, DateTime.DaysInMonth(year, month)),
                TimePrecision.Month,
                basis
            );
        if (words.Length < 10 || words[7] != words[4] || !TryNumber(words.Slice(8, 2), out var day))
            return null;
        if (words.Length > 10 && words[10] is not ('T' or 't' or ' ' or 'Z' or '+'))
            return null;
        return Day(year, month, day, basis) is { } date ? Clocked(date, words[10..]) : null;
    }

    /// <summary>With the hour of a timestamp: "T10:15:00+03:00" is 10:15 at +03:00.</summary>
    private static Publication Clocked(Publication day, ReadOnlySpan<char> rest)
    {
        if (
            rest.Length < 6
            || rest[0] is not ('T' or 't' or ' ')
            || rest[3] != ':'
            || !TryNumber(rest.Slice(1, 2), out var hour)
            || !TryNumber(rest.Slice(4, 2), out var minute)
            || hour > 23
            || minute > 59
        )
            return day;
        var after = rest[6..].TrimStart(":.,0123456789").Trim();
        var zone =
            after is "Z" or "z" ? "Z"
            : after.Length is 3 or 5 or 6 && after[0] is '+' or '-' ? after.ToString()
            : null;
        return day with { Clock = string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}"), Zone = zone };
    }

    public static Publication Of(DateOnly from, DateOnly to, TimePrecision precision, PublicationBasis basis) =>
        new()
        {
            From = from,
            To = to,
            Precision = precision,
            Basis = basis,
        };

    public static Publication? Day(int year, int month, int day, PublicationBasis basis)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        var date = new DateOnly(year, month, day);
        return Of(date, date, TimePrecision.Day, basis);
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
