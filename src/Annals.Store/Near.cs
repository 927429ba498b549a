using System.Collections.Immutable;
using System.Globalization;
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
    private readonly Dictionary<SightingRows.Kind, Statement> questions = [];
    private readonly Stretches stretches = new(store);

    /// <summary>The articles around these that were not given before.</summary>
    public IEnumerable<ArticleReports> Around(IReadOnlyList<Vicinity> vicinities)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        Find([.. vicinities.Select(vicinity => vicinity.At)], ids);
        string[] texts =
        [
            .. vicinities
                .Select(vicinity => vicinity.Text)
                .OfType<string>()
                .Where(text => !families.IsAlone(text))
                .Distinct(StringComparer.Ordinal),
        ];
        foreach (var text in texts)
            ids.UnionWith(families.Grown(text) ?? []);
        Find(
            "SELECT id FROM articles WHERE {0} AND retired_at IS NULL",
            "text_of",
            texts.Where(text => families.Grown(text) is null),
            ids
        );
        Find("SELECT article FROM reports WHERE {0}", "id", vicinities.SelectMany(vicinity => vicinity.Reports), ids);
        ids.RemoveWhere(given.ContainsKey);
        return Load(ids);
    }

    /// <summary>These articles, and no others; one that holds no happening that stands is left out.</summary>
    public IEnumerable<ArticleReports> Load(IEnumerable<string> ids)
    {
        var wanted = ids.Distinct(StringComparer.Ordinal).ToArray();
        var unread = new List<string>();
        foreach (var id in wanted)
            if (given.ContainsKey(id))
                continue;
            else if (fresh.TryGetValue(id, out var one))
            {
                if (Stood(one, families.FamilyOf(id)) is { } article)
                    given[id] = article;
            }
            else
                unread.Add(id);
        foreach (var some in unread.Chunk(AtOnce))
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
        foreach (var statement in questions.Values)
            statement.Dispose();
    }

    // Ordered by a sum, so that no planner walks the whole table in the order of its key to save sorting a few hundred rows.
    private IEnumerable<ArticleReports> Read(string[] ids)
    {
        var list = store.Dialect.List(ids);
        var bodies = store
            .Connection.Query(
                $"SELECT body, COALESCE(text_of, id) FROM articles WHERE {store.Dialect.In("id", "@ids")} AND retired_at IS NULL AND body IS NOT NULL ORDER BY seq + 0",
                row => (Body: row.Utf8(0), Text: row.GetString(1)),
                ("ids", list)
            )
            .ToArray();
        var articles = new Dictionary<string, (Article Article, string Text)>(StringComparer.Ordinal);
        foreach (var (article, text) in Parsed(bodies, row => (Article: Json.ReadArticle(row.Body), row.Text)))
            articles[article.Id] = (article, families.FamilyOf(article.Id, text));
        var reports = store.Connection.Query(
            $"""
            SELECT body FROM reports WHERE {store.Dialect.In(
                "article",
                "@ids"
            )} AND kind = 'happening' AND retired_at IS NULL
            AND body IS NOT NULL ORDER BY seq + 0
            """,
            row => row.Utf8(0),
            ("ids", list)
        );
        return Stood(
            Parsed([.. reports], body => Json.ReadHappening(body)),
            id => articles.TryGetValue(id, out var one) ? (one.Article, one.Text) : (null, id)
        );
    }

    /// <summary>What stands of a fresh article; null for nothing.</summary>
    private ArticleReports? Stood(FreshArticle one, string text)
    {
        var happenings = ImmutableArray.CreateBuilder<Happening>(one.Reports.Length);
        foreach (var report in one.Reports)
            if (reviews.Apply(report) is Happening happening && !happenings.Any(other => other.Id == happening.Id))
                happenings.Add(happening);
        return happenings.Count == 0
            ? null
            : new ArticleReports(one.Article.Id, one.Article, text, happenings.ToImmutable());
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

    /// <summary>Adds the articles with sightings that any of these can meet.</summary>
    private void Find(Whereabouts[] places, HashSet<string> ids)
    {
        var left = stretches.Find(places, ids);
        var among = left.ToHashSet(ReferenceEqualityComparer.Instance);
        Ask(left.Select(at => (SightingRows.KindOf(at), at)), ids);
        Ask(places.Where(at => !among.Contains(at)).Select(at => (SightingRows.KindOfOpen(at), at)), ids);
    }

    private void Ask(IEnumerable<(SightingRows.Kind? Kind, Whereabouts At)> places, HashSet<string> ids)
    {
        foreach (var alike in places.GroupBy(one => one.Kind, one => one.At))
            if (alike.Key is not { } kind)
                continue;
            else if (store.Dialect == SqlDialect.Postgres)
                // Each question takes a way to the server and back, and a plan of its own.
                foreach (var some in alike.Chunk(AtOnce))
                    ids.UnionWith(
                        store.Connection.Query(
                            SightingRows.QuestionOfMany(kind),
                            row => row.GetString(0),
                            SightingRows.AskedOfMany(kind, some)
                        )
                    );
            else
                foreach (var at in alike)
                    Ready(kind).Texts(ids, SightingRows.Asked(kind, at));
    }

    private void Find(string sql, string column, IEnumerable<string> values, HashSet<string> ids)
    {
        foreach (var some in values.Distinct(StringComparer.Ordinal).Chunk(AtOnce))
            ids.UnionWith(
                store.Connection.Query(
                    string.Format(CultureInfo.InvariantCulture, sql, store.Dialect.In(column, "@values")),
                    row => row.GetString(0),
                    ("values", store.Dialect.List(some))
                )
            );
    }

    private Statement Ready(SightingRows.Kind kind)
    {
        if (!questions.TryGetValue(kind, out var statement))
        {
            var (sql, names) = SightingRows.Question(kind);
            questions.Add(kind, statement = new Statement(store.Connection, sql, names));
        }
        return statement;
    }
}
