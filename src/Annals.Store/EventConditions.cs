using Annals.Answers;

namespace Annals.Store;

/// <summary>A filter as SQL on the events' table "e", with the values that it names, and what the events are read from.</summary>
/// <param name="From">`events e`, by the index that suits; or an actor's events.</param>
/// <param name="Order">Latest first, by the columns of what is read from.</param>
internal sealed record EventConditions(
    string From,
    string Order,
    string Sql,
    IReadOnlyList<(string Name, object? Value)> Values
)
{
    /// <summary>For all that pass: to count them, to group them.</summary>
    public static EventConditions Of(Filter filter, RecordStore store) => EventWays.To(filter, store).ForAll();

    /// <summary>A pattern for "holds these words".</summary>
    public static string Part(string words) =>
        "%"
        + words
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)
        + "%";
}
