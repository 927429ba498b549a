using System.Globalization;
using System.Text.Json;
using Annals.Answers;

namespace Annals.Store;

/// <summary>One part of a filter: a condition on any row of "e", and the way in by it, where there is one.</summary>
internal sealed record FilterPart(string Condition, (string Name, object? Value)[] Values, WayIn? Way = null)
{
    /// <summary>What the condition costs a row, where it has to look elsewhere.</summary>
    public double Test { get; init; }
}

/// <summary>A way to the events by one part of a filter.</summary>
/// <param name="From">What is read.</param>
/// <param name="Condition">In place of the part's own.</param>
/// <param name="Events">How many events lie on it, at most: what the way costs.</param>
/// <param name="InOrder">Latest first without sorting.</param>
/// <param name="Cost">Of a row; that of an index which holds all columns that filters ask for is 1, some 0.15 microseconds.</param>
internal sealed record WayIn(string From, string Condition, long Events, bool InOrder, double Cost)
{
    public string Order { get; init; } = "e.at DESC, e.seq DESC";
}

/// <summary>
/// The ways to the events that pass a filter, and which of them is short. Databases guess badly here: how many events a
/// view holds depends on values that they keep no figures of, and a first page of fifty may lie at hand or at the end of
/// a million. So what each part alone would give is counted first, to a bound, in narrow indexes, which takes a
/// millisecond or two; then the way is chosen that reads the fewest rows. SQLite is told the index, PostgreSQL is left to
/// its own plan except where the way goes by another table.
/// </summary>
internal sealed class EventWays
{
    /// <summary>What a part gives alone is counted so far.</summary>
    private const int Counted = 50_000;

    /// <summary>The index holds all that is asked for.</summary>
    private const double Wide = 1;

    /// <summary>The row has to be looked up.</summary>
    private const double Lookup = 15;

    /// <summary>From words to reports, from those to events, from those to their rows.</summary>
    private const double FromWords = 45;

    /// <summary>To look whether one event has an actor, and whether the words stand in its evidence.</summary>
    private const double LookForActor = 15;
    private const double LookForWords = 250;

    /// <summary>A week or a year has more events than its share of the days, where the record grows.</summary>
    private const double Skew = 2;

    /// <summary>Words that so few events hold are looked for once: the events are named by their numbers.</summary>
    private const int NamedOneByOne = 4000;

    /// <summary>Reports that tell of so few events, as a rule.</summary>
    private const int ReportsOfNamed = 3 * NamedOneByOne;

    /// <summary>Rows and columns of degree squares that are named one by one.</summary>
    private const int MostRows = 16;

    private readonly RecordStore store;
    private readonly Filter filter;
    private readonly string? asOf;
    private readonly List<FilterPart> parts = [];
    private readonly double share;
    private readonly long all;

    private EventWays(Filter filter, RecordStore store)
    {
        (this.filter, this.store) = (filter, store);
        asOf = filter.AsOf is { } moment ? Moment.Text(moment) : null;
        AddParts();
        (all, share) = Whole();
    }

    public static EventWays To(Filter filter, RecordStore store) => new(filter, store);

    /// <summary>Every event that passes is read.</summary>
    public EventConditions ForAll() => By(way => way.Events * share);

    /// <summary>The latest so many of them are read.</summary>
    /// <param name="rows">How many, those that are passed over included.</param>
    /// <param name="passing">How many pass in all, as far as they were counted.</param>
    public EventConditions ForLatest(long rows, long passing) =>
        By(way => way.Events * share * (way.InOrder ? Math.Min(1, rows / (double)Math.Max(1, passing)) : 1));

    /// <summary>By each way that there is: all give the same events.</summary>
    internal IEnumerable<EventConditions> Every() =>
        parts.Where(part => part.Way is not null).Append(null).Select(Conditions);

    private WayIn ByDays => new(Table("events_at"), "", all, InOrder: true, Cost: Wide);

    /// <param name="read">How many rows are read by a way.</param>
    private EventConditions By(Func<WayIn, double> read)
    {
        var byDays = CostOf(null);
        return Conditions(parts.Where(part => part.Way is not null && CostOf(part) < byDays).MinBy(CostOf));

        double CostOf(FilterPart? by)
        {
            var way = by?.Way ?? ByDays;
            // What costs most to test is tested of those alone that have passed the rest.
            var passing = parts
                .Where(part => part != by && part is { Test: 0, Way: not null })
                .Aggregate(1.0, (left, part) => left * Math.Min(1, part.Way!.Events / (double)Math.Max(1, all)));
            var tests = parts.Where(part => part != by).Sum(part => part.Test);
            return read(way) * (way.Cost + (passing * tests));
        }
    }

