using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Linking;

/// <summary>
/// Where reports may lie that speak of the same happening as one: whoever keeps the reports gives at least these. Null
/// is unknown, and unknown may be anywhere.
/// </summary>
/// <param name="Types">Types of its family.</param>
/// <param name="Country">Its country; those without a country come too.</param>
/// <param name="Place">Name of its place: those whose days are unknown are looked for there.</param>
/// <param name="From">First day on which the other can lie.</param>
/// <param name="To">Last day on which the other can lie.</param>
/// <param name="Text">Smallest id of the articles that are one text with its own.</param>
/// <param name="Reports">Reports that a person has put with it.</param>
public sealed record Vicinity(
    ImmutableArray<string> Types,
    string? Country,
    string? Place,
    DateOnly? From,
    DateOnly? To,
    string? Text,
    ImmutableArray<string> Reports
);

/// <summary>An article with all its happenings that stand, and the smallest id of the articles that are one text with it.</summary>
/// <param name="Id">Its id, also where the article itself is not there.</param>
public sealed record ArticleReports(string Id, Article? Article, string Text, ImmutableArray<Happening> Reports);
