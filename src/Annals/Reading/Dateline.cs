using Annals.Record;

namespace Annals.Reading;

/// <summary>How an agency begins: "BAGHDAD, Jan 21 (Agency) -": a place in capitals, a day, who filed it, a dash.</summary>
internal sealed record Dateline(string? Agency, WrittenDate? Date, TextSpan Span)
{
    private const int Longest = 120;

    /// <summary>The dateline that a text begins with; null for none.</summary>
    public static Dateline? Of(string text, WrittenDates dates)
    {
        var end = Dash(text);
        if (end <= 0)
            return null;
        var line = text[..end];
        var open = line.IndexOf('(', StringComparison.Ordinal);
        var close = open < 0 ? -1 : line.IndexOf(')', open);
        var agency = close > open + 1 ? line[(open + 1)..close].Trim() : null;
        var found = dates.Find(line);
        if (!BeginsInCapitals(line) || (agency is null && found.Count == 0 && !IsShortPlace(line)))
            return null;
        return new Dateline(agency, found.Count > 0 ? found[0] : null, TextSpan.OfText(text, 0, line.TrimEnd().Length));
    }

    private static int Dash(string text)
    {
        for (var i = 1; i < Math.Min(text.Length, Longest); i++)
        {
            if (text[i] == '\n')
                return -1;
            var dash = text[i] is '—' or '–' || (text[i] == '-' && (text[i - 1] is ' ' or ')' || text[i - 1] == '-'));
            if (dash)
                return text[i - 1] == '-' ? i - 1 : i;
        }
        return -1;
    }

    private static bool BeginsInCapitals(string line)
    {
        var capitals = 0;
        foreach (var letter in line)
        {
            if (char.IsLower(letter))
                break;
            if (char.IsUpper(letter))
                capitals++;
            else if (letter == ',' || letter == '(')
                break;
        }
        return capitals >= 3;
    }

    private static bool IsShortPlace(string line) =>
        line.Trim().Length <= 40 && line.All(letter => !char.IsLower(letter));
}
