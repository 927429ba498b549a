using System.Diagnostics;
using System.Globalization;
using System.Text;
using Annals.Answers;
using Annals.Record;
using Annals.Store;

namespace Annals.Benchmarks;

/// <summary>
/// Questions to a record of millions of events, asked as `ask` and the web ask them, counts included: how long each takes,
/// and by which plan the database goes about it.
/// </summary>
internal sealed class ScaleQuestions(string path)
{
    private const int Rounds = 15;

    public void Ask(StringBuilder page)
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
}
