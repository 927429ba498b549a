using Annals.Language;

namespace Annals.Coding.Happenings;

/// <summary>
/// Finds the words of a sentence that say an act, and fills the roles of each from the slots of its frame. A word with
/// several senses takes the first whose needs are met; one whose needs are not met says nothing.
/// </summary>
public sealed class ActFinder(ArticleReader reader, Trace? trace = null)
{
    private readonly List<PhraseMatch<Trigger>> matches = [];

    public List<Act> Find(Sentence sentence)
    {
        var acts = new List<Act>();
        var words = reader.WordsOf(sentence.Index);
        var covered = -1;
        for (var start = 0; start < sentence.Length; start++)
        {
            if (start <= covered || sentence[start].Tag is Upos.Punct or Upos.Det)
                continue;
            matches.Clear();
            reader.Codebook.Triggers.Match(words, start, matches);
            if (matches.Count == 0)
                continue;
            if (Best(sentence) is not { } act)
                continue;
            acts.Add(act);
            // A phrase with a gap ("took eight miners hostage") may hold other acts within.
            if (!act.Trigger.Words.Contains('_', StringComparison.Ordinal))
                covered = act.Last;
        }
        foreach (var blame in reader.BlamesOf(sentence))
            Hold(blame, acts);
        return acts;
    }

    /// <summary>Whoever is blamed for a deed did it, as far as the blame goes: the deed nearest to the word, and those beside it.</summary>
    private void Hold(Blame blame, List<Act> acts)
    {
        Act? first = null;
        foreach (var act in acts.Where(act => blame.Covers(act.Head)))
        {
            if (first is not null && !IsBeside(act, first))
                continue;
            first ??= act;
            act.Blame = blame;
            act.Fillers.RemoveAll(filler =>
                filler.Role == "perpetrator" && !blame.Covers(filler.Phrase.Head)
                || blame.Accused.Exists(accused => accused.Head == filler.Phrase.Head)
            );
            act.Fillers.AddRange(blame.Accused.Select(accused => new Filler("perpetrator", accused, "=blamed")));
        }
    }

    private static bool IsBeside(Act act, Act first)
    {
        for (var at = act.Head; at >= 0 && act.Sentence[at].Relation is Dependency.Conj; at = act.Sentence[at].Head)
            if (act.Sentence[at].Head == first.Head)
                return true;
        return false;
    }

    private Act? Best(Sentence sentence)
    {
        foreach (
            var match in matches
                .OrderByDescending(match => match.Words.Length)
                .ThenByDescending(match => match.Value.Needs.Count(need => !need.IsOfArms))
                .ThenByDescending(match => match.Value.Needs.Length)
                .ThenBy(match => match.Value.Line)
        )
        {
            var trigger = match.Value;
            var words = reader.WordsOf(sentence.Index);
            var head = match.Value.IsVerb ? match.First : match.Head(sentence);
            if (
                trigger.IsVerb
                && sentence[head].Tag is not Upos.Verb
                && match.Words.FirstOrDefault(word => sentence[word].Tag == Upos.Verb, -1) is >= 0 and var verb
            )
                head = verb;
            if (!FitsPos(sentence, match, head, words))
                continue;
            var act = Build(sentence, match, head);
            var around = new ActContext(reader, act);
            var unmet = trigger.Needs.FirstOrDefault(need => !need.IsMet(around));
            if (unmet is null)
                return act;
            trace?.Note(sentence.Index, $"\"{trigger.Words}\" as {trigger.Type} needs {unmet} (line {trigger.Line})");
        }
        return null;
    }

