using System.Collections.Immutable;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>An event as it stands.</summary>
internal sealed record LiveEvent(long Seq, string Id, string Digest);

/// <summary>Some groups, and the events that stand in the place of theirs.</summary>
internal sealed record Regrouped(Regroupment Groups, List<LiveEvent> Live);

/// <summary>
/// Links around articles that have changed, and finds which events that touches. It only reads: what it asks for are
/// reports, where they can be met, and events as they stood before, so that it may do so on a connection of its own while
/// what it has found is written.
/// </summary>
internal sealed class Regrouping : IDisposable
{
    private const int AtOnce = 400;

    private readonly RecordStore store;
    private readonly IReadOnlyDictionary<string, FreshArticle> added;
    private readonly IReadOnlyDictionary<string, Report> fresh;
    private readonly Near near;
    private readonly Surroundings search;
    private readonly string[] articles;
    private readonly HashSet<string> touched;
    private readonly HashSet<string> reached = new(StringComparer.Ordinal);
    private readonly HashSet<long> met = [];

    /// <param name="store">What is read from.</param>
    /// <param name="linker">Links.</param>
    /// <param name="articles">Those that have changed.</param>
    /// <param name="added">Those of them that were stored just now.</param>
    /// <param name="fresh">Their reports: no event holds any of them.</param>
    /// <param name="families">Which articles are one text.</param>
    public Regrouping(
        RecordStore store,
        Linker linker,
        IEnumerable<string> articles,
        IReadOnlyDictionary<string, FreshArticle> added,
        IReadOnlyDictionary<string, Report> fresh,
        TextFamilies families
    )
    {
        (this.store, this.added, this.fresh) = (store, added, fresh);
        this.articles = [.. articles];
        var reviews = new Reviews(store);
        near = new Near(store, reviews, added, families);
        search = linker.Around(near.Around, reviews.Bonds());
        touched = Touched([.. this.articles.Where(id => !added.ContainsKey(id))]);
        foreach (var article in this.articles)
            touched.UnionWith(HappeningsOf(article));
        search.Begin(near.Load(this.articles));
        Sightings = search.FoundOf(this.articles.ToHashSet(StringComparer.Ordinal));
    }

    public void Dispose() => near.Dispose();

    /// <summary>Those of the articles.</summary>
    public Found Sightings { get; }

    /// <summary>
    /// The events of the articles, and of all reports whose events these take the place of, some articles at a time: those
    /// of one country and time together, since their rows lie together. What is left has no report in common with them,
    /// neither as it stood nor as it will stand, so nothing else has changed; and no two pieces have any.
    /// </summary>
    /// <param name="first">Reports of the first piece; each further one may have twice as many.</param>
    /// <param name="most">Reports of a piece.</param>
    public IEnumerable<Regrouped> Pieces(int first, int most)
    {
        // What was linked before comes first, with all that its events hold.
        var ordered = new HashSet<string>(Ordered().SelectMany(HappeningsOf), StringComparer.Ordinal);
        string[] all = [.. touched.Where(report => !ordered.Contains(report)), .. ordered];
        var size = first;
        for (var begin = 0; begin < all.Length; begin += size, size = (int)Math.Min(2L * size, most))
        {
            var live = Reach(all[begin..(int)Math.Min((long)begin + size, all.Length)]);
            yield return new Regrouped(search.Take(), live);
        }
    }

