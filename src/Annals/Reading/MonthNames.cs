using System.Collections.Frozen;
using Annals.Knowledge;

namespace Annals.Reading;

/// <summary>Names of months in the languages of `data/reading/months.tsv`: 1 to 12, 0 where a word is none.</summary>
internal sealed class MonthNames
{
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;

    private MonthNames(Dictionary<string, int> numbers) =>
        lookup = numbers.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static MonthNames Load(KnowledgeFolder knowledge)
    {
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in knowledge.Table("reading", "months.tsv").Rows)
        foreach (var name in row.List("names"))
            numbers.TryAdd(name, (int)row.Number("month"));
        return new MonthNames(numbers);
    }

    public int NumberOf(ReadOnlySpan<char> word) => lookup.TryGetValue(word, out var number) ? number : 0;
}
