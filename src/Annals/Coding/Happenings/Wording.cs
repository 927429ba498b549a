using Annals.Coding.Actors;
using Annals.Language;

namespace Annals.Coding.Happenings;

/// <summary>
/// The words with which an act names somebody, parted into a person's or group's own name and what is said of it: "former
/// mayor José Pérez" is the name José Pérez and the description "former mayor".
/// </summary>
/// <param name="Words">The phrase without article and number.</param>
/// <param name="Named">The proper name in it; null for none.</param>
/// <param name="Description">Title, office or trade beside a person's name; null for none.</param>
public sealed record Wording(string Words, string? Named, string? Description)
{
    private const int LongestComplement = 9;

    public static Wording Of(ArticleReader reader, NounPhrase phrase)
    {
        var sentence = phrase.Sentence;
        var cast = reader.Context.Cast;
        var whole = Whole(sentence, phrase);
        if (cast.At(sentence.Index, phrase.Head) is { } mention && !IsTitled(reader, sentence, phrase, mention))
            return new(whole, reader.Names.Full(sentence.Span(mention.First, mention.Last).Text), null);
        if (phrase.IsName && !phrase.IsPlace && phrase.Thing is null && Person(reader, phrase) is { } person)
            return person with { Words = whole };
        if (phrase is { People: not null, IsPlural: false } && Apposition(reader, phrase) is { } named)
            return new(whole, named, whole);
        var group = MentionWithin(reader, phrase);
        return new(whole, group, null);
    }

    /// <summary>"MALIAN INTERIOR MINISTER AMADOU SOW": where all is written in capitals, a state's name runs on into the person's.</summary>
    private static bool IsTitled(ArticleReader reader, Sentence sentence, NounPhrase phrase, ActorMention mention)
    {
        if (mention.State is null || !phrase.IsName)
            return false;
        for (var word = mention.First; word < mention.Last; word++)
            if (IsOffice(reader, sentence, word))
                return true;
        return false;
    }

    /// <summary>Titles stand before the name, in one phrase with it; a trade may follow between commas.</summary>
    private static Wording? Person(ArticleReader reader, NounPhrase phrase)
    {
        var sentence = phrase.Sentence;
        var (first, last) = Phrases.Bare(sentence, phrase.Head);
        var name = last;
        if (reader.Names.At(sentence, phrase.Head) is var (from, to))
        {
            (name, last) = (from, to);
            first = Math.Min(first, name);
        }
        else
            while (name > first && sentence[name - 1].Tag == Upos.Propn && !IsOffice(reader, sentence, name - 1))
                name--;
        if (IsOffice(reader, sentence, last))
            return null;
        var title = name > first ? sentence.Span(first, name - 1).Text : null;
        foreach (var child in sentence.ChildrenOf(phrase.Head))
            if (title is null && sentence[child].Relation is Dependency.Appos && IsOffice(reader, sentence, child))
                title = Whole(sentence, reader.Phrase(sentence, child));
        return new("", reader.Names.Full(sentence.Span(name, last).Text), title);
    }

    /// <summary>"the mayor, José Pérez", "former mayor José Pérez" where the tree hangs the name on the office.</summary>
    private static string? Apposition(ArticleReader reader, NounPhrase phrase)
    {
        var sentence = phrase.Sentence;
        foreach (var child in sentence.ChildrenOf(phrase.Head))
            if (
                child > phrase.Head
                && sentence[child] is { Tag: Upos.Propn, Relation: Dependency.Appos or Dependency.Flat }
                && reader.Phrase(sentence, child) is { IsPlace: false, IsKnown: false, People: null }
            )
            {
                var (first, last) = Taken.PersonName(sentence, child);
                return reader.Names.Full(sentence.Span(Math.Max(first, phrase.Head + 1), last).Text);
            }
        return null;
    }

    public static bool IsOffice(ArticleReader reader, Sentence sentence, int word)
    {
        if (Taken.IsTitle(sentence, word))
            return true;
        var found = new List<PhraseMatch<PeopleNoun>>();
        reader.Codebook.People.Match(reader.WordsOf(sentence.Index), word, found);
        return found.Count > 0;
    }

    /// <summary>"members of the movement", "rebels of the front": the group that the phrase names.</summary>
    private static string? MentionWithin(ArticleReader reader, NounPhrase phrase)
    {
        var (first, last) = Extent(phrase.Sentence, phrase);
        string? longest = null;
        foreach (var mention in reader.Context.Cast.Of(phrase.Sentence.Index))
            if (
                mention.State is null
                && first <= mention.First
                && mention.Last <= last
                && phrase.Sentence.Span(mention.First, mention.Last).Text is var name
                && name.Length > (longest?.Length ?? 0)
            )
                longest = name;
        return longest;
    }

    /// <summary>The phrase without article and number, with what hangs on it by "of": "offices of the party".</summary>
    public static string Whole(NounPhrase phrase) => Whole(phrase.Sentence, phrase);

    private static string Whole(Sentence sentence, NounPhrase phrase)
    {
        var (_, last) = Extent(sentence, phrase);
        var name = phrase.Name;
        return last <= phrase.Last ? name : name + sentence.Source[phrase.Span.End..sentence[last].End];
    }

    /// <summary>With what hangs on it by "of", where that follows at once.</summary>
    private static (int First, int Last) Extent(Sentence sentence, NounPhrase phrase)
    {
        var last = phrase.Last;
        foreach (var child in sentence.ChildrenOf(phrase.Head))
            if (
                sentence[child].Relation == Dependency.Nmod
                && sentence.Plays(Clause.Preposition(sentence, child), Particle.Of)
                && sentence.Subtree(child) is var (start, end)
                && start == last + 1
            )
                last = NounEnd(sentence, child, end);
        return (phrase.First, last - phrase.Last > LongestComplement ? phrase.Last : last);
    }

    /// <summary>Between commas or brackets.</summary>
    private static bool IsSetOff(Sentence sentence, int first) =>
        sentence[first].Tag is Upos.Punct || sentence[first - 1].Tag is Upos.Punct;

    // Relative clauses and asides are no part of a name for somebody.
    private static int NounEnd(Sentence sentence, int head, int end)
    {
        foreach (var child in sentence.ChildrenOf(head))
            if (
                child > head
                && (
                    sentence[child].Relation
                        is Dependency.Acl
                            or Dependency.AclRelcl
                            or Dependency.Punct
                            or Dependency.Parataxis
                    // "the home of judge Torre": what stands beside the noun without a comma names him.
                    || sentence[child].Relation is Dependency.Appos && IsSetOff(sentence, sentence.Subtree(child).First)
                    // "the office of the mayor in Kirkuk", "of the party on Tuesday": where and when it was hit.
                    || sentence[child].Relation is Dependency.Nmod or Dependency.NmodUnmarked
                        && (
                            Clause.Preposition(sentence, child) is not { } preposition
                            || sentence.Plays(preposition, Particle.WhereOrWhen)
                        )
                )
            )
                end = Math.Min(end, sentence.Subtree(child).First - 1);
        return Math.Max(head, end);
    }
}
