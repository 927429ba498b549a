using System.Collections.Immutable;
using System.Globalization;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// What is asked most, counted ahead by the writer within the transaction that changes the events: events and dead by
/// actor and month, events by country, type and month, events by point, actors by events. Only events that stand and
/// are counted are in; names of places and of actors are of whatever is there, because they are looked for. <see cref="Rebuild"/> says the same from the events themselves, and a test and `store check`
/// hold one against the other.
/// </summary>
internal sealed class Rollups
{
    public static readonly ImmutableArray<string> Sums = ["killed_low", "killed_best", "killed_high"];

    private static readonly string SumColumns = string.Join(", ", Sums.Select(sum => $"{sum}, {sum}_of"));

    private static readonly string SumTotals = string.Join(
        ", ",
        Sums.Select(sum => $"COALESCE(SUM(e.{sum}), 0), COUNT(e.{sum})")
    );

    /// <summary>Who acts, each once an event: a key of the record, or a name where it has none.</summary>
    internal const string Acting = """
        (SELECT DISTINCT event, COALESCE(actor, '') AS actor, CASE WHEN actor IS NULL THEN name ELSE '' END AS name
        FROM event_actors WHERE role IN ('perpetrator', 'participant'))
        """;

    /// <summary>Anyone named, each once an event.</summary>
    private const string Named = """
        (SELECT DISTINCT event, COALESCE(actor, '') AS actor, CASE WHEN actor IS NULL THEN name ELSE '' END AS name FROM event_actors)
        """;

    private const string Counted = "e.retired_at IS NULL AND e.counted = 1";

    /// <summary>Each rollup and the question that fills it.</summary>
    internal static readonly ImmutableArray<(string Table, string Columns, string Question)> All =
    [
        (
            "actor_names",
            "actor, name, events",
            $"""
            SELECT a.actor, a.name, COUNT(e.seq) FROM (SELECT DISTINCT event, COALESCE(actor, '') AS actor, name FROM event_actors) a
            LEFT JOIN events e ON e.seq = a.event AND {Counted} GROUP BY a.actor, a.name
            """
        ),
        (
            "actor_events",
            "actor, name, events",
            $"SELECT a.actor, a.name, COUNT(*) FROM events e JOIN {Named} a ON a.event = e.seq WHERE {Counted} GROUP BY a.actor, a.name"
        ),
        Tally("tally_months", ""),
        Tally("tally_countries", "country"),
        Tally("tally_types", "type, country"),
        Tally("tally_type_months", "type"),
        (
            "event_months",
            "country, month, events, unplaced",
            $"""
            SELECT COALESCE(e.country, ''), SUBSTR(e.at, 1, 7), COUNT(*), COUNT(*) - COUNT(e.cell) FROM events e
            WHERE {Counted} GROUP BY COALESCE(e.country, ''), SUBSTR(e.at, 1, 7)
            """
        ),
        (
            "type_months",
            "type, country, month, events",
            $"""
            SELECT e.type, COALESCE(e.country, ''), SUBSTR(e.at, 1, 7), COUNT(*) FROM events e
            WHERE {Counted} GROUP BY e.type, COALESCE(e.country, ''), SUBSTR(e.at, 1, 7)
            """
        ),
        (
            "event_points",
            "lat, lon, country, place, events",
            $"""
            SELECT e.lat, e.lon, COALESCE(e.country, ''), COALESCE(e.place, ''), COUNT(*) FROM events e
            WHERE {Counted} AND e.cell IS NOT NULL GROUP BY e.lat, e.lon, COALESCE(e.country, ''), COALESCE(e.place, '')
            """
        ),
        (
            "event_places",
            "place, admin1, admin2, events",
            """
            SELECT e.place, COALESCE(e.admin1, ''), COALESCE(e.admin2, ''), COUNT(*) FROM events e
            WHERE e.retired_at IS NULL AND e.place IS NOT NULL GROUP BY e.place, COALESCE(e.admin1, ''), COALESCE(e.admin2, '')
            """
        ),
        (
            "report_names",
            "actor, name, reports",
            "SELECT COALESCE(a.actor, ''), a.name, COUNT(*) FROM report_actors a GROUP BY COALESCE(a.actor, ''), a.name"
        ),
    ];

    /// <summary>Events and dead by actor and month, narrowed by the columns before them.</summary>
    private static (string Table, string Columns, string Question) Tally(string table, string by)
    {
        var keys = by.Length == 0 ? "" : by + ", ";
        var grouped = keys.Replace("type", "e.type", StringComparison.Ordinal)
            .Replace("country", "COALESCE(e.country, '')", StringComparison.Ordinal);
        return (
            table,
            $"{keys}actor, name, month, events, {SumColumns}",
            $"""
            SELECT {grouped}a.actor, a.name, SUBSTR(e.at, 1, 7), COUNT(*), {SumTotals}
            FROM events e JOIN {Acting} a ON a.event = e.seq WHERE {Counted} GROUP BY {grouped}a.actor, a.name, SUBSTR(e.at, 1, 7)
            """
        );
    }

