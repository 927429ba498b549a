using System.Collections.Immutable;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>What a trigger may ask of its surroundings before it counts: the `needs` of `data/coding/triggers.tsv`.</summary>
public sealed class Needs(ArticleReader reader)
{
    private const double LeastCrowd = 20;

    private readonly List<PhraseMatch<MeansWord>> means = [];

    public bool Met(string need, Act act) =>
        act.Trigger.SlotNeeds.TryGetValue(need, out var slot) ? Met(slot, act) : MetByName(need, act);

    private bool Met(SlotNeed need, Act act)
    {
        var phrases = In(act, need.Slots);
        return need.IsOfNothing ? !phrases.Any() : phrases.Any(phrase => need.Holds(phrase, reader));
    }

    private bool MetByName(string need, Act act) =>
        need switch
        {
            "armed" => ArmedBeside(act.Sentence, act),
            "blamed" => reader.BlamesOf(act.Sentence).Exists(blame => blame.Covers(act.Head)),
            "takeable" => Any(
                act,
                "obj|pass|of|poss",
                phrase =>
                    phrase.IsPlace
                    || phrase.Kinds.Any(kind =>
                        kind is "military" or "base" or "infrastructure" or "dwelling" or "government-building"
                    )
            )
                || (act.Trigger.Strength >= 1 && Any(act, "obj|pass", IsLand))
                || Any(act, "obj|pass|of", IsKindOfPlace)
                || (act.Last > act.First && Any(act, "of", phrase => phrase is { IsName: true, IsKnown: false })),
            "person-obj" => Any(
                act,
                "obj|pass|iobj",
                phrase => phrase.IsActor || phrase.Sentence[phrase.Head].Tag == Upos.Num || IsCounted(phrase)
            ),
            "protest-subj" => Any(act, "subj", phrase => phrase.People?.Type is ActorType.Protesters),
            "worker-subj" => Any(act, "subj", phrase => IsOfWords(phrase, "strikers")),
            "hacker-subj" => Any(act, "subj|by", phrase => IsOfWords(phrase, "hackers")),
            "captive-obj" => Any(act, "obj|pass", phrase => IsOfWords(phrase, "captives")),
            "gathering-obj" => Any(act, "obj|pass", phrase => IsOfWords(phrase, "gatherings")),
            "gathering-of" => Any(act, "of|poss", phrase => IsOfWords(phrase, "gatherings")),
            "weapon-of" => Kind(act, "of", "weapon") || Kind(act, "of", "military"),
            "relief-of" => Kind(act, "of", "relief"),
            "by-formal" => Any(
                act,
                "by",
                phrase => phrase.IsKnown || phrase.People is { Type: ActorType.Government or ActorType.Organisation }
            ),
            "counted-subj" => Any(act, "subj|pass", phrase => IsDisplaced(phrase) || IsCrowd(phrase)),
            "no-obj" => !Any(act, "obj", phrase => !phrase.IsTime),
            "chem-obj" => Means(act, "obj|pass|with", "by-chemical"),
            "person-arg" => act.Fillers.Exists(filler => filler.Phrase.IsActor),
            "bombish" => Means(act, "subj|obj|pass", "by-explosive")
                || Any(
                    act,
                    "subj|pass|obj",
                    phrase => phrase.Sentence[phrase.Head].Lemma is "blast" or "explosion" or "device"
                ),
            "bombctx" => true,
            "going-off" => GoingOff(act),
            "aircraft-subj" => Means(act, "subj|by|with", "by-air"),
            "shell-ctx" => Means(act, "subj|obj|by|with|pass", "by-heavy-weapon"),
            "grenade-obj" => Named(act, "obj|pass", "grenade"),
            "mine-ctx" => Named(act, "obj|subj|pass|by", "mine", "landmine"),
            "mob-subj" => Any(act, "subj|by", phrase => phrase.People?.Type == ActorType.Rioters),
            // "FARC dissidents" are no crowd.
            "crowd-subj" => Any(
                act,
                "subj|by",
                phrase =>
                    phrase.People?.Type is ActorType.Rioters or ActorType.Protesters
                    && !ArticleReader.Bears(reader.TypeOf(phrase))
            ),
            "crowd-obj" => Any(
                act,
                "obj|pass|at|on|into|against",
                phrase => phrase.People?.Type is ActorType.Rioters or ActorType.Protesters
            ),
            "tear-gas" => Means(act, "obj|pass", "by-crowd-control"),
            "goods-obj" => Kind(act, "obj|pass", "goods"),
            "state-subj" => Any(
                act,
                "subj|by",
                phrase => phrase.People?.Type is ActorType.StateForce or ActorType.Government
            ),
            "displaced-subj" => Any(act, "subj|pass", IsDisplaced),
            "displaced-of" => Any(act, "of|poss", IsDisplaced),
            "force-subj" => Any(act, "subj|pass", IsForce),
            "force-obj" => Any(act, "obj|pass", IsForce),
            "force-of" => Any(act, "of|poss|amod|compound|by|subj", IsForce),
            "force-arg" => Any(act, "obj|pass|subj|of", IsForce),
            "place-obj" => Any(act, "obj|pass", phrase => phrase.IsPlace || IsKindOfPlace(phrase)),
            "crop-obj" => Any(act, "obj|pass", phrase => IsOfWords(phrase, "crops")),
            "base-obj" => Kind(act, "obj|pass", "base"),
            "weapon-obj" => Kind(act, "obj|pass", "weapon"),
            "device-obj" => Means(act, "obj|pass", "by-explosive") || Named(act, "obj|pass", "device"),
            "relief-arg" => Kind(act, "obj|pass|subj|with|of", "relief") || RelievedBy(act),
            "leader-ctx" => HasOffice(act),
            "formal-subj" => Any(
                act,
                "subj",
                phrase => phrase.IsKnown || phrase.People is { Type: ActorType.Government or ActorType.Organisation }
            ),
            "people-subj" => Any(
                act,
                "subj|pass",
                phrase => phrase.People is { Armed: false } || phrase.Sentence[phrase.Head].Tag == Upos.Num
            ),
            "parties" => Any(act, "subj|between|by|with|pass|poss", phrase => phrase.IsActor),
            "actor-arg" => Any(act, "subj|of|poss", phrase => phrase.IsActor)
                && Any(act, "obj|with|between|to|of|in", phrase => phrase.IsActor || phrase.IsPlace),
            _ => throw new InvalidOperationException($"no such need: \"{need}\" (triggers.tsv:{act.Trigger.Line})"),
        };

