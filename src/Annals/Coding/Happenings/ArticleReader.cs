using System.Collections.Immutable;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>One article while its happenings are read: the context, the codebook, and the words of each sentence.</summary>
public sealed class ArticleReader(CodingContext context, Codebook codebook)
{
    private PersonNames? names;
    private readonly List<Blame>?[] blamed = new List<Blame>?[context.Sentences.Length];
    private readonly Words?[] words = new Words?[context.Sentences.Length];

    public CodingContext Context { get; } = context;

    public Codebook Codebook { get; } = codebook;

    public PersonNames Names =>
        names ??= new(Context.Document, (sentence, word) => Wording.IsOffice(this, sentence, word));

    private readonly UnknownPlaces unknown = context.Unknown;

    private readonly DescribedPlaces described = new(context, codebook);

    /// <summary>Where something may have been: the sentence's places, those included that no gazetteer knows.</summary>
    public IEnumerable<PlaceAt> ScenesOf(int sentence) =>
        Context
            .PlacesOf(sentence)
            .Where(place => place.IsLocation)
            .Concat(unknown.Of(sentence))
            .Concat(described.Of(Context.Sentences[sentence], WordsOf(sentence)))
            .Where(place =>
                !IsInName(sentence, place) && !IsAbbreviation(sentence, place) && !IsOfPeople(sentence, place)
            );

    /// <summary>"Hema and Lendu fighters": the first of two names before armed people is no scene either.</summary>
    private bool IsOfPeople(int sentence, PlaceAt place)
    {
        var (words, at) = (Sentence(sentence), place.Last + 1);
        if (
            at + 2 >= words.Length
            || words[at].Tag is not Upos.Cconj
            || words[at + 1].Tag is not (Upos.Propn or Upos.Adj)
            || !char.IsUpper(words[at + 1].Form[0])
        )
            return false;
        var noun = at + 2;
        // "Salamat and Beni Halba tribesmen"
        while (noun < words.Length && noun < at + 4 && words[noun].Tag is Upos.Propn)
            noun++;
        if (noun >= words.Length || words[noun].Tag is not Upos.Noun)
            return false;
        var people = new List<PhraseMatch<PeopleNoun>>();
        Codebook.People.Match(WordsOf(sentence), noun, people);
        return people.Exists(match => match.Value.Armed);
    }

