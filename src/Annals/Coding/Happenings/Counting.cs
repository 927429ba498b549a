using Annals.Language;

namespace Annals.Coding.Happenings;

/// <summary>Tells a happening from a count of happenings: "62 kidnappings", "dozens of such killings", "90 roadside bombs".</summary>
public sealed class Counting(ArticleReader reader)
{
    /// <summary>Twin attacks are one happening; three may still be told one by one, more never are.</summary>
    private const double Many = 3;

    private const double ManyWeapons = 10;

    public bool IsMany(Act act)
    {
        var sentence = act.Sentence;
        if (!act.Trigger.IsVerb)
            return Counted(sentence, act.Head) >= Many || UnderMeasure(sentence, act.Head);
        foreach (var filler in act.Fillers)
            if (
                act.Type is "bombing" or "mine-blast"
                && filler.Phrase.Kinds.Contains("weapon")
                && Counted(sentence, filler.Phrase.Head) >= ManyWeapons
            )
                return true;
        foreach (var slot in reader.SlotsOf(sentence, act.Head))
            if (
                slot.Name is "obj" or "pass"
                && act.Type is "bombing" or "mine-blast"
                && Counted(sentence, slot.Head) >= ManyWeapons
                // "Bombs killed at least 20 people" counts people.
                && reader.Phrase(sentence, slot.Head).People is null
            )
                return true;
        return false;
    }

    private double Counted(Sentence sentence, int word)
    {
        foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
            if (quantity.Kind == QuantityKind.Count && quantity.Counted == word)
                return quantity.Count.Shown ?? 0;
        return 0;
    }

    private bool UnderMeasure(Sentence sentence, int word) =>
        sentence[word] is { Relation: Dependency.Nmod, Head: >= 0 and var over }
        && sentence.Plays(Clause.Preposition(sentence, word), Particle.Of)
        && reader.Codebook.Cues.Has(reader.WordsOf(sentence.Index).Lemmas[over], Cue.Bundle)
        && !IsBehindAnother(sentence, over, word);

    /// <summary>"the number of dead in the bombings": the dead are counted, wherever the tree hangs the bombings.</summary>
    private static bool IsBehindAnother(Sentence sentence, int over, int word)
    {
        var links = 0;
        for (var at = over + 1; at < word; at++)
            links += sentence[at].Tag is Upos.Adp ? 1 : 0;
        return links > 1;
    }
}
