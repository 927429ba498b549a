using System.Text;
using Annals.Knowledge;
using Annals.Language;
using Annals.Places;

namespace Annals.Training;

/// <summary>
/// Copies of the training texts with other names of the same kind in their places, from the lists: a name then teaches what
/// stands around it and what lists say of it, not its own letters.
/// </summary>
internal sealed class NameSwapper
{
    private readonly string[] firstNames;
    private readonly string[] surnames;
    private readonly string[] places;
    private readonly string[] heads;
    private readonly string[] adjectives;
    private readonly HashSet<string> placeSet;
    private readonly HashSet<string> firstSet;
    private readonly Dice dice = new(77);

    public NameSwapper(KnowledgeFolder knowledge)
    {
        firstNames = [.. knowledge.Table("english", "firstnames.tsv").Rows.Select(row => Capital(row["name"]))];
        surnames = [.. knowledge.Table("english", "surnames.tsv").Rows.Select(row => Capital(row["name"]))];
        using var gazetteer = Places.Gazetteer.Open(knowledge.File("gazetteer.bin"));
        places =
        [
            .. Enumerable
                .Range(0, gazetteer.Count)
                .Where(i => gazetteer[i].Population >= 50_000)
                .Select(i => gazetteer[i].Name),
        ];
        heads =
        [
            .. knowledge
                .Table("english", "nameheads.tsv")
                .Rows.Where(row => row["kind"] == "organisation")
                .SelectMany(row => row.List("words")),
        ];
        adjectives = [.. knowledge.Table("actors", "states.tsv").Rows.SelectMany(row => row.List("adjectives"))];
        placeSet = new(places, StringComparer.OrdinalIgnoreCase);
        firstSet = new(firstNames, StringComparer.OrdinalIgnoreCase);
    }

    public IEnumerable<NamedText> Copies(List<NamedText> texts)
    {
        foreach (var text in texts)
            if (text.Names.Length > 0 && Swapped(text) is { } copy)
                yield return copy;
    }

    private NamedText? Swapped(NamedText named)
    {
        var text = new StringBuilder();
        var names = new List<(int, int, int)>();
        var at = 0;
        var changed = false;
        foreach (var (start, end, kind) in named.Names)
        {
            if (start < at)
                return null;
            text.Append(named.Text, at, start - at);
            var old = named.Text[start..end];
            var name = Other(old, kind) ?? old;
            changed |= name != old;
            names.Add((text.Length, text.Length + name.Length, kind));
            text.Append(name);
            at = end;
        }
        text.Append(named.Text, at, named.Text.Length - at);
        return changed ? new NamedText(text.ToString(), [.. names]) : null;
    }

    private string? Other(string name, int kind)
    {
        var words = name.Split(' ');
        if (!char.IsUpper(name[0]) || name.All(c => !char.IsLower(c)))
            return null;
        if (kind == 0)
            return words.Length switch
            {
                1 => firstSet.Contains(name) ? Any(firstNames) : Any(surnames),
                2 when words.All(word => word.Length > 2 && word.All(char.IsLetter)) =>
                    $"{Any(firstNames)} {Any(surnames)}",
                3 when words[1].Length <= 2 => $"{Any(firstNames)} {words[1]} {Any(surnames)}",
                _ => null,
            };
        return kind == 1
            ? placeSet.Contains(name)
                ? Any(places)
                : null
            : Body(words.Length);
    }

    /// <summary>The name of a body that nobody has heard of: "Okafor Energy", "University of Linz", "North Kano Rangers".</summary>
    private string? Body(int words)
    {
        if (words == 1)
            return null;
        var head = Capital(Any(heads));
        return dice.Roll(8) switch
        {
            0 => $"{head} of {Any(places)}",
            1 => $"{Any(surnames)} {head}",
            2 => $"{Any(surnames)} {Capital(Any(heads))} {head}",
            3 => $"{Any(adjectives)} {head}",
            4 => $"{Any(adjectives)} {Capital(Any(heads))} {head}",
            5 => $"{Any(places)} {Capital(Any(heads))} {head}",
            _ => $"{Any(places)} {head}",
        };
    }

    private string Any(string[] names) => names[dice.Roll((uint)names.Length)];

    private static string Capital(string name) =>
        string.Join(' ', name.Split(' ').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
