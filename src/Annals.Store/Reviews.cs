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

    /// <summary>A decision speaks of the article, or of another version of it.</summary>
    internal bool IsReviewed(string article) => (reviewed ??= ArticlesReviewed()).Contains(article);

    private HashSet<string>? reviewed;

    private HashSet<string> ArticlesReviewed()
    {
        var articles = All.SelectMany(review => new[] { review.Article, review.OtherArticle })
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (var story in articles.Select(StoryOf).Distinct(StringComparer.Ordinal).ToArray())
            articles.UnionWith(
                store.Connection.Query(
                    "SELECT DISTINCT id FROM articles WHERE story = @story",
                    row => row.GetString(0),
                    ("story", story)
                )
            );
        return articles;
    }

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
                        && (Meant(review).Contains(report.Id) || MeantToo(review).Contains(report.Id))
                    )
                );

    /// <summary>The report as it stands after the decisions; null where it was rejected.</summary>
    internal Report? Apply(Report report)
    {
        if (All.Length == 0)
            return report;
        var after = Reviewed.Apply(report, Of(report));
        return report is Happening before && after is Happening happening && !ReferenceEquals(before, happening)
            ? ReviewedCodes.Of(before, happening)
            : after;
    }

    /// <summary>Merges and splits as pairs of reports that stand.</summary>
    internal Bonds Bonds()
    {
        var pairs = Pairs();
        return pairs.Count == 0
            ? Linking.Bonds.None
            : new Bonds(
                [.. pairs.Where(pair => pair.Value == Reviewed.Merge).Select(pair => pair.Key)],
                [.. pairs.Where(pair => pair.Value == Reviewed.Split).Select(pair => pair.Key)]
            );
    }

    /// <summary>What was decided of each pair of reports, the smaller id first; of two decisions on one pair the later one holds.</summary>
    internal Dictionary<(string One, string Other), string> Pairs()
    {
        var pairs = new Dictionary<(string One, string Other), string>();
        foreach (var review in All.Where(review => review.Decision is Reviewed.Merge or Reviewed.Split))
        foreach (var one in Meant(review))
        foreach (var other in MeantToo(review))
            if (one != other)
                pairs[string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one)] = review.Decision;
        return pairs;
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
    private readonly Dictionary<Review, HashSet<string>> meantToo = [];

    private HashSet<string> Meant(Review review)
    {
        if (!meant.TryGetValue(review, out var reports))
            meant.Add(review, reports = Found(review.Article, review.Span, review.Kind, review.Type, review.Report));
        return reports;
    }

    /// <summary>The other report of a merge or a split.</summary>
    private HashSet<string> MeantToo(Review review)
    {
        if (!meantToo.TryGetValue(review, out var reports))
            meantToo.Add(
                review,
                reports = Found(review.OtherArticle, review.OtherSpan, ReportKind.Happening, null, review.OtherReport)
            );
        return reports;
    }

    private HashSet<string> Found(string? article, TextSpan? span, ReportKind? kind, string? type, string? id)
    {
        if (article is null)
            return [];
        var found = Reviewed.Find(
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
            ),
            id
        );
        if (found.Length > 1 && id is not null && Before(id) is { } before)
            found = Reviewed.MostLike(before, found);
        return [.. found.Select(report => report.Id)];
    }

    /// <summary>A report by its id, though it stands no longer.</summary>
    private Report? Before(string id) =>
        store
            .Connection.Query(
                "SELECT body FROM reports WHERE id = @id AND body IS NOT NULL ORDER BY seq DESC LIMIT 1",
                row => Json.ReadReport(row.GetString(0)),
                ("id", id)
            )
            .FirstOrDefault();

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
