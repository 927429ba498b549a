using Annals.Record;

namespace Annals.Store;

/// <summary>Reads records back from the store, as they were written.</summary>
internal sealed class RecordReader(RecordStore store)
{
    /// <summary>Reports that stand, in the order in which they were learnt.</summary>
    public List<Report> LiveReports(string kind) =>
        store.Connection.Query(
            "SELECT body FROM reports WHERE retired_at IS NULL AND kind = @kind AND body IS NOT NULL ORDER BY seq",
            row => Json.ReadReport(row.GetString(0)),
            ("kind", kind)
        );

    public List<Article> LiveArticles() =>
        store.Connection.Query(
            "SELECT body FROM articles WHERE retired_at IS NULL AND body IS NOT NULL ORDER BY seq",
            row => Json.ReadArticle(row.GetString(0))
        );

    /// <summary>The article as it stands, or stood then; null for none.</summary>
    public Article? Article(string id, string? asOf) =>
        store
            .Connection.Query(
                $"SELECT a.body FROM articles a WHERE a.id = @id AND a.body IS NOT NULL AND {Known("a", asOf)} ORDER BY a.seq DESC LIMIT 1",
                row => Json.ReadArticle(row.GetString(0)),
                ("id", id),
                ("as_of", asOf ?? "")
            )
            .FirstOrDefault();

    public List<Report> ReportsOfArticle(string article, string? asOf) =>
        store.Connection.Query(
            $"SELECT r.body FROM reports r WHERE r.article = @article AND r.body IS NOT NULL AND {Known("r", asOf)} ORDER BY r.seq",
            row => Json.ReadReport(row.GetString(0)),
            ("article", article),
            ("as_of", asOf ?? "")
        );

    public List<Report> ReportsOfEvent(string @event, string? asOf) =>
        store.Connection.Query(
            $"""
            SELECT r.body FROM events e JOIN event_reports x ON x.event = e.seq JOIN reports r ON r.id = x.report
            WHERE e.id = @event AND r.body IS NOT NULL AND {Known("e", asOf)} AND {Known("r", asOf)} ORDER BY r.seq
            """,
            row => Json.ReadReport(row.GetString(0)),
            ("event", @event),
            ("as_of", asOf ?? "")
        );

    /// <summary>Condition on a table: the row stands now, or stood at @as_of.</summary>
    public static string Known(string table, string? asOf) =>
        asOf is null
            ? $"{table}.retired_at IS NULL"
            : $"{table}.learnt <= @as_of AND ({table}.retired_at IS NULL OR {table}.retired_at > @as_of)";
}
