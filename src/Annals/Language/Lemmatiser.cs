namespace Annals.Language;

/// <summary>
/// A change of ending: so many letters off the end, these letters on. Names keep their case, all else is made small, but for
/// the first letter where the rule keeps it ("Cameroonian").
/// </summary>
internal readonly record struct LemmaRule(int Cut, string Add, bool KeepsCase = false);

/// <summary>
/// Form and tag to dictionary form. Past forms that no rule makes ("fled") are looked up; a form that the treebanks show keeps
/// the lemma that it has there, and others follow the longest ending that was seen with the same tag.
/// </summary>
/// <param name="rules">Which rule a form, or an ending, with its tag follows.</param>
/// <param name="list">The rules.</param>
/// <param name="pool">Strings that are used over and over.</param>
/// <param name="irregular">Past forms and participles, and their verbs.</param>
internal sealed class Lemmatiser(Lexicon rules, LemmaRule[] list, StringPool pool, IrregularForms irregular)
{
    public const int LongestEnding = 6;

    public string Lemma(string form, ref readonly Word word, Upos tag)
    {
        if (form.Length > 64)
            return form;
        if (tag == Upos.Num && char.IsAsciiDigit(form[0]))
            return form.Contains(',', StringComparison.Ordinal)
                ? form.Replace(",", "", StringComparison.Ordinal)
                : form;
        var isName = tag == Upos.Propn;
        if (isName)
            form = NameAsWritten(form);
        Span<char> lemma = stackalloc char[form.Length + 24];
        for (var i = 0; i < form.Length; i++)
            lemma[i] = isName ? form[i] : char.ToLowerInvariant(form[i]);
        if (irregular.VerbOf(lemma[..form.Length], word.Tag) is { } verb)
            return verb;
        var rule = list[Find(lemma[..form.Length], word.Tag)];
        if (rule.Cut > form.Length || rule.Add.Length > 20)
            return pool.Get(lemma[..form.Length]);
        var kept = form.Length - rule.Cut;
        // "JAN" is short for "January", not for "JANuary".
        if (isName && rule.Add.Length > 0 && form.Length > 2 && IsCapitals(form))
            for (var i = 1; i < kept; i++)
                lemma[i] = char.ToLowerInvariant(lemma[i]);
        if (rule.KeepsCase && kept > 0)
            lemma[0] = form[0];
        rule.Add.CopyTo(lemma[kept..]);
        var result = lemma[..(kept + rule.Add.Length)];
        return result.SequenceEqual(form) ? form : pool.Get(result);
    }

    /// <summary>
    /// A name in capitals or in small letters as it is written elsewhere, where the model knows it; long names in
    /// capitals are no abbreviations.
    /// </summary>
    private string NameAsWritten(string form)
    {
        if (form.Length < 4 || !char.IsLetter(form[0]) || (char.IsUpper(form[0]) && !char.IsUpper(form[^1])))
            return form;
        Span<char> written = stackalloc char[form.Length];
        form.AsSpan().ToLowerInvariant(written);
        written[0] = char.ToUpperInvariant(form[0]);
        if (pool.Find(written) is { } known && (char.IsLower(form[0]) || pool.Find(form) is null))
            return known;
        return form.Length > 4 && char.IsUpper(form[0]) && IsCapitals(form) && pool.Find(form) is null
            ? written.ToString()
            : form;
    }

    private static bool IsCapitals(string form)
    {
        foreach (var c in form)
            if (!char.IsUpper(c))
                return false;
        return true;
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
