using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>Gives the phrases of an act their actors: by the actor book where it knows them, else by the words of the text.</summary>
public sealed class PartyNamer(ArticleReader reader)
{
    private const int WordsBefore = 5;

    /// <summary>The phrase as an actor in a role; null where it names none.</summary>
    /// <param name="phrase">The phrase.</param>
    /// <param name="role">Its role.</param>
    /// <param name="thing">It may name a thing.</param>
    /// <param name="person">What is done is done to people: "the ambassador", "nine Afghans" are no governments.</param>
    /// <param name="holder">It is told of who holds an office: "Algeria's president, X, resigned".</param>
    public ReportActor? Name(NounPhrase phrase, ActorRole role, bool thing, bool person = false, bool holder = false)
    {
        if (phrase.IsTime)
            return null;
        if ((thing || (role is ActorRole.Target && phrase.People is null)) && phrase.Kinds.Contains("weapon"))
            return null;
        // "No group said it was behind the blast": it is nobody.
        if (
            phrase.IsPronoun
            && reader.Antecedent(phrase) is { } nobody
            && StatusFinder.HasNo(nobody.Sentence, nobody.Head)
        )
            return null;
        // "seized it": what is taken there is a place or a thing, whomever else the pronoun could take up.
        if (thing && phrase.IsPronoun)
            return reader.Antecedent(phrase) is { IsPronoun: false } taken
                ? Name(taken, role, thing, person, holder)
                : null;
        if (Known(phrase, role) is { } known)
            return
                person && role is ActorRole.Target or ActorRole.Victim && IsPeopleOf(known, phrase)
                || holder && IsPeopleOf(known, phrase) && Wording.Of(reader, phrase).Named is not null
                || IsCrowdOf(known, phrase)
                ? InPerson(known, phrase)
                : Worded(known, phrase);
        // "a suspected attack": a quality of the act is nobody.
        if (phrase.Sentence[phrase.Head] is { Relation: Dependency.Amod, Tag: Upos.Verb or Upos.Adj })
            return null;
        if (phrase.IsPronoun)
            return reader.Antecedent(phrase) is { } meant ? Name(meant, role, thing, person, holder) : null;
        if (
            phrase.People is null
            && (!phrase.IsName || phrase.IsPlace)
            && (role is ActorRole.Perpetrator or ActorRole.Participant || phrase.Thing is null)
        )
            return null;
        var actor = Worded(
            Words(phrase, role, phrase.People?.Type ?? (phrase.Thing is null ? ActorType.Unknown : null)),
            phrase
        );
        // "His predecessor, X, was killed": whoever is called by name has that name.
        return
            person
            && role is ActorRole.Target or ActorRole.Victim
            && actor is { Named: { } named, Description: not null }
            && phrase is { IsPlural: false, IsName: false }
            ? actor with
            {
                Name = named,
            }
            : actor;
    }

    /// <summary>"the interim president, X", "nine Afghans": an official or people of a nation, whom the book knows as their government.</summary>
    private bool IsPeopleOf(ReportActor known, NounPhrase phrase) =>
        known.Type is ActorType.Government
        && (
            phrase.People is { Type: ActorType.Government, Body: false }
            || (
                phrase.IsPlural
                && reader
                    .Context.PlacesOf(phrase.Sentence.Index)
                    .Any(place =>
                        place.Mention.Use is PlaceUse.Demonym && place.First <= phrase.Head && phrase.Head <= place.Last
                    )
            )
        );

    /// <summary>"Hundreds of Kazakhs", "sixty thousand Burundians": a number of a nation's people.</summary>
    private bool IsCrowdOf(ReportActor known, NounPhrase phrase) =>
        known.Type is ActorType.Government
        && phrase.People is null
        && phrase.Sentence[phrase.Head].Form.EndsWith('s')
        && Size(phrase) is not null;

    private ReportActor InPerson(ReportActor known, NounPhrase phrase)
    {
        var actor = Worded(Words(phrase, known.Role, phrase.People?.Type ?? ActorType.Civilians), phrase);
        return actor with { Name = actor.Named ?? actor.Name };
    }

