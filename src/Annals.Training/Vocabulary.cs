using Annals.Knowledge;
using Annals.Language;

namespace Annals.Training;

/// <summary>An inflected form of a word of the vocabulary.</summary>
internal readonly record struct Inflection(string Form, string Lemma, int Kind, Upos Tag, string[] Penn);

/// <summary>
/// Words beyond the treebanks and the kinds that they can be (`lexicon.tsv`), with the regular forms that go with each
/// kind: what an unknown word can be is half of its tag.
/// </summary>
internal sealed class Vocabulary
{
    private const int Noun = 1;
    private const int Verb = 2;
    private const int Adjective = 4;
    private const int Adverb = 8;
    private const int Name = 16;
    private const int Plural = 32;
    private const int VerbS = 64;
    private const int VerbEd = 128;
    private const int VerbIng = 256;
    private const int Compared = 512;
    private const int FirstName = 1024;

    /// <summary>By hash of the form: the kinds that it can be, as bits.</summary>
    public Dictionary<uint, int> Kinds { get; } = [];

    public List<Inflection> Inflections { get; } = [];

    private Irregulars irregular = Irregulars.None;

    /// <param name="path">The words and the kinds that they can be (`lexicon.tsv`).</param>
    /// <param name="irregulars">The forms that no rule makes.</param>
    /// <param name="names">First and family names, one a row, by the kind that they are to the tagger.</param>
    public static Vocabulary Read(string path, Irregulars irregulars, params ReadOnlySpan<Table> names)
    {
        var vocabulary = new Vocabulary { irregular = irregulars };
        for (var kind = 0; kind < names.Length; kind++)
            foreach (var row in names[kind].Rows)
                vocabulary.Note(row["name"], FirstName << kind);
        foreach (var row in Table.Read(path).Rows)
        foreach (var word in row.List("words"))
        foreach (var kind in row.Required("kinds"))
            vocabulary.Add(word, kind, row);
        return vocabulary;
    }

    private void Add(string word, char kind, Table.Row row)
    {
        switch (kind)
        {
            case 'n':
                Note(word, Noun);
                foreach (var plural in irregular.Plurals(word) ?? [S(word)])
                    Inflect(plural, word, Plural, Upos.Noun, ["NNS"]);
                break;
            case 'v':
                Note(word, Verb);
                Inflect(S(word), word, VerbS, Upos.Verb, ["VBZ"]);
                var forms = irregular.Forms(word);
                foreach (var past in forms?.Past ?? [])
                    Inflect(past, word, VerbEd, Upos.Verb, ["VBD"]);
                foreach (var participle in forms?.Participle ?? [])
                    Inflect(participle, word, VerbEd, Upos.Verb, ["VBN"]);
                foreach (var stem in Stems(word))
                {
                    if (forms is null)
                        Inflect(stem + "ed", word, VerbEd, Upos.Verb, ["VBD", "VBN"]);
                    Inflect(
                        (word.EndsWith("ee", StringComparison.Ordinal) ? word : stem) + "ing",
                        word,
                        VerbIng,
                        Upos.Verb,
                        ["VBG"]
                    );
                }
                break;
            case 'a':
                Note(word, Adjective);
                if (word.Length > 7)
                    break;
                foreach (var stem in Stems(word))
                {
                    Inflect(stem + "er", word, Compared, Upos.Adj, ["JJR"]);
                    Inflect(stem + "est", word, Compared, Upos.Adj, ["JJS"]);
                }
                break;
            case 'r':
                Note(word, Adverb);
                break;
            case 'p':
                Note(word, Name);
                break;
            default:
                throw row.Wrong($"\"{kind}\" is no kind of word");
        }
    }

    private void Note(string form, int kind)
    {
        var hash = Tokeniser.RunHash(form);
        Kinds[hash] = Kinds.GetValueOrDefault(hash) | kind;
    }

    private void Inflect(string form, string lemma, int kind, Upos tag, string[] penn)
    {
        if (form.EndsWith("yed", StringComparison.Ordinal) && form.Length > 3 && !Vowel(form[^4]))
            form = form[..^3] + "ied";
        if (kind == Compared && form.IndexOf("yer", StringComparison.Ordinal) is > 1 and var er && !Vowel(form[er - 1]))
            form = form.Replace("yer", "ier", StringComparison.Ordinal);
        if (
            kind == Compared
            && form.IndexOf("yest", StringComparison.Ordinal) is > 1 and var est
            && !Vowel(form[est - 1])
        )
            form = form.Replace("yest", "iest", StringComparison.Ordinal);
        Note(form, kind);
        Inflections.Add(new Inflection(form, lemma, kind, tag, penn));
    }

    private static bool Vowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';

    private static string S(string word)
    {
        if (word.Length > 2 && word[^1] == 'y' && !Vowel(word[^2]))
            return word[..^1] + "ies";
        var hisses =
            word[^1] is 's' or 'x' or 'z'
            || word.EndsWith("ch", StringComparison.Ordinal)
            || word.EndsWith("sh", StringComparison.Ordinal);
        return word + (hisses ? "es" : "s");
    }

    /// <summary>What stands before -ed and -ing: final e falls, a single consonant after a single short vowel doubles.</summary>
    private static IEnumerable<string> Stems(string word)
    {
        if (word[^1] == 'e')
            return [word[..^1]];
        var doubles =
            word.Length > 2
            && !Vowel(word[^1])
            && word[^1] is not ('w' or 'x' or 'y')
            && Vowel(word[^2])
            && !Vowel(word[^3]);
        if (!doubles)
            return [word];
        var syllables = word.Where((c, i) => Vowel(c) && (i == 0 || !Vowel(word[i - 1]))).Count();
        return syllables > 1 ? [word, word + word[^1]] : [word + word[^1]];
    }
}
