using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Tests;

/// <summary>Records for tests: say what matters, the rest is made up.</summary>
internal static class Some
{
    public static Article Article(
        string id = "a-1",
        string text = "Gunmen attacked a market in Gao on Monday.",
        string? title = "Market attacked",
        string? outlet = "The Courier",
        string? published = "2021-03-02",
        string? url = null
    ) =>
        new()
        {
            Id = id,
            Title = title,
            Outlet = outlet,
            Url = url,
            Language = "en",
            Text = text,
            Published = published is null
                ? Publication.Unknown
                : new Publication
                {
                    From = Day(published),
                    To = Day(published),
                    Precision = TimePrecision.Day,
                    Basis = PublicationBasis.Metadata,
                },
        };

    public static Happening Report(
        string id = "r-1",
        string article = "a-1",
        string type = "attack",
        string? day = "2021-03-01",
        Place? place = null,
        bool nowhere = false,
        string? actor = null,
        string? actorId = null,
        string? target = null,
        Status status = Status.Reported,
        double? killed = null,
        Count? toll = null,
        string words = "Gunmen attacked a market in Gao on Monday."
    ) =>
        new()
        {
            Id = id,
            Article = article,
            Type = type,
            Status = status,
            Place = nowhere ? null : place ?? Gao,
            Time = day is null ? null : On(day),
            Actors = Actors(actor, actorId, target),
            Harm = (toll ?? (killed is { } dead ? Count.Exactly(dead) : null)) is { } count
                ?
                [
                    new Harm
                    {
                        Effect = Effect.Killed,
                        Low = count.Low,
                        Best = count.Best,
                        High = count.High,
                    },
                ]
                : [],
            Evidence = [TextSpan.OfText(words, 0, words.Length)],
            Confidence = 0.9,
            Coder = "test",
        };

    public static readonly Place Gao = Town("Gao", 2457161, 16.27, -0.04, "MLI", "Gao");

    public static Place Town(string name, long? geonames, double lat, double lon, string country, string? admin1) =>
        new()
        {
            Name = name,
            Geonames = geonames,
            Lat = lat,
            Lon = lon,
            Country = country,
            Admin1 = admin1,
            Precision = PlacePrecision.Town,
        };

    public static EventTime On(string day) =>
        new()
        {
            From = Day(day),
            To = Day(day),
            Precision = TimePrecision.Day,
            Basis = "stated",
        };

    public static DateOnly Day(string day) =>
        DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static ImmutableArray<ReportActor> Actors(string? actor, string? actorId, string? target)
    {
        var actors = ImmutableArray.CreateBuilder<ReportActor>();
        if (actor is not null)
            actors.Add(
                new ReportActor
                {
                    Role = ActorRole.Perpetrator,
                    Name = actor,
                    Id = actorId,
                }
            );
        if (target is not null)
            actors.Add(new ReportActor { Role = ActorRole.Target, Name = target });
        return actors.ToImmutable();
    }
}
