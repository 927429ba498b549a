using Annals.Language;

namespace Annals.Coding.Actors;

/// <summary>What hangs on a noun, as far as naming someone goes.</summary>
public static class Phrases
{
    /// <summary>First and last word of the noun phrase without relative clauses, appositions and prepositions.</summary>
    public static (int First, int Last) Core(Sentence sentence, int head)
    {
        var (first, last) = (head, head);
        foreach (var child in sentence.ChildrenOf(head))
            switch (sentence[child].Relation)
            {
                case Dependency.Det
                or Dependency.Amod
                or Dependency.Compound
                or Dependency.Nummod
                or Dependency.NmodPoss
                or Dependency.DetPredet
                or Dependency.NmodDesc when child < head:
                    first = Math.Min(first, sentence.Subtree(child).First);
                    break;
                case Dependency.Flat or Dependency.Compound or Dependency.Goeswith when child > head:
                    last = Math.Max(last, sentence.Subtree(child).Last);
                    break;
            }
        return (Math.Max(first, head - 10), Math.Min(last, head + 8));
    }

    /// <summary>The same without articles, numbers and determiners at its beginning.</summary>
    public static (int First, int Last) Bare(Sentence sentence, int head)
    {
        var (first, last) = Core(sentence, head);
        while (
            first < head
            && sentence[first].Tag
                is Upos.Det
                    or Upos.Num
                    or Upos.Punct
                    or Upos.Adv
                    or Upos.Adp
                    or Upos.Sym
                    or Upos.Cconj
        )
            first++;
        return (first, last);
    }

    /// <summary>The lemma of its preposition; "" for none.</summary>
    public static string Preposition(Sentence sentence, int word)
    {
        var child = sentence.Child(word, Dependency.Case);
        return child < 0 || sentence[child].Tag == Upos.Part ? "" : sentence[child].Lemma;
    }

    public static bool IsDefinite(Sentence sentence, int head)
    {
        foreach (var child in sentence.ChildrenOf(head))
            if (
                sentence[child].Relation is Dependency.Det or Dependency.NmodPoss
                && sentence.Plays(sentence[child].Lemma, Particle.DefiniteWord)
            )
                return true;
        return false;
    }

    public static bool IsSubject(Dependency relation) =>
        relation is Dependency.Nsubj or Dependency.NsubjPass or Dependency.NsubjOuter or Dependency.Csubj;
}
