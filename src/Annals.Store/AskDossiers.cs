using System.Collections.Immutable;
using System.Globalization;
using Annals.Answers;
using Annals.Record;

namespace Annals.Store;

/// <summary>Questions about one actor or one place, and what is counted over many events.</summary>
public sealed partial class Ask
{
    private const int DossierRows = 20;

    public TallyAnswer Tally(Filter filter) =>
        store.Read(() =>
        {
            var rows = TallyRows(filter, Tallies.IsCountedAhead(filter));
            var claims = Reports<Tally>("tally", filter, filter.Limit);
            return new TallyAnswer([.. rows], [.. claims.Select(claim => new TallyClaim(claim.Report, claim.Said))]);
        });

    /// <summary>From what the writer has counted ahead, or over the events themselves: both say the same.</summary>
    internal List<TallyRow> TallyRows(Filter filter, bool countedAhead)
    {
        var (counted, values) = countedAhead ? Tallies.Ahead(filter) : Tallies.Over(EventConditions.Of(filter, store));
        return store.Connection.Query(
            $"""
            SELECT t.actor, COALESCE((SELECT MIN(n.name) FROM actor_names n WHERE n.actor = t.actor AND t.actor <> ''), t.name), t.month, t.events,
                t.killed_low, t.killed_best, t.killed_high
            FROM ({counted} ORDER BY events DESC, actor, name, month LIMIT @limit OFFSET @skip) t ORDER BY t.events DESC, t.actor, t.name, t.month
            """,
            row => new TallyRow(
                row.GetString(0) is { Length: > 0 } key ? key : null,
                row.GetString(1),
                row.GetString(2) is { Length: > 0 } month ? month : null,
                row.GetInt64(3),
                row.Number(4),
                row.Number(5),
                row.Number(6)
            ),
            [.. values, ("limit", filter.Limit), ("skip", filter.Skip)]
        );
    }

    public FiguresAnswer Figures(Filter filter) =>
        store.Read(() =>
        {
            var rows = Reports<Figure>("figure", filter, filter.Limit);
            return new FiguresAnswer(
                CountReports("figure", filter),
                [.. rows.Select(row => new FigureRow(row.Report, row.Said))]
            );
        });

    public ReachAnswer Reach(string actor, Filter filter) =>
        store.Read(() =>
        {
            var events = EventConditions.Of(filter with { Actor = actor }, store);
            var counted = store.Connection.Query(
                $"""
                SELECT e.country, COUNT(*), MIN(e.day_from), MAX(e.day_to) FROM {events.From}
                WHERE {events.Sql} AND e.country IS NOT NULL GROUP BY e.country
                """,
                row => (Country: row.GetString(0), Events: row.GetInt64(1), First: row.Day(2), Last: row.Day(3)),
                [.. events.Values]
            );
            var stated = Reports<Relation>("relation", filter with { Actor = actor }, 1000)
                .Where(row => row.Report.Name is Relations.ActiveIn or Relations.BasedIn or Relations.Controls)
                .SelectMany(row => Countries(row.Report).Select(country => (Country: country, row.Said)))
                .ToLookup(row => row.Country, row => row.Said, StringComparer.Ordinal);
            var countries = counted
                .Select(row => row.Country)
                .Union(stated.Select(group => group.Key), StringComparer.Ordinal);
            var rows = countries
                .Select(country =>
                {
                    var (_, count, first, last) = counted.FirstOrDefault(row => row.Country == country);
                    ImmutableArray<Said> said = [.. stated[country]];
                    return new ReachRow(
                        country,
                        count,
                        first,
                        last,
                        said.Length,
                        said.Length > 0 ? said : First(actor, country, filter)
                    );
                })
                .OrderByDescending(row => row.Events)
                .ThenByDescending(row => row.Stated)
                .ThenBy(row => row.Country, StringComparer.Ordinal);
            return new ReachAnswer(actor, [.. rows]);
        });

