using Annals.Language;

namespace Annals.Coding.Happenings;

/// <summary>
/// Tells whether the words of violence are meant. Each word of another setting (a match, a film, a market, an illness, an
/// accident, an exercise) counts against the acts of its sentence in full and of the article by half; armed people and
/// weapons count for them.
/// </summary>
public sealed class Traps
{
    private readonly double[] against;
    private readonly double article;
    private readonly double staged;
    private readonly double[] stagedHere;
    private readonly double[] armed;
    private readonly double armedArticle;
    private readonly List<(int Sentence, int First, int Last)> phrases = [];

    public Traps(ArticleReader reader)
    {
        var sentences = reader.Context.Sentences;
        against = new double[sentences.Length];
        armed = new double[sentences.Length];
        stagedHere = new double[sentences.Length];
        var found = new List<PhraseMatch<Trap>>();
        var people = new List<PhraseMatch<PeopleNoun>>();
        foreach (var sentence in sentences)
        {
            var words = reader.WordsOf(sentence.Index);
            for (var word = 0; word < sentence.Length; word++)
            {
                found.Clear();
                reader.Codebook.Traps.Match(words, word, found);
                foreach (var match in found)
                    if (match.Value.IsPhrase)
                        phrases.Add((sentence.Index, match.First, match.Last));
                    else if (sentence[match.Last].Tag is not (Upos.Noun or Upos.Verb or Upos.Adj))
                        continue;
                    else if (match.Value.Why is "exercise" or "film" or "book" or "culture" or "game")
                        stagedHere[sentence.Index] += match.Value.Weight;
                    else
                        against[sentence.Index] += match.Value.Weight;
                people.Clear();
                reader.Codebook.People.Match(words, word, people);
                if (people.Exists(match => match.Value.Armed || match.Value.Type is Record.ActorType.Rioters))
                    armed[sentence.Index]++;
            }
            article += against[sentence.Index];
            staged += stagedHere[sentence.Index];
            armedArticle += armed[sentence.Index];
        }
    }

    /// <summary>The setting speaks against the act more than armed people and weapons speak for it.</summary>
    public bool Catches(Act act, bool violent)
    {
        foreach (var (sentence, first, last) in phrases)
            if (sentence == act.Sentence.Index && first <= act.Head && act.Head <= last)
                return true;
        // What is staged has armed people too: they do not speak for it.
        if (violent && stagedHere[act.Sentence.Index] + (0.5 * (staged - stagedHere[act.Sentence.Index])) >= 2)
            return true;
        if (!violent)
            return false;
        // A headline has no setting of its own: the article's is its.
        var rest = act.Sentence.InTitle ? 1 : 0.5;
        var weight = against[act.Sentence.Index] + (rest * (article - against[act.Sentence.Index]));
        var known =
            armed[act.Sentence.Index]
            + (0.3 * (armedArticle - armed[act.Sentence.Index]))
            + (act.Harm.Count > 0 ? 0.5 : 0);
        return weight >= 2 && weight > known * 1.5;
    }
}
