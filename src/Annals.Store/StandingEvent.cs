namespace Annals.Store;

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
