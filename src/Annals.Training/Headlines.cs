using System.Text;
using Annals.Language;

namespace Annals.Training;

/// <summary>
/// Sentences said as headlines say them: no articles, no auxiliaries, no stop, the past in the present, what will be as
/// "to be". The treebanks have next to no headlines, and their trees follow from those of the sentences.
/// </summary>
internal static class Headlines
{
    private const int Shortest = 4;
    private const int Longest = 25;

    /// <summary>The headline of a sentence; null where it makes none.</summary>
    public static (string Text, GoldWord[] Gold)? Of(string text, GoldWord[] sentence)
    {
        if (sentence.Length is < Shortest or > Longest || Array.Exists(sentence, w => w.Joined))
            return null;
        var root = Array.FindIndex(sentence, w => w.Head < 0);
        var subject = Array.FindIndex(
            sentence,
            w => w.Head == root && w.Relation is Dependency.Nsubj or Dependency.NsubjPass
        );
        if (subject < 0 || sentence[subject].Tag is not (Upos.Noun or Upos.Propn or Upos.Num))
            return null;
        var plural = sentence[subject].Penn is "NNS" or "NNPS";
        var kept = new int[sentence.Length];
        var said = new StringBuilder();
        var words = new List<GoldWord>();
        for (var i = 0; i < sentence.Length; i++)
        {
            kept[i] = words.Count;
            if (Falls(sentence, i))
            {
                kept[i] = -1;
                continue;
            }
            var word = Changed(sentence[i], i == root || IsAuxiliaryOf(sentence[i], root), plural);
            if (words.Count > 0 && (i == 0 || text[sentence[i].Start - 1] == ' ' || kept[i - 1] < 0))
                said.Append(' ');
            var form = words.Count == 0 ? char.ToUpperInvariant(word.Form[0]) + word.Form[1..] : word.Form;
            words.Add(word with { Form = form, Start = said.Length, End = said.Length + form.Length });
            said.Append(form);
        }
        if (words.Count == sentence.Length || words.Count < 3)
            return null;
        var gold = words.Select(w => w with { Head = w.Head < 0 ? -1 : kept[w.Head] }).ToArray();
        return Array.Exists(gold, w => w.Head < 0 && w.Relation != Dependency.Root) ? null : (said.ToString(), gold);
    }

    private static bool Falls(GoldWord[] sentence, int i)
    {
        var word = sentence[i];
        if (Array.Exists(sentence, w => w.Head == i))
            return false;
        return word.Relation switch
        {
            Dependency.Det => word.Penn == "DT" && word.Tag == Upos.Det,
            Dependency.AuxPass or Dependency.Cop => true,
            Dependency.Aux => word.Penn != "MD" && word.Tag == Upos.Aux,
            Dependency.Punct => i == sentence.Length - 1,
            _ => false,
        };
    }

    private static bool IsAuxiliaryOf(GoldWord word, int root) =>
        word is { Relation: Dependency.Aux, Penn: "MD" } && word.Head == root;

    private static GoldWord Changed(GoldWord word, bool inMainClause, bool plural)
    {
        if (!inMainClause || word.Form.Length < 3)
            return word;
        if (word.Penn == "MD" && word.Lemma == "will")
            return word with { Form = "to", Lemma = "to", Tag = Upos.Part, Penn = "TO", Relation = Dependency.Mark };
        if (word.Penn != "VBD" || word.Tag != Upos.Verb || word.Lemma.Length < 3)
            return word;
        return plural
            ? word with { Form = word.Lemma, Penn = "VBP" }
            : word with { Form = Vocabulary.S(word.Lemma), Penn = "VBZ" };
    }
}