    private bool FitsPos(Sentence sentence, PhraseMatch<Trigger> match, int head, Words words)
    {
        var token = sentence[head];
        // "19 March" is a day.
        if (match.Words.Length == 1 && reader.IsTime(sentence.Index, head) && IsMonth(sentence, head))
            return false;
        // A bare verb that opens a sentence is a noun misread ("Bomb disposal experts ..."): news gives no orders.
        if (match.Value.IsVerb && head == 0 && token.Xpos is "VB" or "VBP" && !sentence.InTitle)
            return false;
        // "the injured nurse": what somebody is by now, and no act.
        if (
            match.Value.IsVerb
            && token.Relation is Dependency.Amod
            && token.Head > head
            && reader.Codebook.NeedsObject(words.Lemmas[head])
            && !reader.IsBeforeNumber(sentence, head)
        )
            return false;
        // "Drones struck depots" is no drone strike by the words alone: its verb has an object of its own.
        if (
            !match.Value.IsVerb
            && match.Words.Length > 1
            && match.Words.Any(word =>
                sentence[word] is { Tag: Upos.Verb, Xpos: "VBD" or "VBN", Relation: Dependency.Acl }
                && sentence.Child(word, Dependency.Obj) >= 0
            )
        )
            return false;
        if (match.Value.IsVerb)
            return words.Verbal[head]
                || (
                    match.Words.Length > 1
                    && (token.Tag is Upos.Aux or Upos.Adj || words.Lemmas[head] != words.Forms[head])
                )
                || (token.Xpos is "VBN" or "VBG" && token.Relation is not (Dependency.Amod or Dependency.Compound));
        if (
            token.Tag is not (Upos.Noun or Upos.Propn)
            && !(token.Tag is Upos.Verb or Upos.Adj && token.Xpos is "VBG" or "NN" or "JJ" && match.Words.Length > 1)
            && !(match.Words.Length > 2 && match.Value.Words.Contains('-', StringComparison.Ordinal))
        )
            return false;
        // "March" and "Battle" with a capital are names, but in a headline or at the start.
        if (
            token.Tag is Upos.Propn
            && match.Words.Length == 1
            && head > 0
            && !sentence.InTitle
            && !sentence.InCapitals
            && char.IsUpper(token.Form[0])
        )
            return false;
        // A noun that stands before another says what kind that one is: "attack helicopter", "protest leader".
        return token.Relation is not Dependency.Compound || token.Head < head;
    }

    private static bool IsMonth(Sentence sentence, int word) =>
        (word > 0 && sentence[word - 1].Tag is Upos.Num)
        || (word + 1 < sentence.Length && sentence[word + 1].Tag is Upos.Num);

