using Annals.Language;

namespace Annals.Coding.Happenings;

/// <summary>Who stands where: a slot's name ("subj", "obj", "pass", "by", "poss", a preposition) and the head word in it.</summary>
public readonly record struct Slot(string Name, int Head, bool Inherited = false);

/// <summary>
/// Reads the grammar around a verb or an act's noun. Subjects that the clause leaves unsaid are taken from where
/// grammar keeps them: the noun that a relative clause or a participle hangs on, the first verb of a coordination, the
/// verb that controls an infinitive.
/// </summary>
public static class Clause
{
    private const int Deepest = 6;

    /// <summary>What is said of the word's subject was done to it.</summary>
    public static bool IsPassive(Sentence sentence, int verb)
    {
        if (sentence.Child(verb, Dependency.AuxPass) >= 0)
            return true;
        // "Rebels had seized it": whoever stands before a verb with an object, and no auxiliary of the passive, acts.
        if (sentence.Child(verb, Dependency.NsubjPass) >= 0)
            return !(sentence.Child(verb, Dependency.Obj) is var obj && obj > verb && !IsRelative(sentence, obj));
        if (sentence[verb].Xpos is not ("VBN" or "VBD"))
            return false;
        foreach (var child in sentence.ChildrenOf(verb))
        {
            if (sentence[child].Relation is Dependency.Aux && sentence.Plays(sentence[child].Lemma, Particle.Have))
                return false;
            if (sentence[child].Relation is Dependency.Obj)
                return false;
        }
        if (sentence[verb].Xpos == "VBD")
            return false;
        return sentence[verb].Relation switch
        {
            Dependency.Acl or Dependency.Amod or Dependency.Advcl or Dependency.Root or Dependency.Parataxis => true,
            Dependency.Conj => sentence[verb].Head >= 0 && IsPassive(sentence, sentence[verb].Head),
            _ => sentence.Child(verb, Dependency.Nsubj) < 0,
        };
    }

    public static List<Slot> OfVerb(Sentence sentence, int verb, bool inTitle)
    {
        var slots = new List<Slot>();
        var passive = IsPassive(sentence, verb);
        var headline = inTitle && sentence[verb].Xpos is "VBN" or "VBD" && sentence.Child(verb, Dependency.Obj) < 0;
        AddOwn(sentence, verb, passive, slots);
        if (!slots.Exists(slot => slot.Name is "subj" or "pass"))
            AddSubject(sentence, verb, passive, slots, 0);
        if (!slots.Exists(slot => slot.Name is "subj" or "pass"))
            AddNeighbour(sentence, verb, passive, slots);
        if (!passive && !slots.Exists(slot => slot.Name == "obj"))
            AddSharedObject(sentence, verb, slots);
        // "Gunmen killed in raid": headlines leave out the auxiliary, and taggers read a past tense.
        if (headline && !passive && sentence[verb].Tag == Upos.Verb && !HasComplement(sentence, verb))
            for (var index = 0; index < slots.Count; index++)
                if (slots[index].Name == "subj")
                    slots[index] = slots[index] with { Name = "headline-subj" };
        return slots;
    }

    /// <summary>
    /// "before security forces retook the compound", "when a shell hit the house": a noun phrase between such a word and a past
    /// tense is its subject, whatever the tree makes of them. The word and the phrase's head; null where none stands there.
    /// </summary>
    public static (int Mark, int Subject)? SubjectBehindMark(Sentence sentence, int verb)
    {
        if (sentence[verb].Xpos is not ("VBD" or "VBN" or "NN") || sentence.Child(verb, Dependency.AuxPass) >= 0)
            return null;
        var at = verb - 1;
        while (at > 0 && sentence[at].Tag is Upos.Adv)
            at--;
        if (at <= 0 || sentence[at].Tag is not (Upos.Noun or Upos.Propn))
            return null;
        var subject = at;
        while (at > 0 && sentence[at].Tag is Upos.Noun or Upos.Propn or Upos.Adj or Upos.Det or Upos.Num)
            at--;
        return
            sentence[at].Tag is Upos.Adp or Upos.Sconj or Upos.Adv
            && sentence.Plays(sentence[at].Form.ToLowerInvariant(), Particle.SubjectMark)
            ? (at, subject)
            : null;
    }

    /// <summary>"took over the building", "fell on a convoy": what stands behind a preposition that belongs to the verb's own phrase is its object.</summary>
    public static void TakeObject(Sentence sentence, int verb, int last, List<Slot> slots)
    {
        if (last <= verb || slots.Exists(slot => slot.Name is "obj" or "pass"))
            return;
        for (var index = 0; index < slots.Count; index++)
            if (
                slots[index].Head > last
                && sentence.Child(slots[index].Head, Dependency.Case) is >= 0 and var preposition
                && preposition == last
                // "ordered out of Talo"
                && sentence[last + 1].Tag is not Upos.Adp
                && slots[index].Name is not ("by" or "of")
            )
            {
                slots.Add(new("obj", slots[index].Head));
                return;
            }
    }

