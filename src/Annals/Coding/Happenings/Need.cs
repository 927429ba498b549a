using System.Collections.Immutable;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>
/// What a row of `data/coding/triggers.tsv` asks of an act before its word counts. Nearly all say what must stand where:
/// "weapon+military@of" (one of these kinds in one of these slots), "by-explosive+=device@obj/pass" (or one of these
/// lemmas); " or " parts alternatives. A few ask it of the whole act ("armed"). Made when the table is read, so that a word that nobody knows stops
/// the load with file and line.
/// </summary>
public sealed class Need
{
    private readonly string text;
    private readonly ImmutableArray<SlotNeed> alternatives;
    private readonly Func<ActContext, bool>? ofWholeAct;

    private Need(string text, ImmutableArray<SlotNeed> alternatives, Func<ActContext, bool>? ofWholeAct)
    {
        this.text = text;
        this.alternatives = alternatives;
        this.ofWholeAct = ofWholeAct;
    }

    /// <summary>Arms stand around so many acts that this need tells senses apart the least.</summary>
    public bool IsOfArms => text == ActContext.Armed;

    /// <exception cref="FormatException">It says nothing that is known.</exception>
    public static Need Parse(string text, NeedWords words) =>
        text.Contains('@', StringComparison.Ordinal)
            ? new(text, [.. text.Split(" or ").Select(one => SlotNeed.Parse(one, words))], null)
        : ActContext.Needs.TryGetValue(text, out var ofWholeAct) ? new(text, [], ofWholeAct)
        : throw new FormatException(
            $"\"{text}\" is nothing that an act can need; there are {string.Join(", ", ActContext.Needs.Keys.Order(StringComparer.Ordinal))}, and WHAT@SLOT/SLOT"
        );

    public override string ToString() => text;

    internal bool IsMet(ActContext act)
    {
        if (ofWholeAct is not null)
            return ofWholeAct(act);
        foreach (var alternative in alternatives)
            if (alternative.IsMet(act))
                return true;
        return false;
    }
}

/// <summary>One of these kinds or lemmas in one of these slots.</summary>
internal sealed record SlotNeed(
    ImmutableArray<NeedKind> Kinds,
    ImmutableHashSet<string> Lemmas,
    ImmutableArray<string> Slots
)
{
    /// <summary>What is written with no "=" before it is a kind, all behind the first "=" are lemmas.</summary>
    public static SlotNeed Parse(string text, NeedWords words)
    {
        if (text.Split('@') is not [{ Length: > 0 } left, { Length: > 0 } right])
            throw new FormatException($"\"{text}\" is not WHAT@SLOT/SLOT");
        var slots = right.Split('/').ToImmutableArray();
        foreach (var slot in slots)
            if (!words.IsSlot(slot))
                throw new FormatException($"\"{slot}\" of \"{text}\" is no slot of coding/slots.tsv");
        var what = left.Split('+');
        var firstLemma = Array.FindIndex(what, word => word.StartsWith('='));
        var kinds = firstLemma < 0 ? what : what[..firstLemma];
        return new([.. kinds.Select(words.Kind)], [.. what[kinds.Length..].Select(word => word.TrimStart('='))], slots);
    }

    /// <summary>A need of nothing is met where no such slot is filled, but with a time.</summary>
    private bool IsOfNothing => Kinds is [{ IsNothing: true }];

    public bool IsMet(ActContext act)
    {
        foreach (var (slot, phrase) in act.Slots)
            if (Slots.Contains(slot) && Holds(phrase, slot, act.Reader))
                return !IsOfNothing;
        return IsOfNothing;
    }

    /// <summary>A pronoun is what it takes up, where something is done to it: "soldiers had left the town when rebels seized it".</summary>
    private bool Holds(NounPhrase phrase, string slot, ArticleReader reader) =>
        IsHeld(phrase, reader)
        || phrase.IsPronoun
            && slot is "obj" or "pass"
            && reader.Antecedent(phrase) is { IsPronoun: false } meant
            && IsHeld(meant, reader);

    private bool IsHeld(NounPhrase phrase, ArticleReader reader)
    {
        foreach (var kind in Kinds)
            if (kind.Holds(phrase, reader))
                return true;
        if (Lemmas.IsEmpty)
            return false;
        var words = reader.WordsOf(phrase.Sentence.Index).Lemmas;
        bool IsItself(int word) => phrase.Sentence[word].Form.Equals(words[word], StringComparison.OrdinalIgnoreCase);
        for (var word = phrase.First; word <= phrase.Last; word++)
            // "a crowded market" holds no crowd.
            if (
                Lemmas.Contains(words[word])
                && (word == phrase.Head || phrase.Sentence[word].Relation is not Dependency.Amod || IsItself(word))
            )
                return true;
        return false;
    }
}

