using System.Collections.Immutable;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

public sealed record MeansFound(string Name, ImmutableArray<string> Tags, TextSpan Span);

/// <summary>Finds what was hit, seized or cut, in what state it is left, and with what it was done.</summary>
public sealed class ThingFinder(ArticleReader reader)
{
    public ImmutableArray<HitObject> Objects(Story story)
    {
        var found = ImmutableArray.CreateBuilder<HitObject>();
        foreach (var act in story.Acts)
        {
            foreach (var filler in act.Fillers)
                if (
                    filler.Role is "target" or "object"
                    && filler.Phrase.Thing is not null
                    // "fired rockets at": with what, and not at what.
                    && !(filler is { Role: "target", Slot: "obj" } && filler.Phrase.Kinds.Contains("weapon"))
                )
                    Add(
                        found,
                        filler.Phrase,
                        reader.Codebook.StateByVerb(act.Sentence[act.Head].Lemma)
                            ?? (reader.Codebook.Types[story.Type].IsViolent ? "hit" : null)
                    );
            if (reader.Codebook.Types[story.Type].IsViolent)
            {
                Damage(act, found);
                DamageTo(act, found);
            }
        }
        if (reader.Codebook.Types[story.Type].IsViolent)
            foreach (var harm in story.Harm)
                Site(harm, found);
        return found.ToImmutable();
    }

    /// <summary>"killing nine people at a market": people are hit at what was hit. They die in hospitals without that.</summary>
    private void Site(HarmFound harm, ImmutableArray<HitObject>.Builder found)
    {
        if (
            harm.Effect is not (Effect.Killed or Effect.Injured)
            || reader.Codebook.Cues.Has(harm.Sentence[harm.Word].Lemma, Cue.Die)
        )
            return;
        foreach (var over in (ReadOnlySpan<int>)[harm.Word, harm.Who?.Head ?? harm.Word])
        foreach (var child in harm.Sentence.ChildrenOf(over))
            if (
                child > over
                && harm.Sentence.Plays(Clause.Preposition(harm.Sentence, child), Particle.At)
                && reader.Phrase(harm.Sentence, child) is { Thing: not null, People: null, IsPlace: false } site
                && !site.Kinds.Any(kind => kind is "health" or "weapon" or "goods" or "relief" or "vehicle")
            )
                Add(found, site, "hit");
    }

    /// <summary>What the act did to things, said by another verb of its sentence: "cut electricity ... and damaged a hospital".</summary>
    private void Damage(Act act, ImmutableArray<HitObject>.Builder found)
    {
        for (var word = 0; word < act.Sentence.Length; word++)
            if (
                act.Sentence[word].Tag == Upos.Verb
                && reader.Codebook.StateByVerb(act.Sentence[word].Lemma) is { } state
            )
                foreach (var slot in reader.SlotsOf(act.Sentence, word))
                    if (slot.Name is "obj" or "pass")
                        foreach (var head in Clause.Conjuncts(act.Sentence, slot.Head))
                            if (reader.Phrase(act.Sentence, head) is { Thing: not null, People: null } phrase)
                                Add(found, phrase, state);
    }

    /// <summary>"causing serious damage to the office": the thing stands behind "to", under the noun or under its verb.</summary>
    private void DamageTo(Act act, ImmutableArray<HitObject>.Builder found)
    {
        for (var word = 0; word < act.Sentence.Length; word++)
        {
            if (
                act.Sentence[word].Tag is not Upos.Noun
                || reader.Codebook.StateByNoun(act.Sentence[word].Lemma) is not { } state
            )
                continue;
            foreach (var over in (ReadOnlySpan<int>)[word, act.Sentence[word].Head])
                if (over >= 0)
                    foreach (var child in act.Sentence.ChildrenOf(over))
                        if (
                            child > word
                            && act.Sentence.Plays(Clause.Preposition(act.Sentence, child), Particle.DamageTo)
                        )
                            foreach (var head in Clause.Conjuncts(act.Sentence, child))
                                if (reader.Phrase(act.Sentence, head) is { Thing: not null, People: null } phrase)
                                    Add(found, phrase, state);
        }
    }

    private void Add(ImmutableArray<HitObject>.Builder found, NounPhrase phrase, string? state)
    {
        if (found.Any(other => other.Spans[0].Overlaps(phrase.Span)))
            return;
        Count? count = null;
        foreach (var quantity in reader.Context.QuantitiesOf(phrase.Sentence.Index))
            if (quantity.Kind == QuantityKind.Count && quantity.Counted == phrase.Head)
                count = quantity.Count;
        count ??=
            phrase.IsPlural || phrase.Kinds.Contains("relief") || phrase.Kinds.Contains("weapon")
                ? null
                : Count.Exactly(1);
        found.Add(
            new()
            {
                What = phrase.Name,
                Words = Wording.Whole(phrase) is var words && words != phrase.Name ? words : null,
                Kind = phrase.Kinds[0],
                Count = count,
                State = state,
                Spans = [phrase.Span],
            }
        );
    }

    public List<MeansFound> Means(Story story)
    {
        var found = new List<MeansFound>();
        if (!reader.Codebook.Types[story.Type].IsViolent)
            return found;
        var matches = new List<PhraseMatch<MeansWord>>();
        foreach (
            var sentence in story
                .Acts.Select(act => act.Sentence)
                .Distinct()
                .OrderBy(sentence => sentence.InTitle)
                .ThenBy(sentence => sentence.Index)
        )
            for (var word = 0; word < sentence.Length; word++)
            {
                matches.Clear();
                reader.Codebook.Means.Match(reader.WordsOf(sentence.Index), word, matches);
                if (matches.Count == 0)
                    continue;
                var match = matches.MaxBy(match => match.Words.Length);
                if (!found.Exists(one => one.Name == match.Value.Means) && found.Count < 4)
                    found.Add(
                        new(
                            match.Value.Means,
                            match.Value.Tags,
                            sentence.Span(
                                match.First,
                                match.Words.Length == 1 || !match.Value.Words.Contains('_', StringComparison.Ordinal)
                                    ? match.Last
                                    : match.First
                            )
                        )
                    );
                word = match.Last;
            }
        return found;
    }
}