    public ActorAnswer Actor(string actor, Filter filter) =>
        store.Read(() =>
        {
            var of = filter with { Actor = actor, Limit = Math.Min(filter.Limit, DossierRows) };
            var names = store.Connection.Query(
                $"""
                SELECT DISTINCT name FROM report_actors WHERE actor = @actor OR {store.Dialect.Holds(
                    "name",
                    "@part"
                )} ORDER BY name LIMIT 50
                """,
                row => row.GetString(0),
                ("actor", actor),
                ("part", EventConditions.Part(actor))
            );
            var assessments = Reports<Assessment>("assessment", of, DossierRows);
            return new ActorAnswer(
                actor,
                [.. names],
                CountEvents(of),
                RelationRows(of),
                ReadEvents(of),
                [.. assessments.Select(row => row.Said)]
            );
        });

    public PlaceAnswer Place(string place, Filter filter) =>
        store.Read(() =>
        {
            var at = filter with { Place = place, Limit = Math.Min(filter.Limit, DossierRows) };
            var events = ReadEvents(at);
            var objects = Reports<Happening>("happening", at, 500)
                .SelectMany(row => row.Report.Objects.Select(thing => new ObjectRow(thing, row.Report.Time, row.Said)))
                .Take(DossierRows);
            var figures = Reports<Figure>("figure", at, DossierRows).Select(row => new FigureRow(row.Report, row.Said));
            return new PlaceAnswer(place, CountEvents(at), events, RelationRows(at), [.. objects], [.. figures]);
        });

    private ImmutableArray<RelationRow> RelationRows(Filter filter) =>
        [
            .. Reports<Relation>("relation", filter, 500)
                .GroupBy(row =>
                    (row.Report.Name, ReportWords.Names(row.Report.Subject), ReportWords.Names(row.Report.Object))
                )
                .Select(group => new RelationRow(
                    group.Key.Item2,
                    group.Key.Name,
                    group.Key.Item3,
                    group.Select(row => row.Report.Time).FirstOrDefault(time => time is not null),
                    [.. group.Select(row => row.Said)]
                ))
                .OrderBy(row => row.Relation, StringComparer.Ordinal)
                .ThenByDescending(row => row.Said.Length)
                .ThenBy(row => row.Object, StringComparer.Ordinal),
        ];

    private ImmutableArray<Said> First(string actor, string country, Filter filter) =>
        Events(filter with { Actor = actor, Country = country, Limit = 1, Skip = 0 }).Said;

    /// <summary>The place's country, and every object that is a country by its code or bears a name.</summary>
    private static IEnumerable<string> Countries(Relation relation)
    {
        if (relation.Object.Length > 0)
            return relation.Object.Select(party => party.Id ?? party.Name).Distinct(StringComparer.Ordinal);
        return relation.Place?.Country is { } country ? [country] : [];
    }

    /// <summary>Reports of a kind, latest first, each with its words.</summary>
    private List<(T Report, Said Said)> Reports<T>(string kind, Filter filter, int limit)
        where T : Report
    {
        var where = ReportConditions.Of(kind, filter, store.Dialect);
        var reports = store.Connection.Query(
            $"SELECT r.body FROM reports r WHERE {where.Sql} ORDER BY COALESCE(r.day_to, r.day_from, '') DESC, r.seq DESC LIMIT @limit",
            row => (T)Json.ReadReport(row.GetString(0)),
            [.. where.Values, ("limit", limit)]
        );
        return [.. reports.Zip(SaidOf(reports, AsOf(filter)))];
    }

    private Total CountReports(string kind, Filter filter)
    {
        var where = ReportConditions.Of(kind, filter, store.Dialect);
        var count = Convert.ToInt64(
            store.Connection.Value(
                $"SELECT COUNT(*) FROM (SELECT 1 FROM reports r WHERE {where.Sql} LIMIT {Total.Exact + 1}) AS counted",
                [.. where.Values]
            ),
            CultureInfo.InvariantCulture
        );
        return count > Total.Exact ? new Total(Total.Exact, true) : new Total(count, false);
    }
}
