using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>
/// Labels of others for what an article tells of one event: the first row of the table whose cells all hold. A cell
/// lists alternatives; an empty one holds for all. `type` is a type of the record, `acled` its sub-event type there,
/// `means` one of the means, `harm` an effect.
/// </summary>
internal sealed class LabelTable
{
    private readonly ImmutableArray<Rule> rules;

    private LabelTable(Table table) =>
        rules = [
            .. table.Rows.Select(row => new Rule(
                row.List("type"),
                row.List("acled"),
                row.List("means"),
                row.List("harm"),
                row.Required("label")
            )),
        ];

    /// <exception cref="KnowledgeException">A line is not understood.</exception>
    public static LabelTable Load(Table table) => new(table);

    /// <summary>The first row that holds for one of the reports, the rows in their order; null where none does.</summary>
    public string? Of(ImmutableArray<Happening> reports) =>
        rules.FirstOrDefault(rule => reports.Any(report => rule.Holds(report, reports)))?.Label;

    private sealed record Rule(string[] Types, string[] Acled, string[] Means, string[] Harm, string Label)
    {
        public bool Holds(Happening report, ImmutableArray<Happening> all) =>
            (Types.Length == 0 || Types.Contains(report.Type))
            && (Acled.Length == 0 || (report.Codes?.Acled is { } code && Acled.Contains(code.SubEventType)))
            && (Means.Length == 0 || report.Means.Any(means => Means.Contains(means)))
            && (
                Harm.Length == 0
                || all.SelectMany(one => one.Harm)
                    .Any(harm =>
                        harm.Count.Shown is null or > 0
                        && Array.Exists(
                            Harm,
                            wanted => wanted.Equals(harm.Effect.ToString(), StringComparison.OrdinalIgnoreCase)
                        )
                    )
            );
    }
}
