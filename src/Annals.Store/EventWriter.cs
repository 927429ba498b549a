using System.Collections.Immutable;
using System.Globalization;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// Keeps the events up with the reports. An event that has changed gets a new version, the one before is retired; an
/// event keeps the id that it was first given for as long as most of its reports stay together.
/// </summary>
internal sealed class EventWriter(RecordStore store, Linker linker)
{
    private readonly RecordReader reader = new(store);

    /// <summary>The number of events that are new, have changed or are gone. Nothing to link costs one question.</summary>
    public int Relink()
    {
        if (store.Read(() => store.Connection.Value("SELECT 1 FROM reports WHERE linked = 0 LIMIT 1")) is null)
            return 0;
        var changed = 0;
        store.Transaction(() =>
        {
            var reports = reader.LiveReports("happening");
            var articles = reader.LiveArticles();
            changed = Replace(linker.Link(reports, articles));
            store.Connection.Execute("UPDATE reports SET linked = 1 WHERE linked = 0");
        });
        return changed;
    }

    private int Replace(ImmutableArray<Event> events)
    {
        var live = store.Connection.Query(
            "SELECT seq, id, version, digest FROM events WHERE retired_at IS NULL",
            row => new Live(row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetString(3))
        );
        var byId = live.ToDictionary(one => one.Id, StringComparer.Ordinal);
        var named = Named(events);
        var now = store.Now;
        var changed = 0;
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var @event in named)
        {
            kept.Add(@event.Id);
            var body = Json.Write(@event);
            var digest = Ids.Digest(body);
            var before = byId.GetValueOrDefault(@event.Id);
            if (before?.Digest == digest)
                continue;
            if (before is not null)
                Retire(before, now);
            Add(@event, body, digest, now);
            changed++;
        }
        foreach (var gone in live.Where(one => !kept.Contains(one.Id)))
        {
            Retire(gone, now);
            changed++;
        }
        return changed;
    }

    private sealed record Live(long Seq, string Id, int Version, string Digest);

    /// <summary>Each event takes over the id of the live event with which it shares most reports; each id goes to one only.</summary>
    private List<Event> Named(ImmutableArray<Event> events)
    {
        var owner = store
            .Connection.Query(
                "SELECT r.report, e.id FROM event_reports r JOIN events e ON e.seq = r.event WHERE e.retired_at IS NULL",
                row => (Report: row.GetString(0), Event: row.GetString(1))
            )
            .ToDictionary(row => row.Report, row => row.Event, StringComparer.Ordinal);
        var claims = new List<(int Shared, string Id, int Index)>();
        for (var index = 0; index < events.Length; index++)
            foreach (
                var group in events[index]
                    .Reports.Where(owner.ContainsKey)
                    .GroupBy(report => owner[report], StringComparer.Ordinal)
            )
                claims.Add((group.Count(), group.Key, index));
        var ids = new string?[events.Length];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var (_, id, index) in claims
                .OrderByDescending(claim => claim.Shared)
                .ThenBy(claim => claim.Id, StringComparer.Ordinal)
                .ThenBy(claim => claim.Index)
        )
            if (ids[index] is null && taken.Add(id))
                ids[index] = id;
        return [.. events.Select((@event, index) => Rename(@event, ids[index], taken))];
    }

    /// <summary>A new event's own id may be held by another that has outgrown it: then it takes its next smallest report.</summary>
    private static Event Rename(Event @event, string? kept, HashSet<string> taken)
    {
        if (kept is not null)
            return kept == @event.Id ? @event : @event with { Id = kept };
        var id =
            @event.Reports.Select(Ids.OfEvent).Prepend(@event.Id).FirstOrDefault(id => !taken.Contains(id))
            ?? @event.Id + "-2";
        taken.Add(id);
        return @event with { Id = id };
    }

    private void Retire(Live @event, string now) =>
        store.Connection.Execute(
            "UPDATE events SET retired_at = @now WHERE seq = @seq",
            ("now", now),
            ("seq", @event.Seq)
        );

    private void Add(Event @event, string body, string digest, string now)
    {
        var killed = @event.Harm.FirstOrDefault(harm => harm.Effect == Effect.Killed);
        var version = Convert.ToInt32(
            store.Connection.Value("SELECT COALESCE(MAX(version), 0) FROM events WHERE id = @id", ("id", @event.Id)),
            CultureInfo.InvariantCulture
        );
        var seq = Convert.ToInt64(
            store.Connection.Value(
                """
                INSERT INTO events (id, version, digest, type, status, counted, at, day_from, day_to, country, admin1, admin2, place, geonames, lat, lon,
                                    killed_low, killed_best, killed_high, body, learnt)
                VALUES (@id, @version, @digest, @type, @status, @counted, @at, @day_from, @day_to, @country, @admin1, @admin2, @place, @geonames, @lat, @lon,
                        @killed_low, @killed_best, @killed_high, @body, @learnt)
                RETURNING seq
                """,
                ("id", @event.Id),
                ("version", version + 1),
                ("digest", digest),
                ("type", @event.Type),
                ("status", Answers.Words.Of(@event.Status)),
                ("counted", Counted(@event) ? 1 : 0),
                ("at", Moment.Text(@event.Time?.From) ?? ""),
                ("day_from", Moment.Text(@event.Time?.From)),
                ("day_to", Moment.Text(@event.Time?.To)),
                ("country", @event.Place?.Country),
                ("admin1", @event.Place?.Admin1),
                ("admin2", @event.Place?.Admin2),
                ("place", @event.Place?.Name),
                ("geonames", @event.Place?.Geonames),
                ("lat", @event.Place?.Lat),
                ("lon", @event.Place?.Lon),
                ("killed_low", killed?.Low),
                ("killed_best", killed?.Best),
                ("killed_high", killed?.High),
                ("body", body),
                ("learnt", now)
            ),
            CultureInfo.InvariantCulture
        );
        foreach (var report in @event.Reports)
            store.Connection.Execute(
                "INSERT INTO event_reports (event, report) VALUES (@event, @report)",
                ("event", seq),
                ("report", report)
            );
        foreach (var actor in @event.Actors)
            store.Connection.Execute(
                "INSERT INTO event_actors (event, role, actor, name) VALUES (@event, @role, @actor, @name)",
                ("event", seq),
                ("role", Answers.Words.Kebab(actor.Role.ToString())),
                ("actor", actor.Id),
                ("name", actor.Name)
            );
    }

    /// <summary>Happened, as far as anyone says: what was denied, threatened, planned or negated is kept and never counted.</summary>
    private static bool Counted(Event @event) =>
        !@event.Negated && @event.Status is (Status.Reported or Status.Claimed or Status.Alleged or Status.Confirmed);
}
