using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Annals.Linking;
using Annals.Reading;
using Annals.Record;

namespace Annals.Training.Linking;

/// <summary>An article of a set for linking, coded, with the happening that it is about and those that it mentions.</summary>
/// <param name="Happening">The label of the happening that it is mainly about.</param>
/// <param name="Mentions">Labels of others that it tells of too.</param>
internal sealed record LabelledArticle(
    Article Article,
    ImmutableArray<Report> Reports,
    string Happening,
    ImmutableArray<string> Mentions
)
{
    public static LabelledArticle Read(Pipeline pipeline, string line)
    {
        var article = pipeline
            .Read(new Page { Path = "-", Content = Encoding.UTF8.GetBytes(line) }, PageFormat.JsonLines)
            .Articles.Single();
        var gold = JsonDocument.Parse(line).RootElement;
        return new(
            article,
            [.. pipeline.Code(article)],
            gold.GetProperty("happening").GetString()!,
            gold.TryGetProperty("mentions", out var mentions)
                ? [.. mentions.EnumerateArray().Select(mention => mention.GetString()!)]
                : []
        );
    }

    /// <summary>Whether the two tell of one happening: null where one only mentions what the other is about.</summary>
    public bool? IsOneWith(LabelledArticle other) =>
        Happening == other.Happening ? true
        : Mentions.Contains(other.Happening)
        || other.Mentions.Contains(Happening)
        || Mentions.Any(other.Mentions.Contains)
            ? null
        : false;

    /// <summary>
    /// Of each article its label and the event that it goes to: the one that holds most of its reports, on a tie the first. One
    /// without a report in an event is alone.
    /// </summary>
    public static IEnumerable<(string Gold, string Given)> Link(Linker linker, IReadOnlyList<LabelledArticle> some)
    {
        var events = linker.Link([.. some.SelectMany(one => one.Reports)], [.. some.Select(one => one.Article)]);
        var eventOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var number = 0; number < events.Length; number++)
            foreach (var report in events[number].Reports)
                eventOf[report] = number;
        return some.Select(one =>
            (
                one.Happening,
                one
                    .Reports.OfType<Happening>()
                    .GroupBy(report => eventOf[report.Id])
                    .OrderByDescending(group => group.Count())
                    .ThenBy(group => group.Key)
                    .FirstOrDefault()
                    is { } most
                    ? events[most.Key].Id
                    : one.Article.Id
            )
        );
    }
}
