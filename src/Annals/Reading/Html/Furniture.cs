using System.Collections.Frozen;
using Annals.Knowledge;

namespace Annals.Reading.Html;

/// <summary>
/// What stands on a page beside its article, known by the words that authors of pages use in `class` and `id`
/// (`data/reading/furniture.tsv`): structure, not sites.
/// </summary>
internal sealed class Furniture
{
    private readonly FrozenDictionary<string, string> words;
    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly int longest;

    private Furniture(Dictionary<string, string> words)
    {
        this.words = words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        lookup = this.words.GetAlternateLookup<ReadOnlySpan<char>>();
        longest = words.Keys.Max(word => word.Count('-')) + 1;
    }

    public static Furniture Load(KnowledgeFolder knowledge)
    {
        var words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in knowledge.Table("reading", "furniture.tsv").Rows)
            if (!words.TryAdd(row.Required("phrase"), row.Required("why")))
                throw row.Wrong($"\"{row["phrase"]}\" stands twice");
        return new Furniture(words);
    }

    /// <summary>Why an element with such a class or id is no part of an article; null where it may be.</summary>
    public string? Why(ReadOnlySpan<char> names)
    {
        if (names.IsEmpty)
            return null;
        Span<Range> parts = stackalloc Range[32];
        // What a text embeds (a quoted post) is part of it, though named after the network that it comes from.
        if (names.Contains("embed", StringComparison.OrdinalIgnoreCase))
            return null;
        while (!names.IsEmpty)
        {
            var space = names.IndexOfAny(" \t\r\n");
            var name = space < 0 ? names : names[..space];
            names = space < 0 ? default : names[(space + 1)..];
            // Utility classes ("md:hidden", "u-print-none") speak of layout, and are long lists.
            if (name.IsEmpty || name.Length > 60 || name.Contains(':'))
                continue;
            var count = Cut(name, parts);
            for (var i = 0; i < count; i++)
            for (var j = i; j < Math.Min(count, i + longest); j++)
                if (Find(name, parts, i, j) is { } why)
                    return why;
        }
        return null;
    }

    private string? Find(ReadOnlySpan<char> name, Span<Range> parts, int first, int last)
    {
        if (first == last)
            return lookup.TryGetValue(name[parts[first]], out var why) ? why : null;
        Span<char> joined = stackalloc char[64];
        var length = 0;
        for (var i = first; i <= last; i++)
        {
            if (i > first)
                joined[length++] = '-';
            name[parts[i]].CopyTo(joined[length..]);
            length += name[parts[i]].Length;
        }
        return lookup.TryGetValue(joined[..length], out var found) ? found : null;
    }

    /// <summary>"relatedLinks", "related-links", "related_links2": related, links.</summary>
    private static int Cut(ReadOnlySpan<char> name, Span<Range> parts)
    {
        var count = 0;
        var start = -1;
        for (var i = 0; i <= name.Length && count < parts.Length; i++)
        {
            var letter = i < name.Length && char.IsAsciiLetter(name[i]);
            var capital =
                letter && start >= 0 && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1]);
            if (start >= 0 && (!letter || capital))
            {
                parts[count++] = start..i;
                start = -1;
            }
            if (letter && start < 0)
                start = i;
        }
        return count;
    }
}
