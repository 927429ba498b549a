using System.Globalization;
using System.Text.Json;
using Annals.Coding;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// Adds pages, articles and reports, each once: what is there by its content is left as it is. What the store has never
/// met, and that is nearly all of what comes in, is gathered and written table by table; the rest is looked at row by row.
/// To be called within a transaction, but for the questions.
/// </summary>
internal sealed class RecordWriter(RecordStore store)
{
    /// <summary>Letters of articles that are kept for linking.</summary>
    private const long MostKept = 32_000_000;

    private readonly Sink articles = new("articles", ArticleColumns);
    private readonly Sink reports = new("reports", ["seq", .. ReportRows.Columns]);
    private readonly Sink unlinked = new("unlinked", ["report"]);
    private readonly Sink reportActors = new("report_actors", ["report", "role", "actor", "name"]);
    private readonly Sink words = new("evidence", ["rowid", "words"]);
    private readonly Rollups rollups = new(store);
    private readonly Numbers articleNumbers = new(store, "articles");
    private readonly Numbers reportNumbers = new(store, "reports");
    private readonly HashSet<string> unmetArticles = new(StringComparer.Ordinal);
    private readonly HashSet<string> unmetAddresses = new(StringComparer.Ordinal);
    private readonly HashSet<string> unmetReports = new(StringComparer.Ordinal);
    private readonly List<FreshArticle> adding = [];
    private readonly Dictionary<string, FreshArticle> fresh = new(StringComparer.Ordinal);
    private long kept;
    private Statement? addReport;
    private Statement? addActor;
    private Statement? addWords;
    private Statement? addContent;
    private Statement? addPage;
    private Statement? hasActors;
    private Statement? isSearched;

    private static readonly string[] ArticleColumns =
    [
        "seq",
        "id",
        "version",
        "story",
        "digest",
        "sha256",
        "outlet",
        "title",
        "url",
        "published",
        "published_to",
        "language",
        "body",
        "coded_by",
        "learnt",
        "text_of",
    ];

    /// <summary>Whether the store has the content, and whether all its articles are coded by this coder and the page is known under this path.</summary>
    public (bool IsThere, bool IsDone)[] Known(IReadOnlyList<(Page Page, string Sha256)> pages) =>
        store.Read(() =>
        {
            var coders = store
                .Connection.Query(
                    $"SELECT sha256, COALESCE(coded_by, '') FROM contents WHERE {store.Dialect.In("sha256", "@hashes")}",
                    row => (Sha256: row.GetString(0), Coder: row.GetString(1)),
                    ("hashes", store.Dialect.List(pages.Select(one => one.Sha256).Distinct(StringComparer.Ordinal)))
                )
                .ToDictionary(row => row.Sha256, row => row.Coder, StringComparer.Ordinal);
            string[] coded = [.. coders.Where(one => one.Value == Coder.Version).Select(one => one.Key)];
            HashSet<(string, string, string)> met = [];
            if (coded.Length > 0)
                met.UnionWith(
                    store.Connection.Query(
                        $"SELECT sha256, path, url FROM pages WHERE {store.Dialect.In("sha256", "@hashes")}",
                        row => (row.GetString(0), row.GetString(1), row.GetString(2)),
                        ("hashes", store.Dialect.List(coded))
                    )
                );
            return pages
                .Select(one =>
                    (coders.ContainsKey(one.Sha256), met.Contains((one.Sha256, one.Page.Path, one.Page.Url ?? "")))
                )
                .ToArray();
        });

    private const int AskedAtOnce = 1000;

    /// <summary>Those of these articles that need not come again: this coder has coded them with these words, or a person has taken them out.</summary>
    public HashSet<string> Passed(IReadOnlyList<(string Id, string Digest)> articles) =>
        store.Read(() =>
        {
            var passed = new HashSet<string>(StringComparer.Ordinal);
            foreach (var some in articles.DistinctBy(one => one.Id, StringComparer.Ordinal).Chunk(AskedAtOnce))
            {
                var ids = store.Dialect.List(some.Select(one => one.Id));
                var coded = store
                    .Connection.Query(
                        $"SELECT id, digest FROM articles WHERE {store.Dialect.In("id", "@ids")} AND retired_at IS NULL AND coded_by = @coder",
                        row => (row.GetString(0), row.GetString(1)),
                        ("ids", ids),
                        ("coder", Coder.Version)
                    )
                    .ToHashSet();
                passed.UnionWith(some.Where(coded.Contains).Select(one => one.Id));
                passed.UnionWith(
                    store.Connection.Query(
                        $"SELECT id FROM tombstones WHERE {store.Dialect.In("id", "@ids")} AND what = 'article'",
                        row => row.GetString(0),
                        ("ids", ids)
                    )
                );
            }
            return passed;
        });

