using Annals.Answers;

namespace Annals.Store;

/// <summary>Events and dead by actor and month, as a question to the rollups or to the events.</summary>
internal static class Tallies
{
    /// <summary>Narrowed by nothing but country and type: the rollups know those; anything else has to be counted.</summary>
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

    /// <summary>From the rollup whose keys are what the filter names; several types have to be summed up.</summary>
    /// <param name="filter">Country and types.</param>
    /// <param name="first">The first month ("2015-03"), or null.</param>
    /// <param name="last">The last month, or null.</param>
    /// <param name="own">The key of the one whose acts are asked for; null for everyone's.</param>
    public static Question Ahead(Filter filter, string? first = null, string? last = null, string? own = null)
    {
        var (conditions, values) = Narrowed(filter);
        if (own is not null)
        {
            conditions += " AND actor = @own";
            values = [.. values, ("own", own)];
        }
        if (first is not null || last is not null)
        {
            var month = filter.Types.Length == 0 ? "month" : "m.one";
            conditions += $" AND {month} BETWEEN @first AND @last AND {month} <> ''";
            values = [.. values, ("first", first ?? ""), ("last", last ?? "9999-12")];
        }
        var table = (filter.Types.Length, filter.Country) switch
        {
            (0, null) => "tally_months",
            (0, _) => "tally_countries",
            (_, null) => "tally_type_months",
            _ => "tally_types",
        };
        var from = filter.Types.Length == 0 ? table : $"({MonthsOf(table)}) m CROSS JOIN {table} t";
        if (filter.Types.Length > 0)
            conditions += " AND t.month = m.one";
        return filter.Types.Length < 2
            ? new($"SELECT actor, name, month, events, {Known("{0}", "{0}_of")} FROM {from} WHERE {conditions}", values)
            : new(
                $"""
                SELECT actor, name, month, SUM(events) AS events, {Known("SUM({0})", "SUM({0}_of)")} FROM {from}
                WHERE {conditions} GROUP BY actor, name, month
                """,
                values
            );
    }

    /// <summary>The months of a rollup that lies by them first, each looked up after the one before.</summary>
    private static string MonthsOf(string table) =>
        $"""
            WITH RECURSIVE months(one) AS (
                SELECT MIN(month) FROM {table}
                UNION ALL SELECT (SELECT MIN(n.month) FROM {table} n WHERE n.month > months.one) FROM months WHERE months.one IS NOT NULL
            ) SELECT one FROM months WHERE one IS NOT NULL
            """;

    /// <summary>Over the events themselves.</summary>
    /// <param name="where">Which events.</param>
    /// <param name="since">Only those that began on that day or later.</param>
    /// <param name="own">The key of the one whose acts are asked for; null for everyone's.</param>
    public static Question Over(EventConditions where, DateOnly? since = null, string? own = null) =>
        new(
            $"""
            SELECT d.actor, d.name, SUBSTR(d.at, 1, 7) AS month, COUNT(*) AS events, {string.Join(
                ", ",
                Rollups.Sums.Select(sum => $"SUM(d.{sum}) AS {sum}")
            )}
            FROM (
                SELECT DISTINCT f.seq, f.at, f.killed_low, f.killed_best, f.killed_high, COALESCE(a.actor, '') AS actor,
                    CASE WHEN a.actor IS NULL THEN a.name ELSE '' END AS name
                FROM (SELECT e.seq, e.at, e.killed_low, e.killed_best, e.killed_high FROM {where.From} WHERE {where.Sql}{(
                since is null ? "" : " AND e.at >= @since"
            )}) f CROSS JOIN event_actors a WHERE a.event = f.seq AND a.role IN ('perpetrator', 'participant'){(
                own is null ? "" : " AND a.actor = @own"
            )}
            ) d GROUP BY d.actor, d.name, SUBSTR(d.at, 1, 7)
            """,
            [
                .. where.Values,
                .. since is null ? (IEnumerable<(string, object?)>)[] : [("since", Moment.Text(since))],
                .. own is null ? (IEnumerable<(string, object?)>)[] : [("own", own)],
            ]
        );

    /// <summary>
    /// A stretch of days: whole months come from the rollup, which knows an event by the month in which it began; the parts
    /// of months at both ends, and what began before and went on into it, are counted. No month is in two of them.
    /// </summary>
    public static IEnumerable<Question> Stretch(Filter filter, Func<Filter, EventConditions> where, string? own = null)
    {
        var first = filter.From is { } from
            ? (from.Day == 1 ? from : new DateOnly(from.Year, from.Month, 1).AddMonths(1))
            : (DateOnly?)null;
        var after = filter.To is { } to ? new DateOnly(to.AddDays(1).Year, to.AddDays(1).Month, 1) : (DateOnly?)null;
        if (first >= after)
            return [Over(where(filter), own: own)];
        var questions = new List<Question>
        {
            Ahead(
                filter,
                first is null ? null : Moment.Text(first)![..7],
                after is null ? null : Moment.Text(after.Value.AddDays(-1))![..7],
                own
            ),
        };
        if (first is { } start)
            questions.Add(Over(where(filter with { To = start.AddDays(-1) }), own: own));
        if (after is { } end && filter.To >= end)
            questions.Add(Over(where(filter with { From = null }), end, own));
        return questions;
    }

    /// <summary>SQL that gives rows of a tally, and its values.</summary>
    internal sealed record Question(string Sql, IReadOnlyList<(string Name, object? Value)> Values);

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