    /// <summary>Where everything is in capitals, "QUE" and "SAN" are no abbreviations of a Quebec or an Anshan.</summary>
    private bool IsAbbreviation(int sentence, PlaceAt place) =>
        Sentence(sentence).InCapitals
        && place is { First: var first, Last: var last, Mention.Place: { Geonames: not null, Name: { } name } }
        && first == last
        && Sentence(sentence)[first].Form is { Length: <= 4 } form
        && !string.Equals(form, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The article has a headline, so that its body is none.</summary>
    public bool HasTitle { get; } = !context.Sentences.IsEmpty && context.Sentences[0].InTitle;

    /// <summary>Who is held to have done what, in the words of a sentence.</summary>
    public List<Blame> BlamesOf(Sentence sentence) => blamed[sentence.Index] ??= new Blames(this).Of(sentence);

    public Sentence Sentence(int index) => Context.Sentences[index];

    public Words WordsOf(int sentence) => words[sentence] ??= Read(Context.Sentences[sentence]);

    private Words Read(Sentence sentence)
    {
        var read = new Words(sentence, Codebook.Inflections);
        for (var word = 1; word < sentence.Length; word++)
            if (
                sentence[word].Tag == Upos.Noun
                && Codebook.Inflections.IsPast(read.Forms[word])
                && (word + 1 == sentence.Length || sentence[word + 1].Tag is not (Upos.Noun or Upos.Propn))
                && (
                    sentence[word - 1].Tag == Upos.Aux
                    || IsPeople(read, word - 1)
                    // "lined up and shot seven men"
                    || (
                        sentence[word - 1].Tag is Upos.Cconj
                        && word + 1 < sentence.Length
                        && sentence[word + 1].Tag is Upos.Num or Upos.Det
                    )
                )
            )
                read.Verbal[word] = true;
        return read;
    }

    /// <summary>"two guards shot in an ambush", "was shot": what taggers take for a noun is the verb behind people and auxiliaries.</summary>
    private bool IsPeople(Words read, int word)
    {
        var found = new List<PhraseMatch<PeopleNoun>>();
        Codebook.People.Match(read, word, found);
        return found.Exists(match => match.Last == word);
    }

    /// <summary>"Rebels raped at least 40 women": behind a verb, and before a noun that it would qualify, stands no number.</summary>
    public bool IsBeforeNumber(Sentence sentence, int verb)
    {
        foreach (var quantity in Context.QuantitiesOf(sentence.Index))
            if (
                quantity.Kind is QuantityKind.Count
                && verb < quantity.First
                && quantity.First <= verb + 3
                && quantity.Counted == sentence[verb].Head
            )
                return true;
        return false;
    }

    /// <summary>A weapon or what carries one, by `means.tsv`: "warplanes", "guns".</summary>
    public bool IsMeans(Sentence sentence, int word)
    {
        var found = new List<PhraseMatch<MeansWord>>();
        Codebook.Means.Match(WordsOf(sentence.Index), word, found);
        return found.Count > 0;
    }

    /// <summary>The sentence names an actor that bears arms.</summary>
    public bool ArmedActorIn(Sentence sentence)
    {
        foreach (var mention in Context.Cast.Of(sentence.Index))
            if (Bears(mention.Party.Type))
                return true;
        return false;
    }

    /// <summary>The phrase is an actor that bears arms, by the actor book.</summary>
    public bool IsArmedActor(NounPhrase phrase) =>
        Bears(Context.Cast.At(phrase.Sentence.Index, phrase.Head)?.Party.Type);

    /// <summary>"a U.S. air strike": a state by a name that is no place here.</summary>
    public bool IsGovernment(NounPhrase phrase) =>
        Context.Cast.At(phrase.Sentence.Index, phrase.Head)?.Party.Type is ActorType.Government;

    /// <summary>A piece of land by its kind: "bastion", "enclave", "province".</summary>
    public bool IsLand(NounPhrase phrase)
    {
        var lemmas = WordsOf(phrase.Sentence.Index).Lemmas;
        for (var word = phrase.First; word <= phrase.Last; word++)
            // "the last bastion of Talo": the name behind "of" is what the kind is called.
            if (
                Codebook.IsOfClass(lemmas[word], "lands")
                && (
                    word == phrase.Head
                    || (word < phrase.Last && phrase.Sentence.Plays(phrase.Sentence[word + 1].Lemma, Particle.Of))
                )
            )
                return true;
        return false;
    }

    /// <summary>What kind of actor a phrase names or, as a pronoun, takes up; null where that is not known.</summary>
    public ActorType? TypeOf(NounPhrase phrase) =>
        phrase.IsPronoun
            ? Context.Cast.PartyOf(phrase.Sentence.Index, phrase.Head).Type
            : Context.Cast.At(phrase.Sentence.Index, phrase.Head)?.Party.Type ?? phrase.People?.Type;

    /// <summary>Actors of this type bear arms.</summary>
    public static bool Bears(ActorType? type) =>
        type
            is ActorType.StateForce
                or ActorType.Rebel
                or ActorType.Militia
                or ActorType.Communal
                or ActorType.Peacekeepers;

    /// <summary>Who says what the acts' sentences say.</summary>
    public ImmutableArray<Attribution> SpeakersOf(IEnumerable<Act> acts, IEnumerable<HarmFound>? harm = null)
    {
        var speakers = ImmutableArray.CreateBuilder<Attribution>();
        foreach (var act in acts)
            if (!act.Sentence.InTitle)
            {
                Add(Accuser(act.Blame));
                foreach (var speaker in Context.Spoken.Of(act.Sentence.Index, act.Head))
                    Add(speaker);
            }
        // "Three officers also died, the minister said": whoever tells the harm tells of the happening.
        foreach (var one in harm ?? [])
            if (one is { Sentence.InTitle: false, Superseded: false })
                Add(TellerOf(one));
        return speakers.ToImmutable();

        void Add(Attribution? speaker)
        {
            if (speaker is not null && !speakers.Any(other => Same(other, speaker)))
                speakers.Add(speaker);
        }
    }

    /// <summary>Who gives a figure of harm: whoever says it, or "put the toll at 13".</summary>
    public Attribution? TellerOf(HarmFound harm)
    {
        var sentence = harm.Sentence;
        var verb = Clause.VerbOver(sentence, harm.Word);
        if (harm.IsToll && Codebook.Cues.Has(sentence[verb].Lemma, Cue.PutsToll))
            foreach (var slot in SlotsOf(sentence, verb))
                if (slot.Name == "subj" && Phrase(sentence, slot.Head) is { IsActor: true } phrase)
                    return new()
                    {
                        Who = phrase.IsName ? phrase.Name : null,
                        Role = phrase.Name,
                        Kind = "other",
                        Verb = sentence[verb].Lemma,
                        Spans = [phrase.Span],
                    };
        var speakers = Context.Spoken.Of(sentence.Index, harm.Word);
        return speakers.IsEmpty ? null : speakers[0];
    }

    /// <summary>"Fourteen people were injured, hospital staff said": who speaks behind what is told has no part in it, wherever the tree hangs them.</summary>
    public bool IsTailSpeaker(Sentence sentence, int word, int told)
    {
        foreach (var speech in Context.Spoken.Acts)
            if (
                speech.Sentence == sentence.Index
                && speech.SpeakerSentence == sentence.Index
                && speech.Speaker > told
                && speech.Cue > told
                && (speech.Speaker == word || word > told && IsWithin(sentence, word, speech.Speaker))
                && speech.Covers(sentence.InTitle, sentence[told].Start)
                && !speech.Covers(sentence.InTitle, sentence[speech.Speaker].Start)
            )
                return true;
        return false;

        static bool IsWithin(Sentence sentence, int word, int speaker) =>
            sentence[word].Head == speaker
            && sentence[word].Relation is Dependency.Compound or Dependency.Amod or Dependency.Flat;
    }

    /// <summary>"the bodies of five miners": the miners, whatever was done to the bodies.</summary>
    public int WhoseBody(Sentence sentence, int head)
    {
        if (Codebook.IsOfClass(WordsOf(sentence.Index).Lemmas[head], "bodies"))
            foreach (var child in sentence.ChildrenOf(head))
                if (
                    child > head
                    && sentence[child].Relation is Dependency.Nmod
                    && sentence.Plays(Clause.Preposition(sentence, child), Particle.Of)
                    && Phrase(sentence, child).People is not null
                )
                    return child;
        return head;
    }

    /// <summary>The noun phrase that a pronoun takes up, as the language room resolves it.</summary>
    public NounPhrase? Antecedent(NounPhrase pronoun)
    {
        var mentions = Context.Document.Mentions;
        for (var index = 0; index < mentions.Length; index++)
            if (mentions[index].Sentence == pronoun.Sentence.Index && mentions[index].Head == pronoun.Head)
                for (
                    var at = mentions[index].RefersTo;
                    at is { } target && target < mentions.Length;
                    at = mentions[target].RefersTo
                )
                    if (mentions[target].Form is not MentionForm.Pronoun)
                        return Phrase(Sentence(mentions[target].Sentence), mentions[target].Head);
        return null;
    }

    private Attribution? Accuser(Blame? blame) =>
        blame is { Accuser: { } accuser, Sentence: { } sentence }
            ? Statement.SpeakerOf(Context, sentence, accuser, sentence[blame.Cue].Lemma)
            : null;

    public static bool Same(Attribution left, Attribution right) =>
        left.Id is not null ? left.Id == right.Id : left.Who == right.Who && left.Role == right.Role;

    /// <summary>The word is part of a time expression, and so names nobody.</summary>
    public bool IsTime(int sentence, int word)
    {
        foreach (var time in Context.TimesOf(sentence))
            if (time.First <= word && word <= time.Last)
                return true;
        return false;
    }

    /// <summary>A place within the name of a group or body is no scene: the Moroni of a Moroni Liberation Front.</summary>
    private bool IsInName(int sentence, PlaceAt place) =>
        Context.Cast.At(sentence, place.First) is { State: null } name
        && name.Last - name.First > place.Last - place.First;

    /// <summary>Who stands where around a verb.</summary>
    public List<Slot> SlotsOf(Sentence sentence, int verb) => Slots.Of(sentence, verb);

    /// <summary>Who stands where around the noun of an act.</summary>
    public List<Slot> SlotsOfNoun(Sentence sentence, int noun) => Slots.OfNoun(sentence, noun);

    private SlotReader Slots => field ??= new(this);

    public NounPhrase Phrase(Sentence sentence, int head) => NounPhrase.Of(this, sentence, head);
}
