using Annals.Language;

namespace Annals.Training;

/// <summary>A sentence to learn from: the text that it stands in, as written or in another casing.</summary>
internal sealed record Example(string Text, GoldWord[] Gold)
{
    /// <summary>Words with nothing filled in but where they stand and what they look like.</summary>
    public Word[] Words(Lexicon lexicon)
    {
        var words = new Word[Gold.Length];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = new Word
            {
                Start = Gold[i].Start,
                End = Gold[i].End,
                Joined = Gold[i].Joined,
            };
            words[i].Look(Text);
            words[i].Know(lexicon);
        }
        return words;
    }
}

/// <summary>Texts in the casings that news come in: headlines, wires in capitals, chat in small letters.</summary>
internal static class Casings
{
    public static string Capitals(string text) => Each(text, char.ToUpperInvariant);

    public static string Small(string text) => Each(text, char.ToLowerInvariant);

    /// <summary>As headlines are set: words of four letters and more begin with a capital.</summary>
    public static string Title(string text)
    {
        var letters = text.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
            if (
                char.IsLower(letters[i])
                && (i == 0 || !char.IsLetter(letters[i - 1]) && letters[i - 1] != '\'')
                && i + 3 < letters.Length
                && char.IsLetter(letters[i + 1])
                && char.IsLetter(letters[i + 2])
                && char.IsLetter(letters[i + 3])
            )
                letters[i] = char.ToUpperInvariant(letters[i]);
        return new string(letters);
    }

    private static string Each(string text, Func<char, char> change) =>
        string.Create(
            text.Length,
            (text, change),
            static (span, from) =>
            {
                for (var i = 0; i < span.Length; i++)
                    span[i] = from.change(from.text[i]);
            }
        );
}
