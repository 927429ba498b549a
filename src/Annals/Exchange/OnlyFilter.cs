using System.Collections.Frozen;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>
/// Narrows the form of incidents: which people count, and how many incidents of an article are written. A filter is a
/// file of `data/exchange/only`; `who` rows hold words for people (the longest that stands in the words of a harm
/// decides, "*" is for all others), `side` rows say whose harm counts, `most` how many incidents are written, `rank` which types
/// of happening stand before others.
/// </summary>
public sealed class OnlyFilter
{
    private const int LongestPhrase = 4;
    private readonly FrozenDictionary<string, bool> people;
    private readonly FrozenDictionary<string, bool> sides;
    private readonly FrozenDictionary<string, double> ranks;

    private OnlyFilter(Table table)
    {
        people = Rows(table, "who");
        sides = Rows(table, "side");
        foreach (var row in table.Rows.Where(row => row.Required("what") == "most"))
            Most = (int)row.Number("value");
        ranks = table
            .Rows.Where(row => row.Required("what") == "rank")
            .ToFrozenDictionary(row => row.Required("value"), row => row.Number("counts"), StringComparer.Ordinal);
    }

    /// <summary>Incidents of a higher rank stand first: their highest type's.</summary>
    public double Rank(IEnumerable<Happening> reports) => reports.Max(report => ranks.GetValueOrDefault(report.Type));

    /// <summary>How many incidents of an article are written; null for all.</summary>
    public int? Most { get; }

    /// <exception cref="KnowledgeException">There is no such filter, or a line of it is not understood.</exception>
    public static OnlyFilter Load(KnowledgeFolder knowledge, string name) =>
        new(knowledge.Table("exchange", "only", name + ".tsv"));

    /// <summary>True: counted by its own words. Null: counted for want of any. False: not counted.</summary>
    public bool? Counts(Harm harm)
    {
        if (harm.Side is { } side && sides.TryGetValue(side, out var wanted) && !wanted)
            return false;
        var words = WordLabels.Words((harm.Who + " " + harm.Text).ToLowerInvariant());
        for (var length = LongestPhrase; length > 0; length--)
        {
            bool? said = null;
            for (var first = 0; first + length <= words.Length; first++)
                if (people.TryGetValue(string.Join(' ', words[first..(first + length)]), out var counts))
                    said = counts || said is true;
            if (said is not null)
                return said;
        }
        return people.GetValueOrDefault("*", true) ? null : false;
    }

    private static FrozenDictionary<string, bool> Rows(Table table, string what) =>
        table
            .Rows.Where(row => row.Required("what") == what)
            .ToFrozenDictionary(
                row => row.Required("value"),
                row =>
                    row.Required("counts") switch
                    {
                        "yes" => true,
                        "no" => false,
                        var other => throw row.Wrong($"\"{other}\" is neither yes nor no"),
                    },
                StringComparer.Ordinal
            );
}
