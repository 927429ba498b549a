using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;

namespace Annals.Tests.Linking;

/// <summary>Which sightings are held against each other: found by blocks, and what the rule says of any two.</summary>
public sealed class BlocksTests
{
    private static readonly Linker Linker = Linker.Load(KnowledgeFolder.Default);

    /// <summary>What several print, among articles of their own.</summary>
    private static readonly string?[] Copied =
    [
        "The road to the ferry was closed after men with rifles stopped two lorries there, a driver said by telephone.",
        "Shops in the old market stayed shut for a third day while elders talked to both sides about the wells.",
        .. new string?[10],
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Those_that_meet_by_the_rule_are_found_and_no_others(int seed)
    {
        var random = new Random(seed);
        var reports = Enumerable.Range(0, 160).Select(number => Drawn(number, random)).ToArray();
        Article[] articles =
        [
            .. reports
                .Select(report => report.Article)
                .Distinct()
                .Where(_ => random.Next(4) > 0)
                .Select(id => new Article
                {
                    Id = id,
                    Text = Copied[random.Next(12)] ?? $"A text of its own, number {id}, with words {random.Next()}.",
                    Published = new Publication
                    {
                        From = new DateOnly(2024, 3, 1).AddDays(random.Next(20)),
                        Precision = TimePrecision.Day,
                    },
                }),
        ];
        var sightings = Linker.Sightings(reports, articles);

        var found = Blocks.Pairs(sightings).ToHashSet();

        var (met, copied) = (0, 0);
        for (var b = 0; b < sightings.Length; b++)
        for (var a = 0; a < b; a++)
        {
            var meets = Meet(sightings[a], sightings[b]);
            Assert.Equal(meets, Meet(sightings[b], sightings[a]));
            Assert.True(meets == found.Contains((a, b)), $"{sightings[a].At} and {sightings[b].At}");
            met += meets ? 1 : 0;
            copied += meets && !sightings[a].At.Meets(sightings[b].At) ? 1 : 0;
        }
        Assert.InRange(met, 100, sightings.Length * sightings.Length / 4);
        Assert.InRange(copied, 1, met);
    }

    private static bool Meet(Sighting one, Sighting other) =>
        one.At.Meets(other.At, one.Article is { } article && article.Text == other.Article?.Text)
        || (one.Family == other.Family && one.ArticleId == other.ArticleId);

    /// <summary>Towns on both sides of the date line and of the equator, provinces, nothing known; a day, a month, half a year, none.</summary>
    private static Happening Drawn(int number, Random random)
    {
        var from = new DateOnly(2024, 3, 1).AddDays(random.Next(12));
        var (lat, lon) = (Math.Round((random.NextDouble() - 0.5) * 2, 2), 179.5 + Math.Round(random.NextDouble(), 2));
        return new Happening
        {
            Id = $"r{number:000}",
            Article = $"a{random.Next(90):00}",
            Type = random.Next(5) switch
            {
                0 => "protest",
                1 => "a-type-of-ones-own",
                _ => "bombing",
            },
            Place = random.Next(8) switch
            {
                0 => null,
                1 => new Place
                {
                    Name = "Upper Province",
                    Country = "XXA",
                    Precision = PlacePrecision.Admin1,
                },
                2 => new Place { Name = "A village", Precision = PlacePrecision.Town },
                _ => new Place
                {
                    Name = $"Town {random.Next(6)}",
                    Country = random.Next(3) == 0 ? "XXB" : "XXA",
                    Lat = lat,
                    Lon = lon > 180 ? lon - 360 : lon,
                    Precision = PlacePrecision.Town,
                },
            },
            Time = random.Next(8) switch
            {
                0 => null,
                1 => Of(from, from.AddDays(150)),
                2 => Of(from, from.AddDays(30)),
                _ => Of(from, from),
            },
            Confidence = 0.5,
            Coder = "test",
        };

        static EventTime Of(DateOnly from, DateOnly to) =>
            new()
            {
                From = from,
                To = to,
                Precision = from == to ? TimePrecision.Day : TimePrecision.Days,
                Basis = "stated",
            };
    }
}
