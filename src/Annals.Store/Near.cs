using System.Collections.Immutable;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// Gives the linker the articles around a report, each with its happenings as people have decided on them. Asks narrow
/// indexes of the reports that stand; what was given once is kept.
/// </summary>
internal sealed class Near(RecordStore store, Reviews reviews)
{
    private const string Stands = "r.kind = 'happening' AND r.retired_at IS NULL";

    /// <summary>An undated report is held to speak of up to two weeks before its article.</summary>
    private const int ToldLater = 14;

    /// <summary>Longer times are met by the month.</summary>
    private const int LongDays = 40;

    private readonly Dictionary<string, ArticleReports> given = new(StringComparer.Ordinal);

    /// <summary>The days by which a report is found: its own, or those of its publication; of a claim or a denial both.</summary>
    public static (DateOnly? From, DateOnly? To, bool Long) DaysOf(Report report, Publication? published)
    {
        var from = report.Time?.From ?? report.Time?.To ?? published?.From;
        var to = report.Time?.To ?? published?.To ?? from;
        if (report.Status is Status.Claimed or Status.Denied && published is { From: { } first, To: { } last })
            (from, to) = (from < first ? from : first, to > last ? to : last);
        if (to < from)
            to = from;
        return (from, to, to?.DayNumber - from?.DayNumber > LongDays);
    }

    public IEnumerable<ArticleReports> Around(Vicinity vicinity) => Load(Ids(vicinity));

    /// <summary>These articles, and no others; one that holds no happening that stands is left out.</summary>
    public IEnumerable<ArticleReports> Load(IEnumerable<string> ids)
    {
        var wanted = ids.Distinct(StringComparer.Ordinal).ToArray();
        foreach (var some in wanted.Where(id => !given.ContainsKey(id)).Chunk(400))
        foreach (var article in Read(some))
            given[article.Id] = article;
        return wanted.Where(given.ContainsKey).Select(id => given[id]);
    }

    /// <summary>All articles with happenings that stand.</summary>
    public IEnumerable<ArticleReports> All() =>
        Load(
            store.Connection.Query(
                $"SELECT DISTINCT r.article FROM reports r WHERE {Stands} AND r.body IS NOT NULL",
                row => row.GetString(0)
            )
        );

    private IEnumerable<ArticleReports> Read(string[] ids)
    {
        var named = string.Join(", ", ids.Select((_, index) => $"@id{index}"));
        (string, object?)[] values = [.. ids.Select((id, index) => ($"id{index}", (object?)id))];
        var articles = store
            .Connection.Query(
                $"SELECT a.body, COALESCE(a.text_of, a.id) FROM articles a WHERE a.id IN ({named}) AND a.retired_at IS NULL AND a.body IS NOT NULL ORDER BY a.seq",
                row => (Article: Json.ReadArticle(row.GetString(0)), Text: row.GetString(1)),
                values
            )
            .GroupBy(row => row.Article.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        return store
            .Connection.Query(
                $"SELECT r.body FROM reports r WHERE r.article IN ({named}) AND {Stands} AND r.body IS NOT NULL ORDER BY r.seq",
                row => (Happening)Json.ReadReport(row.GetString(0)),
                values
            )
            .Select(report => reviews.Apply(report))
            .OfType<Happening>()
            .DistinctBy(report => report.Id)
            .GroupBy(report => report.Article, StringComparer.Ordinal)
            .Select(group =>
            {
                var found = articles.TryGetValue(group.Key, out var one);
                return new ArticleReports(
                    group.Key,
                    found ? one.Article : null,
                    found ? one.Text : group.Key,
                    [.. group]
                );
            });
    }

    private List<string> Ids(Vicinity vicinity)
    {
        var branches = new List<string>();
        var values = new List<(string, object?)>();
        var types = $"r.type IN ({string.Join(", ", vicinity.Types.Select((_, index) => $"@type{index}"))})";
        values.AddRange(vicinity.Types.Select((type, index) => ($"type{index}", (object?)type)));
        values.Add(("country", vicinity.Country));
        values.Add(("place", vicinity.Place));
        if (vicinity is { From: { } from, To: { } to })
            AddDays(from, to);
        else
            branches.Add(
                vicinity.Country is null
                    ? Branch("r.near_from IS NULL AND r.country IS NULL")
                    : Branch("r.near_from IS NULL AND r.country = @country")
            );
        if (vicinity.Place is not null)
            branches.Add(
                Branch(vicinity.From is null ? "r.place = @place" : "r.near_from IS NULL AND r.place = @place")
            );
        if (vicinity.Text is { } text)
        {
            branches.Add("SELECT a.id FROM articles a WHERE a.text_of = @text AND a.retired_at IS NULL");
            values.Add(("text", text));
        }
        if (vicinity.Reports.Length > 0)
        {
            branches.Add(
                $"SELECT r.article FROM reports r WHERE r.id IN ({string.Join(", ", vicinity.Reports.Select((_, index) => $"@report{index}"))})"
            );
            values.AddRange(vicinity.Reports.Select((report, index) => ($"report{index}", (object?)report)));
        }
        return store.Connection.Query(
            string.Join("\nUNION\n", branches),
            row => row.GetString(0),
            [
                .. values.Where(value =>
                    branches.Any(branch => branch.Contains("@" + value.Item1, StringComparison.Ordinal))
                ),
            ]
        );

        string Branch(string where) => $"SELECT r.article FROM reports r WHERE {Stands} AND {types} AND {where}";

        void AddDays(DateOnly first, DateOnly last)
        {
            // One that lasts is met by the month: up to a month beyond its ends.
            var slack = last.DayNumber - first.DayNumber > LongDays + 24 ? 31 : 0;
            values.Add(("low", Moment.Text(Days(first, -LongDays - slack))));
            values.Add(("high", Moment.Text(Days(last, ToldLater + slack))));
            values.Add(("first", Moment.Text(Days(first, -slack))));
            values.Add(("month_before", Moment.Text(Days(first, -31))));
            values.Add(("month_after", Moment.Text(Days(last, 31))));
            const string window = "r.near_from BETWEEN @low AND @high AND r.near_to >= @first";
            const string longer = "r.near_long = 1 AND r.near_from <= @month_after AND r.near_to >= @month_before";
            if (vicinity.Country is null)
            {
                branches.Add(Branch(window));
                branches.Add(Branch(longer));
                return;
            }
            foreach (var where in (string[])["r.country = @country", "r.country IS NULL"])
            {
                branches.Add(Branch($"{where} AND {window}"));
                branches.Add(Branch($"{where} AND {longer}"));
            }
        }
    }

    private static DateOnly Days(DateOnly day, int more) =>
        DateOnly.FromDayNumber(Math.Clamp(day.DayNumber + more, 0, DateOnly.MaxValue.DayNumber));
}
