using System.Collections.Immutable;
using Annals.Knowledge;

namespace Annals.Language;

/// <summary>
/// Forms of verbs that the treebanks hardly have and the tagger takes for another kind of word, and what must stand around
/// one: `readings.tsv`. Put right between the two readings of the tagger, so that the second, and the tree, build on it.
/// </summary>
internal sealed class Readings
{
    private const string Ending = "-";

    /// <summary>Words of ", a spokeswoman for the ministry told reporters on Tuesday." and the like.</summary>
    private const int LongestTail = 14;
    private readonly Dictionary<uint, List<Row>> rows = [];

    /// <summary>By the last two letters: what a sentence has for its only verb may be any word with such an ending.</summary>
    private readonly Dictionary<uint, List<Row>> byEnding = [];

    private readonly record struct Row(
        ImmutableArray<Neighbour> Before,
        ImmutableArray<ImmutableArray<Neighbour>> After,
        byte Tag
    );

    /// <summary>A word by its form or by its Penn tag; one of the two.</summary>
    private readonly record struct Neighbour(uint? Form, string? Penn);

    private readonly string[] penn;
    private readonly byte[] universal;

    private Readings(LanguageModel model) => (penn, universal) = (model.Penn, model.Universal);

    /// <exception cref="KnowledgeException">The file is missing, or a line is not understood.</exception>
    public static Readings Load(KnowledgeFolder knowledge, LanguageModel model)
    {
        var readings = new Readings(model);
        foreach (var row in knowledge.LanguageTable("readings.tsv").Rows)
        {
            var tag = Array.FindIndex(
                model.Penn,
                penn => penn == row["tag"] && (Upos)model.Universal[Array.IndexOf(model.Penn, penn)] is Upos.Verb
            );
            if (tag < 0)
                throw row.Wrong($"\"{row["tag"]}\" is no tag of a verb");
            var after = row.Optional("after")?.Split(' ').Select(readings.Neighbours).ToImmutableArray() ?? [];
            var before = row.Optional("before") is { } words ? readings.Neighbours(words) : [];
            foreach (var form in row.List("form"))
            {
                var isEnding = form.StartsWith(Ending, StringComparison.Ordinal);
                var key = isEnding ? Word.EndingHash(form.AsSpan(1)) : Tokeniser.RunHash(form);
                var table = isEnding ? readings.byEnding : readings.rows;
                if (!table.TryGetValue(key, out var list))
                    table.Add(key, list = []);
                list.Add(new(before, after, (byte)tag));
            }
        }
        return readings;
    }

    /// <summary>Small letters are a form, capitals a tag.</summary>
    private ImmutableArray<Neighbour> Neighbours(string words) =>
        [
            .. words
                .Split('|')
                .Select(word =>
                    char.IsUpper(word[0]) ? new Neighbour(null, word) : new Neighbour(Tokeniser.RunHash(word), null)
                ),
        ];

    /// <summary>Puts right what the first reading made of a sentence.</summary>
    public void Apply(Span<Word> words)
    {
        for (var i = 0; i < words.Length; i++)
            if (
                (
                    (Upos)universal[words[i].Tag] is not (Upos.Verb or Upos.Aux)
                    || penn[words[i].Tag] is "VBN" or "VBD" or "VBP"
                ) && rows.TryGetValue(words[i].Form, out var candidates)
            )
                foreach (var row in candidates)
                    if (Holds(row, words, i))
                    {
                        Put(ref words[i], row);
                        break;
                    }
        GiveVerb(words[..Verbless(words)]);
    }

    private static void Put(ref Word word, Row row)
    {
        word.Tag = word.Guess = row.Tag;
        word.IsSure = true;
    }

    /// <summary>
    /// How much of what ends like a sentence has no finite verb though it should: all of it ("Vandals smashed graves in the town."),
    /// or what stands before a short tail that has one ("..., the police said.").
    /// </summary>
    private int Verbless(ReadOnlySpan<Word> words)
    {
        if (words.Length == 0 || penn[words[^1].Tag] != ".")
            return 0;
        var comma = 0;
        for (var i = 0; i < words.Length; i++)
            if (penn[words[i].Tag] is ",")
                comma = i;
            else if (penn[words[i].Tag] is "VBD" or "VBZ" or "VBP" or "VB" or "MD")
                return words.Length - comma <= LongestTail ? comma : 0;
        return words.Length;
    }

    /// <summary>The first word that can be its verb is.</summary>
    private void GiveVerb(Span<Word> words)
    {
        for (var i = 1; i < words.Length; i++)
            foreach (
                var candidates in (ReadOnlySpan<List<Row>?>)
                    [rows.GetValueOrDefault(words[i].Form), byEnding.GetValueOrDefault(words[i].Suffix2)]
            )
            foreach (var row in candidates ?? [])
                if (Holds(row, words, i))
                {
                    Put(ref words[i], row);
                    return;
                }
    }

    private bool Holds(Row row, ReadOnlySpan<Word> words, int i)
    {
        if (row.Before.Length > 0 && (i == 0 || !IsOne(row.Before, words[i - 1])))
            return false;
        for (var k = 0; k < row.After.Length; k++)
            if (i + 1 + k >= words.Length || !IsOne(row.After[k], words[i + 1 + k]))
                return false;
        return true;
    }

    private bool IsOne(ImmutableArray<Neighbour> any, in Word word)
    {
        foreach (var one in any)
            if (one.Form is { } form ? form == word.Form : one.Penn == penn[word.Tag])
                return true;
        return false;
    }
}
