using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Annals.Answers;

/// <summary>
/// Where a row of an answer comes from: the knowledge files with the address that was opened and the day, articles of
/// the record, or both. The two are never mixed up: a file says what was looked up, an article what was reported.
/// </summary>
/// <param name="Basis">Of the file's part: "opened" (the address was), "unverified", or "rule" (states); null without one.</param>
/// <param name="Address">The page that says so; null where the file's row is unverified or made by rule.</param>
/// <param name="Opened">The day on which the page was opened, in ISO 8601.</param>
/// <param name="Articles">The first of the articles that say so, by their day of publication.</param>
/// <param name="ArticlesInAll">How many say so.</param>
public sealed record Origin(
    string? Basis,
    string? Address,
    string? Opened,
    ImmutableArray<string> Articles,
    long ArticlesInAll
)
{
    /// <summary>So many articles are named; the others are counted.</summary>
    public const int Named = 20;

    /// <summary>"file", "articles", or "file and articles".</summary>
    [JsonPropertyOrder(-1)]
    public string Source =>
        (Basis, ArticlesInAll) switch
        {
            (null, _) => "articles",
            (_, 0) => "file",
            _ => "file and articles",
        };

    public static Origin Of(IEnumerable<Said> said)
    {
        var articles = said.OrderBy(one => one.Published ?? DateOnly.MaxValue)
            .Select(one => one.Article)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return new Origin(null, null, null, [.. articles.Take(Named)], articles.Count);
    }

    /// <summary>The same with another's articles.</summary>
    public Origin With(Origin articles) =>
        this with
        {
            Articles = articles.Articles,
            ArticlesInAll = articles.ArticlesInAll,
        };

    /// <summary>"file: https://example.org/list (2026-11-24); articles: a-1, a-2 (+3)"</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        if (Basis is not null)
            parts.Add("file: " + (Address is null ? Basis : $"{Address} ({Opened})"));
        if (ArticlesInAll > 0)
            parts.Add(
                "articles: "
                    + string.Join(", ", Articles.Take(3))
                    + (ArticlesInAll > 3 ? $" (+{Words.Number(ArticlesInAll - 3)})" : "")
            );
        return string.Join("; ", parts);
    }
}
