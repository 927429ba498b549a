using System.Collections.Frozen;
using Annals.Knowledge;

namespace Annals.Exchange;

/// <summary>Labels for words: the longest listed phrase that stands in a text gives its label, of equally long ones the last.</summary>
internal sealed class WordLabels
{
    private const int LongestPhrase = 4;
    private readonly FrozenDictionary<string, string> labels;

    private WordLabels(FrozenDictionary<string, string> labels) => this.labels = labels;

    /// <summary>The rows of one kind: columns `kind`, `words`, `label`.</summary>
    /// <exception cref="KnowledgeException">A line is not understood.</exception>
    public static WordLabels Load(Table table, string kind) =>
        new(
            table
                .Rows.Where(row => row.Required("kind") == kind)
                .ToFrozenDictionary(
                    row => row.Required("words"),
                    row => row.Required("label"),
                    StringComparer.OrdinalIgnoreCase
                )
        );

    public string? Of(string? text)
    {
        if (text is null)
            return null;
        var words = Words(text);
        for (var length = LongestPhrase; length > 0; length--)
        for (var last = words.Length; last >= length; last--)
            if (labels.TryGetValue(string.Join(' ', words[(last - length)..last]), out var label))
                return label;
        return null;
    }

    /// <summary>The text up to the end of the phrase that gives its label: "drug mafias" of "drug mafias gunmen"; null for none.</summary>
    public string? UpTo(string text)
    {
        var words = text.Split(' ');
        for (var length = LongestPhrase; length > 0; length--)
        for (var last = words.Length; last >= length; last--)
            if (labels.ContainsKey(string.Join(' ', words[(last - length)..last])))
                return string.Join(' ', words[..last]);
        return null;
    }

    /// <summary>Words of letters, digits, hyphens and points, without the marks around them.</summary>
    public static string[] Words(string text) =>
        text.Split(
            [.. text.Where(letter => !char.IsLetterOrDigit(letter) && letter is not '-' and not '.').Distinct()],
            StringSplitOptions.RemoveEmptyEntries
        );
}
