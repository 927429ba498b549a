using Annals.Answers;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>One row an event: what fits into cells. Ranges are three columns; an unknown value is an empty cell.</summary>
internal static class FlatCsv
{
    private static readonly string[] Columns =
    [
        "id",
        "type",
        "status",
        "negated",
        "from",
        "to",
        "time_precision",
        "place",
        "admin2",
        "admin1",
        "country",
        "lat",
        "lon",
        "place_precision",
        "geonames",
        "perpetrators",
        "participants",
        "targets",
        "victims",
        "killed_low",
        "killed_best",
        "killed_high",
        "injured_low",
        "injured_best",
        "injured_high",
        "abducted_best",
        "displaced_best",
        "articles",
        "independent",
        "outlets",
        "disagreements",
        "confidence",
        "reports",
    ];

    public static void Write(IEnumerable<Event> events, TextWriter output, ExportLosses losses)
    {
        Csv.Write(output, Columns);
        foreach (var @event in events)
        {
            Csv.Write(output, Row(@event));
            losses.Wrote();
            if (@event.Merges.Length > 0)
                losses.Lose(@event.Id, "the reasons of its merges");
        }
    }

    private static IEnumerable<object?> Row(Event @event)
    {
        var (killed, injured) = (Export.Harm(@event, Effect.Killed), Export.Harm(@event, Effect.Injured));
        return
        [
            @event.Id,
            @event.Type,
            Words.Of(@event.Status),
            @event.Negated ? "true" : "false",
            @event.Time?.From,
            @event.Time?.To,
            @event.Time is { } time ? Words.Kebab(time.Precision.ToString()) : null,
            @event.Place?.Name,
            @event.Place?.Admin2,
            @event.Place?.Admin1,
            @event.Place?.Country,
            @event.Place?.Lat,
            @event.Place?.Lon,
            @event.Place?.Precision is { } precision ? Words.Kebab(precision.ToString()) : null,
            @event.Place?.Geonames,
            Names(@event, ActorRole.Perpetrator),
            Names(@event, ActorRole.Participant),
            Names(@event, ActorRole.Target),
            Names(@event, ActorRole.Victim),
            killed?.Low,
            killed?.Best,
            killed?.High,
            injured?.Low,
            injured?.Best,
            injured?.High,
            Export.Harm(@event, Effect.Abducted)?.Best,
            Export.Harm(@event, Effect.Displaced)?.Best,
            @event.Articles,
            @event.Independent,
            @event.Outlets is { } outlets ? string.Join("; ", outlets) : null,
            string.Join("; ", @event.Disagreements.Select(one => one.Field)),
            @event.Confidence,
            string.Join(" ", @event.Reports),
        ];
    }

    internal static string Names(Event @event, ActorRole role) =>
        string.Join("; ", @event.Actors.Where(actor => actor.Role == role).Select(actor => actor.Name));
}
