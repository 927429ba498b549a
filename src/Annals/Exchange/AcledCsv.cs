using Annals.Answers;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>
/// ACLED's columns, in the order of its codebook: one row a day, fatalities as the lowest credible figure divided over
/// the days. What ACLED does not record is left out and counted: no code, a place known by its country only, a time
/// coarser than a month, and all that nobody says to have happened.
/// </summary>
internal sealed class AcledCsv
{
    private static readonly string[] Columns =
    [
        "event_id_cnty",
        "event_date",
        "year",
        "time_precision",
        "disorder_type",
        "event_type",
        "sub_event_type",
        "actor1",
        "assoc_actor_1",
        "inter1",
        "actor2",
        "assoc_actor_2",
        "inter2",
        "interaction",
        "civilian_targeting",
        "iso",
        "region",
        "country",
        "admin1",
        "admin2",
        "admin3",
        "location",
        "latitude",
        "longitude",
        "geo_precision",
        "source",
        "source_scale",
        "notes",
        "fatalities",
        "tags",
        "timestamp",
    ];

    private const int MostDays = 31;
    private readonly Dictionary<string, string> disorders = new(StringComparer.Ordinal);
    private readonly Dictionary<ActorType, string> inters = [];
    private readonly CountryNames countries;

    private AcledCsv(KnowledgeFolder knowledge)
    {
        foreach (var row in knowledge.Table("exchange", "acled-events.tsv").Rows)
            disorders.Add(row.Required("sub_event_type"), row.Required("disorder_type"));
        foreach (var row in knowledge.Table("exchange", "acled-actors.tsv").Rows)
            inters.Add(row.Choice<ActorType>("type"), row.Required("inter"));
        countries = CountryNames.Load(knowledge);
    }

    public static AcledCsv Load(KnowledgeFolder knowledge) => new(knowledge);

    public void Write(
        IEnumerable<Event> events,
        IReadOnlyDictionary<string, Said> said,
        TextWriter output,
        ExportLosses losses
    )
    {
        Csv.Write(output, Columns);
        foreach (var @event in events)
            if (WhyNot(@event) is { } why)
                losses.Leave(@event.Id, why);
            else
                WriteDays(@event, said, output, losses);
    }

    private static string? WhyNot(Event @event) =>
        !Export.Happened(@event) ? "not said to have happened"
        : @event.Codes?.Acled is null ? "ACLED records no such type"
        : @event.Time?.From is null || @event.Time.To is null ? "the time is not settled"
        : @event.Time.To.Value.DayNumber - @event.Time.From.Value.DayNumber > MostDays
            ? "the time is coarser than a month"
        : @event.Place?.Country is null ? "the place is not known"
        : @event.Place.Precision is PlacePrecision.Country or PlacePrecision.Region
            ? "the place is known by its country only"
        : null;

    private void WriteDays(Event @event, IReadOnlyDictionary<string, Said> said, TextWriter output, ExportLosses losses)
    {
        var (from, to) = (@event.Time!.From!.Value, @event.Time.To!.Value);
        var lasted = @event.Time.Precision == TimePrecision.Days;
        var days = lasted ? to.DayNumber - from.DayNumber + 1 : 1;
        var middle = from.AddDays((to.DayNumber - from.DayNumber) / 2);
        var killed = Export.Harm(@event, Effect.Killed);
        var dead = (int)(killed?.Low ?? killed?.Best ?? 0);
        if (killed is null)
            losses.Lose(@event.Id, "an unknown number of dead (written as 0)");
        else if (killed.Low != killed.High)
            losses.Lose(@event.Id, "the range of its dead");
        if (@event.Harm.Any(harm => harm.Effect != Effect.Killed))
            losses.Lose(@event.Id, "harm other than death");
        if (@event.Place!.Lat is null)
            losses.Lose(@event.Id, "a point");
        for (var day = 0; day < days; day++)
        {
            // The remainder goes to the first day.
            var share = dead / days + (day == 0 ? dead % days : 0);
            Csv.Write(output, Row(@event, lasted ? from.AddDays(day) : middle, share, said));
            losses.Wrote();
        }
    }

    private IEnumerable<object?> Row(Event @event, DateOnly day, int fatalities, IReadOnlyDictionary<string, Said> said)
    {
        var code = @event.Codes!.Acled!;
        var (one, other) = Sides(@event);
        var (inter1, inter2) = (Inter(one), Inter(other));
        return
        [
            @event.Id,
            day,
            day.Year,
            TimePrecisionOf(@event.Time!),
            disorders.GetValueOrDefault(code.SubEventType),
            code.EventType,
            code.SubEventType,
            one.FirstOrDefault()?.Name,
            string.Join("; ", one.Skip(1).Select(actor => actor.Name)),
            inter1,
            other.FirstOrDefault()?.Name,
            string.Join("; ", other.Skip(1).Select(actor => actor.Name)),
            inter2,
            inter1 is null ? null
            : inter2 is null ? $"{inter1} only"
            : $"{inter1}-{inter2}",
            code.EventType == "Violence against civilians" || (inter2 == "Civilians" && code.EventType != "Battles")
                ? "Civilian targeting"
                : null,
            countries.NumericOf(@event.Place!.Country),
            null,
            countries.NameOf(@event.Place.Country),
            @event.Place.Admin1,
            @event.Place.Admin2,
            null,
            @event.Place.Name,
            @event.Place.Lat is { } lat ? Math.Round(lat, 4) : null,
            @event.Place.Lon is { } lon ? Math.Round(lon, 4) : null,
            GeoPrecisionOf(@event.Place),
            @event.Outlets is { } outlets ? string.Join("; ", outlets) : null,
            null,
            @event
                .Reports.Select(report => said.GetValueOrDefault(report)?.Words)
                .FirstOrDefault(words => words is not null),
            fatalities,
            null,
            null,
        ];
    }

    /// <summary>Perpetrators against targets; of the participants of a clash the first against the rest.</summary>
    private static (EventActor[] One, EventActor[] Other) Sides(Event @event)
    {
        EventActor[] In(params ActorRole[] roles) => [.. @event.Actors.Where(actor => roles.Contains(actor.Role))];
        var (acting, targets, participants) = (
            In(ActorRole.Perpetrator),
            In(ActorRole.Target, ActorRole.Victim),
            In(ActorRole.Participant)
        );
        if (acting.Length == 0 && participants.Length > 0)
            return ([participants[0]], [.. participants.Skip(1), .. targets]);
        return (acting, [.. targets, .. participants]);
    }

    private string? Inter(EventActor[] side) =>
        side.Length == 0 ? null : inters.GetValueOrDefault(side[0].Type ?? ActorType.Unknown);

    private static int TimePrecisionOf(EventTime time) =>
        time.Precision <= TimePrecision.Days ? 1
        : time.Precision == TimePrecision.Week ? 2
        : 3;

    private static int GeoPrecisionOf(Place place) => PrecisionScales.Acled(place) ?? 1;
}
