using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>A word that ties somebody to a deed: a row of `data/coding/blame.tsv`.</summary>
/// <param name="Accused">Where whoever is held to have done it stands: subj, obj or a preposition.</param>
/// <param name="Deed">Where the deed stands: a preposition, obj or subj; "-" where it is told before.</param>
/// <param name="General">A noun that takes up any deed will do for it.</param>
public sealed record BlameWord(string Words, string Accused, string Deed, Status Status, bool General);

/// <summary>Who is held to have done what stands in a stretch of words.</summary>
/// <param name="Accuser">Head of whoever blames them; null where nobody is said to.</param>
public sealed record Blame(
    Sentence Sentence,
    int Cue,
    int? Accuser,
    List<NounPhrase> Accused,
    int First,
    int Last,
    Status Status,
    bool General = false
)
{
    public bool Covers(int word) => First <= word && word <= Last;

    /// <summary>The deed is told before: nothing stands for it, or "it".</summary>
    public bool TakesUp => First < 0 || (Last - First < 3 && Sentence[First].Tag is Upos.Pron);
}

/// <summary>
/// Finds who is blamed for a deed, or claims it. Prepositional phrases are what parsers attach worst ("blamed the army for
/// the murder": is "for" of the army?), so the order of the words is read and not the tree: the accused stand between the
/// word and the preposition, the deed behind it.
/// </summary>
public sealed class Blames(ArticleReader reader)
{
    /// <summary>Words between the cue and its preposition, or from the preposition to the end of the deed.</summary>
    private const int Reach = 14;

    private readonly List<PhraseMatch<BlameWord>> matches = [];

    public List<Blame> Of(Sentence sentence)
    {
        var found = new List<Blame>();
        var words = reader.WordsOf(sentence.Index);
        for (var start = 0; start < sentence.Length; start++)
        {
            matches.Clear();
            reader.Codebook.Blame.Match(words, start, matches);
            foreach (var match in matches)
                if (Read(sentence, match) is { } blame)
                {
                    found.Add(blame);
                    start = match.Last;
                    break;
                }
        }
        for (var word = 1; word + 3 < sentence.Length; word++)
            if (Clause.IsRelative(sentence, word) && OfSaying(sentence, word) is { } said)
                found.Add(said);
        return found;
    }

    /// <summary>
    /// "the bombing, which the Taliban said they carried out", "an attack that the army said rebels had launched", "that the front said
    /// was theirs": whoever says so claims the deed before, or accuses another of it.
    /// </summary>
    private Blame? OfSaying(Sentence sentence, int relative)
    {
        var say = relative + 1;
        while (say < sentence.Length && say < relative + 8 && sentence[say].Tag is not (Upos.Verb or Upos.Punct))
            say++;
        if (
            say + 2 >= sentence.Length
            || sentence[say].Tag is not Upos.Verb
            || !reader.Codebook.IsSaying(sentence[say].Lemma)
            || Between(sentence, relative + 1, say - 1) is not [var speaker, ..]
        )
            return null;
        var last = relative - 1;
        while (last > 0 && sentence[last].Tag is Upos.Punct)
            last--;
        var next = say + 1;
        // "said was theirs"
        if (sentence[next].Tag is Upos.Aux && sentence[next + 1] is { Tag: Upos.Pron })
            return new(sentence, say, null, [speaker], Begin(sentence, last), last, Status.Claimed);
        var verb = next;
        while (verb < sentence.Length && verb < next + 6 && sentence[verb].Tag is not (Upos.Verb or Upos.Punct))
            verb++;
        if (verb >= sentence.Length || verb == next || !Perpetrates(sentence, verb))
            return null;
        if (sentence[next].Tag is Upos.Pron)
            return new(sentence, say, null, [speaker], Begin(sentence, last), last, Status.Claimed);
        return Between(sentence, next, verb - 1) is { Count: > 0 } accused
            ? new(sentence, say, speaker.Head, accused, Begin(sentence, last), last, Status.Alleged)
            : null;
    }

