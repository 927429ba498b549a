using System.Collections.Immutable;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// Keeps the events up with the reports and the reviews. Only what lies around a change is linked again
/// (<see cref="Surroundings"/>); where much has changed, or the linker has other weights than before, everything is: at
/// once in a small record, piece by piece in a large one. An event that has changed gets a new version, the one before is
/// retired; an event keeps the id that it was first given for as long as most of its reports stay together.
/// </summary>
/// <param name="store">Where they are.</param>
/// <param name="linker">Links them.</param>
/// <param name="together">Reports that are linked at once where everything is: they and their texts are held in memory.</param>
/// <param name="piece">Articles that are linked in one transaction where there are more.</param>
/// <param name="beside">Articles from which on the next reports, so many at a time, are looked for while the last are written.</param>
internal sealed class EventWriter(
    RecordStore store,
    Linker linker,
    int together = 60_000,
    int piece = 4000,
    int beside = 2000
)
{
    /// <summary>Reports that were stored just now, with their articles: no event holds any of them.</summary>
    private readonly Dictionary<string, Report> fresh = new(StringComparer.Ordinal);

    internal const string LinkedBy = "linked_by";

    /// <summary>Adds the reports of a condition to those that are to be linked.</summary>
    internal static string Unlink(string where) =>
        $"INSERT INTO unlinked (report) SELECT seq FROM reports WHERE {where} ON CONFLICT DO NOTHING";

    /// <summary>The number of events that are new, have changed or are gone. Nothing to link costs one question.</summary>
    /// <param name="added">Articles that were stored just now, and need not be read back.</param>
    /// <param name="progress">Called with the articles that are linked, and all that are to be, where there are many.</param>
    /// <param name="cancel">Stops between pieces; what is left is linked the next time.</param>
    public int Relink(
        IReadOnlyDictionary<string, FreshArticle>? added = null,
        Action<int, int>? progress = null,
        CancellationToken cancel = default
    )
    {
        added ??= ImmutableDictionary<string, FreshArticle>.Empty;
        fresh.Clear();
        foreach (var report in added.Values.SelectMany(article => article.Reports))
            fresh[report.Id] = report;
        if (store.Read(() => store.Connection.Value("SELECT 1 FROM unlinked LIMIT 1")) is null)
            return 0;
        if (store.Read(IsMuch))
            return InPieces(added, progress, cancel);
        var changed = 0;
        store.Transaction(() =>
        {
            var articles = Unlinked();
            using var families = new TextFamilies(store, added);
            var moved = families.Update(articles);
            changed = IsLittle()
                ? Little([.. articles.Union(moved, StringComparer.Ordinal)], added, families)
                : Everything(added, families);
            store.Connection.Execute("DELETE FROM unlinked");
            store.SetMeta(LinkedBy, linker.Fingerprint);
        });
        return changed;
    }

    /// <summary>Articles with reports that are to be linked.</summary>
    private List<string> Unlinked() =>
        store.Connection.Query(
            "SELECT DISTINCT r.article FROM unlinked u CROSS JOIN reports r WHERE r.seq = u.report ORDER BY r.article",
            row => row.GetString(0)
        );

    /// <summary>
    /// Much of a large record, some thousand articles to a transaction: those of one country and time together, since they
    /// have the same surroundings. First it is put down where each can be met, so that every piece finds all of its
    /// neighbours. What is left when it is broken off is linked the next time.
    /// </summary>
    private int InPieces(
        IReadOnlyDictionary<string, FreshArticle> added,
        Action<int, int>? progress,
        CancellationToken cancel
    )
    {
        var (done, changed) = (0, 0);
        List<string> articles = [];
        store.Transaction(() =>
        {
            using var families = new TextFamilies(store, added);
            var moved = families.Update(Unlinked());
            families.Write();
            foreach (var some in moved.Chunk(AtOnce))
                store.Connection.Execute(
                    Unlink($"{store.Dialect.In("article", "@articles")} AND kind = 'happening' AND retired_at IS NULL"),
                    ("articles", store.Dialect.List(some))
                );
            if (store.Meta(LinkedBy) != linker.Fingerprint)
                store.Connection.Execute(Unlink("kind = 'happening' AND retired_at IS NULL"));
            store.SetMeta(LinkedBy, linker.Fingerprint);
            var bonds = new Reviews(store).Bonds();
            foreach (var some in Unlinked().Chunk(piece))
            {
                using var near = new Near(store, new Reviews(store), added, families);
                new SightingRows(store).Replace(some, linker.TracesOf([.. near.Load(some)], bonds));
            }
            articles =
            [
                .. store
                    .Connection.Query(
                        "SELECT r.article FROM unlinked u CROSS JOIN reports r WHERE r.seq = u.report ORDER BY r.country, r.day_from, r.article",
                        row => row.GetString(0)
                    )
                    .Distinct(StringComparer.Ordinal),
            ];
        });
        foreach (var some in articles.Chunk(piece))
        {
            store.Transaction(() =>
            {
                var none = ImmutableDictionary<string, FreshArticle>.Empty;
                using var families = new TextFamilies(store, none);
                using var search = new Regrouping(store, linker, some, none, fresh, families);
                foreach (var (events, live) in search.Pieces(int.MaxValue))
                {
                    var made = events();
                    changed += Replace(made, live);
                    foreach (var report in made.SelectMany(@event => @event.Reports))
                        fresh.Remove(report);
                }
                foreach (var few in some.Chunk(AtOnce))
                    store.Connection.Execute(
                        $"DELETE FROM unlinked WHERE report IN (SELECT seq FROM reports WHERE {store.Dialect.In("article", "@articles")})",
                        ("articles", store.Dialect.List(few))
                    );
            });
            progress?.Invoke(done += some.Length, articles.Count);
            if (cancel.IsCancellationRequested)
                break;
        }
        return changed;
    }

    /// <summary>More than is held in memory at once: new, or all of a large record.</summary>
    private bool IsMuch() => Count("SELECT COUNT(*) FROM unlinked") > together || (!IsLittle() && IsLarge());

    private bool IsLarge() =>
        Count(
            $"SELECT COUNT(*) FROM (SELECT 1 FROM reports WHERE kind = 'happening' AND retired_at IS NULL LIMIT {together + 1}) AS enough"
        ) > together;

    /// <summary>A quarter of the record, or another linker: then one pass over everything is quicker, or is due.</summary>
    private bool IsLittle()
    {
        if (store.Meta(LinkedBy) is { } by && by != linker.Fingerprint)
            return false;
        var unlinked = Count("SELECT COUNT(*) FROM unlinked");
        return Count(
                $"SELECT COUNT(*) FROM (SELECT 1 FROM reports WHERE retired_at IS NULL LIMIT {4 * unlinked}) AS enough"
            )
            >= 4 * unlinked;
    }

    private long Count(string question) =>
        Convert.ToInt64(store.Connection.Value(question), System.Globalization.CultureInfo.InvariantCulture);

    private const int AtOnce = 400;

    /// <summary>What is around some articles. Where they are many, it is looked for beside the writing.</summary>
    private int Little(List<string> articles, IReadOnlyDictionary<string, FreshArticle> added, TextFamilies families)
    {
        using var reader = articles.Count > beside && store.CanBeReadBeside ? store.Beside() : null;
        using var search = new Regrouping(reader ?? store, linker, articles, added, fresh, families);
        using var ahead = reader is null ? null : new Ahead<Regrouped>(search.Pieces(beside), PiecesAhead);
        families.Write();
        new SightingRows(store).Replace(articles.Where(id => !added.ContainsKey(id)), search.Sightings.Traces());
        var changed = 0;
        foreach (var (events, live) in ahead?.All() ?? search.Pieces(beside))
            changed += Replace(events(), live);
        return changed;
    }

    private const int PiecesAhead = 2;

    private int Everything(IReadOnlyDictionary<string, FreshArticle> added, TextFamilies families)
    {
        families.Write();
        var reviews = new Reviews(store);
        using var near = new Near(store, reviews, added, families);
        var linked = linker.LinkAll([.. near.All()], reviews.Bonds());
        store.Connection.Execute("DELETE FROM sightings");
        var sightings = new SightingRows(store);
        sightings.Replace([], linked.Sightings);
        return Replace(linked.Events, LiveRows.Of(store, "WHERE retired_at IS NULL"));
    }

    /// <summary>These events in the place of those that stand.</summary>
    private int Replace(ImmutableArray<Event> events, List<LiveEvent> live)
    {
        var byId = live.ToDictionary(one => one.Id, StringComparer.Ordinal);
        var named = Named(events, live);
        var made = new Made?[named.Count];
        Parallel.For(
            0,
            made.Length,
            index => made[index] = Made.Of(named[index], byId, named[index].Reports.Any(fresh.ContainsKey))
        );
        Made[] changed = [.. made.OfType<Made>()];
        var versions = VersionsOf([.. changed.Where(one => !IsUnheard(one.Event)).Select(one => one.Row.Id)]);
        var rows = new EventRows(store, store.Now);
        foreach (var one in changed)
        {
            if (byId.TryGetValue(one.Row.Id, out var before))
                rows.Retire(before.Seq);
            rows.Add(one.Row, one.Event.Reports, one.Body, one.Digest, versions.GetValueOrDefault(one.Row.Id) + 1);
        }
        var kept = named.Select(@event => @event.Id).ToHashSet(StringComparer.Ordinal);
        LiveEvent[] gone = [.. live.Where(one => !kept.Contains(one.Id))];
        foreach (var one in gone)
            rows.Retire(one.Seq);
        rows.Write();
        return changed.Length + gone.Length;
    }

    /// <summary>All its reports were stored just now: no event has had its id.</summary>
    private bool IsUnheard(Event @event) => @event.Reports.All(fresh.ContainsKey);

    /// <summary>An event as its rows hold it.</summary>
    private sealed record Made(Event Event, EventRow Row, string Body, string Digest)
    {
        /// <summary>Null where it stands so already, which it cannot where a report of it is new.</summary>
        public static Made? Of(Event @event, Dictionary<string, LiveEvent> live, bool isNew)
        {
            var body = Json.Pack(@event);
            var digest = Ids.Digest(body);
            var before = isNew ? null : live.GetValueOrDefault(@event.Id)?.Digest;
            // Stores of before had the digest of all keys.
            return before is not null && (before == digest || before == Ids.Digest(Json.Write(@event)))
                ? null
                : new Made(@event, EventRow.Of(@event), body, digest);
        }
    }

    /// <summary>The last version of each id; ids that are new have none.</summary>
    private Dictionary<string, int> VersionsOf(string[] ids)
    {
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var some in ids.Chunk(AtOnce))
        foreach (
            var (id, version) in store.Connection.Query(
                $"SELECT id, MAX(version) FROM events WHERE {store.Dialect.In("id", "@ids")} GROUP BY id",
                row => (row.GetString(0), row.GetInt32(1)),
                ("ids", store.Dialect.List(some))
            )
        )
            versions[id] = version;
        return versions;
    }

    /// <summary>Each event takes over the id of the live event with which it shares most reports; each id goes to one only.</summary>
    private List<Event> Named(ImmutableArray<Event> events, List<LiveEvent> live)
    {
        var ids = live.ToDictionary(one => one.Seq, one => one.Id);
        var owner = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (@event, report) in LiveRows.ReportsOf(store, live))
            owner[report] = ids[@event];
        OwnByWords(events, live, ids, owner);
        var claims = new List<(int Shared, string Id, int Index)>();
        for (var index = 0; index < events.Length; index++)
            foreach (
                var group in events[index]
                    .Reports.Where(owner.ContainsKey)
                    .GroupBy(report => owner[report], StringComparer.Ordinal)
            )
                claims.Add((group.Count(), group.Key, index));
        var given = new string?[events.Length];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var (_, id, index) in claims
                .OrderByDescending(claim => claim.Shared)
                .ThenBy(claim => claim.Id, StringComparer.Ordinal)
                .ThenBy(claim => claim.Index)
        )
            if (given[index] is null && taken.Add(id))
                given[index] = id;
        var replaced = ids.Values.ToHashSet(StringComparer.Ordinal);
        var held = Held([
            .. events.Where((@event, index) => given[index] is null && !IsUnheard(@event)).Select(@event => @event.Id),
        ]);
        return [.. events.Select((@event, index) => Rename(@event, given[index], taken, replaced, held))];
    }

    /// <summary>What all versions of an article have in common.</summary>
    private const string Story = "COALESCE((SELECT MIN(a.story) FROM articles a WHERE a.id = r.article), r.article)";

    /// <summary>
    /// Coding again, and a corrected article, give reports other ids: one that no event has held belongs to the event that
    /// held what its article, or a version of it, said of the same type, where there is one such.
    /// </summary>
    private void OwnByWords(
        ImmutableArray<Event> events,
        List<LiveEvent> live,
        Dictionary<long, string> ids,
        Dictionary<string, string> owner
    )
    {
        string[] strangers =
        [
            .. events
                .SelectMany(@event => @event.Reports)
                .Where(report => !owner.ContainsKey(report) && !fresh.ContainsKey(report)),
        ];
        if (strangers.Length == 0 || live.Count == 0)
            return;
        var held = live.Chunk(AtOnce)
            .SelectMany(some =>
                store.Connection.Query(
                    $"SELECT DISTINCT x.event, {Story}, r.type FROM event_reports x JOIN reports r ON r.id = x.report WHERE x.event IN ({string.Join(", ", some.Select(one => one.Seq))})",
                    row => (Event: ids[row.GetInt64(0)], Said: (row.GetString(1), row.Text(2)))
                )
            )
            .ToLookup(row => row.Said, row => row.Event);
        foreach (var some in strangers.Chunk(AtOnce))
        foreach (
            var (report, said) in store.Connection.Query(
                $"SELECT r.id, {Story}, r.type FROM reports r WHERE {store.Dialect.In("r.id", "@ids")}",
                row => (row.GetString(0), (row.GetString(1), row.Text(2))),
                ("ids", store.Dialect.List(some))
            )
        )
            if (held[said].Distinct(StringComparer.Ordinal).ToArray() is [var only])
                owner[report] = only;
    }

    /// <summary>A new event's own id may be held by another that has outgrown it: then it takes its next smallest report.</summary>
    private Event Rename(
        Event @event,
        string? kept,
        HashSet<string> taken,
        HashSet<string> replaced,
        HashSet<string> held
    )
    {
        if (kept is not null)
            return kept == @event.Id ? @event : @event with { Id = kept };
        var id =
            @event
                .Reports.Select(Ids.OfEvent)
                .Prepend(@event.Id)
                .FirstOrDefault(id =>
                    !taken.Contains(id)
                    && (replaced.Contains(id) || !(id == @event.Id ? held.Contains(id) : Held([id]).Count > 0))
                )
            ?? @event.Id + "-2";
        taken.Add(id);
        return id == @event.Id ? @event : @event with { Id = id };
    }

    /// <summary>Those of these ids that an event which stands has.</summary>
    private HashSet<string> Held(string[] ids) =>
        ids.Chunk(AtOnce)
            .SelectMany(some =>
                store.Connection.Query(
                    $"SELECT id FROM events WHERE {store.Dialect.In("id", "@ids")} AND retired_at IS NULL",
                    row => row.GetString(0),
                    ("ids", store.Dialect.List(some))
                )
            )
            .ToHashSet(StringComparer.Ordinal);
}