    /// <summary>What makes an article another version: its words, and what is known of its publication.</summary>
    public static string DigestOf(Article article) =>
        Ids.Digest(
            article.Title ?? "",
            article.Text,
            article.Outlet ?? "",
            article.Url ?? "",
            article.Published.From?.ToString("O", CultureInfo.InvariantCulture) ?? "",
            article.Published.To?.ToString("O", CultureInfo.InvariantCulture) ?? ""
        );

    /// <summary>Pages, articles with their reports, and the pages of which no article is to come.</summary>
    public void Write(IReadOnlyList<ReadPage> pages, IReadOnlyList<Coded> coded, IReadOnlyList<string> finished)
    {
        Clear();
        var now = store.Now;
        var done = finished.ToHashSet(StringComparer.Ordinal);
        if (store.Dialect == SqlDialect.Postgres)
            AddAtOnce(pages, now, done);
        else
            foreach (var page in pages)
                Add(page, now, done);
        foreach (var sha256 in done)
            Finish(sha256);
        Meet(coded);
        foreach (var one in coded)
            if (unmetArticles.Remove(one.Article.Id) && IsAlone(one.Article))
                AddFresh(one, now);
            else
            {
                Flush();
                Add(one.Article, one.Digest, one.Body);
                Replace(one);
            }
        Flush();
    }

    /// <summary>To be called when the transaction is through.</summary>
    public void Keep()
    {
        foreach (var one in adding)
            if ((kept += one.Article.Text.Length) < MostKept)
                fresh[one.Article.Id] = one;
        adding.Clear();
    }

    /// <summary>Articles that were stored since this was asked last, as far as they are kept.</summary>
    public Dictionary<string, FreshArticle> TakeFresh()
    {
        var taken = new Dictionary<string, FreshArticle>(fresh, StringComparer.Ordinal);
        fresh.Clear();
        kept = 0;
        return taken;
    }

    /// <summary>What a transaction that failed has left behind.</summary>
    private void Clear()
    {
        foreach (var sink in (Sink[])[articles, reports, unlinked, reportActors, words])
            sink.Rows.Clear();
        rollups.Clear();
        adding.Clear();
        articleNumbers.Forget();
        reportNumbers.Forget();
    }

    /// <summary>Asks once for all of them which the store has never met.</summary>
    private void Meet(IReadOnlyList<Coded> coded)
    {
        Unmet(
            unmetArticles,
            coded.Select(one => one.Article.Id),
            "articles a WHERE a.id = m.value",
            "reports r WHERE r.article = m.value",
            "tombstones t WHERE t.id = m.value"
        );
        Unmet(
            unmetAddresses,
            coded.Select(one => one.Article.Url).Where(url => url is { Length: > 0 })!,
            "articles a WHERE a.url = m.value"
        );
        Unmet(
            unmetReports,
            coded.SelectMany(one => one.Reports).Select(report => report.Id),
            "reports r WHERE r.id = m.value"
        );
    }

    private void Unmet(HashSet<string> unmet, IEnumerable<string> values, params string[] places)
    {
        unmet.Clear();
        var wanted = values.Distinct(StringComparer.Ordinal).ToArray();
        if (wanted.Length == 0)
            return;
        unmet.UnionWith(
            store.Connection.Query(
                $"SELECT m.value FROM {store.Dialect.Rows("@values", "m")} WHERE "
                    + string.Join(" AND ", places.Select(place => $"NOT EXISTS (SELECT 1 FROM {place})")),
                row => row.GetString(0),
                ("values", store.Dialect.List(wanted))
            )
        );
    }

    /// <summary>No article that is there, or among those before it, has its address.</summary>
    private bool IsAlone(Article article) => article.Url is not { Length: > 0 } url || unmetAddresses.Remove(url);

