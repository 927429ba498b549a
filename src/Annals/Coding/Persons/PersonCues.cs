using Annals.Coding.Actors;
using Annals.Coding.Happenings;
using Annals.Language;

namespace Annals.Coding.Persons;

/// <summary>What the words around a name say of whoever bears it: titles and nouns before it, an apposition, a predicate, a deed.</summary>
internal sealed class PersonCues(Document document, NameIndex<Standing> nouns, Cues cues)
{
    private const int Reach = 10;

    /// <summary>The standing that the words beside the name give; null where they give none.</summary>
    public Standing? Standing(NameRun run)
    {
        var sentence = document.Sentences[run.Sentence];
        var folded = FoldedSentence.OfLemmas(sentence);
        var forms = new FoldedSentence(sentence);
        if (Leads(sentence, forms, run.First, run.Last))
            return Persons.Standing.Office;
        var before = Before(sentence, folded, forms, run.First);
        var after = After(sentence, folded, forms, run.Last);
        return after == Persons.Standing.Office ? after : before ?? after;
    }

    /// <summary>"X leads the front", "the cell led by X", "X as its leader".</summary>
    private bool Leads(Sentence sentence, FoldedSentence forms, int first, int last)
    {
        var next = last + 1;
        while (next < sentence.Length && sentence[next].Tag == Upos.Aux)
            next++;
        if (next < sentence.Length && (IsLeading(sentence, next) || TakesOver(sentence, next)))
            return true;
        // "He succeeds X": whoever is succeeded held the post.
        if (first > 0 && sentence[first - 1].Tag is Upos.Verb && cues.Has(sentence[first - 1].Lemma, Cue.Succeed))
            return true;
        if (first > 1 && sentence.Plays(sentence[first - 1].Form, Particle.By) && IsLeading(sentence, first - 2))
            return true;
        if (last + 1 < sentence.Length && cues.Has(sentence[last + 1].Form, Cue.ToPost))
            for (var word = last + 2; word < Math.Min(sentence.Length, last + 6); word++)
                if (
                    cues.Has(sentence[word].Form, Cue.Post)
                    || StartingAt(forms, forms, word)?.Standing == Persons.Standing.Office
                )
                    return true;
        return false;
    }

    /// <summary>"has taken over the group", "has been chosen to succeed the commander".</summary>
    private bool TakesOver(Sentence sentence, int word)
    {
        if (
            cues.Has(sentence[word].Lemma, Cue.TakeOver)
            && word + 2 < sentence.Length
            && sentence.Plays(sentence[word + 1].Form, Particle.Over)
        )
            return sentence[word + 2].Tag is Upos.Det or Upos.Adp or Upos.Noun or Upos.Pron;
        return cues.Has(sentence[word].Lemma, Cue.Choose)
            && word + 2 < sentence.Length
            && sentence.Plays(sentence[word + 1].Form, Particle.To)
            && cues.Has(sentence[word + 2].Lemma, Cue.FillPost);
    }

    private bool IsLeading(Sentence sentence, int word) =>
        cues.Has(sentence[word].Lemma, Cue.Lead) && sentence[word].Tag is Upos.Verb or Upos.Noun;

    /// <summary>"Army spokesman X", "the governor of the state, X,".</summary>
    private Standing? Before(Sentence sentence, FoldedSentence folded, FoldedSentence forms, int first)
    {
        var end = BeforeAddress(sentence, forms, first - 1);
        if (end < 0)
            return null;
        if (sentence[end].Form != ",")
            return EndingAt(folded, forms, end);
        Standing? last = null;
        for (var word = end - 1; word >= Math.Max(0, end - Reach); word--)
        {
            if (sentence[word].Tag is Upos.Verb or Upos.Punct)
                break;
            if (EndingAt(folded, forms, word) is { } found)
                return last ?? found;
        }
        return last;
    }

    /// <summary>
    /// The word that may say who it is, past what only leads up to the name: a form of address ("the governor, Sheikh X"),
    /// brackets ("General (retired) X"), "known as".
    /// </summary>
    private int BeforeAddress(Sentence sentence, FoldedSentence forms, int end)
    {
        if (end >= 0 && nouns.Match(forms, end)?.Values.Contains(Persons.Standing.Address) == true)
            end--;
        if (end > 1 && sentence[end].Form is ")")
            for (var open = end - 1; open > 0 && open >= end - 3; open--)
                if (sentence[open].Form is "(")
                    return open - 1;
        if (
            end > 1
            && sentence.Plays(sentence[end].Form, Particle.As)
            && cues.Has(sentence[end - 1].Lemma, Cue.KnownAs)
        )
            return sentence[end - 2].Form is "," ? end - 3 : end - 2;
        return end;
    }

