using System.Buffers;
using System.Collections.Immutable;
using Annals.Knowledge;

namespace Annals.Reading;

/// <summary>Lines that say who wrote an article: a word of `data/reading/bylines.tsv`, then a name.</summary>
internal sealed class Bylines(ImmutableArray<string> words)
{
    /// <summary>What stands after a name in a byline.</summary>
    private static readonly SearchValues<char> AfterNames = SearchValues.Create("|•·,0123456789");

    private const int LongestName = 120;

    public static Bylines Load(KnowledgeFolder knowledge) =>
        new([
            .. knowledge
                .Table("reading", "bylines.tsv")
                .Rows.Select(row => row.Required("words"))
                .OrderByDescending(words => words.Length),
        ]);

    /// <summary>The rest of a line that begins as a byline does; null for any other line.</summary>
    public string? After(string line)
    {
        foreach (var word in words)
            if (
                line.Length > word.Length + 1
                && line.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                && line[word.Length] is ' ' or ':'
            )
                return line[(word.Length + 1)..].Trim();
        return null;
    }

    /// <summary>A name as metadata give it: without "By", and no address of a profile.</summary>
    public string? Name(string? name)
    {
        name = name?.Trim();
        if (name is not null)
            name = After(name) ?? name;
        return string.IsNullOrEmpty(name) || name.Length > LongestName || name.Contains("://", StringComparison.Ordinal)
            ? null
            : name;
    }

    /// <summary>The name in a visible byline, up to what follows it: "By Ann Lee | Hill Post".</summary>
    public string? InLine(string line)
    {
        if (After(line) is not { } name)
            return null;
        var end = name.AsSpan().IndexOfAny(AfterNames);
        return Name(end > 0 ? name[..end] : name);
    }
}