    /// <summary>"carried out", "launched": by `light.tsv`, the subject of the verb did what is its object.</summary>
    private bool Perpetrates(Sentence sentence, int verb)
    {
        var lemma = reader.WordsOf(sentence.Index).Lemmas[verb];
        if (verb + 1 < sentence.Length && sentence[verb + 1].Relation is Dependency.CompoundPrt)
            lemma += " " + sentence[verb + 1].Form.ToLowerInvariant();
        return reader.Codebook.LightVerbs.TryGetValue(lemma, out var ways)
            && ways.Exists(way => way is { Via: "obj", Subject: "perpetrator" });
    }

    private Blame? Read(Sentence sentence, PhraseMatch<BlameWord> match)
    {
        var (row, cue, behind) = (match.Value, match.Words[0], match.Last + 1);
        // "Police blamed Shining Path": a participle by its tag is passive only beside its auxiliary.
        var passive = sentence.Child(cue, Dependency.AuxPass) >= 0 || sentence.Child(cue, Dependency.NsubjPass) >= 0;
        var accusedIn = row.Accused is "obj" && passive ? "subj" : row.Accused;
        var deedIn = row.Deed is "obj" && passive ? "subj" : row.Deed;
        if (deedIn is "-")
        {
            var held = accusedIn is "subj"
                ? Claimants(sentence, cue, row.Status)
                : Between(sentence, behind, End(sentence, behind));
            var accuser = Accuser(sentence, cue, held);
            // "suspected separatists": what is only thought of somebody ties him to no deed.
            return held.Count == 0 || IsOfNone(sentence, cue, held[0]) || (accusedIn is "obj" && accuser is null)
                ? null
                : new(sentence, cue, accuser, held, -1, -1, row.Status);
        }
        if (IsPreposition(deedIn))
        {
            if (At(sentence, behind, deedIn) is not { } at)
                // "blasts for which the front is held responsible": the deed stands before its preposition.
                return row.General && Relative(sentence, cue, deedIn) is { } relative
                    ? Make(
                        accusedIn is "subj" ? Before(sentence, cue) : Between(sentence, behind, End(sentence, behind)),
                        Begin(sentence, relative - 1),
                        relative - 1
                    )
                    : null;
            var accused = accusedIn is "subj"
                ? Claimants(sentence, cue, row.Status)
                : Between(sentence, cue + 1, at - 1);
            return Make(accused, at + 1, End(sentence, at + 1));
        }
        if (accusedIn is "subj")
            return deedIn is "obj" && sentence[cue].Tag is Upos.Verb
                ? Make(Before(sentence, cue), behind, End(sentence, behind))
                : null;
        if (At(sentence, behind, accusedIn) is not { } by)
            return null;
        // "an attack attributed to the group": with nothing between, the deed stands before.
        var (first, last) = deedIn is "obj" && by > behind ? (cue + 1, by - 1) : (Begin(sentence, cue), cue - 1);
        return Make(Between(sentence, by + 1, End(sentence, by + 1)), first, last);

        Blame? Make(List<NounPhrase> accused, int first, int last) =>
            accused.Count == 0 || last < first || IsOfNone(sentence, cue, accused[0])
                ? null
                : new(
                    sentence,
                    cue,
                    Accuser(sentence, cue, accused),
                    accused,
                    first,
                    last,
                    row.Status is Status.Alleged && IsSpeaker(sentence, cue, accused[0]) ? Status.Claimed : row.Status,
                    row.General
                );
    }

    /// <summary>"The front said it was responsible for the raid": whoever says so of himself claims it.</summary>
    private bool IsSpeaker(Sentence sentence, int cue, NounPhrase accused)
    {
        if (!accused.IsPronoun)
            return false;
        if (sentence.Plays(sentence[accused.Head].Form, Particle.Writer))
            return true;
        var party = reader.Context.Cast.PartyOf(sentence.Index, accused.Head);
        foreach (var speaker in reader.Context.Spoken.Of(sentence.Index, cue))
            if (speaker.Id is { } id ? id == party.Id : speaker.Who is { } who && who == party.Name)
                return true;
        return false;
    }

