using System.Collections.Immutable;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// People's decisions, as rows that are only added. They are looked up by the story of their article, so that they hold
/// for its corrected versions too, and are applied whenever events are made from reports.
/// </summary>
public sealed class Reviews
{
    private readonly RecordStore store;
    private readonly string? asOf;
    private readonly ILookup<string, Review> byStory;
    private readonly Dictionary<string, string> stories = new(StringComparer.Ordinal);

    public Reviews(RecordStore store)
        : this(store, null) { }

    /// <param name="store">The record.</param>
    /// <param name="asOf">As they stood at that moment; null for now.</param>
    internal Reviews(RecordStore store, string? asOf)
    {
        this.store = store;
        this.asOf = asOf;
        All = store.Read(() =>
            store
                .Connection.Query(
                    "SELECT body FROM reviews WHERE @as_of = '' OR learnt <= @as_of ORDER BY seq",
                    row => Json.ReadReview(row.GetString(0)),
                    ("as_of", asOf ?? "")
                )
                .ToImmutableArray()
        );
        byStory = All.Where(review => review.Article is not null)
            .ToLookup(review => StoryOf(review.Article!), StringComparer.Ordinal);
    }

    /// <summary>In the order in which they were made.</summary>
    public ImmutableArray<Review> All { get; }

    /// <summary>The decisions on one report.</summary>
    public IEnumerable<Review> Of(Report report)
    {
        if (All.Length == 0)
            yield break;
        foreach (var review in byStory[StoryOf(report.Article)])
            if (
                review.Decision is Reviewed.Confirm or Reviewed.Correct or Reviewed.Reject
                && Reviewed.Find(review.Article, review.Span, review.Kind, review.Type, [report]).Length > 0
                && Meant(review).Contains(report.Id)
            )
                yield return review;
    }

    /// <summary>The decisions on one report, merges and splits included.</summary>
    public IEnumerable<Review> About(Report report) =>
        All.Length == 0
            ? []
            : Of(report)
                .Concat(
                    All.Where(review =>
                        review.Decision is Reviewed.Merge or Reviewed.Split or Reviewed.Add
                        && (
                            Meant(review).Contains(report.Id)
                            || Found(review.OtherArticle, review.OtherSpan, report.Kind, null).Contains(report.Id)
                        )
                    )
                );

    /// <summary>The report as it stands after the decisions; null where it was rejected.</summary>
    internal Report? Apply(Report report) => All.Length == 0 ? report : Reviewed.Apply(report, Of(report));

    /// <summary>Merges and splits as pairs of reports that stand.</summary>
    internal Bonds Bonds()
    {
        if (!All.Any(review => review.Decision is Reviewed.Merge or Reviewed.Split))
            return Linking.Bonds.None;
        var pairs = All.Where(review => review.Decision is Reviewed.Merge or Reviewed.Split)
            .SelectMany(review =>
                from one in Meant(review)
                from other in Found(review.OtherArticle, review.OtherSpan, ReportKind.Happening, null)
                where one != other
                select (review.Decision, Pair: (one, other))
            )
            .ToArray();
        // Of two decisions on one pair the later one holds.
        var last = pairs.GroupBy(pair => pair.Pair).Select(group => group.Last()).ToArray();
        return new Bonds(
            [.. last.Where(pair => pair.Decision == Reviewed.Merge).Select(pair => pair.Pair)],
            [.. last.Where(pair => pair.Decision == Reviewed.Split).Select(pair => pair.Pair)]
        );
    }

    /// <summary>Adds a decision, and has what it touches linked again.</summary>
    /// <exception cref="StoreException">The database refused.</exception>
    internal static void Add(RecordStore store, Review review)
    {
        store.Connection.Execute(
            "INSERT INTO reviews (id, article, decision, body, learnt) VALUES (@id, @article, @decision, @body, @learnt) ON CONFLICT DO NOTHING",
            ("id", review.Id),
            ("article", review.Article),
            ("decision", review.Decision),
            ("body", Json.Write(review)),
            ("learnt", store.Now)
        );
        foreach (var article in new[] { review.Article, review.OtherArticle }.OfType<string>())
            store.Connection.Execute(
                EventWriter.Unlink("article = @article AND retired_at IS NULL"),
                ("article", article)
            );
    }

    private readonly Dictionary<Review, HashSet<string>> meant = [];

    private HashSet<string> Meant(Review review)
    {
        if (!meant.TryGetValue(review, out var reports))
            meant.Add(review, reports = Found(review.Article, review.Span, review.Kind, review.Type));
        return reports;
    }

    private HashSet<string> Found(string? article, TextSpan? span, ReportKind? kind, string? type) =>
        article is null
            ? []
            :
            [
                .. Reviewed
                    .Find(
                        article,
                        span,
                        kind,
                        type,
                        store.Connection.Query(
                            $"""
                            SELECT r.body FROM reports r WHERE {RecordReader.Known("r", asOf)} AND r.body IS NOT NULL
                            AND r.article IN (SELECT a.id FROM articles a WHERE a.story = @story OR a.id = @article) ORDER BY r.seq
                            """,
                            row => Json.ReadReport(row.GetString(0)),
                            ("story", StoryOf(article)),
                            ("article", article),
                            ("as_of", asOf ?? "")
                        )
                    )
                    .Select(report => report.Id),
            ];

    private string StoryOf(string article)
    {
        if (!stories.TryGetValue(article, out var story))
            stories.Add(
                article,
                story =
                    store.Connection.Value(
                        "SELECT story FROM articles WHERE id = @id ORDER BY seq LIMIT 1",
                        ("id", article)
                    ) as string
                    ?? article
            );
        return story;
    }
}
