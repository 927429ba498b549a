using System.Diagnostics;
using System.Globalization;
using System.Text;
using Annals.Answers;
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
    private const int Rounds = 15;

    public int Run(string? results)
    {
        var page = new StringBuilder();
        page.Append(
            CultureInfo.InvariantCulture,
            $"# Store at {events:N0} events, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}\n\n{Machine.Description}; load before the run {Machine.Load}\n\nCommit {Machine.Commit}.\n\n"
        );
        Load(page);
        Ask(page);
        Live(page);
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
        long reports = 0;
        new Bulk(store).Load(
            new SyntheticRecord().Events(events).Select(one => Count(one, ref reports)),
            done => Say($"{clock.Elapsed.TotalSeconds, 6:0} s: {done} events")
        );
        var seconds = clock.Elapsed.TotalSeconds;
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
        page.Append(
            CultureInfo.InvariantCulture,
            $"Bulk load of {events:N0} events with {reports:N0} whole reports and their evidence: {seconds:0.0} s, {reports / seconds:N0} reports a second; {spent:0.0} s of processor time. Generating, indexes and rollups included.\n\n"
        );
    }

    private const int Fresh = 4000;

    /// <summary>Fresh articles into the store as it is, one report each: pages, versions, evidence and linking, but no reading and no coding.</summary>
    private void Live(StringBuilder page)
    {
        using var store = RecordStore.Open(path);
        var record = new SyntheticRecord(seed: 2);
        var news = Enumerable
            .Range(0, Fresh)
            .Select(record.NewsOf)
            .Select(one =>
                (one.Article with { Id = "live-" + one.Article.Id }, one.Report with { Id = "live-" + one.Report.Id })
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
        var clock = Stopwatch.StartNew();
        var linking = TimeSpan.Zero;
        intake.Run(pages, progress: so => linking = so.Step == "linking" ? clock.Elapsed : linking);
        var (stored, whole) = (linking.TotalSeconds, clock.Elapsed.TotalSeconds);
        page.Append(
            CultureInfo.InvariantCulture,
            $"Live: {Fresh:N0} fresh articles of one report each into it: stored in {stored:0.0} s ({Fresh / stored:N0} a second), linked in {whole - stored:0.0} s.\n\n"
        );
    }

    private static BulkEvent Count(BulkEvent one, ref long reports)
    {
        reports += one.Reports.Length;
        return one;
    }

    private void Ask(StringBuilder page)
    {
        using var store = RecordStore.Open(path, StoreAccess.Read);
        var ask = new Ask(store);
        page.Append("| question | median ms | worst ms | aim | rows | count |\n|---|---:|---:|---:|---:|---|\n");
        foreach (var (what, aim, filter) in Views)
            Time(
                page,
                what,
                aim,
                () => ask.Events(filter) is var answer ? (answer.Events.Length, answer.Total.ToString()) : default
            );
        foreach (var (what, aim, filter) in Tallied)
            Time(page, what, aim, () => (ask.Tally(filter).Rows.Length, ""));
        foreach (var (what, filter, box, zoom) in Maps)
            Time(page, what, "", () => (ask.Map(filter, box, zoom).Points.Length, ""));
        foreach (var (what, _, filter) in Views.Where(view => view.Filter.Words is null))
            Time(page, "timeline: " + what, "", () => (ask.Timeline(filter).Bins.Length, ""));
        Time(page, "actors, first 50", "", () => (ask.Actors(null, 50).Length, ""));
        page.Append("\n## Plans\n\n");
        foreach (var (what, _, filter) in Views)
            page.Append(CultureInfo.InvariantCulture, $"{what}\n\n```\n{string.Join('\n', ask.Plan(filter))}\n```\n\n");
    }

    private static readonly Filter Few = new() { Limit = 50 };

    private static readonly string Largest = SyntheticRecord.CountryOf(0);

    private static readonly (string What, string Aim, Filter Filter)[] Views =
    [
        ("all", "20", Few),
        ("largest country", "20", Few with { Country = Largest }),
        ("a small country", "20", Few with { Country = SyntheticRecord.CountryOf(90) }),
        ("one type", "20", Few with { Types = ["siege"] }),
        ("two types", "20", Few with { Types = ["siege", "armed-clash"] }),
        (
            "country, type and year",
            "20",
            Few with
            {
                Country = Largest,
                Types = ["protest"],
                From = new(2015, 1, 1),
                To = new(2015, 12, 31),
            }
        ),
        (
            "box, type and year",
            "20",
            Few with
            {
                Box = new(-36, -112, -34, -108),
                Types = ["shelling"],
                From = new(2015, 1, 1),
                To = new(2015, 12, 31),
            }
        ),
        ("large box", "20", Few with { Box = new(-40, -120, 20, 40) }),
        ("large box and a rare type", "20", Few with { Box = new(-40, -120, 20, 40), Types = ["withdrawal"] }),
        ("a year", "20", Few with { From = new(2005, 1, 1), To = new(2005, 12, 31) }),
        ("most frequent actor", "20", Few with { Actor = "front-0-0" }),
        ("a rare actor", "20", Few with { Actor = "front-90-22" }),
        ("part of a name", "20", Few with { Actor = "front 7-" }),
        ("two words", "10", Few with { Words = "clinic Town3x5" }),
        ("three frequent words", "10", Few with { Words = "ambushed convoy Town0x1" }),
    ];

    private static readonly (string What, string Aim, Filter Filter)[] Tallied =
    [
        ("tally: all", "89", Few),
        ("tally: largest country", "89", Few with { Country = Largest }),
        ("tally: one type", "89", Few with { Types = ["shelling"] }),
        ("tally: a year (counted)", "", Few with { From = new(2005, 1, 1), To = new(2005, 12, 31) }),
    ];

    private static readonly (string What, Filter Filter, Box? Box, int Zoom)[] Maps =
    [
        ("map: world", Few, null, 2),
        ("map: a region", Few, new Box(-40, -120, -20, -100), 6),
        ("map: largest country", Few with { Country = Largest }, null, 5),
        ("map: one type", Few with { Types = ["siege"] }, null, 2),
    ];

    private static void Time(StringBuilder page, string what, string aim, Func<(int Rows, string Count)> question)
    {
        (int Rows, string Count) answer = default;
        var times = new List<double>(Rounds);
        for (var round = 0; round <= Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            answer = question();
            // The first is to warm up the program and the pages of the file.
            if (round > 0)
                times.Add(clock.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        page.Append(
            CultureInfo.InvariantCulture,
            $"| {what} | {times[times.Count / 2]:0.0} | {times[^1]:0.0} | {aim} | {answer.Rows} | {answer.Count} |\n"
        );
    }

    private static void Say(FormattableString words) =>
        Console.Error.WriteLine(words.ToString(CultureInfo.InvariantCulture));
}