    private int? Accuser(Sentence sentence, int cue, List<NounPhrase> accused)
    {
        if (sentence[cue].Tag is not Upos.Verb)
            return null;
        var passive = sentence.Child(cue, Dependency.AuxPass) >= 0;
        foreach (var slot in reader.SlotsOf(sentence, cue))
            if (
                (passive ? slot.Name is "by" : slot.Name is "subj" or "pass")
                && !accused.Exists(one => one.Head == slot.Head)
                && reader.Phrase(sentence, slot.Head) is { IsActor: true, IsPronoun: false }
            )
                return slot.Head;
        return null;
    }

    /// <summary>"no group has claimed responsibility", "the army was not responsible".</summary>
    private static bool IsOfNone(Sentence sentence, int cue, NounPhrase accused)
    {
        if (
            sentence.Plays(sentence[accused.First].Lemma, Particle.OpensNone)
            || (accused.First > 0 && sentence.Plays(sentence[accused.First - 1].Lemma, Particle.BeforeNone))
            || (accused.First > 1 && sentence.Plays(sentence[accused.First - 2].Lemma, Particle.BeforeNone))
            || sentence.PlaysInAnyCase(sentence[accused.Head].Form, Particle.NoneByForm)
        )
            return true;
        foreach (var child in sentence.ChildrenOf(Over(sentence, cue)))
            if (
                sentence.Plays(sentence[child].Lemma, Particle.Negation)
                || (
                    child < cue
                    && accused.Head < child
                    && sentence.PlaysInAnyCase(sentence[child].Form, Particle.Neither)
                )
            )
                return true;
        return false;
    }

    /// <summary>"was behind the attack": what is said of the subject heads the clause, where the word is its auxiliary.</summary>
    private static int Over(Sentence sentence, int cue) =>
        sentence[cue].Tag is Upos.Aux && sentence[cue].Head >= 0 ? sentence[cue].Head : cue;

    private static bool IsPreposition(string where) => where is not ("subj" or "obj");

    private int? At(Sentence sentence, int from, string preposition)
    {
        for (var word = from; word < Math.Min(sentence.Length, from + Reach); word++)
            if (reader.WordsOf(sentence.Index).Forms[word] == preposition)
                return word;
            else if (IsEnd(sentence, word))
                return null;
        return null;
    }

    /// <summary>The preposition of a relative clause that the word stands in: "for" of "for which".</summary>
    private int? Relative(Sentence sentence, int cue, string preposition)
    {
        var words = reader.WordsOf(sentence.Index);
        for (var word = cue - 2; word > 0 && word > cue - Reach && !IsEnd(sentence, word); word--)
            if (words.Forms[word] == preposition && Clause.IsRelative(sentence, word + 1))
                return word;
        return null;
    }

    /// <summary>The people and groups of a stretch that modify no other noun: the first, and those beside it.</summary>
    private List<NounPhrase> Between(Sentence sentence, int first, int last)
    {
        var people = new List<NounPhrase>();
        for (var word = first; word <= last; word++)
        {
            if (people.Count > 0 && sentence[word].Tag is Upos.Verb or Upos.Sconj)
                break;
            if (
                sentence[word].Tag is not (Upos.Noun or Upos.Propn or Upos.Pron)
                || (people.Count > 0 && !IsBeside(sentence, people[^1].Last + 1, word))
            )
                continue;
            var phrase = reader.Phrase(sentence, HeadWithin(sentence, word, last));
            // "was the work of the rebels, police said": whoever acts on is no other accused.
            if (
                people.Count > 0
                && phrase.Last + 1 < sentence.Length
                && sentence[phrase.Last + 1].Tag is Upos.Verb or Upos.Aux
            )
                break;
            if (phrase.IsActor && !people.Exists(one => one.Head == phrase.Head) && phrase.Head >= first)
                people.Add(phrase);
        }
        return people;
    }

    /// <summary>"the army and the police", "the army, the police": nothing but a comma, an "and" and determiners between.</summary>
    private static bool IsBeside(Sentence sentence, int from, int to)
    {
        var joined = false;
        for (var word = from; word < to; word++)
            if (sentence[word].Tag is Upos.Cconj || sentence[word].Form is ",")
                joined = true;
            else if (sentence[word].Tag is not (Upos.Det or Upos.Adj or Upos.Noun or Upos.Propn or Upos.Num))
                return false;
        return joined;
    }

