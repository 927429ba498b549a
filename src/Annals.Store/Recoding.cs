using System.Collections.Immutable;
using Annals.Answers;
using Annals.Coding;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>One difference that coding again makes.</summary>
/// <param name="Change">"added", "gone", "changed": other values on the same words; or "unheld": a review that would find no report any more.</param>
/// <param name="What">The report in short, for a change with the values before and after.</param>
public sealed record RecodingChange(string Change, string Article, string What, string Words);

/// <summary>
/// Codes the stored articles again. Reports are added and retired, none is changed; those that people added stay, and
/// every review finds its report again by its words, or is named as one that does not. A report belongs to a coder's
/// version: one that the same version makes otherwise than before, because its tables were edited, or makes again after
/// it had been gone, is of "version+1" and so on, so that the record keeps which stood when.
/// </summary>
public sealed class Recoding(RecordStore store, Func<Article, ImmutableArray<Report>> code, Linker linker)
{
    private const int BatchSize = 256;

    /// <param name="apply">False only says what would change.</param>
    /// <param name="each">Called for each change, by article.</param>
    /// <param name="cancel">Stops between batches.</param>
    /// <returns>Articles that were looked at.</returns>
    /// <exception cref="StoreException">The store failed; every batch before is kept.</exception>
    public int Run(bool apply, Action<RecodingChange> each, CancellationToken cancel = default)
    {
        var reader = new RecordReader(store);
        var reviews = new Reviews(store);
        var writer = new RecordWriter(store);
        var looked = 0;
        foreach (var batch in reader.LiveArticles().Chunk(BatchSize))
        {
            if (cancel.IsCancellationRequested)
                break;
            var coded = new ImmutableArray<Report>[batch.Length];
            Parallel.For(0, batch.Length, index => coded[index] = code(batch[index]));
            var replaced = new List<StoredReport>();
            for (var index = 0; index < batch.Length; index++)
            {
                var stored = StoredReport.Of(store, batch[index].Id);
                Compare(batch[index], coded[index], stored, reviews, each);
                coded[index] = Versioned(coded[index], stored, replaced);
            }
            looked += batch.Length;
            if (apply)
                store.Transaction(() =>
                {
                    foreach (var one in replaced)
                        one.Retire(store);
                    for (var index = 0; index < batch.Length; index++)
                    {
                        writer.Add(batch[index]);
                        writer.Replace(Coded.Of(batch[index], RecordWriter.DigestOf(batch[index]), coded[index]));
                    }
                });
        }
        if (apply && !cancel.IsCancellationRequested)
            new EventWriter(store, linker).Relink(cancel: cancel);
        return looked;
    }

    /// <summary>The reports with the versions that they are of; what people have added is theirs, and is left out.</summary>
    private static ImmutableArray<Report> Versioned(
        ImmutableArray<Report> coded,
        IReadOnlyList<StoredReport> stored,
        List<StoredReport> replaced
    )
    {
        var versioned = ImmutableArray.CreateBuilder<Report>(coded.Length);
        foreach (var report in coded)
        {
            StoredReport[] known = [.. stored.Where(one => one.Report.Id == report.Id)];
            if (known.Any(one => one.Stands && one.Coder == RecordWriter.ByHand))
                continue;
            var version = report.Coder ?? Coder.Version;
            var live = known.FirstOrDefault(one => one.Stands);
            if (live is not null && live.IsOf(version) && live.Says(report))
            {
                versioned.Add(report with { Coder = live.Coder });
                continue;
            }
            if (live is not null)
                replaced.Add(live);
            versioned.Add(
                report with
                {
                    Coder = known.Any(one => one.Coder == version) ? $"{version}+{known.Length}" : version,
                }
            );
        }
        return versioned.ToImmutable();
    }

    private static void Compare(
        Article article,
        ImmutableArray<Report> after,
        IReadOnlyList<StoredReport> stored,
        Reviews reviews,
        Action<RecodingChange> each
    )
    {
        Report[] byHand =
        [
            .. stored.Where(one => one.Stands && one.Coder == RecordWriter.ByHand).Select(one => one.Report),
        ];
        Report[] before =
        [
            .. stored.Where(one => one.Stands && one.Coder != RecordWriter.ByHand).Select(one => one.Report),
        ];
        foreach (var report in after)
            if (
                before.FirstOrDefault(other => other.Id == report.Id) is { } same
                && ReportChange.Between(same, report) is { Length: > 0 } change
            )
                each(Change("changed", report, change));
        var gone = before.Where(report => after.All(other => other.Id != report.Id)).ToList();
        var added = after
            .Where(report => before.All(other => other.Id != report.Id) && byHand.All(other => other.Id != report.Id))
            .ToList();
        foreach (var report in gone.ToArray())
            if (
                Reviewed.MostLike(
                    report,
                    Reviewed.Find(
                        article.Id,
                        report.Evidence.Length > 0 ? report.Evidence[0] : null,
                        report.Kind,
                        (report as Happening)?.Type,
                        added
                    )
                )
                is [var other, ..]
            )
            {
                each(
                    Change(
                        "changed",
                        other,
                        ReportChange.Between(report, other) is { Length: > 0 } change
                            ? change
                            : $"{ReportWords.What(other)}: another id"
                    )
                );
                gone.Remove(report);
                added.Remove(other);
            }
        foreach (var report in added)
            each(Change("added", report, ReportWords.What(report)));
        foreach (var report in gone)
            each(Change("gone", report, ReportWords.What(report)));
        Report[] all = [.. after, .. byHand];
        foreach (var review in before.SelectMany(reviews.About).Distinct())
            if (
                Reviewed.Find(review.Article, review.Span, review.Kind, review.Type, all).Length == 0
                && Reviewed.Find(review.OtherArticle ?? "", review.OtherSpan, ReportKind.Happening, null, all).Length
                    == 0
            )
                each(
                    new RecodingChange(
                        "unheld",
                        article.Id,
                        $"{review.Decision}{(review.Field is null ? "" : $" {review.Field} = {review.Value}")} by {review.Who}",
                        review.Span?.Text ?? ""
                    )
                );
    }

    private static RecodingChange Change(string change, Report report, string what) =>
        new(change, report.Article, what, ReportWords.Evidence(report));

    /// <summary>A row of an article's report, whether it stands or not.</summary>
    private sealed record StoredReport(long Seq, Report Report, string Coder, bool Stands)
    {
        public static List<StoredReport> Of(RecordStore store, string article) =>
            store.Connection.Query(
                "SELECT seq, body, coder, retired_at IS NULL FROM reports WHERE article = @article AND body IS NOT NULL ORDER BY seq",
                row => new StoredReport(
                    row.GetInt64(0),
                    Json.ReadReport(row.GetString(1)),
                    row.GetString(2),
                    row.GetBoolean(3)
                ),
                ("article", article)
            );

        /// <summary>Of that version of the coder, the tables of which may have been edited since.</summary>
        public bool IsOf(string version) =>
            Coder == version || Coder.StartsWith(version + "+", StringComparison.Ordinal);

        public bool Says(Report other) =>
            Json.Write(Report with { Coder = null }) == Json.Write(other with { Coder = null });

        public void Retire(RecordStore store)
        {
            store.Connection.Execute(
                "UPDATE reports SET retired_at = @now WHERE seq = @seq",
                ("now", store.Now),
                ("seq", Seq)
            );
            store.Connection.Execute(EventWriter.Unlink("seq = @seq"), ("seq", Seq));
        }
    }
}
