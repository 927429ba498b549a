using System.Collections.Frozen;
using Annals.Knowledge;

namespace Annals.Linking;

/// <summary>
/// How much a shared word says. The weights are fixed in `data/linking/words.tsv` instead of counted over the articles
/// at hand, so that what arrives later, or lies on another machine, changes no link.
/// </summary>
internal sealed class WordWeights
{
    private readonly FrozenDictionary<string, float>.AlternateLookup<ReadOnlySpan<char>> weights;

    private WordWeights(FrozenDictionary<string, float> table) =>
        weights = table.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <exception cref="KnowledgeException">A line is not understood.</exception>
    public static WordWeights Load(KnowledgeFolder knowledge)
    {
        var table = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var row in knowledge.Table("linking", "words.tsv").Rows)
            if (!table.TryAdd(row.Required("word"), (float)row.Number("weight")))
                throw row.Wrong($"word \"{row["word"]}\" stands twice");
        return new WordWeights(table.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>0 to 1; a word that is not listed says 1.</summary>
    public float Of(ReadOnlySpan<char> word) => weights.TryGetValue(word, out var weight) ? weight : 1;
}