    /// <summary>
    /// The group that nameless armed people are said to be of: "gunmen believed to be from the front", "men, reportedly
    /// the militia". Null where the text ties them to none.
    /// </summary>
    public ReportActor? Group(NounPhrase phrase, ActorRole role)
    {
        if (phrase.IsName || phrase.IsKnown)
            return null;
        var sentence = phrase.Sentence;
        if (phrase.People is not null && Owner(phrase) is { } owner)
            return new()
            {
                Role = role,
                Name = owner.Name,
                Id = owner.Id,
                Type = owner.Type,
                Spans = owner.Spans.IsEmpty ? [phrase.Span] : owner.Spans,
            };
        var lemmas = reader.WordsOf(sentence.Index).Lemmas;
        foreach (var mention in reader.Context.Cast.Of(sentence.Index))
        {
            if (
                mention.First <= phrase.Last
                || mention.First - phrase.Last > 12
                || !ArticleReader.Bears(mention.Party.Type)
            )
                continue;
            for (var word = phrase.Last + 1; word < mention.First; word++)
                if (reader.Codebook.TellsBelonging(lemmas[word]))
                    return new()
                    {
                        Role = role,
                        Name = mention.Party.Name,
                        Id = mention.Party.Id,
                        Type = mention.Party.Type,
                        Named = mention.Span.Text,
                        Doubt = IsDoubt(sentence, word) ? sentence[word].Form : null,
                        Spans = [mention.Span],
                    };
                // "torched a bus belonging to the guard": what another verb tells of belongs to nobody who acts.
                else if (sentence[word].Tag is Upos.Cconj or Upos.Sconj or Upos.Verb)
                    break;
        }
        return null;
    }

    /// <summary>"its men", "one of its city squads", "his fighters" where he is a group's leader: whose they are, where that one bears arms.</summary>
    private Party? Owner(NounPhrase phrase)
    {
        var sentence = phrase.Sentence;
        foreach (var child in sentence.ChildrenOf(phrase.Head))
        {
            if (sentence[child] is not { Relation: Dependency.NmodPoss, Xpos: "PRP$" })
                continue;
            // "Our units ambushed a patrol, the front said": whoever speaks tells of his own.
            if (sentence.PlaysInAnyCase(sentence[child].Form, Particle.Own))
                return Speaker(sentence, child);
            // "The front denied that its men ...": whoever speaks of what is his.
            if (Sayer(sentence, phrase.Head) is { } sayer)
                return ArticleReader.Bears(sayer.Type) ? sayer : null;
            if (reader.Context.Cast.PartyOf(sentence.Index, child) is { Id: not null } party)
                return ArticleReader.Bears(party.Type) ? party : null;
            if (reader.Antecedent(reader.Phrase(sentence, child)) is { } person)
                foreach (var of in person.Sentence.ChildrenOf(person.Head))
                    if (
                        person.Sentence[of].Relation is Dependency.NmodPoss or Dependency.Nmod or Dependency.Compound
                        && reader.Context.Cast.At(person.Sentence.Index, of) is { Party: { Id: not null } leads }
                        && ArticleReader.Bears(leads.Type)
                    )
                        return leads;
        }
        return null;
    }

    /// <summary>The armed group that a word of speech is said by, or whose spokesman says it.</summary>
    private Party? Speaker(Sentence sentence, int word)
    {
        foreach (var speaker in reader.Context.Spoken.Of(sentence.Index, word))
        {
            if (reader.Context.Cast.Book.Of(speaker.Id) is { } known && ArticleReader.Bears(known.Type))
                return new()
                {
                    Name = known.Name,
                    Id = known.Id,
                    Type = known.Type,
                };
            foreach (var span in speaker.Spans)
                if (reader.Context.SentenceAt(span.InTitle, span.Start) is { } said)
                    for (var at = said.WordAt(span.Start); at <= said.WordAt(span.End - 1); at++)
                        if (
                            reader.Context.Cast.At(said.Index, at) is { Party: { Id: not null } party }
                            && ArticleReader.Bears(party.Type)
                        )
                            return party with { Spans = [] };
        }
        return null;
    }

    /// <summary>The known actor that says what the word stands in.</summary>
    private Party? Sayer(Sentence sentence, int word)
    {
        for (var at = word; sentence[at].Head >= 0; at = sentence[at].Head)
            if (
                sentence[at].Relation is Dependency.Ccomp
                && sentence.Child(sentence[at].Head, Dependency.Nsubj) is >= 0 and var subject
            )
                return reader.Context.Cast.PartyOf(sentence.Index, subject) is { Id: not null } party ? party : null;
        return null;
    }

