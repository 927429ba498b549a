using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Annals.Answers;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// `annals ask`: questions to the record. Counting and filtering is SQL; what an answer is, and how it reads, stands in
/// <see cref="Answers"/>. Each figure comes with the reports and the words behind it. What the knowledge files know of
/// an actor stands beside it, where they are given, and says that it is theirs.
/// </summary>
/// <param name="store">The record.</param>
/// <param name="file">What the knowledge files know of actors.</param>
/// <param name="columns">The events in memory, where a program keeps them: maps and timelines are made from them.</param>
public sealed partial class Ask(RecordStore store, ActorFile? file = null, EventColumns? columns = null)
{
    /// <summary>The questions that <see cref="Answer"/> knows, and whether they want a subject.</summary>
    public static readonly ImmutableArray<(string Question, string? Subject)> Questions =
    [
        ("events", null),
        ("tally", null),
        ("trend", null),
        ("reach", "ACTOR"),
        ("actor", "ACTOR"),
        ("place", "PLACE"),
        ("figures", null),
        ("article", "ARTICLE"),
        ("why", "EVENT"),
        ("types", null),
    ];

    private readonly RecordReader reader = new(store);

    /// <summary>The question by its name; null where the record holds nothing by the subject's name (article, why).</summary>
    /// <exception cref="ArgumentException">There is no such question, or it wants a subject.</exception>
    public Answer? Answer(string question, string? subject, Filter filter) =>
        question switch
        {
            "events" => Events(filter),
            "tally" => Tally(filter),
            "trend" => Trend(filter),
            "reach" => Reach(Meant(Wanted(question, subject ?? filter.Actor)), filter),
            "actor" => Actor(Meant(Wanted(question, subject ?? filter.Actor)), filter),
            "place" => Place(Wanted(question, subject ?? filter.Place), filter),
            "figures" => Figures(filter),
            "article" => Article(Wanted(question, subject), filter),
            "why" => Why(Wanted(question, subject), filter),
            _ => throw new ArgumentException($"no such question: \"{question}\"", nameof(question)),
        };

    /// <summary>The key of the actor that a name is in the files; else the name itself, which is looked for in names.</summary>
    private string Meant(string keyOrName) => file?.Key(keyOrName) ?? keyOrName;

    public EventsAnswer Events(Filter filter) =>
        store.Read(() =>
        {
            var (total, page) = Fast(filter) is { } fast
                ? ReadPage(fast, filter)
                : ReadPage(filter, EventWays.To(filter, store));
            return new EventsAnswer(
                total,
                [.. page.Select(row => row.Event)],
                SaidOf(reader.ReportsOfEvents([.. page.Select(row => row.Seq)], AsOf(filter)), AsOf(filter))
            );
        });

    /// <summary>How the database goes about the count and the first page: for measuring.</summary>
    public ImmutableArray<string> Plan(Filter filter) =>
        store.Read<ImmutableArray<string>>(() =>
        {
            var ways = EventWays.To(filter, store);
            var (all, latest) = (ways.ForAll(), ways.ForLatest(filter.Skip + filter.Limit, Count(ways).Count));
            return
            [
                .. Explained($"SELECT 1 FROM {all.From} WHERE {all.Sql} LIMIT {Total.Exact + 1}", all)
                    .Select(line => "count: " + line),
                .. Explained(
                        $"SELECT e.seq FROM {latest.From} WHERE {latest.Sql} ORDER BY {latest.Order} LIMIT {filter.Limit}",
                        latest
                    )
                    .Select(line => "page: " + line),
            ];
        });

    private List<string> Explained(string question, EventConditions where) =>
        store.Connection.Query(
            $"{(store.Dialect == SqlDialect.Sqlite ? "EXPLAIN QUERY PLAN" : "EXPLAIN")} {question}",
            row => Convert.ToString(row.GetValue(row.FieldCount - 1), CultureInfo.InvariantCulture)!,
            [.. where.Values]
        );

    public WhyAnswer? Why(string @event, Filter filter) =>
        store.Read(() =>
        {
            var asOf = AsOf(filter);
            var body = store.Connection.Query(
                $"SELECT b.body FROM events e JOIN event_bodies b ON b.event = e.seq WHERE e.id = @id AND b.body <> '' AND {RecordReader.Known("e", asOf)} LIMIT 1",
                row => row.GetString(0),
                ("id", @event),
                ("as_of", asOf ?? "")
            );
            if (body.Count == 0)
                return null;
            var reports = reader.ReportsOfEvent(@event, asOf);
            return new WhyAnswer(
                Json.ReadEvent(body[0]),
                [.. reports],
                SaidOf(reports, asOf),
                [.. ReviewsOf(reports, asOf)]
            );
        });

    /// <summary>Decisions on any of these reports, and on which belong together, once each, in the order in which they were made.</summary>
    private IEnumerable<Review> ReviewsOf(List<Report> reports, string? asOf)
    {
        var reviews = new Reviews(store, asOf);
        return reports
            .SelectMany(reviews.About)
            .DistinctBy(review => review.Id)
            .OrderBy(review => review.When)
            .ThenBy(review => review.Id, StringComparer.Ordinal);
    }

    /// <summary>The articles by these ids, as they stand.</summary>
    public ImmutableArray<Article> ArticlesBy(IEnumerable<string> ids) =>
        store.Read<ImmutableArray<Article>>(() => [.. reader.Articles([.. ids.Distinct(StringComparer.Ordinal)])]);