    private Act Build(Sentence sentence, PhraseMatch<Trigger> match, int head)
    {
        var trigger = match.Value;
        var slots = trigger.IsVerb ? reader.SlotsOf(sentence, head) : Clause.OfNoun(sentence, head);
        var clauseVerb = trigger.IsVerb ? head : Clause.VerbOver(sentence, head);
        var act = new Act
        {
            Sentence = sentence,
            Head = head,
            First = match.First,
            Last = match.Words.Length > 1 && trigger.Words.Contains('_', StringComparison.Ordinal) ? head : match.Last,
            Trigger = trigger,
            ClauseVerb = clauseVerb,
            Type = trigger.Type,
        };
        act.Tags.UnionWith(trigger.Tags);
        act.Known = trigger.Tags.Contains("known");
        if (trigger.IsVerb)
            foreach (var word in match.Words)
                if (word != head && sentence[word].Tag is Upos.Noun)
                    slots.AddRange(
                        Clause.OfNoun(sentence, word).Where(slot => slot.Name is not ("compound" or "amod" or "poss"))
                    );
        if (!trigger.IsVerb)
        {
            // "a NATO helicopter attack": whose the first noun is, the attack is.
            foreach (var word in match.Words)
                if (word != head && sentence[word].Tag is Upos.Noun)
                    slots.AddRange(
                        Clause.OfNoun(sentence, word).Where(slot => slot.Name == "compound" && slot.Head < match.First)
                    );
            AddLight(sentence, head, clauseVerb, trigger, slots);
            AddParticiples(sentence, head, slots);
            AddAgent(sentence, head, slots);
            AddBetween(sentence, head, slots);
        }
        foreach (var slot in slots)
        {
            var name =
                slot.Name == "headline-subj"
                    ? trigger.Frame.Role("pass") is { }
                        ? "pass"
                        : "subj"
                    : slot.Name;
            var role = name.StartsWith('=') ? name[1..] : trigger.Frame.Role(name);
            if (role is null)
                continue;
            var heads = role == "participant" ? Sides(sentence, slot.Head) : Clause.Conjuncts(sentence, slot.Head);
            if (
                name == "subj"
                && heads[0] < head
                && (reader.Phrase(sentence, heads[0]) is { IsPlace: true } || IsDateline(sentence, heads[0], head))
                && PeopleBefore(sentence, head, heads[0]) is { } people
            )
                heads = [people];
            if (role is "perpetrator" && Owner(sentence, heads[0]) is { } owner)
                heads = [owner];
            heads = [.. heads.SelectMany(word => WithPaired(sentence, word)).Distinct()];
            foreach (var word in heads)
                if (!match.Words.Contains(word) && !act.Fillers.Exists(filler => filler.Phrase.Head == word))
                {
                    var phrase = reader.Phrase(sentence, word);
                    // "the Tuesday attack", "car bomb attack": only names and people before a noun take a role.
                    if (
                        slot.Name is "compound" or "amod"
                        && !heads.Exists(one => IsParty(reader.Phrase(sentence, one), slot.Name))
                    )
                        continue;
                    act.Fillers.Add(
                        new(
                            slot.Name == "compound"
                            && role == "target"
                            && (
                                phrase.People is { Armed: true }
                                || reader.IsArmedActor(phrase)
                                || reader.IsGovernment(phrase)
                                // "a NATO air strike": aircraft and guns are named by whose they are.
                                || (phrase.IsKnown && trigger.Type is "air-strike" or "shelling")
                            )
                                ? "perpetrator"
                                : role,
                            phrase,
                            name
                        )
                    );
                    if (role is "target")
                        act.Fillers.AddRange(Named(phrase).Select(person => new Filler("victim", person, name)));
                }
        }
        // The tagger missed the verb, so that the tree has no slots: the people next to it are all there is to go by.
        if (
            trigger.IsVerb
            && act.Fillers.Count == 0
            && sentence[head].Tag is not Upos.Verb
            && PeopleBefore(sentence, head, -1) is { } doer
            && trigger.Frame.Role(
                reader.Codebook.NeedsObject(reader.WordsOf(sentence.Index).Lemmas[match.First]) ? "pass" : "subj"
            )
                is { } part
        )
            act.Fillers.Add(new(part, reader.Phrase(sentence, doer), "subj"));
        return act;
    }

    /// <summary>"Planes of the coalition bombed a farm", "its guns fired": who acts is whose weapons and craft they are.</summary>
    private int? Owner(Sentence sentence, int head)
    {
        if (reader.Phrase(sentence, head) is not { People: null, IsKnown: false, IsPronoun: false } phrase)
            return null;
        if (
            !phrase.Kinds.Any(kind => kind is "weapon" or "military" or "vehicle")
            && !reader.IsMeans(sentence, phrase.Head)
        )
            return null;
        foreach (var child in sentence.ChildrenOf(phrase.Head))
            if (
                sentence[child].Relation is Dependency.NmodPoss
                || (
                    sentence[child].Relation is Dependency.Nmod
                    && sentence.Plays(Clause.Preposition(sentence, child), Particle.Whose)
                )
            )
                if (reader.Phrase(sentence, child) is { IsActor: true, IsPlace: false } or { IsKnown: true })
                    return child;
        return null;
    }

    /// <summary>
    /// "Hema and Lendu fighters", "Azerbaijani and Armenian soldiers", "a joint US-British strike": what a pair of names before
    /// one noun names is two sides.
    /// </summary>
    private IEnumerable<int> WithPaired(Sentence sentence, int head)
    {
        var second = head;
        if (sentence[head].Tag is Upos.Noun && sentence[head].Xpos is "NNS" or "NN")
            second = head - 1;
        if (
            second >= 2
            && IsSideName(sentence, second)
            && (sentence[second - 1].Tag is Upos.Cconj || sentence[second - 1].Form is "-" or "/" or "\u2013")
            && IsSideName(sentence, second - 2)
            && (second == head || reader.Phrase(sentence, head).People is not null)
            && (second < head || sentence[second - 1].Tag is not Upos.Cconj)
        )
            yield return second - 2;
        yield return head;
        // A tree may hang the second on the first: "US-UK".
        if (
            head + 2 < sentence.Length
            && sentence[head + 1] is { Form: "-" or "/" or "\u2013" }
            && sentence[head + 2] is { Relation: Dependency.Flat or Dependency.Compound }
            && IsSideName(sentence, head)
            && reader.Context.Cast.At(sentence.Index, head + 2) is { State: not null }
        )
            yield return head + 2;
    }

