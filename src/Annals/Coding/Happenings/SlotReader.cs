using Annals.Language;

namespace Annals.Coding.Happenings;

/// <summary>
/// Who stands where around the verb or the noun of an act: what the tree tells (<see cref="Clause"/>), and what the order of the words,
/// the numbers and the tables tell where parsers often err.
/// </summary>
public sealed class SlotReader(ArticleReader reader)
{
    private readonly ObjectsBehind behind = new(reader);

    /// <summary>
    /// Who stands where around a verb. Notes leave out the auxiliary ("two nurses wounded in an ambush"), and taggers
    /// take "were injured" for an adjective: the subject of a verb that must have an object, and has none, is whom it
    /// was done to.
    /// </summary>
    public List<Slot> Of(Sentence sentence, int verb)
    {
        var slots = Clause.OfVerb(sentence, verb, sentence.InTitle);
        TakeParticle(sentence, verb, slots);
        AddBehindTimes(sentence, verb, slots);
        AddStrayObject(sentence, verb, slots);
        behind.Add(sentence, verb, slots);
        AddObjectBefore(sentence, verb, slots);
        AddAims(sentence, verb, slots);
        AddBehindOpening(sentence, verb, slots);
        if (
            sentence[verb] is { Relation: Dependency.Amod, Head: var qualified }
            && qualified > verb
            && IsBehindHave(sentence, verb)
            && !slots.Exists(slot => slot.Name == "obj")
        )
            slots.Add(new("obj", qualified));
        if (
            Clause.SubjectBehindMark(sentence, verb) is { Subject: var own }
            && reader.Phrase(sentence, own) is { IsActor: true }
            && slots.Exists(slot => slot.Name == "subj" && slot.Head != own)
        )
        {
            slots.RemoveAll(slot => slot.Name == "subj" || slot.Head == own);
            slots.Add(new("subj", own));
        }
        if (slots.Exists(slot => slot.Name == "subj") && IsDoneTo(sentence, verb, slots))
            for (var index = 0; index < slots.Count; index++)
                if (slots[index].Name == "subj")
                    slots[index] = slots[index] with { Name = "pass" };
        if (
            !slots.Exists(slot => slot.Name is "pass" or "subj")
            && sentence.Child(verb, Dependency.AuxPass) is >= 0 and var be
        )
            slots.AddRange(Stranded(sentence, be).Select(word => new Slot("pass", word, true)));
        if (slots.Exists(slot => slot.Name == "pass") && !slots.Exists(slot => slot.Name is "by" or "obj"))
            if (Agent(sentence, verb) is { } agent)
                slots.Add(new("by", agent, true));
        return slots;
    }

    /// <summary>
    /// Who stands where around the noun of an act. "The killing on Monday of a judge", "the release by soldiers of 22 women": trees hang
    /// whom it was done to on the day, the place or the doers that are put between.
    /// </summary>
    public List<Slot> OfNoun(Sentence sentence, int noun)
    {
        var slots = Clause.OfNoun(sentence, noun);
        if (!slots.Exists(slot => slot.Name == "of"))
            foreach (var between in sentence.ChildrenOf(noun))
                if (between > noun && sentence[between].Relation is Dependency.Nmod or Dependency.Obl)
                    foreach (var child in sentence.ChildrenOf(between))
                        if (
                            child > between
                            && sentence[child].Relation is Dependency.Nmod
                            && sentence.Plays(Clause.Preposition(sentence, child), Particle.Of)
                            && IsPutBetween(sentence, between, child)
                        )
                            slots.Add(new("of", child));
        return slots;
    }

    private bool IsPutBetween(Sentence sentence, int between, int of) =>
        reader.IsTime(sentence.Index, between)
        || reader
            .Context.PlacesOf(sentence.Index)
            .Any(place => place.First <= between && between <= place.Last && place.Last < of)
        // "a raid by fighters of the front": armed people are of the front, and no target.
        || sentence.Plays(Clause.Preposition(sentence, between), Particle.By)
            && reader.Phrase(sentence, of).People is { Armed: false };

