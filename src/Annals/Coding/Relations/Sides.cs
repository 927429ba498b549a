using System.Collections.Immutable;
using Annals.Coding.Actors;
using Annals.Coding.Happenings;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Relations;

/// <summary>Fills the two sides of a relation from the slots of its trigger, and refuses what is not of their kind.</summary>
internal sealed class Sides(CodingContext context, Sentence sentence)
{
    private Cast Cast => context.Cast;

    /// <summary>The slots around a trigger, by their names.</summary>
    public List<Slot> SlotsOf(int word, string form)
    {
        if (form == "verb")
            return OfVerb(word);
        var slots = Clause.OfNoun(sentence, word);
        if (form == "adp")
        {
            slots.Add(new("self", sentence[word].Head));
            var verb = Clause.VerbOver(sentence, word);
            foreach (var slot in Clause.OfVerb(sentence, verb, sentence.InTitle))
                if (slot.Name == "subj")
                    slots.Add(new("verb", slot.Head));
            return slots;
        }
        foreach (var self in SelfOf(word))
            slots.Add(new("self", self));
        foreach (var title in TitledBy(word))
            slots.Add(new("title", title));
        var over = sentence[word].Head;
        if (
            over >= 0
            && sentence[word].Relation is Dependency.Obj or Dependency.Xcomp
            && context.Cues.Has(sentence[over].Lemma, Cue.Holding)
        )
            foreach (var slot in Clause.OfVerb(sentence, over, sentence.InTitle))
                if (slot.Name == "subj")
                    slots.Add(new("holder", slot.Head));
                else if (slot.Name is "of" or "over" or "in" or "across")
                    slots.Add(slot);
        return slots;
    }

    /// <summary>The verb's own slots, and those that a tree gone astray still shows by their order.</summary>
    private List<Slot> OfVerb(int verb)
    {
        var slots = Clause.OfVerb(sentence, verb, sentence.InTitle);
        foreach (var child in sentence.ChildrenOf(verb))
            if (sentence[child].Relation == Dependency.Xcomp && sentence[child].Tag == Upos.Propn)
                slots.Add(new("obj", child));
            else if (
                sentence[child].Relation == Dependency.Nsubj
                && sentence.Plays(sentence[child].Lemma, Particle.Relative)
                && child > 0
            )
            {
                var before = sentence[child - 1].Tag == Upos.Punct ? child - 2 : child - 1;
                if (before >= 0 && sentence[before].Tag is Upos.Noun or Upos.Propn)
                    slots.Add(
                        new(
                            "subj",
                            NameFinder.HeadOf(sentence, Math.Max(0, before - 1), before) is var head
                            && sentence[head].Tag is Upos.Noun or Upos.Propn
                                ? head
                                : before
                        )
                    );
            }
        return slots;
    }

    /// <summary>What a noun or an adjective is said of: what it stands beside, or the subject of its predicate.</summary>
    private List<int> SelfOf(int word)
    {
        var all = new List<int>();
        var token = sentence[word];
        if (token.Relation is Dependency.Appos or Dependency.Acl or Dependency.Amod && token.Head >= 0)
            all.Add(token.Head);
        foreach (var child in sentence.ChildrenOf(word))
            if (
                sentence[child].Relation is Dependency.Appos
                || (
                    sentence[child].Relation is Dependency.Nsubj
                    && !sentence.Plays(sentence[child].Lemma, Particle.Relative)
                )
                || (
                    sentence[child].Relation is Dependency.Compound or Dependency.Flat
                    && sentence[child].Tag == Upos.Propn
                    && child > word
                )
            )
                all.Add(child);
        if (token.Relation is Dependency.AclRelcl && token.Head >= 0)
            all.Add(token.Head);
        if (token.Relation is Dependency.Conj && token.Head >= 0)
            foreach (var child in sentence.ChildrenOf(token.Head))
                if (sentence[child].Relation is Dependency.Nsubj or Dependency.NsubjPass)
                    all.Add(child);
        if (token.Tag == Upos.Noun && token.Relation is Dependency.Compound && token.Head > word)
            all.Add(token.Head);
        if (token.Relation is Dependency.Obl && token.Head >= 0)
            foreach (var slot in Clause.OfVerb(sentence, token.Head, sentence.InTitle))
                if (slot.Name is "subj" or "pass")
                    all.Add(slot.Head);
        return all;
    }

