using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Annals.Record;

namespace Annals.Answers;

/// <summary>How many events fall in each day, month or year, for a timeline. Those without a day are counted apart.</summary>
/// <param name="Unit">"day", "month" or "year": the finest that gives a readable number of bars.</param>
public sealed record Timeline(string Unit, ImmutableArray<TimelineBin> Bins, long Undated);

/// <summary>One bar, from its first to its last day.</summary>
public sealed record TimelineBin(DateOnly From, DateOnly To, long Count);

/// <summary>
/// Events on a map: one point a cell of the screen, with how many events it stands for. An event without a point is
/// counted apart and never drawn: no country's middle stands in for it.
/// </summary>
public sealed record MapView(ImmutableArray<MapPoint> Points, long Unplaced);

/// <param name="Event">The event's id where the point stands for one alone.</param>
/// <param name="Name">The place, where all events of the point are at it.</param>
public sealed record MapPoint(double Lat, double Lon, long Count, string? Event, string? Name);

/// <summary>An actor that the record speaks of, with how many of its events are counted, and the months ("2015-11") in which it first and last acted.</summary>
public sealed record ActorRow(string? Id, string Name, long Events, string? First, string? Last);

/// <summary>An article that the record holds, with how many reports stand on it.</summary>
public sealed record ArticleRow(
    string Id,
    string? Title,
    string? Outlet,
    string? Published,
    string? Language,
    long Reports
);

/// <summary>What events there are to choose from: of each type and in each country, those with most first.</summary>
public sealed record Facets(ImmutableArray<FacetRow> Types, ImmutableArray<FacetRow> Countries);

public sealed record FacetRow(string Name, long Events);

/// <summary>How many events an actor has in each month at each point of the map.</summary>
public sealed record MonthPoint(string Month, double Lat, double Lon, string? Place, long Events);

/// <summary>The actors of the record: those of the knowledge files first, then by how many events name them.</summary>
public sealed record ActorsAnswer(ImmutableArray<ActorRow> Actors) : Answer
{
    [JsonIgnore]
    public override ImmutableArray<AnswerTable> Tables =>
        [
            new(
                "Actors",
                ["key", "actor", "events", "first acted", "last acted"],
                [
                    .. Actors.Select(row =>
                        ImmutableArray.Create(
                            Words.Of(row.Id),
                            row.Name,
                            Words.Number(row.Events),
                            Words.Of(row.First),
                            Words.Of(row.Last)
                        )
                    ),
                ],
                []
            ),
        ];
}

/// <summary>The articles of the record, latest first.</summary>
public sealed record ArticlesAnswer(ImmutableArray<ArticleRow> Articles) : Answer
{
    [JsonIgnore]
    public override ImmutableArray<AnswerTable> Tables =>
        [
            new(
                "Articles",
                ["article", "published", "outlet", "title", "language", "reports"],
                [
                    .. Articles.Select(row =>
                        ImmutableArray.Create(
                            row.Id,
                            Words.Of(row.Published),
                            Words.Of(row.Outlet),
                            Words.Of(row.Title),
                            Words.Of(row.Language),
                            Words.Number(row.Reports)
                        )
                    ),
                ],
                []
            ),
        ];
}