    private void AddFresh(Coded one, string now)
    {
        var article = one.Article;
        articles.Add(
            articleNumbers.Next(),
            article.Id,
            1,
            article.Id,
            one.Digest,
            article.Page?.Sha256,
            article.Outlet,
            article.Title,
            article.Url,
            Moment.Text(article.Published.From),
            Moment.Text(article.Published.To),
            article.Language,
            one.Body,
            Coder.Version,
            now,
            article.Id
        );
        var isAsGiven = true;
        foreach (var report in one.Rows)
            if (unmetReports.Remove(report.Report.Id))
                AddFresh(report, now);
            else
            {
                isAsGiven = false;
                Flush();
                Add(report, now);
            }
        if (isAsGiven)
            adding.Add(new FreshArticle(article, one.Reports, one.Shingles));
    }

    private void AddFresh(CodedReport one, string now)
    {
        var seq = reportNumbers.Next();
        reports.Add([seq, .. one.Learnt(now)]);
        unlinked.Add(seq);
        foreach (var (role, party) in ReportRows.Parties(one.Report))
        {
            reportActors.Add(seq, role, party.Id, party.Name);
            rollups.Names(party);
        }
        if (one.Words.Length > 0)
            words.Add(seq, one.Words);
    }

    /// <summary>Writes what has been gathered: before anything is done row by row, and at the end.</summary>
    private void Flush()
    {
        foreach (var sink in (Sink[])[articles, reports, unlinked, reportActors])
            sink.Write(store.Connection);
        if (store.Dialect == SqlDialect.Sqlite)
            words.Write(store.Connection);
        else if (words.Rows.Count > 0)
        {
            store.Connection.Execute(
                "INSERT INTO evidence (seq, words) SELECT w.seq, to_tsvector('simple', w.words) FROM unnest(@seqs, @words) AS w(seq, words)",
                ("seqs", words.Rows.Select(row => (long)row[0]!).ToArray()),
                ("words", words.Rows.Select(row => (string)row[1]!).ToArray())
            );
            words.Rows.Clear();
        }
        rollups.Write();
        articleNumbers.Forget();
        reportNumbers.Forget();
    }

    private void Add(ReadPage read, string now, HashSet<string> done)
    {
        var page = read.Page;
        addContent ??= new Statement(
            store.Connection,
            "INSERT INTO contents (sha256, size, packed, learnt, coded_by) VALUES (@sha256, @size, @packed, @learnt, @coder) ON CONFLICT DO NOTHING",
            "sha256",
            "size",
            "packed",
            "learnt",
            "coder"
        );
        var isDone = done.Contains(read.Sha256);
        if (
            read.Packed is not null
            && addContent.Run(read.Sha256, (long)page.Content.Length, read.Packed, now, isDone ? Coder.Version : null)
                > 0
            && isDone
        )
            done.Remove(read.Sha256);
        addPage ??= new Statement(
            store.Connection,
            """
            INSERT INTO pages (sha256, path, url, headers, fetched, learnt) VALUES (@sha256, @path, @url, @headers, @fetched, @learnt)
            ON CONFLICT DO NOTHING
            """,
            "sha256",
            "path",
            "url",
            "headers",
            "fetched",
            "learnt"
        );
        addPage.Run(read.Sha256, page.Path, page.Url ?? "", Headers(page), Fetched(page), now);
    }

