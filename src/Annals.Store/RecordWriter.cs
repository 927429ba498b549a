using System.Globalization;
using System.Text.Json;
using Annals.Coding;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// Adds pages, articles and reports, each once: what is there by its content is left as it is. To be called within a
/// transaction, but for the questions.
/// </summary>
internal sealed class RecordWriter(RecordStore store)
{
    private Statement? addReport;
    private Statement? addActor;
    private Statement? addName;
    private Statement? addWords;
    private Statement? isCoded;
    private Statement? hasActors;
    private Statement? isSearched;

    /// <summary>All articles of the page are coded by this coder, and the page is known under this path.</summary>
    public bool IsDone(string sha256, Page page) =>
        store.Read(() =>
            store.Connection.Value(
                """
                SELECT 1 FROM contents c JOIN pages p ON p.sha256 = c.sha256
                WHERE c.sha256 = @sha256 AND c.coded_by = @coder AND p.path = @path AND p.url = @url
                """,
                ("sha256", sha256),
                ("coder", Coder.Version),
                ("path", page.Path),
                ("url", page.Url ?? "")
            )
                is not null
        );

    public bool IsCoded(string article, string digest) =>
        store.Read(() =>
            (
                isCoded ??= new Statement(
                    store.Connection,
                    "SELECT coded_by FROM articles WHERE id = @id AND digest = @digest AND retired_at IS NULL",
                    "id",
                    "digest"
                )
            ).Value(article, digest) as string
            == Coder.Version
        );

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

    public void Add(Page page)
    {
        var sha256 = Packed.Sha256(page.Content.Span);
        var now = store.Now;
        if (store.Connection.Value("SELECT 1 FROM contents WHERE sha256 = @sha256", ("sha256", sha256)) is null)
            store.Connection.Execute(
                "INSERT INTO contents (sha256, size, packed, learnt) VALUES (@sha256, @size, @packed, @learnt)",
                ("sha256", sha256),
                ("size", (long)page.Content.Length),
                ("packed", Packed.Pack(page.Content.Span)),
                ("learnt", now)
            );
        store.Connection.Execute(
            """
            INSERT INTO pages (sha256, path, url, headers, fetched, learnt) VALUES (@sha256, @path, @url, @headers, @fetched, @learnt)
            ON CONFLICT DO NOTHING
            """,
            ("sha256", sha256),
            ("path", page.Path),
            ("url", page.Url ?? ""),
            ("headers", Headers(page)),
            ("fetched", page.Fetched is { } fetched ? Moment.Text(fetched) : null),
            ("learnt", now)
        );
    }

    public void Finish(string sha256) =>
        store.Connection.Execute(
            "UPDATE contents SET coded_by = @coder WHERE sha256 = @sha256",
            ("coder", Coder.Version),
            ("sha256", sha256)
        );

    /// <summary>
    /// A version that is not there yet retires the one before it: of the same id, or of the same address (a corrected
    /// article is a version of the same story). Articles of one page share its address without being versions of each other.
    /// </summary>
    public void Add(Article article)
    {
        if (Removal.IsRemoved(store, article.Id))
            return;
        var digest = DigestOf(article);
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
            ("body", Json.Write(article)),
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
    public void Replace(Article article, IReadOnlyCollection<Report> reports)
    {
        var kept = reports.Select(report => report.Id).ToHashSet(StringComparer.Ordinal);
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
                store.Connection.Execute(
                    "UPDATE reports SET retired_at = @now, linked = 0 WHERE id = @id AND coder = @coder",
                    ("now", now),
                    ("id", id),
                    ("coder", coder)
                );
        foreach (var report in reports)
            if (!live.TryGetValue(report.Id, out var coder) || coder != Coder.Version)
                Add(report, now);
    }

    /// <summary>The coder of reports that people have made: coding again leaves them as they are.</summary>
    public const string ByHand = "by hand";

    public void AddByHand(Report report) => Add(report with { Coder = ByHand }, store.Now);

    private void Retire(string article, string now)
    {
        store.Connection.Execute(
            "UPDATE articles SET retired_at = @now WHERE id = @id AND retired_at IS NULL",
            ("now", now),
            ("id", article)
        );
        store.Connection.Execute(
            "UPDATE reports SET retired_at = @now, linked = 0 WHERE article = @id AND retired_at IS NULL",
            ("now", now),
            ("id", article)
        );
    }

    private void Add(Report report, string now)
    {
        addReport ??= new Statement(
            store.Connection,
            $"""
            INSERT INTO reports ({string.Join(", ", ReportRows.Columns)})
            VALUES ({string.Join(", ", ReportRows.Columns.Select(column => "@" + column))})
            ON CONFLICT (id, coder) DO UPDATE SET retired_at = NULL, linked = 0
            RETURNING seq
            """,
            ReportRows.Columns
        );
        var seq = Convert.ToInt64(addReport.Value(ReportRows.Values(report, now)), CultureInfo.InvariantCulture);
        AddActors(seq, report);
        AddWords(seq, report);
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
        addName ??= Rollups.Naming(store);
        foreach (var (role, party) in ReportRows.Parties(report))
        {
            addActor.Run(seq, role, party.Id, party.Name);
            addName.Run(party.Id ?? "", party.Name, 1L);
        }
    }

    private void AddWords(long seq, Report report)
    {
        addWords ??= new Statement(store.Connection, store.Dialect.SearchInsert, "seq", "words");
        var words = Answers.ReportWords.Evidence(report);
        if (
            words.Length > 0
            && (isSearched ??= new Statement(store.Connection, store.Dialect.IsSearched, "seq")).Value(seq) is null
        )
            addWords.Run(seq, words);
    }

    private static string Headers(Page page)
    {
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