    /// <summary>The noun that a run of names and modifiers ends in: "forces" of "the armed forces".</summary>
    private static int HeadWithin(Sentence sentence, int word, int last)
    {
        while (
            sentence[word].Relation is Dependency.Compound or Dependency.Amod or Dependency.Flat
            && sentence[word].Head is >= 0 and var head
            && head <= last
        )
            word = head;
        return word;
    }

    /// <summary>
    /// Who stands as subject of the word; where somebody claims a deed for an armed group that is named between, the group: "a
    /// spokesman for the front claimed", "a caller who said he spoke for the front claimed".
    /// </summary>
    private List<NounPhrase> Claimants(Sentence sentence, int cue, Status status)
    {
        var people = Before(sentence, cue);
        var first = people.Count > 0 ? people[0] : null;
        if (status is not Status.Claimed || (first is not null && IsOfArms(first)))
            return people;
        foreach (var mention in reader.Context.Cast.Of(sentence.Index))
            if (
                mention is { State: null, Party.Type: ActorType.Rebel or ActorType.Militia or ActorType.Criminal }
                && mention.First > (first?.Head ?? Begin(sentence, cue) - 1)
                && mention.Last < cue
            )
                return [reader.Phrase(sentence, mention.Head)];
        return people;
    }

    private bool IsOfArms(NounPhrase phrase) => phrase.IsKnown || phrase.People is { Armed: true };

    /// <summary>Who stands as subject of the word, or, where the tree gives none, nearest before it.</summary>
    private List<NounPhrase> Before(Sentence sentence, int cue)
    {
        var slots = sentence[cue].Tag is Upos.Verb ? reader.SlotsOf(sentence, cue) : [];
        foreach (var child in sentence.ChildrenOf(Over(sentence, cue)))
            if (sentence[cue].Tag is not Upos.Verb && sentence[child].Relation is Dependency.Nsubj)
                slots.Add(new("subj", child));
        var people = slots
            .Where(slot => slot.Name is "subj" or "pass")
            .SelectMany(slot => Clause.Conjuncts(sentence, slot.Head))
            .Select(head => reader.Phrase(sentence, head))
            .Where(phrase => phrase.IsActor)
            .ToList();
        if (people.Count == 0)
            people = Between(sentence, Begin(sentence, cue), cue - 1);
        return people.Count > 0 ? people : Controlled(sentence, cue);
    }

    /// <summary>
    /// Whom "being implicated" tells of: the object of the act that it hangs under ("arrested him on charges of being"), or the
    /// subject of a passive.
    /// </summary>
    private List<NounPhrase> Controlled(Sentence sentence, int cue)
    {
        if (sentence[cue].Relation is not (Dependency.Acl or Dependency.Advcl))
            return [];
        var over = sentence[cue].Head;
        if (over >= 0 && sentence[over].Tag is Upos.Noun && sentence[over].Head >= 0)
            over = sentence[over].Head;
        if (over < 0 || over > cue)
            return [];
        return
        [
            .. reader
                .SlotsOf(sentence, over)
                .Where(slot => slot.Name is "pass" or "obj" or "of")
                .SelectMany(slot => Clause.Conjuncts(sentence, slot.Head))
                .Where(head => head < cue)
                .Select(head => reader.Phrase(sentence, head))
                .Where(phrase => phrase.IsActor),
        ];
    }

    private static int Begin(Sentence sentence, int word)
    {
        while (word > 0 && !IsEnd(sentence, word - 1) && sentence[word - 1].Tag is not Upos.Sconj)
            word--;
        return word;
    }

    private static int End(Sentence sentence, int word)
    {
        var last = word;
        while (last + 1 < Math.Min(sentence.Length, word + Reach) && !IsEnd(sentence, last + 1))
            last++;
        return Math.Min(last, sentence.Length - 1);
    }

    private static bool IsEnd(Sentence sentence, int word) => sentence[word].Form is ";" or ":" or "." or "\"";
}
