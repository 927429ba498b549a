using System.Collections.Immutable;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>An event with its reports, and the articles whose text is kept.</summary>
public sealed record BulkEvent(Event Event, ImmutableArray<Report> Reports, ImmutableArray<Article> Articles);

/// <summary>
/// Loads whole events with their reports and evidence into a new store: rows are made on all cores and written in large
/// transactions, the indexes of the events and the rollups come at the end. What is loaded counts as linked. For
/// measuring, and for moving a record; news comes in through <see cref="Intake"/>.
/// </summary>
public sealed class Bulk(RecordStore store, Linker linker)
{
    /// <summary>Few enough for their rows to be gone before the garbage collector has moved them twice: 8192 took a quarter more of the processor.</summary>
    private const int ChunkEvents = 512;

    /// <summary>A page that several chunks add to is put down once.</summary>
    private const int ChunksATransaction = 16;

    /// <summary>What indexes are sorted in before they are put down in pieces.</summary>
    private const int SortingKilobytes = 384_000;

    /// <exception cref="StoreException">The store holds events already, or the database refused.</exception>
    public void Load(IEnumerable<BulkEvent> events, Action<long>? progress = null)
    {
        if (store.Read(() => store.Connection.Value("SELECT 1 FROM events LIMIT 1")) is not null)
            throw new StoreException($"{store.Name}: holds events already; a bulk load wants a new store");
        Journal("MEMORY", "OFF", SortingKilobytes);
        store.Transaction(() =>
        {
            if (store.Dialect == SqlDialect.Sqlite)
                // Words are gathered in memory for longer before they are written.
                store.Connection.Execute("INSERT INTO evidence (evidence, rank) VALUES ('hashsize', 33554432)");
            else
                store.Connection.Execute(
                    $"SET synchronous_commit = off; SET maintenance_work_mem = '{SortingKilobytes}kB'; SET work_mem = '{SortingKilobytes / 4}kB'; DROP INDEX evidence_words"
                );
            foreach (var index in Migrations.EventIndexNames.Concat(Migrations.SightingIndexNames))
                store.Connection.Execute($"DROP INDEX {index}");
        });
        var now = store.Now;
        var rows = new BulkRows(store, linker);
        long loaded = 0;
        using var chunks = events.Chunk(ChunkEvents).GetEnumerator();
        // The events are taken from their source, and made into rows, while the rows before are written.
        var next = Task.Run(Next);
        while (next.GetAwaiter().GetResult() is not null)
            store.Transaction(() =>
            {
                for (var chunk = 0; chunk < ChunksATransaction && next.GetAwaiter().GetResult() is { } ready; chunk++)
                {
                    next = Task.Run(Next);
                    Write(ready.Rows, ready.Rollups);
                    progress?.Invoke(loaded += ready.Events);
                }
            });
        store.Transaction(() =>
        {
            if (store.Dialect == SqlDialect.Postgres)
            {
                store.Connection.Execute(
                    "INSERT INTO evidence (seq, words) SELECT seq, to_tsvector('simple', words) FROM bulk_words; DROP TABLE bulk_words; "
                        + SqlDialect.PostgresWordIndex
                );
                foreach (var table in (string[])["events", "reports", "articles"])
                    store.Connection.Execute(
                        $"SELECT setval(pg_get_serial_sequence('{table}', 'seq'), (SELECT COALESCE(MAX(seq), 0) + 1 FROM {table}), false)"
                    );
            }
            store.Connection.Execute(Migrations.EventIndexes);
            store.Connection.Execute(Migrations.ReportActorIndexes);
            store.Connection.Execute(Migrations.SightingIndexes);
            rows.Rest.Write();
            if (store.Dialect == SqlDialect.Sqlite)
                store.Connection.Execute("INSERT INTO evidence (evidence, rank) VALUES ('hashsize', 1048576)");
            store.SetMeta(EventWriter.LinkedBy, linker.Fingerprint);
        });
        store.Connection.Execute("ANALYZE");
        Journal("WAL", "NORMAL", RecordStore.CacheKilobytes);

        (Sink[] Rows, Rollups? Rollups, int Events)? Next() =>
            chunks.MoveNext() ? (rows.Make(chunks.Current, now), rows.Full(), chunks.Current.Length) : null;
    }

    /// <summary>A new store that is not loaded to its end is thrown away: until then nothing is written twice.</summary>
    private void Journal(string mode, string synchronous, int cache)
    {
        if (store.Dialect == SqlDialect.Sqlite)
            store.Connection.Execute(
                $"PRAGMA journal_mode = {mode}; PRAGMA synchronous = {synchronous}; PRAGMA cache_size = -{cache}; PRAGMA threads = {Environment.ProcessorCount - 1}"
            );
    }

    /// <summary>Within a transaction.</summary>
    private void Write(Sink[] sinks, Rollups? rollups)
    {
        if (store.Dialect == SqlDialect.Postgres)
            store.Connection.Execute("CREATE TABLE IF NOT EXISTS bulk_words (seq BIGINT, words TEXT)");
        foreach (var sink in sinks)
            sink.Write(store.Connection);
        rollups?.Write();
    }
}

