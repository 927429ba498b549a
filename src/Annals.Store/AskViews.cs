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
            if (Fast(filter) is { } fast)
                return ByDay(fast.ByDay(filter, store));
            if (Tallies.IsCountedAhead(filter) && TimelineAhead(filter) is { } ahead)
                return ahead;
            var where = EventConditions.Of(filter, store);
            var ends = store.Connection.Query(
                $"SELECT MIN(NULLIF(e.at, '')), MAX(NULLIF(e.at, '')), COUNT(*) - COUNT(NULLIF(e.at, '')) FROM {where.From} WHERE {where.Sql}",
                row => (First: row.Day(0), Last: row.Day(1), Undated: row.GetInt64(2)),
                [.. where.Values]
            )[0];
            if (ends is not { First: { } first, Last: { } last })
                return new Timeline("day", [], ends.Undated);
            var (unit, digits) = UnitOf(last.DayNumber - first.DayNumber + 1);
            var bins = store.Connection.Query(
                $"""
                SELECT substr(e.at, 1, {digits}), COUNT(*) FROM {where.From} WHERE {where.Sql} AND e.at > ''
                GROUP BY substr(e.at, 1, {digits}) ORDER BY 1
                """,
                row => Bin(row.GetString(0), row.GetInt64(1)),
                [.. where.Values]
            );
            return new Timeline(unit, [.. bins], ends.Undated);
        });

    private static (string Unit, int Digits) UnitOf(int days) =>
        days <= MostDayBars ? ("day", 10)
        : days <= MostMonthBars * 31 ? ("month", 7)
        : ("year", 4);

    /// <summary>What was known at a moment is asked of the database.</summary>
    private EventColumns? Fast(Filter filter) => columns is { IsLoaded: true } && filter.AsOf is null ? columns : null;

    private static Timeline ByDay((int First, int[] Days, long Undated) counted)
    {
        var (unit, digits) = UnitOf(counted.Days.Length);
        var bins = counted
            .Days.Select(
                (count, index) => (Day: Moment.Text(DateOnly.FromDayNumber(counted.First + index))![..digits], count)
            )
            .Where(day => day.count > 0)
            .GroupBy(day => day.Day, StringComparer.Ordinal)
            .Select(group => Bin(group.Key, group.Sum(day => (long)day.count)));
        return new Timeline(unit, [.. bins], counted.Undated);
    }

    /// <summary>By month or year from the rollup; null where the view is short enough for days.</summary>
    private Timeline? TimelineAhead(Filter filter)
    {
        var (conditions, values) = Tallies.Narrowed(filter);
        var months = store.Connection.Query(
            $"SELECT month, SUM(events) FROM {(filter.Types.Length == 0 ? "event_months" : "type_months")} WHERE {conditions} GROUP BY month ORDER BY month",
            row => (Month: row.GetString(0), Count: Convert.ToInt64(row.GetValue(1), CultureInfo.InvariantCulture)),
            [.. values]
        );
        var undated = months.Where(month => month.Month.Length == 0).Sum(month => month.Count);
        months.RemoveAll(month => month.Month.Length == 0);
        // The first and the last month may hold a day each: up to two months less a day shorter than it looks.
        if (months.Count * 31 <= MostDayBars + 62)
            return null;
        return months.Count <= MostMonthBars
            ? new Timeline("month", [.. months.Select(month => Bin(month.Month, month.Count))], undated)
            : new Timeline(
                "year",
                [
                    .. months
                        .GroupBy(month => month.Month[..4], StringComparer.Ordinal)
                        .Select(year => Bin(year.Key, year.Sum(month => month.Count))),
                ],
                undated
            );
    }

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
            if (Fast(filter) is { } fast)
                return ByCell(fast, filter, seen, zoom);
            if (Tallies.IsCountedAhead(filter with { Box = null }) && filter.Types.Length == 0)
                return MapAhead(filter, filter.Box ?? seen, zoom);
            var where = EventConditions.Of(filter, store);
            var unplaced = Convert.ToInt64(
                store.Connection.Value(
                    $"SELECT COUNT(*) FROM {where.From} WHERE {where.Sql} AND e.lat IS NULL",
                    [.. where.Values]
                ),
                CultureInfo.InvariantCulture
            );
            var drawn = EventConditions.Of(filter with { Box = filter.Box ?? seen }, store);
            var cell = CellText(zoom);
            var points = store.Connection.Query(
                $"""
                SELECT AVG(e.lat), AVG(e.lon), COUNT(*), MIN(e.id), MIN(e.place), MAX(e.place) FROM {drawn.From}
                WHERE {drawn.Sql} AND e.lat IS NOT NULL
                GROUP BY {store.Dialect.Whole($"(e.lat + 90) / {cell}")}, {store.Dialect.Whole(
                    $"(e.lon + 180) / {cell}"
                )}
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

    /// <summary>A cell of about 24 pixels, in degrees: points closer than that would hide each other.</summary>
    private static double CellSide(int zoom) => 360.0 / Math.Pow(2, Math.Clamp(zoom, 0, 18)) * 24 / 512;

    private static string CellText(int zoom) => CellSide(zoom).ToString("R", CultureInfo.InvariantCulture);

    private MapView ByCell(EventColumns fast, Filter filter, Box? seen, int zoom)
    {
        var (cells, unplaced) = fast.ByCell(filter, filter.Box is null ? seen : null, CellSide(zoom), store);
        var named = 0;
        return new MapView(
            [
                .. cells
                    .Select(cell => cell with { Lat = cell.Lat / cell.Count, Lon = cell.Lon / cell.Count })
                    .OrderBy(cell => cell.Count)
                    .ThenBy(cell => cell.Lat)
                    .ThenBy(cell => cell.Lon)
                    .Select(cell => new MapPoint(
                        Math.Round(cell.Lat, 5),
                        Math.Round(cell.Lon, 5),
                        cell.Count,
                        cell.Count == 1 && ++named <= MostNamed ? IdOf(cell.Seq) : null,
                        cell.Place == MapCell.Several ? null : fast.PlaceName(cell.Place)
                    )),
            ],
            unplaced
        );
    }

    private string? IdOf(long seq) =>
        store.Connection.Value("SELECT id FROM events WHERE seq = @seq", ("seq", seq)) as string;

    /// <summary>From the places at which events are counted: thousands of rows instead of millions.</summary>
    private MapView MapAhead(Filter filter, Box? seen, int zoom)
    {
        var unplaced = filter.Box is not null
            ? 0
            : Convert.ToInt64(
                store.Connection.Value(
                    $"SELECT COALESCE(SUM(unplaced), 0) FROM event_months WHERE {Tallies.Narrowed(filter).Sql}",
                    [.. Tallies.Narrowed(filter).Values]
                ),
                CultureInfo.InvariantCulture
            );
        var (conditions, values) = Tallies.Narrowed(filter);
        if (seen is not null)
            conditions +=
                " AND lat BETWEEN @south AND @north AND "
                + (seen.West > seen.East ? "(lon >= @west OR lon <= @east)" : "lon BETWEEN @west AND @east");
        var cell = CellText(zoom);
        var points = store.Connection.Query(
            $"""
            SELECT SUM(lat * events) / SUM(events), SUM(lon * events) / SUM(events), SUM(events), MIN(lat), MIN(lon), MIN(place), MAX(place)
            FROM event_points WHERE {conditions}
            GROUP BY {store.Dialect.Whole($"(lat + 90) / {cell}")}, {store.Dialect.Whole(
                $"(lon + 180) / {cell}"
            )} ORDER BY 3, 1, 2
            """,
            row => new
            {
                Lat = row.GetDouble(0),
                Lon = row.GetDouble(1),
                Count = Convert.ToInt64(row.GetValue(2), CultureInfo.InvariantCulture),
                At = (row.GetDouble(3), row.GetDouble(4)),
                Name = row.GetString(5) == row.GetString(6) && row.GetString(5).Length > 0 ? row.GetString(5) : null,
            },
            seen is null
                ? [.. values]
                : [.. values, ("south", seen.South), ("north", seen.North), ("west", seen.West), ("east", seen.East)]
        );
        var named = 0;
        return new MapView(
            [
                .. points.Select(point => new MapPoint(
                    Math.Round(point.Lat, 5),
                    Math.Round(point.Lon, 5),
                    point.Count,
                    point.Count == 1 && ++named <= MostNamed ? EventAt(point.At.Item1, point.At.Item2) : null,
                    point.Name
                )),
            ],
            unplaced
        );
    }

    /// <summary>So many points of one event alone are named; where there are more, the reader comes nearer first.</summary>
    private const int MostNamed = 1000;

    private string? EventAt(double lat, double lon) =>
        store.Connection.Value(
            "SELECT id FROM events WHERE cell = @cell AND lat = @lat AND lon = @lon AND retired_at IS NULL AND counted = 1 LIMIT 1",
            ("cell", EventRow.CellOf(lat, lon)),
            ("lat", lat),
            ("lon", lon)
        ) as string;

    /// <summary>The actors that most events name, those of the knowledge files first, each kind with most first.</summary>
    public ImmutableArray<ActorRow> Actors(string? part, int limit) =>
        store.Read(() =>
            store
                .Connection.Query(
                    $"""
                    SELECT t.actor, COALESCE((SELECT MIN(n.name) FROM actor_names n WHERE n.actor = t.actor AND t.actor <> ''), t.name), t.events,
                        (SELECT MIN(m.month) FROM tally_months m WHERE m.actor = t.actor AND m.name = t.name AND m.month <> '' AND m.events > 0),
                        (SELECT MAX(m.month) FROM tally_months m WHERE m.actor = t.actor AND m.name = t.name AND m.events > 0)
                    FROM actor_events t WHERE t.events > 0 AND (
                        (t.actor = '' AND {store.Dialect.Holds("t.name", "@part")})
                        OR (t.actor <> '' AND t.actor IN (SELECT n.actor FROM actor_names n WHERE {store.Dialect.Holds(
                            "n.name",
                            "@part"
                        )}))
                    )
                    ORDER BY CASE WHEN t.actor = '' THEN 1 ELSE 0 END, t.events DESC, t.actor, t.name LIMIT @limit
                    """,
                    row => new ActorRow(
                        row.GetString(0) is { Length: > 0 } key ? key : null,
                        row.GetString(1),
                        row.GetInt64(2),
                        Month(row.Text(3)),
                        Month(row.Text(4))
                    ),
                    ("part", EventConditions.Part(part ?? "")),
                    ("limit", limit)
                )
                .ToImmutableArray()
        );

    private static string? Month(string? month) => month is { Length: 7 } ? month : null;

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
