using System.Collections.Immutable;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// Gives the linker the articles around some sightings, each with its happenings as people have decided on them. Which
/// those are <see cref="SightingRows"/> knows; what was given once is kept.
/// </summary>
/// <param name="store">Where the articles are.</param>
/// <param name="reviews">What people have decided.</param>
/// <param name="fresh">Articles that need not be read back.</param>
/// <param name="families">Which of those are one text.</param>
internal sealed class Near(
    RecordStore store,
    Reviews reviews,
    IReadOnlyDictionary<string, FreshArticle> fresh,
    TextFamilies families
) : IDisposable
{
    private const int AtOnce = 400;

    private readonly Dictionary<string, ArticleReports> given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Statement> ready = new(StringComparer.Ordinal);
    private readonly Dictionary<SightingRows.Kind, Statement> questions = [];

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
        foreach (var id in wanted)
            if (!given.ContainsKey(id) && fresh.TryGetValue(id, out var one))
                foreach (var article in Stood(one.Reports, _ => (one.Article, families.FamilyOf(id))))
                    given[id] = article;
        foreach (var some in wanted.Where(id => !given.ContainsKey(id) && !fresh.ContainsKey(id)).Chunk(AtOnce))
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
        foreach (var statement in ready.Values.Concat(questions.Values))
            statement.Dispose();
    }

    // Ordered by a sum, so that no planner walks the whole table in the order of its key to save sorting a few hundred rows.
    private IEnumerable<ArticleReports> Read(string[] ids)
    {
        var list = store.Dialect.List(ids);
        var bodies = store
            .Connection.Query(
                $"SELECT body, COALESCE(text_of, id) FROM articles WHERE {store.Dialect.In("id", "@ids")} AND retired_at IS NULL AND body IS NOT NULL ORDER BY seq + 0",
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
            AND body IS NOT NULL ORDER BY seq + 0
            """,
            row => row.GetString(0),
            ("ids", list)
        );
        return Stood(
            Parsed([.. reports], Json.ReadReport),
            id => articles.TryGetValue(id, out var one) ? (one.Article, one.Text) : (null, id)
        );
    }

    /// <summary>What stands of these after people's decisions, by article.</summary>
    private IEnumerable<ArticleReports> Stood(
        IEnumerable<Report> reports,
        Func<string, (Article? Article, string Text)> article
    ) =>
        reports
            .Select(reviews.Apply)
            .OfType<Happening>()
            .DistinctBy(report => report.Id)
            .GroupBy(report => report.Article, StringComparer.Ordinal)
            .Select(group => new ArticleReports(
                group.Key,
                article(group.Key).Article,
                article(group.Key).Text,
                [.. group]
            ));

    /// <summary>On all cores, in the same order.</summary>
    private static TOut[] Parsed<TIn, TOut>(TIn[] rows, Func<TIn, TOut> parse)
    {
        var parsed = new TOut[rows.Length];
        Parallel.For(0, rows.Length, index => parsed[index] = parse(rows[index]));
        return parsed;
    }

    private void Find(Vicinity vicinity, HashSet<string> ids)
    {
        if (SightingRows.KindOf(vicinity.At) is { } kind)
        {
            if (!questions.TryGetValue(kind, out var statement))
            {
                var (sql, names) = SightingRows.Question(kind);
                questions.Add(kind, statement = new Statement(store.Connection, sql, names));
            }
            statement.Texts(ids, SightingRows.Asked(vicinity.At));
        }
        if (vicinity.Text is { } text && !families.IsAlone(text))
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