    private EventConditions Conditions(FilterPart? by)
    {
        var way = by?.Way ?? ByDays;
        return new EventConditions(
            way.From,
            way.Order,
            string.Join(" AND ", parts.Select(part => part == by ? way.Condition : part.Condition)),
            [.. parts.SelectMany(part => part.Values)]
        );
    }

    /// <summary>SQLite is told which index: its planner knows the number of rows a value has on average, and no more.</summary>
    private string Table(string index) =>
        store.Dialect == SqlDialect.Sqlite && asOf is null ? $"events e INDEXED BY {index}" : "events e";

    private void AddParts()
    {
        Add(RecordReader.Known("e", asOf), asOf is null ? [] : [("as_of", asOf)]);
        if (!filter.All && filter.Status is null)
            Add("e.counted = 1");
        if (filter.Status is { } status)
            AddIndexed("e.status = @status", "events_status", true, ("status", Words.Of(status)));
        if (filter.Types.Length > 0)
            AddTypes();
        if (filter.Country is { } country)
            AddCountry(country.ToUpperInvariant());
        if (filter.From is { } from)
            Add(
                // One whose end is not known passes by its first day.
                "(e.day_to >= @from OR e.at >= @from) AND e.at >= @earliest",
                ("from", Moment.Text(from)),
                ("earliest", asOf is null ? Earliest(from) : "")
            );
        if (filter.To is { } to)
            Add("e.at <= @to AND e.at > ''", ("to", Moment.Text(to)));
        if (filter.Actor is { } actor)
            AddActor(actor);
        if (filter.Place is { } place)
            AddPlace(place);
        if (filter.Box is { } box)
            AddBox(box);
        if (filter.Killed is { } killed)
            AddIndexed("e.dead >= @killed", "events_dead", false, ("killed", (double)killed));
        if (filter.Sources is { } sources)
            AddIndexed("e.sources >= @sources", "events_sources", false, ("sources", sources));
        if (filter.Confidence is { } confidence)
            AddIndexed("e.confidence >= @confidence", "events_confidence", false, ("confidence", confidence));
        if (filter.Words is { } words)
            AddWords(words);
    }

    private void Add(string condition, params (string, object?)[] values) =>
        parts.Add(new FilterPart(condition, values));

    /// <summary>A narrow index finds them; the rows have to be looked up.</summary>
    private void AddIndexed(string condition, string index, bool inOrder, params (string, object?)[] values)
    {
        var events = CountTo(Counted, $"{Table(index)} WHERE e.retired_at IS NULL AND {condition}", values);
        parts.Add(
            new FilterPart(
                condition,
                values,
                events <= Counted ? new WayIn(Table(index), condition, events, inOrder, Cost: Lookup) : null
            )
        );
    }

    private void AddTypes()
    {
        var condition = $"e.type IN ({string.Join(", ", filter.Types.Select((_, index) => $"@type{index}"))})";
        (string, object?)[] values = [.. filter.Types.Select((type, index) => ($"type{index}", (object?)type))];
        var events = CountTo(2 * Counted, $"{Table("events_type")} WHERE e.retired_at IS NULL AND {condition}", values);
        var way = new WayIn(Table("events_type"), condition, events, filter.Types.Length == 1, Cost: Wide);
        parts.Add(new FilterPart(condition, values, way));
    }

    private void AddCountry(string country)
    {
        var events = Number(
            "SELECT COALESCE(SUM(events), 0) FROM event_months WHERE country = @country",
            ("country", country)
        );
        var way = new WayIn(Table("events_country"), "e.country = @country", events, InOrder: true, Cost: Wide);
        parts.Add(new FilterPart("e.country = @country", [("country", country)], way));
    }

