using System.Collections.Immutable;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// Gives the linker the articles around some sightings, each with its happenings as people have decided on them. Which
/// those are <see cref="SightingRows"/> knows; what was given once is kept.
/// </summary>
internal sealed class Near(RecordStore store, Reviews reviews) : IDisposable
{
    private const int AtOnce = 400;

    private readonly Dictionary<string, ArticleReports> given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Statement> ready = new(StringComparer.Ordinal);

    public IEnumerable<ArticleReports> Around(IReadOnlyList<Vicinity> vicinities)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var vicinity in vicinities)
            Find(vicinity, ids);
        return Load(ids);
    }

    /// <summary>These articles, and no others; one that holds no happening that stands is left out.</summary>
    public IEnumerable<ArticleReports> Load(IEnumerable<string> ids)
    {
        var wanted = ids.Distinct(StringComparer.Ordinal).ToArray();
        foreach (var some in wanted.Where(id => !given.ContainsKey(id)).Chunk(AtOnce))
        foreach (var article in Read(some))
            given[article.Id] = article;
        return wanted.Where(given.ContainsKey).Select(id => given[id]);
    }

    /// <summary>All articles with happenings that stand.</summary>
    public IEnumerable<ArticleReports> All() =>
        Load(
            store.Connection.Query(
                "SELECT DISTINCT article FROM reports WHERE kind = 'happening' AND retired_at IS NULL AND body IS NOT NULL",
                row => row.GetString(0)
            )
        );

    public void Dispose()
    {
        foreach (var statement in ready.Values)
            statement.Dispose();
    }

    private IEnumerable<ArticleReports> Read(string[] ids)
    {
        var list = store.Dialect.List(ids);
        var bodies = store
            .Connection.Query(
                $"SELECT body, COALESCE(text_of, id) FROM articles WHERE {store.Dialect.In("id", "@ids")} AND retired_at IS NULL AND body IS NOT NULL ORDER BY seq",
                row => (Body: row.GetString(0), Text: row.GetString(1)),
                ("ids", list)
            )
            .ToArray();
        var articles = new Dictionary<string, (Article Article, string Text)>(StringComparer.Ordinal);
        foreach (var (article, text) in Parsed(bodies, row => (Article: Json.ReadArticle(row.Body), row.Text)))
            articles[article.Id] = (article, text);
        var reports = store.Connection.Query(
            $"""
            SELECT body FROM reports WHERE {store.Dialect.In(
                "article",
                "@ids"
            )} AND kind = 'happening' AND retired_at IS NULL
            AND body IS NOT NULL ORDER BY seq
            """,
            row => row.GetString(0),
            ("ids", list)
        );
        return Parsed([.. reports], Json.ReadReport)
            .Select(reviews.Apply)
            .OfType<Happening>()
            .DistinctBy(report => report.Id)
            .GroupBy(report => report.Article, StringComparer.Ordinal)
            .Select(group =>
            {
                var found = articles.TryGetValue(group.Key, out var one);
                return new ArticleReports(
                    group.Key,
                    found ? one.Article : null,
                    found ? one.Text : group.Key,
                    [.. group]
                );
            });
    }

    /// <summary>On all cores, in the same order.</summary>
    private static TOut[] Parsed<TIn, TOut>(TIn[] rows, Func<TIn, TOut> parse)
    {
        var parsed = new TOut[rows.Length];
        Parallel.For(0, rows.Length, index => parsed[index] = parse(rows[index]));
        return parsed;
    }

    private void Find(Vicinity vicinity, HashSet<string> ids)
    {
        var (sql, names, values) = SightingRows.Question(vicinity.At);
        if (sql.Length > 0)
        {
            if (!ready.TryGetValue(sql, out var statement))
                ready.Add(sql, statement = new Statement(store.Connection, sql, names));
            statement.Texts(ids, values);
        }
        if (vicinity.Text is { } text)
            Ready("SELECT id FROM articles WHERE text_of = @text AND retired_at IS NULL", "text").Texts(ids, text);
        foreach (var report in vicinity.Reports)
            Ready("SELECT article FROM reports WHERE id = @report", "report").Texts(ids, report);
    }

    private Statement Ready(string sql, string name)
    {
        if (!ready.TryGetValue(sql, out var statement))
            ready.Add(sql, statement = new Statement(store.Connection, sql, name));
        return statement;
    }
}