/// <summary>Events, reports and articles as rows, numbered from one, and what is counted of them.</summary>
internal sealed class BulkRows(RecordStore store, Linker linker)
{
    /// <summary>Rows of rollups that are held in memory, some 300 bytes each.</summary>
    private const int MostHeld = 1_500_000;

    /// <summary>What has been counted since it was last full. To be written when all rows are made.</summary>
    public Rollups Rest { get; private set; } = new(store);

    /// <summary>What has been counted, where it is time to write it down.</summary>
    public Rollups? Full()
    {
        if (Rest.Count < MostHeld)
            return null;
        var full = Rest;
        Rest = new Rollups(store);
        return full;
    }

    private long lastEvent;
    private long lastReport;
    private long lastArticle;

    private sealed record Made(
        EventRow Row,
        byte[] Body,
        (Report Report, object?[] Row)[] Reports,
        object?[][] Sightings,
        (Article Article, string Body, long[] Marks)[] Articles
    );

    public Sink[] Make(BulkEvent[] chunk, string now)
    {
        var made = new Made[chunk.Length];
        Parallel.For(
            0,
            chunk.Length,
            index =>
                made[index] = new Made(
                    EventRow.Of(chunk[index].Event),
                    Json.PackUtf8(chunk[index].Event),
                    [.. chunk[index].Reports.Select(report => (report, ReportRows.Values(report, now)))],
                    [.. Sightings(chunk[index])],
                    [
                        .. chunk[index]
                            .Articles.Select(article =>
                                (
                                    article,
                                    Json.Pack(article),
                                    (long[])[.. TextFamilies.MarksOf(Copies.Shingles(article.Text))]
                                )
                            ),
                    ]
                )
        );
        var articles = new Sink(
            "articles",
            [
                "seq",
                "id",
                "version",
                "story",
                "digest",
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
            ]
        );
        var marks = new Sink("article_marks", ["mark", "article"], isSet: true);
        var reports = new Sink("reports", ["seq", .. ReportRows.Columns]);
        var reportActors = new Sink("report_actors", ["report", "role", "actor", "name"]);
        var words =
            store.Dialect == SqlDialect.Sqlite
                ? new Sink("evidence", ["rowid", "words"])
                : new Sink("bulk_words", ["seq", "words"]);
        var events = new Sink("events", ["seq", .. EventRows.EventColumns]);
        var bodies = new Sink("event_bodies", ["event", "body"]);
        var eventReports = new Sink("event_reports", ["event", "report"]);
        var sightings = new Sink("sightings", SightingRows.Columns);
        var eventActors = new Sink("event_actors", ["event", "role", "actor", "name", "at", "once"]);
        foreach (var one in made)
        {
            foreach (var (article, body, marked) in one.Articles)
            {
                marks.Rows.AddRange(marked.Select(mark => (object?[])[mark, article.Id]));
                articles.Rows.Add([
                    ++lastArticle,
                    article.Id,
                    1,
                    article.Id,
                    RecordWriter.DigestOf(article),
                    article.Outlet,
                    article.Title,
                    article.Url,
                    Moment.Text(article.Published.From),
                    Moment.Text(article.Published.To),
                    article.Language,
                    body,
                    Coding.Coder.Version,
                    now,
                    article.Id,
                ]);
            }
            sightings.Rows.AddRange(one.Sightings);
            var seq = ++lastEvent;
            events.Rows.Add([seq, .. EventRows.Values(one.Row, 1, Ids.Digest(one.Body), now)]);
            bodies.Rows.Add([seq, new Utf8Text(one.Body)]);
            Rest.Add(one.Row, 1);
            foreach (var actor in one.Row.Actors)
                eventActors.Rows.Add([seq, actor.Role, actor.Actor, actor.Name, one.Row.At, actor.Once ? 1 : 0]);
            foreach (var (report, row) in one.Reports)
            {
                reports.Rows.Add([++lastReport, .. row]);
                eventReports.Rows.Add([seq, report.Id]);
                foreach (var (role, party) in ReportRows.Parties(report))
                {
                    reportActors.Rows.Add([lastReport, role, party.Id, party.Name]);
                    Rest.Names(party);
                }
                words.Rows.Add([lastReport, Answers.ReportWords.Evidence(report)]);
            }
        }
        // In the order in which they lie.
        marks.Rows.Sort((a, b) => ((long)a[0]!).CompareTo((long)b[0]!));
        return [articles, marks, reports, reportActors, words, events, bodies, eventReports, eventActors, sightings];
    }

    private IEnumerable<object?[]> Sightings(BulkEvent loaded)
    {
        var articles = loaded.Articles.ToDictionary(article => article.Id, StringComparer.Ordinal);
        return loaded
            .Reports.OfType<Happening>()
            .Select(report => SightingRows.Values(linker.TraceOf(report, articles.GetValueOrDefault(report.Article))));
    }
}