    private IEnumerable<string> Ordered()
    {
        var at = Sightings
            .Places.GroupBy(one => one.Article, one => one.At, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return articles
            .OrderBy(id => at.GetValueOrDefault(id)?.Country, StringComparer.Ordinal)
            .ThenBy(id => at.GetValueOrDefault(id)?.First);
    }

    private IEnumerable<string> HappeningsOf(string article) =>
        added.TryGetValue(article, out var one) ? one.Reports.OfType<Happening>().Select(report => report.Id) : [];

    /// <summary>Follows these reports, and the rest of every event that holds what is met on the way; those events.</summary>
    private List<LiveEvent> Reach(IReadOnlyCollection<string> some)
    {
        var live = new List<LiveEvent>();
        IReadOnlyCollection<string> next = [.. some.Where(report => !reached.Contains(report))];
        while (next.Count > 0)
        {
            var found = search.Reach(next, near.Load(ArticlesOf(next)));
            reached.UnionWith(found);
            var more = Holding([.. found.Concat(next).Distinct(StringComparer.Ordinal)])
                .FindAll(one => met.Add(one.Seq));
            live.AddRange(more);
            next =
            [
                .. LiveRows
                    .ReportsOf(store, more)
                    .Select(row => row.Report)
                    .Where(report => !reached.Contains(report))
                    .Distinct(StringComparer.Ordinal),
            ];
        }
        live.Sort((a, b) => a.Seq.CompareTo(b.Seq));
        return live;
    }

    /// <summary>What these articles say, and the rest of the events that hold any of it.</summary>
    private HashSet<string> Touched(string[] known)
    {
        var touched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in known.Chunk(AtOnce))
            touched.UnionWith(
                store.Connection.Query(
                    $"""
                    SELECT r.id FROM reports r WHERE {store.Dialect.In(
                        "r.article",
                        "@articles"
                    )} AND r.kind = 'happening' AND r.retired_at IS NULL
                    UNION
                    SELECT y.report FROM reports r CROSS JOIN event_reports x CROSS JOIN events e CROSS JOIN event_reports y
                    WHERE {store.Dialect.In(
                        "r.article",
                        "@articles"
                    )} AND x.report = r.id AND e.seq = x.event AND e.retired_at IS NULL AND y.event = e.seq
                    """,
                    row => row.GetString(0),
                    ("articles", store.Dialect.List(some))
                )
            );
        return touched;
    }

    private IEnumerable<string> ArticlesOf(IEnumerable<string> reports) =>
        reports
            .Where(report => !fresh.ContainsKey(report))
            .Chunk(AtOnce)
            .SelectMany(some =>
                store.Connection.Query(
                    $"SELECT DISTINCT article FROM reports WHERE {store.Dialect.In("id", "@ids")} AND retired_at IS NULL",
                    row => row.GetString(0),
                    ("ids", store.Dialect.List(some))
                )
            );

    /// <summary>Events that stand and hold any of these reports.</summary>
    private List<LiveEvent> Holding(string[] reports) =>
        [
            .. reports
                .Where(report => !fresh.ContainsKey(report))
                .Chunk(AtOnce)
                .SelectMany(some =>
                    LiveRows.Of(
                        store,
                        $"WHERE retired_at IS NULL AND seq IN (SELECT event FROM event_reports WHERE {store.Dialect.In("report", "@ids")})",
                        ("ids", store.Dialect.List(some))
                    )
                )
                .DistinctBy(one => one.Seq)
                .OrderBy(one => one.Seq),
        ];
}

/// <summary>Events that stand, as rows.</summary>
internal static class LiveRows
{
    private const int AtOnce = 400;

    public static List<LiveEvent> Of(
        RecordStore store,
        string where,
        params ReadOnlySpan<(string Name, object? Value)> values
    ) =>
        store.Connection.Query(
            $"SELECT seq, id, digest FROM events {where}",
            row => new LiveEvent(row.GetInt64(0), row.GetString(1), row.GetString(2)),
            values
        );

    public static IEnumerable<(long Event, string Report)> ReportsOf(RecordStore store, IEnumerable<LiveEvent> live) =>
        live.Chunk(AtOnce)
            .SelectMany(some =>
                store.Connection.Query(
                    $"SELECT event, report FROM event_reports WHERE event IN ({string.Join(", ", some.Select(one => one.Seq))})",
                    row => (row.GetInt64(0), row.GetString(1))
                )
            );
}