    private void AddActor(string name)
    {
        if (IsKey(name, store))
        {
            var events = Number(
                "SELECT COALESCE(SUM(events), 0) FROM actor_events WHERE actor = @actor",
                ("actor", name)
            );
            var way = new WayIn(
                $"event_actors a {EventsOf("a.event")}",
                "e.seq = a.event AND a.once = 1 AND a.actor = @actor",
                events,
                InOrder: true,
                Cost: Lookup
            )
            {
                Order = "a.at DESC, a.event DESC",
            };
            parts.Add(
                new FilterPart(
                    "EXISTS (SELECT 1 FROM event_actors a WHERE a.event = e.seq AND a.actor = @actor)",
                    [("actor", name)],
                    way
                )
                {
                    Test = LookForActor,
                }
            );
            return;
        }
        var named = NamesWith(store);
        (string, object?)[] part = [("actor_part", EventConditions.Part(name))];
        var most = Number(
            $"SELECT COALESCE(SUM(n.events), 0) FROM actor_names n WHERE {store.Dialect.Holds("n.name", "@actor_part")}",
            part
        );
        parts.Add(
            new FilterPart(
                $"EXISTS (SELECT 1 FROM event_actors a WHERE a.event = e.seq AND a.name IN ({named}))",
                part,
                new WayIn(
                    "events e",
                    $"e.seq IN (SELECT a.event FROM event_actors a WHERE a.name IN ({named}))",
                    most,
                    InOrder: false,
                    Cost: Lookup
                )
            )
            {
                Test = LookForActor,
            }
        );
    }

    /// <summary>
    /// Each event of what stands before, in its order: an actor's come latest first. SQLite keeps the order of tables that are
    /// crossed; PostgreSQL would hash them all, unless each is a question of its own (OFFSET keeps it one).
    /// </summary>
    private string EventsOf(string number) =>
        store.Dialect == SqlDialect.Sqlite
            ? "CROSS JOIN events e"
            : $"CROSS JOIN LATERAL (SELECT * FROM events o WHERE o.seq = {number} OFFSET 0) e";

    private void AddPlace(string name)
    {
        if (Geonames(name) is { } geonames)
        {
            AddIndexed("e.geonames = @geonames", "events_geonames", true, ("geonames", geonames));
            return;
        }
        (string, object?)[] part = [("place", EventConditions.Part(name))];
        var events = Number(
            $"SELECT COALESCE(SUM(p.events), 0) FROM event_places p WHERE {HoldsPlace("p", store.Dialect)}",
            part
        );
        var way = new WayIn(
            Table("events_place"),
            $"e.place IN (SELECT p.place FROM event_places p WHERE {HoldsPlace("p", store.Dialect)}) AND {HoldsPlace("e", store.Dialect)}",
            events,
            InOrder: false,
            Cost: Lookup
        );
        // The names are those of events that stand.
        parts.Add(new FilterPart(HoldsPlace("e", store.Dialect), part, asOf is null ? way : null));
    }