/// <summary>An act while the needs of its word are looked at: who stands in which slot, read once.</summary>
internal sealed class ActContext(ArticleReader reader, Act act)
{
    internal const string Armed = "armed";

    /// <summary>Who has a role by the frame of the act's word, in whatever slot.</summary>
    internal const string AnyRole = "role";

    private List<(string Slot, NounPhrase Phrase)>? slots;

    public ArticleReader Reader => reader;

    /// <summary>The needs that are of the whole act.</summary>
    public static ImmutableDictionary<string, Func<ActContext, bool>> Needs { get; } =
        new Dictionary<string, Func<ActContext, bool>>
        {
            [Armed] = one => one.HasArmsBeside(),
            ["blamed"] = one => one.IsBlamed(),
            ["going-off"] = one => one.IsGoingOff(),
            ["post"] = one => one.HasPost(),
        }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Read from the sentence again, because a frame need not have a role for the slot that a need asks for.</summary>
    public List<(string Slot, NounPhrase Phrase)> Slots => slots ??= Read();

    private List<(string, NounPhrase)> Read()
    {
        var read = new List<(string, NounPhrase)>();
        var all = act.Trigger.IsVerb
            ? reader.SlotsOf(act.Sentence, act.Head)
            : reader.SlotsOfNoun(act.Sentence, act.Head);
        if (act.Trigger.IsVerb)
            Clause.TakeObject(act.Sentence, act.Head, act.Last, all);
        foreach (var noun in act.OwnNouns)
        foreach (var slot in ActFinder.OfOwnNoun(act.Sentence, noun, act.Trigger.Frame))
            all.AddRange(slot.Name is "obj" ? [slot, slot with { Name = "of" }] : [slot]);
        foreach (var slot in all)
        foreach (var head in Clause.Conjuncts(act.Sentence, slot.Head))
            read.Add((slot.Name == "headline-subj" ? "pass" : slot.Name, reader.Phrase(act.Sentence, head)));
        foreach (var filler in act.Fillers)
        {
            if (filler.Slot.StartsWith('='))
                read.Add(("subj", filler.Phrase));
            read.Add((AnyRole, filler.Phrase));
        }
        return read;
    }

    private bool IsBlamed() => reader.BlamesOf(act.Sentence).Exists(blame => blame.Covers(act.Head));

    /// <summary>Armed people or a weapon stand in the sentence, beside the act's own words.</summary>
    private bool HasArmsBeside()
    {
        var sentence = act.Sentence;
        var words = reader.WordsOf(sentence.Index);
        var people = new List<PhraseMatch<PeopleNoun>>();
        var means = new List<PhraseMatch<MeansWord>>();
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

    /// <summary>A weapon's name is an act where the weapon does something: it kills, strikes, or is what people die by.</summary>
    private bool IsGoingOff()
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
                && sentence.Plays(Clause.Preposition(sentence, at), Particle.DoneWith)
            )
            || (
                sentence[at].Relation == Dependency.Nmod
                && sentence.Plays(Clause.Preposition(sentence, at), Particle.By)
            );
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

    /// <summary>A post of `offices.tsv` hangs on the verb: "named X as its leader", "chosen president".</summary>
    private bool HasPost()
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
