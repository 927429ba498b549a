using System.Collections.Immutable;
using System.Globalization;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>
/// Someone else's rows as events (`annals import --as`). Which column is what, and what its codes mean, stands in a
/// mapping file: one each for the known formats in `data/exchange`, one's own for any other table. An imported event
/// has no reports: it says what its source says, and stands beside the record.
/// </summary>
public sealed class Import
{
    /// <summary>The formats by name; "csv" wants a mapping file.</summary>
    public static readonly ImmutableArray<(string Name, string Gloss)> Formats =
    [
        ("ucdp-ged", "UCDP GED and UCDP Candidate, CSV or JSON Lines"),
        ("acled", "ACLED's CSV, for one's own eyes only"),
        ("csv", "any table with a header, by a mapping file"),
    ];

    private static readonly ImmutableHashSet<string> Fields =
    [
        "licence",
        "id",
        "from",
        "to",
        "time-precision",
        "type",
        "country",
        "admin1",
        "admin2",
        "place",
        "place-precision",
        "lat",
        "lon",
        "perpetrator",
        "target",
        "killed-low",
        "killed",
        "killed-high",
        "injured",
        "outlets",
        "acled-event-type",
        "acled-sub-event-type",
        "ucdp-type-of-violence",
    ];

    private readonly string format;
    private readonly ILookup<string, Table.Row> mapping;
    private readonly Dictionary<string, string> countries = new(StringComparer.OrdinalIgnoreCase);

    private Import(string format, Table table, KnowledgeFolder knowledge)
    {
        this.format = format;
        foreach (var row in table.Rows)
            if (!Fields.Contains(row.Required("field")))
                throw row.Wrong(
                    $"\"{row["field"]}\" is no field: {string.Join(", ", Fields.Order(StringComparer.Ordinal))}"
                );
        mapping = table.Rows.ToLookup(row => row["field"], StringComparer.Ordinal);
        Licence = mapping["licence"].FirstOrDefault()?["value"] ?? "not known: ask who made it before passing it on";
        foreach (var row in knowledge.Table("exchange", "countries.tsv").Rows)
        {
            foreach (var name in (string[])[row.Required("iso3"), row.Required("name"), row["numeric"].TrimStart('0')])
                if (name.Length > 0)
                    countries[name] = row["iso3"];
        }
        foreach (var row in knowledge.Table("exchange", "import-countries.tsv").Rows)
            countries[row.Required("name")] = row.Required("iso3");
    }

    /// <summary>Under which terms the source gives its rows: kept with them.</summary>
    public string Licence { get; }

    /// <param name="format">A name of <see cref="Formats"/>.</param>
    /// <param name="mapping">A mapping file; null for the format's own.</param>
    /// <param name="knowledge">Where the known mappings lie.</param>
    /// <exception cref="ArgumentException">A table of one's own has no mapping.</exception>
    /// <exception cref="KnowledgeException">A line of the mapping is not understood.</exception>
    public static Import Load(string format, string? mapping, KnowledgeFolder knowledge) =>
        new(
            format,
            mapping is not null ? Table.Read(mapping)
                : format == "csv"
                    ? throw new ArgumentException("a table of one's own wants a mapping file", nameof(mapping))
                : knowledge.Table("exchange", $"import-{format}.tsv"),
            knowledge
        );

