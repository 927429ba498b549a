using System.Globalization;
using Annals.Answers;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;
using Annals.Store;

namespace Annals.Tests.Store;

public sealed class EventWaysTests(Databases databases) : IClassFixture<Databases>
{
    private static readonly string[] Types = ["attack", "riot", "siege", "protest"];

    /// <summary>Any filter, alone and with others, by each way that there is, is what looking at every event gives.</summary>
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Every_way_finds_what_passes_and_nothing_else(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        var loaded = Enumerable.Range(0, 400).Select(Loaded).ToArray();
        new Bulk(store, Linker.Load(KnowledgeFolder.Default)).Load(loaded);
        var columns = new EventColumns();
        columns.Refresh(store);
        var joined = new EventColumns();
        joined.Refresh(store);
        joined.Join(store);
        var random = new Random(5);
        for (var round = 0; round < 150; round++)
        {
            var filter = Drawn(random, round);
            var wanted = loaded
                .Select(one => one.Event)
                .Where(one => Passes(filter, one))
                .Select(one => one.Id)
                .Order(StringComparer.Ordinal)
                .ToArray();
            foreach (var where in EventWays.To(filter, store).Every())
                Assert.Equal(
                    wanted,
                    store
                        .Connection.Query(
                            $"SELECT e.id FROM {where.From} WHERE {where.Sql} ORDER BY {where.Order}",
                            row => row.GetString(0),
                            [.. where.Values]
                        )
                        .Order(StringComparer.Ordinal)
                );
            var page = new Ask(store).Events(filter with { Limit = 1000 });
            Assert.Equal((wanted.Length, wanted.Length), (page.Total.Count, page.Events.Length));
            var days = page.Events.Select(one => one.Time?.From ?? DateOnly.MinValue).ToArray();
            Assert.Equal(days.OrderDescending(), days);
            AssertSameViews(new Ask(store), new Ask(store, columns: columns), filter);
            AssertSameViews(new Ask(store), new Ask(store, columns: joined), filter);
        }
    }

    /// <summary>Timelines, maps, pages of rows and an actor's reach are the same from the database and from memory.</summary>
    internal static void AssertSameViews(Ask one, Ask other, Filter filter)
    {
        foreach (var (skip, limit) in ((int, int)[])[(0, 1000), (3, 7), (500, 10)])
        {
            var page = filter with { Skip = skip, Limit = limit };
            Assert.Equal(AnswerJson.Write(one.Events(page)), AnswerJson.Write(other.Events(page)));
        }
        Assert.Equal(Points(one.Months("band-2", filter)), Points(other.Months("band-2", filter)));
        // What is counted ahead, and what is counted over the events, is the actor's own.
        var months = ((ActorAnswer)one.Answer("actor", "band-2", filter)!).Tally.Rows;
        Assert.Equal(
            one.Tally(filter with { Actor = "band-2", Limit = 1000 }).Rows.Where(row => row.Actor == "band-2"),
            months
        );
        Assert.Equal(AnswerJson.Write(one.Reach("band-2", filter)), AnswerJson.Write(other.Reach("band-2", filter)));
        Assert.Equal(AnswerJson.Write(one.Timeline(filter)), AnswerJson.Write(other.Timeline(filter)));
        foreach (var (seen, zoom) in ((Box?, int)[])[(null, 2), (new Box(10, 0, 17, 2), 6)])
        {
            var (drawn, again) = (one.Map(filter, seen, zoom), other.Map(filter, seen, zoom));
            Assert.Equal(drawn.Unplaced, again.Unplaced);
            Assert.Equal(Points(drawn), Points(again));
        }
    }

    private static IEnumerable<object> Points(IEnumerable<MonthPoint> months) =>
        months
            .Select(point =>
                (point.Month, Math.Round(point.Lat, 3), Math.Round(point.Lon, 3), point.Events, point.Place)
            )
            .Order()
            .Cast<object>();

    private static IEnumerable<object> Points(MapView view) =>
        view
            .Points.Select(point =>
                (Math.Round(point.Lat, 3), Math.Round(point.Lon, 3), point.Count, point.Event, point.Name)
            )
            .Order()
            .Cast<object>();

