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
        return shares.ToImmutable();
    }

    /// <summary>The predicate of the share's clause, else the words after it up to the next comma.</summary>
    private static TextSpan? What(Sentence sentence, Quantity quantity)
    {
        var next = quantity.Last + 1;
        if (next >= sentence.Length)
            return null;
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
