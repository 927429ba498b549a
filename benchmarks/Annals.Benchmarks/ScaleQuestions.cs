using System.Diagnostics;
using System.Globalization;
using System.Text;
using Annals.Answers;
using Annals.Record;
using Annals.Store;

namespace Annals.Benchmarks;

/// <summary>
/// Questions to a record of millions of events, asked as `ask` and the web ask them, counts included: how long each takes,
/// and by which plan the database goes about it. Where other programs are at work the processor's time says more than the
/// clock's.
/// </summary>
internal sealed class ScaleQuestions(string path)
{
    private const int Rounds = 31;

    /// <summary>A question that is slow is asked less often.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(4);

    /// <param name="page">Where the figures go.</param>
    /// <param name="isShort">First pages and tallies alone.</param>
    public void Ask(StringBuilder page, bool isShort = false)
    {
        using var store = RecordStore.Open(path, StoreAccess.Read);
        var columns = new EventColumns();
        var reading = Stopwatch.StartNew();
        columns.Refresh(store);
        page.Append(
            CultureInfo.InvariantCulture,
            $"The events are read into memory, for maps and timelines, in {reading.Elapsed.TotalSeconds:0.0} s.\n\n"
        );
        var ask = new Ask(store, columns: columns);
        page.Append(
            "| question | median ms | p95 ms | processor ms | aim | rows | count |\n|---|---:|---:|---:|---:|---:|---|\n"
        );
        foreach (var (what, aim, filter) in Views)
            Time(
                page,
                what,
                aim,
                () => ask.Events(filter) is var answer ? (answer.Events.Length, answer.Total.ToString()) : default
            );
        foreach (var (what, aim, filter) in Tallied)
            Time(page, what, aim, () => (ask.Tally(filter).Rows.Length, ""));
        if (isShort)
            return;
        foreach (var (what, filter, box, zoom) in Maps)
            Time(page, what, "", () => (ask.Map(filter, box, zoom).Points.Length, ""));
        foreach (var (what, _, filter) in Views)
            Time(page, "map: " + what, "", () => (ask.Map(filter, null, 2).Points.Length, ""));
        foreach (var (what, _, filter) in Views)
            Time(page, "timeline: " + what, "", () => (ask.Timeline(filter).Bins.Length, ""));
        Time(page, "choices of the form", "", () => (ask.Facets().Types.Length, ""));
        Time(page, "an actor's page", "", () => (ask.Actor("front-0-0", Few).Relations.Length, ""));
        Time(page, "a place's page", "", () => (ask.Place("Town0x1", Few).Relations.Length, ""));
        Time(page, "reach of an actor", "", () => (ask.Reach("front-0-0", Few).Rows.Length, ""));
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
        ("a geonames id", "20", Few with { Place = "3" }),
        ("part of a place's name", "20", Few with { Place = "town3x1" }),
        ("part of a province's name", "20", Few with { Place = "Province 0-1" }),
        ("dead, at least 1", "20", Few with { Killed = 1 }),
        ("dead, at least 15", "20", Few with { Killed = 15 }),
        ("dead, at least 100", "20", Few with { Killed = 100 }),
        ("sources, at least 2", "20", Few with { Sources = 2 }),
        ("sources, at least 5", "20", Few with { Sources = 5 }),
        ("sources, at least 15", "20", Few with { Sources = 15 }),
        ("confidence, at least 0.5", "20", Few with { Confidence = 0.5 }),
        ("confidence, at least 0.95", "20", Few with { Confidence = 0.95 }),
        ("confidence, at least 0.98", "20", Few with { Confidence = 0.98 }),
        ("status: claimed", "20", Few with { Status = Status.Claimed }),
        ("status: threatened", "20", Few with { Status = Status.Threatened }),
        ("status: denied (none)", "20", Few with { Status = Status.Denied }),
        ("also what is not counted", "20", Few with { All = true }),
        ("dead, sources and confidence", "20", Few with { Killed = 10, Sources = 3, Confidence = 0.9 }),
        (
            "largest country, a year, dead and claimed",
            "20",
            Few with
            {
                Country = Largest,
                From = new(2015, 1, 1),
                To = new(2015, 12, 31),
                Killed = 5,
                Status = Status.Claimed,
            }
        ),
        (
            "most frequent actor, dead and a type",
            "20",
            Few with
            {
                Actor = "front-0-0",
                Killed = 15,
                Types = ["shelling"],
            }
        ),
        ("page 100 of a large box", "20", Few with { Box = new(-40, -120, 20, 40), Skip = 4950 }),
        ("two words", "10", Few with { Words = "clinic Town3x5" }),
        ("two frequent words", "10", Few with { Words = "ambushed convoy" }),
        ("three frequent words", "10", Few with { Words = "ambushed convoy Town0x1" }),
        ("a word of every text", "10", Few with { Words = "people" }),
        (
            "words, country and year",
            "10",
            Few with
            {
                Words = "ambushed convoy",
                Country = Largest,
                From = new(2015, 1, 1),
                To = new(2015, 12, 31),
            }
        ),
    ];

    private static readonly (string What, string Aim, Filter Filter)[] Tallied =
    [
        ("tally: all", "89", Few),
        ("tally: largest country", "89", Few with { Country = Largest }),
        ("tally: one type", "89", Few with { Types = ["shelling"] }),
        ("tally: most frequent type", "89", Few with { Types = ["armed-clash"] }),
        ("tally: type and largest country", "89", Few with { Types = ["armed-clash"], Country = Largest }),
        ("tally: one actor", "89", Few with { Actor = "front-0-0" }),
        ("tally: a month", "89", Few with { From = new(2015, 3, 1), To = new(2015, 3, 31) }),
        ("tally: ten years", "89", Few with { From = new(2005, 1, 1), To = new(2014, 12, 31) }),
        ("tally: a year", "89", Few with { From = new(2005, 1, 1), To = new(2005, 12, 31) }),
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
        var processor = new List<double>(Rounds);
        var all = Stopwatch.StartNew();
        for (var round = 0; round <= Rounds && (round < 4 || all.Elapsed < Enough); round++)
        {
            var clock = Stopwatch.StartNew();
            var spent = Environment.CpuUsage.TotalTime;
            answer = question();
            // The first is to warm up the program and the pages of the file.
            if (round == 0)
                continue;
            times.Add(clock.Elapsed.TotalMilliseconds);
            processor.Add((Environment.CpuUsage.TotalTime - spent).TotalMilliseconds);
        }
        Console.Error.WriteLine(what);
        times.Sort();
        processor.Sort();
        page.Append(
            CultureInfo.InvariantCulture,
            $"| {what} | {times[times.Count / 2]:0.0} | {times[times.Count * 95 / 100]:0.0} | {processor[times.Count / 2]:0.0} | {aim} | {answer.Rows} | {answer.Count} |\n"
        );
    }
}
