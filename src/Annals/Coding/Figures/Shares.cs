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
                && What(sentence, quantity) is { } what
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
            if (Small(sentence[word].Lemma) is not { } part)
                continue;
            var next = word + 1;
            if (sentence[next].Lemma == "out" && sentence[next + 1].Lemma == "of")
                next += 2;
            else if (sentence[next].Lemma is "in" or "of")
                next++;
            else if (sentence[next].Tag == Upos.Noun && sentence[next + 1].Lemma == "in")
                next += 2;
            else
                continue;
            if (next >= sentence.Length || Small(sentence[next].Lemma) is not { } whole || whole <= part)
                continue;
            var end = next;
            while (end + 1 < sentence.Length && sentence[end + 1].Tag is not Upos.Punct)
                end++;
            var start = next + 1;
            for (var at = next + 1; at < end; at++)
                if (sentence[at].Lemma == "be")
                    start = at + 1;
            if (end > next)
                yield return new(
                    sentence.Span(start, end).Text,
                    Math.Round((double)part / whole, 3),
                    [sentence.Span(word, next), sentence.Span(start, end)]
                );
        }
    }

    private static int? Small(string lemma) =>
        lemma switch
        {
            "one" => 1,
            "two" => 2,
            "three" => 3,
            "four" => 4,
            "five" => 5,
            "six" => 6,
            "seven" => 7,
            "eight" => 8,
            "nine" => 9,
            "ten" => 10,
            _ => null,
        };

    /// <summary>The predicate of the share's clause, else the words after it up to the next comma.</summary>
    private static TextSpan? What(Sentence sentence, Quantity quantity)
    {
        var next = quantity.Last + 1;
        if (next >= sentence.Length)
            return null;
        // "Children make up 58 per cent of the people": the subject is the part.
        var verb = quantity.First - 1;
        while (verb > 0 && sentence[verb].Tag is Upos.Adp or Upos.Adv or Upos.Det)
            verb--;
        if (
            verb > 0
            && sentence[verb].Lemma is "make" or "form" or "constitute" or "account" or "comprise" or "represent"
        )
            foreach (var child in sentence.ChildrenOf(verb))
                if (Actors.Phrases.IsSubject(sentence[child].Relation))
                {
                    var (from, to) = Actors.Phrases.Bare(sentence, child);
                    return sentence.Span(from, to);
                }
        if (sentence[next].Lemma != "of" && sentence[next].Tag is not (Upos.Adp or Upos.Sconj or Upos.Aux or Upos.Adv))
            return null;
        var start = next;
        if (sentence[next].Lemma == "of")
        {
            while (start < sentence.Length && sentence[start].Lemma != "be")
                start++;
            start++;
        }
        else if (sentence[next].Lemma == "be")
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