    /// <summary>The person whom a noun of leading names: "its chief X", "X, the leader of", "X is the leader of".</summary>
    private List<int> TitledBy(int word)
    {
        var all = SelfOf(word);
        foreach (var child in sentence.ChildrenOf(word))
            if (sentence[child].Relation is Dependency.Flat or Dependency.Appos && sentence[child].Tag == Upos.Propn)
                all.Add(child);
        // The tree often makes the name the head and the title a compound before it.
        if (
            sentence[word].Relation is Dependency.Compound or Dependency.NmodDesc
            && sentence[word].Head is var name
            && name > word
        )
            all.Add(name);
        return all;
    }

    public ImmutableArray<Party> Fill(List<Slot> slots, ImmutableArray<string> names, string kind)
    {
        foreach (var name in names)
        foreach (var slot in slots)
            if (slot.Name == name && Parties(slot.Head, kind) is { Length: > 0 } parties)
                return parties;
        return [];
    }

    public ImmutableArray<Party> Parties(int head, string kind)
    {
        if (kind == "place")
            return IsCounted(head) ? [] : PlacesUnder(head);
        if (kind == "site")
            return Sites(head);
        var parties = ImmutableArray.CreateBuilder<Party>();
        foreach (var word in Clause.Conjuncts(sentence, head))
            if (One(word, kind) is { } party && !parties.Any(other => other.Name == party.Name))
                parties.Add(party);
        return parties.ToImmutable();
    }

    /// <summary>"holding 700 students hostage in Kankara": of what is counted, the place around is no part.</summary>
    private bool IsCounted(int head)
    {
        foreach (var quantity in context.QuantitiesOf(sentence.Index))
            if (
                quantity.Kind is QuantityKind.Count
                && quantity.Counted >= 0
                && (quantity.Counted == head || sentence[quantity.Counted].Head == head)
                && IsPeople(quantity.Counted)
            )
                return true;
        return false;
    }

    private bool IsPeople(int word) =>
        context.Document.Mentions.Any(mention =>
            mention is { Type: MentionType.Person or MentionType.ArmedGroup, Form: MentionForm.Nominal }
            && mention.Sentence == sentence.Index
            && mention.First <= word
            && word <= mention.Last
        );

    private Party? One(int word, string kind)
    {
        if (sentence.Plays(sentence[word].Lemma, Particle.Nobody))
            return null;
        if (kind == "person")
        {
            if (sentence[word].Tag is not (Upos.Propn or Upos.Pron))
                return null;
            if (Titled(word) is { } titled)
                return titled;
            var person = Cast.PartyOf(sentence.Index, word);
            return person.Type is ActorType.Person && person.Name.Length > 3 ? person : Person(word, person);
        }
        var party = OfPronoun(word) ?? Cast.PartyOf(sentence.Index, word);
        var mention = Cast.At(sentence.Index, word);
        return kind switch
        {
            "actor" or "side" or "ruler" when mention is { IsSeat: true } => null,
            "side" when party.Type is ActorType.Person => Person(word, party) ?? party,
            "side" when Cast.IsPlace(sentence.Index, word) && party.Id is null => NamedPlace(word),
            // A name of two words before a relation of bodies is a body's, whatever the name tagger took it for.
            "body" when party.Type is ActorType.Person => sentence[word].Tag == Upos.Propn
                ? party with
                {
                    Type = ActorType.Unknown,
                }
                : null,
            "actor" or "named" or "ruler" when party.Type is ActorType.Person or ActorType.Media => null,
            // "The company controls Britain's largest port", "the party that controls Britain": neither holds the land.
            "ruler" when party is { Id: null, Type: ActorType.Organisation } && sentence[word].Tag == Upos.Noun => null,
            "named" => party.Id is not null || party.Spans.Length > 1 || IsNamed(word) ? party : null,
            "actor" or "side" or "body" or "ruler" => IsActor(word, party) ? party : null,
            "group" => party.Type is ActorType.Rebel or ActorType.Militia or ActorType.Criminal ? party : null,
            "people" => party.Type is not null
            && (party.Type is not (ActorType.Organisation or ActorType.Government) || sentence[word].Xpos == "NNS")
                ? party
                : null,
            _ => sentence[word].Tag == Upos.Pron && party.Spans.Length < 2 ? null : party,
        };
    }

