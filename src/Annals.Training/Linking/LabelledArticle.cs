using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
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
}
