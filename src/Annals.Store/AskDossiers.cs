using System.Collections.Immutable;
using System.Globalization;
using Annals.Answers;
using Annals.Record;

namespace Annals.Store;

/// <summary>Questions about one actor or one place, and what is counted over many events.</summary>
public sealed partial class Ask
{
    private const int DossierRows = 20;

    /// <summary>What was hit at a place is looked for in so many events, the latest.</summary>
    private const int LookedForObjects = 300;

    /// <summary>
    /// Who did what in which month, and what is claimed. With an actor's key: its own acts, for those that acted against it or
    /// beside it have tallies of their own; with a part of a name, everyone's acts in the events that name it.
    /// </summary>
    public TallyAnswer Tally(Filter filter) =>
        store.Read(() =>
        {
            var isKey = filter.Actor is { } actor && EventWays.IsKey(actor, store);
            var rows = TallyRows(
                filter,
                Tallies.IsCountedAhead(filter with { Actor = isKey ? null : filter.Actor, From = null, To = null })
            );
            ImmutableArray<TallyClaim> claims =
            [
                .. Reports<Tally>("tally", filter, filter.Limit)
                    .Select(claim => new TallyClaim(claim.Report, claim.Said, Beside(claim.Report, filter))),
            ];
            return new TallyAnswer(
                [.. rows],
                claims,
                file?.Of(rows.Select(row => row.Actor).Concat(claims.Select(claim => claim.Tally.Claimant?.Id))) ?? []
            );
        });

    /// <summary>
    /// What the record counts of a claim's types in its period: of the actor that is asked after, else of the one who
    /// claims, in the country that the claim names. A claim without a period is set beside the whole record.
    /// </summary>
    private Recorded? Beside(Tally claim, Filter filter)
    {
        var actor = filter.Actor ?? claim.Claimant?.Id ?? claim.Claimant?.Name;
        var country = filter.Country ?? claim.Place?.Country;
        if (actor is null && country is null)
            return null;
        var types = file?.Counted(claim.Of) ?? claim.Of;
        var same = filter with
        {
            Actor = actor,
            Country = country,
            Types = types,
            From = claim.Period?.From,
            To = claim.Period?.To,
        };
        var where = EventConditions.Of(same, store);
        return store.Connection.Query(
            $"SELECT COUNT(*), SUM(e.killed_low), SUM(COALESCE(e.killed_high, e.killed_best, e.killed_low)) FROM {where.From} WHERE {where.Sql}",
            row => new Recorded(actor, country, types, row.GetInt64(0), row.Number(1), row.Number(2)),
            [.. where.Values]
        )[0];
    }

    /// <summary>From what the writer has counted ahead, or over the events themselves: both say the same.</summary>
    internal List<TallyRow> TallyRows(Filter filter, bool countedAhead)
    {
        var own = filter.Actor is { } actor && EventWays.IsKey(actor, store) ? actor : null;
        var questions =
            !countedAhead ? [Tallies.Over(EventConditions.Of(filter, store), own: own)]
            : filter is { From: null, To: null } ? [Tallies.Ahead(filter, own: own)]
            : Tallies.Stretch(filter, part => EventConditions.Of(part, store), own);
        return
        [
            .. questions
                .SelectMany(question => TallyRows(question, filter.Skip + filter.Limit))
                .OrderByDescending(row => row.Events)
                .ThenBy(row => row.Actor ?? "", StringComparer.Ordinal)
                .ThenBy(row => row.Actor is null ? row.Name : "", StringComparer.Ordinal)
                .ThenBy(row => row.Month ?? "", StringComparer.Ordinal)
                .Skip(filter.Skip)
                .Take(filter.Limit),
        ];
    }

    private List<TallyRow> TallyRows(Tallies.Question question, int limit) =>
        store.Connection.Query(
            $"""
            SELECT t.actor, COALESCE((SELECT MIN(n.name) FROM actor_names n WHERE n.actor = t.actor AND t.actor <> ''), t.name), t.month, t.events,
                t.killed_low, t.killed_best, t.killed_high
            FROM ({question.Sql} ORDER BY events DESC, actor, name, month LIMIT @limit) t
            """,
            row => new TallyRow(
                row.GetString(0) is { Length: > 0 } key ? key : null,
                row.GetString(1),
                row.GetString(2) is { Length: > 0 } month ? month : null,
                Convert.ToInt64(row.GetValue(3), CultureInfo.InvariantCulture),
                row.Number(4),
                row.Number(5),
                row.Number(6)
            ),
            [.. question.Values, ("limit", limit)]
        );

    public FiguresAnswer Figures(Filter filter) =>
        store.Read(() =>
        {
            var rows = Reports<Figure>("figure", filter, filter.Limit);
            var named = rows.SelectMany(row =>
                row.Report.Attribution.Select(speaker => speaker.Id).Prepend(row.Report.Object?.Id)
            );
            return new FiguresAnswer(
                CountReports("figure", filter),
                [.. rows.Select(row => new FigureRow(row.Report, row.Said))],
                file?.Of(named) ?? []
            );
        });

