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
    public static readonly IReadOnlyList<Func<SqlDialect, string>> All =
    [
        First,
        Second,
        Third,
        Fourth,
        Fifth,
        Sixth,
        Seventh,
        Eighth,
        Ninth,
        Tenth,
    ];

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

    /// <summary>
    /// Views over millions of events: bodies lie apart, so that counting reads narrow rows; `cell` is the degree square
    /// of the point; `lasts` the days from the first to the last; and what is asked most is counted ahead
    /// (<see cref="Rollups"/>).
    /// </summary>
    private static string Second(SqlDialect sql) =>
        $"""
            CREATE TABLE event_bodies (event {sql.Key}, body TEXT NOT NULL);
            INSERT INTO event_bodies (event, body) SELECT seq, body FROM events;
            DROP INDEX events_at; DROP INDEX events_type; DROP INDEX events_country; DROP INDEX events_point;
            ALTER TABLE events DROP COLUMN body;
            ALTER TABLE events ADD COLUMN lasts INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE events ADD COLUMN cell INTEGER;
            UPDATE events SET lasts = {sql.DaysBetween(
                "day_from",
                "day_to"
            )} WHERE day_from IS NOT NULL AND day_to IS NOT NULL;
            UPDATE events SET cell = {sql.CellOf("lat", "lon")} WHERE lat IS NOT NULL AND lon IS NOT NULL;
            DROP INDEX event_actors_actor; DROP INDEX event_actors_name;
            ALTER TABLE event_actors ADD COLUMN at TEXT NOT NULL DEFAULT '';
            UPDATE event_actors SET at = (SELECT e.at FROM events e WHERE e.seq = event_actors.event);
            ALTER TABLE event_actors ADD COLUMN once INTEGER NOT NULL DEFAULT 1;
            UPDATE event_actors SET once = 0 WHERE EXISTS (
                SELECT 1 FROM event_actors b WHERE b.event = event_actors.event AND b.actor = event_actors.actor AND b.role < event_actors.role);
            CREATE INDEX events_at ON events (at DESC, seq DESC, type, country, day_to, lat, lon, counted, retired_at) WHERE retired_at IS NULL AND counted = 1;
            CREATE INDEX events_type ON events (type, at DESC, seq DESC, country, day_to, lat, lon, counted, retired_at) WHERE retired_at IS NULL AND counted = 1;
            CREATE INDEX events_country ON events (country, at DESC, seq DESC, type, day_to, lat, lon, counted, retired_at) WHERE retired_at IS NULL AND counted = 1;
            CREATE INDEX events_cell ON events (cell, at DESC, seq DESC, type, country, day_to, lat, lon, counted, retired_at) WHERE retired_at IS NULL AND counted = 1;
            CREATE INDEX events_live ON events (at DESC, seq DESC) WHERE retired_at IS NULL AND counted IN (0, 1);
            CREATE INDEX events_long ON events (day_to, at) WHERE retired_at IS NULL AND lasts > 31;
            CREATE INDEX event_actors_actor ON event_actors (actor, at DESC, event DESC) WHERE once = 1;
            CREATE INDEX event_actors_name ON event_actors (name, at DESC, event DESC);
            CREATE TABLE actor_names (actor TEXT NOT NULL, name TEXT NOT NULL, events BIGINT NOT NULL, PRIMARY KEY (actor, name)){sql.Clustered};
            CREATE TABLE actor_events (actor TEXT NOT NULL, name TEXT NOT NULL, events BIGINT NOT NULL, PRIMARY KEY (actor, name)){sql.Clustered};
            CREATE INDEX actor_events_most ON actor_events (events DESC);
            CREATE TABLE tally_months (
                actor TEXT NOT NULL, name TEXT NOT NULL, month TEXT NOT NULL, {Sums(
                sql
            )}, PRIMARY KEY (actor, name, month)
            ){sql.Clustered};
            CREATE TABLE tally_countries (
                country TEXT NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL, month TEXT NOT NULL, {Sums(sql)},
                PRIMARY KEY (country, actor, name, month)
            ){sql.Clustered};
            CREATE TABLE tally_types (
                type TEXT NOT NULL, country TEXT NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL, month TEXT NOT NULL, {Sums(
                sql
            )},
                PRIMARY KEY (type, country, actor, name, month)
            ){sql.Clustered};
            CREATE INDEX tally_months_most ON tally_months (events DESC, actor, name, month);
            CREATE TABLE event_months (
                country TEXT NOT NULL, month TEXT NOT NULL, events BIGINT NOT NULL, unplaced BIGINT NOT NULL, PRIMARY KEY (country, month)
            ){sql.Clustered};
            CREATE TABLE type_months (
                type TEXT NOT NULL, country TEXT NOT NULL, month TEXT NOT NULL, events BIGINT NOT NULL, PRIMARY KEY (type, country, month)
            ){sql.Clustered};
            CREATE TABLE event_points (
                lat {sql.Real} NOT NULL, lon {sql.Real} NOT NULL, country TEXT NOT NULL, place TEXT NOT NULL, events BIGINT NOT NULL,
                PRIMARY KEY (lat, lon, country, place)
            ){sql.Clustered};
            """;

    private static string Sums(SqlDialect sql) =>
        "events BIGINT NOT NULL, "
        + string.Join(", ", Rollups.Sums.Select(sum => $"{sum} {sql.Real} NOT NULL, {sum}_of BIGINT NOT NULL"));

    internal static readonly string[] EventIndexNames =
    [
        "events_at",
        "events_type",
        "events_country",
        "events_cell",
        "events_status",
        "events_dead",
        "events_sources",
        "events_confidence",
        "events_geonames",
        "events_place",
        "events_long",
        "events_retired",
        "event_actors_actor",
        "event_actors_name",
        "report_actors_name",
        "report_actors_actor",
    ];

    /// <summary>
    /// What `ask events` sorts and filters by: three wide ones that hold whatever a filter may ask for, so that walking through
    /// them looks no row up, and narrow ones for what few events pass (<see cref="EventWays"/>).
    /// </summary>
    internal const string EventIndexes = """
        CREATE INDEX events_at ON events (at DESC, seq DESC, counted, type, country, status, day_to, lat, lon, dead, sources, confidence, retired_at) WHERE retired_at IS NULL;
        CREATE INDEX events_type ON events (type, at DESC, seq DESC, counted, country, status, day_to, lat, lon, dead, sources, confidence, retired_at) WHERE retired_at IS NULL;
        CREATE INDEX events_country ON events (country, at DESC, seq DESC, counted, type, status, day_to, lat, lon, dead, sources, confidence, retired_at) WHERE retired_at IS NULL;
        CREATE INDEX events_cell ON events (cell, at DESC, seq DESC, counted, type, country, status, day_to, lat, lon, dead, sources, confidence, retired_at) WHERE retired_at IS NULL;
        CREATE INDEX events_status ON events (status, at DESC, seq DESC, counted, retired_at) WHERE retired_at IS NULL;
        CREATE INDEX events_dead ON events (dead, at, seq, counted, retired_at) WHERE retired_at IS NULL AND dead IS NOT NULL;
        CREATE INDEX events_sources ON events (sources, at, seq, counted, retired_at) WHERE retired_at IS NULL;
        CREATE INDEX events_confidence ON events (confidence, at, seq, counted, retired_at) WHERE retired_at IS NULL;
        CREATE INDEX events_geonames ON events (geonames, at DESC, seq DESC, counted, retired_at) WHERE retired_at IS NULL;
        CREATE INDEX events_place ON events (place, at DESC, seq DESC) WHERE retired_at IS NULL;
        CREATE INDEX events_long ON events (day_to, at) WHERE retired_at IS NULL AND lasts > 31;
        CREATE INDEX events_retired ON events (retired_at) WHERE retired_at IS NOT NULL;
        CREATE INDEX event_actors_actor ON event_actors (actor, at DESC, event DESC) WHERE once = 1;
        CREATE INDEX event_actors_name ON event_actors (name, at DESC, event DESC);
        """;

    /// <summary>The roles in what is told beside happenings.</summary>
    internal const string RolesBeside = "role IN ('claimant', 'object', 'subject', 'about')";

    /// <summary>
    /// Whom reports name, by name where the record does not know them, and by key in what is told beside happenings: all else is
    /// found by its events, and an index of all who are named would change a page for nearly every name of every report.
    /// </summary>
    internal const string ReportActorIndexes = $"""
        CREATE INDEX report_actors_name ON report_actors (name, report) WHERE actor IS NULL;
        CREATE INDEX report_actors_actor ON report_actors (actor, report) WHERE {RolesBeside};
        """;

    /// <summary>
    /// Linking around what is new: the days by which a report is found, the marks by which copies of a text are, and the
    /// family of each text. All reports count as not linked, so that the next run fills what is new here. And a ledger
    /// of what was imported, which lies beside the record and never in it.
    /// </summary>
    private static string Third(SqlDialect sql) =>
        $"""
            ALTER TABLE reports ADD COLUMN near_from TEXT;
            ALTER TABLE reports ADD COLUMN near_to TEXT;
            ALTER TABLE reports ADD COLUMN near_long INTEGER NOT NULL DEFAULT 0;
            UPDATE reports SET
                near_from = COALESCE(day_from, day_to, (SELECT MIN(a.published) FROM articles a WHERE a.id = reports.article)),
                near_to = COALESCE(day_to, (SELECT MAX(a.published_to) FROM articles a WHERE a.id = reports.article), day_from);
            UPDATE reports SET near_to = near_from WHERE near_to < near_from;
            UPDATE reports SET near_long = 1 WHERE near_from IS NOT NULL AND near_to IS NOT NULL AND {sql.DaysBetween(
                "near_from",
                "near_to"
            )} > 40;
            UPDATE reports SET linked = 0 WHERE retired_at IS NULL AND kind = 'happening';
            ALTER TABLE articles ADD COLUMN text_of TEXT;
            CREATE INDEX articles_text ON articles (text_of);
            CREATE TABLE article_marks (mark BIGINT NOT NULL, article TEXT NOT NULL);
            CREATE INDEX article_marks_mark ON article_marks (mark, article);
            CREATE INDEX article_marks_article ON article_marks (article);
            CREATE INDEX tombstones_id ON tombstones (id);
            CREATE TABLE imports (
                seq {sql.Serial}, name TEXT NOT NULL, format TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE, licence TEXT NOT NULL,
                header TEXT NOT NULL, learnt TEXT NOT NULL, retired_at TEXT
            );
            CREATE TABLE imported (
                import BIGINT NOT NULL, line BIGINT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, type TEXT, country TEXT, place TEXT,
                killed {sql.Real}, body TEXT NOT NULL, row TEXT NOT NULL
            );
            CREATE INDEX imported_import ON imported (import, at);
            {NearIndexes}
            """;

    private static readonly string[] NearIndexNames =
    [
        "reports_near",
        "reports_near_day",
        "reports_near_long",
        "reports_near_place",
    ];

    private const string NearIndexes = """
        CREATE INDEX reports_near ON reports (country, near_from, near_to, type, article) WHERE kind = 'happening' AND retired_at IS NULL;
        CREATE INDEX reports_near_day ON reports (near_from, near_to, type, article) WHERE kind = 'happening' AND retired_at IS NULL;
        CREATE INDEX reports_near_long ON reports (country, near_from) WHERE kind = 'happening' AND retired_at IS NULL AND near_long = 1;
        CREATE INDEX reports_near_place ON reports (place, near_from) WHERE kind = 'happening' AND retired_at IS NULL;
        """;

    /// <summary>How many sources an event has and how sure it is, to filter by.</summary>
    private static string Fourth(SqlDialect sql) =>
        $"""
            ALTER TABLE events ADD COLUMN sources INTEGER;
            ALTER TABLE events ADD COLUMN confidence {sql.Real};
            UPDATE events SET
                sources = (SELECT CAST({sql.Number(
                "b.body",
                "independent"
            )} AS INTEGER) FROM event_bodies b WHERE b.event = events.seq),
                confidence = (SELECT {sql.Number(
                "b.body",
                "confidence"
            )} FROM event_bodies b WHERE b.event = events.seq);
            """;

    /// <summary>
    /// Any filter of a view of millions has an index: the dead by the lowest figure in a column of their own, the names of
    /// places and of all whom reports name are counted ahead.
    /// </summary>
    private static string Fifth(SqlDialect sql) =>
        $"""
            ALTER TABLE events ADD COLUMN dead {sql.Real};
            UPDATE events SET dead = COALESCE(killed_low, killed_best, killed_high);
            DROP INDEX events_at; DROP INDEX events_type; DROP INDEX events_country; DROP INDEX events_cell; DROP INDEX events_live; DROP INDEX events_long;
            DROP INDEX event_actors_actor; DROP INDEX event_actors_name;
            {EventIndexes}
            CREATE INDEX report_actors_name ON report_actors (name, report);
            CREATE TABLE event_places (
                place TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL, events BIGINT NOT NULL, PRIMARY KEY (place, admin1, admin2)
            ){sql.Clustered};
            CREATE TABLE report_names (actor TEXT NOT NULL, name TEXT NOT NULL, reports BIGINT NOT NULL, PRIMARY KEY (actor, name)){sql.Clustered};
            {string.Join(
                "\n",
                RollupsOfFifth.Select(Rollups.RebuildOf)
            )}
            """;

    private static readonly string[] RollupsOfFifth =
    [
        "actor_names",
        "actor_events",
        "tally_months",
        "tally_countries",
        "tally_types",
        "event_months",
        "type_months",
        "event_points",
        "event_places",
        "report_names",
    ];

    /// <summary>
    /// Where each sighting can be met, in the place of four indexes over the reports that told less. All happenings count
    /// as not linked, so that the next run fills it.
    /// </summary>
    private static string Sixth(SqlDialect sql) =>
        $"""
            {string.Join("\n", NearIndexNames.Select(index => $"DROP INDEX {index};"))}
            ALTER TABLE reports DROP COLUMN near_from;
            ALTER TABLE reports DROP COLUMN near_to;
            ALTER TABLE reports DROP COLUMN near_long;
            CREATE TABLE sightings (
                family TEXT NOT NULL, country TEXT NOT NULL, span INTEGER NOT NULL, first_day INTEGER NOT NULL, last_day INTEGER NOT NULL,
                lat {sql.Real}, lon {sql.Real}, place TEXT NOT NULL, article TEXT NOT NULL
            );
            UPDATE reports SET linked = 0 WHERE retired_at IS NULL AND kind = 'happening';
            {SightingIndexesOfSixth}
            CREATE INDEX sightings_place ON sightings (place, family, span, first_day, article);
            """;

    private const string SightingIndexesOfSixth = """
        CREATE INDEX sightings_near ON sightings (family, country, span, first_day, last_day, lat, lon, article);
        CREATE INDEX sightings_day ON sightings (family, span, first_day, last_day, lat, lon, article);
        CREATE INDEX sightings_article ON sightings (article);
        """;

    internal static readonly string[] SightingIndexNames =
    [
        "sightings_near",
        "sightings_day",
        "sightings_article",
        "sightings_open",
        "sightings_month",
    ];

    /// <summary>
    /// What the linker looks around by. What has days lies by its month and then by its place: what comes in is of the last
    /// months, and by place alone would change a page for nearly every row.
    /// </summary>
    internal const string SightingIndexes = $"""
        {SightingIndexesOfSixth}
        {SightingIndexesByPlace}
        """;

    private const string SightingIndexesByPlace = $"""
        CREATE INDEX sightings_open ON sightings (place, family, article) WHERE {SightingRows.OfOpenDays};
        CREATE INDEX sightings_month ON sightings (({SightingRows.Month}), place, family, article) WHERE {SightingRows.OfDays};
        """;

    /// <summary>
    /// Tallies of one type are counted ahead; what is told beside happenings (sums, figures, relations, judgements) has an index
    /// of its own, for there is little of it.
    /// </summary>
    private static string Seventh(SqlDialect sql) =>
        $"""
            CREATE TABLE tally_type_months (
                type TEXT NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL, month TEXT NOT NULL, {Sums(
                sql
            )}, PRIMARY KEY (type, actor, name, month)
            ){sql.Clustered};
            {Rollups.RebuildOf("tally_type_months")}
            DROP INDEX reports_kind;
            CREATE INDEX reports_told ON reports (kind, country, day_from) WHERE kind <> 'happening';
            """;

    /// <summary>
    /// Marks of texts lie in the order in which they are looked for, and nowhere else: those of an article are known by its
    /// text.
    /// </summary>
    private static string Eighth(SqlDialect sql) =>
        sql == SqlDialect.Sqlite
            ? """
                CREATE TABLE marks (mark BIGINT NOT NULL, article TEXT NOT NULL, PRIMARY KEY (mark, article)) WITHOUT ROWID;
                INSERT OR IGNORE INTO marks (mark, article) SELECT mark, article FROM article_marks ORDER BY mark, article;
                DROP TABLE article_marks;
                ALTER TABLE marks RENAME TO article_marks;
                """
            : "DROP INDEX article_marks_article;";

    /// <summary>Reports that are to be linked are named in a table of their own: to mark them in theirs wrote all of each anew.</summary>
    private static string Ninth(SqlDialect sql) =>
        $"""
            CREATE TABLE unlinked (report {sql.Key});
            INSERT INTO unlinked (report) SELECT seq FROM reports WHERE linked = 0;
            DROP INDEX reports_unlinked;
            ALTER TABLE reports DROP COLUMN linked;
            """;

    /// <summary>
    /// What a sighting is compared by, so that linking around what is new need not read its reports; where it is missing, it
    /// does. And indexes and rollups that news changes in few pages: those that are asked with a month lie by month first.
    /// </summary>
    private static string Tenth(SqlDialect sql) =>
        $"""
            ALTER TABLE sightings ADD COLUMN sketch {sql.Blob};
            DROP INDEX sightings_place;
            {SightingIndexesByPlace}
            DROP INDEX report_actors_name; DROP INDEX report_actors_actor; DROP INDEX reports_place;
            {ReportActorIndexes}
            DROP TABLE tally_types; DROP TABLE tally_type_months;
            CREATE TABLE tally_types (
                month TEXT NOT NULL, type TEXT NOT NULL, country TEXT NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL, {Sums(
                sql
            )},
                PRIMARY KEY (month, type, country, actor, name)
            ){sql.Clustered};
            CREATE TABLE tally_type_months (
                month TEXT NOT NULL, type TEXT NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL, {Sums(
                sql
            )}, PRIMARY KEY (month, type, actor, name)
            ){sql.Clustered};
            {Rollups.RebuildOf("tally_types")}
            {Rollups.RebuildOf("tally_type_months")}
            """;
}
