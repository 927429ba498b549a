using System.Collections.Immutable;
using System.Globalization;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>An event that is to be written, as its rows hold it.</summary>
/// <param name="Event">The event.</param>
/// <param name="Row">What its row holds.</param>
/// <param name="Body">As it is kept.</param>
/// <param name="Digest">Of that.</param>
/// <param name="Version">One more than the last of its id.</param>
internal sealed record NextVersion(Event Event, EventRow Row, Utf8Text Body, string Digest, int Version);

/// <summary>What is to be written of some events, and those that they take the place of.</summary>
/// <param name="Changed">Events that are new or have changed.</param>
/// <param name="Retired">Events that stand, and are to stand no longer.</param>
/// <param name="Gone">How many of those have no next version.</param>
internal sealed record Renewed(NextVersion[] Changed, StandingEvent[] Retired, int Gone)
{
    /// <summary>Events that are new, have changed or are gone.</summary>
    public int Count => Changed.Length + Gone;
}

/// <summary>
/// Gives events their ids and versions. It only reads, and only of events that stand with reports of theirs, so that it may
/// do so on a connection of its own while other events are written.
/// </summary>
/// <param name="store">What is read from.</param>
/// <param name="fresh">Reports that were stored just now: no event holds any of them.</param>
internal sealed class Renewal(RecordStore store, IReadOnlyDictionary<string, Report> fresh)
{
    private const int AtOnce = 400;

    private readonly Lazy<Reviews> reviews = new(() => new Reviews(store));

    /// <summary>What is to be written for the events of some groups.</summary>
    public Renewed Of(Regrouped one) => Of(one.Groups.Events(ids => Near.Again(store, reviews.Value, ids)), one.Live);

    /// <summary>What is to be written for these events to stand in the place of those that do.</summary>
    public Renewed Of(ImmutableArray<Event> events, List<LiveEvent> live)
    {
        // Stores of before may have two of one id: both give way.
        var byId = live.ToLookup(one => one.Id, StringComparer.Ordinal);
        var named = Named(events, live);
        var made = new NextVersion?[named.Count];
        Parallel.For(
            0,
            made.Length,
            index => made[index] = Changed(named[index], byId, named[index].Reports.Any(fresh.ContainsKey))
        );
        NextVersion[] changed = [.. made.OfType<NextVersion>()];
        var versions = VersionsOf([.. changed.Where(one => !IsUnheard(one.Event)).Select(one => one.Row.Id)]);
        var kept = named.Select(@event => @event.Id).ToHashSet(StringComparer.Ordinal);
        LiveEvent[] gone = [.. live.Where(one => !kept.Contains(one.Id))];
        var retired = changed.SelectMany(one => byId[one.Row.Id]).Concat(gone).Select(one => one.Seq);
        return new Renewed(
            [.. changed.Select(one => one with { Version = versions.GetValueOrDefault(one.Row.Id) + 1 })],
            [.. StandingEvent.Of(store, retired)],
            gone.Length
        );
    }

    /// <summary>All its reports were stored just now: no event has had its id.</summary>
    private bool IsUnheard(Event @event) => @event.Reports.All(fresh.ContainsKey);

    /// <summary>Null where it stands so already, which it cannot where a report of it is new.</summary>
    private static NextVersion? Changed(Event @event, ILookup<string, LiveEvent> live, bool isNew)
    {
        var body = Json.PackUtf8(@event);
        var digest = Ids.Digest(body);
        var before = !isNew && live[@event.Id].ToArray() is [var only] ? only.Digest : null;
        // Stores of before had the digest of all keys.
        return before is not null && (before == digest || before == Ids.Digest(Json.Write(@event)))
            ? null
            : new NextVersion(@event, EventRow.Of(@event), new Utf8Text(body), digest, 0);
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

    /// <summary>
    /// A new event's own id may be held by another that has outgrown it: then it takes its next smallest report, and where all
    /// of those are held its own with a number behind it.
    /// </summary>
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
        var id = IdsFor(@event)
            .First(id =>
                !taken.Contains(id)
                && (replaced.Contains(id) || !(id == @event.Id ? held.Contains(id) : Held([id]).Count > 0))
            );
        taken.Add(id);
        return id == @event.Id ? @event : @event with { Id = id };
    }

    /// <summary>Those that it could have, without end: no other event has a report, and so an id, of them.</summary>
    private static IEnumerable<string> IdsFor(Event @event)
    {
        yield return @event.Id;
        foreach (var report in @event.Reports)
            yield return Ids.OfEvent(report);
        for (var number = 2; ; number++)
            yield return string.Create(CultureInfo.InvariantCulture, $"{@event.Id}-{number}");
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
