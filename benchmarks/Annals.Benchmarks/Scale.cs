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

    /// <summary>Fresh articles into the store as it is, one report each: pages, versions, evidence and linking, but no reading and no coding.</summary>
    private void Live(StringBuilder page)
    {
        // Texts of all: news has them.
        var late = new SyntheticRecord(seed: 2, textsEvery: 1).LateNews();
        Live(page, "of the last half-year, to warm up,", "live-0-", late.Take(Fresh));
        Live(page, "of the last half-year", "live-1-", late.Skip(Fresh).Take(3 * Fresh));
    }

    /// <summary>The same of articles from all years, as an old collection that is added to the record.</summary>
    private void Archive(StringBuilder page) =>
        Live(
            page,
            "of all years",
            "live-2-",
            Enumerable.Range(0, Fresh).Select(new SyntheticRecord(seed: 3, textsEvery: 1).NewsOf)
        );

    private void Live(
        StringBuilder page,
        string which,
        string prefix,
        IEnumerable<(Article Article, Report Report)> articles
    )
    {
        using var store = RecordStore.Open(path);
        var news = articles
            .Select(one =>
                (one.Article with { Id = prefix + one.Article.Id }, one.Report with { Id = prefix + one.Report.Id })
            )
            .ToDictionary(one => one.Item1.Id, StringComparer.Ordinal);
        var pages = news.Values.Select(one => new Page
        {
            Path = one.Item1.Id,
            Content = Encoding.UTF8.GetBytes(one.Item1.Text),
        });
        var intake = new Intake(
            store,
            (one, _) =>
                new PageReading
                {
                    Page = one,
                    Format = "text",
                    Why = "synthetic",
                    Articles = [news[one.Path].Item1],
                },
            article => [news[article.Id].Item2 with { Article = article.Id }],
            Linker.Load(KnowledgeFolder.Default)
        );
        Page[] ready = [.. pages];
        Spent? stored = null;
        var since = Spent.Begin();
        intake.Run(ready, progress: so => stored = so.Step == "linking" ? since() : stored);
        var whole = since();
        page.Append(
            CultureInfo.InvariantCulture,
            $"Live: {ready.Length:N0} fresh articles {which} of one report each, into it: stored {stored!.Rate(ready.Length)} a second, linked {whole.Without(stored).Rate(ready.Length)}, together {whole.Rate(ready.Length)} (by the clock; of processor time; of that of the thread that writes).\n\n"
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
