using Annals.Language;

namespace Annals.Tests.Language;

/// <summary>Sentences made without a model: words and marks, no tags, no trees.</summary>
internal static class Words
{
    public static Sentence Sentence(string text, int index = 0, bool inTitle = false)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var end = at + 1;
            if (char.IsLetterOrDigit(text[at]))
                while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or ',' or '-' && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1])))
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
        return new Sentence(index, inTitle, text, [.. tokens]);
    }
}
