using Annals.Answers;

namespace Annals.Store;

/// <summary>Events and dead by actor and month, as a question to the rollups or to the events.</summary>
internal static class Tallies
{
    /// <summary>The rollups know country and type; any other narrowing has to be counted.</summary>
    public static bool IsCountedAhead(Filter filter) =>
        filter
            is {
                Actor: null,
                Place: null,
                From: null,
                To: null,
                Status: null,
                Killed: null,
                Sources: null,
                Confidence: null,
                Words: null,
                Box: null,
                AsOf: null,
                All: false
            };

    public static (string Sql, IReadOnlyList<(string Name, object? Value)> Values) Ahead(Filter filter)
    {
        if (filter.Types.Length == 0 && filter.Country is null)
            return (
                $"SELECT actor, name, month, events, {Known("{0}", "{0}_of")} FROM tally_months WHERE events > 0",
                []
            );
        var (conditions, values) = Narrowed(filter);
        return (
            $"""
            SELECT actor, name, month, SUM(events) AS events, {Known("SUM({0})", "SUM({0}_of)")} FROM {(
                filter.Types.Length == 0 ? "tally_countries" : "tally_types"
            )}
            WHERE {conditions} GROUP BY actor, name, month HAVING SUM(events) > 0
            """,
            values
        );
    }

    public static (string Sql, IReadOnlyList<(string Name, object? Value)> Values) Over(EventConditions where) =>
        (
            $"""
            SELECT t.actor, t.name, SUBSTR(f.at, 1, 7) AS month, COUNT(*) AS events, {string.Join(
                ", ",
                Rollups.Sums.Select(sum => $"SUM(f.{sum}) AS {sum}")
            )}
            FROM (SELECT e.seq, e.at, e.killed_low, e.killed_best, e.killed_high FROM {where.From} WHERE {where.Sql}) f
            JOIN {Rollups.Acting} t ON t.event = f.seq GROUP BY t.actor, t.name, SUBSTR(f.at, 1, 7)
            """,
            where.Values
        );

    /// <summary>Country and types as conditions on a rollup that has both.</summary>
    public static (string Sql, IReadOnlyList<(string Name, object? Value)> Values) Narrowed(Filter filter)
    {
        var values = new List<(string, object?)>();
        var conditions = new List<string> { "events > 0" };
        if (filter.Country is { } country)
        {
            conditions.Add("country = @country");
            values.Add(("country", country.ToUpperInvariant()));
        }
        if (filter.Types.Length > 0)
        {
            conditions.Add($"type IN ({string.Join(", ", filter.Types.Select((_, index) => $"@type{index}"))})");
            values.AddRange(filter.Types.Select((type, index) => ($"type{index}", (object?)type)));
        }
        return (string.Join(" AND ", conditions), values);
    }

    /// <summary>A sum of nothing known is unknown, not nought.</summary>
    private static string Known(string sum, string of) =>
        string.Join(
            ", ",
            Rollups.Sums.Select(one =>
                $"CASE WHEN {string.Format(System.Globalization.CultureInfo.InvariantCulture, of, one)} > 0 THEN {string.Format(System.Globalization.CultureInfo.InvariantCulture, sum, one)} END AS {one}"
            )
        );
}
