using Annals.Answers;

namespace Annals.Store;

/// <summary>
/// A filter as SQL on the events' table "e", with the values that it names. What is asked is answered by narrow indexes
/// in the order of the days; where few events can fit (a small box, an actor), the way in is by those.
/// </summary>
/// <param name="From">Where to read from: `events e`, or an actor's events.</param>
/// <param name="Order">Latest first, by the columns of what is read from.</param>
internal sealed record EventConditions(
    string From,
    string Order,
    string Sql,
    IReadOnlyList<(string Name, object? Value)> Values
)
{
    /// <summary>Up to so many events are taken out and sorted; more are walked through in order.</summary>
    private const long Few = 20_000;

    /// <summary>Rows of degree squares that are named one by one.</summary>
    private const int MostRows = 16;

    public static EventConditions Of(Filter filter, RecordStore store)
    {
        var dialect = store.Dialect;
        var (source, order) = ("events e", "e.at DESC, e.seq DESC");
        var sql = new List<string>();
        var values = new List<(string, object?)>();
        var asOf = filter.AsOf is { } moment ? Moment.Text(moment) : null;
        sql.Add(RecordReader.Known("e", asOf));
        if (asOf is not null)
            values.Add(("as_of", asOf));
        if (filter.Status is { } status)
            Add("e.status = @status", ("status", Words.Of(status)));
        // The words of the indexes' own conditions: each of the two kinds has its index.
        sql.Add(filter.All || filter.Status is not null ? "e.counted IN (0, 1)" : "e.counted = 1");
        if (filter.Types.Length > 0)
            Add(
                $"e.type IN ({string.Join(", ", filter.Types.Select((_, index) => $"@type{index}"))})",
                [.. filter.Types.Select((type, index) => ($"type{index}", (object?)type))]
            );
        if (filter.Country is { } country)
            Add("e.country = @country", ("country", country.ToUpperInvariant()));
        if (filter.From is { } from)
            Add(
                "e.day_to >= @from AND e.at >= @earliest",
                ("from", Moment.Text(from)),
                ("earliest", asOf is null ? Earliest(from, store) : "")
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
            Add("COALESCE(e.killed_low, e.killed_best, e.killed_high) >= @killed", ("killed", (double)killed));
        if (filter.Sources is { } sources)
            Add("e.sources >= @sources", ("sources", sources));
        if (filter.Confidence is { } confidence)
            Add("e.confidence >= @confidence", ("confidence", confidence));
        if (filter.Words is { } words)
            Add(
                $"e.seq IN (SELECT x.event FROM reports r CROSS JOIN event_reports x WHERE x.report = r.id AND {dialect.SearchHit})",
                ("words", dialect.Search(words))
            );
        return new EventConditions(source, order, string.Join(" AND ", sql), values);

        void Add(string condition, params ReadOnlySpan<(string, object?)> named)
        {
            sql.Add(condition);
            values.AddRange(named);
        }

        void AddActor(string name)
        {
            if (
                store.Connection.Value("SELECT 1 FROM actor_names WHERE actor = @actor LIMIT 1", ("actor", name))
                is not null
            )
            {
                // CROSS JOIN: SQLite keeps the order of the tables, so that the actor's events come latest first.
                (source, order) = ("event_actors a CROSS JOIN events e", "a.at DESC, a.event DESC");
                Add("e.seq = a.event AND a.once = 1 AND a.actor = @actor", ("actor", name));
            }
            else
                Add(
                    $"e.seq IN (SELECT a.event FROM event_actors a WHERE a.name IN (SELECT n.name FROM actor_names n WHERE {dialect.Holds("n.name", "@actor_part")}))",
                    ("actor_part", Part(name))
                );
        }

        void AddPlace(string name)
        {
            if (long.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out var geonames))
                Add("e.geonames = @geonames", ("geonames", geonames));
            else
                Add(
                    $"({dialect.Holds("e.place", "@place")} OR {dialect.Holds("e.admin1", "@place")} OR {dialect.Holds("e.admin2", "@place")})",
                    ("place", Part(name))
                );
        }

        void AddBox(Box box)
        {
            var acrossAntimeridian = box.West > box.East;
            if (!acrossAntimeridian && Cells(box, store) is { } cells)
                sql.Add($"e.cell IN ({cells})");
            Add(
                "e.lat BETWEEN @south AND @north AND "
                    + (acrossAntimeridian ? "(e.lon >= @west OR e.lon <= @east)" : "e.lon BETWEEN @west AND @east"),
                ("south", box.South),
                ("north", box.North),
                ("west", box.West),
                ("east", box.East)
            );
        }
    }

    /// <summary>No event that lasted into this day began before that one; few last longer than a month.</summary>
    private static string Earliest(DateOnly from, RecordStore store)
    {
        var month = Moment.Text(from.DayNumber > 31 ? from.AddDays(-31) : from)!;
        var longest =
            store.Connection.Value(
                "SELECT MIN(at) FROM events WHERE retired_at IS NULL AND lasts > 31 AND day_to >= @from",
                ("from", Moment.Text(from))
            ) as string;
        return longest is not null && string.CompareOrdinal(longest, month) < 0 ? longest : month;
    }

    /// <summary>The degree squares of a box in which few events lie; null for one that is better walked through by days.</summary>
    private static string? Cells(Box box, RecordStore store)
    {
        var (south, north) = ((int)Math.Floor(box.South + 90), (int)Math.Floor(box.North + 90));
        var (west, east) = ((int)Math.Floor(box.West + 180), (int)Math.Floor(box.East + 180));
        if (north - south >= MostRows || east - west >= MostRows)
            return null;
        var events = Convert.ToInt64(
            store.Connection.Value(
                "SELECT COALESCE(SUM(events), 0) FROM event_points WHERE lat BETWEEN @south AND @north AND lon BETWEEN @west AND @east",
                ("south", box.South),
                ("north", box.North),
                ("west", box.West),
                ("east", box.East)
            ),
            System.Globalization.CultureInfo.InvariantCulture
        );
        if (events > Few)
            return null;
        return string.Join(
            ", ",
            from row in Enumerable.Range(south, north - south + 1)
            from column in Enumerable.Range(west, east - west + 1)
            select ((row * 360) + column).ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
    }

    /// <summary>A pattern for "holds these words".</summary>
    public static string Part(string words) =>
        "%"
        + words
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)
        + "%";
}
