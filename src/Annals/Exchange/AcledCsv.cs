using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
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
    private readonly Dictionary<ActorType, (string Label, int Number)> inters = [];
    private readonly ImmutableArray<(string[] Words, double Ours, double Theirs)> numberWords;
    private readonly CountryNames countries;

    /// <summary>Whom ACLED names by the country, what they are to whom being an associate's name: "Civilians (Mali)", with "Teachers" beside.</summary>
    private static readonly Dictionary<ActorType, string> Generic = new()
    {
        [ActorType.Civilians] = "Civilians",
        [ActorType.Protesters] = "Protesters",
        [ActorType.Rioters] = "Rioters",
    };

    private AcledCsv(KnowledgeFolder knowledge)
    {
        foreach (var row in knowledge.Table("exchange", "acled-events.tsv").Rows)
            disorders.Add(row.Required("sub_event_type"), row.Required("disorder_type"));
        foreach (var row in knowledge.Table("exchange", "acled-actors.tsv").Rows)
            inters.Add(
                row.Choice<ActorType>("type"),
                (row.Required("inter"), int.Parse(row.Required("number"), CultureInfo.InvariantCulture))
            );
        numberWords =
        [
            .. knowledge
                .Table("exchange", "acled-numbers.tsv")
                .Rows.Select(row =>
                    (
                        row.Required("words").Split('|'),
                        double.Parse(row.Required("ours"), CultureInfo.InvariantCulture),
                        double.Parse(row.Required("acled"), CultureInfo.InvariantCulture)
                    )
                ),
        ];
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
        var dead = (int)Dead(killed, said);
        if (killed is null)
            losses.Lose(@event.Id, "an unknown number of dead (written as 0)");
        else if (killed.Low != killed.High)
            losses.Lose(@event.Id, "the range of its dead");
        if (@event.Harm.Any(harm => harm.Effect != Effect.Killed))
            losses.Lose(@event.Id, "harm other than death");
        if (@event.Place!.Lat is null)
            losses.Lose(@event.Id, "a point");
        if (@event.Actors.Length > 0)
            losses.Lose(
                @event.Id,
                "ACLED's own names of forces and groups (the text's or the record's stand for them)"
            );
        if (Sides(@event).One.Length == 0)
            losses.Lose(@event.Id, "an actor 1 (nobody is named who did it)");
        for (var day = 0; day < days; day++)
        {
            // The remainder goes to the first day.
            var share = dead / days + (day == 0 ? dead % days : 0);
            Csv.Write(output, Row(@event, lasted ? from.AddDays(day) : middle, share, said));
            losses.Wrote();
        }
    }

    /// <summary>
    /// The lowest figure; where it is a number word, what ACLED's codebook makes of the word ("dozens" is 12 there, 24 here).
    /// The words of the reports are looked at, since "at least 24" bounds the number alike.
    /// </summary>
    private double Dead(EventHarm? killed, IReadOnlyDictionary<string, Said> said)
    {
        if (killed is null || (killed.Low ?? killed.Best) is not { } low)
            return 0;
        foreach (
            var figure in killed.By.Where(figure => figure.Low == low && figure.Value is null && figure.High is null)
        )
        foreach (var (words, ours, theirs) in numberWords)
            if (
                ours == low
                && said.TryGetValue(figure.Report, out var one)
                && !Stands(ours.ToString(CultureInfo.InvariantCulture), one.Words)
                && words.Any(word => Stands(word, one.Words))
            )
                return theirs;
        return low;
    }

    private static bool Stands(string word, string words) =>
        Regex.IsMatch(words, $@"\b{Regex.Escape(word)}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private IEnumerable<object?> Row(Event @event, DateOnly day, int fatalities, IReadOnlyDictionary<string, Said> said)
    {
        var code = @event.Codes!.Acled!;
        var (one, other) = Sides(@event);
        var (inter1, inter2) = (Inter(one), Inter(other));
        var country = countries.NameOf(@event.Place!.Country)!;
        var (names1, names2) = (Names(one, country), Names(other, country));
        return
        [
            @event.Id,
            day,
            day.Year,
            TimePrecisionOf(@event.Time!),
            disorders.GetValueOrDefault(code.SubEventType),
            code.EventType,
            code.SubEventType,
            names1.FirstOrDefault(),
            string.Join("; ", names1.Skip(1)),
            inter1?.Label,
            names2.FirstOrDefault(),
            string.Join("; ", names2.Skip(1)),
            inter2?.Label,
            Interaction(inter1, inter2),
            IsCivilianTargeting(code, inter2?.Label) ? "Civilian targeting" : null,
            countries.NumericOf(@event.Place.Country),
            null,
            country,
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
        // Who is alone stands first; but of violence against civilians the civilians stand second, whoever did it.
        return acting.Length == 0 && @event.Codes?.Acled?.EventType != AgainstCivilians
            ? (targets, [])
            : (acting, [.. targets, .. participants]);
    }

    private const string AgainstCivilians = "Violence against civilians";

    private (string Label, int Number)? Inter(EventActor[] side) =>
        side.Length > 0 && inters.TryGetValue(side[0].Type ?? ActorType.Unknown, out var inter) ? inter : null;

    /// <summary>The smaller number stands first, whoever acted.</summary>
    private static string? Interaction((string Label, int Number)? one, (string Label, int Number)? other) =>
        (one, other) switch
        {
            ({ } first, { } second) => first.Number <= second.Number
                ? $"{first.Label}-{second.Label}"
                : $"{second.Label}-{first.Label}",
            ({ } only, null) => $"{only.Label} only",
            (null, { } only) => $"{only.Label} only",
            _ => null,
        };

    private static IEnumerable<string> Names(EventActor[] side, string country) =>
        side.SelectMany(
            (actor, index) =>
                index == 0 && actor.Id is null && Generic.TryGetValue(actor.Type ?? ActorType.Unknown, out var generic)
                    ? (string[])[$"{generic} ({country})", actor.Name]
                    : [actor.Name]
        );

    /// <summary>Violence, and civilians its target: neither what is done for them nor what befalls them in a battle.</summary>
    private static bool IsCivilianTargeting(AcledCode code, string? inter2) =>
        code.EventType == AgainstCivilians
        || code.SubEventType == "Excessive force against protesters"
        || (inter2 == "Civilians" && code.EventType is ("Explosions/Remote violence" or "Riots"));

    private static int TimePrecisionOf(EventTime time) =>
        time.Precision <= TimePrecision.Days ? 1
        : time.Precision == TimePrecision.Week ? 2
        : 3;

    private static int GeoPrecisionOf(Place place) => PrecisionScales.Acled(place) ?? 1;
}
