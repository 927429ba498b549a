using System.Globalization;
using Annals.Reading;
using Annals.Record;

namespace Annals;

/// <summary>
/// How far into an article the coder reads. News ends long before; what goes on is a dump, a concordance or an attack,
/// and must not hold a lane for hours. The article itself is kept whole, and spans count in it as ever.
/// </summary>
public static class Reach
{
    /// <summary>UTF-16 code units of an article's text that are analysed.</summary>
    public const int Most = 100_000;

    // How far back from there an end of a paragraph or a sentence is looked for.
    private const int Back = 10_000;

    /// <summary>The article itself, or one that ends with the last paragraph or sentence within reach.</summary>
    public static Article Within(Article article) =>
        article.Text.Length <= Most ? article : article with { Text = article.Text[..End(article.Text)] };

    /// <summary>What to tell whoever asked; null where all of it is within reach.</summary>
    public static Problem? Left(Article article) =>
        article.Text.Length <= Most
            ? null
            : new(
                article.Page?.Path ?? article.Id,
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"article {article.Id}: only the first {End(article.Text)} of {article.Text.Length} characters were coded"
                )
            );

    /// <summary>The language that the coder reads. Texts in others are kept and counted, and say why they have no reports.</summary>
    public const string Language = "en";

    /// <summary>Why an article is not coded at all; null where it is.</summary>
    public static string? Uncoded(Article article) =>
        article.Language is null
        || article.Language.Split('-', '_')[0].Equals(Language, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"in another language ({article.Language}): only English is coded";

    private static int End(string text)
    {
        var paragraph = text.LastIndexOf('\n', Most - 1, Back);
        if (paragraph >= 0)
            return paragraph + 1;
        for (var end = Most; end > Most - Back; end--)
            if (char.IsWhiteSpace(text[end]) && text[end - 1] is '.' or '!' or '?' or '"' or '”' or '…')
                return end;
        for (var end = Most; end > Most - Back; end--)
            if (char.IsWhiteSpace(text[end]))
                return end;
        return char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most;
    }
}