    /// <summary>"Colonel Vrbic", "Sheikh Hamoud": the name behind a title that the tree has made the head.</summary>
    private Party? Titled(int word)
    {
        if (sentence[word].Tag != Upos.Propn || !Taken.IsTitle(sentence, word))
            return null;
        foreach (var child in sentence.ChildrenOf(word))
            if (child == word + 1 && sentence[child] is { Relation: Dependency.Flat, Tag: Upos.Propn })
            {
                var (_, last) = Taken.PersonName(sentence, child);
                var span = sentence.Span(child, last);
                return new Party
                {
                    Name = span.Text,
                    Type = ActorType.Person,
                    Spans = [span],
                };
            }
        return null;
    }

    /// <summary>"We control the road", said X of the front: whoever is quoted, by name or as they are described.</summary>
    private Party? OfPronoun(int word) =>
        sentence[word].Tag == Upos.Pron
        && sentence.Plays(sentence[word].Lemma, Particle.We)
        && context.Spoken.Of(sentence.Index, word) is [{ } speaker, ..]
        && (speaker.Who ?? speaker.Role) is { } name
            ? new Party
            {
                Name = name,
                Id = speaker.Id,
                Type = ActorType.Unknown,
                Spans = [sentence.Span(word, word), .. speaker.Spans],
            }
            : null;

    private Party NamedPlace(int word)
    {
        var (first, last) = Phrases.Bare(sentence, word);
        return new Party { Name = sentence.Span(first, last).Text, Spans = [sentence.Span(first, last)] };
    }

    /// <summary>Where people are held: a place by name, else the site by its own words ("the Richmond Hill prison").</summary>
    private ImmutableArray<Party> Sites(int head)
    {
        var (first, last) = Phrases.Bare(sentence, head);
        return sentence[head].Tag is Upos.Noun && last > first && sentence[first].Tag == Upos.Propn
                ? [new Party { Name = sentence.Span(first, last).Text, Spans = [sentence.Span(first, last)] }]
            : PlacesUnder(head) is { Length: > 0 } places ? places
            : sentence[head].Tag is Upos.Noun && sentence[head].Xpos == "NN"
                ? [new Party { Name = sentence.Span(first, last).Text, Spans = [sentence.Span(first, last)] }]
            : [];
    }

    private Party? Person(int word, Party party)
    {
        if (
            party.Type is not (ActorType.Unknown or null)
            || sentence[word].Tag != Upos.Propn
            || Cast.IsPlace(sentence.Index, word)
        )
            return null;
        var (first, last) = Taken.PersonName(sentence, word);
        return last == first && Cast.Book.LeaderNames.Match(new FoldedSentence(sentence), first) is null
            ? null
            : new Party
            {
                Name = sentence.Span(first, last).Text,
                Type = ActorType.Person,
                Spans = [sentence.Span(first, last)],
            };
    }

    /// <summary>A name that is no place's. "the Fourth Column": a capital within a sentence makes a name of a noun.</summary>
    private bool IsNamed(int word) =>
        !Cast.IsPlace(sentence.Index, word)
        && (
            sentence[word].Tag == Upos.Propn
            || sentence[word].Tag == Upos.Noun
                && word > 0
                && char.IsUpper(sentence[word].Form[0])
                && !sentence.InCapitals
        );

