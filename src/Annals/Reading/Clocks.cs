using System.Collections.Immutable;
using System.Globalization;
using Annals.Knowledge;

namespace Annals.Reading;

/// <summary>The hour as a line of its own: "14:32", "2.15 pm GMT", "09:05 local time". A live blog's entries begin with one.</summary>
internal sealed class Clocks(ImmutableDictionary<string, int> halves)
{
    /// <summary>Such a line is no longer than this.</summary>
    private const int Longest = 32;

    public static Clocks Load(KnowledgeFolder knowledge) =>
        new(
            knowledge
                .Table("reading", "clock.tsv")
                .Rows.ToImmutableDictionary(
                    row => row.Required("word"),
                    row => (int)row.Number("adds"),
                    StringComparer.OrdinalIgnoreCase
                )
        );

    /// <summary>The hour as "HH:mm" and the zone as it stands there; null where the line says anything else.</summary>
    public (string Clock, string? Zone)? Of(string line)
    {
        line = line.Trim();
        if (line.Length is < 3 or > Longest || !char.IsAsciiDigit(line[0]))
            return null;
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var digits = 0;
        while (
            digits < parts[0].Length && (char.IsAsciiDigit(parts[0][digits]) || parts[0][digits] is ':' or '.' or 'h')
        )
            digits++;
        var (figures, tail) = (parts[0][..digits].TrimEnd('.'), parts[0][digits..]);
        string[] words = tail.Length > 0 ? [tail, .. parts[1..]] : parts[1..];
        int? adds = words.Length > 0 && halves.TryGetValue(words[0], out var half) ? half : null;
        if (Hour(figures, adds is not null) is not var (hour, minute))
            return null;
        if (adds is { } more)
        {
            if (hour is < 1 or > 12)
                return null;
            hour = hour % 12 + more;
        }
        var zone = string.Join(' ', adds is null ? words : words[1..]).Trim('(', ')', ',');
        if (!IsZone(zone))
            return null;
        return (string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}"), zone.Length == 0 ? null : zone);
    }

    private static (int Hour, int Minute)? Hour(string figures, bool halved)
    {
        var at = figures.AsSpan().IndexOfAny(":.h");
        if (at < 0)
            return halved && int.TryParse(figures, NumberStyles.None, CultureInfo.InvariantCulture, out var only)
                ? (only, 0)
                : null;
        return
            figures.Length - at - 1 == 2
            && int.TryParse(figures.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            && int.TryParse(figures.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var minute)
            && hour < 24
            && minute < 60
            ? (hour, minute)
            : null;
    }

    /// <summary>Nothing, letters in capitals with an offset ("GMT", "UTC+3"), or two words ("local time").</summary>
    private static bool IsZone(string zone) =>
        zone.Length == 0
        || (
            zone.Length <= 8
            && zone.All(letter =>
                char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter is '+' or '-' or ':'
            )
        )
        || (zone.Split(' ') is [var first, var second] && first.All(char.IsLetter) && second.All(char.IsLetter));
}
