using Annals.Knowledge;

namespace Annals.Coding;

/// <summary>
/// The inflected forms of the words that the coding tables use. The tables know their words better than a general
/// lemmatiser, which guesses at verbs that it has not seen ("shelled").
/// </summary>
public sealed class Inflections
{
    private readonly Dictionary<string, (string Lemma, char Kind)> byForm = new(StringComparer.Ordinal);

    /// <summary>The table word that a form inflects; null where it is none.</summary>
    public string? LemmaOf(string form) => byForm.TryGetValue(form, out var found) ? found.Lemma : null;

    /// <summary>The form is a verb's past, participle or -ing form, and no word of its own.</summary>
    public bool IsVerbForm(string form) => byForm.TryGetValue(form, out var found) && found.Kind is 'd' or 'n' or 'g';

    /// <summary>The form is a verb's past or participle, and no word of its own.</summary>
    public bool IsPast(string form) => byForm.TryGetValue(form, out var found) && found.Kind is 'd' or 'n';

    internal void AddIrregular(Table.Row row) =>
        byForm[row.Required("form")] = (row.Required("lemma"), row.Required("kind")[0]);

    internal void AddVerb(string lemma)
    {
        if (lemma.Length < 3 || lemma.Contains('-', StringComparison.Ordinal))
            return;
        var stem = lemma[^1] switch
        {
            'e' => lemma[..^1],
            'y' when !IsVowel(lemma[^2]) => lemma[..^1] + "i",
            _ => lemma,
        };
        var gerund = lemma.EndsWith('e') && lemma[^2] is not ('e' or 'o' or 'i') ? lemma[..^1] : lemma;
        Put(stem + "ed", lemma, 'd');
        Put(gerund + "ing", lemma, 'g');
        if (!IsVowel(lemma[^1]) && IsVowel(lemma[^2]) && !IsVowel(lemma[^3]) && lemma[^1] is not ('w' or 'x' or 'y'))
        {
            Put(lemma + lemma[^1] + "ed", lemma, 'd');
            Put(lemma + lemma[^1] + "ing", lemma, 'g');
        }
    }

    internal void AddNoun(string lemma)
    {
        if (lemma.Length < 3)
            return;
        if (
            lemma[^1] is 's' or 'x'
            || lemma.EndsWith("ch", StringComparison.Ordinal)
            || lemma.EndsWith("sh", StringComparison.Ordinal)
        )
            Put(lemma + "es", lemma, 's');
        else if (lemma[^1] == 'y' && !IsVowel(lemma[^2]))
            Put(lemma[..^1] + "ies", lemma, 's');
        else
            Put(lemma + "s", lemma, 's');
    }

    private void Put(string form, string lemma, char kind) => byForm.TryAdd(form, (lemma, kind));

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';
}