    public static List<Slot> OfNoun(Sentence sentence, int noun)
    {
        var slots = OwnOfNoun(sentence, noun);
        // "the disappearance and kidnapping of a mayor": what follows a coordination belongs to each of its nouns.
        if (
            sentence[noun] is { Relation: Dependency.Conj, Head: >= 0 and var over }
            && !slots.Exists(slot => slot.Name == "of")
        )
            slots.AddRange(
                OwnOfNoun(sentence, over).Where(slot => slot.Head > noun && slot.Name is not ("compound" or "amod"))
            );
        else if (!slots.Exists(slot => slot.Name == "of"))
            foreach (var conjunct in Conjuncts(sentence, noun))
                if (conjunct != noun && conjunct - noun <= 3)
                    slots.AddRange(OwnOfNoun(sentence, conjunct).Where(slot => slot.Name == "of"));
        return slots;
    }

    private static List<Slot> OwnOfNoun(Sentence sentence, int noun)
    {
        var slots = new List<Slot>();
        foreach (var child in sentence.ChildrenOf(noun))
            switch (sentence[child].Relation)
            {
                case Dependency.Nmod or Dependency.Obl or Dependency.OblAgent:
                    slots.Add(new(Preposition(sentence, child) ?? "of", child));
                    break;
                case Dependency.NmodPoss:
                    slots.Add(new("poss", child));
                    break;
                case Dependency.Compound:
                    slots.Add(new("compound", child));
                    break;
                case Dependency.Amod:
                    slots.Add(new("amod", child));
                    break;
            }
        return slots;
    }

    /// <summary>The words of a coordination, the first included: "miners and a guard".</summary>
    public static List<int> Conjuncts(Sentence sentence, int head)
    {
        var all = new List<int> { head };
        for (var index = 0; index < all.Count && all.Count < 20; index++)
            foreach (var child in sentence.ChildrenOf(all[index]))
                if (
                    (sentence[child].Relation == Dependency.Conj || IsInSeries(sentence, all[index], child))
                    && IsNominal(sentence, child)
                    && !IsDenied(sentence, all[index], child)
                    && IsJoined(sentence, all[index], child)
                )
                    all.Add(child);
        return all;
    }

    /// <summary>
    /// "an exchange, a hotel, two clinics and a school": trees take what follows a comma with an article for another name of the first.
    /// Where an "and" closes the row, it is one of several things.
    /// </summary>
    private static bool IsInSeries(Sentence sentence, int first, int word)
    {
        if (
            sentence[word] is not { Relation: Dependency.Appos, Tag: Upos.Noun }
            || word < first
            // "Nine people, three men and six women": what follows a number or a plural are its parts.
            || sentence[first].Xpos is not "NN"
            || sentence.Child(first, Dependency.Nummod) >= 0
            || !HasArticle(sentence, word)
            || sentence[sentence.Subtree(word).First] is not { Form: "," }
                && sentence[Math.Max(0, sentence.Subtree(word).First - 1)] is not { Form: "," }
        )
            return false;
        foreach (var child in sentence.ChildrenOf(word))
            if (
                child > word
                && (
                    IsInSeries(sentence, word, child)
                    || sentence[child].Relation is Dependency.Conj
                        && IsNominal(sentence, child)
                        && HasArticle(sentence, child)
                )
            )
                return true;
        var next = sentence.Subtree(word).Last + 1;
        if (next < sentence.Length && sentence[next].Form is ",")
            next++;
        return next + 1 < sentence.Length
            && sentence[next].Tag is Upos.Cconj
            && sentence[next + 1].Tag is Upos.Det or Upos.Num;
    }

    private static bool HasArticle(Sentence sentence, int noun)
    {
        foreach (var child in sentence.ChildrenOf(noun))
            if (child < noun && sentence[child].Relation is Dependency.Det or Dependency.Nummod)
                return true;
        return false;
    }

    /// <summary>A comma or an "and" stands between: "the six men its soldiers killed" joins no men and soldiers.</summary>
    private static bool IsJoined(Sentence sentence, int first, int conjunct)
    {
        for (var word = first + 1; word < conjunct; word++)
            if (sentence[word].Tag is Upos.Cconj or Upos.Punct or Upos.Sym)
                return true;
        return conjunct < first || sentence[first + 1] is not ({ Tag: Upos.Det } or { Xpos: "PRP$" });
    }

