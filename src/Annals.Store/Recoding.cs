using System.Collections.Immutable;
using Annals.Coding;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>One difference that coding again makes.</summary>
/// <param name="Change">"added", "gone", or "unheld": a review that would find no report any more.</param>
public sealed record RecodingChange(string Change, string Article, string What, string Words);

/// <summary>
/// Codes the stored articles again. Reports are added and retired, none is changed; those that people added stay, and
/// every review finds its report again by its words, or is named as one that does not.
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
            Parallel.For(
                0,
                batch.Length,
                index =>
                    coded[index] = [
                        .. code(batch[index])
                            .Select(report => report.Coder is null ? report with { Coder = Coder.Version } : report),
                    ]
            );
            for (var index = 0; index < batch.Length; index++)
                Compare(batch[index], coded[index], reader, reviews, each);
            looked += batch.Length;
            if (apply)
                store.Transaction(() =>
                {
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

    private static void Compare(
        Article article,
        ImmutableArray<Report> after,
        RecordReader reader,
        Reviews reviews,
        Action<RecodingChange> each
    )
    {
        var before = reader
            .ReportsOfArticle(article.Id, null)
            .Where(report => report.Coder != RecordWriter.ByHand)
            .ToArray();
        foreach (var report in after.Where(report => before.All(other => other.Id != report.Id)))
            each(Change("added", report));
        foreach (var report in before.Where(report => after.All(other => other.Id != report.Id)))
            each(Change("gone", report));
        foreach (var review in before.SelectMany(reviews.Of).Distinct())
            if (Reviewed.Find(review.Article, review.Span, review.Kind, review.Type, after).Length == 0)
                each(
                    new RecodingChange(
                        "unheld",
                        article.Id,
                        $"{review.Decision} by {review.Who}",
                        review.Span?.Text ?? ""
                    )
                );
    }

    private static RecodingChange Change(string change, Report report) =>
        new(change, report.Article, Answers.ReportWords.What(report), Answers.ReportWords.Evidence(report));
}