    /// <summary>Slots are read again from the sentence, because a frame need not have a role for the slot that a need asks for.</summary>
    private IEnumerable<NounPhrase> In(Act act, string slots) => In(act, [.. slots.Split('|')]);

    private IEnumerable<NounPhrase> In(Act act, ImmutableArray<string> names)
    {
        var all = act.Trigger.IsVerb ? reader.SlotsOf(act.Sentence, act.Head) : Clause.OfNoun(act.Sentence, act.Head);
        foreach (var slot in all)
            if (names.Contains(slot.Name == "headline-subj" ? "pass" : slot.Name))
                foreach (var head in Clause.Conjuncts(act.Sentence, slot.Head))
                    yield return reader.Phrase(act.Sentence, head);
        foreach (var filler in act.Fillers)
            if (filler.Slot.StartsWith('=') && names.Contains("subj"))
                yield return filler.Phrase;
    }

    private bool Any(Act act, string slots, Func<NounPhrase, bool> holds) => In(act, slots).Any(holds);

    private bool Kind(Act act, string slots, string kind) =>
        Any(act, slots, phrase => phrase.Kinds.Contains(kind) || IsOfKind(phrase, kind));

    /// <summary>"40 trucks carrying wheat flour", "a convoy of food": what is in it hangs below.</summary>
    private bool IsOfKind(NounPhrase phrase, string kind)
    {
        var (first, last) = phrase.Sentence.Subtree(phrase.Head);
        var words = reader.WordsOf(phrase.Sentence.Index);
        var found = new List<PhraseMatch<string>>();
        for (var word = first; word <= Math.Min(last, first + 14); word++)
            reader.Codebook.Things.Match(words, word, found);
        return kind is "relief" && found.Exists(match => match.Value == kind);
    }

    private bool RelievedBy(Act act) =>
        Any(
            act,
            "subj|obj",
            phrase => phrase.Name.Contains("convoy", StringComparison.OrdinalIgnoreCase) && IsOfKind(phrase, "relief")
        );

    private bool Named(Act act, string slots, params ReadOnlySpan<string> lemmas)
    {
        foreach (var phrase in In(act, slots))
            for (var word = phrase.First; word <= phrase.Last; word++)
                if (lemmas.Contains(reader.WordsOf(act.Sentence.Index).Lemmas[word]))
                    return true;
        return false;
    }

    private bool Means(Act act, string slots, string tag)
    {
        foreach (var phrase in In(act, slots))
            for (var word = phrase.First; word <= phrase.Last; word++)
            {
                means.Clear();
                reader.Codebook.Means.Match(reader.WordsOf(act.Sentence.Index), word, means);
                if (means.Exists(match => match.Value.Tags.Contains(tag)))
                    return true;
            }
        return false;
    }

    /// <summary>A weapon's name is an act where the weapon does something: it kills, strikes, or is what people die by.</summary>
    private bool GoingOff(Act act)
    {
        var sentence = act.Sentence;
        var at = act.Head;
        if (sentence[at].Head < 0)
            return sentence.InTitle;
        var verb = sentence[at].Head;
        var subject =
            sentence[at].Relation is Dependency.Nsubj or Dependency.OblAgent
            || (
                sentence[at].Relation == Dependency.Obl
                && Clause.Preposition(sentence, at) is "by" or "in" or "from" or "with"
            )
            || (sentence[at].Relation == Dependency.Nmod && Clause.Preposition(sentence, at) == "by");
        if (!subject)
            return false;
        var words = reader.WordsOf(sentence.Index);
        var harm = new List<PhraseMatch<HarmWord>>();
        reader.Codebook.Harm.Match(words, verb, harm);
        if (harm.Count > 0)
            return true;
        var triggers = new List<PhraseMatch<Trigger>>();
        reader.Codebook.Triggers.Match(words, verb, triggers);
        return triggers.Exists(match =>
            reader.Codebook.Types[match.Value.Type].Group == "violence"
            && match.Value.Type is not ("abduction" or "crackdown")
        );
    }

