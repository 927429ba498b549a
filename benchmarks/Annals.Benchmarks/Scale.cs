using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Reading;
using Annals.Record;
using Annals.Store;

namespace Annals.Benchmarks;

/// <summary>
/// A synthetic record of a million events, or ten: how fast it is loaded, how long first pages, tallies, maps and
/// searches take, and by which plan. Questions are asked as `ask` and the web ask them, counts included.
/// </summary>
internal sealed class Scale(string path, int events)
{
    /// <param name="results">A file for the page as well.</param>
    /// <param name="part">"load", "ask", "pages" (of "ask" the first pages and tallies), "live" or "archive": one part alone; all of them by default.</param>
    public int Run(string? results, string? part)
    {
        var page = new StringBuilder();
        page.Append(
            CultureInfo.InvariantCulture,
            $"# Store at {events:N0} events, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}\n\n{Machine.Description}; load before the run {Machine.Load}\n\nCommit {Machine.Commit}.\n\n"
        );
        Load(page);
        if (part is null or "ask")
            new ScaleQuestions(path).Ask(page);
        if (part is "pages")
            new ScaleQuestions(path).Ask(page, isShort: true);
        if (part is null or "live")
            Live(page);
        if (part is null or "archive")
            Archive(page);
        Console.Write(page);
        if (results is not null)
            File.WriteAllText(results, page.ToString());
        return 0;
    }

    private void Load(StringBuilder page)
    {
        using var store = RecordStore.Open(path);
        if (Inventory.Of(store).Events > 0)
            return;
        var clock = Stopwatch.StartNew();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var writing = Machine.ThreadSeconds;
        long reports = 0;
        new Bulk(store, Linker.Load(KnowledgeFolder.Default)).Load(
            new SyntheticRecord().Events(events).Select(one => Count(one, ref reports)),
            done => Say($"{clock.Elapsed.TotalSeconds, 6:0} s: {done} events")
        );
        var seconds = clock.Elapsed.TotalSeconds;
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
        writing = Machine.ThreadSeconds - writing;
        page.Append(
            CultureInfo.InvariantCulture,
            $"Bulk load of {events:N0} events with {reports:N0} whole reports and their evidence: {seconds:0.0} s, {reports / seconds:N0} reports a second; {spent:0.0} s of processor time, {writing:0.0} of them on the thread that writes ({reports / writing:N0} reports a second: what the clock could show at most). Generating, indexes and rollups included.\n\n"
        );
    }

    private const int Fresh = 4000;

    /// <summary>Fresh articles into the store as it is: pages, versions, evidence and linking, but no reading and no coding.</summary>
    private void Live(StringBuilder page)
    {
        // Texts of all: news has them.
        var late = new SyntheticRecord(seed: 2, textsEvery: 1).LateNews().Select(Alone);
        Live(page, "of the last half-year, to warm up,", "live-0-", late.Take(Fresh));
        Live(page, "of the last half-year", "live-1-", late.Skip(Fresh).Take(3 * Fresh));
        Live(
            page,
            "of the last half-year, each of which tells of three events,",
            "live-3-",
            new SyntheticRecord(seed: 4, textsEvery: 1).LateArticles().Take(Fresh)
        );
    }

    /// <summary>The same of articles from all years, as an old collection that is added to the record.</summary>
    private void Archive(StringBuilder page) =>
        Live(
            page,
            "of all years",
            "live-2-",
            Enumerable.Range(0, Fresh).Select(new SyntheticRecord(seed: 3, textsEvery: 1).NewsOf).Select(Alone)
        );

    private static (Article, ImmutableArray<Report>) Alone((Article Article, Report Report) one) =>
        (one.Article, [one.Report]);

    private void Live(
        StringBuilder page,
        string which,
        string prefix,
        IEnumerable<(Article Article, ImmutableArray<Report> Reports)> articles
    )
    {
        using var store = RecordStore.Open(path);
        var news = articles
            .Select(one =>
                (
                    Article: one.Article with
                    {
                        Id = prefix + one.Article.Id,
                    },
                    Reports: one.Reports.Select(report =>
                            report with
                            {
                                Id = prefix + report.Id,
                                Article = prefix + one.Article.Id,
                            }
                        )
                        .ToImmutableArray()
                )
            )
            .ToDictionary(one => one.Article.Id, StringComparer.Ordinal);
        Page[] ready =
        [
            .. news.Values.Select(one => new Page
            {
                Path = one.Article.Id,
                Content = Encoding.UTF8.GetBytes(one.Article.Text),
            }),
        ];
        var intake = new Intake(
            store,
            (one, _) =>
                new PageReading
                {
                    Page = one,
                    Format = "text",
                    Why = "synthetic",
                    Articles = [news[one.Path].Article],
                },
            article => news[article.Id].Reports,
            Linker.Load(KnowledgeFolder.Default)
        );
        var reports = news.Values.Sum(one => one.Reports.Length);
        // What making them has left behind is not to be swept up at the store's expense.
        GC.Collect();
        Spent? stored = null;
        var since = Spent.Begin();
        intake.Run(ready, progress: so => stored = so.Step == "linking" ? since() : stored);
        var whole = since();
        page.Append(
            CultureInfo.InvariantCulture,
            $"Live: {reports:N0} reports in {ready.Length:N0} fresh articles {which} into it: stored {stored!.Rate(reports)} reports a second, linked {whole.Without(stored).Rate(reports)}, together {whole.Rate(reports)} (by the clock; of processor time; of that of the thread that writes).\n\n"
        );
    }

    private static BulkEvent Count(BulkEvent one, ref long reports)
    {
        reports += one.Reports.Length;
        return one;
    }

    private static void Say(FormattableString words) =>
        Console.Error.WriteLine(words.ToString(CultureInfo.InvariantCulture));
}
