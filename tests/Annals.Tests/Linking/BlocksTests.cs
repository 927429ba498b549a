using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;

namespace Annals.Tests.Linking;

/// <summary>Which sightings are held against each other: found by blocks, and what the rule says of any two.</summary>
public sealed class BlocksTests
{
    private static readonly Linker Linker = Linker.Load(KnowledgeFolder.Default);

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
                    Text = $"A text of its own, number {id}, with words {random.Next()} and {random.Next()}.",
                    Published = new Publication
                    {
                        From = new DateOnly(2024, 3, 1).AddDays(random.Next(20)),
                        Precision = TimePrecision.Day,
                    },
                }),
        ];
        var sightings = Linker.Sightings(reports, articles);

        var found = Blocks.Pairs(sightings).ToHashSet();

        var met = 0;
        for (var b = 0; b < sightings.Length; b++)
        for (var a = 0; a < b; a++)
        {
            var (one, other) = (sightings[a], sightings[b]);
            var meets = one.At.Meets(other.At) || (one.Family == other.Family && one.ArticleId == other.ArticleId);
            met += meets ? 1 : 0;
            Assert.True(meets == found.Contains((a, b)), $"{one.At} and {other.At}");
            Assert.Equal(
                meets,
                other.At.Meets(one.At) || (one.Family == other.Family && one.ArticleId == other.ArticleId)
            );
        }
        Assert.InRange(met, 100, sightings.Length * sightings.Length / 4);
    }

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
