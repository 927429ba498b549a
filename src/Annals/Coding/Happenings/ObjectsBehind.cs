using Annals.Language;

namespace Annals.Coding.Happenings;

/// <summary>Objects that stand right behind their verb, by the order of the words: trees err about them where a number, an article or a day opens them.</summary>
internal sealed class ObjectsBehind(ArticleReader reader)
{
    /// <summary>
    /// "Rebels raped at least 40 women", "agents arrested an Indonesian militant": where an article or a number stands right
    /// behind a verb that must have an object, its noun is the object and the verb no passive, whatever the tree makes of them.
    /// </summary>
    public void Add(Sentence sentence, int verb, List<Slot> slots)
    {
        if (
            slots.Exists(slot => slot is { Name: "obj", Inherited: false })
            || sentence.Child(verb, Dependency.AuxPass) >= 0
            || (
                verb > 0
                && sentence[verb - 1].Tag is Upos.Aux
                && sentence.Plays(sentence[verb - 1].Lemma, Particle.PassiveAux)
            )
            || !(
                reader.Codebook.NeedsObject(reader.WordsOf(sentence.Index).Lemmas[verb])
                || BehindTime(sentence, verb + 1) is not null && IsStartOf(sentence, verb)
            )
            || ObjectBehind(sentence, verb) is not { } found
        )
            return;
        slots.RemoveAll(slot => slot.Head == found || slot is { Name: "obj", Inherited: true });
        for (var index = 0; index < slots.Count; index++)
            if (slots[index].Name is "pass" && slots[index].Head < verb)
                slots[index] = slots[index] with { Name = "subj", Head = FirstBeside(sentence, slots[index].Head) };
        slots.Add(new("obj", found));
    }

    private int? ObjectBehind(Sentence sentence, int verb)
    {
        var first = verb + 1;
        // "captured on Monday the port": a day may stand between.
        var day = BehindTime(sentence, first);
        first = day ?? first;
        // "kidnapped up to 16 teachers": the particle of a verb may open a number.
        while (
            first < sentence.Length
            && sentence[first].Relation is Dependency.CompoundPrt
            && !OpensCount(sentence, first)
        )
            first++;
        if (first >= sentence.Length || reader.IsTime(sentence.Index, first))
            return null;
        var at = first;
        foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
            if (quantity is { Kind: QuantityKind.Count } && quantity.First == first)
                at = quantity.Last + 1;
        if (at == first && sentence[first] is not ({ Tag: Upos.Det } or { Xpos: "PRP$" }))
            return null;
        if (at == first)
            at++;
        var head = -1;
        for (; at < sentence.Length && at - first < 8 && !reader.IsTime(sentence.Index, at); at++)
            if (sentence[at].Tag is Upos.Noun or Upos.Propn or Upos.Adj || sentence[at].Form is "-")
                head = sentence[at].Form is "-" ? head : at;
            else
                break;
        return
            head >= 0
            && (head > first || at - 1 == head && OpensCount(sentence, first))
            && (day is not null || reader.Phrase(sentence, head) is { IsActor: true } or { Thing: not null })
            ? head
            : null;
    }

    /// <summary>
    /// "forces captured on Monday the port": a past tense right behind the noun, with a day and then an article or a number, has its
    /// object behind the day.
    /// </summary>
    private static bool IsStartOf(Sentence sentence, int verb) =>
        verb > 0
        && sentence[verb] is { Tag: Upos.Verb, Xpos: "VBD" or "VBN" }
        && (
            sentence[verb - 1].Tag is Upos.Noun or Upos.Propn or Upos.Pron
            || sentence.Plays(sentence[verb - 1].Lemma, Particle.Have)
        );

    /// <summary>The first of a coordination: "the army" of "the army and allied fighters".</summary>
    private static int FirstBeside(Sentence sentence, int word)
    {
        while (sentence[word] is { Relation: Dependency.Conj, Head: >= 0 and var first } && first < word)
            word = first;
        return word;
    }

    private bool OpensCount(Sentence sentence, int word)
    {
        foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
            if (quantity is { Kind: QuantityKind.Count } && quantity.First == word)
                return true;
        return false;
    }

    /// <summary>The word behind "on Monday" or "late on Friday"; null where no time stands there.</summary>
    private int? BehindTime(Sentence sentence, int first)
    {
        var at = first;
        while (at < sentence.Length && sentence[at].Tag is Upos.Adp or Upos.Adv && !reader.IsTime(sentence.Index, at))
            at++;
        if (at >= sentence.Length || at - first > 2 || !reader.IsTime(sentence.Index, at))
            return null;
        while (at < sentence.Length && reader.IsTime(sentence.Index, at))
            at++;
        return at;
    }
}
