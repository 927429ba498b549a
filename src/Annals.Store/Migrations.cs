namespace Annals.Store;

/// <summary>
/// The tables, as a list of steps that only grows at its end: a store of any released version is brought forward by
/// the steps that it has not seen.
///
/// Documents and reports are only ever added. Events are derived, can be rebuilt, and are kept in versions. Reviews are
/// rows of their own. Every row has `learnt`, and one that was replaced has `retired_at`, so that "as known on" is a
/// condition and no separate history. Moments are UTC in ISO 8601, days are ISO days: text sorts as time does, and the
/// store can be read with any tool. `at` is the first day, or nothing: it sorts the unknown last on both databases.
/// </summary>
internal static class Migrations
{
    public static readonly IReadOnlyList<Func<SqlDialect, string>> All = [First];

    private static string First(SqlDialect sql) =>
        $"""
            CREATE TABLE contents (
                sha256 TEXT PRIMARY KEY, size BIGINT NOT NULL, packed {sql.Blob}, learnt TEXT NOT NULL, coded_by TEXT
            );
            CREATE TABLE pages (
                seq {sql.Serial}, sha256 TEXT NOT NULL, path TEXT NOT NULL, url TEXT NOT NULL DEFAULT '', headers TEXT NOT NULL,
                fetched TEXT, learnt TEXT NOT NULL, UNIQUE (sha256, path, url)
            );
            CREATE TABLE articles (
                seq {sql.Serial}, id TEXT NOT NULL, version INTEGER NOT NULL, story TEXT NOT NULL, digest TEXT NOT NULL, sha256 TEXT,
                outlet TEXT, title TEXT, url TEXT, published TEXT, published_to TEXT, language TEXT, body TEXT,
                coded_by TEXT, learnt TEXT NOT NULL, retired_at TEXT, UNIQUE (id, digest)
            );
            CREATE INDEX articles_story ON articles (story);
            CREATE INDEX articles_url ON articles (url);
            CREATE INDEX articles_sha256 ON articles (sha256);
            CREATE TABLE reports (
                seq {sql.Serial}, id TEXT NOT NULL, coder TEXT NOT NULL, article TEXT NOT NULL, kind TEXT NOT NULL, type TEXT,
                status TEXT NOT NULL, negated INTEGER NOT NULL, day_from TEXT, day_to TEXT, country TEXT, place TEXT, geonames BIGINT,
                lat {sql.Real}, lon {sql.Real}, confidence {sql.Real} NOT NULL, body TEXT, learnt TEXT NOT NULL, retired_at TEXT,
                linked INTEGER NOT NULL DEFAULT 0, UNIQUE (id, coder)
            );
            CREATE INDEX reports_article ON reports (article);
            CREATE INDEX reports_unlinked ON reports (seq) WHERE linked = 0;
            CREATE INDEX reports_kind ON reports (kind, type);
            CREATE INDEX reports_place ON reports (country, day_from);
            CREATE TABLE report_actors (
                report BIGINT NOT NULL, role TEXT NOT NULL, actor TEXT, name TEXT NOT NULL
            );
            CREATE INDEX report_actors_report ON report_actors (report);
            CREATE INDEX report_actors_actor ON report_actors (actor, report);
            CREATE TABLE events (
                seq {sql.Serial}, id TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL,
                counted INTEGER NOT NULL, at TEXT NOT NULL, day_from TEXT, day_to TEXT, country TEXT, admin1 TEXT, admin2 TEXT, place TEXT, geonames BIGINT,
                lat {sql.Real}, lon {sql.Real}, killed_low {sql.Real}, killed_best {sql.Real}, killed_high {sql.Real},
                body TEXT NOT NULL, learnt TEXT NOT NULL, retired_at TEXT, UNIQUE (id, version)
            );
            CREATE INDEX events_at ON events (at DESC, seq DESC) WHERE retired_at IS NULL;
            CREATE INDEX events_type ON events (type, at DESC, seq DESC) WHERE retired_at IS NULL;
            CREATE INDEX events_country ON events (country, at DESC, seq DESC) WHERE retired_at IS NULL;
            CREATE INDEX events_point ON events (lat, lon) WHERE retired_at IS NULL;
            CREATE TABLE event_reports (event BIGINT NOT NULL, report TEXT NOT NULL);
            CREATE INDEX event_reports_event ON event_reports (event);
            CREATE INDEX event_reports_report ON event_reports (report);
            CREATE TABLE event_actors (event BIGINT NOT NULL, role TEXT NOT NULL, actor TEXT, name TEXT NOT NULL);
            CREATE INDEX event_actors_event ON event_actors (event);
            CREATE INDEX event_actors_actor ON event_actors (actor, event);
            CREATE INDEX event_actors_name ON event_actors (name, event);
            CREATE TABLE reviews (
                seq {sql.Serial}, id TEXT NOT NULL UNIQUE, article TEXT, decision TEXT NOT NULL, body TEXT NOT NULL, learnt TEXT NOT NULL
            );
            CREATE INDEX reviews_article ON reviews (article);
            CREATE TABLE tombstones (
                seq {sql.Serial}, what TEXT NOT NULL, id TEXT NOT NULL, erased INTEGER NOT NULL, why TEXT NOT NULL, who TEXT NOT NULL,
                learnt TEXT NOT NULL
            );
            {sql.SearchSchema}
            """;
}