    /// <summary>All of them from the events.</summary>
    public static string Rebuild { get; } = string.Join("\n", All.Select(one => RebuildOf(one.Table)));

    /// <summary>One of them from the events.</summary>
    public static string RebuildOf(string table)
    {
        var (_, columns, question) = All.Single(one => one.Table == table);
        return $"DELETE FROM {table}; INSERT INTO {table} ({columns}) {question};";
    }

    /// <summary>Rollups that differ from the count over the events, each named; none where all is well.</summary>
    public static ImmutableArray<string> Differing(RecordStore store) =>
        [.. All.Where(one => Differs(store, one.Table, one.Columns, one.Question)).Select(one => one.Table)];

    private static bool Differs(RecordStore store, string table, string columns, string question)
    {
        // A row that came down to nothing says nothing.
        var kept =
            $"SELECT {columns} FROM {table}" + (table is "actor_names" or "report_names" ? "" : " WHERE events > 0");
        return store.Connection.Value(
                $"SELECT 1 FROM (SELECT * FROM ({kept}) AS a EXCEPT SELECT * FROM ({question}) AS b) AS more LIMIT 1"
            )
                is not null
            || store.Connection.Value(
                $"SELECT 1 FROM (SELECT * FROM ({question}) AS b EXCEPT SELECT * FROM ({kept}) AS a) AS fewer LIMIT 1"
            )
                is not null;
    }

    private readonly Dictionary<string, long> numbers = new(StringComparer.Ordinal);
    private readonly Delta named;
    private readonly Delta actorNames;
    private readonly Delta events;
    private readonly Delta tallyMonths;
    private readonly Delta tallyCountries;
    private readonly Delta tallyTypes;
    private readonly Delta tallyTypeMonths;
    private readonly Delta months;
    private readonly Delta types;
    private readonly Delta points;
    private readonly Delta places;

    public Rollups(RecordStore store)
    {
        named = new Delta(store, "report_names", ["actor", "name"], ["reports"], numbers);
        actorNames = new Delta(store, "actor_names", ["actor", "name"], ["events"], numbers);
        events = new Delta(store, "actor_events", ["actor", "name"], ["events"], numbers);
        string[] sums = ["events", .. Sums.SelectMany(sum => (string[])[sum, $"{sum}_of"])];
        tallyMonths = new Delta(store, "tally_months", ["actor", "name", "month"], sums, numbers);
        tallyCountries = new Delta(store, "tally_countries", ["country", "actor", "name", "month"], sums, numbers);
        tallyTypes = new Delta(store, "tally_types", ["month", "type", "country", "actor", "name"], sums, numbers);
        tallyTypeMonths = new Delta(store, "tally_type_months", ["month", "type", "actor", "name"], sums, numbers);
        months = new Delta(store, "event_months", ["country", "month"], ["events", "unplaced"], numbers);
        types = new Delta(store, "type_months", ["type", "country", "month"], ["events"], numbers);
        points = new Delta(store, "event_points", ["lat", "lon", "country", "place"], ["events"], numbers);
        places = new Delta(store, "event_places", ["place", "admin1", "admin2"], ["events"], numbers);
    }

    private Delta[] Deltas =>
        [
            named,
            actorNames,
            events,
            tallyMonths,
            tallyCountries,
            tallyTypes,
            tallyTypeMonths,
            months,
            types,
            points,
            places,
        ];

    /// <summary>Rows that are to be added to.</summary>
    public int Count => Deltas.Sum(delta => delta.Count);

    /// <summary>A report that is new names it.</summary>
    public void Names(Party party) => named.Add([party.Id ?? "", party.Name], [1]);

    public void Clear()
    {
        foreach (var delta in Deltas)
            delta.Clear();
        numbers.Clear();
    }

    /// <summary>The event comes in (1) or is retired (-1); <see cref="Write"/> writes it.</summary>
    public void Add(EventRow row, int sign)
    {
        foreach (var (actor, name) in row.Actors.Select(one => (one.Actor ?? "", one.Name)).Distinct())
            actorNames.Add([actor, name], [row.Counted ? sign : 0]);
        if (row.Place is not null)
            places.Add([row.Place, row.Admin1 ?? "", row.Admin2 ?? ""], [sign]);
        if (!row.Counted)
            return;
        foreach (var (actor, name) in row.Actors.Select(Key).Distinct())
            events.Add([actor, name], [sign]);
        var month = row.At.Length >= 7 ? row.At[..7] : "";
        var country = row.Country ?? "";
        ReadOnlySpan<double> sums =
        [
            sign,
            sign * (row.KilledLow ?? 0),
            row.KilledLow is null ? 0 : sign,
            sign * (row.KilledBest ?? 0),
            row.KilledBest is null ? 0 : sign,
            sign * (row.KilledHigh ?? 0),
            row.KilledHigh is null ? 0 : sign,
        ];
        foreach (var (actor, name) in row.Actors.Where(one => one.Acts).Select(Key).Distinct())
        {
            tallyMonths.Add([actor, name, month], sums);
            tallyCountries.Add([country, actor, name, month], sums);
            tallyTypes.Add([month, row.Type, country, actor, name], sums);
            tallyTypeMonths.Add([month, row.Type, actor, name], sums);
        }
        months.Add([country, month], [sign, row.Cell is null ? sign : 0]);
        types.Add([row.Type, country, month], [sign]);
        if (row.Cell is not null)
            points.Add([row.Lat!.Value, row.Lon!.Value, country, row.Place ?? ""], [sign]);
    }

