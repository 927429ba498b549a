using System.Collections.Immutable;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Figures;

/// <summary>"Two-thirds of them are children, and half under 12": parts of a figure, with what each part is.</summary>
internal static class Shares
{
    public static ImmutableArray<Share> Of(CodingContext context, Sentence sentence)
    {
        var shares = ImmutableArray.CreateBuilder<Share>();
        foreach (var quantity in context.QuantitiesOf(sentence.Index))
            if (
                quantity.Kind is QuantityKind.Fraction or QuantityKind.Percentage
                && quantity.Count.Shown is { } value
                && What(context, sentence, quantity) is { } what
            )
            {
                var fraction = quantity.Kind == QuantityKind.Percentage || value > 1 ? value / 100 : value;
                shares.Add(new(what.Text, Math.Round(fraction, 3), [quantity.Span, what]));
            }
        shares.AddRange(OutOf(sentence));
        return shares.ToImmutable();
    }

    /// <summary>"two out of three have never seen a judge", "one in four".</summary>
    private static IEnumerable<Share> OutOf(Sentence sentence)
    {
        for (var word = 0; word + 2 < sentence.Length; word++)
        {
            if (Small(sentence, sentence[word].Lemma) is not { } part)
                continue;
            var next = word + 1;
            if (
                sentence.Plays(sentence[next].Lemma, Particle.Out)
                && sentence.Plays(sentence[next + 1].Lemma, Particle.Of)
            )
                next += 2;
            else if (
                (sentence.Plays(sentence[next].Lemma, Particle.In) || sentence.Plays(sentence[next].Lemma, Particle.Of))
            )
                next++;
            else if (sentence[next].Tag == Upos.Noun && sentence.Plays(sentence[next + 1].Lemma, Particle.In))
                next += 2;
            else
                continue;
            if (next >= sentence.Length || Small(sentence, sentence[next].Lemma) is not { } whole || whole <= part)
                continue;
            var end = next;
            while (end + 1 < sentence.Length && sentence[end + 1].Tag is not Upos.Punct)
                end++;
            var start = next + 1;
            for (var at = next + 1; at < end; at++)
                if (sentence.Plays(sentence[at].Lemma, Particle.Be))
                    start = at + 1;
            if (end > next)
                yield return new(
                    sentence.Span(start, end).Text,
                    Math.Round((double)part / whole, 3),
                    [sentence.Span(word, next), sentence.Span(start, end)]
                );
        }
    }

    private static int? Small(Sentence sentence, string lemma) =>
        sentence.NumberOf(lemma) is >= 1 and <= 10 and var number ? number : null;

    /// <summary>The predicate of the share's clause, else the words after it up to the next comma.</summary>
    private static TextSpan? What(CodingContext context, Sentence sentence, Quantity quantity)
    {
        var next = quantity.Last + 1;
        if (next >= sentence.Length)
            return null;
        // "Children make up 58 per cent of the people": the subject is the part.
        var verb = quantity.First - 1;
        while (verb > 0 && sentence[verb].Tag is Upos.Adp or Upos.Adv or Upos.Det)
            verb--;
        if (verb > 0 && context.Cues.Has(sentence[verb].Lemma, Cue.MakesUp))
            foreach (var child in sentence.ChildrenOf(verb))
                if (Actors.Phrases.IsSubject(sentence[child].Relation))
                {
                    var (from, to) = Actors.Phrases.Bare(sentence, child);
                    return sentence.Span(from, to);
                }
        if (
            !sentence.Plays(sentence[next].Lemma, Particle.Of)
            && sentence[next].Tag is not (Upos.Adp or Upos.Sconj or Upos.Aux or Upos.Adv)
        )
            return null;
        var start = next;
        if (sentence.Plays(sentence[next].Lemma, Particle.Of))
        {
            while (start < sentence.Length && !sentence.Plays(sentence[start].Lemma, Particle.Be))
                start++;
            start++;
        }
        else if (sentence.Plays(sentence[next].Lemma, Particle.Be))
            start++;
        if (start >= sentence.Length)
            return null;
        var end = start;
        while (
            end + 1 < sentence.Length
            && sentence[end + 1].Tag is not Upos.Punct
            && !(sentence[end + 1].Tag == Upos.Cconj && end > start)
        )
            end++;
        return sentence.Span(start, end);
    }
}
