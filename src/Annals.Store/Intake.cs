using System.Collections.Immutable;
using System.Diagnostics;
using Annals.Coding;
using Annals.Linking;
using Annals.Reading;
using Annals.Record;

namespace Annals.Store;

/// <summary>How far an intake has come: all counts since it began.</summary>
public sealed record IntakeProgress(int Pages, int Articles, int Reports, int Known, string Step)
{
    /// <summary>Articles that are linked, and those that are to be: where a large record is linked piece by piece.</summary>
    public (int Done, int All)? Linked { get; init; }
}

/// <summary>What an intake did.</summary>
public sealed record IntakeSummary
{
    public int Pages { get; init; }

    /// <summary>Pages and articles that the store had already, coded by this coder.</summary>
    public int Known { get; init; }

    /// <summary>Articles that are new, and versions of known ones.</summary>
    public int Articles { get; init; }

    public int Reports { get; init; }

    /// <summary>Articles in other languages, by language: stored, and left uncoded.</summary>
    public ImmutableSortedDictionary<string, int> Uncoded { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Events that are new or have changed.</summary>
    public int Events { get; init; }

    public ImmutableArray<Problem> Problems { get; init; } = [];
}

/// <summary>
/// `annals ingest`: pages -> raw in the store -> articles -> reports -> events. What the store has already is passed
/// over by its content, so it can be stopped at any point, killed even, and run again: nothing is lost, nothing doubled.
///
/// Articles are coded on all cores, a batch at a time, while the batch before is written; what is written, and in which
/// order, does not depend on how many cores there are. A batch is one transaction. A page counts as done with the
/// transaction that holds its last article; linking comes at the end and, if it never came, first at the next run.
/// </summary>
public sealed class Intake
{
    private readonly RecordStore store;
    private readonly Func<Page, string?, PageReading> read;
    private readonly Func<Article, ImmutableArray<Report>> code;
    private readonly Linker linker;
    private readonly RecordWriter writer;

    /// <summary>Articles to a transaction: more where they are soon through, so that less is written twice.</summary>
    private const int SmallestBatch = 256;
    private const int LargestBatch = 4096;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(0.5);
    private int batchSize = SmallestBatch;
    private long written;

    /// <summary>Another one for tests: with smaller pieces.</summary>
    internal EventWriter Events { get; init; }

    private readonly List<Problem> problems = [];
    private int pages;
    private int known;
    private int articles;
    private int reports;
    private readonly SortedDictionary<string, int> uncoded = new(StringComparer.Ordinal);

    public Intake(RecordStore store, Pipeline pipeline, Linker linker)
        : this(store, pipeline.Read, pipeline.Code, linker) { }

    /// <summary>The same with other ways of reading and coding: both have to be pure, and safe on many threads.</summary>
    public Intake(
        RecordStore store,
        Func<Page, string?, PageReading> read,
        Func<Article, ImmutableArray<Report>> code,
        Linker linker
    )
    {
        this.store = store;
        this.read = read;
        this.code = code;
        this.linker = linker;
        writer = new RecordWriter(store);
        Events = new EventWriter(store, linker);
    }

    /// <param name="input">The pages, read lazily.</param>
    /// <param name="format">Overrides what the reader finds out by itself; null to let it.</param>
    /// <param name="progress">Called after each batch, on the caller's thread.</param>
    /// <param name="cancel">Stops between batches; what is stored stays.</param>
    /// <exception cref="StoreException">The store failed; every batch before is kept.</exception>
    public IntakeSummary Run(
        IEnumerable<Page> input,
        string? format = null,
        Action<IntakeProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        var events = 0;
        store.Checkpoints.Begin();
        try
        {
            Store(Batches(input, format), progress, cancel);
            if (!cancel.IsCancellationRequested)
                events = Link(progress, cancel);
        }
        finally
        {
            store.Checkpoints.End();
        }
        return new IntakeSummary
        {
            Pages = pages,
            Known = known,
            Articles = articles,
            Reports = reports,
            Uncoded = uncoded.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Events = events,
            Problems = [.. problems],
        };
    }

    private void Store(IEnumerable<Batch> batches, Action<IntakeProgress>? progress, CancellationToken cancel)
    {
        Task<CodedBatch>? coding = null;
        foreach (var batch in batches)
        {
            var writing = coding?.GetAwaiter().GetResult();
            coding = Task.Run(() => Code(batch), CancellationToken.None);
            Write(writing, progress);
            store.Checkpoints.Look();
            if (cancel.IsCancellationRequested)
                break;
        }
        Write(coding?.GetAwaiter().GetResult(), progress);
        store.Checkpoints.Look();
    }

    /// <summary>Links what is not linked yet; the number of events that are new or have changed.</summary>
    public int Link(Action<IntakeProgress>? progress = null, CancellationToken cancel = default)
    {
        progress?.Invoke(Progress("linking"));
        var changed = Events.Relink(
            writer.TakeFresh(),
            (done, all) => progress?.Invoke(Progress("linking piece by piece") with { Linked = (done, all) }),
            cancel
        );
        progress?.Invoke(Progress("done"));
        return changed;
    }

    /// <summary>Pages, those of them whose last article is in the batch, and the articles to be coded.</summary>
    private sealed record Batch(
        List<ReadPage> Pages,
        List<string> Finished,
        List<(Article Article, string Digest)> Articles
    );

    private sealed record CodedBatch(ReadPage[] Pages, List<string> Finished, Coded[] Articles);