    /// <summary>
    /// "Gunned down as he left a mosque, the mediator X had ...": a participle of what is done to somebody opens the sentence, and whoever
    /// stands behind a comma before the first verb that has an auxiliary or a past tense is whom it was done to.
    /// </summary>
    private void AddBehindOpening(Sentence sentence, int verb, List<Slot> slots)
    {
        if (
            verb > 1
            || sentence[verb].Xpos is not ("VBN" or "VBD")
            || (verb == 1 && sentence[0].Tag is not Upos.Adv)
            || sentence.InTitle
            || slots.Exists(slot => slot.Name is "subj" or "pass" or "obj" or "headline-subj")
            || !reader.Codebook.NeedsObject(reader.WordsOf(sentence.Index).Lemmas[verb])
        )
            return;
        for (var comma = verb + 1; comma < sentence.Length; comma++)
        {
            if (sentence[comma].Form is not ",")
                continue;
            var head = -1;
            var end = comma + 1;
            for (; end < sentence.Length; end++)
                if (sentence[end].Tag is Upos.Noun or Upos.Propn or Upos.Pron)
                    head = head < 0 || sentence[end].Tag is Upos.Noun ? end : head;
                else if (sentence[end].Tag is not (Upos.Det or Upos.Adj or Upos.Num))
                    break;
            if (
                head >= 0
                && end < sentence.Length
                && sentence[end].Tag is Upos.Aux or Upos.Verb
                && !reader.IsTime(sentence.Index, head)
                && reader.Phrase(sentence, head).IsActor
            )
            {
                slots.Add(new("pass", head));
                return;
            }
        }
    }

    /// <summary>"set off the bomb": trees take the particle for a preposition, and the object for what stands behind it.</summary>
    private void TakeParticle(Sentence sentence, int verb, List<Slot> slots)
    {
        if (
            verb + 2 >= sentence.Length
            // "ordered out of the country"
            || sentence[verb + 2].Relation is Dependency.Case or Dependency.Fixed
            || slots.Exists(slot => slot.Name == "obj")
            || !reader.Codebook.IsOfClass(sentence[verb + 1].Lemma, "particle")
            || !reader.Codebook.IsTriggerOf(sentence[verb].Lemma, sentence[verb + 1].Lemma)
        )
            return;
        for (var index = 0; index < slots.Count; index++)
            if (
                sentence[verb + 1].Head == slots[index].Head
                && sentence[verb + 1].Relation is Dependency.Case
                && !slots[index].Inherited
            )
                slots[index] = slots[index] with { Name = "obj" };
    }

    /// <summary>"exploded this morning near the house": what stands behind a time belongs to the verb, whatever the tree makes of it.</summary>
    private void AddBehindTimes(Sentence sentence, int verb, List<Slot> slots)
    {
        foreach (var child in sentence.ChildrenOf(verb))
            if (child > verb && reader.IsTime(sentence.Index, child))
                foreach (var below in sentence.ChildrenOf(child))
                    if (
                        below > child
                        && sentence[below].Relation is Dependency.Nmod or Dependency.Obl
                        && !reader.IsTime(sentence.Index, below)
                        && Clause.Preposition(sentence, below) is { } preposition and not "of"
                    )
                        slots.Add(new(preposition, below));
    }

    /// <summary>"had burned houses": behind such an auxiliary a participle qualifies no noun, whatever the tree makes of it.</summary>
    public static bool IsBehindHave(Sentence sentence, int verb) =>
        verb > 0 && sentence[verb - 1].Tag is Upos.Aux && sentence.Plays(sentence[verb - 1].Lemma, Particle.Have);

    /// <summary>"fired live rounds at marchers", "dropped bombs on a camp": trees hang what was aimed at on what was fired.</summary>
    private void AddAims(Sentence sentence, int verb, List<Slot> slots)
    {
        for (var index = slots.Count - 1; index >= 0; index--)
            if (
                slots[index] is { Name: "obj" or "pass", Inherited: false } fired
                && reader.IsMeans(sentence, fired.Head)
            )
                foreach (var child in sentence.ChildrenOf(fired.Head))
                    if (
                        child > fired.Head
                        && child > verb
                        && sentence[child].Relation is Dependency.Nmod
                        && sentence.Plays(Clause.Preposition(sentence, child), Particle.ShotAt)
                        && !reader.IsTime(sentence.Index, child)
                        && !slots.Exists(slot => slot.Head == child)
                    )
                        slots.Add(new(Clause.Preposition(sentence, child)!, child));
    }

    /// <summary>"gunned down Judge Jimenez": people right behind the verb, without a preposition, are its object.</summary>
    private void AddStrayObject(Sentence sentence, int verb, List<Slot> slots)
    {
        if (slots.Exists(slot => slot.Name is "obj" or "pass"))
            return;
        foreach (var child in sentence.ChildrenOf(verb))
            if (
                sentence[child] is { Relation: Dependency.Obl or Dependency.OblUnmarked, Tag: Upos.Propn }
                && child > verb
                && child - verb <= 4
                && Clause.Preposition(sentence, child) is null
                && !reader.IsTime(sentence.Index, child)
                && reader.Phrase(sentence, child) is { IsActor: true }
                && reader.Names.At(sentence, child) is not null
            )
            {
                slots.Add(new("obj", child));
                return;
            }
    }