    /// <summary>One question to the server for all of them, and one for their contents.</summary>
    private void AddAtOnce(IReadOnlyList<ReadPage> pages, string now, HashSet<string> done)
    {
        ReadPage[] unpacked = [.. pages.Where(one => one.Packed is not null)];
        if (unpacked.Length > 0)
            done.ExceptWith(
                store.Connection.Query(
                    """
                    INSERT INTO contents (sha256, size, packed, learnt, coded_by)
                    SELECT v.sha256, v.size, v.packed, @now, v.coder FROM unnest(@sha256s, @sizes, @packed, @coders) AS v(sha256, size, packed, coder)
                    ON CONFLICT DO NOTHING RETURNING sha256
                    """,
                    row => row.GetString(0),
                    ("now", now),
                    ("sha256s", unpacked.Select(one => one.Sha256).ToArray()),
                    ("sizes", unpacked.Select(one => (long)one.Page.Content.Length).ToArray()),
                    ("packed", unpacked.Select(one => one.Packed!).ToArray()),
                    ("coders", unpacked.Select(one => done.Contains(one.Sha256) ? Coder.Version : null).ToArray())
                )
            );
        if (pages.Count > 0)
            store.Connection.Execute(
                """
                INSERT INTO pages (sha256, path, url, headers, fetched, learnt)
                SELECT v.sha256, v.path, v.url, v.headers, v.fetched, @now
                FROM unnest(@sha256s, @paths, @urls, @headers, @fetched) AS v(sha256, path, url, headers, fetched)
                ON CONFLICT DO NOTHING
                """,
                ("now", now),
                ("sha256s", pages.Select(one => one.Sha256).ToArray()),
                ("paths", pages.Select(one => one.Page.Path).ToArray()),
                ("urls", pages.Select(one => one.Page.Url ?? "").ToArray()),
                ("headers", pages.Select(one => Headers(one.Page)).ToArray()),
                ("fetched", pages.Select(one => Fetched(one.Page)).ToArray())
            );
    }

    private static string? Fetched(Page page) => page.Fetched is { } fetched ? Moment.Text(fetched) : null;

    private void Finish(string sha256) =>
        store.Connection.Execute(
            "UPDATE contents SET coded_by = @coder WHERE sha256 = @sha256",
            ("coder", Coder.Version),
            ("sha256", sha256)
        );

    /// <summary>
    /// A version that is not there yet retires the one before it: of the same id, or of the same address (a corrected
    /// article is a version of the same story). Articles of one page share its address without being versions of each other.
    /// </summary>
    public void Add(Article article) => Add(article, DigestOf(article), Json.Pack(article));

    private void Add(Article article, string digest, string body)
    {
        if (Removal.IsRemoved(store, article.Id))
            return;
        var now = store.Now;
        var marked = store.Connection.Execute(
            "UPDATE articles SET coded_by = @coder WHERE id = @id AND digest = @digest AND retired_at IS NULL",
            ("coder", Coder.Version),
            ("id", article.Id),
            ("digest", digest)
        );
        if (marked > 0)
            return;
        var before = Before(article);
        foreach (var (id, _, _) in before)
            Retire(id, now);
        store.Connection.Execute(
            """
            INSERT INTO articles (id, version, story, digest, sha256, outlet, title, url, published, published_to, language, body, coded_by, learnt)
            VALUES (@id, @version, @story, @digest, @sha256, @outlet, @title, @url, @published, @published_to, @language, @body, @coder, @learnt)
            ON CONFLICT (id, digest) DO UPDATE SET retired_at = NULL, coded_by = excluded.coded_by, version = excluded.version
            """,
            ("id", article.Id),
            ("version", before.Count == 0 ? 1 : before[0].Version + 1),
            ("story", before.Count == 0 ? article.Id : before[0].Story),
            ("digest", digest),
            ("sha256", article.Page?.Sha256),
            ("outlet", article.Outlet),
            ("title", article.Title),
            ("url", article.Url),
            ("published", Moment.Text(article.Published.From)),
            ("published_to", Moment.Text(article.Published.To)),
            ("language", article.Language),
            ("body", body),
            ("coder", Coder.Version),
            ("learnt", now)
        );
    }

    /// <summary>Versions that stand of the same id or, of other pages, of the same address; the latest first.</summary>
    private List<(string Id, string Story, int Version)> Before(Article article)
    {
        var before = Standing("id = @id", ("id", article.Id));
        if (article.Url is { Length: > 0 } url)
            before.AddRange(
                Standing(
                    "url = @url AND sha256 <> @sha256 AND id <> @id",
                    ("url", url),
                    ("sha256", article.Page?.Sha256 ?? ""),
                    ("id", article.Id)
                )
            );
        return [.. before.OrderByDescending(one => one.Version)];

        List<(string Id, string Story, int Version)> Standing(
            string where,
            params ReadOnlySpan<(string, object?)> values
        ) =>
            store.Connection.Query(
                $"SELECT id, story, version FROM articles WHERE {where} AND retired_at IS NULL",
                row => (row.GetString(0), row.GetString(1), row.GetInt32(2)),
                values
            );
    }

