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

    private readonly HashSet<string> given = new(StringComparer.Ordinal);
    private readonly Dictionary<SightingRows.Kind, Statement> questions = [];
    private readonly Stretches stretches = new(store);
    private readonly Statement sketches = new(
        store.Connection,
        $"SELECT article, sketch FROM sightings WHERE {(store.Dialect == SqlDialect.Postgres ? store.Dialect.In("article", "@asked") : "article = @asked")}",
        "asked"
    );

    /// <summary>Where what is open has been asked for.</summary>
    private readonly HashSet<(string Family, string? Place)> openAt = [];

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
        return Load(ids, isNeighbour: true);
    }

    /// <summary>These articles, and no others, that were not given before; one that holds no happening that stands is left out.</summary>
    public IEnumerable<ArticleReports> Load(IEnumerable<string> ids) => Load(ids, isNeighbour: false);

    /// <param name="ids">Of articles.</param>
    /// <param name="isNeighbour">Nothing is known of it yet but that it may be met: its reports are read again where it is.</param>
    private IEnumerable<ArticleReports> Load(IEnumerable<string> ids, bool isNeighbour)
    {
        var unread = new List<string>();
        foreach (var id in ids)
            if (!given.Add(id))
                continue;
            else if (!fresh.TryGetValue(id, out var one))
                unread.Add(id);
            else if (Stood(one, families.FamilyOf(id)) is { } article)
                yield return article;
        foreach (var some in unread.Chunk(AtOnce))
        {
            var left = some;
            if (isNeighbour)
            {
                var kept = Sketches(some);
                foreach (var (id, all) in kept)
                    yield return new ArticleReports(id, null, families.MovedTo(id), []) { Sketches = all };
                left = Array.FindAll(some, id => !kept.ContainsKey(id));
            }
            if (left.Length > 0)
                foreach (var article in Read(left, isNeighbour))
                    yield return article;
        }
    }

    /// <summary>What is kept of these articles, where it is of all their sightings and no decision of a person can have changed them.</summary>
    private Dictionary<string, ImmutableArray<byte[]>> Sketches(string[] ids)
    {
        var all = new List<(string Article, byte[] Sketch)>(ids.Length);
        // A server is asked for all of them together.
        foreach (var asked in store.Dialect == SqlDialect.Postgres ? [store.Dialect.List(ids)] : (object[])ids)
            sketches.Rows(row => all.Add((row.Text(0), row.Bytes(1))), asked);
        var kept = new Dictionary<string, ImmutableArray<byte[]>>(ids.Length, StringComparer.Ordinal);
        var unread = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (article, sketch) in all)
            if (SightingSketch.IsRead(sketch) && !reviews.IsReviewed(article))
                kept[article] = kept.TryGetValue(article, out var before) ? before.Add(sketch) : [sketch];
            else
                unread.Add(article);
        foreach (var article in unread)
            kept.Remove(article);
        return kept;
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
        stretches.Dispose();
        sketches.Dispose();
        foreach (var statement in questions.Values)
            statement.Dispose();
    }

    // Ordered by a sum, so that no planner walks the whole table in the order of its key to save sorting a few hundred rows.
    private IEnumerable<ArticleReports> Read(string[] ids, bool isNeighbour)
    {
        var list = store.Dialect.List(ids);
        var articles = store
            .Connection.Query(
                $"SELECT id, body, COALESCE(text_of, id) FROM articles WHERE {store.Dialect.In("id", "@ids")} AND retired_at IS NULL AND body IS NOT NULL ORDER BY seq + 0",
                row => (Id: row.GetString(0), Body: row.Utf8(1), Text: row.GetString(2)),
                ("ids", list)
            )
            .ToLookup(row => row.Id, StringComparer.Ordinal);
        var told = Bodies(store, list);
        var read = new ArticleReports[told.Length];
        Parallel.For(
            0,
            read.Length,
            index =>
            {
                var (id, bodies) = told[index];
                var (_, body, text) = articles[id].LastOrDefault();
                read[index] = new ArticleReports(
                    id,
                    body is null ? null : Json.ReadArticle(body),
                    families.FamilyOf(id, text ?? id),
                    Read(bodies),
                    IsNeighbour: isNeighbour
                );
            }
        );
        return reviews.All.IsEmpty
            ? read
            : read.Select(article =>
                    article with
                    {
                        Reports = [.. article.Reports.Select(reviews.Apply).OfType<Happening>()],
                    }
                )
                .Where(article => !article.Reports.IsEmpty);
    }

    /// <summary>The happenings of these articles as they stand, whether they were given before or not.</summary>
    /// <param name="store">Where they are.</param>
    /// <param name="reviews">What people have decided.</param>
    /// <param name="ids">Of articles.</param>
    public static IEnumerable<Happening> Again(RecordStore store, Reviews reviews, IReadOnlyCollection<string> ids)
    {
        foreach (var some in ids.Chunk(AtOnce))
        {
            var told = Bodies(store, store.Dialect.List(some));
            var read = new ImmutableArray<Happening>[told.Length];
            Parallel.For(0, read.Length, index => read[index] = Read(told[index].Bodies));
            foreach (var report in read.SelectMany(one => one))
                if (reviews.Apply(report) is Happening happening)
                    yield return happening;
        }
    }

    /// <summary>What the happenings of some articles are kept as.</summary>
    private static (string Id, byte[][] Bodies)[] Bodies(RecordStore store, object list) =>
        [
            .. store
                .Connection.Query(
                    $"""
                    SELECT article, body FROM reports WHERE {store.Dialect.In(
                        "article",
                        "@ids"
                    )} AND kind = 'happening' AND retired_at IS NULL
                    AND body IS NOT NULL ORDER BY seq + 0
                    """,
                    row => (Article: row.GetString(0), Body: row.Utf8(1)),
                    ("ids", list)
                )
                .GroupBy(row => row.Article, row => row.Body, StringComparer.Ordinal)
                .Select(group => (group.Key, group.ToArray())),
        ];

    /// <summary>Happenings of one article, each once.</summary>
    private static ImmutableArray<Happening> Read(byte[][] bodies) =>
        bodies is [var only]
            ? [Json.ReadHappening(only)]
            : [.. bodies.Select(body => Json.ReadHappening(body)).DistinctBy(report => report.Id)];

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

    /// <summary>Adds the articles with sightings that any of these can meet.</summary>
    private void Find(Whereabouts[] places, HashSet<string> ids)
    {
        var left = stretches.Find(places, ids);
        var among = left.ToHashSet(ReferenceEqualityComparer.Instance);
        Ask(left.Select(at => (SightingRows.KindOf(at), at)), ids);
        Ask(
            places
                .Where(at => !among.Contains(at) && openAt.Add((at.Family, at.Place)))
                .Select(at => (SightingRows.KindOfOpen(at), at)),
            ids
        );
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
