using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// Every word of an article goes: from its rows and those of its reports, from the search, from the pages that hold it,
/// from decisions of people that quote it, from every version of an event that was made from it, and from the free space
/// of the file. A version of an event that stood on other articles as well is made again from those, so that what was
/// known on an earlier day keeps what they said. A transaction is whole or not there; giving up the free space comes last.
/// </summary>
internal sealed class Erasure(RecordStore store, Linker linker)
{
    private readonly RecordReader reader = new(store);

    /// <param name="articles">All versions of the article: they stand no longer, and no event that stands is made from them.</param>
    /// <exception cref="StoreException">The store failed; the words are gone once the same has gone through.</exception>
    public void Erase(IReadOnlyCollection<string> articles)
    {
        store.Transaction(() =>
        {
            var texts = articles
                .SelectMany(article =>
                    store.Connection.Query(
                        "SELECT body FROM articles WHERE id = @id AND body IS NOT NULL",
                        row => Json.ReadArticle(row.GetString(0)),
                        ("id", article)
                    )
                )
                .ToArray();
            ErasePages(articles, texts);
            foreach (var @event in Versions(articles))
                EraseFrom(@event, articles);
            foreach (var article in articles)
            {
                EraseReports(article);
                EraseReviews(article);
                store.Connection.Execute(
                    "UPDATE articles SET body = NULL, title = NULL, url = NULL, outlet = NULL, published = NULL, published_to = NULL, language = NULL, sha256 = NULL WHERE id = @id",
                    ("id", article)
                );
                store.Connection.Execute("DELETE FROM sightings WHERE article = @id", ("id", article));
            }
            if (store.Dialect == SqlDialect.Sqlite)
                // A word that is taken out of the search stays in its older parts until they are put together.
                store.Connection.Execute("INSERT INTO evidence (evidence) VALUES ('optimize')");
            store.Connection.Execute(Rollups.Rebuild);
        });
        GiveUpFreeSpace();
    }

    private void EraseReports(string article)
    {
        foreach (
            var (seq, body) in store.Connection.Query(
                "SELECT seq, body FROM reports WHERE article = @id AND body IS NOT NULL",
                row => (row.GetInt64(0), row.GetString(1)),
                ("id", article)
            )
        )
            if (Answers.ReportWords.Evidence(Json.ReadReport(body)) is { Length: > 0 } words)
                store.Connection.Execute(store.Dialect.SearchDelete, ("seq", seq), ("words", words));
        store.Connection.Execute(
            "DELETE FROM report_actors WHERE report IN (SELECT seq FROM reports WHERE article = @id)",
            ("id", article)
        );
        store.Connection.Execute(
            "UPDATE reports SET body = NULL, type = NULL, day_from = NULL, day_to = NULL, country = NULL, place = NULL, geonames = NULL, lat = NULL, lon = NULL WHERE article = @id",
            ("id", article)
        );
    }

    /// <summary>Decisions on it, and those on another article that quote it.</summary>
    private void EraseReviews(string article)
    {
        store.Connection.Execute("DELETE FROM reviews WHERE article = @id", ("id", article));
        foreach (
            var review in store
                .Connection.Query(
                    "SELECT body FROM reviews WHERE decision IN ('merge', 'split')",
                    row => Json.ReadReview(row.GetString(0))
                )
                .Where(review => review.OtherArticle == article)
        )
            store.Connection.Execute("DELETE FROM reviews WHERE id = @id", ("id", review.Id));
    }

    private sealed record Version(long Seq, string Id, string Learnt);

    private List<Version> Versions(IEnumerable<string> articles) =>
        [
            .. articles
                .SelectMany(article =>
                    store.Connection.Query(
                        """
                        SELECT DISTINCT e.seq, e.id, e.learnt FROM reports r JOIN event_reports x ON x.report = r.id JOIN events e ON e.seq = x.event
                        WHERE r.article = @id AND e.retired_at IS NOT NULL
                        """,
                        row => new Version(row.GetInt64(0), row.GetString(1), row.GetString(2)),
                        ("id", article)
                    )
                )
                .DistinctBy(version => version.Seq)
                .OrderBy(version => version.Seq),
        ];

    private void EraseFrom(Version version, IReadOnlyCollection<string> articles)
    {
        var left = store
            .Connection.Query(
                $"""
                SELECT r.body FROM event_reports x JOIN reports r ON r.id = x.report
                WHERE x.event = @event AND r.body IS NOT NULL AND {RecordReader.Known(
                    "r",
                    version.Learnt
                )} ORDER BY r.seq
                """,
                row => Json.ReadReport(row.GetString(0)),
                ("event", version.Seq),
                ("as_of", version.Learnt)
            )
            .OfType<Happening>()
            .Where(report => !articles.Contains(report.Article))
            .DistinctBy(report => report.Id)
            .ToList();
        store.Connection.Execute("DELETE FROM event_actors WHERE event = @event", ("event", version.Seq));
        store.Connection.Execute("DELETE FROM event_reports WHERE event = @event", ("event", version.Seq));
        if (Made(left, version) is { } made)
            Write(version, made);
        else
            Empty(version);
    }

