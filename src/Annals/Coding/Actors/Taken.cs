using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Actors;

/// <summary>
/// What a word takes up from before: "the group", "the Front", "he", "they". The language room's own answer comes
/// first; else the nearest name of a kind that fits, those that were subjects before those that were not.
/// </summary>
internal sealed class Taken(Document document, Cast cast, Cues cues)
{
    private const int Sentences = 6;

    public Party? ByNoun(int sentence, int head, RoleNoun noun) =>
        Linked(sentence, head, party => Fits(noun, party)) ?? Nearest(sentence, head, party => Fits(noun, party));

    public Party? ByPronoun(int sentence, int head)
    {
        var lemma = document.Sentences[sentence][head].Form.ToLowerInvariant();
        var words = document.Sentences[sentence];
        return words.Plays(lemma, Particle.BodyPronoun)
                ? Linked(sentence, head, IsBody)
                    ?? Nearest(sentence, head, party => party.Type is not (ActorType.Person or ActorType.Media))
            : words.Plays(lemma, Particle.PersonPronoun) ? Linked(sentence, head, IsOnePerson) ?? Person(sentence, head)
            : Linked(sentence, head, _ => true);

        // A state is "it" where it acts; where it is only a place that someone is in, the pronoun means someone else.
        static bool IsBody(Party party) =>
            party.Type is not (null or ActorType.Person or ActorType.Media or ActorType.Unknown);

        static bool IsOnePerson(Party party) => party is { Type: ActorType.Person or ActorType.Unknown, Id: null };
    }

    /// <summary>"the Front" after "the Dankalia Salvation Front", "McKenzie" after "Kenneth McKenzie".</summary>
    public Party? ByShortName(int sentence, int head)
    {
        var word = document.Sentences[sentence][head].Form;
        for (var index = cast.Mentions.Length - 1; index >= 0; index--)
        {
            var mention = cast.Mentions[index];
            if (mention.State is null && IsBefore(mention, sentence, head) && EndsIn(mention.Span.Text, word))
                return mention.Party;
        }
        return FullPerson(sentence, head, word);
    }

    /// <summary>A person's whole name, where an earlier sentence gives it and this one only its end.</summary>
    private Party? FullPerson(int sentence, int head, string surname)
    {
        for (var index = 0; index <= sentence; index++)
        {
            var words = document.Sentences[index];
            for (var word = 0; word < words.Length; word++)
            {
                if (index == sentence && word >= head)
                    break;
                if (words[word].Form != surname || words[word].Tag != Upos.Propn || cast.At(index, word) is not null)
                    continue;
                var (first, last) = PersonName(words, word);
                if (last > first)
                    return new Party
                    {
                        Name = words.Span(first, last).Text,
                        Type = ActorType.Person,
                        Spans = [words.Span(first, last)],
                    };
            }
        }
        return null;
    }

    /// <summary>The run of name words around one, without titles before it.</summary>
    public static (int First, int Last) PersonName(Sentence words, int word)
    {
        var (first, last) = (word, word);
        while (first > 0 && IsNameWord(words, first - 1) && !IsTitle(words, first - 1))
            first--;
        while (last + 1 < words.Length && IsNameWord(words, last + 1))
            last++;
        while (last > word && IsLinkAtEnd(words, words[last].Form))
            last--;
        return (first, last);
    }

    private static bool IsLinkAtEnd(Sentence words, string form) =>
        form == "-" || words.Plays(form, Particle.NameLink) || words.Plays(form, Particle.CapitalNameLink);

    /// <summary>A capitalised word within a sentence, or a small word that joins two ("al-", "bin").</summary>
    private static bool IsNameWord(Sentence words, int word)
    {
        var form = words[word].Form;
        if (words[word].Tag is Upos.Punct && form != "-")
            return false;
        if (words.InCapitals)
            return words[word].Tag == Upos.Propn || words.Plays(form, Particle.CapitalNameLink);
        if (char.IsUpper(form[0]))
            return words[word].Tag == Upos.Propn || (word > 0 && words[word].Tag is not (Upos.Pron or Upos.Det));
        if (form == "-")
            return word > 0
                && word + 1 < words.Length
                && words[word - 1].End == words[word].Start
                && words[word].End == words[word + 1].Start;
        return words.Plays(form, Particle.NameLink)
            && word + 1 < words.Length
            && (words[word + 1].Form == "-" || char.IsUpper(words[word + 1].Form[0]));
    }

    /// <summary>A word of a form of address, rank or office, whatever its case.</summary>
    public static bool IsTitle(Sentence words, int word) => words.PlaysInAnyCase(words[word].Form, Particle.Title);

