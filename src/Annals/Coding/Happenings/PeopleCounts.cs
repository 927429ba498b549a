using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>How many people a phrase speaks of, as far as numbers, articles and the nouns themselves tell.</summary>
public sealed class PeopleCounts(ArticleReader reader)
{
    public (Count Count, int First)? Numbered(Sentence sentence, int word)
    {
        foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
            if (
                quantity.Kind == QuantityKind.Count
                && (
                    quantity.Counted == word
                    || quantity.Last == word - 1
                    || (quantity.First <= word && word <= quantity.Last)
                )
            )
                return (quantity.Count, quantity.First);
        if (word > 0 && sentence.Plays(sentence[word - 1].Lemma, Particle.No))
            return (Count.None, word - 1);
        return null;
    }

    /// <summary>"6 international (4 British, 2 French) staff", "three UN-contracted drivers": a number before all that stands before the noun.</summary>
    private Count? Ahead(Sentence sentence, int noun)
    {
        const int Furthest = 16;
        var at = noun - 1;
        for (var bracket = 0; at >= 0 && noun - at <= Furthest; at--)
            if (sentence[at].Form is ")" or "]")
                bracket++;
            else if (sentence[at].Form is "(" or "[" && bracket > 0)
                bracket--;
            else if (
                bracket == 0
                && sentence[at].Form is not ("-" or "/")
                && sentence[at].Tag is not (Upos.Adj or Upos.Noun or Upos.Propn)
                && sentence[at].Xpos is not "VBN"
            )
                break;
        foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
            if (quantity.Kind == QuantityKind.Count && quantity.Last == at && at < noun - 1)
                return quantity.Count;
        return null;
    }

    public Count? Of(Sentence sentence, int head, int counted, NounPhrase? phrase = null)
    {
        foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
            if (
                quantity.Kind == QuantityKind.Count
                && (
                    quantity.Counted == counted
                    || quantity.Counted == head
                    || (quantity.First <= head && head <= quantity.Last)
                )
            )
                return quantity.Count;
        if (phrase is not null && LeftOf(phrase) is { } left)
            return left;
        // "four of the attackers": the number is the governor.
        if (
            sentence[counted] is { Relation: Dependency.Nmod, Head: >= 0 and var over }
            && sentence.Plays(Clause.Preposition(sentence, counted), Particle.Of)
        )
            foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
                if (quantity.Kind == QuantityKind.Count && quantity.First <= over && over <= quantity.Last)
                    return quantity.Count;
        if (
            sentence.Plays(sentence[head].Lemma, Particle.NoPeople)
            || sentence.PlaysInAnyCase(sentence[head].Form, Particle.NoPeople)
        )
            return Count.None;
        foreach (var child in sentence.ChildrenOf(counted))
            if (sentence[child].Relation == Dependency.Det && sentence.Plays(sentence[child].Lemma, Particle.No))
                return Count.None;
        if (phrase is null)
            return null;
        if (phrase.People is not null && Ahead(sentence, counted) is { } ahead)
            return ahead;
        if (IsAnother(sentence, head))
            return Count.Exactly(1);
        if (phrase.IsPronoun)
            return sentence.PlaysInAnyCase(sentence[head].Form, Particle.OneOfPeople) ? Count.Exactly(1) : null;
        if (reader.Codebook.Cues.Has(sentence[counted].Lemma, Cue.Pair))
            return Count.Exactly(2);
        // "a family of nine"
        if (phrase.People is { Body: true })
            foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
                if (
                    quantity.Kind == QuantityKind.Count
                    && quantity.First >= 1
                    && sentence.Plays(sentence[quantity.First - 1].Form, Particle.Of)
                    && quantity.First - 1 == phrase.Head + 1
                    && quantity.Counted < 0
                )
                    return quantity.Count;
        if (phrase.IsPlural || phrase.People is { Body: true })
            return null;
        return phrase.People is not null || phrase.IsName ? Count.Exactly(1) : null;
    }

    /// <summary>"3 NGO international (Spanish) staff": the number that opens the phrase, where the tree has lost it.</summary>
    private Count? LeftOf(NounPhrase phrase)
    {
        var sentence = phrase.Sentence;
        var depth = 0;
        for (var at = phrase.Head - 1; at >= 0 && phrase.Head - at <= 10; at--)
        {
            foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
                if (quantity.Last == at && depth == 0)
                    return quantity.Kind == QuantityKind.Count ? quantity.Count : null;
            var token = sentence[at];
            depth +=
                token.Form is ")" ? 1
                : token.Form is "(" ? -1
                : 0;
            var within =
                depth > 0
                || token.Form is "(" or "-" or "/"
                || token.Tag is Upos.Adj or Upos.Noun or Upos.Propn or Upos.Num or Upos.X
                || (token.Form.Length > 1 && !sentence.InCapitals && !token.Form.Any(char.IsLower));
            if (!within)
                return null;
        }
        return null;
    }

    public static bool IsAnother(Sentence sentence, int head) =>
        sentence.PlaysInAnyCase(sentence[head].Form, Particle.Another);
}
