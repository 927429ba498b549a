using System.Collections.Immutable;
using Annals.Knowledge;

namespace Annals.Reading;

/// <summary>Pages that call themselves a live blog (`data/reading/live.tsv`), and the hours that part their entries.</summary>
internal sealed class LivePages(ImmutableArray<string> words, Clocks clocks)
{
    /// <summary>Fewer entries than this are no live blog.</summary>
    public const int FewestEntries = 3;

    public Clocks Clocks { get; } = clocks;

    public static LivePages Load(KnowledgeFolder knowledge) =>
        new(
            [.. knowledge.Table("reading", "live.tsv").Rows.Select(row => row.Required("words"))],
            Clocks.Load(knowledge)
        );

    /// <summary>
    /// The lines of a scraped live blog that are nothing but an hour, each before running text; empty where they are few,
    /// or where nothing before them calls the page a live blog.
    /// </summary>
    public SortedDictionary<int, (string Clock, string? Zone)> Hours(List<TextLine> lines)
    {
        var hours = new SortedDictionary<int, (string, string?)>();
        for (var i = 0; i + 1 < lines.Count; i++)
            if (lines[i].Words <= 5 && Clocks.Of(lines[i].Text) is { } hour && IsFollowed(lines, i))
                hours.Add(i, hour);
        return hours.Count >= FewestEntries && lines.Take(hours.First().Key).Any(line => SaidBy(line.Text) is not null)
            ? hours
            : [];
    }

    private static bool IsFollowed(List<TextLine> lines, int hour) =>
        lines[hour + 1].IsProse || (hour + 2 < lines.Count && lines[hour + 2].IsProse);

    /// <summary>The words by which a title, an address or a class says so; null where it does not.</summary>
    public string? SaidBy(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return null;
        var folded = string.Create(
            name.Length + 2,
            name,
            static (letters, name) =>
            {
                letters[0] = letters[^1] = ' ';
                for (var i = 0; i < name.Length; i++)
                    letters[i + 1] = char.IsLetter(name[i]) ? char.ToLowerInvariant(name[i]) : ' ';
            }
        );
        foreach (var word in words)
            if (folded.Contains($" {word} ", StringComparison.Ordinal))
                return word;
        return null;
    }
}