    private bool ArmedBeside(Sentence sentence, Act act)
    {
        var words = reader.WordsOf(sentence.Index);
        var people = new List<PhraseMatch<PeopleNoun>>();
        for (var word = 0; word < sentence.Length; word++)
        {
            if (word >= act.First && word <= act.Last)
                continue;
            people.Clear();
            reader.Codebook.People.Match(words, word, people);
            if (people.Exists(match => match.Value.Armed && sentence[match.Last].Tag is Upos.Noun or Upos.Propn))
                return true;
            means.Clear();
            reader.Codebook.Means.Match(words, word, means);
            if (means.Count > 0 && sentence[word].Tag is Upos.Noun or Upos.Propn)
                return true;
        }
        return reader.ArmedActorIn(sentence);
    }

    private bool IsForce(NounPhrase phrase) =>
        phrase.People is { Armed: true } || phrase.Kinds.Contains("military") || reader.IsArmedActor(phrase);

    /// <summary>"the region", "the area": land that the text has named before.</summary>
    private bool IsLand(NounPhrase phrase) =>
        reader.IsLand(phrase)
        || reader.Context.Document.Mentions.Any(mention =>
            mention is { Form: MentionForm.Nominal, Type: MentionType.Place }
            && mention.Sentence == phrase.Sentence.Index
            && mention.Head == phrase.Head
        );

    /// <summary>"the port of Kismayo", "the village of Talo": a kind of place with the name of one.</summary>
    private bool IsKindOfPlace(NounPhrase phrase)
    {
        if (!reader.Codebook.IsOfClass(reader.WordsOf(phrase.Sentence.Index).Lemmas[phrase.Head], "places"))
            return false;
        foreach (var child in phrase.Sentence.ChildrenOf(phrase.Head))
            if (
                phrase.Sentence[child] is { Relation: Dependency.Nmod, Tag: Upos.Propn }
                && Clause.Preposition(phrase.Sentence, child) == "of"
            )
                return true;
        return false;
    }

    /// <summary>The head, or a word before it, is in a class of `data/coding/classes.tsv`.</summary>
    private bool IsOfWords(NounPhrase phrase, string ofClass)
    {
        var lemmas = reader.WordsOf(phrase.Sentence.Index).Lemmas;
        for (var word = phrase.First; word <= phrase.Last; word++)
            if (reader.Codebook.IsOfClass(lemmas[word], ofClass))
                return true;
        return false;
    }

    /// <summary>"three thousand diggers": a word that no table knows, counted, and no thing.</summary>
    private bool IsCounted(NounPhrase phrase) =>
        phrase is { Thing: null, IsPlace: false, IsTime: false, IsPlural: true }
        && CountOf(phrase) > 0
        && !reader.Context.Document.Mentions.Any(mention =>
            mention is { Form: MentionForm.Nominal, Type: MentionType.Place }
            && mention.Sentence == phrase.Sentence.Index
            && mention.Head == phrase.Head
        );

    /// <summary>So many people that they move as a crowd: "412 refugees", "several thousand Burundians".</summary>
    private bool IsCrowd(NounPhrase phrase) =>
        phrase is { Thing: null, IsPlace: false, IsTime: false }
        && phrase.People is null or { Armed: false }
        && CountOf(phrase) >= LeastCrowd;

    private double CountOf(NounPhrase phrase)
    {
        foreach (var quantity in reader.Context.QuantitiesOf(phrase.Sentence.Index))
            if (quantity.Kind == QuantityKind.Count && quantity.Counted == phrase.Head)
                return quantity.Count.Shown ?? 0;
        return 0;
    }

    private static bool IsDisplaced(NounPhrase phrase) =>
        phrase.People is { Type: ActorType.Civilians }
        && phrase.Name.ToLowerInvariant() is var name
        && (
            name.Contains("displaced", StringComparison.Ordinal)
            || name.Contains("refugee", StringComparison.Ordinal)
            || name.Contains("famil", StringComparison.Ordinal)
            || name.Contains("resident", StringComparison.Ordinal)
            || name.Contains("villager", StringComparison.Ordinal)
            || name.Contains("returnee", StringComparison.Ordinal)
        );

    /// <summary>The post hangs on the verb: "named X as its leader", "chosen president".</summary>
    private bool HasOffice(Act act)
    {
        var lemmas = reader.WordsOf(act.Sentence.Index).Lemmas;
        for (var word = 0; word < act.Sentence.Length; word++)
            if (
                reader.Codebook.IsOffice(lemmas[word])
                && act.Sentence[word].Relation is not (Dependency.NmodPoss or Dependency.Compound)
                && Clause.VerbOver(act.Sentence, word) == act.Head
            )
                return true;
        return false;
    }
}
