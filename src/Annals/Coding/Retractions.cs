using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Coding;

/// <summary>
/// An outlet takes an article back. The notice often repeats the headline, which then is no report of the happening: who
/// has taken it back does not say it any more.
/// </summary>
public sealed class Retractions
{
    /// <summary>Characters of the text in which the notice stands: above the article, not about another one far below.</summary>
    private const int FirstLines = 400;

    private readonly ImmutableArray<string> titles;
    private readonly ImmutableArray<string> texts;

    private Retractions(ImmutableArray<string> titles, ImmutableArray<string> texts) =>
        (this.titles, this.texts) = (titles, texts);

    /// <exception cref="KnowledgeException">A line is not understood.</exception>
    public static Retractions Load(KnowledgeFolder knowledge)
    {
        var (titles, texts) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        foreach (var row in knowledge.Table("coding", "retractions.tsv").Rows)
            (
                row.Required("where") switch
                {
                    "title" => titles,
                    "text" => texts,
                    var other => throw row.Wrong($"\"{other}\" is neither title nor text"),
                }
            ).Add(row.Required("words"));
        return new(titles.ToImmutable(), texts.ToImmutable());
    }

    /// <summary>Whether the article is such a notice.</summary>
    public bool Holds(Article article)
    {
        var head = article.Text.AsSpan(0, Math.Min(FirstLines, article.Text.Length));
        foreach (var words in texts)
            if (head.Contains(words, StringComparison.OrdinalIgnoreCase))
                return true;
        var title = article.Title.AsSpan().Trim();
        foreach (var words in titles)
            if (
                title.StartsWith(words, StringComparison.OrdinalIgnoreCase)
                && title[words.Length..].TrimStart() is ([] or [':' or '-' or '–' or '—', ..])
            )
                return true;
        return false;
    }
}
