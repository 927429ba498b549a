namespace Annals.Language;

/// <summary>
/// Puts four kinds of arcs right that news has often and the treebanks seldom. On the treebanks none changes a figure; in
/// news they change who acts and who says it.
/// </summary>
internal static class TreeMender
{
    public static void Mend(Span<Word> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            ref var word = ref words[i];
            if (word.Head < 0)
                continue;
            if ((Dependency)word.Relation == Dependency.Conj && IsApposition(words, i))
                word.Relation = (byte)Dependency.Appos;
            else if ((Dependency)word.Relation == Dependency.Advcl && IsSaid(words, i))
                word.Relation = (byte)Dependency.Ccomp;
            else if ((Dependency)word.Relation == Dependency.Conj && VerbBeside(words, i) is { } beside)
                word.Head = beside;
            else if ((Dependency)word.Relation == Dependency.Amod && IsOutcome(words, i))
                (word.Head, word.Relation) = (i - 1, (byte)Dependency.Xcomp);
        }
    }

    /// <summary>
    /// "The front, a branch of the movement, denied it": the branch is what the front is, not a second body beside it. It has
    /// an article and follows a mark, and neither it nor another word beside it has a conjunction.
    /// </summary>
    private static bool IsApposition(ReadOnlySpan<Word> words, int i)
    {
        var head = words[i].Head;
        if (head > i || !IsNominal(words[i]) || !IsNominal(words[head]))
            return false;
        var (hasArticle, hasMark) = (false, false);
        for (var child = 0; child < words.Length; child++)
        {
            var relation = (Dependency)words[child].Relation;
            if (words[child].Head == head && child != i && relation is Dependency.Conj or Dependency.Cc)
                return false;
            if (words[child].Head != i)
                continue;
            if (relation == Dependency.Cc)
                return false;
            hasArticle |= relation == Dependency.Det && child < i;
            hasMark |= relation == Dependency.Punct && child < i;
        }
        return hasArticle && hasMark;
    }

    /// <summary>
    /// "The front took the hill, its spokesman said": a clause with a subject of its own and no word that joins it, before a verb
    /// that has its subject between the two and nothing else that it could say.
    /// </summary>
    private static bool IsSaid(ReadOnlySpan<Word> words, int i)
    {
        var head = words[i].Head;
        if (head < i || (Upos)words[head].Universal != Upos.Verb)
            return false;
        var (hasSubject, isSpoken) = (false, false);
        for (var child = 0; child < words.Length; child++)
        {
            var relation = (Dependency)words[child].Relation;
            if (words[child].Head == i)
            {
                // "After they left", "When they left": an adverb before the subject may be one that joins.
                if (relation == Dependency.Mark || (relation == Dependency.Advmod && !hasSubject))
                    return false;
                hasSubject |= IsSubject(relation);
            }
            else if (words[child].Head == head)
            {
                if (relation is Dependency.Ccomp or Dependency.Xcomp or Dependency.Obj or Dependency.Cop)
                    return false;
                isSpoken |= IsSubject(relation) && child > i;
            }
        }
        return hasSubject && isSpoken;
    }

    /// <summary>
    /// "Villagers said that soldiers lined up and shot them": the verb right before the conjunction, where it has a subject of its
    /// own, and not the one above it.
    /// </summary>
    private static int? VerbBeside(ReadOnlySpan<Word> words, int i)
    {
        if (i < 3 || (Dependency)words[i - 1].Relation != Dependency.Cc || (Upos)words[i].Universal is not Upos.Verb)
            return null;
        var verb = (Dependency)words[i - 2].Relation is Dependency.CompoundPrt ? i - 3 : i - 2;
        if (
            (Upos)words[verb].Universal is not Upos.Verb
            || words[verb].Head != words[i].Head
            || (Dependency)words[verb].Relation is not (Dependency.Ccomp or Dependency.Advcl)
        )
            return null;
        for (var child = 0; child < verb; child++)
            if (words[child].Head == verb && IsSubject((Dependency)words[child].Relation))
                return verb;
        return null;
    }

    /// <summary>"Shot dead a farmer": before its article no adjective is a noun's, but tells what the verb made of it.</summary>
    private static bool IsOutcome(ReadOnlySpan<Word> words, int i) =>
        i > 0
        && i + 1 < words[i].Head
        && (Upos)words[i].Universal is Upos.Adj
        && (Upos)words[i - 1].Universal is Upos.Verb
        && (Dependency)words[i + 1].Relation is Dependency.Det or Dependency.Nummod or Dependency.NmodPoss
        && words[i + 1].Head == words[i].Head;

    private static bool IsNominal(in Word word) => (Upos)word.Universal is Upos.Noun or Upos.Propn;

    private static bool IsSubject(Dependency relation) => relation is Dependency.Nsubj or Dependency.NsubjPass;
}
