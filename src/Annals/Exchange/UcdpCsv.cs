using System.Globalization;
using Annals.Answers;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>
/// UCDP GED's columns in their current order (best, high, low). Only events with at least one death, two sides, a place
/// and a time are UCDP's; numbers of conflicts, dyads and sides are UCDP's own and stay empty, which the losses say.
/// </summary>
internal sealed class UcdpCsv
{
    private static readonly string[] Columns =
    [
        "id",
        "relid",
        "year",
        "active_year",
        "code_status",
        "type_of_violence",
        "conflict_dset_id",
        "conflict_new_id",
        "conflict_name",
        "dyad_dset_id",
        "dyad_new_id",
        "dyad_name",
        "side_a_dset_id",
        "side_a_new_id",
        "side_a",
        "side_b_dset_id",
        "side_b_new_id",
        "side_b",
        "number_of_sources",
        "source_article",
        "source_office",
        "source_date",
        "source_headline",
        "source_original",
        "where_prec",
        "where_coordinates",
        "where_description",
        "adm_1",
        "adm_2",
        "latitude",
        "longitude",
        "geom_wkt",
        "priogrid_gid",
        "country",
        "country_id",
        "region",
        "event_clarity",
        "date_prec",
        "date_start",
        "date_end",
        "deaths_a",
        "deaths_b",
        "deaths_civilians",
        "deaths_unknown",
        "best",
        "high",
        "low",
        "gwnoa",
        "gwnob",
    ];

    private const int MostDays = 366;
    private readonly CountryNames countries;

    private UcdpCsv(CountryNames countries) => this.countries = countries;

    public static UcdpCsv Load(KnowledgeFolder knowledge) => new(CountryNames.Load(knowledge));

    public void Write(
        IEnumerable<Event> events,
        IReadOnlyDictionary<string, Said> said,
        TextWriter output,
        ExportLosses losses
    )
    {
        Csv.Write(output, Columns);
        foreach (var @event in events)
        {
            if (WhyNot(@event) is { } why)
            {
                losses.Leave(@event.Id, why);
                continue;
            }
            Csv.Write(output, Row(@event, said));
            losses.Wrote();
            losses.Lose(@event.Id, "UCDP's numbers of conflict, dyad, sides and country, and its region");
            if (@event.Harm.Any(harm => harm.Effect != Effect.Killed))
                losses.Lose(@event.Id, "harm other than death");
        }
    }

    private static string? WhyNot(Event @event)
    {
        var (one, other) = Sides(@event);
        return !Export.Happened(@event) ? "not said to have happened"
            : @event.Codes?.Ucdp is null ? "UCDP records no such type, or nobody died"
            : !(Best(@event) >= 1) ? "no death is known"
            : one is null || other is null ? "a side is not known"
            : @event.Time?.From is null || @event.Time.To is null ? "the time is not settled"
            : @event.Time.To.Value.DayNumber - @event.Time.From.Value.DayNumber > MostDays
                ? "the time is coarser than a year"
            : @event.Place?.Country is null ? "the place is not known"
            : null;
    }

    private IEnumerable<object?> Row(Event @event, IReadOnlyDictionary<string, Said> said)
    {
        var (one, other) = Sides(@event);
        var (from, to, place) = (@event.Time!.From!.Value, @event.Time.To!.Value, @event.Place!);
        var killed = Export.Harm(@event, Effect.Killed)!;
        var best = Best(@event)!.Value;
        var isOneSided = @event.Codes!.Ucdp!.TypeOfViolence == 3;
        var reports = @event.Reports.Select(report => said.GetValueOrDefault(report)).OfType<Said>().ToArray();
        // An article is one source, however much it says.
        var sources = reports.DistinctBy(source => source.Article).ToArray();
        return
        [
            Number(@event.Id),
            @event.Id,
            from.Year,
            null,
            "Clear",
            @event.Codes.Ucdp.TypeOfViolence,
            null,
            null,
            null,
            null,
            null,
            $"{one} - {(isOneSided ? "Civilians" : other)}",
            null,
            null,
            one,
            isOneSided ? 9999 : null,
            isOneSided ? 1 : null,
            isOneSided ? "Civilians" : other,
            @event.Articles,
            string.Join(
                ";",
                sources.Select(source => $"\"{source.Outlet},{Words.Of(source.Published)},{source.Title}\"")
            ),
            string.Join(";", sources.Select(source => source.Outlet)),
            string.Join(";", sources.Select(source => source.Published is { } day ? Words.Of(day) : "")),
            string.Join(";", sources.Select(source => source.Title)),
            string.Join(", ", reports.Select(source => source.Who).OfType<string>().Distinct(StringComparer.Ordinal)),
            WherePrecision(place),
            place.Name,
            place.Name,
            place.Admin1,
            place.Admin2,
            place.Lat,
            place.Lon,
            place is { Lat: { } lat, Lon: { } lon }
                ? string.Create(CultureInfo.InvariantCulture, $"POINT ({lon} {lat})")
                : null,
            PrioGrid(place),
            countries.NameOf(place.Country),
            null,
            null,
            1,
            DatePrecision(from, to),
            $"{Words.Of(from)} 00:00:00.000",
            $"{Words.Of(to)} 00:00:00.000",
            0,
            0,
            isOneSided ? best : 0,
            isOneSided ? 0 : best,
            best,
            Math.Max(best, killed.High ?? best),
            Math.Min(best, killed.Low ?? best),
            null,
            null,
        ];
    }

    internal static long? PrioGrid(Place place) =>
        place is { Lat: { } lat, Lon: { } lon } ? GridCell.At(lat, lon) : null;

    /// <summary>Side A is the state where one takes part, and whoever did it where the other side is unarmed.</summary>
    private static (string? One, string? Other) Sides(Event @event)
    {
        var (one, other) = AsTold(@event);
        return @event.Codes?.Ucdp?.TypeOfViolence == 1 && IsState(@event, other) && !IsState(@event, one)
            ? (other, one)
            : (one, other);
    }

    private static bool IsState(Event @event, string? name) =>
        @event.Actors.Any(actor => actor.Name == name && actor.Type is (ActorType.StateForce or ActorType.Government));

    private static (string? One, string? Other) AsTold(Event @event)
    {
        string? Named(ActorRole role, int skip = 0) =>
            @event.Actors.Where(actor => actor.Role == role).Skip(skip).FirstOrDefault()?.Name;
        return Named(ActorRole.Participant) is { } side && Named(ActorRole.Perpetrator) is null
            ? (side, Named(ActorRole.Participant, 1) ?? Named(ActorRole.Target))
            : (
                Named(ActorRole.Perpetrator),
                Named(ActorRole.Target) ?? Named(ActorRole.Victim) ?? Named(ActorRole.Participant)
            );
    }

    private static double? Best(Event @event) =>
        Export.Harm(@event, Effect.Killed) is { } killed ? killed.Best ?? killed.Low ?? killed.High : null;

    /// <summary>The first digits of our id as a positive number: stable, and as good as unique within one export.</summary>
    private static long Number(string id) =>
        long.TryParse(
            id.AsSpan(Math.Min(2, id.Length), Math.Clamp(id.Length - 2, 0, 12)),
            NumberStyles.HexNumber,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 0;

    private static int WherePrecision(Place place) => PrecisionScales.Ucdp(place) ?? 1;

    private static int DatePrecision(DateOnly from, DateOnly to) =>
        (to.DayNumber - from.DayNumber) switch
        {
            0 => 1,
            <= 5 => 2,
            <= 6 => 3,
            <= 30 => 4,
            _ => 5,
        };
}