    public ArticleAnswer? Article(string id, Filter filter) =>
        store.Read(() =>
        {
            var asOf = AsOf(filter);
            if (reader.Article(id, asOf) is not { } article)
                return null;
            var events = store.Connection.Query(
                $"""
                SELECT b.body FROM events e JOIN event_bodies b ON b.event = e.seq WHERE b.body <> '' AND {RecordReader.Known(
                    "e",
                    asOf
                )} AND e.seq IN (
                    SELECT x.event FROM event_reports x JOIN reports r ON r.id = x.report WHERE r.article = @article)
                ORDER BY e.seq
                """,
                row => Json.ReadEvent(row.GetString(0)),
                ("article", id),
                ("as_of", asOf ?? "")
            );
            var reports = reader.ReportsOfArticle(id, asOf);
            return new ArticleAnswer(article, [.. reports], [.. events])
            {
                Versions = [.. VersionsOf(id, asOf)],
                Reviews = [.. ReviewsOf(reports, asOf)],
                Uncoded = Annals.Reach.Uncoded(article),
            };
        });

    /// <summary>The events that pass, their reports, and the articles that those stand in: what forms by article are made of.</summary>
    public (ImmutableArray<Article> Articles, ImmutableArray<Report> Reports, ImmutableArray<Event> Events) Behind(
        Filter filter
    ) =>
        store.Read<(ImmutableArray<Article>, ImmutableArray<Report>, ImmutableArray<Event>)>(() =>
        {
            var asOf = AsOf(filter);
            var events = ReadEvents(filter);
            ImmutableArray<Report> reports = [.. events.SelectMany(@event => reader.ReportsOfEvent(@event.Id, asOf))];
            var articles = reports
                .Select(report => report.Article)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(id => reader.Article(id, asOf))
                .OfType<Article>();
            return ([.. articles], reports, events);
        });

    private ImmutableArray<Event> ReadEvents(Filter filter) => [.. ReadPage(filter).Select(row => row.Event)];

    private List<(long Seq, Event Event)> ReadPage(Filter filter) =>
        Fast(filter) is { } fast ? ReadPage(fast, filter).Rows : ReadPage(filter, EventWays.To(filter, store)).Rows;

    /// <summary>Counted first: how many pass says which way to the latest of them is short.</summary>
    private (Total Total, List<(long Seq, Event Event)> Rows) ReadPage(Filter filter, EventWays ways)
    {
        var total = Count(ways);
        if (total.Count <= filter.Skip && !total.Over)
            return (total, []);
        var where = ways.ForLatest(filter.Skip + filter.Limit, total.Count);
        return (
            total,
            store.Connection.Query(
                $"""
                SELECT page.seq, b.body FROM (
                    SELECT e.seq, e.at FROM {where.From} WHERE {where.Sql} ORDER BY {where.Order} LIMIT @limit OFFSET @skip
                ) page JOIN event_bodies b ON b.event = page.seq WHERE b.body <> '' ORDER BY page.at DESC, page.seq DESC
                """,
                row => (row.GetInt64(0), Json.ReadEvent(row.GetString(1))),
                [.. where.Values, ("limit", filter.Limit), ("skip", filter.Skip)]
            )
        );
    }

    private Total CountEvents(Filter filter) =>
        Fast(filter) is { } fast
            ? TotalOf(fast.Latest(filter with { Limit = 0, Skip = 0 }, store).Count)
            : Count(EventWays.To(filter, store));

    /// <summary>From the events in memory: which are the latest is one pass over them.</summary>
    private (Total Total, List<(long Seq, Event Event)> Rows) ReadPage(EventColumns fast, Filter filter)
    {
        var (count, seqs) = fast.Latest(filter, store);
        var bodies = new Dictionary<long, string>();
        foreach (var some in seqs.Chunk(BodiesAtOnce))
        foreach (
            var (seq, body) in store.Connection.Query(
                $"SELECT event, body FROM event_bodies WHERE body <> '' AND event IN ({string.Join(", ", some)})",
                row => (row.GetInt64(0), row.GetString(1))
            )
        )
            bodies[seq] = body;
        return (TotalOf(count), [.. seqs.Where(bodies.ContainsKey).Select(seq => (seq, Json.ReadEvent(bodies[seq])))]);
    }

    private const int BodiesAtOnce = 500;

    /// <summary>Exact to <see cref="Total.Exact"/>: counting further would cost more than anyone reads from it.</summary>
    private Total Count(EventWays ways)
    {
        var where = ways.ForAll();
        var count = Convert.ToInt64(
            store.Connection.Value(
                $"SELECT COUNT(*) FROM (SELECT 1 FROM {where.From} WHERE {where.Sql} LIMIT {Total.Exact + 1}) AS counted",
                [.. where.Values]
            ),
            CultureInfo.InvariantCulture
        );
        return TotalOf(count);
    }

    private static Total TotalOf(long count) =>
        count > Total.Exact ? new Total(Total.Exact, true) : new Total(count, false);

    private ImmutableArray<Said> SaidOf(IReadOnlyCollection<Report> reports, string? asOf)
    {
        var heads = reader.Heads([.. reports.Select(report => report.Article).Distinct(StringComparer.Ordinal)], asOf);
        return [.. reports.Select(report => ReportWords.Said(report, heads.GetValueOrDefault(report.Article)))];
    }

    private static string? AsOf(Filter filter) => filter.AsOf is { } moment ? Moment.Text(moment) : null;

    private static string Wanted(string question, string? subject) =>
        subject ?? throw new ArgumentException($"\"{question}\" of what? Name it after the question.", nameof(subject));
}
