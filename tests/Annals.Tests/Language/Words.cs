using Annals.Language;

namespace Annals.Tests.Language;

/// <summary>Sentences made without a model: words and marks, no tags, no trees.</summary>
internal static class Words
{
    /// <summary>Sentences end at ". ".</summary>
    public static List<Sentence> Sentences(string text)
    {
        var sentences = new List<Sentence>();
        for (var at = 0; at < text.Length; )
        {
            var stop = text.IndexOf(". ", at, StringComparison.Ordinal);
            if (
                stop < 0
                || stop > 2 && text[stop - 2] is '.'
                || char.IsLower(text[Math.Min(stop + 2, text.Length - 1)])
                || text.AsSpan(0, stop).EndsWith("Sept")
                || text.AsSpan(0, stop).EndsWith("Jan")
            )
                stop = text.Length - 1;
            sentences.Add(Sentence(text[..(stop + 1)], sentences.Count, from: at, whole: text));
            at = stop + 1;
        }
        return sentences;
    }

    public static Sentence Sentence(
        string text,
        int index = 0,
        bool inTitle = false,
        int from = 0,
        string? whole = null
    )
    {
        var tokens = new List<Token>();
        var at = from;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var end = at + 1;
            if (char.IsLetterOrDigit(text[at]))
                while (
                    end < text.Length
                    && (
                        char.IsLetterOrDigit(text[end])
                        || text[end] is '.' or ',' or '-'
                            && end + 1 < text.Length
                            && char.IsLetterOrDigit(text[end + 1])
                    )
                )
                    end++;
            tokens.Add(
                new Token
                {
                    Start = at,
                    End = end,
                    Form = text[at..end],
                    Lemma = text[at..end].ToLowerInvariant(),
                    Tag = Upos.X,
                    Xpos = "",
                    Head = tokens.Count - 1,
                    Relation = tokens.Count == 0 ? Dependency.Root : Dependency.Dep,
                }
            );
            at = end;
        }
        return new Sentence(index, inTitle, whole ?? text, [.. tokens]);
    }
}