    /// <summary>"died in clashes between Hema and Lendu fighters": trees hang those whom "between" names on any word.</summary>
    private static void AddBetween(Sentence sentence, int noun, List<Slot> slots)
    {
        if (slots.Exists(slot => slot.Name == "between"))
            return;
        for (var word = noun + 1; word < sentence.Length && word <= noun + 3; word++)
            if (
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

    /// <summary>A state's or a people's name, and neither a place nor the end of a longer name.</summary>
    private bool IsSideName(Sentence sentence, int word) =>
        sentence[word].Tag is Upos.Propn or Upos.Adj
        && char.IsUpper(sentence[word].Form[0])
        && !reader.IsTime(sentence.Index, word)
        && (
            reader.Context.Cast.At(sentence.Index, word) is { State: not null }
            || word == 0
            || sentence[word - 1].Tag is not (Upos.Propn or Upos.Noun or Upos.Adj)
        );

    /// <summary>"the priests Marko Ilic, Ana Ilic and Jan Novak": each of several people who are called by name.</summary>
    private List<NounPhrase> Named(NounPhrase people)
    {
        var (sentence, named) = (people.Sentence, new List<NounPhrase>());
        if (people.People is null || !people.IsPlural || people.IsName)
            return named;
        foreach (var child in sentence.ChildrenOf(people.Head))
            if (
                child > people.Head
                && sentence[child] is { Tag: Upos.Propn, Relation: Dependency.Appos or Dependency.Flat }
            )
                foreach (var head in Clause.Conjuncts(sentence, child))
                    if (reader.Names.At(sentence, head) is not null)
                        named.Add(reader.Phrase(sentence, head));
        return named;
    }

    /// <summary>"Delegations from the army and the rebels": the sides are those whom the delegations are from.</summary>
    private static List<int> Sides(Sentence sentence, int head)
    {
        foreach (var child in sentence.ChildrenOf(head))
            if (
                sentence[child].Relation == Dependency.Nmod
                && sentence.Plays(Clause.Preposition(sentence, child), Particle.SidesOf)
                && Clause.Conjuncts(sentence, child) is { Count: > 1 } sides
            )
                return sides;
        return Clause.Conjuncts(sentence, head);
    }

    private static bool IsDateline(Sentence sentence, int from, int to)
    {
        for (var word = from; word < to; word++)
            if (
                sentence[word].Form is "-" or "--" or "\u2013" or "\u2014"
                && word > 0
                && sentence[word].Start > sentence[word - 1].End
            )
                return true;
        return false;
    }

    /// <summary>A dateline is taken for the subject ("ZINDER, Niger - Gunmen attacked"): the people next to the verb are it.</summary>
    private int? PeopleBefore(Sentence sentence, int verb, int place)
    {
        for (var word = place + 1; word < verb; word++)
            if (
                sentence[word].Tag is Upos.Noun or Upos.Propn
                && reader.Phrase(sentence, word) is { People: not null } phrase
                && phrase.Head == word
            )
                return word;
        return null;
    }

    private bool IsParty(NounPhrase phrase, string slot)
    {
        if (phrase.IsTime)
            return false;
        if (slot == "compound")
            return phrase.People is not null || phrase.Thing is not null || (phrase.IsName && !phrase.IsPlace);
        foreach (var place in reader.Context.PlacesOf(phrase.Sentence.Index))
            if (place.Mention.Use == Record.PlaceUse.Demonym && place.First <= phrase.Head && phrase.Head <= place.Last)
                return true;
        return phrase.People is not null;
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
