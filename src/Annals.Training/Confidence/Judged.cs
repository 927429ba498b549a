using System.Collections.Immutable;
using Annals.Coding.Happenings;

namespace Annals.Training.Confidence;

/// <summary>A happening that the coder wrote, held against gold.</summary>
/// <param name="Set">Which gold.</param>
/// <param name="Grounds">What holds of its fields.</param>
/// <param name="Right">For each field that the gold judges, whether the report meets all that the gold asks of it.</param>
internal sealed record Judged(
    string Set,
    string Article,
    ImmutableArray<Ground> Grounds,
    IReadOnlyDictionary<string, bool> Right
)
{
    /// <summary>The words beside a field's name.</summary>
    public IEnumerable<string> GroundsOf(string field) =>
        Grounds.Where(ground => ground.Field == field).Select(ground => ground.What);
}
