using System.Collections.Immutable;
using System.Globalization;
using Annals.Answers;
using Annals.Record;

namespace Annals.Store;

/// <summary>What pages offer and compare: choices for a form, an actor's months on a map, the page behind an article.</summary>
public sealed partial class Ask
{
    public Facets Facets() =>
        store.Read(() => new Facets(Counted("type_months", "type"), Counted("event_months", "country")));

    private ImmutableArray<FacetRow> Counted(string rollup, string column) =>
        [
            .. store.Connection.Query(
                $"SELECT {column}, SUM(events) FROM {rollup} WHERE events > 0 AND {column} <> '' GROUP BY {column} ORDER BY 2 DESC, 1",
                row => new FacetRow(row.GetString(0), Convert.ToInt64(row.GetValue(1), CultureInfo.InvariantCulture))
            ),
        ];

    private const int MostMonthPoints = 20_000;

    /// <summary>Where an actor's events lie, month by month; events without a point or a day are left out.</summary>
    public ImmutableArray<MonthPoint> Months(string actor, Filter filter) =>
        store.Read<ImmutableArray<MonthPoint>>(() =>
        {
            if (Fast(filter) is { } fast)
                return
                [
                    .. fast.ByMonth(filter with { Actor = actor }, cell: 0.25, store)
                        .Select(one => new MonthPoint(
                            string.Create(CultureInfo.InvariantCulture, $"{one.Year:0000}-{one.Month:00}"),
                            Math.Round(one.Cell.Lat / one.Cell.Count, 4),
                            Math.Round(one.Cell.Lon / one.Cell.Count, 4),
                            one.Cell.Place == MapCell.Several ? null : fast.PlaceName(one.Cell.Place),
                            one.Cell.Count
                        ))
                        .OrderBy(point => point.Month, StringComparer.Ordinal)
                        .ThenByDescending(point => point.Events)
                        .ThenBy(point => point.Lat)
                        .ThenBy(point => point.Lon)
                        .Take(MostMonthPoints),
                ];
            var where = EventConditions.Of(filter with { Actor = actor }, store);
            return
            [
                .. store.Connection.Query(
                    $"""
                    SELECT substr(e.at, 1, 7), AVG(e.lat), AVG(e.lon), CASE WHEN MIN(e.place) = MAX(e.place) THEN MIN(e.place) END, COUNT(*) FROM {where.From}
                    WHERE {where.Sql} AND e.lat IS NOT NULL AND e.at > ''
                    GROUP BY substr(e.at, 1, 7), {store.Dialect.Whole("(e.lat + 90) * 4")}, {store.Dialect.Whole(
                        "(e.lon + 180) * 4"
                    )}
                    ORDER BY 1, 5 DESC, 2, 3 LIMIT {MostMonthPoints}
                    """,
                    row => new MonthPoint(
                        row.GetString(0),
                        Math.Round(row.GetDouble(1), 4),
                        Math.Round(row.GetDouble(2), 4),
                        row.Text(3),
                        row.GetInt64(4)
                    ),
                    [.. where.Values]
                ),
            ];
        });

    /// <summary>The page that an article was cut from, as it was kept; null where it was not.</summary>
    public Page? PageOf(Article article) =>
        article.Page?.Sha256 is not { } sha256
            ? null
            : store.Read(() =>
                store
                    .Connection.Query(
                        """
                        SELECT c.packed, c.size, p.path, p.url FROM contents c JOIN pages p ON p.sha256 = c.sha256
                        WHERE c.sha256 = @sha256 AND c.packed IS NOT NULL ORDER BY p.seq LIMIT 1
                        """,
                        row => new Page
                        {
                            Path = row.GetString(2),
                            Url = row.GetString(3) is { Length: > 0 } url ? url : null,
                            Content = Packed.Unpack(row.GetFieldValue<byte[]>(0), (int)row.GetInt64(1)),
                        },
                        ("sha256", sha256)
                    )
                    .FirstOrDefault()
            );
}