    /// <summary>", a spokesman for the army," ", who leads", " is a teacher".</summary>
    private Standing? After(Sentence sentence, FoldedSentence folded, FoldedSentence forms, int last)
    {
        var word = last + 1;
        if (word >= sentence.Length)
            return null;
        var isPredicate = sentence.Plays(sentence[word].Lemma, Particle.Be);
        if (sentence[word].Form != "," && !isPredicate)
            return null;
        // "A rebel commander", "the minister's brother": the last noun before a preposition is what they are.
        Standing? found = null;
        for (word++; word < Math.Min(sentence.Length, last + Reach); word++)
        {
            if (
                sentence.Plays(sentence[word].Lemma, Particle.Who)
                && found is null
                && word + 1 < sentence.Length
                && sentence[word + 1].Tag == Upos.Aux
            )
            {
                while (
                    word + 1 < sentence.Length
                    && (
                        sentence.Plays(sentence[word + 1].Lemma, Particle.Have)
                        || sentence.Plays(sentence[word + 1].Lemma, Particle.Be)
                    )
                )
                    word++;
                continue;
            }
            if (sentence.Plays(sentence[word].Lemma, Particle.Who))
                return found is null && word + 1 < sentence.Length && cues.Has(sentence[word + 1].Lemma, Cue.Lead)
                    ? Persons.Standing.Office
                    : found;
            if (sentence[word].Form == "," || sentence[word].Tag == Upos.Verb)
                return found;
            if (
                found is not null
                && sentence[word].Tag == Upos.Adp
                && !sentence.Plays(sentence[word].Form, Particle.Possessive)
            )
                return found;
            if (StartingAt(folded, forms, word) is { } one)
                (found, word) = (one.Standing, one.Last);
        }
        return found;
    }

    private Standing? EndingAt(FoldedSentence folded, FoldedSentence forms, int end)
    {
        for (var from = Math.Max(0, end - 4); from <= end; from++)
        {
            if (nouns.Match(folded, from) is { } lemma && lemma.Last == end && Said(lemma.Values) is { } byLemma)
                return byLemma;
            if (nouns.Match(forms, from) is { } form && form.Last == end && Said(form.Values) is { } byForm)
                return byForm;
        }
        return null;
    }

    private (Standing Standing, int Last)? StartingAt(FoldedSentence folded, FoldedSentence forms, int from)
    {
        var lemma = nouns.Match(folded, from);
        var form = nouns.Match(forms, from);
        var longest = form is { } byForm && byForm.Last >= (lemma?.Last ?? -1) ? form : lemma;
        return longest is { } match && Said(match.Values) is { } standing ? (standing, match.Last) : null;
    }

    /// <summary>What a noun says; a deed says nothing of who stands beside it.</summary>
    private static Standing? Said(IReadOnlyList<Standing>? standings)
    {
        foreach (var standing in standings ?? [])
            if (standing is not (Persons.Standing.Harmed or Persons.Standing.Address))
                return standing;
        return null;
    }

    /// <summary>Killed, hurt, taken, held: the object or the passive subject of such a verb, or "the killing of X".</summary>
    public bool IsHarmed(NameRun run) => IsHarmed(document.Sentences[run.Sentence], run.First, run.Last);

    /// <param name="sentence">Of the name.</param>
    /// <param name="first">Its first word.</param>
    /// <param name="last">Its last word.</param>
    /// <param name="peopleOnly">Deeds that are done to people alone: towns are captured and burned as well.</param>
    public bool IsHarmed(Sentence sentence, int first, int last, bool peopleOnly = false)
    {
        var lemmas = FoldedSentence.OfLemmas(sentence);
        var head = NameFinder.HeadOf(sentence, first, last);
        for (var hops = 0; hops < 3 && head >= 0; hops++)
        {
            var over = sentence[head].Head;
            if (over < 0)
                break;
            var relation = sentence[head].Relation;
            if (IsHarm(lemmas, over) && !(peopleOnly && IsAlsoOfPlaces(sentence[over].Lemma)))
                return relation is Dependency.Obj or Dependency.NsubjPass or Dependency.Xcomp
                    || (relation == Dependency.Nsubj && Clause.IsPassive(sentence, over))
                    || (
                        relation is Dependency.Nmod or Dependency.Obl
                        && sentence.Plays(Clause.Preposition(sentence, head), Particle.Of)
                    )
                    || relation is Dependency.NmodPoss;
            if (
                relation
                is not (
                    Dependency.Appos
                    or Dependency.Flat
                    or Dependency.Compound
                    or Dependency.Conj
                    or Dependency.Nmod
                    or Dependency.NmodDesc
                )
            )
                break;
            head = over;
        }
        // The tree may have lost it: a passive of harm right after the name, or such a verb before the noun that names them.
        for (var word = last + 1; word < Math.Min(sentence.Length, last + 9); word++)
            if (
                (sentence[word].Xpos is "VBN" or "JJ" || cues.Has(sentence[word].Form, Cue.Missing))
                && IsHarm(lemmas, word)
                && !(peopleOnly && IsAlsoOfPlaces(sentence[word].Lemma))
            )
                return true;
        return false;
    }

    private bool IsAlsoOfPlaces(string lemma) => cues.Has(lemma, Cue.AlsoOfPlaces);

    private bool IsHarm(FoldedSentence lemmas, int word) =>
        nouns.Match(lemmas, word) is { } match && match.Values.Contains(Persons.Standing.Harmed);
}
