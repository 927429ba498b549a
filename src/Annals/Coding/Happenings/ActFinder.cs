using Annals.Language;

namespace Annals.Coding.Happenings;

/// <summary>
/// Finds the words of a sentence that say an act, and fills the roles of each from the slots of its frame. A word with
/// several senses takes the first whose needs are met; one whose needs are not met says nothing.
/// </summary>
public sealed class ActFinder(ArticleReader reader, Trace? trace = null)
{
    private readonly List<PhraseMatch<Trigger>> matches = [];
    private readonly CarriedSlots carried = new(reader);

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
        // "Displaced people said", "Wounded soldiers were flown out": what opens a sentence before its noun describes it.
        if (
            match.Value.IsVerb
            && head == 0
            && match.Words.Length == 1
            && token.Xpos is "VBN" or "JJ"
            && !sentence.InTitle
            && (sentence[1].Xpos is "NNS" || token.Relation is Dependency.Amod && token.Head <= 3)
        )
            return false;
        // "A dismissed policeman", "the shattered villages": what stands between an article and its noun describes it, and is
        // news only where it goes on ("the besieged town").
        if (
            match.Value is { IsVerb: true, Type: not "siege" }
            && match.Words.Length == 1
            && token is { Relation: Dependency.Amod, Xpos: "VBN" or "JJ" }
            && IsRightBefore(sentence, head, token.Head)
            && head > 0
            && sentence[head - 1] is { Tag: Upos.Det } or { Xpos: "PRP$" }
        )
            return false;
        // "the injured nurse": what somebody is by now, and no act.
        if (
            match.Value.IsVerb
            && token.Relation is Dependency.Amod
            && token.Head > head
            && reader.Codebook.NeedsObject(words.Lemmas[head])
            && !reader.IsBeforeNumber(sentence, head)
            && !SlotReader.IsBehindHave(sentence, head)
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

    /// <summary>Only words of the noun's own name or kind stand between: "the occupied West Bank".</summary>
    private static bool IsRightBefore(Sentence sentence, int word, int noun)
    {
        for (var at = word + 1; at < noun; at++)
            if (
                sentence[at] is not { Relation: Dependency.Compound or Dependency.Amod }
                || sentence[at].Tag is Upos.Verb
            )
                return false;
        return noun > word;
    }

    private static bool IsMonth(Sentence sentence, int word) =>
        (word > 0 && sentence[word - 1].Tag is Upos.Num)
        || (word + 1 < sentence.Length && sentence[word + 1].Tag is Upos.Num);

    private Act Build(Sentence sentence, PhraseMatch<Trigger> match, int head)
    {
        var trigger = match.Value;
        var slots = trigger.IsVerb ? reader.SlotsOf(sentence, head) : reader.SlotsOfNoun(sentence, head);
        if (trigger.IsVerb)
            Clause.TakeObject(sentence, head, match.Last, slots);
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
            OwnNouns = trigger.IsVerb
                ? [.. match.Words.Where(word => word != head && sentence[word].Tag is Upos.Noun)]
                : [],
        };
        act.Tags.UnionWith(trigger.Tags);
        act.Known = trigger.Tags.Contains("known");
        foreach (var noun in act.OwnNouns)
            slots.AddRange(OfOwnNoun(sentence, noun, trigger.Frame));
        if (!trigger.IsVerb)
        {
            // "a NATO helicopter attack": whose the first noun is, the attack is.
            foreach (var word in match.Words)
                if (word != head && sentence[word].Tag is Upos.Noun)
                    slots.AddRange(
                        Clause.OfNoun(sentence, word).Where(slot => slot.Name == "compound" && slot.Head < match.First)
                    );
            carried.Add(sentence, head, clauseVerb, trigger, slots);
        }
        foreach (var slot in slots)
        {
            var name =
                slot.Name == "headline-subj"
                    ? trigger.Frame.Role("pass") is { }
                        ? "pass"
                        : "subj"
                    : slot.Name;
            // "people gathered", which trees may take for a passive.
            if (name == "pass" && trigger.Frame.Role("pass") is null && sentence.Child(head, Dependency.AuxPass) < 0)
                name = "subj";
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
            heads =
            [
                .. heads
                    .SelectMany(word => WithPaired(sentence, word))
                    .Select(word => reader.WhoseBody(sentence, word))
                    .Distinct(),
            ];
            foreach (var word in heads)
                if (
                    !match.Words.Contains(word)
                    && !act.Fillers.Exists(filler => filler.Phrase.Head == word)
                    && !reader.IsTailSpeaker(sentence, word, head)
                )
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
        if (!act.InRole("perpetrator").Any(doer => doer.People is not null || doer.IsKnown))
            foreach (var slot in slots)
                AddLayer(act, slot.Head);
        LeaveKind(act);
        AddReceivers(act, slots);
        AddAsked(act);
        TurnRound(act);
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

    /// <summary>"took control of the town", "mounted an attack on": what hangs on the phrase's own noun. Where the frame knows no "of", it is the object.</summary>
    internal static IEnumerable<Slot> OfOwnNoun(Sentence sentence, int noun, Frame frame) =>
        Clause
            .OfNoun(sentence, noun)
            .Where(slot => slot.Name is not ("compound" or "amod" or "poss"))
            .Select(slot => slot.Name is "of" && frame.Role("of") is null ? slot with { Name = "obj" } : slot);

    /// <summary>"stepped on a mine laid by guerrillas", "derailed by an explosion set by rebels": whoever laid, set or fired it did it.</summary>
    private void AddLayer(Act act, int head)
    {
        var sentence = act.Sentence;
        if (!reader.IsMeans(sentence, head) && !reader.Codebook.IsOfClass(sentence[head].Lemma, "blasts"))
            return;
        foreach (var child in sentence.ChildrenOf(head))
            if (
                child > head
                && sentence[child] is { Relation: Dependency.Acl or Dependency.AclRelcl, Xpos: "VBN" or "VBD" }
                && Clause.IsPassive(sentence, child)
            )
                foreach (var slot in reader.SlotsOf(sentence, child))
                    if (
                        slot.Name == "by"
                        && reader.Phrase(sentence, slot.Head) is { IsActor: true, IsPronoun: false } layer
                    )
                        act.Fillers.Add(new("perpetrator", layer, "=layer"));
    }

    /// <summary>"Men of the front carried out a terrorist attack": where somebody did it, the word before the noun says what kind it was.</summary>
    private static void LeaveKind(Act act)
    {
        bool IsKind(Filler filler) =>
            filler
                is {
                    Role: "perpetrator",
                    Slot: "compound" or "amod",
                    Phrase: { People: not null, IsPlural: false, IsKnown: false }
                }
            && filler.Phrase.First == filler.Phrase.Head;
        if (act.Fillers.Exists(filler => filler.Role == "perpetrator" && filler.Slot is not ("compound" or "amod")))
            act.Fillers.RemoveAll(IsKind);
    }

    /// <summary>
    /// "Guards shot two attackers dead": their own noun says that they attacked, and so it is told of an attack that was theirs, on
    /// those who answered it.
    /// </summary>
    private void TurnRound(Act act)
    {
        if (act.Type is not "attack" || !act.InRole("target").Any() || act.InRole("perpetrator").Any(IsAttacker))
            return;
        // "they were ambushed": whom a subject takes up is too often another than the text means.
        if (
            !act.Fillers.TrueForAll(one =>
                one.Role != "target" || IsAttacker(one.Phrase) && !(one.Phrase.IsPronoun && one.Slot is "pass")
            )
        )
            return;
        for (var index = 0; index < act.Fillers.Count; index++)
            act.Fillers[index] = act.Fillers[index] switch
            {
                { Role: "perpetrator" } answered => answered with { Role = "target" },
                { Role: "target" } attacked => attacked with { Role = "perpetrator" },
                var other => other,
            };
    }

    private bool IsAttacker(NounPhrase phrase) =>
        phrase.IsPronoun
            ? reader.Antecedent(phrase) is { IsPronoun: false } meant && IsAttacker(meant)
            : reader.Codebook.IsOfClass(reader.WordsOf(phrase.Sentence.Index).Lemmas[phrase.Head], "attackers");

    /// <summary>"demanded that the rebels withdraw": of whom it is asked is who shall do it.</summary>
    private void AddAsked(Act act)
    {
        if (act.Type != "request" || !act.Trigger.IsVerb || act.InRole("target").Any(phrase => !phrase.IsTime))
            return;
        if (
            act.Sentence.Child(act.Head, Dependency.Ccomp) is >= 0 and var wanted
            && act.Sentence.Child(wanted, Dependency.Nsubj) is >= 0 and var asked
            && reader.Phrase(act.Sentence, asked) is { IsActor: true } phrase
        )
            act.Fillers.Add(new("target", phrase, "obj"));
    }

    /// <summary>"handed out tents and kits to displaced families": trees hang whoever receives on what is given.</summary>
    private void AddReceivers(Act act, List<Slot> slots)
    {
        if (
            act.Trigger.Frame.Role("to") is not "target"
            || act.Trigger.Frame.Role("iobj") is null
            || act.InRole("target").Any(phrase => !phrase.IsTime)
        )
            return;
        var sentence = act.Sentence;
        foreach (var slot in slots)
            if (slot.Name is "obj" or "pass" or "of")
                foreach (
                    var given in Clause.Conjuncts(sentence, slot.Head).SelectMany(one => WithMeasured(sentence, one))
                )
                foreach (var child in sentence.ChildrenOf(given))
                    if (
                        child > given
                        && sentence[child].Relation is Dependency.Nmod
                        && (
                            sentence.Plays(Clause.Preposition(sentence, child), Particle.To)
                            || act.Trigger.Frame.Role("for") is "target"
                                && sentence.Plays(Clause.Preposition(sentence, child), Particle.For)
                        )
                        && reader.Phrase(sentence, child) is var receiver
                        && (receiver.IsActor || receiver.Thing is not null)
                    )
                        act.Fillers.Add(new("target", receiver, "to"));
    }

    /// <summary>"20 tonnes of rice": the rice too.</summary>
    private static List<int> WithMeasured(Sentence sentence, int given)
    {
        var all = new List<int> { given };
        foreach (var child in sentence.ChildrenOf(given))
            if (
                child > given
                && sentence[child].Relation is Dependency.Nmod
                && sentence.Plays(Clause.Preposition(sentence, child), Particle.Of)
            )
                all.Add(child);
        return all;
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
        // "a French navy ship", "Israeli tanks": whose they are stands before them.
        foreach (var child in sentence.ChildrenOf(phrase.Head))
            if (
                child < phrase.Head
                && sentence[child].Relation is Dependency.Compound or Dependency.Amod
                && reader.Phrase(sentence, child) is { IsTime: false } owner
                && owner.Head == child
                && (owner.People is { Armed: true } || owner.IsKnown)
            )
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
            return phrase.People is not null
                // "a landmine attack": with what, and not at what.
                || phrase.Thing is not null && !phrase.Kinds.Contains("weapon")
                || (phrase.IsName && !phrase.IsPlace);
        foreach (var place in reader.Context.PlacesOf(phrase.Sentence.Index))
            if (place.Mention.Use == Record.PlaceUse.Demonym && place.First <= phrase.Head && phrase.Head <= place.Last)
                return true;
        return phrase.People is not null;
    }
}