    /// <summary>One part in the first rounds, two or three after.</summary>
    private static Filter Drawn(Random random, int round)
    {
        var filter = new Filter();
        for (var part = 0; part < (round < 45 ? 1 : random.Next(2, 4)); part++)
            filter = (round < 45 ? round % 15 : random.Next(15)) switch
            {
                0 => filter with { Types = [Types[random.Next(4)]] },
                1 => filter with { Types = ["siege", "riot"] },
                2 => filter with { Country = random.Next(2) == 0 ? "MLI" : "ner" },
                3 => filter with { From = Day(random.Next(300)) },
                4 => filter with { To = Day(random.Next(300)) },
                5 => filter with { Actor = $"band-{random.Next(8)}" },
                6 => filter with { Actor = random.Next(2) == 0 ? "and 3" : "men" },
                7 => filter with { Place = random.Next(2) == 0 ? "town 3" : "Nort" },
                8 => filter with { Place = "1001" },
                9 => filter with { Box = new Box(10, 0, 12 + random.Next(8), 3) },
                10 => filter with { Killed = random.Next(20) },
                11 => filter with { Sources = random.Next(1, 4) },
                12 => filter with { Confidence = random.Next(10) / 10.0 },
                13 => filter with { Status = random.Next(2) == 0 ? Status.Claimed : Status.Threatened },
                _ => filter with { Words = $"weapon {random.Next(7)}", All = random.Next(2) == 0 },
            };
        return filter;
    }

    private static bool Passes(Filter filter, Event one) =>
        (filter.Status is { } status ? one.Status == status : filter.All || one.Status != Status.Threatened)
        && (filter.Types.Length == 0 || filter.Types.Contains(one.Type))
        && (
            filter.Country is null
            || string.Equals(filter.Country, one.Place?.Country, StringComparison.OrdinalIgnoreCase)
        )
        && (filter.From is null || one.Time?.To >= filter.From)
        && (filter.To is null || one.Time?.From <= filter.To)
        && (filter.Actor is null || one.Actors.Any(actor => IsNamed(actor, filter.Actor)))
        && (
            filter.Place is null
            || one.Place?.Geonames?.ToString(CultureInfo.InvariantCulture) == filter.Place
            || Holds(one.Place?.Name, filter.Place)
            || Holds(one.Place?.Admin1, filter.Place)
        )
        && (
            filter.Box is not { } box
            || (
                one.Place?.Lat >= box.South
                && one.Place.Lat <= box.North
                && one.Place.Lon >= box.West
                && one.Place.Lon <= box.East
            )
        )
        && (filter.Killed is null || one.Harm.Any(harm => harm.Low >= filter.Killed))
        && (filter.Sources is null || one.Independent >= filter.Sources)
        && (filter.Confidence is null || one.Confidence >= filter.Confidence)
        && (filter.Words is null || one.Id.EndsWith(filter.Words[^1]));

    /// <summary>A key is an actor's alone; other words may stand in any name.</summary>
    private static bool IsNamed(EventActor actor, string asked) =>
        asked.StartsWith("band-", StringComparison.Ordinal) ? actor.Id == asked : Holds(actor.Name, asked);

    private static bool Holds(string? name, string part) =>
        name?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;

    private static DateOnly Day(int number) => Some.Day("2021-01-01").AddDays(number);

    private static BulkEvent Loaded(int number)
    {
        var random = new Random(number);
        var from = Day(random.Next(300));
        var time =
            number % 13 == 0
                ? null
                : new EventTime
                {
                    From = from,
                    To = from.AddDays(number % 11 == 0 ? 60 : number % 5),
                    Precision = TimePrecision.Days,
                };
        var town = random.Next(12);
        var isTown = number % 7 > 0;
        var place = new Place
        {
            Name = isTown ? $"Town {town}" : "Northern",
            Geonames = isTown ? 1000 + town : null,
            Lat = isTown ? 10 + town : null,
            Lon = isTown ? town / 3.0 : null,
            Country = town % 3 == 0 ? "MLI" : "NER",
            Admin1 = town % 2 == 0 ? "Northern" : "Southern",
            Precision = isTown ? PlacePrecision.Town : PlacePrecision.Admin1,
        };
        var report = Some.Report($"r-{number}", $"a-{number}", words: $"The Band came with weapon {number % 10}.") with
        {
            Time = time,
        };
        var band = random.Next(6);
        var dead = number % 3 == 0 ? (double?)random.Next(25) : null;
        var @event = new Event
        {
            Id = $"e-{number}",
            Type = Types[random.Next(4)],
            Reports = [report.Id],
            Articles = 1,
            Independent = random.Next(1, 4),
            Time = time,
            Place = number % 17 == 0 ? null : place,
            Actors =
            [
                new EventActor(ActorRole.Perpetrator, $"Band {band}", $"band-{band}", null, [report.Id]),
                new EventActor(ActorRole.Victim, $"Band {band}", $"band-{band}", null, [report.Id]),
                new EventActor(ActorRole.Target, number % 4 == 0 ? "men" : "women", null, null, [report.Id]),
            ],
            Harm = dead is null ? [] : [new EventHarm(Effect.Killed, dead, dead + 1, null, [])],
            Status =
                number % 19 == 0 ? Status.Threatened
                : number % 6 == 0 ? Status.Claimed
                : Status.Reported,
            Confidence = random.Next(100) / 100.0,
        };
        return new BulkEvent(@event, [report], []);
    }
}
