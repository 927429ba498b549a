namespace Annals.Language;

/// <summary>
/// A change of ending: so many letters off the end, these letters on. Names keep their case, all else is made small.
/// </summary>
internal readonly record struct LemmaRule(int Cut, string Add);

/// <summary>
/// Form and tag to dictionary form. A form that the treebanks show keeps the lemma that it has there; others follow
/// the longest ending that was seen with the same tag.
/// </summary>
internal sealed class Lemmatiser(Lexicon rules, LemmaRule[] list, StringPool pool)
{
    public const int LongestEnding = 6;

    public string Lemma(string form, ref readonly Word word, bool isName)
    {
        if (form.Length > 64)
            return form;
        Span<char> lemma = stackalloc char[form.Length + 24];
        for (var i = 0; i < form.Length; i++)
            lemma[i] = isName ? form[i] : char.ToLowerInvariant(form[i]);
        var rule = list[Find(lemma[..form.Length], word.Tag)];
        if (rule.Cut > form.Length || rule.Add.Length > 20)
            return pool.Get(lemma[..form.Length]);
        var kept = form.Length - rule.Cut;
        rule.Add.CopyTo(lemma[kept..]);
        var result = lemma[..(kept + rule.Add.Length)];
        return result.SequenceEqual(form) ? form : pool.Get(result);
    }

    private int Find(ReadOnlySpan<char> form, byte tag)
    {
        var whole = rules.ClassOf(WholeKey(form, tag));
        if (whole != 0)
            return (int)whole - 1;
        for (var length = Math.Min(LongestEnding, form.Length); length >= 0; length--)
        {
            var ending = rules.ClassOf(EndingKey(form[^length..], tag));
            if (ending != 0)
                return (int)ending - 1;
        }
        return 0;
    }

    public static uint WholeKey(ReadOnlySpan<char> form, byte tag) => Hash.Mix(900, tag, Folded(form));

    public static uint EndingKey(ReadOnlySpan<char> ending, byte tag) =>
        Hash.Mix(901 + (uint)ending.Length, tag, Folded(ending));

    private static uint Folded(ReadOnlySpan<char> text)
    {
        var hash = Hash.Start;
        foreach (var c in text)
            hash = Hash.Step(hash, Word.Fold(c));
        return hash;
    }
}
