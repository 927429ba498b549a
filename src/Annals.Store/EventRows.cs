using System.Globalization;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// Writes versions of events as rows, and keeps the rollups with them. Within a transaction; what is added stands in the
/// tables when it has been written. What is to be added to the rollups is summed up by another thread meanwhile.
/// </summary>
/// <param name="store">Where the events are.</param>
/// <param name="now">When this was learnt.</param>
internal sealed class EventRows(RecordStore store, string now)
{
    private readonly Rollups rollups = new(store);
    private readonly List<long> retired = [];
    private readonly List<EventRow> counted = [];
    private readonly Numbers numbers = new(store, "events");
    private readonly Sink events = new("events", ["seq", .. EventColumns]);
    private readonly Sink bodies = new("event_bodies", ["event", "body"]);
    private readonly Sink reports = new("event_reports", ["event", "report"]);
    private readonly Sink actors = new("event_actors", ["event", "role", "actor", "name", "at", "once"]);

    private const int RetiredAtOnce = 400;

    internal static readonly string[] EventColumns =
    [
        "id",
        "version",
        "digest",
        "type",
        "status",
        "counted",
        "at",
        "day_from",
        "day_to",
        "lasts",
        "country",
        "admin1",
        "admin2",
        "place",
        "geonames",
        "lat",
        "lon",
        "cell",
        "killed_low",
        "killed_best",
        "killed_high",
        "dead",
        "sources",
        "confidence",
        "learnt",
    ];

    /// <summary>The values of <see cref="EventColumns"/>.</summary>
    internal static object?[] Values(EventRow row, int version, string digest, string learnt) =>
        [
            row.Id,
            version,
            digest,
            row.Type,
            row.Status,
            row.Counted ? 1 : 0,
            row.At,
            row.DayFrom,
            row.DayTo,
            row.Lasts,
            row.Country,
            row.Admin1,
            row.Admin2,
            row.Place,
            row.Geonames,
            row.Lat,
            row.Lon,
            row.Cell,
            row.KilledLow,
            row.KilledBest,
            row.KilledHigh,
            row.Dead,
            row.Sources,
            row.Confidence,
            learnt,
        ];

    /// <param name="row">The event.</param>
    /// <param name="reports">Its reports.</param>
    /// <param name="json">The event as it is kept.</param>
    /// <param name="digest">Of that.</param>
    /// <param name="version">One more than the last of its id.</param>
    public void Add(EventRow row, IEnumerable<string> reports, string json, string digest, int version)
    {
        var seq = numbers.Next();
        events.Add([seq, .. Values(row, version, digest, now)]);
        bodies.Add(seq, json);
        foreach (var report in reports)
            this.reports.Add(seq, report);
        foreach (var actor in row.Actors)
            actors.Add(seq, actor.Role, actor.Actor, actor.Name, row.At, actor.Once ? 1 : 0);
        counted.Add(row);
    }

    public void Retire(long seq) => retired.Add(seq);

    /// <summary>
    /// All that was added and retired. A table is written after the other: together, the pages that they change are more
    /// than the database keeps in memory.
    /// </summary>
    public void Write()
    {
        var gone = Gone();
        var summing = Task.Run(() =>
        {
            foreach (var body in gone)
                rollups.Add(EventRow.Of(Json.ReadEvent(body)), -1);
            foreach (var row in counted)
                rollups.Add(row, 1);
            rollups.Settle();
        });
        try
        {
            foreach (var sink in Sinks)
                sink.Write(store.Connection);
        }
        finally
        {
            summing.GetAwaiter().GetResult();
        }
        counted.Clear();
        rollups.Write();
        numbers.Forget();
    }

    /// <summary>Retires what is to be; what those events were.</summary>
    private List<string> Gone()
    {
        var bodies = new List<string>(retired.Count);
        foreach (var some in retired.Chunk(RetiredAtOnce))
        {
            var gone = store.Connection.Query(
                $"UPDATE events SET retired_at = @now WHERE {store.Dialect.In("seq", "@seqs")} AND retired_at IS NULL RETURNING seq",
                row => row.GetInt64(0),
                ("now", now),
                ("seqs", store.Dialect.List(some))
            );
            bodies.AddRange(
                store.Connection.Query(
                    $"SELECT body FROM event_bodies WHERE {store.Dialect.In("event", "@events")}",
                    row => row.GetString(0),
                    ("events", store.Dialect.List(gone))
                )
            );
        }
        retired.Clear();
        return bodies;
    }

    private Sink[] Sinks => [events, bodies, reports, actors];
}