    /// <summary>Null for a name.</summary>
    internal static long? Geonames(string place) =>
        long.TryParse(place, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The condition that a place or one of its divisions holds @place.</summary>
    internal static string HoldsPlace(string table, SqlDialect dialect) =>
        $"({dialect.Holds($"{table}.place", "@place")} OR {dialect.Holds($"{table}.admin1", "@place")} OR {dialect.Holds($"{table}.admin2", "@place")})";

    /// <summary>The numbers of an actor's events, retired ones included, from an index alone.</summary>
    internal static (string Sql, (string, object?)[] Values) OfActor(string name, RecordStore store) =>
        IsKey(name, store)
            ? ("SELECT a.event FROM event_actors a WHERE a.once = 1 AND a.actor = @actor", [("actor", name)])
            : (
                $"SELECT a.event FROM event_actors a WHERE a.name IN ({NamesWith(store)})",
                [("actor_part", EventConditions.Part(name))]
            );

    internal static bool IsKey(string name, RecordStore store) =>
        store.Connection.Value("SELECT 1 FROM actor_names WHERE actor = @actor LIMIT 1", ("actor", name)) is not null;

    private static string NamesWith(RecordStore store) =>
        $"SELECT n.name FROM actor_names n WHERE {store.Dialect.Holds("n.name", "@actor_part")}";

    private void AddBox(Box box)
    {
        var acrossAntimeridian = box.West > box.East;
        var condition =
            "e.lat BETWEEN @south AND @north AND "
            + (acrossAntimeridian ? "(e.lon >= @west OR e.lon <= @east)" : "e.lon BETWEEN @west AND @east");
        (string, object?)[] values =
        [
            ("south", box.South),
            ("north", box.North),
            ("west", box.West),
            ("east", box.East),
        ];
        parts.Add(new FilterPart(condition, values, acrossAntimeridian ? null : ByCells(box, condition, values)));
    }

    /// <summary>By the degree squares of a box; null for a large one.</summary>
    private WayIn? ByCells(Box box, string condition, (string, object?)[] values)
    {
        var (south, north) = ((int)Math.Floor(box.South + 90), (int)Math.Floor(box.North + 90));
        var (west, east) = ((int)Math.Floor(box.West + 180), (int)Math.Floor(box.East + 180));
        if (north - south >= MostRows || east - west >= MostRows)
            return null;
        var events = Number(
            "SELECT COALESCE(SUM(events), 0) FROM event_points WHERE lat BETWEEN @south AND @north AND lon BETWEEN @west AND @east",
            values
        );
        var cells =
            from row in Enumerable.Range(south, north - south + 1)
            from column in Enumerable.Range(west, east - west + 1)
            select ((row * 360) + column).ToString(CultureInfo.InvariantCulture);
        return new WayIn(
            Table("events_cell"),
            $"e.cell IN ({string.Join(", ", cells)}) AND {condition}",
            events,
            InOrder: false,
            Cost: Wide
        );
    }

    private void AddWords(string words)
    {
        (string, object?)[] values = [("words", store.Dialect.Search(words))];
        var hits =
            $"SELECT DISTINCT x.event FROM ({store.Dialect.SearchRows}) v CROSS JOIN reports r CROSS JOIN event_reports x WHERE r.seq = v.seq AND x.report = r.id";
        var most = Reports(values);
        if (most <= ReportsOfNamed)
        {
            var found = store.Connection.Query(hits, row => row.GetInt64(0), values);
            if (found.Count <= NamedOneByOne)
            {
                var named = $"e.seq IN ({(found.Count == 0 ? "NULL" : string.Join(", ", found))})";
                parts.Add(new FilterPart(named, [], new WayIn("events e", named, found.Count, InOrder: false, Lookup)));
                return;
            }
        }
        parts.Add(
            new FilterPart(
                $"EXISTS (SELECT 1 FROM event_reports x JOIN reports r ON r.id = x.report WHERE x.event = e.seq AND {store.Dialect.SearchOne})",
                values,
                new WayIn(
                    $"({hits}) w {EventsOf("w.event")}",
                    "e.seq = w.event",
                    most > Counted ? Number("SELECT COALESCE(MAX(seq), 0) FROM reports") : most,
                    InOrder: false,
                    FromWords
                )
            )
            {
                Test = LookForWords,
            }
        );
    }

    /// <summary>
    /// How many reports hold the words, to a bound. PostgreSQL gathers all of them before it gives the first: where its
    /// statistics say that there are very many, none is looked for.
    /// </summary>
    private long Reports((string, object?)[] values)
    {
        if (
            store.Dialect == SqlDialect.Postgres
            && store.Connection.Value($"EXPLAIN (FORMAT JSON) {store.Dialect.SearchRows}", values) is string plan
        )
        {
            using var parsed = JsonDocument.Parse(plan);
            if (parsed.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetInt64() > 2 * Counted)
                return Counted + 1;
        }
        return CountTo(Counted, $"({store.Dialect.SearchRows}) v", values);
    }

    /// <summary>How many events there are, and which share of them the days of the filter leave.</summary>
    private (long All, double Share) Whole()
    {
        var all = Number("SELECT COALESCE(MAX(seq), 0) FROM events");
        if (filter.From is null && filter.To is null)
            return (all, 1);
        var first = End("at");
        var last = End("at DESC");
        if (first is null || last is null)
            return (all, 1);
        var from = filter.From is { } one && one > first ? one : first.Value;
        var to = filter.To is { } other && other < last ? other : last.Value;
        var days = Math.Max(0, to.DayNumber - from.DayNumber + 1);
        return (all, Math.Min(1, Skew * days / (last.Value.DayNumber - first.Value.DayNumber + 1)));
    }

    private DateOnly? End(string order) =>
        store.Connection.Value(
            $"SELECT e.at FROM {Table("events_at")} WHERE e.retired_at IS NULL AND e.at > '' ORDER BY e.{order} LIMIT 1"
        )
            is string day
            ? Moment.Day(day)
            : null;

    /// <summary>No event that lasted into this day began before that one; few last longer than a month.</summary>
    private string Earliest(DateOnly from)
    {
        var month = Moment.Text(from.DayNumber > 31 ? from.AddDays(-31) : from)!;
        var longest =
            store.Connection.Value(
                "SELECT MIN(at) FROM events WHERE retired_at IS NULL AND lasts > 31 AND day_to >= @from",
                ("from", Moment.Text(from))
            ) as string;
        return longest is not null && string.CompareOrdinal(longest, month) < 0 ? longest : month;
    }

    private long CountTo(int most, string from, params (string, object?)[] values) =>
        Number($"SELECT COUNT(*) FROM (SELECT 1 FROM {from} LIMIT {most + 1}) AS counted", values);

    private long Number(string question, params (string, object?)[] values) =>
        Convert.ToInt64(store.Connection.Value(question, values), CultureInfo.InvariantCulture);
}
