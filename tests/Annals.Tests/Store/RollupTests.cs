using Annals.Answers;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;
using Annals.Store;

namespace Annals.Tests.Store;

public sealed class RollupTests(Databases databases) : IClassFixture<Databases>
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void What_is_counted_ahead_equals_the_count_whatever_comes_and_goes(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        var random = new Random(11);
        var columns = new EventColumns();
        for (var round = 0; round < 6; round++)
        {
            IntakeTests.Ingest(
                store,
                [
                    .. Enumerable
                        .Range(0, 12)
                        .Select(_ =>
                            $"a-{random.Next(30)}|{(random.Next(2) == 0 ? "Gao" : "Kidal")}|{random.Next(40)}|2021-0{random.Next(1, 9)}-0{random.Next(1, 9)}"
                        ),
                ]
            );
            Assert.Empty(Rollups.Differing(store));
            // What is kept in memory follows, also what was retired.
            columns.Refresh(store);
            if (round == 2)
                columns.Join(store);
            EventWaysTests.AssertSameViews(new Ask(store), new Ask(store, columns: columns), new Filter());
            EventWaysTests.AssertSameViews(
                new Ask(store),
                new Ask(store, columns: columns),
                new Filter { Words = "killed" }
            );
        }
        var ask = new Ask(store);
        foreach (
            var filter in (Filter[])
                [
                    new(),
                    new() { Country = "MLI" },
                    new() { Types = ["attack"] },
                    new() { Types = ["riot"], Country = "MLI" },
                    new() { Types = ["riot", "attack"] },
                    new() { From = Some.Day("2021-02-03"), To = Some.Day("2021-06-05") },
                    new() { From = Some.Day("2021-03-01"), Types = ["attack"] },
                    new() { To = Some.Day("2021-05-31"), Country = "MLI" },
                    new() { From = Some.Day("2021-03-02"), To = Some.Day("2021-03-07") },
                ]
        )
        {
            Assert.Equal(ask.TallyRows(filter, countedAhead: false), ask.TallyRows(filter, countedAhead: true));
            var all = ask.TallyRows(filter, countedAhead: true);
            foreach (var actor in all.Select(row => row.Actor).OfType<string>().Distinct(StringComparer.Ordinal))
            {
                var own = ask.TallyRows(filter with { Actor = actor }, countedAhead: true);
                Assert.Equal(all.Where(row => row.Actor == actor), own.Take(all.Count(row => row.Actor == actor)));
                Assert.All(own, row => Assert.Equal(actor, row.Actor));
                Assert.Equal(ask.TallyRows(filter with { Actor = actor }, countedAhead: false), own);
            }
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void A_bulk_load_is_found_and_counted_like_any_other_record(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        new Bulk(store, Linker.Load(KnowledgeFolder.Default)).Load(Enumerable.Range(0, 200).Select(Loaded));
        Assert.Empty(Rollups.Differing(store));
        var ask = new Ask(store);
        var page = ask.Events(new Filter { Actor = "band-1", Limit = 5 });
        Assert.Equal((100, 5, 5), (page.Total.Count, page.Events.Length, page.Said.Length));
        Assert.Equal(20, ask.Events(new Filter { Words = "weapon 7" }).Total.Count);
        Assert.Equal(200, ask.Map(new Filter(), null, 2).Points.Sum(point => point.Count));
        Assert.Throws<StoreException>(() => new Bulk(store, Linker.Load(KnowledgeFolder.Default)).Load([]));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void A_small_box_and_a_stretch_of_days_find_what_lies_in_both(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        new Bulk(store, Linker.Load(KnowledgeFolder.Default)).Load(Enumerable.Range(0, 200).Select(Loaded));
        var ask = new Ask(store);
        var filter = new Filter
        {
            Box = new Box(16, -1, 17, 0),
            From = Some.Day("2021-01-20"),
            To = Some.Day("2021-01-22"),
        };
        var found = ask.Events(filter).Events;
        Assert.NotEmpty(found);
        Assert.All(found, one => Assert.True(one.Time!.From <= filter.To && one.Time.To >= filter.From));
        // One that began half a year before and still went on.
        Assert.Contains(found, one => one.Time!.From < Some.Day("2020-09-01"));
        Assert.Empty(ask.Events(filter with { Box = new Box(40, 10, 41, 11) }).Events);
    }

    private static BulkEvent Loaded(int number)
    {
        var day = Some.Day("2021-01-01").AddDays(number);
        var time = new EventTime
        {
            From = number == 19 ? day.AddDays(-200) : day,
            To = number == 19 ? day.AddDays(5) : day,
            Precision = TimePrecision.Day,
        };
        var report = Some.Report($"r-{number}", $"a-{number}", words: $"The Band came with weapon {number % 10}.") with
        {
            Time = time,
        };
        var @event = new Event
        {
            Id = $"e-{number}",
            Type = "attack",
            Reports = [report.Id],
            Articles = 1,
            Time = time,
            Place = Some.Gao,
            Actors =
            [
                new EventActor(ActorRole.Perpetrator, "The Band", $"band-{number % 2}", null, [report.Id]),
                new EventActor(ActorRole.Target, "The Band", $"band-{number % 2}", null, [report.Id]),
                new EventActor(ActorRole.Participant, "men", null, null, [report.Id]),
            ],
            Harm = number % 3 == 0 ? [new EventHarm(Effect.Killed, 1, 2, null, [])] : [],
        };
        return new BulkEvent(@event, [report], []);
    }
}
