using Annals.Answers;

namespace Annals.Store;

/// <summary>A filter as SQL on the events' table "e", with the values that it names.</summary>
internal sealed record EventConditions(string Sql, IReadOnlyList<(string Name, object? Value)> Values)
{
    public static EventConditions Of(Filter filter, SqlDialect dialect)
    {
        var sql = new List<string>();
        var values = new List<(string, object?)>();
        var asOf = filter.AsOf is { } moment ? Moment.Text(moment) : null;
        sql.Add(RecordReader.Known("e", asOf));
        if (asOf is not null)
            values.Add(("as_of", asOf));
        if (filter.Status is { } status)
            Add("e.status = @status", ("status", Words.Of(status)));
        else if (!filter.All)
            sql.Add("e.counted = 1");
        if (filter.Types.Length > 0)
            Add(
                $"e.type IN ({string.Join(", ", filter.Types.Select((_, index) => $"@type{index}"))})",
                [.. filter.Types.Select((type, index) => ($"type{index}", (object?)type))]
            );
        if (filter.Country is { } country)
            Add("e.country = @country", ("country", country.ToUpperInvariant()));
        if (filter.From is { } from)
            Add("e.day_to >= @from", ("from", Moment.Text(from)));
        if (filter.To is { } to)
            Add("e.day_from <= @to", ("to", Moment.Text(to)));
        if (filter.Actor is { } actor)
            Add(
                $"e.seq IN (SELECT a.event FROM event_actors a WHERE a.actor = @actor OR {dialect.Holds("a.name", "@actor_part")})",
                ("actor", actor),
                ("actor_part", Part(actor))
            );
        if (filter.Place is { } place)
            AddPlace(place);
        if (filter.Box is { } box)
            AddBox(box);
        if (filter.Words is { } words)
            Add(
                $"e.seq IN (SELECT x.event FROM event_reports x JOIN reports r ON r.id = x.report WHERE {dialect.SearchHit})",
                ("words", dialect.Search(words))
            );
        return new EventConditions(string.Join(" AND ", sql), values);

        void Add(string condition, params ReadOnlySpan<(string, object?)> named)
        {
            sql.Add(condition);
            values.AddRange(named);
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

    /// <summary>A pattern for "holds these words".</summary>
    public static string Part(string words) =>
        "%"
        + words
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)
        + "%";
}