    /// <summary>"the six men its soldiers killed": two noun phrases side by side before a verb are its object and its subject.</summary>
    private void AddObjectBefore(Sentence sentence, int verb, List<Slot> slots)
    {
        if (
            sentence[verb].Relation is not (Dependency.Acl or Dependency.AclRelcl)
            || sentence[verb].Xpos is not ("VBN" or "VBD")
            || verb < 3
            || sentence[verb - 1].Tag is not (Upos.Noun or Upos.Propn)
            || !reader.Codebook.NeedsObject(reader.WordsOf(sentence.Index).Lemmas[verb])
        )
            return;
        var first = verb - 1;
        while (first > 0 && sentence[first].Tag is Upos.Noun or Upos.Adj or Upos.Propn)
            first--;
        if (
            first == 0
            || sentence[first] is not ({ Xpos: "PRP$" } or { Tag: Upos.Det })
            || sentence[first - 1].Tag is not Upos.Noun
            || !reader.Phrase(sentence, first - 1).IsActor
            || !reader.Phrase(sentence, verb - 1).IsActor
        )
            return;
        slots.RemoveAll(slot => slot.Name is "subj" or "pass" or "obj" or "headline-subj");
        slots.Add(new("subj", verb - 1));
        slots.Add(new("obj", first - 1));
    }

    /// <summary>
    /// People before the auxiliary of a passive whose subject the tree has hung elsewhere ("According to reports, the mayor
    /// and his driver, both of the opposition, were abducted"): the first of their clause and those beside them.
    /// </summary>
    private List<int> Stranded(Sentence sentence, int auxiliary)
    {
        var first = auxiliary;
        while (
            first > 0
            && sentence[first - 1].Tag is not (Upos.Verb or Upos.Aux or Upos.Sconj)
            && sentence[first - 1].Form is not (";" or ":")
        )
            first--;
        for (var word = first; word < auxiliary; word++)
            if (
                sentence[word].Tag is Upos.Noun or Upos.Propn
                && Clause.Preposition(sentence, word) is null
                && reader.Phrase(sentence, word) is { IsActor: true } phrase
                && phrase.Head == word
            )
            {
                var people = new List<int> { word };
                foreach (
                    var beside in sentence[word].Head >= 0
                        ? sentence.ChildrenOf(sentence[word].Head)
                        : sentence.ChildrenOf(word)
                )
                    if (
                        beside > word
                        && beside < auxiliary
                        && sentence[beside].Relation == Dependency.Conj
                        && reader.Phrase(sentence, beside).IsActor
                    )
                        people.Add(beside);
                return people;
            }
        return [];
    }

    /// <summary>
    /// Whoever a passive is done by where the tree hangs them on a word after it: on the last of a coordination ("shot and
    /// killed by soldiers") or on a verb that takes no agent ("were seized while conducting a survey by the rebels").
    /// </summary>
    private int? Agent(Sentence sentence, int verb)
    {
        for (var at = verb + 1; at < sentence.Length; at++)
        {
            if (sentence[at].Head is var head && head > at && sentence.Plays(sentence[at].Lemma, Particle.By))
            {
                var over = sentence[head].Head;
                while (over > at && sentence[over].Tag is not Upos.Verb)
                    over = sentence[over].Head;
                var free =
                    over == verb
                    || over < 0
                    || sentence[over].Tag is not Upos.Verb
                    || sentence[over] is { Xpos: "VBG" }
                    || (sentence[over].Relation == Dependency.Conj && Clause.IsUnder(sentence, over, verb));
                if (free && reader.Phrase(sentence, head) is { IsPronoun: false } phrase)
                    if (phrase.People is { Armed: true } || reader.IsArmedActor(phrase))
                        return head;
                return null;
            }
            if (sentence[at].Form is ";" || sentence[at].Relation is Dependency.Parataxis)
                return null;
        }
        return null;
    }

    private bool IsDoneTo(Sentence sentence, int verb, List<Slot> slots)
    {
        if (sentence[verb].Xpos is "VB" or "VBG" or "VBP" or "VBZ" || slots.Exists(slot => slot.Name == "obj"))
            return false;
        if (!reader.Codebook.NeedsObject(reader.WordsOf(sentence.Index).Lemmas[verb]))
            return slots.Exists(slot =>
                slot.Name == "by"
                && !slot.Inherited
                && reader.Phrase(sentence, slot.Head) is { IsActor: true, IsPronoun: false }
            );
        if (sentence[verb].Tag is not Upos.Verb)
            return true;
        foreach (var child in sentence.ChildrenOf(verb))
            if (sentence[child].Relation is Dependency.Aux && sentence.Plays(sentence[child].Lemma, Particle.Have))
                return false;
        // "killed at least 30": a tree may have hung the object elsewhere.
        foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
            if (verb < quantity.First && quantity.First <= verb + 3 && quantity.Kind == QuantityKind.Count)
                return false;
        return true;
    }
}
