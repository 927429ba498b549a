using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Linking;

/// <summary>An article with all its happenings that stand, and the smallest id of the articles that are one text with it.</summary>
/// <param name="Id">Its id, also where the article itself is not there.</param>
/// <param name="Text">Null where it is as the sketches say.</param>
/// <param name="Told">Where it is not there: the words of all that its reports have for evidence.</param>
/// <param name="IsNeighbour">
/// Nothing is known of it yet but that others may meet it: its reports are given up as soon as it is known what they are
/// compared by, and asked for again where they are of an event. Most are held against what is new and nothing else.
/// </param>
public sealed record ArticleReports(
    string Id,
    Article? Article,
    string? Text,
    ImmutableArray<Happening> Reports,
    string? Told = null,
    bool IsNeighbour = false
)
{
    /// <summary>What is kept of a neighbour's sightings (<see cref="Trace.Sketch"/>), in the place of its reports.</summary>
    public ImmutableArray<byte[]> Sketches { get; init; } = [];
}

/// <summary>What linking made: the events, and where each sighting of the articles that were given can be met.</summary>
public sealed record Linked(ImmutableArray<Event> Events, ImmutableArray<Trace> Sightings);

/// <summary>Sightings that a search has found.</summary>
public sealed class Found
{
    private readonly Sighting[] sightings;

    internal Found(Sighting[] sightings) => this.sightings = sightings;

    /// <summary>Where each can be met.</summary>
    public IEnumerable<(string Article, Whereabouts At)> Places => sightings.Select(one => (one.ArticleId, one.At));

    /// <summary>What is to be kept of each; it may be worked out on another thread while the search goes on.</summary>
    public ImmutableArray<Trace> Traces() => Linker.TracesOf(sightings);
}
