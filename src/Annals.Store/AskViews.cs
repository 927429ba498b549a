using System.Collections.Immutable;
using System.Globalization;
using Annals.Answers;

namespace Annals.Store;

/// <summary>What is looked at rather than read: bins for a timeline, points for a map, lists to choose from.</summary>
public sealed partial class Ask
{
    private const int MostDayBars = 124;
    private const int MostMonthBars = 150;

    public Timeline Timeline(Filter filter) =>
        store.Read(() =>
        {
            var where = EventConditions.Of(filter, store.Dialect);
            var ends = store.Connection.Query(
                $"SELECT MIN(e.day_from), MAX(e.day_from), COUNT(*) - COUNT(e.day_from) FROM events e WHERE {where.Sql}",
                row => (First: row.Day(0), Last: row.Day(1), Undated: row.GetInt64(2)),
                [.. where.Values]
            )[0];
            if (ends is not { First: { } first, Last: { } last })
                return new Timeline("day", [], ends.Undated);
            var days = last.DayNumber - first.DayNumber + 1;
            var (unit, digits) =
                days <= MostDayBars ? ("day", 10)
                : days <= MostMonthBars * 31 ? ("month", 7)
                : ("year", 4);
            var bins = store.Connection.Query(
                $"""
                SELECT substr(e.day_from, 1, {digits}), COUNT(*) FROM events e WHERE {where.Sql} AND e.day_from IS NOT NULL
                GROUP BY substr(e.day_from, 1, {digits}) ORDER BY 1
                """,
                row => Bin(row.GetString(0), row.GetInt64(1)),
                [.. where.Values]
            );
            return new Timeline(unit, [.. bins], ends.Undated);
        });

    private static TimelineBin Bin(string start, long count)
    {
        var parts = start.Split('-').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var from = new DateOnly(parts[0], parts.Length > 1 ? parts[1] : 1, parts.Length > 2 ? parts[2] : 1);
        var to = parts.Length switch
        {
            3 => from,
            2 => from.AddMonths(1).AddDays(-1),
            _ => from.AddYears(1).AddDays(-1),
        };
        return new TimelineBin(from, to, count);
    }

    /// <param name="filter">Its box, if any, narrows the events; <paramref name="seen"/> only what is drawn.</param>
    /// <param name="seen">The stretch of the map on the screen.</param>
    /// <param name="zoom">Of web maps: 0 is the whole world on one tile of 256 pixels.</param>
    public MapView Map(Filter filter, Box? seen, int zoom) =>
        store.Read(() =>
        {
            var where = EventConditions.Of(filter, store.Dialect);
            var unplaced = Convert.ToInt64(
                store.Connection.Value(
                    $"SELECT COUNT(*) FROM events e WHERE {where.Sql} AND e.lat IS NULL",
                    [.. where.Values]
                ),
                CultureInfo.InvariantCulture
            );
            var drawn = EventConditions.Of(filter with { Box = filter.Box ?? seen }, store.Dialect);
            // A cell of about 24 pixels: points closer than that would hide each other.
            var cell = (360.0 / Math.Pow(2, Math.Clamp(zoom, 0, 18)) * 24 / 512).ToString(
                "R",
                CultureInfo.InvariantCulture
            );
            var points = store.Connection.Query(
                $"""
                SELECT AVG(e.lat), AVG(e.lon), COUNT(*), MIN(e.id), MIN(e.place), MAX(e.place) FROM events e
                WHERE {drawn.Sql} AND e.lat IS NOT NULL
                GROUP BY CAST((e.lat + 90) / {cell} AS INTEGER), CAST((e.lon + 180) / {cell} AS INTEGER)
                ORDER BY 3, 1, 2
                """,
                row => new MapPoint(
                    Math.Round(row.GetDouble(0), 5),
                    Math.Round(row.GetDouble(1), 5),
                    row.GetInt64(2),
                    row.GetInt64(2) == 1 ? row.GetString(3) : null,
                    row.Text(4) == row.Text(5) ? row.Text(4) : null
                ),
                [.. drawn.Values]
            );
            return new MapView([.. points], unplaced);
        });

    /// <summary>The actors that most events name, those with most first.</summary>
    public ImmutableArray<ActorRow> Actors(string? part, int limit) =>
        store.Read(() =>
            store
                .Connection.Query(
                    $"""
                    SELECT a.actor, MIN(a.name), COUNT(DISTINCT a.event), MIN(e.day_from), MAX(e.day_to)
                    FROM event_actors a JOIN events e ON e.seq = a.event
                    WHERE e.retired_at IS NULL AND e.counted = 1 AND {store.Dialect.Holds("a.name", "@part")}
                    GROUP BY a.actor, CASE WHEN a.actor IS NULL THEN a.name ELSE '' END
                    ORDER BY 3 DESC, 2 LIMIT @limit
                    """,
                    row => new ActorRow(row.Text(0), row.GetString(1), row.GetInt64(2), row.Day(3), row.Day(4)),
                    ("part", EventConditions.Part(part ?? "")),
                    ("limit", limit)
                )
                .ToImmutableArray()
        );

    /// <summary>The articles, latest first.</summary>
    public ImmutableArray<ArticleRow> Articles(int skip, int limit) =>
        store.Read(() =>
            store
                .Connection.Query(
                    """
                    SELECT a.id, a.title, a.outlet, a.published, a.language,
                        (SELECT COUNT(*) FROM reports r WHERE r.article = a.id AND r.retired_at IS NULL)
                    FROM articles a WHERE a.retired_at IS NULL AND a.body IS NOT NULL
                    ORDER BY COALESCE(a.published, '') DESC, a.seq DESC LIMIT @limit OFFSET @skip
                    """,
                    row => new ArticleRow(
                        row.GetString(0),
                        row.Text(1),
                        row.Text(2),
                        row.Text(3),
                        row.Text(4),
                        row.GetInt64(5)
                    ),
                    ("limit", limit),
                    ("skip", skip)
                )
                .ToImmutableArray()
        );
}
