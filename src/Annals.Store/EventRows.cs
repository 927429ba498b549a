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
        StandingEvent[] gone = [.. retired];
        var summing = Task.Run(() =>
        {
            foreach (var one in gone)
                rollups.Add(one.Row, -1);
            foreach (var row in counted)
                rollups.Add(row, 1);
            rollups.Settle();
        });
        try
        {
            foreach (var some in gone.Chunk(RetiredAtOnce))
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

/// <summary>An event that stands, as far as it is counted.</summary>
internal sealed record StandingEvent(long Seq, EventRow Row)
{
    private const int AtOnce = 400;

    /// <summary>The events of these numbers that stand.</summary>
    public static IEnumerable<StandingEvent> Of(RecordStore store, IEnumerable<long> seqs)
    {
        foreach (var some in seqs.Chunk(AtOnce))
        {
            var rows = store.Connection.Query(
                $"""
                SELECT seq, id, type, status, counted, at, country, admin1, admin2, place, lat, lon, killed_low, killed_best, killed_high
                FROM events WHERE {store.Dialect.In("seq", "@seqs")} AND retired_at IS NULL
                """,
                row =>
                    (
                        Seq: row.GetInt64(0),
                        Row: new EventRow
                        {
                            Id = row.GetString(1),
                            Type = row.GetString(2),
                            Status = row.GetString(3),
                            Counted = row.GetInt32(4) != 0,
                            At = row.GetString(5),
                            Country = row.Text(6),
                            Admin1 = row.Text(7),
                            Admin2 = row.Text(8),
                            Place = row.Text(9),
                            Lat = row.Number(10),
                            Lon = row.Number(11),
                            KilledLow = row.Number(12),
                            KilledBest = row.Number(13),
                            KilledHigh = row.Number(14),
                        }
                    ),
                ("seqs", store.Dialect.List(some))
            );
            var actors = store
                .Connection.Query(
                    $"SELECT event, role, actor, name, once FROM event_actors WHERE {store.Dialect.In("event", "@events")}",
                    row =>
                        (
                            Event: row.GetInt64(0),
                            Actor: new EventRowActor(
                                row.GetString(1),
                                row.Text(2),
                                row.GetString(3),
                                row.GetInt32(4) != 0
                            )
                        ),
                    ("events", store.Dialect.List(some))
                )
                .ToLookup(one => one.Event, one => one.Actor);
            foreach (var (seq, row) in rows)
                yield return new StandingEvent(seq, row with { Actors = [.. actors[seq]] });
        }
    }
}
