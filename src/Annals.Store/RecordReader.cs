using Annals.Answers;
using Annals.Record;

namespace Annals.Store;

/// <summary>Reads records back from the store, as they were written.</summary>
internal sealed class RecordReader(RecordStore store)
{
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

    /// <summary>The reports of the events with these numbers, in the order of the numbers.</summary>
    public List<Report> ReportsOfEvents(long[] events, string? asOf)
    {
        var reports = new List<(long Event, Report Report)>();
        foreach (var some in events.Chunk(MostInOne))
            reports.AddRange(
                store.Connection.Query(
                    $"""
                    SELECT x.event, r.body FROM event_reports x CROSS JOIN reports r
                    WHERE x.event IN ({string.Join(", ", some)}) AND r.id = x.report AND r.body IS NOT NULL AND {Known(
                        "r",
                        asOf
                    )} ORDER BY r.seq
                    """,
                    row => (row.GetInt64(0), Json.ReadReport(row.GetString(1))),
                    ("as_of", asOf ?? "")
                )
            );
        var of = reports.ToLookup(row => row.Event, row => row.Report);
        return [.. events.SelectMany(@event => of[@event])];
    }

    /// <summary>The articles that stand by these ids, many in one question.</summary>
    public List<Article> Articles(string[] ids) =>
        [
            .. Chunks(
                ids,
                named =>
                    $"SELECT a.body FROM articles a WHERE a.id IN ({named}) AND a.body IS NOT NULL AND a.retired_at IS NULL ORDER BY a.seq",
                row => Json.ReadArticle(row.GetString(0))
            ),
        ];

    /// <summary>The digests of what the articles that stand say.</summary>
    public Dictionary<string, string> Digests(string[] ids)
    {
        var digests = new Dictionary<string, string>(ids.Length, StringComparer.Ordinal);
        foreach (
            var (id, digest) in Chunks(
                ids,
                named =>
                    $"SELECT a.id, a.digest FROM articles a WHERE a.id IN ({named}) AND a.body IS NOT NULL AND a.retired_at IS NULL ORDER BY a.seq",
                row => (row.GetString(0), row.GetString(1))
            )
        )
            digests[id] = digest;
        return digests;
    }

    /// <summary>The articles in which these reports stand.</summary>
    public IEnumerable<string> ArticlesOf(IEnumerable<string> reports) =>
        Chunks(
            [.. reports],
            named => $"SELECT DISTINCT article FROM reports WHERE id IN ({named})",
            row => row.GetString(0)
        );

    private IEnumerable<T> Chunks<T>(
        string[] ids,
        Func<string, string> question,
        Func<System.Data.Common.DbDataReader, T> read
    ) =>
        ids.Chunk(MostInOne)
            .SelectMany(some =>
                store.Connection.Query(
                    question(string.Join(", ", some.Select((_, index) => $"@id{index}"))),
                    read,
                    [.. some.Select((id, index) => ($"id{index}", (object?)id))]
                )
            );

    /// <summary>What heads the articles (outlet, title, day of publication): the text stays where it is.</summary>
    public Dictionary<string, ArticleHead> Heads(string[] ids, string? asOf)
    {
        var heads = new Dictionary<string, ArticleHead>(ids.Length, StringComparer.Ordinal);
        foreach (var some in ids.Chunk(MostInOne))
        foreach (
            var head in store.Connection.Query(
                $"""
                    SELECT a.id, a.outlet, a.title, a.published FROM articles a
                    WHERE a.id IN ({string.Join(
                        ", ",
                        some.Select((_, index) => $"@id{index}")
                    )}) AND a.body IS NOT NULL AND {Known("a", asOf)} ORDER BY a.seq
                    """,
                row => new ArticleHead(row.GetString(0), row.Text(1), row.Text(2), row.Day(3)),
                [.. some.Select((id, index) => ($"id{index}", (object?)id)), ("as_of", asOf ?? "")]
            )
        )
            heads[head.Id] = head;
        return heads;
    }

    /// <summary>Values named in one question: databases bound them.</summary>
    private const int MostInOne = 500;

    /// <summary>Condition on a table: the row stands now, or stood at @as_of.</summary>
    public static string Known(string table, string? asOf) =>
        asOf is null
            ? $"{table}.retired_at IS NULL"
            : $"{table}.learnt <= @as_of AND ({table}.retired_at IS NULL OR {table}.retired_at > @as_of)";
}
