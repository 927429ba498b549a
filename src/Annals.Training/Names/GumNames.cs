using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Annals.Knowledge;

namespace Annals.Training;

/// <summary>
/// Names in GUM's open part: of each annotated person, place or organisation whose head is a proper noun, the run of
/// capitals around that head (GUM's spans take in articles, titles and what follows; UNER's do not). Peoples are no persons,
/// and a state stays a place where it acts.
/// Written as UNER's lines, so that one reader serves both.
/// </summary>
internal sealed class GumNames(KnowledgeFolder knowledge)
{
    private readonly HashSet<string> titles = Words(knowledge.Table("english", "titles.tsv"), "title");
    private readonly HashSet<string> peoples = Words(knowledge.Table("actors", "states.tsv"), "adjectives", "people");
    private readonly HashSet<string> states = Words(knowledge.Table("actors", "states.tsv"), "name", "names");

    private static HashSet<string> Words(Table table, params string[] columns) =>
        new(
            table.Rows.SelectMany(row => columns.SelectMany(column => row.List(column))),
            StringComparer.OrdinalIgnoreCase
        );

    public IEnumerable<string> Read(string path)
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(path), CompressionMode.Decompress),
            Encoding.UTF8
        );
        var words = new List<string[]>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0)
            {
                if (words.Count > 0)
                    yield return Line(words);
                words.Clear();
            }
            else if (
                line[0] != '#'
                && line.Split('\t') is var cells
                && !cells[0].Contains('.', StringComparison.Ordinal)
                && !cells[0].Contains('-', StringComparison.Ordinal)
            )
                words.Add(cells);
        }
    }

    private string Line(List<string[]> words)
    {
        var text = new StringBuilder();
        var starts = new int[words.Count];
        for (var i = 0; i < words.Count; i++)
        {
            starts[i] = text.Length;
            text.Append(words[i][1]);
            if (!words[i][9].Contains("SpaceAfter=No", StringComparison.Ordinal))
                text.Append(' ');
        }
        var taken = new bool[words.Count];
        var entities = new List<object>();
        foreach (var (first, last, type) in Spans(words).OrderBy(span => span.Last - span.First))
        {
            var kind = type switch
            {
                "person" => "PER",
                "place" => "LOC",
                "organization" => "ORG",
                _ => null,
            };
            var head = Enumerable
                .Range(first, last - first + 1)
                .FirstOrDefault(
                    i => int.Parse(words[i][6]) - 1 is var governor && (governor < first || governor > last),
                    -1
                );
            if (
                kind is null
                || head < 0
                || words[head][3] != "PROPN"
                || words[head][1].Contains('@', StringComparison.Ordinal)
                || taken[head]
            )
                continue;
            var (from, to) = (head, head);
            while (from > first && IsName(words[from - 1]))
                from--;
            while (
                to < last
                && (IsName(words[to + 1]) || to + 2 <= last && words[to + 1][1] is "of" && IsName(words[to + 2]))
            )
                to++;
            if (kind == "PER")
            {
                if (words[head][4] == "NNPS" || peoples.Contains(words[to][1]))
                    continue;
                while (from < to && titles.Contains(words[from][1].TrimEnd('.')))
                    from++;
            }
            else if (states.Contains(string.Join(' ', words[from..(to + 1)].Select(word => word[1]))))
                kind = "LOC";
            Array.Fill(taken, true, from, to - from + 1);
            var prefix = text.ToString(0, starts[from]).EnumerateRunes().Count();
            var length = text.ToString(starts[from], starts[to] + words[to][1].Length - starts[from])
                .EnumerateRunes()
                .Count();
            entities.Add(
                new
                {
                    start = prefix,
                    end = prefix + length,
                    type = kind,
                }
            );
        }
        return JsonSerializer.Serialize(new { text = text.ToString(), entities });
    }

    private static bool IsName(string[] word) =>
        word[3] == "PROPN" || char.IsUpper(word[1][0]) && word[3] is "NOUN" or "ADJ" or "VERB";

    /// <summary>"(4-person-new-...(5-place-..." opens, "5)4)" closes, "(6-person-...)" is one word.</summary>
    private static IEnumerable<(int First, int Last, string Type)> Spans(List<string[]> words)
    {
        var open = new List<(string Id, int First, string Type)>();
        for (var i = 0; i < words.Count; i++)
        {
            var value = words[i]
                [9]
                .Split('|')
                .FirstOrDefault(cell => cell.StartsWith("Entity=", StringComparison.Ordinal))
                ?[7..];
            for (var at = 0; value is not null && at < value.Length; )
            {
                if (value[at] == '(')
                {
                    var end = value.IndexOfAny(['(', ')'], at + 1);
                    var parts = value[(at + 1)..(end < 0 ? value.Length : end)].Split('-');
                    open.Add((parts[0], i, parts.Length > 1 ? parts[1] : ""));
                    at = end < 0 ? value.Length : end;
                    if (end >= 0 && value[end] == ')')
                    {
                        yield return (i, i, open[^1].Type);
                        open.RemoveAt(open.Count - 1);
                        at++;
                    }
                    continue;
                }
                var close = value.IndexOf(')', at);
                if (close < 0)
                    break;
                var id = value[at..close];
                var match = open.FindLastIndex(entity => entity.Id == id);
                if (match >= 0)
                {
                    yield return (open[match].First, i, open[match].Type);
                    open.RemoveAt(match);
                }
                at = close + 1;
            }
        }
    }
}
