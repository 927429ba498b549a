using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>
/// What one article tells, as the forms that go by article want it: its happenings, those of one event together, and
/// its other reports.
/// </summary>
/// <param name="Article">Id of the article.</param>
/// <param name="Published">Day of publication, or the last day that it can have been; null where the article was not given or has none.</param>
/// <param name="Incidents">In the order of the text.</param>
/// <param name="Others">Reports of other kinds.</param>
public sealed record Account(
    string Article,
    DateOnly? Published,
    ImmutableArray<ImmutableArray<Happening>> Incidents,
    ImmutableArray<Report> Others
)
{
    /// <summary>What the article says; null where it was not given.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// One account an article, in the order in which articles, or else their reports, are given. Without events each
    /// happening stands alone.
    /// </summary>
    public static IEnumerable<Account> Of(
        IEnumerable<Article> articles,
        IReadOnlyCollection<Report> reports,
        IEnumerable<Event> events
    )
    {
        var given = articles
            .DistinctBy(article => article.Id)
            .ToDictionary(article => article.Id, StringComparer.Ordinal);
        var eventOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var @event in events)
        foreach (var report in @event.Reports)
            eventOf[report] = @event.Id;
        var told = reports.ToLookup(report => report.Article, StringComparer.Ordinal);
        foreach (var article in given.Keys.Concat(told.Select(one => one.Key)).Distinct(StringComparer.Ordinal))
            yield return new(
                article,
                given.GetValueOrDefault(article)?.Published.To,
                [
                    .. told[article]
                        .OfType<Happening>()
                        .GroupBy(report => eventOf.GetValueOrDefault(report.Id, report.Id), StringComparer.Ordinal)
                        .Select(one => one.ToImmutableArray()),
                ],
                [.. told[article].Where(report => report is not Happening)]
            )
            {
                Text = given.GetValueOrDefault(article)?.Text,
            };
    }
}
