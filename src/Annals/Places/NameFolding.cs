using Annals.Knowledge;

namespace Annals.Places;

/// <summary>
/// Names as they are compared: lower case, without accents, apostrophes and articles; hyphens are blanks. "Al-Qusayr",
/// "el Qusayr" and "Qusayr" fold alike.
/// </summary>
internal sealed class NameFolding
{
    public const int Longest = 80;
    private readonly Dictionary<char, (char First, char Second)> letters;

    private readonly Spelling spelling;

    public NameFolding(IEnumerable<LetterFolding> letters, Spelling spelling)
    {
        this.letters = letters.ToDictionary(letter => letter.Letter, letter => (letter.First, letter.Second));
        this.spelling = spelling;
    }

    /// <summary>The rough form of a folded name; "" for none (<see cref="Spelling.Rough"/>).</summary>
    public string Rough(ReadOnlySpan<char> folded) => spelling.Rough(folded);

    /// <summary>Letters and what they are compared as, from `data/places/folding.tsv`.</summary>
    public static LetterFolding[] Letters(KnowledgeFolder knowledge) =>
        [
            .. knowledge
                .Table("places", "folding.tsv")
                .Rows.Select(row => new LetterFolding
                {
                    Letter = row.Required("letter")[0],
                    First = row.Required("as")[0],
                    Second = row["as"].Length > 1 ? row["as"][1] : '\0',
                }),
        ];

    /// <summary>The folded name in <paramref name="folded"/>; its length, 0 for a name of nothing or too long a one.</summary>
    public int Fold(ReadOnlySpan<char> name, Span<char> folded)
    {
        if (name.Length > Longest)
            return 0;
        var length = 0;
        var gap = false;
        foreach (var letter in name)
        {
            if (length + 3 >= folded.Length)
                return 0;
            if (letter is '\'' or '\u2019' or '\u2018' or '`' or '\u02BC' or '\u02BB' or '\u02BE' or '\u02BF' or '.')
                continue;
            if (!char.IsLetterOrDigit(letter))
            {
                // A combining accent belongs to its letter; anything else parts words.
                gap |= !IsCombining(letter);
                continue;
            }
            if (gap && length > 0)
                folded[length++] = ' ';
            gap = false;
            if (letter < 0x80)
                folded[length++] = (char)(letter is >= 'A' and <= 'Z' ? letter | 0x20 : letter);
            else if (letters.TryGetValue(letter, out var plain))
            {
                folded[length++] = plain.First;
                if (plain.Second != 0)
                    folded[length++] = plain.Second;
            }
            else
                folded[length++] = char.ToLowerInvariant(letter);
        }
        return WithoutArticle(folded, length);
    }

    private int WithoutArticle(Span<char> folded, int length)
    {
        foreach (var article in spelling.Articles)
        {
            if (length <= article.Length + 1 || !folded[..length].StartsWith(article))
                continue;
            folded[article.Length..length].CopyTo(folded);
            return length - article.Length;
        }
        return length;
    }

    private static bool IsCombining(char letter) => letter is >= '\u0300' and <= '\u036F';
}