    /// <summary>"the port but not Talo", "the bridge, not the road": what is named to be left out.</summary>
    private static bool IsDenied(Sentence sentence, int first, int conjunct)
    {
        for (var word = conjunct - 1; word > first && word >= conjunct - 3; word--)
        {
            if (sentence.Plays(sentence[word].Lemma, Particle.Not))
                return sentence[word - 1].Form is "," || sentence.Plays(sentence[word - 1].Form, Particle.But);
            if (sentence[word].Tag is not (Upos.Det or Upos.Adj or Upos.Propn or Upos.Adp))
                return false;
        }
        return false;
    }

    public static bool IsNominal(Sentence sentence, int word) =>
        sentence[word].Tag is Upos.Noun or Upos.Propn or Upos.Pron or Upos.Num or Upos.Det or Upos.X or Upos.Adj;

    public static string? Preposition(Sentence sentence, int word)
    {
        foreach (var child in sentence.ChildrenOf(word))
            if (sentence[child].Relation == Dependency.Case && child < word)
                return sentence[child].Form.ToLowerInvariant();
        return null;
    }

    /// <summary>The nearest verb above a word, or the root.</summary>
    public static int VerbOver(Sentence sentence, int word)
    {
        for (var at = sentence[word].Head; at >= 0; at = sentence[at].Head)
            if (sentence[at].Tag is Upos.Verb or Upos.Aux || sentence[at].Relation == Dependency.Root)
                return at;
        return word;
    }

    /// <summary>The word lies under another in the tree.</summary>
    public static bool IsUnder(Sentence sentence, int word, int above)
    {
        for (var at = word; at >= 0; at = sentence[at].Head)
            if (at == above)
                return true;
        return false;
    }

    private static void AddOwn(Sentence sentence, int verb, bool passive, List<Slot> slots)
    {
        foreach (var child in sentence.ChildrenOf(verb))
            switch (sentence[child].Relation)
            {
                case Dependency.Nsubj when !IsRelative(sentence, child):
                    slots.Add(new(passive ? "pass" : "subj", child));
                    break;
                // "A mob beat ...": what stands right before a finite verb is no part of it.
                case Dependency.Compound
                    when child == verb - 1
                        && sentence[child].Tag is Upos.Noun or Upos.Propn
                        && sentence[verb].Tag == Upos.Verb
                        && sentence[verb].Xpos is not "VBG":
                    slots.Add(new(passive ? "pass" : "subj", child));
                    break;
                case Dependency.NsubjPass when !IsRelative(sentence, child):
                    slots.Add(new(passive ? "pass" : "subj", child));
                    break;
                case Dependency.Obj when !IsRelative(sentence, child):
                    slots.Add(new("obj", child));
                    break;
                case Dependency.Iobj:
                    slots.Add(new("iobj", child));
                    break;
                case Dependency.OblAgent:
                    slots.Add(new("by", child));
                    break;
                case Dependency.Obl or Dependency.Nmod:
                    if (Preposition(sentence, child) is { } preposition)
                        slots.Add(InFrontOf(sentence, child) ?? new(preposition, child));
                    break;
            }
    }

    /// <summary>"in front of the bank", "on the side of the road": where it stands is the front, what is meant the bank.</summary>
    private static Slot? InFrontOf(Sentence sentence, int word)
    {
        if (!sentence.Plays(sentence[word].Lemma, Particle.FrontNoun))
            return null;
        foreach (var child in sentence.ChildrenOf(word))
            if (
                sentence[child].Relation == Dependency.Nmod
                && sentence.Plays(Preposition(sentence, child), Particle.FrontLink)
            )
                return new("outside", child);
        return null;
    }

    private static void AddSubject(Sentence sentence, int verb, bool passive, List<Slot> slots, int depth)
    {
        var head = sentence[verb].Head;
        if (head < 0 || depth > Deepest)
            return;
        // "seized rifles hidden in a lorry and arrested the driver": a finite verb is beside the main one, not beside a participle.
        if (
            sentence[verb] is { Relation: Dependency.Conj, Xpos: "VBD" }
            && !passive
            && sentence[head] is { Relation: Dependency.Acl, Xpos: "VBN" }
            && VerbOver(sentence, head) is var main
            && main < verb
            && sentence[main].Tag is Upos.Verb
        )
            head = main;
        var name = passive ? "pass" : "subj";
        switch (sentence[verb].Relation)
        {
            case Dependency.AclRelcl:
                var relative = RelativeOf(sentence, verb);
                slots.Add(
                    new(
                        relative
                            ?? (
                                passive ? "pass"
                                : HasSubject(sentence, verb) ? "obj"
                                : "subj"
                            ),
                        head,
                        true
                    )
                );
                break;
            case Dependency.Acl or Dependency.Amod:
                slots.Add(new(name, head, true));
                break;
            // ", police said" after the clause is no governor that shares its subject.
            case Dependency.Conj
            or Dependency.Advcl
            or Dependency.Xcomp when head < verb || sentence[verb].Xpos == "VBG":
                var over = OfHead(sentence, head, depth + 1);
                var controlled =
                    sentence[verb].Relation == Dependency.Xcomp || IsMarked(sentence, verb, Particle.SharedMark);
                var controller = controlled
                    ? Find(over, "obj") ?? Find(over, "subj", "pass")
                    : Find(over, "subj", "pass");
                // "were killed and wounded" shares its subject; "were killed when ... attacked" has one of its own.
                if (controller is { } one)
                    slots.Add(new(name, one.Head, true));
                break;
        }
    }

