using System.Collections.Immutable;
using Annals.Coding.Actors;
using Annals.Coding.Happenings;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Tallies;

/// <summary>
/// What a number in a sentence counts: acts by their noun ("412 attacks", "air strikes numbered 124"), acts by how often
/// ("struck 93 times"), people by the verb or the noun of their harm, things by the verb that destroys them.
/// </summary>
internal sealed class CountedReader(TallyWords words, Cues cues, Sentence sentence)
{
    private readonly FoldedSentence lemmas = FoldedSentence.OfLemmas(sentence);

    public Counted? Read(Quantity quantity)
    {
        // "Twin bombers", "the two attacks": a pair is told, not summed up.
        if (quantity.Count.Shown is < 3)
            return null;
        for (var word = 0; word < sentence.Length; word++)
            if (words.IsTrap(sentence[word].Lemma))
                return null;
        return ActsAfter(quantity) ?? Times(quantity) ?? Numbered(quantity) ?? Harmed(quantity);
    }

    private Counted? ActsAfter(Quantity quantity)
    {
        for (var word = quantity.Last + 1; word < Math.Min(sentence.Length, quantity.Last + 6); word++)
        {
            if (
                words.Act(lemmas, word) is { } act
                && sentence[act.Last].Xpos is "NNS" or "NNPS"
                && !(sentence[act.Last].Relation == Dependency.Compound && sentence[act.Last].Head > act.Last)
            )
                return new(act.Last, act.Of, act.Effect);
            if (sentence[word].Tag is Upos.Verb or Upos.Punct)
                break;
        }
        return null;
    }

    /// <summary>"Kidnappers struck 93 times", "barrel bombs were dropped 270 times".</summary>
    private Counted? Times(Quantity quantity)
    {
        if (quantity.Last + 1 >= sentence.Length || !cues.Has(sentence[quantity.Last + 1].Lemma, Cue.Time))
            return null;
        var verb = Clause.VerbOver(sentence, quantity.Last + 1);
        foreach (var slot in Clause.OfVerb(sentence, verb, sentence.InTitle))
            if (slot.Name is "subj" or "pass" && Subject(slot.Head) is { } found)
                return found with { Word = verb };
        return words.Of("thing", sentence[verb].Lemma) is { } deed ? new(verb, deed.Of, null) : null;
    }

    /// <summary>"Air strikes on the region numbered 124".</summary>
    private Counted? Numbered(Quantity quantity)
    {
        var verb = Clause.VerbOver(sentence, Statement.HeadOf(sentence, quantity.First, quantity.Last));
        if (!cues.Has(sentence[verb].Lemma, Cue.Amounts))
            return null;
        foreach (var slot in Clause.OfVerb(sentence, verb, sentence.InTitle))
            if (slot.Name is "subj" or "pass" && Subject(slot.Head) is { } found)
                return found with { Word = verb };
        return null;
    }

    private Counted? Subject(int head)
    {
        var (first, last) = Phrases.Core(sentence, head);
        for (var word = first; word <= last; word++)
            if (words.Act(lemmas, word) is { } act && act.Last <= last)
                return new(act.Last, act.Of, act.Effect);
        return Doer(head) is { } doer ? new(head, doer.Of, null) : null;
    }

    /// <summary>"Kidnap gangs", "landmines": who or what did it says which kind of act.</summary>
    private (ImmutableArray<string> Of, Effect? Effect)? Doer(int head)
    {
        var (first, last) = Phrases.Core(sentence, head);
        for (var word = first; word <= last; word++)
            if (words.Of("doer", sentence[word].Lemma) is { } found)
                return found;
        return null;
    }

    private Counted? Harmed(Quantity quantity)
    {
        var people = quantity.Counted >= 0 ? quantity.Counted : Math.Min(quantity.Last, sentence.Length - 1);
        var verb = Clause.VerbOver(sentence, people);
        if (cues.Has(sentence[people].Lemma, Cue.Life) && cues.Has(sentence[verb].Lemma, Cue.TakesLife))
            return new(verb, ["attack"], Effect.Killed);
        foreach (var at in (ReadOnlySpan<int>)[verb, sentence.Child(people, Dependency.Acl), After(people)])
        {
            if (at < 0)
                continue;
            var by = Clause
                .OfVerb(sentence, at, sentence.InTitle)
                .Where(slot => slot.Name is "subj" or "by" && slot.Head != people)
                .Select(slot => Doer(slot.Head))
                .FirstOrDefault(found => found is not null);
            if (words.Of("verb", sentence[at].Lemma) is { } harm)
                return new(at, by is { Effect: null } act ? act.Of : harm.Of, harm.Effect);
            if (by is { Effect: { } taken } deed && cues.Has(sentence[at].Lemma, Cue.TakesPeople))
                return new(at, deed.Of, taken);
            if (words.Of("thing", sentence[at].Lemma) is { } things && !IsPeople(people))
                return new(at, things.Of, null);
        }
        return null;
    }

    /// <summary>The tree may have lost it: the participle that follows in the same clause.</summary>
    private int After(int people)
    {
        for (
            var word = people + 1;
            word < Math.Min(sentence.Length, people + 6) && sentence[word].Tag is not (Upos.Punct or Upos.Cconj);
            word++
        )
            if (sentence[word].Xpos is "VBN" or "VBD")
                return word;
        return -1;
    }

    private bool IsPeople(int word) => cues.Has(sentence[word].Lemma, Cue.Person);
}