    /// <summary>The one whom the actor book knows by these words.</summary>
    private ReportActor? Known(NounPhrase phrase, ActorRole role)
    {
        var party = reader.Context.Cast.PartyOf(phrase.Sentence.Index, phrase.Head);
        if (party.Id is null && MembersOf(phrase) is { } group)
            party = group;
        if (
            party.Id is null
            && phrase.IsPronoun
            && phrase.Sentence.PlaysInAnyCase(phrase.Sentence[phrase.Head].Form, Particle.Own)
            && Speaker(phrase.Sentence, phrase.Head) is { } speaks
        )
            party = speaks;
        return
            party.Id is null
            && !(phrase.IsPronoun && party.Spans.Length > 0 && party.Type is not (null or ActorType.Unknown))
            && !(role is ActorRole.Perpetrator && party.Spans.Length > 1 && IsNamedGroup(party))
            ? null
            : new()
            {
                Role = role,
                Name = party.Name,
                Id = party.Id,
                Type = party.Type,
                Size = Size(phrase),
                Spans = party.Spans.IsEmpty ? [phrase.Span] : party.Spans,
            };
    }

    /// <summary>"Boko Haram members", "a Shining Path column": a measure of an armed group's people is the group.</summary>
    private Party? MembersOf(NounPhrase phrase)
    {
        if (!reader.Codebook.IsMeasure(reader.WordsOf(phrase.Sentence.Index).Lemmas[phrase.Head]))
            return null;
        foreach (var mention in reader.Context.Cast.Of(phrase.Sentence.Index))
            if (
                mention.Party is { Id: not null, Type: ActorType.Rebel or ActorType.Militia or ActorType.Criminal }
                && phrase.First <= mention.First
                && mention.Last < phrase.Head
            )
                return mention.Party with { Spans = [phrase.Span] };
        return null;
    }

    /// <summary>A group that no book knows, by its name in the article: "a group calling itself the People's Front".</summary>
    private bool IsNamedGroup(Party party) =>
        party.Type is ActorType.Rebel or ActorType.Militia or ActorType.Criminal or ActorType.Organisation
        && reader.Context.Cast.Mentions.Any(mention => mention.Party.Id is null && mention.Party.Name == party.Name);

    private ReportActor Worded(ReportActor actor, NounPhrase phrase)
    {
        if (phrase.IsPronoun)
            phrase = reader.Antecedent(phrase) ?? phrase;
        if (phrase.IsPronoun)
            return actor;
        var wording = Wording.Of(reader, phrase);
        return actor with
        {
            Words = wording.Words,
            Named = wording.Named,
            Description = wording.Description,
            Doubt = Doubt(phrase),
        };
    }

    /// <summary>"suspected rebels", "apparently by rebels", "a group of alleged rebels": in the phrase, or before it with nobody between.</summary>
    private string? Doubt(NounPhrase phrase)
    {
        var sentence = phrase.Sentence;
        for (var word = phrase.Head - 1; word >= Math.Max(0, phrase.First - WordsBefore); word--)
            if (IsDoubt(sentence, word))
                return sentence[word].Form;
            else if (word < phrase.First && sentence[word].Tag is Upos.Verb)
                return OfVerb(sentence, word);
            else if (
                word < phrase.First
                && sentence[word].Tag
                    is not (Upos.Det or Upos.Adp or Upos.Num or Upos.Adj or Upos.Adv or Upos.Aux or Upos.Part)
                && !reader.Codebook.IsMeasure(reader.WordsOf(sentence.Index).Lemmas[word])
            )
                return null;
        return null;
    }

    /// <summary>"had apparently been abducted by rebels", "presumably carried out by rebels": what stands with the passive verb.</summary>
    private string? OfVerb(Sentence sentence, int verb)
    {
        if (sentence[verb].Xpos is not "VBN")
            return null;
        foreach (var child in sentence.ChildrenOf(verb))
            if (sentence[child].Relation is Dependency.Advmod && IsDoubt(sentence, child))
                return sentence[child].Form;
        return null;
    }

    private bool IsDoubt(Sentence sentence, int word) =>
        reader.WordsOf(sentence.Index) is var words
        && (
            reader.Codebook.Doubts(words.Forms[word])
            || (sentence[word].Tag is Upos.Verb && reader.Codebook.Doubts(words.Lemmas[word]))
        );

    private ReportActor Words(NounPhrase phrase, ActorRole role, ActorType? type) =>
        new()
        {
            Role = role,
            Name = phrase.Name,
            Type = type,
            Size = Size(phrase),
            Spans = [phrase.Span],
        };

    private Count? Size(NounPhrase phrase)
    {
        foreach (var quantity in reader.Context.QuantitiesOf(phrase.Sentence.Index))
            if (quantity.Kind == QuantityKind.Count && quantity.Counted == phrase.Head)
                return quantity.Count;
        return null;
    }
}
