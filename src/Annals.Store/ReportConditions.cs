using Annals.Answers;

namespace Annals.Store;

/// <summary>
/// A filter as SQL on what is told beside happenings (sums, figures, relations, judgements): the reports' table "r", with the
/// values that it names. There is little of it, so it is walked through by its kind; only where there is much, an actor's
/// reports come first.
/// </summary>
internal sealed record ReportConditions(string From, string Sql, IReadOnlyList<(string Name, object? Value)> Values)
{
    private const int Few = 20_000;

    /// <param name="kind">Any but "happening": those are asked for by their events.</param>
    /// <param name="filter">What narrows it.</param>
    /// <param name="store">Where.</param>
    public static ReportConditions Of(string kind, Filter filter, RecordStore store)
    {
        var dialect = store.Dialect;
        // In the words of the index's own condition.
        var sql = new List<string> { "r.kind <> 'happening'", "r.kind = @kind", "r.body IS NOT NULL" };
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
        var isFew = IsFew(kind, store);
        if (filter.Actor is { } actor)
            Add(
                isFew
                    ? $"EXISTS (SELECT 1 FROM report_actors a WHERE a.report = r.seq AND (a.actor = @actor OR a.name IN ({Named("@actor_part")})))"
                    : $"r.seq IN (SELECT a.report FROM report_actors a WHERE a.{Migrations.RolesBeside} AND a.actor = @actor UNION ALL {Bearing("@actor_part")})",
                ("actor", actor),
                ("actor_part", EventConditions.Part(actor))
            );
        if (filter.Place is { } place)
            Add(
                $"({dialect.Holds("r.place", "@place")} OR {(
                    isFew
                        ? $"EXISTS (SELECT 1 FROM report_actors a WHERE a.report = r.seq AND a.name IN ({Named("@place")}))"
                        : $"r.seq IN ({Bearing("@place")})"
                )})",
                ("place", EventConditions.Part(place))
            );
        if (filter.Confidence is { } confidence)
            Add("r.confidence >= @confidence", ("confidence", confidence));
        if (filter.Words is { } words)
            Add(dialect.SearchHit, ("words", dialect.Search(words)));
        var source = isFew ? Told(store) : "reports r";
        return new ReportConditions(source, string.Join(" AND ", sql), values);

        // Names are fewer than the rows that bear them.
        string Named(string part) => $"SELECT n.name FROM report_names n WHERE {dialect.Holds("n.name", part)}";

        // By name where the record does not know them, by their keys where it does.
        string Bearing(string part) =>
            $"""
                SELECT a.report FROM report_actors a WHERE a.actor IS NULL AND a.name IN ({Named(part)})
                UNION ALL
                SELECT a.report FROM report_actors a WHERE a.{Migrations.RolesBeside}
                AND a.actor IN (SELECT n.actor FROM report_names n WHERE n.actor <> '' AND {dialect.Holds(
                    "n.name",
                    part
                )})
                AND a.name IN ({Named(part)})
                """;

        void Add(string condition, params ReadOnlySpan<(string, object?)> named)
        {
            sql.Add(condition);
            values.AddRange(named);
        }
    }

    private static string Told(RecordStore store) =>
        store.Dialect == SqlDialect.Sqlite ? "reports r INDEXED BY reports_told" : "reports r";

    private static bool IsFew(string kind, RecordStore store) =>
        Convert.ToInt64(
            store.Connection.Value(
                $"SELECT COUNT(*) FROM (SELECT 1 FROM {Told(store)} WHERE r.kind <> 'happening' AND r.kind = @kind LIMIT {Few + 1}) AS counted",
                ("kind", kind)
            ),
            System.Globalization.CultureInfo.InvariantCulture
        ) <= Few;
}
