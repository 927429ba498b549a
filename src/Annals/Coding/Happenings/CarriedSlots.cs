using Annals.Language;

namespace Annals.Coding.Happenings;

/// <summary>
/// Whom a noun of an act takes from the words around it: the verb that carries it ("launched an attack"), a participle
/// behind it ("a raid blamed on the militia"), an agent or two sides that the tree has hung elsewhere.
/// </summary>
public sealed class CarriedSlots(ArticleReader reader)
{
    private const int FarthestBetween = 12;

    public void Add(Sentence sentence, int noun, int verb, Trigger trigger, List<Slot> slots)
    {
        AddLight(sentence, noun, verb, trigger, slots);
        AddParticiples(sentence, noun, slots);
        AddAgent(sentence, noun, slots);
        AddBetween(sentence, noun, slots);
    }

    /// <summary>"died in clashes between Hema and Lendu fighters": trees hang those whom "between" names on any word.</summary>
    private static void AddBetween(Sentence sentence, int noun, List<Slot> slots)
    {
        if (slots.Exists(slot => slot.Name == "between"))
            return;
        var verb = sentence[noun].Head;
        for (var word = noun + 1; word < sentence.Length && word <= noun + FarthestBetween; word++)
            if (sentence[word].Tag is Upos.Punct || (sentence[word].Tag is Upos.Verb && word != verb))
                return;
            else if (
                sentence[word].Head is var side
                && side > word
                && sentence.Plays(sentence[word].Lemma, Particle.Between)
            )
            {
                while (sentence[side].Relation is Dependency.Compound && sentence[side].Head > side)
                    side = sentence[side].Head;
                if (sentence[side].Tag is not Upos.Num)
                    slots.Add(new("between", side));
                return;
            }
    }

    /// <summary>The verb that carries the noun says who: "launched an attack", "came under fire".</summary>
    private void AddLight(Sentence sentence, int noun, int verb, Trigger trigger, List<Slot> slots)
    {
        var isPredicate = sentence[verb].Tag is Upos.Noun && verb < noun && sentence.Child(verb, Dependency.Cop) >= 0;
        if (verb == noun || !(sentence[verb].Tag is Upos.Verb or Upos.Aux || isPredicate))
            return;
        var lemma = isPredicate ? "be " + sentence[verb].Lemma : VerbWithParticle(sentence, verb);
        var at = noun;
        while (sentence[at].Head != verb && sentence[at].Head >= 0)
            at = sentence[at].Head;
        var relation = sentence[at].Relation;
        var via = relation switch
        {
            Dependency.Obj => "obj",
            Dependency.NsubjPass => "pass",
            Dependency.Nsubj => "subj",
            _ => Clause.Preposition(sentence, at) ?? "",
        };
        // "the attack on the village by gunmen" as the subject of a verb brings no one along.
        if (via is "subj" or "")
            return;
        if (
            !reader.Codebook.LightVerbs.TryGetValue(lemma, out var ways)
            || ways.Find(way => way.Via == via || (via == "pass" && way.Via == "obj")) is not { } way
        )
            return;
        if (way.Behind is { } behind)
        {
            AddBehind(sentence, verb, behind, slots);
            return;
        }
        if (isPredicate && sentence.Child(verb, Dependency.Nsubj) is >= 0 and var suffering)
        {
            slots.Add(new("=" + way.Subject, suffering));
            return;
        }
        var around = reader.SlotsOf(sentence, verb);
        // "killed a lawyer in an attack": who suffers it is the object, and the subject's part is the verb's own.
        var isDone =
            way.Subject == "target" && via is not ("obj" or "pass") && around.Exists(slot => slot.Name == "obj");
        foreach (var slot in around)
            if (isDone && slot.Name is "obj" or "subj")
                slots.Add(
                    new(
                        "=" + (trigger.Frame.Role("between") ?? (slot.Name is "obj" ? "target" : "perpetrator")),
                        slot.Head
                    )
                );
            else if (
                slot.Name == "subj"
                && way.Via == via
                && way.Subject != "-"
                && !StatusFinder.HasNo(sentence, slot.Head)
            )
                slots.Add(
                    new(
                        "="
                            + (
                                trigger.Frame.Role("subj") is { } ? trigger.Frame.Role("subj")!
                                : trigger.Frame.Role("between") is { } sides ? sides
                                : way.Subject
                            ),
                        slot.Head
                    )
                );
            else if (slot.Name == "pass" && way.Subject == "target" && via != "pass")
                slots.Add(new("=target", slot.Head));
            // "An attack was repelled by the army": whom the verb is done by has the part of its subject.
            else if (slot.Name == "by" && via is "pass" && way.Subject is "target" or "participant")
                slots.Add(new("=" + way.Subject, slot.Head));
            else if (slot.Name is "on" or "against" or "at" or "by" or "upon")
                slots.Add(slot);
    }

