using System.Collections.Immutable;
using Annals.Knowledge;

namespace Annals.Reading;

/// <summary>Lines of a scrape that are no text by their words (`data/reading/scrape-lines.tsv`).</summary>
internal sealed class ScrapeLines(ImmutableArray<ScrapeLines.Phrase> phrases)
{
    internal enum Match
    {
        Is,
        Starts,
        Ends,
        Contains,
    }

    internal sealed record Phrase(string Text, Match Match, int Words, string Why);

    public static ScrapeLines Load(KnowledgeFolder knowledge) =>
        new([
            .. knowledge
                .Table("reading", "scrape-lines.tsv")
                .Rows.Select(row => new Phrase(
                    row.Required("phrase"),
                    row.Choice<Match>("match"),
                    (int)row.Number("words"),
                    row.Required("why")
                )),
        ]);

    public string? Why(string line, int words)
    {
        foreach (var phrase in phrases)
            if (words <= phrase.Words && Fits(line, phrase))
                return phrase.Why;
        return IsCredit(line, words) ? "photo credit"
            : IsStageDirection(line, words) ? "stage direction"
            : null;
    }

    /// <summary>"(END OF CLIP)", "[CROSSTALK]": what a transcript tells of the recording.</summary>
    private static bool IsStageDirection(string line, int words) =>
        words is >= 1 and <= 6
        && line is ['(', .., ')'] or ['[', .., ']']
        && line.Count(char.IsUpper) >= 4
        && !line.Any(char.IsLower);

    private static bool Fits(string line, Phrase phrase) =>
        phrase.Match switch
        {
            Match.Is => line.Equals(phrase.Text, StringComparison.OrdinalIgnoreCase),
            Match.Contains => line.Contains(phrase.Text, StringComparison.OrdinalIgnoreCase),
            Match.Ends => line.TrimEnd('.', ')').EndsWith(phrase.Text, StringComparison.OrdinalIgnoreCase),
            _ => line.StartsWith(phrase.Text, StringComparison.OrdinalIgnoreCase)
                && (
                    line.Length == phrase.Text.Length
                    || !char.IsLetter(phrase.Text[^1])
                    || !char.IsLetterOrDigit(line[phrase.Text.Length])
                ),
        };

    /// <summary>
    /// A caption ends with who took the picture: "... in the capital - AFP", "... after the strike. (SANA)": the name in
    /// capitals, after a dash or in brackets. A sentence of the text ends with neither.
    /// </summary>
    private static bool IsCredit(string line, int words)
    {
        if (words > 45)
            return false;
        var open = line.LastIndexOf('(');
        if (open > 0 && line.EndsWith(')'))
            return IsAgency(line.AsSpan(open + 1, line.Length - open - 2)) && words > 3;
        var dash = Math.Max(
            line.LastIndexOf(" - ", StringComparison.Ordinal),
            line.LastIndexOf(" – ", StringComparison.Ordinal)
        );
        return dash > 0 && IsAgency(line.AsSpan(dash + 3)) && words > 3;
    }

    private static bool IsAgency(ReadOnlySpan<char> name)
    {
        var capitals = 0;
        foreach (var letter in name)
        {
            if (char.IsUpper(letter))
                capitals++;
            else if (char.IsDigit(letter) || letter is '.' or ',' or '"')
                return false;
        }
        var first = name.IndexOfAny(" /");
        var head = first < 0 ? name : name[..first];
        var allCapitals = head.Length is >= 2 and <= 12;
        foreach (var letter in head)
            allCapitals &= char.IsUpper(letter);
        return capitals > 0 && name.Length <= 40 && allCapitals;
    }
}