    private Party? Person(int sentence, int head)
    {
        for (var index = sentence; index >= Math.Max(0, sentence - Sentences); index--)
        {
            var words = document.Sentences[index];
            if (words.InTitle)
                break;
            Party? other = null;
            for (var word = 0; word < words.Length; word++)
            {
                if (index == sentence && word >= head)
                    break;
                if (
                    words[word].Tag is not (Upos.Propn or Upos.Noun)
                    || words[word].Relation is Dependency.Compound or Dependency.Flat
                )
                    continue;
                var isSubject = Phrases.IsSubject(words[word].Relation);
                var isPerson =
                    cast.IsPerson(index, word)
                    || (isSubject && cast.At(index, word) is null && cast.RoleOf(index, word) is { Refers: null });
                if (!isPerson)
                    continue;
                var party = cast.PartyOf(index, word);
                if (isSubject && words[word].Xpos is not "NNS")
                    return party;
                other ??= party;
            }
            if (other is not null)
                return other;
        }
        return null;
    }

    /// <summary>
    /// What the language room refers the words to, where it is of a kind that the words can mean: a link that says
    /// otherwise is a mistake, and the nearest name that fits is the better guess.
    /// </summary>
    private Party? Linked(int sentence, int head, Func<Party, bool> fits)
    {
        foreach (var mention in document.Mentions)
        {
            if (
                mention.Sentence != sentence
                || mention.Head != head
                || mention.RefersTo is not { } back
                || back >= document.Mentions.Length
            )
                continue;
            var target = document.Mentions[back];
            for (var hops = 0; hops < 8 && target.Form != MentionForm.Name && target.RefersTo is { } further; hops++)
                target = document.Mentions[further];
            if (target.Form == MentionForm.Pronoun || (target.Sentence == sentence && target.Head == head))
                return null;
            var named = cast.At(target.Sentence, target.Head);
            if (named is not null && (named.IsSeat || IsPlaceOnly(document.Sentences[target.Sentence], named)))
                return null;
            return cast.PartyOf(target.Sentence, target.Head) is var party && fits(party) ? party : null;
        }
        return null;
    }

    private Party? Nearest(int sentence, int head, Func<Party, bool> fits)
    {
        for (var index = sentence; index >= Math.Max(0, sentence - Sentences); index--)
        {
            var words = document.Sentences[index];
            ActorMention? best = null;
            foreach (var mention in cast.Of(index))
            {
                if (
                    !IsBefore(mention, sentence, head)
                    || mention.IsSeat
                    || !fits(mention.Party)
                    || IsPlaceOnly(words, mention)
                )
                    continue;
                if (best is null || (IsActing(words, mention) && !IsActing(words, best)))
                    best = mention;
            }
            if (best is not null)
                return best.Party;
        }
        return null;
    }

    private bool IsPlaceOnly(Sentence words, ActorMention mention) =>
        mention.State is not null
        && (
            !IsActing(words, mention)
            || words.Plays(Phrases.Preposition(words, mention.Head), Particle.PlaceOnly)
            // "the size of Britain covering ...": what stands behind "of" acts in no clause, whatever the tree makes of it.
            || (mention.First > 0 && words.Plays(words[mention.First - 1].Lemma, Particle.Of))
        );

    private static bool IsActing(Sentence words, ActorMention mention) =>
        Phrases.IsSubject(words[mention.Head].Relation);

    private static bool IsBefore(ActorMention mention, int sentence, int head) =>
        mention.Sentence < sentence || (mention.Sentence == sentence && mention.Last < head);

    private bool Fits(RoleNoun noun, Party party) =>
        noun.Refers switch
        {
            "group" => party.Type
                is ActorType.Rebel
                    or ActorType.Militia
                    or ActorType.Criminal
                    or ActorType.Communal
                    or ActorType.Organisation
                && (noun.Type == party.Type || noun.Type != ActorType.Organisation || cues.Has(noun.Noun, Cue.AnyBody)),
            "force" => party.Type is ActorType.StateForce or ActorType.Peacekeepers
                && party.Id is not null
                && noun.State is not null
                && party.Id.EndsWith("-" + noun.State, StringComparison.Ordinal),
            "any" => party.Type is ActorType.Government,
            _ => false,
        };

    private static bool EndsIn(string name, string word) =>
        name.Length > word.Length
        && name.EndsWith(word, StringComparison.Ordinal)
        && !char.IsLetter(name[^(word.Length + 1)]);
}