    /// <summary>The row as an event.</summary>
    /// <exception cref="InvalidDataException">It has no id, or a cell is not what its field wants; the message names the line.</exception>
    public Event Read(ForeignRow row)
    {
        if (row.Wrong is { } wrong)
            throw new InvalidDataException($"{row.Line}: {wrong}");
        var id = Cell(row, "id") ?? throw new InvalidDataException($"{row.Line}: has no id");
        var (from, to) = (DayOf(row, "from"), DayOf(row, "to"));
        return new Event
        {
            Id = $"{format}:{id}",
            Type = Cell(row, "type") ?? "attack",
            Reports = [],
            Outlets = Cell(row, "outlets") is { } outlets
                ? [.. outlets.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
                : null,
            Time = from is null
                ? null
                : new EventTime
                {
                    From = from,
                    To = to ?? from,
                    Precision =
                        Choice<TimePrecision>(row, "time-precision")
                        ?? (to is null || to == from ? TimePrecision.Day : TimePrecision.Days),
                    Basis = format,
                },
            Place = PlaceOf(row),
            Actors = [.. ActorsOf(row)],
            Harm = [.. HarmOf(row)],
            Status = Status.Reported,
            Confidence = 0,
            Codes = CodesOf(row),
        };
    }

    private Place? PlaceOf(ForeignRow row)
    {
        var country = Cell(row, "country");
        var code = country is null ? null : CountryOf(country);
        var name = Cell(row, "place") ?? Cell(row, "admin2") ?? Cell(row, "admin1") ?? country;
        return name is null
            ? null
            : new Place
            {
                Name = name,
                Lat = Degrees(row, "lat", 90),
                Lon = Degrees(row, "lon", 180),
                Country = code,
                Admin1 = Cell(row, "admin1"),
                Admin2 = Cell(row, "admin2"),
                Precision = Choice<PlacePrecision>(row, "place-precision"),
            };
    }

    /// <summary>By code, number or name; "Myanmar (Burma)" also by what stands before the bracket. Null for one that the table does not know.</summary>
    private string? CountryOf(string words)
    {
        foreach (var name in (string[])[words, words.TrimStart('0'), words.Split('(')[0].Trim()])
            if (countries.TryGetValue(name, out var code))
                return code;
        return null;
    }

    /// <summary>In a clash there are two sides, whoever stands first.</summary>
    private IEnumerable<EventActor> ActorsOf(ForeignRow row)
    {
        var isClash = Cell(row, "type") == "armed-clash";
        if (Cell(row, "perpetrator") is { } doer)
            yield return new EventActor(isClash ? ActorRole.Participant : ActorRole.Perpetrator, doer, null, null, []);
        if (Cell(row, "target") is { } target)
            yield return new EventActor(isClash ? ActorRole.Participant : ActorRole.Target, target, null, null, []);
    }

    private IEnumerable<EventHarm> HarmOf(ForeignRow row)
    {
        var (low, best, high) = (Number(row, "killed-low"), Number(row, "killed"), Number(row, "killed-high"));
        if ((low ?? best ?? high) is not null)
            yield return new EventHarm(Effect.Killed, low ?? best, best, high ?? best, []);
        if (Number(row, "injured") is { } injured)
            yield return new EventHarm(Effect.Injured, injured, injured, injured, []);
    }

    private Codes? CodesOf(ForeignRow row)
    {
        var acled =
            Cell(row, "acled-event-type") is { } type && Cell(row, "acled-sub-event-type") is { } sub
                ? new AcledCode(type, sub)
                : null;
        var ucdp = Number(row, "ucdp-type-of-violence") is { } violence ? new UcdpCode((int)violence) : null;
        return acled is null && ucdp is null ? null : new Codes(acled, null, null, ucdp);
    }

    /// <summary>
    /// The first row of the mapping that fits: one with `when` where the cell is that, its `value` or else the cell
    /// itself; "-" for a value says that nothing is known. Null where the cell is empty or nothing fits.
    /// </summary>
    private string? Cell(ForeignRow row, string field)
    {
        foreach (var map in mapping[field])
        {
            var cell = map["column"].Length == 0 ? "" : row.Cells.GetValueOrDefault(map["column"], "").Trim();
            if (map["when"].Length > 0 && !cell.Equals(map["when"], StringComparison.OrdinalIgnoreCase))
                continue;
            // A value that stands for "not known": ACLED writes 0 where no death is known.
            if (map["value"] == Unknown)
                return null;
            var value = map["value"].Length > 0 ? map["value"] : cell;
            if (value.Length > 0)
                return value;
        }
        return null;
    }

    private const string Unknown = "-";

    /// <summary>What programs of statistics write where there is no value.</summary>
    private static readonly string[] Missing = ["NA", "N/A", "NaN", "NULL", "None", "."];

    private static bool IsMissing(string cell) => Missing.Contains(cell, StringComparer.OrdinalIgnoreCase);

    private double? Degrees(ForeignRow row, string field, double most) =>
        Number(row, field) is { } degrees && Math.Abs(degrees) > most
            ? throw new InvalidDataException($"{row.Line}: \"{Cell(row, field)}\" are no degrees ({field})")
            : Number(row, field);

    private double? Number(ForeignRow row, string field) =>
        Cell(row, field) is not { } cell || IsMissing(cell) ? null
        : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
        : throw new InvalidDataException($"{row.Line}: \"{cell}\" is no number ({field})");

    private static readonly string[] DayForms = ["yyyy-MM-dd", "d MMMM yyyy", "dd/MM/yyyy"];

    /// <summary>An ISO day, with or without an hour behind it, or the older "01 January 2020".</summary>
    private DateOnly? DayOf(ForeignRow row, string field)
    {
        if (Cell(row, field) is not { } cell || IsMissing(cell))
            return null;
        var day = cell.Length > 10 && cell[4] == '-' ? cell[..10] : cell;
        return DateOnly.TryParseExact(day, DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var found)
            ? found
            : throw new InvalidDataException($"{row.Line}: \"{cell}\" is no day ({field})");
    }

    private T? Choice<T>(ForeignRow row, string field)
        where T : struct, Enum =>
        Cell(row, field) is not { } cell ? null
        : !char.IsAsciiDigit(cell[0]) && Enum.TryParse<T>(cell, ignoreCase: true, out var one) ? one
        : throw new InvalidDataException($"{row.Line}: \"{cell}\" is no {field}");
}
