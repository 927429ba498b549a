using System.Text.Json;
using System.Text.Json.Nodes;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// A report line as a person writes it: of spans the words are enough, and what the record can tell by itself (the id,
/// the codes of the type) may be missing.
/// </summary>
public static class HandMade
{
    private static readonly string[] Lists =
    [
        "evidence",
        "spans",
        "typeSpans",
        "meansSpans",
        "countSpans",
        "rateSpans",
    ];

    /// <param name="line">JSON with at least `kind`, `article` and `evidence`.</param>
    /// <param name="articleOf">The article by its id; null where there is none.</param>
    /// <exception cref="JsonException">The line is no report; the message says why.</exception>
    /// <exception cref="UnfitDecisionException">There is no such article or type, or the article does not hold the words.</exception>
    public static Report Read(string line, Func<string, Article?> articleOf)
    {
        if (JsonNode.Parse(line) is not JsonObject root)
            throw new JsonException("a report is an object");
        if (root["article"]?.GetValue<string>() is not { Length: > 0 } id)
            throw new JsonException("a report names its \"article\"");
        var article =
            articleOf(id)
            ?? throw new UnfitDecisionException($"there is no article {id}; give its line before those of its reports");
        var isNamed = root["id"] is not null;
        root["id"] ??= "r-";
        root["confidence"] ??= 1;
        var hasCodes = root["codes"] is not null;
        Complete(root, article);
        var report = Json.ReadReport(root.ToJsonString());
        if (report is Happening happening)
        {
            if (!ReviewedCodes.Types.Knows(happening.Type))
                throw new UnfitDecisionException($"\"{happening.Type}\" is no type; `annals ask types` lists them");
            if (!hasCodes)
                report = happening with { Codes = ReviewedCodes.ByFields(happening) };
        }
        return isNamed ? report : report with { Id = IdOf(report, root) };
    }

    private static string IdOf(Report report, JsonObject root) =>
        Ids.OfReport(
            report.Article,
            report.Kind,
            (report as Happening)?.Type ?? "",
            report.Evidence.Length > 0 ? report.Evidence[0] : null,
            report.Attribution.Select(speaker => speaker.Who ?? speaker.Role).FirstOrDefault(),
            root.ToJsonString()
        );

    private static void Complete(JsonNode? node, Article article)
    {
        if (node is JsonArray array)
            foreach (var item in array)
                Complete(item, article);
        if (node is not JsonObject parts)
            return;
        foreach (var (name, value) in parts.ToArray())
            if (value is JsonArray list && Lists.Contains(name))
                parts[name] = new JsonArray([.. list.Select(span => Placed(span, article))]);
            else
                Complete(value, article);
    }

    /// <summary>Words alone stand where the text has them first, or else in the title.</summary>
    private static JsonNode? Placed(JsonNode? span, Article article)
    {
        var words =
            span is JsonValue value && value.TryGetValue<string>(out var text) ? text
            : span is JsonObject { } parts && parts["start"] is null ? parts["text"]?.GetValue<string>()
            : null;
        if (words is null)
            return span?.DeepClone();
        var isTitle = false;
        var start = article.Text.IndexOf(words, StringComparison.Ordinal);
        if (start < 0)
            (start, isTitle) = (article.Title?.IndexOf(words, StringComparison.Ordinal) ?? -1, true);
        if (start < 0 || words.Length == 0)
            throw new UnfitDecisionException($"\"{words}\" does not stand in {article.Id}");
        var placed = new JsonObject
        {
            ["start"] = start,
            ["end"] = start + words.Length,
            ["text"] = words,
        };
        if (isTitle)
            placed["in"] = "title";
        return placed;
    }
}
