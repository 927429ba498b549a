using System.Collections.Immutable;
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

/// <summary>An actor that the record speaks of, with how many of its events are counted, and the months in which it first and last acted.</summary>
public sealed record ActorRow(string? Id, string Name, long Events, DateOnly? First, DateOnly? Last);

/// <summary>An article that the record holds, with how many reports stand on it.</summary>
public sealed record ArticleRow(
    string Id,
    string? Title,
    string? Outlet,
    string? Published,
    string? Language,
    long Reports
);