    private IEnumerable<Batch> Batches(IEnumerable<Page> input, string? format)
    {
        var batch = new Batch([], [], []);
        // Given ids may come twice in one run; the second time with other words is an error of the input.
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var some in Ahead(input))
        {
            var looked = Look(some, format);
            var passed = writer.Passed([
                .. looked.SelectMany(one => one.Articles).Select(one => (one.Article.Id, one.Digest)),
            ]);
            foreach (var one in looked)
            {
                pages++;
                if (one.IsDone)
                {
                    known++;
                    continue;
                }
                problems.AddRange(one.Problems);
                // Packed later, on all cores, where it is to be.
                batch.Pages.Add(new ReadPage(one.Page, one.Sha256, one.IsThere ? null : []));
                foreach (var (article, digest) in one.Articles)
                {
                    if (!IsNew(article, digest, seen, passed))
                        continue;
                    batch.Articles.Add((WithPage(article, one.Page, one.Sha256), digest));
                    if (batch.Articles.Count < batchSize)
                        continue;
                    yield return batch;
                    batch = new Batch([], [], []);
                }
                batch.Finished.Add(one.Sha256);
                if (batch.Pages.Count < batchSize)
                    continue;
                yield return batch;
                batch = new Batch([], [], []);
            }
        }
        if (batch.Pages.Count + batch.Articles.Count + batch.Finished.Count > 0)
            yield return batch;
    }

    /// <summary>Pages that are looked at together, on all cores and in one question to the store; fewer where they are large.</summary>
    private const int MostAhead = 256;
    private const long MostBytesAhead = 4_000_000;

    private static IEnumerable<List<Page>> Ahead(IEnumerable<Page> input)
    {
        var some = new List<Page>();
        var bytes = 0L;
        foreach (var page in input)
        {
            some.Add(page);
            bytes += page.Content.Length;
            if (some.Count < MostAhead && bytes < MostBytesAhead)
                continue;
            yield return some;
            (some, bytes) = ([], 0);
        }
        if (some.Count > 0)
            yield return some;
    }

    /// <summary>A page with its articles, which are not read again where it is done.</summary>
    private sealed record Looked(Page Page, string Sha256, bool IsThere, bool IsDone)
    {
        public ImmutableArray<Problem> Problems { get; init; } = [];

        public (Article Article, string Digest)[] Articles { get; init; } = [];
    }

    private Looked[] Look(List<Page> some, string? format)
    {
        var hashes = new string[some.Count];
        Parallel.For(0, hashes.Length, index => hashes[index] = Packed.Sha256(some[index].Content.Span));
        var met = writer.Known([.. some.Zip(hashes)]);
        var looked = new Looked[some.Count];
        Parallel.For(
            0,
            looked.Length,
            index =>
            {
                var one = new Looked(some[index], hashes[index], met[index].IsThere, met[index].IsDone);
                if (one.IsDone)
                {
                    looked[index] = one;
                    return;
                }
                var reading = read(one.Page, format);
                looked[index] = one with
                {
                    Problems = reading.Problems,
                    Articles = [.. reading.Articles.Select(article => (article, RecordWriter.DigestOf(article)))],
                };
            }
        );
        return looked;
    }

    private bool IsNew(Article article, string digest, Dictionary<string, string> seen, HashSet<string> passed)
    {
        if (seen.TryGetValue(article.Id, out var before))
        {
            if (before != digest)
                problems.Add(
                    new Problem(
                        article.Page?.Path ?? article.Id,
                        null,
                        $"article {article.Id} came before with other words; passed over"
                    )
                );
            return false;
        }
        seen.Add(article.Id, digest);
        if (!passed.Contains(article.Id))
            return true;
        known++;
        return false;
    }

    private static Article WithPage(Article article, Page page, string sha256) =>
        article.Page is { Sha256: not null }
            ? article
            : article with
            {
                Page = new PageRef(page.Path, sha256, article.Page?.Start ?? 0, article.Page?.End ?? 0),
            };

    private CodedBatch Code(Batch batch)
    {
        var coded = new Coded[batch.Articles.Count];
        Parallel.For(
            0,
            coded.Length,
            index =>
            {
                var (article, digest) = batch.Articles[index];
                coded[index] = Coded.Of(article, digest, Code(article));
            }
        );
        var pages = new ReadPage[batch.Pages.Count];
        Parallel.For(0, pages.Length, index => pages[index] = batch.Pages[index].Pack());
        return new CodedBatch(pages, batch.Finished, coded);
    }

    private ImmutableArray<Report> Code(Article article) =>
        [.. code(article).Select(report => report.Coder is null ? report with { Coder = Coder.Version } : report)];

    private void Write(CodedBatch? batch, Action<IntakeProgress>? progress)
    {
        if (batch is null)
            return;
        var begun = Stopwatch.GetTimestamp();
        store.Transaction(() => writer.Write(batch.Pages, batch.Articles, batch.Finished));
        writer.Keep();
        articles += batch.Articles.Length;
        foreach (var one in batch.Articles)
            if (Reach.Uncoded(one.Article) is not null)
                uncoded[one.Article.Language!] = uncoded.GetValueOrDefault(one.Article.Language!) + 1;
        reports += batch.Articles.Sum(one => one.Reports.Length);
        // Reading, coding and writing: from one batch to the next.
        var took = Stopwatch.GetElapsedTime(written == 0 ? begun : written);
        written = Stopwatch.GetTimestamp();
        if (took < Soon)
            batchSize = Math.Min(batchSize * 2, LargestBatch);
        else if (took > 4 * Soon)
            batchSize = SmallestBatch;
        progress?.Invoke(Progress("coding"));
    }

    private IntakeProgress Progress(string step) => new(pages, articles, reports, known, step);
}