    private bool IsActor(int word, Party party) =>
        party.Id is not null
        || party.Spans.Length > 1
        || IsNamed(word)
        || (
            sentence[word].Tag == Upos.Noun
            && party.Type
                is ActorType.Rebel
                    or ActorType.Militia
                    or ActorType.StateForce
                    or ActorType.Government
                    or ActorType.Organisation
                    or ActorType.Criminal
                    or ActorType.Communal
                    or ActorType.Unknown
        );

    /// <summary>
    /// Every place named under a word: "in 30 countries ranging from Egypt and Mali to the Caucasus" is a list of three.
    /// </summary>
    private ImmutableArray<Party> PlacesUnder(int head)
    {
        var (first, last) = sentence.Subtree(head);
        var parties = ImmutableArray.CreateBuilder<Party>();
        var named = Statement.PlacesIn(context, sentence.Index, first, last).ToList();
        var own = named.Find(place => place.First <= head && head <= place.Last);
        // Of a list of names only its own count, whether or not the first of them is known for a place.
        var isList = own is not null || sentence[head].Tag == Upos.Propn;
        foreach (var place in named)
            if (
                !IsMeasure(place.First)
                && (
                    !isList
                    || place == own
                    || Clause.Conjuncts(sentence, head).Exists(word => place.First <= word && word <= place.Last)
                )
            )
                Add(place.First, place.Last);
        // Names in the list that no gazetteer knows are places as those beside them are.
        var known = context.PlacesOf(sentence.Index);
        foreach (var word in Clause.Conjuncts(sentence, head))
            if (sentence[word].Tag == Upos.Propn && !known.Any(place => place.First <= word && word <= place.Last))
                Add(Phrases.Bare(sentence, word).First, Phrases.Bare(sentence, word).Last);
        parties.Sort(static (a, b) => a.Spans[0].CompareTo(b.Spans[0]));
        // "the town of X", where no gazetteer knows X.
        if (parties.Count == 0)
            foreach (var child in sentence.ChildrenOf(head))
                if (
                    sentence[child].Tag == Upos.Propn
                    && sentence.Plays(Phrases.Preposition(sentence, child), Particle.Of)
                )
                    Add(Phrases.Bare(sentence, child).First, Phrases.Bare(sentence, child).Last);
        if (parties.Count == 0 && context.Cues.Has(sentence[head].Lemma, Cue.KindOfPlace))
            return Referred(head);
        return parties.ToImmutable();

        void Add(int from, int to)
        {
            var span = sentence.Span(from, to);
            if (!parties.Any(party => party.Name == span.Text))
                parties.Add(new Party { Name = span.Text, Spans = [span] });
        }
    }

    /// <summary>"a territory the size of Britain": Britain is no part of it.</summary>
    private bool IsMeasure(int place)
    {
        for (var word = place - 1; word >= Math.Max(0, place - 3); word--)
            if (
                context.Cues.Has(sentence[word].Lemma, Cue.Size)
                && sentence.Plays(sentence[word + 1].Lemma, Particle.Of)
            )
                return true;
        return false;
    }

    /// <summary>"the region", "the town": the place that the article named last.</summary>
    private ImmutableArray<Party> Referred(int head)
    {
        var own = sentence.Span(head, head);
        for (var index = sentence.Index; index >= Math.Max(0, sentence.Index - 3); index--)
            foreach (var place in context.PlacesOf(index).Reverse())
                if (
                    place.IsLocation
                    && (index < sentence.Index || place.Last < head)
                    && place.Mention.Place.Precision is not (PlacePrecision.Country or PlacePrecision.Region)
                )
                {
                    var span = context.Sentences[index].Span(place.First, place.Last);
                    return [new Party { Name = span.Text, Spans = [own, span] }];
                }
        return [];
    }
}
