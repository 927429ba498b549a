using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Linking;

/// <summary>An article with all its happenings that stand, and the smallest id of the articles that are one text with it.</summary>
/// <param name="Id">Its id, also where the article itself is not there.</param>
/// <param name="Told">Where it is not there: the words of all that its reports have for evidence.</param>
/// <param name="Again">
/// Gives the reports once more, on any thread: then they are given up as soon as it is known what they are compared by. Most
/// neighbours of what is new are held against it and nothing else.
/// </param>
public sealed record ArticleReports(
    string Id,
    Article? Article,
    string Text,
    ImmutableArray<Happening> Reports,
    string? Told = null,
    Func<ImmutableArray<Happening>>? Again = null
);

/// <summary>What linking made: the events, and where each sighting of the articles that were given can be met.</summary>
public sealed record Linked(ImmutableArray<Event> Events, ImmutableArray<(string Article, Whereabouts At)> Sightings);