    /// <summary>Makes what has been added ready to be written.</summary>
    public void Settle()
    {
        foreach (var delta in Deltas)
            delta.Settle();
        numbers.Clear();
    }

    /// <summary>Within the transaction that changes the events.</summary>
    public void Write()
    {
        foreach (var delta in Deltas)
            delta.Write();
        numbers.Clear();
    }

    private static (string Actor, string Name) Key(EventRowActor one) =>
        one.Actor is { } key ? (key, "") : ("", one.Name);
}

/// <summary>An actor of an event as a row; <paramref name="Once"/> on one of the rows of an actor that has several roles.</summary>
internal sealed record EventRowActor(string Role, string? Actor, string Name, bool Once)
{
    public bool Acts => Role is "perpetrator" or "participant";
}

/// <summary>An event as the columns that it is found and counted by.</summary>
internal sealed record EventRow
{
    public required string Id { get; init; }
    public required string Type { get; init; }
    public required string Status { get; init; }

    /// <summary>Happened, as far as anyone says: what was denied, threatened, planned or negated is kept and never counted.</summary>
    public required bool Counted { get; init; }

    /// <summary>The first day, or nothing: it sorts the unknown last on both databases.</summary>
    public required string At { get; init; }
    public string? DayFrom { get; init; }
    public string? DayTo { get; init; }

    /// <summary>Days from the first to the last.</summary>
    public int Lasts { get; init; }
    public string? Country { get; init; }
    public string? Admin1 { get; init; }
    public string? Admin2 { get; init; }
    public string? Place { get; init; }
    public long? Geonames { get; init; }
    public double? Lat { get; init; }
    public double? Lon { get; init; }
    public double? KilledLow { get; init; }
    public double? KilledBest { get; init; }
    public double? KilledHigh { get; init; }

    /// <summary>By the lowest figure: what a view is narrowed by.</summary>
    public double? Dead => KilledLow ?? KilledBest ?? KilledHigh;

    public int? Sources { get; init; }

    public double Confidence { get; init; }
    public ImmutableArray<EventRowActor> Actors { get; init; } = [];

    public int? Cell => Lat is { } lat && Lon is { } lon ? CellOf(lat, lon) : null;

    /// <summary>The degree square: 360 to a row, from the south-west.</summary>
    public static int CellOf(double lat, double lon) => ((int)Math.Floor(lat + 90) * 360) + (int)Math.Floor(lon + 180);

    public static EventRow Of(Event @event)
    {
        var killed = @event.Harm.FirstOrDefault(harm => harm.Effect == Effect.Killed);
        var (from, to) = (@event.Time?.From, @event.Time?.To);
        return new EventRow
        {
            Id = @event.Id,
            Type = @event.Type,
            Status = Answers.Words.Of(@event.Status),
            Counted =
                !@event.Negated
                && @event.Status
                    is (
                        Record.Status.Reported
                        or Record.Status.Claimed
                        or Record.Status.Alleged
                        or Record.Status.Confirmed
                    ),
            At = Moment.Text(from) ?? "",
            DayFrom = Moment.Text(from),
            DayTo = Moment.Text(to),
            Lasts = from is { } first && to is { } last ? last.DayNumber - first.DayNumber : 0,
            Country = @event.Place?.Country,
            Admin1 = @event.Place?.Admin1,
            Admin2 = @event.Place?.Admin2,
            Place = @event.Place?.Name,
            Geonames = @event.Place?.Geonames,
            Lat = @event.Place?.Lon is null ? null : @event.Place.Lat,
            Lon = @event.Place?.Lat is null ? null : @event.Place.Lon,
            KilledLow = killed?.Low,
            KilledBest = killed?.Best,
            KilledHigh = killed?.High,
            Sources = @event.Independent,
            Confidence = @event.Confidence,
            Actors =
            [
                .. @event.Actors.Select(actor => new EventRowActor(
                    Answers.Words.Kebab(actor.Role.ToString()),
                    actor.Id,
                    actor.Name,
                    actor.Id is null || actor == @event.Actors.First(other => other.Id == actor.Id)
                )),
            ],
        };
    }
}
