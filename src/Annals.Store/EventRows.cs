using System.Globalization;
using Annals.Record;

namespace Annals.Store;

/// <summary>Writes versions of events as rows, and keeps the rollups with them. Within a transaction.</summary>
internal sealed class EventRows(RecordStore store) : IDisposable
{
    private readonly Rollups rollups = new(store);
    private readonly Statement version = new(
        store.Connection,
        "SELECT COALESCE(MAX(version), 0) FROM events WHERE id = @id",
        "id"
    );
    private readonly Statement addEvent = new(
        store.Connection,
        $"INSERT INTO events ({string.Join(", ", EventColumns)}) VALUES ({string.Join(", ", EventColumns.Select(column => "@" + column))}) RETURNING seq",
        EventColumns
    );
    private readonly Statement addBody = new(
        store.Connection,
        "INSERT INTO event_bodies (event, body) VALUES (@event, @body)",
        "event",
        "body"
    );
    private readonly Statement addReport = new(
        store.Connection,
        "INSERT INTO event_reports (event, report) VALUES (@event, @report)",
        "event",
        "report"
    );
    private readonly Statement addActor = new(
        store.Connection,
        "INSERT INTO event_actors (event, role, actor, name, at, once) VALUES (@event, @role, @actor, @name, @at, @once)",
        "event",
        "role",
        "actor",
        "name",
        "at",
        "once"
    );
    private readonly Statement retire = new(
        store.Connection,
        "UPDATE events SET retired_at = @now WHERE seq = @seq AND retired_at IS NULL",
        "now",
        "seq"
    );
    private readonly Statement body = new(
        store.Connection,
        "SELECT body FROM event_bodies WHERE event = @event",
        "event"
    );

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

    public void Add(Event @event, string json, string digest, string now)
    {
        var row = EventRow.Of(@event);
        var before = Convert.ToInt32(version.Value(@event.Id), CultureInfo.InvariantCulture);
        var seq = Convert.ToInt64(addEvent.Value(Values(row, before + 1, digest, now)), CultureInfo.InvariantCulture);
        addBody.Run(seq, json);
        foreach (var report in @event.Reports)
            addReport.Run(seq, report);
        foreach (var actor in row.Actors)
            addActor.Run(seq, actor.Role, actor.Actor, actor.Name, row.At, actor.Once ? 1 : 0);
        rollups.Add(row, 1);
    }

    public void Retire(long seq, string now)
    {
        if (retire.Run(now, seq) > 0 && body.Value(seq) is string json)
            rollups.Add(EventRow.Of(Json.ReadEvent(json)), -1);
    }

    public void Dispose()
    {
        rollups.Dispose();
        foreach (var statement in (Statement[])[version, addEvent, addBody, addReport, addActor, retire, body])
            statement.Dispose();
    }
}
