using Annals.Answers;

namespace Annals.Store;

/// <summary>A filter as SQL on the reports' table "r", with the values that it names.</summary>
internal sealed record ReportConditions(string Sql, IReadOnlyList<(string Name, object? Value)> Values)
{
    public static ReportConditions Of(string kind, Filter filter, SqlDialect dialect)
    {
        var sql = new List<string> { "r.kind = @kind", "r.body IS NOT NULL" };
        var values = new List<(string, object?)> { ("kind", kind) };
        var asOf = filter.AsOf is { } moment ? Moment.Text(moment) : null;
        sql.Add(RecordReader.Known("r", asOf));
        if (asOf is not null)
            values.Add(("as_of", asOf));
        if (filter.Status is { } status)
            Add("r.status = @status", ("status", Words.Of(status)));
        if (filter.Country is { } country)
            Add("r.country = @country", ("country", country.ToUpperInvariant()));
        if (filter.From is { } from)
            Add("(r.day_to IS NULL OR r.day_to >= @from)", ("from", Moment.Text(from)));
        if (filter.To is { } to)
            Add("(r.day_from IS NULL OR r.day_from <= @to)", ("to", Moment.Text(to)));
        if (filter.Types.Length > 0 && kind == "happening")
            Add(
                $"r.type IN ({string.Join(", ", filter.Types.Select((_, index) => $"@type{index}"))})",
                [.. filter.Types.Select((type, index) => ($"type{index}", (object?)type))]
            );
        if (filter.Actor is { } actor)
            Add(
                $"r.seq IN (SELECT a.report FROM report_actors a WHERE a.actor = @actor OR a.name IN ({Named("@actor_part")}))",
                ("actor", actor),
                ("actor_part", EventConditions.Part(actor))
            );
        if (filter.Place is { } place)
            Add(
                $"({dialect.Holds("r.place", "@place")} OR r.seq IN (SELECT a.report FROM report_actors a WHERE a.name IN ({Named("@place")})))",
                ("place", EventConditions.Part(place))
            );
        if (filter.Confidence is { } confidence)
            Add("r.confidence >= @confidence", ("confidence", confidence));
        if (filter.Words is { } words)
            Add(dialect.SearchHit, ("words", dialect.Search(words)));
        return new ReportConditions(string.Join(" AND ", sql), values);

        // Names are fewer than the rows that bear them.
        string Named(string part) => $"SELECT n.name FROM report_names n WHERE {dialect.Holds("n.name", part)}";

        void Add(string condition, params ReadOnlySpan<(string, object?)> named)
        {
            sql.Add(condition);
            values.AddRange(named);
        }
    }
}
