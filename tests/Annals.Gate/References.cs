using System.Text;
using System.Text.Json;

namespace Annals.Gate;

/// <summary>
/// What pronouns and definite phrases take up, measured on GUM's chains. Of persons, organisations and places that were
/// mentioned before in the same text, each third-person pronoun and each phrase of "the", "this" or "that" and a common noun
/// counts; it is right where the mention that it is said to refer to stands for the same one.
/// </summary>
internal static class References
{
    private sealed record GoldMention(int Start, int End, string Chain, string Type, bool IsPronoun, bool IsDefinite);

    private sealed class Text
    {
        public StringBuilder Written { get; } = new();
        public List<GoldMention> Mentions { get; } = [];
    }

    private static readonly HashSet<string> pronouns = new(
        "he him his himself she her hers herself they them their theirs themselves it its itself".Split(' ')
    );

    public static string Score(string gold)
    {
        var texts = Read(gold);
        var articles = Path.GetTempFileName() + ".jsonl";
        File.WriteAllLines(
            articles,
            texts.Select(
                (text, number) => JsonSerializer.Serialize(new { id = $"{number}", text = text.Written.ToString() })
            )
        );
        var (right, all) = (new int[2], new int[2]);
        foreach (var line in File.ReadLines(Workshop.Annals("parse", articles, "--as", "mentions")))
        {
            using var said = JsonDocument.Parse(line);
            var text = texts[int.Parse(said.RootElement.GetProperty("article").GetString()!)];
            Count(text, [.. said.RootElement.GetProperty("mentions").EnumerateArray()], right, all);
        }
        var file = Path.GetTempFileName();
        File.WriteAllText(
            file,
            JsonSerializer.Serialize(
                new
                {
                    pronouns = (double)right[0] / all[0],
                    definites = (double)right[1] / all[1],
                    counted = all,
                }
            )
        );
        return file;
    }

    private static void Count(Text text, JsonElement[] said, int[] right, int[] all)
    {
        var seen = new HashSet<string>();
        foreach (
            var mention in text.Mentions.OrderBy(mention => mention.Start).ThenByDescending(mention => mention.End)
        )
        {
            var isLater = !seen.Add(mention.Chain);
            if (!isLater || mention.Type is not ("person" or "organization" or "place"))
                continue;
            var kind = mention.IsPronoun ? 0 : 1;
            if (!mention.IsPronoun && !mention.IsDefinite)
                continue;
            all[kind]++;
            if (Target(mention, said) is { } target && ChainOf(text, target) == mention.Chain)
                right[kind]++;
        }
    }

    private static (int Start, int End)? Target(GoldMention mention, JsonElement[] said)
    {
        foreach (var one in said)
            if (
                one.GetProperty("start").GetInt32() == mention.Start
                && one.GetProperty("end").GetInt32() <= mention.End
                && one.GetProperty("refersTo") is { ValueKind: JsonValueKind.Number } back
            )
                return (
                    said[back.GetInt32()].GetProperty("start").GetInt32(),
                    said[back.GetInt32()].GetProperty("end").GetInt32()
                );
        return null;
    }

    /// <summary>Of the smallest mention that holds a span.</summary>
    private static string? ChainOf(Text text, (int Start, int End) span) =>
        text
            .Mentions.Where(mention => mention.Start <= span.Start && span.End <= mention.End)
            .MinBy(mention => mention.End - mention.Start)
            ?.Chain;

    private static List<Text> Read(string file)
    {
        var texts = new List<Text>();
        var open = new List<(string Chain, string Type, int Start, int FirstWord)>();
        var words = new List<(string Form, string Tag)>();
        foreach (var line in File.ReadLines(file))
        {
            if (line.StartsWith("# newdoc", StringComparison.Ordinal))
            {
                texts.Add(new Text());
                open.Clear();
            }
            else if (line.Length == 0)
                texts[^1].Written.Append('\n');
            else if (line[0] != '#' && line.Split('\t') is var cells && int.TryParse(cells[0], out _))
            {
                var start = texts[^1].Written.Length;
                texts[^1].Written.Append(cells[1]);
                words.Add((cells[1], cells[3]));
                Note(texts[^1], cells[9], start, open, words);
                if (!cells[9].Contains("SpaceAfter=No", StringComparison.Ordinal))
                    texts[^1].Written.Append(' ');
            }
        }
        return texts;
    }

    /// <summary>"(4-person-new-...(5-place-..." opens, "5)4)" closes, "(6-person-...)" is one word; parts "[1/2]" are passed over.</summary>
    private static void Note(
        Text text,
        string misc,
        int start,
        List<(string Chain, string Type, int Start, int FirstWord)> open,
        List<(string Form, string Tag)> words
    )
    {
        var value = misc.Split('|').FirstOrDefault(cell => cell.StartsWith("Entity=", StringComparison.Ordinal));
        for (var at = 7; value is not null && at < value.Length; )
        {
            var opens = value[at] == '(';
            var end = value.IndexOfAny(['(', ')'], at + 1);
            var stop = end < 0 ? value.Length : end;
            var parts = value[(opens ? at + 1 : at)..stop].Split('-');
            if (opens)
                open.Add((parts[0], parts.Length > 1 ? parts[1] : "", start, words.Count - 1));
            if (end >= 0 && value[end] == ')')
            {
                var index = open.FindLastIndex(one => one.Chain == parts[0]);
                if (index >= 0)
                {
                    var (chain, type, from, firstWord) = open[index];
                    open.RemoveAt(index);
                    var opener = words[firstWord].Form.ToLowerInvariant();
                    text.Mentions.Add(
                        new(
                            from,
                            text.Written.Length,
                            chain,
                            type,
                            firstWord == words.Count - 1 && pronouns.Contains(opener),
                            opener is "the" or "this" or "that" && words[^1].Tag == "NOUN"
                        )
                    );
                }
                at = end + 1;
            }
            else
                at = stop;
        }
    }
}
