namespace Annals.Reading;

/// <summary>
/// Interviews and broadcasts written down: line after line begins with who speaks ("MARY OKELLO, HOST: Good evening").
/// The text stays as it is, labels included, because they say who says what; a note tells what it is.
/// </summary>
internal static class Transcripts
{
    private const int FewestTurns = 4;

    /// <summary>Share of the lines that begin with a speaker.</summary>
    private const double MostLines = 0.4;

    private const int LongestLabel = 60;

    public static bool Is(string text)
    {
        var (lines, turns) = (0, 0);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace())
                continue;
            lines++;
            if (BeginsWithSpeaker(line.Trim()))
                turns++;
        }
        return turns >= FewestTurns && turns >= lines * MostLines;
    }

    /// <summary>Up to a colon nothing but words with a capital, and something is said after it.</summary>
    private static bool BeginsWithSpeaker(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        if (colon is < 2 or > LongestLabel || colon + 2 >= line.Length || line[colon + 1] != ' ')
            return false;
        var start = true;
        foreach (var letter in line[..colon])
        {
            if (char.IsDigit(letter) || (start && char.IsLower(letter)))
                return false;
            start = letter is ' ' or '-' or '(' or '.';
        }
        return char.IsUpper(line[0]);
    }
}