    /// <summary>"The lynching of four gang members by residents": trees hang whom it was done by on whom it was done to.</summary>
    private void AddAgent(Sentence sentence, int noun, List<Slot> slots)
    {
        if (slots.Exists(slot => slot.Name is "by" or "=perpetrator"))
            return;
        for (var word = noun + 1; word < sentence.Length && sentence[word].Tag is not Upos.Verb || IsAmod(word); word++)
            if (
                sentence[word].Head is var agent
                && agent > word
                && sentence.Plays(sentence[word].Lemma, Particle.By)
                && (word == noun + 1 || Clause.IsUnder(sentence, agent, noun))
                && reader.Phrase(sentence, agent) is { IsActor: true, IsPronoun: false }
            )
            {
                slots.Add(new("by", agent));
                return;
            }

        bool IsAmod(int word) => word < sentence.Length && sentence[word].Relation is Dependency.Amod;
    }

    /// <summary>"an attack carried out by gunmen", "a raid blamed on the militia".</summary>
    private void AddParticiples(Sentence sentence, int noun, List<Slot> slots)
    {
        foreach (var child in Behind(sentence, noun))
            if (
                sentence[child] is { Relation: Dependency.Acl or Dependency.AclRelcl, Xpos: "VBN" or "VBD" }
                && Clause.IsPassive(sentence, child)
                && reader.Codebook.LightVerbs.TryGetValue(VerbWithParticle(sentence, child), out var ways)
                && ways.Find(way => way.Via == "obj") is { } way
            )
                if (way.Behind is { } behind)
                    AddBehind(sentence, child, behind, slots);
                else if (way.Subject == "perpetrator")
                {
                    AddBehind(sentence, child, ("by", "perpetrator"), slots);
                    slots.AddRange(
                        reader.SlotsOf(sentence, child).Where(slot => slot.Name is "on" or "against" or "at")
                    );
                }
    }

    /// <summary>What hangs on the noun, and on the nouns that hang on it: "the murder of six priests, carried out by".</summary>
    private static List<int> Behind(Sentence sentence, int noun)
    {
        var all = new List<int>();
        foreach (var child in sentence.ChildrenOf(noun))
        {
            all.Add(child);
            if (child > noun && sentence[child].Relation is Dependency.Nmod)
                foreach (var below in sentence.ChildrenOf(child))
                    all.Add(below);
        }
        return all;
    }

    private static void AddBehind(
        Sentence sentence,
        int verb,
        (string Preposition, string Role) behind,
        List<Slot> slots
    )
    {
        foreach (var child in sentence.ChildrenOf(verb))
            if (
                sentence[child].Relation is Dependency.Obl or Dependency.OblAgent or Dependency.Nmod
                && Clause.Preposition(sentence, child) == behind.Preposition
            )
                slots.Add(new("=" + behind.Role, child));
    }

    private string VerbWithParticle(Sentence sentence, int verb)
    {
        var lemma = reader.WordsOf(sentence.Index).Lemmas[verb];
        return sentence.Child(verb, Dependency.CompoundPrt) is >= 0 and var particle
            ? $"{lemma} {sentence[particle].Form.ToLowerInvariant()}"
            : lemma;
    }
}