    /// <summary>The reports of an article: new ones are added, those that are no longer said are retired, none is changed.</summary>
    public void Replace(Coded coded)
    {
        var article = coded.Article;
        var kept = coded.Reports.Select(report => report.Id).ToHashSet(StringComparer.Ordinal);
        var live = store
            .Connection.Query(
                "SELECT id, coder FROM reports WHERE article = @article AND retired_at IS NULL AND coder <> @by_hand",
                row => (Id: row.GetString(0), Coder: row.GetString(1)),
                ("article", article.Id),
                ("by_hand", ByHand)
            )
            .ToDictionary(row => row.Id, row => row.Coder, StringComparer.Ordinal);
        var now = store.Now;
        foreach (var (id, coder) in live)
            if (!kept.Contains(id) || coder != Coder.Version)
            {
                store.Connection.Execute(
                    "UPDATE reports SET retired_at = @now WHERE id = @id AND coder = @coder",
                    ("now", now),
                    ("id", id),
                    ("coder", coder)
                );
                store.Connection.Execute(
                    EventWriter.Unlink("id = @id AND coder = @coder"),
                    ("id", id),
                    ("coder", coder)
                );
            }
        foreach (var report in coded.Rows)
            if (!live.TryGetValue(report.Report.Id, out var coder) || coder != Coder.Version)
                Add(report, now);
    }

    /// <summary>The coder of reports that people have made: coding again leaves them as they are.</summary>
    public const string ByHand = "by hand";

    public void AddByHand(Report report) => Add(CodedReport.Of(report with { Coder = ByHand }), store.Now);

    private void Retire(string article, string now)
    {
        fresh.Remove(article);
        adding.RemoveAll(one => one.Article.Id == article);
        store.Connection.Execute(
            "UPDATE articles SET retired_at = @now WHERE id = @id AND retired_at IS NULL",
            ("now", now),
            ("id", article)
        );
        store.Connection.Execute(EventWriter.Unlink("article = @id AND retired_at IS NULL"), ("id", article));
        store.Connection.Execute(
            "UPDATE reports SET retired_at = @now WHERE article = @id AND retired_at IS NULL",
            ("now", now),
            ("id", article)
        );
    }

    private void Add(CodedReport report, string now)
    {
        addReport ??= new Statement(
            store.Connection,
            $"""
            INSERT INTO reports ({string.Join(", ", ReportRows.Columns)})
            VALUES ({string.Join(", ", ReportRows.Columns.Select(column => "@" + column))})
            ON CONFLICT (id, coder) DO UPDATE SET retired_at = NULL
            RETURNING seq
            """,
            ReportRows.Columns
        );
        var seq = Convert.ToInt64(addReport.Value(report.Learnt(now)), CultureInfo.InvariantCulture);
        store.Connection.Execute("INSERT INTO unlinked (report) VALUES (@seq) ON CONFLICT DO NOTHING", ("seq", seq));
        AddActors(seq, report.Report);
        AddWords(seq, report.Words);
    }

    private void AddActors(long seq, Report report)
    {
        hasActors ??= new Statement(store.Connection, "SELECT 1 FROM report_actors WHERE report = @seq LIMIT 1", "seq");
        if (hasActors.Value(seq) is not null)
            return;
        addActor ??= new Statement(
            store.Connection,
            "INSERT INTO report_actors (report, role, actor, name) VALUES (@report, @role, @actor, @name)",
            "report",
            "role",
            "actor",
            "name"
        );
        foreach (var (role, party) in ReportRows.Parties(report))
        {
            addActor.Run(seq, role, party.Id, party.Name);
            rollups.Names(party);
        }
        rollups.Write();
    }

    private void AddWords(long seq, string evidence)
    {
        addWords ??= new Statement(store.Connection, store.Dialect.SearchInsert, "seq", "words");
        if (
            evidence.Length > 0
            && (isSearched ??= new Statement(store.Connection, store.Dialect.IsSearched, "seq")).Value(seq) is null
        )
            addWords.Run(seq, evidence);
    }

    private static string Headers(Page page)
    {
        if (page.Headers.Count == 0)
            return "{}";
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (name, value) in page.Headers)
                json.WriteString(name, value);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
