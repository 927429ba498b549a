using Annals.Language;

namespace Annals.Coding.Happenings;

/// <summary>
/// Deeds that courts deal with, or for which somebody is punished: "jailed on Thursday in Lima for a murder". They were before, and the
/// day and the town of the judgement are not theirs.
/// </summary>
public sealed class Tried(ArticleReader reader)
{
    private const int Highest = 6;

    /// <summary>The verb of a judgement that the act stands under; -1 for none.</summary>
    public int Over(Act act) =>
        Above(
            act,
            (sentence, word) =>
                sentence[word].Tag is Upos.Verb
                    ? reader.Codebook.IsOfClass(sentence[word].Lemma, "judging") || HasCourt(sentence, word)
                    // "The trial of the men accused of the bombing opened on Monday."
                    : sentence[word].Tag is Upos.Noun
                        && reader.Codebook.IsOfClass(reader.WordsOf(sentence.Index).Lemmas[word], "courts")
        );

    /// <summary>The verb that tells what was done to somebody for the deed ("arrested over the bombing"); -1 for none.</summary>
    public int Punished(Act act) =>
        IsBehind(act)
            ? Above(act, (sentence, word) => reader.Codebook.IsOfClass(sentence[word].Lemma, "punishing"))
            : -1;

    /// <summary>A word that stands before the deed and not under it, or outside all that a trial is about, tells when or where the judgement was.</summary>
    public static bool IsOfJudgement(Act act, int judged, int word) =>
        judged >= 0
        && !Clause.IsUnder(act.Sentence, word, act.Head)
        && (word < act.First || act.Sentence[judged].Tag is Upos.Noun && !Clause.IsUnder(act.Sentence, word, judged));

    private static int Above(Act act, Func<Sentence, int, bool> holds)
    {
        var sentence = act.Sentence;
        var (below, above) = (act.Head, sentence[act.Head].Head);
        for (var step = 0; above >= 0 && step < Highest; step++)
        {
            // "tried to storm the base" judges nobody.
            if (
                below < above
                || sentence[below].Relation is Dependency.Xcomp or Dependency.Ccomp or Dependency.Parataxis
                || sentence[below] is { Relation: Dependency.Conj, Tag: Upos.Verb, Xpos: not "VBG" }
            )
                return -1;
            if (holds(sentence, above))
                return above;
            (below, above) = (above, sentence[above].Head);
        }
        return -1;
    }

    /// <summary>"went on trial", "was given a life sentence", "was found guilty".</summary>
    private bool HasCourt(Sentence sentence, int verb)
    {
        foreach (var child in sentence.ChildrenOf(verb))
            if (
                sentence[child].Tag is Upos.Noun or Upos.Adj
                && reader.Codebook.IsOfClass(reader.WordsOf(sentence.Index).Lemmas[child], "courts")
            )
                return true;
        return false;
    }

    /// <summary>"for the killing", "over the bombing".</summary>
    private static bool IsBehind(Act act)
    {
        foreach (var child in act.Sentence.ChildrenOf(act.Head))
            if (
                child < act.Head
                && act.Sentence[child].Relation is Dependency.Case or Dependency.Mark
                && (
                    act.Sentence.Plays(act.Sentence[child].Form, Particle.For)
                    || act.Sentence.Plays(act.Sentence[child].Form, Particle.Over)
                )
            )
                return true;
        return false;
    }
}
