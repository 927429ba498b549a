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
    private readonly List<StandingEvent> retired = [];
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
    public void Add(EventRow row, IEnumerable<string> reports, Utf8Text json, string digest, int version)
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

    public void Retire(StandingEvent one) => retired.Add(one);

    /// <summary>
    /// All that was added and retired. A table is written after the other: together, the pages that they change are more
    /// than the database keeps in memory.
    /// </summary>
    public void Write()
    {
        var summing = Task.Run(() =>
        {
            foreach (var one in retired)
                rollups.Add(one.Row, -1);
            foreach (var row in counted)
                rollups.Add(row, 1);
            rollups.Settle();
        });
        try
        {
            foreach (var some in retired.Chunk(RetiredAtOnce))
                store.Connection.Execute(
                    $"UPDATE events SET retired_at = @now WHERE {store.Dialect.In("seq", "@seqs")}",
                    ("now", now),
                    ("seqs", store.Dialect.List(some.Select(one => one.Seq)))
                );
            // As they lie in the index that is asked for them: a page of it is changed once.
            reports.Rows.Sort((a, b) => string.CompareOrdinal((string)a[1]!, (string)b[1]!));
            actors.Rows.Sort(ByActor);
            foreach (var sink in Sinks)
                sink.Write(store.Connection);
        }
        finally
        {
            summing.GetAwaiter().GetResult();
        }
        retired.Clear();
        counted.Clear();
        rollups.Write();
        numbers.Forget();
    }

    private static int ByActor(object?[] a, object?[] b)
    {
        var order = string.CompareOrdinal((string?)a[2], (string?)b[2]);
        if (order == 0)
            order = string.CompareOrdinal((string)a[3]!, (string)b[3]!);
        return order == 0 ? ((long)a[0]!).CompareTo((long)b[0]!) : order;
    }

    private Sink[] Sinks => [events, bodies, reports, actors];
}