    /// <summary>The event as it would have been without the article; null where it stood on nothing else.</summary>
    private Event? Made(List<Happening> reports, Version version)
    {
        var reviews = new Reviews(store, version.Learnt);
        ArticleReports[] articles =
        [
            .. reports
                .Select(reviews.Apply)
                .OfType<Happening>()
                .GroupBy(report => report.Article, StringComparer.Ordinal)
                .Select(group => new ArticleReports(
                    group.Key,
                    reader.Article(group.Key, version.Learnt),
                    store.Connection.Value(
                        "SELECT text_of FROM articles WHERE id = @id AND text_of IS NOT NULL ORDER BY seq DESC LIMIT 1",
                        ("id", group.Key)
                    ) as string
                        ?? group.Key,
                    [.. group],
                    null
                )),
        ];
        if (articles.Length == 0)
            return null;
        var events = linker.LinkAll(articles, Bonds.None).Events;
        if (events.Length > 1)
        {
            // What the article held together is held together without it: the event was one.
            string[] ids = [.. articles.SelectMany(article => article.Reports).Select(report => report.Id)];
            events = linker
                .LinkAll(
                    articles,
                    new Bonds(
                        [
                            .. from one in ids
                            from other in ids
                            where string.CompareOrdinal(one, other) < 0
                            select (one, other),
                        ],
                        []
                    )
                )
                .Events;
        }
        return events.Length == 1 ? events[0] with { Id = version.Id, Merges = [] } : null;
    }

    private void Write(Version version, Event made)
    {
        var (row, body) = (EventRow.Of(made), Json.Pack(made));
        string[] kept = ["version", "learnt"];
        var columns = EventRows
            .EventColumns.Zip(EventRows.Values(row, 0, Ids.Digest(body), ""))
            .Where(column => !kept.Contains(column.First))
            .ToArray();
        store.Connection.Execute(
            $"UPDATE events SET {string.Join(", ", columns.Select(column => $"{column.First} = @{column.First}"))} WHERE seq = @seq",
            [.. columns.Select(column => (column.First, column.Second)), ("seq", version.Seq)]
        );
        store.Connection.Execute(
            "UPDATE event_bodies SET body = @body WHERE event = @event",
            ("body", body),
            ("event", version.Seq)
        );
        foreach (var report in made.Reports)
            store.Connection.Execute(
                "INSERT INTO event_reports (event, report) VALUES (@event, @report)",
                ("event", version.Seq),
                ("report", report)
            );
        foreach (var actor in row.Actors)
            store.Connection.Execute(
                "INSERT INTO event_actors (event, role, actor, name, at, once) VALUES (@event, @role, @actor, @name, @at, @once)",
                ("event", version.Seq),
                ("role", actor.Role),
                ("actor", actor.Actor),
                ("name", actor.Name),
                ("at", row.At),
                ("once", actor.Once ? 1 : 0)
            );
    }

    /// <summary>
    /// Nothing of it is left but that it was there and is gone, which whoever follows the log has to learn; no moment
    /// lies between the two, so that it was never known.
    /// </summary>
    private void Empty(Version version)
    {
        store.Connection.Execute(
            """
            UPDATE events SET type = '', status = '', counted = 0, at = '', day_from = NULL, day_to = NULL, lasts = 0, country = NULL,
                admin1 = NULL, admin2 = NULL, place = NULL, geonames = NULL, lat = NULL, lon = NULL, cell = NULL, killed_low = NULL,
                killed_best = NULL, killed_high = NULL, dead = NULL, sources = NULL, confidence = NULL, digest = '', learnt = retired_at
            WHERE seq = @seq
            """,
            ("seq", version.Seq)
        );
        store.Connection.Execute("UPDATE event_bodies SET body = '' WHERE event = @event", ("event", version.Seq));
    }

    /// <summary>The pages that the article was taken from, and others that hold it: a feed shows it many times.</summary>
    private void ErasePages(IReadOnlyCollection<string> articles, Article[] texts)
    {
        var pages = articles
            .SelectMany(article =>
                store.Connection.Query(
                    "SELECT sha256 FROM articles WHERE id = @id AND sha256 IS NOT NULL",
                    row => row.GetString(0),
                    ("id", article)
                )
            )
            .Concat(new PagesWith(store).Find(texts))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        foreach (var sha256 in pages)
        {
            store.Connection.Execute("UPDATE contents SET packed = NULL WHERE sha256 = @page", ("page", sha256));
            // Where it lay and whence it came can spell what it said.
            store.Connection.Execute(
                "DELETE FROM pages WHERE sha256 = @page AND seq > (SELECT MIN(seq) FROM pages WHERE sha256 = @page)",
                ("page", sha256)
            );
            store.Connection.Execute(
                "UPDATE pages SET path = '', url = '', headers = '{}' WHERE sha256 = @page",
                ("page", sha256)
            );
        }
    }

    /// <summary>What was deleted still lies in free pages of the file, or in rows that nobody sees, until they are given up.</summary>
    private void GiveUpFreeSpace()
    {
        if (store.Dialect == SqlDialect.Postgres)
        {
            foreach (var table in Upkeep.Tables.Append("evidence"))
                store.Connection.Execute($"VACUUM FULL {table}");
            return;
        }
        store.Connection.Execute("VACUUM");
        // Whoever reads holds the log back; its words are over then in the file, but not in the log.
        if (store.Connection.Query("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt64(0)) is [not 0, ..])
            throw new StoreException(
                $"{store.Name}: erased, but another program reads the store and holds back {store.Name}-wal, where the words still lie; they go when that program has ended and the store is next written to"
            );
    }
}
