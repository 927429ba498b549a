using System.Text.Json;

namespace Annals.Reading.Html;

/// <summary>
/// What a page says of itself in JSON-LD: its article among arrays, graphs and nested parts. Broken JSON is common
/// (raw line breaks, a comment around it, a comma too many): what can be mended without guessing is mended.
/// </summary>
internal sealed record JsonLd
{
    public string? Type { get; init; }
    public string? Headline { get; init; }
    public string? Author { get; init; }
    public string? Publisher { get; init; }
    public string? Published { get; init; }
    public string? Modified { get; init; }
    public string? Language { get; init; }
    public string? Url { get; init; }
    public bool? IsFree { get; init; }
    public List<LivePost> Posts { get; init; } = [];

    /// <summary>An entry of a live blog.</summary>
    internal sealed record LivePost(string? Headline, string Body, string? Published, string? Url);

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
    };

    public static List<JsonLd> Of(HtmlTree tree)
    {
        var found = new List<JsonLd>();
        for (var i = 0; i < tree.Count; i++)
            if (
                tree[i].Tag == HtmlTag.Script
                && tree.RawAttribute(i, "type").Contains("ld+json", StringComparison.OrdinalIgnoreCase)
            )
                Read(tree.RawText(i).ToString(), found);
        return found;
    }

    internal static void Read(string json, List<JsonLd> found)
    {
        json = json.Trim().TrimEnd(';');
        if (json.StartsWith("<!--", StringComparison.Ordinal))
            json = json[4..].Replace("-->", "", StringComparison.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(Mended(json), Options);
            Collect(document.RootElement, found, 0);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            if (Salvaged(json) is { } salvaged)
                found.Add(salvaged);
        }
    }

    /// <summary>Line breaks and other control characters within strings are not allowed there, but meant as spaces.</summary>
    private static string Mended(string json)
    {
        if (!json.AsSpan().ContainsAnyInRange('\0', '\u001F'))
            return json;
        return string.Create(
            json.Length,
            json,
            static (mended, json) =>
            {
                for (var i = 0; i < json.Length; i++)
                    mended[i] = json[i] < ' ' ? ' ' : json[i];
            }
        );
    }

    /// <summary>From JSON beyond mending, the dates and the headline that stand in it as plain strings.</summary>
    private static JsonLd? Salvaged(string json)
    {
        var (headline, published, modified) = (
            StringAfter(json, "headline"),
            StringAfter(json, "datePublished"),
            StringAfter(json, "dateModified")
        );
        return headline is null && published is null
            ? null
            : new JsonLd
            {
                Type = "Article",
                Headline = headline,
                Published = published,
                Modified = modified,
            };
    }

    private static string? StringAfter(string json, string name)
    {
        var at = json.IndexOf($"\"{name}\"", StringComparison.Ordinal);
        if (at < 0)
            return null;
        var colon = json.IndexOf(':', at);
        var start = colon < 0 ? -1 : json.IndexOf('"', colon);
        if (start < 0 || !string.IsNullOrWhiteSpace(json[(colon + 1)..start]))
            return null;
        var end = json.IndexOf('"', start + 1);
        return end < 0 ? null : json[(start + 1)..end];
    }

    private static void Collect(JsonElement element, List<JsonLd> found, int depth)
    {
        if (depth > 8)
            return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Collect(item, found, depth + 1);
            return;
        }
        if (element.ValueKind != JsonValueKind.Object)
            return;
        if (IsArticle(Text(element, "@type")))
            found.Add(Read(element));
        foreach (
            var name in (ReadOnlySpan<string>)["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"]
        )
            if (element.TryGetProperty(name, out var inner))
                Collect(inner, found, depth + 1);
    }

    private static bool IsArticle(string? type) =>
        type is not null
        && (
            type.EndsWith("Article", StringComparison.Ordinal)
            || type.EndsWith("Posting", StringComparison.Ordinal)
            || type is "Report" or "Review" or "ReportageNewsArticle" or "ClaimReview"
        );

    private static JsonLd Read(JsonElement article) =>
        new()
        {
            Type = Text(article, "@type"),
            Headline = Text(article, "headline") ?? Text(article, "name"),
            Author = Text(article, "author"),
            Publisher = Text(article, "publisher"),
            Published = Text(article, "datePublished"),
            Modified = Text(article, "dateModified"),
            Language = Text(article, "inLanguage"),
            Url = Text(article, "url"),
            IsFree = Text(article, "isAccessibleForFree")?.ToLowerInvariant() switch
            {
                "true" => true,
                "false" => false,
                _ => null,
            },
            Posts = Live(article),
        };

    private static List<LivePost> Live(JsonElement article)
    {
        var posts = new List<LivePost>();
        if (article.TryGetProperty("liveBlogUpdate", out var updates) && updates.ValueKind == JsonValueKind.Array)
            foreach (var update in updates.EnumerateArray())
                if (update.ValueKind == JsonValueKind.Object && Text(update, "articleBody") is { Length: > 0 } body)
                    posts.Add(
                        new LivePost(Text(update, "headline"), body, Text(update, "datePublished"), Text(update, "url"))
                    );
        return posts;
    }

    /// <summary>A string; of an object its name, of an array the first, or all names of people.</summary>
    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? Text(value, name == "author") : null;

    private static string? Text(JsonElement value, bool all)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return Spaces.Fold(CharacterReferences.Resolve(value.GetString())) is { Length: > 0 } text
                    ? text
                    : null;
            case JsonValueKind.True:
                return "true";
            case JsonValueKind.False:
                return "false";
            case JsonValueKind.Object:
                return value.TryGetProperty("name", out var name) ? Text(name, all)
                    : value.TryGetProperty("@value", out var inner) ? Text(inner, all)
                    : null;
            case JsonValueKind.Array:
                var parts = value
                    .EnumerateArray()
                    .Select(item => Text(item, all))
                    .Where(part => part is not null)
                    .ToList();
                return parts.Count == 0 ? null
                    : all ? string.Join(", ", parts.Distinct(StringComparer.Ordinal))
                    : parts[0];
            default:
                return null;
        }
    }
}
