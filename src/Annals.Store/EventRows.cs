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
            foreach (var row in gone)
                rollups.Add(row, -1);
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

    /// <summary>Retires what is to be; what those events were, as far as it is counted.</summary>
    private List<EventRow> Gone()
    {
        var rows = new List<EventRow>(retired.Count);
        foreach (var some in retired.Chunk(RetiredAtOnce))
        {
            var gone = store.Connection.Query(
                $"""
                UPDATE events SET retired_at = @now WHERE {store.Dialect.In("seq", "@seqs")} AND retired_at IS NULL
                RETURNING seq, id, type, status, counted, at, country, admin1, admin2, place, lat, lon, killed_low, killed_best, killed_high
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
                ("now", now),
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
                    ("events", store.Dialect.List(gone.Select(one => one.Seq)))
                )
                .ToLookup(one => one.Event, one => one.Actor);
            rows.AddRange(gone.Select(one => one.Row with { Actors = [.. actors[one.Seq]] }));
        }
        retired.Clear();
        return rows;
    }

    private Sink[] Sinks => [events, bodies, reports, actors];
}