    public ActorAnswer Actor(string actor, Filter filter) =>
        store.Read(() =>
        {
            var of = filter with { Actor = actor, Limit = Math.Min(filter.Limit, DossierRows) };
            var names = store.Connection.Query(
                $"""
                SELECT DISTINCT name FROM report_names WHERE actor = @actor OR {store.Dialect.Holds(
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
                [.. assessments.Select(row => row.Said)],
                file?.Of(actor),
                Leaders(actor, of),
                file?.Links(actor) ?? [],
                Reach(actor, filter),
                Tally(filter with { Actor = actor })
            );
        });

    /// <summary>The files' terms and what articles say of who leads it, in one line of time.</summary>
    private ImmutableArray<LeaderRow> Leaders(string actor, Filter filter)
    {
        var said = Reports<Relation>("relation", filter, 500)
            .Where(row => row.Report.Name is Relations.Leads or Relations.LedUntil && !row.Report.Negated)
            .Where(row => row.Report.Object.Any(led => IsMeant(led, actor)))
            .SelectMany(row => row.Report.Subject.Select(leader => (Leader: leader.Name, row.Report, row.Said)))
            .GroupBy(row => row.Leader, StringComparer.Ordinal)
            .Select(group =>
            {
                var (leads, until) = (Time(Relations.Leads), Time(Relations.LedUntil));
                var hasEnded = group.Any(row => row.Report.Name == Relations.LedUntil);
                ImmutableArray<Said> words = [.. group.Select(row => row.Said)];
                return new LeaderRow(
                    group.Key,
                    Date(leads?.From, leads),
                    hasEnded ? Date(until?.To ?? until?.From, until) : null,
                    !hasEnded && leads is { From: not null, To: null },
                    words.Min(one => one.Published),
                    words.Max(one => one.Published),
                    Origin.Of(words),
                    words
                )
                {
                    Known = file?.Leader(actor, group.Key),
                };

                EventTime? Time(string name) =>
                    group
                        .Where(row => row.Report.Name == name)
                        .Select(row => row.Report.Time)
                        .FirstOrDefault(time => time is not null);
            });
        return LeaderRow.Line((file?.Leaders(actor) ?? []).Concat(said));
    }

    private static bool IsMeant(Party party, string actor) =>
        party.Id == actor || (party.Id is null && party.Name.Contains(actor, StringComparison.OrdinalIgnoreCase));

    /// <summary>As fine as the time is known: "2019-10" where the article gives the month, which is no term of a month.</summary>
    private static string? Date(DateOnly? day, EventTime? time) =>
        day is not { } known
            ? null
            : time?.Precision switch
            {
                TimePrecision.Year => Moment.Text(known)![..4],
                TimePrecision.Month => Moment.Text(known)![..7],
                _ => Moment.Text(known),
            };

    public PlaceAnswer Place(string place, Filter filter) =>
        store.Read(() =>
        {
            var at = filter with { Place = place, Limit = Math.Min(filter.Limit, DossierRows) };
            var events = ReadEvents(at);
            var latest = ReadPage(at with { Limit = LookedForObjects, Skip = 0 });
            var hit = reader
                .ReportsOfEvents([.. latest.Select(row => row.Seq)], AsOf(filter))
                .OfType<Happening>()
                .Where(report => report.Objects.Length > 0)
                .Take(DossierRows)
                .ToList();
            var objects = hit.Zip(SaidOf(hit, AsOf(filter)))
                .SelectMany(row => row.First.Objects.Select(thing => new ObjectRow(thing, row.First.Time, row.Second)))
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

    /// <summary>Reports of a kind, latest first, each with its words.</summary>
    private List<(T Report, Said Said)> Reports<T>(string kind, Filter filter, int limit)
        where T : Report
    {
        var where = ReportConditions.Of(kind, filter, store);
        var reports = store.Connection.Query(
            $"SELECT r.body FROM {where.From} WHERE {where.Sql} ORDER BY COALESCE(r.day_to, r.day_from, '') DESC, r.seq DESC LIMIT @limit",
            row => (T)Json.ReadReport(row.GetString(0)),
            [.. where.Values, ("limit", limit)]
        );
        return [.. reports.Zip(SaidOf(reports, AsOf(filter)))];
    }

    private Total CountReports(string kind, Filter filter)
    {
        var where = ReportConditions.Of(kind, filter, store);
        var count = Convert.ToInt64(
            store.Connection.Value(
                $"SELECT COUNT(*) FROM (SELECT 1 FROM {where.From} WHERE {where.Sql} LIMIT {Total.Exact + 1}) AS counted",
                [.. where.Values]
            ),
            CultureInfo.InvariantCulture
        );
        return count > Total.Exact ? new Total(Total.Exact, true) : new Total(count, false);
    }
}
