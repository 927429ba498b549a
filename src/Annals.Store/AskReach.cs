using System.Collections.Immutable;
using Annals.Answers;
using Annals.Record;

namespace Annals.Store;

/// <summary>Where an actor is active: what events of the record show, what reports state, what the knowledge files hold.</summary>
public sealed partial class Ask
{
    public ReachAnswer Reach(string actor, Filter filter) =>
        store.Read(() =>
        {
            var of = filter with { Actor = actor };
            var events = EventConditions.Of(of, store);
            var counted = Fast(of)?.ByCountry(of, store) ?? CountedByCountry(events);
            var reported = Reported(events, AsOf(filter));
            var stated = Reports<Relation>("relation", of, 1000)
                .Where(row => row.Report.Name is Relations.ActiveIn or Relations.BasedIn or Relations.Controls)
                .Where(row => !row.Report.Negated)
                .SelectMany(row => Countries(row.Report).Select(country => (Country: country, row.Said)))
                .ToLookup(row => row.Country, row => row.Said, StringComparer.Ordinal);
            var known = file?.Of(actor);
            // With a country asked for, the others that the files hold are no answer.
            var inFile = (known?.Countries ?? []).Where(one =>
                filter.Country is null || one.Equals(filter.Country, StringComparison.OrdinalIgnoreCase)
            );
            var rows = counted
                .Keys.Union(stated.Select(group => group.Key), StringComparer.Ordinal)
                .Union(inFile, StringComparer.Ordinal)
                .Select(country =>
                {
                    var (count, first, last) = counted.GetValueOrDefault(country);
                    ImmutableArray<Said> said = [.. stated[country]];
                    var (from, to, articles) = Joined(reported.GetValueOrDefault(country), said);
                    var origin =
                        known is not null && known.Countries.Contains(country) ? known.Origin.With(articles) : articles;
                    return new ReachRow(
                        country,
                        count,
                        first,
                        last,
                        said.Length,
                        from,
                        to,
                        origin,
                        said.Length > 0 || count == 0 ? said : First(actor, country, filter)
                    );
                })
                .OrderByDescending(row => row.Events)
                .ThenByDescending(row => row.Stated)
                .ThenBy(row => row.Country, StringComparer.Ordinal);
            return new ReachAnswer(actor, known, [.. rows]);
        });

    private Dictionary<string, (long Events, DateOnly? First, DateOnly? Last)> CountedByCountry(
        EventConditions events
    ) =>
        store
            .Connection.Query(
                $"""
                SELECT e.country, COUNT(*), MIN(e.day_from), MAX(e.day_to) FROM {events.From}
                WHERE {events.Sql} AND e.country IS NOT NULL GROUP BY e.country
                """,
                row => (Country: row.GetString(0), Events: row.GetInt64(1), First: row.Day(2), Last: row.Day(3)),
                [.. events.Values]
            )
            .ToDictionary(row => row.Country, row => (row.Events, row.First, row.Last), StringComparer.Ordinal);

    /// <summary>Of each country's events: when the first and the last article that tells of one was published, and which articles do.</summary>
    private Dictionary<string, (DateOnly? First, DateOnly? Last, Origin Articles)> Reported(
        EventConditions events,
        string? asOf
    ) =>
        store
            .Connection.Query(
                $"""
                SELECT k.country, k.article, k.most, k.first_day, k.last_day FROM (
                    SELECT d.country, d.article, d.published,
                        ROW_NUMBER() OVER (PARTITION BY d.country ORDER BY COALESCE(d.published, '9'), d.article) AS nth,
                        COUNT(*) OVER (PARTITION BY d.country) AS most,
                        MIN(d.published) OVER (PARTITION BY d.country) AS first_day,
                        MAX(d.published) OVER (PARTITION BY d.country) AS last_day
                    FROM (
                        SELECT DISTINCT f.country AS country, p.id AS article, p.published AS published
                        FROM (SELECT e.seq, e.country FROM {events.From} WHERE {events.Sql} AND e.country IS NOT NULL) f
                        JOIN event_reports x ON x.event = f.seq JOIN reports r ON r.id = x.report JOIN articles p ON p.id = r.article
                        WHERE p.body IS NOT NULL AND {RecordReader.Known("p", asOf)}
                    ) d
                ) k WHERE k.nth <= {Origin.Named} ORDER BY k.country, k.nth
                """,
                row =>
                    (
                        Country: row.GetString(0),
                        Article: row.GetString(1),
                        Most: row.GetInt64(2),
                        First: row.Day(3),
                        Last: row.Day(4)
                    ),
                [.. events.Values]
            )
            .GroupBy(row => row.Country, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group =>
                {
                    var (_, _, most, first, last) = group.First();
                    return (first, last, new Origin(null, null, null, [.. group.Select(row => row.Article)], most));
                },
                StringComparer.Ordinal
            );

    /// <summary>What events show and what reports state, of one country.</summary>
    private static (DateOnly? First, DateOnly? Last, Origin Articles) Joined(
        (DateOnly? First, DateOnly? Last, Origin? Articles) shown,
        ImmutableArray<Said> said
    )
    {
        var stated = Origin.Of(said);
        var further = stated.Articles.Except(shown.Articles?.Articles ?? [], StringComparer.Ordinal).ToList();
        ImmutableArray<string> named = [.. (shown.Articles?.Articles ?? []).Concat(further).Take(Origin.Named)];
        DateOnly?[] days = [.. said.Select(one => one.Published), shown.First, shown.Last];
        return (
            days.Min(),
            days.Max(),
            new Origin(null, null, null, named, (shown.Articles?.ArticlesInAll ?? 0) + further.Count)
        );
    }

    private ImmutableArray<Said> First(string actor, string country, Filter filter) =>
        Events(filter with { Actor = actor, Country = country, Limit = 1, Skip = 0 }).Said;

    /// <summary>Every object that is a country; else the country of the place; else what the objects are called.</summary>
    private IEnumerable<string> Countries(Relation relation)
    {
        var states = relation.Object.Select(party => file?.CountryOf(party.Id, party.Name)).ToList();
        if (states.TrueForAll(state => state is null) && relation.Place?.Country is { } country)
            return [country];
        return relation
            .Object.Select((party, index) => states[index] ?? party.Id ?? party.Name)
            .Distinct(StringComparer.Ordinal);
    }
}