    /// <summary>Where the tree gives no subject, the noun just before a finite verb, or before its "who", is one.</summary>
    private static void AddNeighbour(Sentence sentence, int verb, bool passive, List<Slot> slots)
    {
        if (sentence[verb].Xpos is "VBG" or "VB")
            return;
        var at = verb - 1;
        while (at >= 0 && (sentence[at].Tag is Upos.Aux or Upos.Adv || IsRelative(sentence, at)))
            at--;
        if (
            at >= 0
            && sentence[at].Relation == Dependency.Nmod
            && sentence.Plays(Preposition(sentence, at), Particle.Of)
            && sentence[at].Head >= 0
        )
            at = sentence[at].Head;
        if (
            at < 0
            || sentence[at].Tag is not (Upos.Noun or Upos.Propn)
            || (sentence[at].Relation is Dependency.Obl or Dependency.Nmod && Preposition(sentence, at) is not null)
        )
            return;
        while (
            sentence[at].Relation is Dependency.Compound or Dependency.Flat
            && sentence[at].Head >= 0
            && sentence[at].Head < verb
        )
            at = sentence[at].Head;
        slots.Add(new(passive ? "pass" : "subj", at, true));
    }

    private static bool IsMarked(Sentence sentence, int verb, Particle mark)
    {
        foreach (var child in sentence.ChildrenOf(verb))
            if (
                sentence[child].Relation is Dependency.Mark or Dependency.Case
                && sentence.Plays(sentence[child].Form, mark)
            )
                return true;
        return false;
    }

    private static List<Slot> OfHead(Sentence sentence, int head, int depth)
    {
        var slots = new List<Slot>();
        AddOwn(sentence, head, IsPassive(sentence, head), slots);
        if (Find(slots, "subj", "pass") is null)
            AddSubject(sentence, head, IsPassive(sentence, head), slots, depth);
        return slots;
    }

    private static void AddSharedObject(Sentence sentence, int verb, List<Slot> slots)
    {
        if (sentence[verb].Relation == Dependency.AclRelcl && HasSubject(sentence, verb) && sentence[verb].Head >= 0)
        {
            if (RelativeOf(sentence, verb) is null or "obj")
                slots.Add(new("obj", sentence[verb].Head, true));
            return;
        }
        // "attacked and burned the village": the last verb of a coordination has the object of all.
        foreach (var child in sentence.ChildrenOf(verb))
            if (
                sentence[child].Relation == Dependency.Conj
                && sentence[child].Tag == Upos.Verb
                && child - verb <= 3
                && sentence.Child(child, Dependency.Obj) is >= 0 and var shared
            )
                slots.Add(new("obj", shared, true));
    }

    private static Slot? Find(List<Slot> slots, params ReadOnlySpan<string> names)
    {
        foreach (var slot in slots)
            if (names.Contains(slot.Name))
                return slot;
        return null;
    }

    private static string? RelativeOf(Sentence sentence, int verb)
    {
        foreach (var child in sentence.ChildrenOf(verb))
            if (IsRelative(sentence, child))
                return sentence[child].Relation switch
                {
                    Dependency.Nsubj => IsPassive(sentence, verb) ? "pass" : "subj",
                    Dependency.NsubjPass => "pass",
                    Dependency.Obj => "obj",
                    _ => null,
                };
        return null;
    }

    private static bool HasSubject(Sentence sentence, int verb)
    {
        foreach (var child in sentence.ChildrenOf(verb))
            if (sentence[child].Relation is Dependency.Nsubj or Dependency.NsubjPass && !IsRelative(sentence, child))
                return true;
        return false;
    }

    private static bool HasComplement(Sentence sentence, int verb) =>
        sentence.Child(verb, Dependency.Ccomp) >= 0 || sentence.Child(verb, Dependency.Xcomp) >= 0;

    public static bool IsRelative(Sentence sentence, int word) =>
        sentence[word].Tag is Upos.Pron or Upos.Det or Upos.Sconj
        && sentence.Plays(sentence[word].Lemma, Particle.Relative);
}
