using System.Globalization;
using Annals.Answers;

namespace Annals.Store;

/// <summary>Happenings by month beside the articles of that month.</summary>
public sealed partial class Ask
{
    /// <summary>What is told of more days than this as a whole belongs to no month.</summary>
    private const int LongestOfAMonth = 31;

    /// <exception cref="StoreException">The store cannot be read.</exception>
    public TrendAnswer Trend(Filter filter) =>
        store.Read(() =>
        {
            var where = EventConditions.Of(filter, store);
            var counted = store.Connection.Query(
                $"""
                SELECT SUBSTR(e.at, 1, 7), COUNT(*), SUM(e.killed_low), SUM(COALESCE(e.killed_best, e.killed_low, e.killed_high)),
                    SUM(e.killed_high), COUNT(e.killed_low), COUNT(e.killed_high), COUNT(COALESCE(e.killed_low, e.killed_best, e.killed_high))
                FROM {where.From} WHERE {where.Sql} AND e.at > '' AND e.lasts <= {LongestOfAMonth} GROUP BY SUBSTR(e.at, 1, 7)
                """,
                row =>
                {
                    var told = row.GetInt64(7);
                    return new TrendRow(
                        row.GetString(0),
                        row.GetInt64(1),
                        row.Number(2),
                        row.Number(3),
                        row.GetInt64(6) == told ? row.Number(4) : null,
                        row.GetInt64(1) - told,
                        0,
                        0
                    );
                },
                [.. where.Values]
            );
            var unsettled = Convert.ToInt64(
                store.Connection.Value(
                    $"SELECT COUNT(*) FROM {where.From} WHERE {where.Sql} AND (e.at = '' OR e.lasts > {LongestOfAMonth})",
                    [.. where.Values]
                ),
                CultureInfo.InvariantCulture
            );
            if (counted.Count == 0)
                return new TrendAnswer([], unsettled, false);
            var read = ArticlesByMonth(AsOf(filter));
            var byMonth = counted.ToDictionary(row => row.Month, StringComparer.Ordinal);
            var last = MonthOf(counted.Max(row => row.Month)!);
            var first = MonthOf(counted.Min(row => row.Month)!);
            var rows = new List<TrendRow>();
            for (var month = last; month >= first && rows.Count < filter.Limit; month = month.AddMonths(-1))
            {
                var name = Moment.Text(month)![..7];
                var (articles, outlets) = read.GetValueOrDefault(name);
                rows.Add(
                    byMonth.GetValueOrDefault(name, new TrendRow(name, 0, null, null, null, 0, 0, 0)) with
                    {
                        Articles = articles,
                        Outlets = outlets,
                    }
                );
                if (month == DateOnly.MinValue)
                    break;
            }
            rows.Reverse();
            return new TrendAnswer([.. rows], unsettled, rows.Count > 0 && MonthOf(rows[0].Month) > first);
        });

    private static DateOnly MonthOf(string month) => Moment.Day(month + "-01");

    /// <summary>Those that are known to have appeared in one month.</summary>
    private Dictionary<string, (long Articles, long Outlets)> ArticlesByMonth(string? asOf) =>
        store
            .Connection.Query(
                $"""
                SELECT SUBSTR(a.published, 1, 7), COUNT(*), COUNT(DISTINCT a.outlet) FROM articles a
                WHERE {RecordReader.Known(
                    "a",
                    asOf
                )} AND a.body IS NOT NULL AND SUBSTR(a.published, 1, 7) = SUBSTR(a.published_to, 1, 7)
                GROUP BY SUBSTR(a.published, 1, 7)
                """,
                row => (Month: row.GetString(0), Articles: row.GetInt64(1), Outlets: row.GetInt64(2)),
                ("as_of", asOf ?? "")
            )
            .ToDictionary(row => row.Month, row => (row.Articles, row.Outlets), StringComparer.Ordinal);
}
