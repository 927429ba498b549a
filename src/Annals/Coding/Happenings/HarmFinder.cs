using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>
/// Finds who was killed, hurt, taken, held, freed or driven out, and how many. A number counts where the language room
/// says what it counts; a single person counts one; bare plurals count nobody knows how many.
/// </summary>
public sealed class HarmFinder(ArticleReader reader)
{
    private readonly List<PhraseMatch<HarmWord>> matches = [];

    private readonly Tolls tolls = new(reader);

    private readonly PeopleCounts counts = new(reader);

    public List<HarmFound> Find(Sentence sentence)
    {
        var found = new List<HarmFound>();
        var words = reader.WordsOf(sentence.Index);
        for (var start = 0; start < sentence.Length; start++)
        {
            matches.Clear();
            reader.Codebook.Harm.Match(words, start, matches);
            foreach (var match in matches)
                if (Fits(sentence, words, match))
                {
                    // "died of heart failure": the longer phrase says that it is no harm.
                    if (match is { Words.Length: > 1, Value: { Effect: null, IsCasualty: false } })
                    {
                        start = match.Last;
                        break;
                    }
                    var before = found.Count;
                    Read(sentence, match, found);
                    if (found.Count == before)
                        continue;
                    start = Math.Max(
                        start,
                        match.Words.Length > 1 && !match.Value.Words.Contains('_', StringComparison.Ordinal)
                            ? match.Last
                            : start
                    );
                    break;
                }
        }
        return Unique(found);
    }

    /// <summary>"took about 60 girls", "Two men were caught": harm that no word of its own tells, because the act is of a kind that does it.</summary>
    public List<HarmFound> Of(Act act, Effect effect)
    {
        var found = new List<HarmFound>();
        foreach (var filler in act.Fillers)
            if (
                filler is { Role: "target" or "victim", Phrase: { IsPlace: false, Thing: null } phrase }
                && !(filler.Role == "victim" && act.Trigger.Frame.Role(filler.Slot) != "victim")
                && (
                    phrase.People is not null
                    || phrase.Sentence[phrase.Head].Tag is Upos.Num or Upos.Propn
                    || phrase.IsPronoun
                    || counts.Numbered(phrase.Sentence, phrase.Head) is not null
                )
            )
                Add(act.Sentence, act.Head, effect, phrase.Head, null, found);
        return Unique(found);
    }

    private bool Fits(Sentence sentence, Words words, PhraseMatch<HarmWord> match)
    {
        var head = match.Head(sentence);
        var tag = sentence[head].Tag;
        return match.Value.Pos switch
        {
            // "shot dead": two words that together can be nothing else, whatever the tagger takes the first for.
            'v' => words.Verbal[match.First]
                || (
                    match.Words.Length > 1
                    && match.Words.Any(word => words.Verbal[word] || words.Forms[word] != words.Lemmas[word])
                )
                || (
                    words.Forms[match.First] != words.Lemmas[match.First]
                    && match.Words.Length == 1
                    && BeforeNumber(sentence, match.First) is not null
                )
                || (sentence[head].Xpos is "VBN" or "VBD" or "VBG" && tag is Upos.Adj or Upos.Verb),
            // "The death toll from Tuesday's strike": a noun before "from" stands before no other, whatever the tree says.
            'n' => tag is Upos.Noun or Upos.Propn or Upos.Adj
                && (
                    sentence[head].Relation is not (Dependency.Compound or Dependency.Amod)
                    || (head + 1 < sentence.Length && sentence[head + 1].Tag is Upos.Adp)
                ),
            _ => tag is not (Upos.Verb or Upos.Noun or Upos.Propn)
                || sentence[head].Xpos is "VBN" or "VBD"
                || match.Value.Pos is 'x',
        };
    }

    private void Read(Sentence sentence, PhraseMatch<HarmWord> match, List<HarmFound> found)
    {
        var word = match.Head(sentence);
        if (match.Value.IsCasualty)
        {
            if (counts.Of(sentence, word, word) is { Best: 0 } none)
                found.AddRange([
                    Bare(sentence, word, Effect.Killed, none, word),
                    Bare(sentence, word, Effect.Injured, none, word),
                ]);
            return;
        }
        if (match.Value.Effect is not { } effect)
            return;
        switch (match.Value.Pos)
        {
            case 'v':
                ReadVerb(
                    sentence,
                    match.Words.Length > 1 || sentence[match.First].Tag is Upos.Verb or Upos.Adj
                        ? VerbOf(sentence, match)
                        : word,
                    match.Value,
                    effect,
                    found
                );
                break;
            case 'n':
                ReadNoun(sentence, word, match.Value, effect, found);
                break;
            default:
                ReadAdjective(sentence, word, effect, found);
                break;
        }
    }

    /// <summary>"shot dead a sheikh": where taggers take the first word for a noun and an object follows, its verb is the next.</summary>
    private static int VerbOf(Sentence sentence, PhraseMatch<HarmWord> match) =>
        sentence[match.First].Tag is Upos.Noun
        && match.Last + 1 < sentence.Length
        && sentence[match.Last + 1].Tag is Upos.Det or Upos.Num
        && match.Words.FirstOrDefault(word => sentence[word].Tag is Upos.Verb, -1) is >= 0 and var verb
            ? verb
            : match.First;

    private void ReadVerb(Sentence sentence, int verb, HarmWord word, Effect effect, List<HarmFound> found)
    {
        var before = found.Count;
        if (
            (word.Slots.Contains("pass") || word.Slots.Contains("subj"))
            && tolls.CountBefore(sentence, verb) is { } count
        )
        {
            var counted = verb - 1;
            while (counted > count + 2 && sentence[counted].Tag is not Upos.Noun)
                counted--;
            var who = sentence[counted].Tag is Upos.Noun ? reader.Phrase(sentence, counted) : null;
            found.AddRange(tolls.Read(sentence, count, effect, who));
            if (found.Count > before)
                return;
        }
        // "planned to take his own life": what nobody yet did.
        if (word.BySelf && sentence[verb].Xpos is "VB")
            return;
        if (word.Slots.Contains("obj") && BeforeNumber(sentence, verb) is { } number)
        {
            var counted =
                number.Counted > verb && !reader.IsTailSpeaker(sentence, number.Counted, verb)
                    ? number.Counted
                    : number.Last;
            foreach (var head in Together(sentence, counted))
                Add(sentence, verb, effect, head, word, found);
            if (found.Count > before)
                return;
        }
        if (word.Slots.Contains("pass") && NumberBefore(sentence, verb) is { } bare)
        {
            AddNumbered(sentence, verb, effect, bare, word.ImpliesAct, found);
            return;
        }
        var slots = reader.SlotsOf(sentence, verb);
        foreach (var slot in slots)
        {
            var wanted =
                word.Slots.Contains(slot.Name) || (slot.Name == "headline-subj" && word.Slots.Contains("pass"));
            if (!wanted || (slot.Name == "subj" && !word.Slots.Contains("subj")))
                continue;
            foreach (var head in Together(sentence, slot.Head))
                Add(sentence, verb, effect, head, word, found);
        }
        if (found.Count == before && Neighbour(sentence, verb, word) is { } beside)
            foreach (var head in Together(sentence, beside))
                Add(sentence, verb, effect, head, word, found);
    }

    /// <summary>"killed two people and wounded twelve others": a number right behind the word is of its object, whatever the tree says.</summary>
    private Quantity? BeforeNumber(Sentence sentence, int verb)
    {
        if (
            verb + 1 >= sentence.Length
            || sentence.Child(verb, Dependency.AuxPass) >= 0
            || (verb > 0 && sentence[verb - 1].Tag is Upos.Aux)
        )
            return null;
        var first = verb + 1;
        while (first + 1 < sentence.Length && first < verb + 3 && sentence.Plays(sentence[first].Lemma, Particle.Rest))
            first++;
        foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
            if (quantity.Kind == QuantityKind.Count && quantity.First == first)
                return quantity;
        return null;
    }

    /// <summary>Those whom one verb harms; what stands behind another such verb of the coordination is that one's.</summary>
    private List<int> Together(Sentence sentence, int head)
    {
        var all = Clause.Conjuncts(sentence, head);
        var lemmas = reader.WordsOf(sentence.Index).Lemmas;
        all.RemoveAll(other =>
        {
            for (var word = head + 1; word < other; word++)
                if (reader.Codebook.NeedsObject(lemmas[word]) && BeforeNumber(sentence, word) is not null)
                    return true;
            return false;
        });
        return all;
    }

    /// <summary>"and one seriously injured", "5 were injured": a number alone before the participle is whom it happened to.</summary>
    private (Count Count, int First, int Last)? NumberBefore(Sentence sentence, int verb)
    {
        if (
            sentence[verb].Xpos is "VB" or "VBG" or "VBP" or "VBZ"
                && !(reader.Codebook.Inflections.IsPast(sentence[verb].Form) && sentence[verb - 1].Tag is Upos.Num)
            || sentence.Child(verb, Dependency.Obj) >= 0
        )
            return null;
        var at = verb - 1;
        while (at > 0 && sentence[at].Tag is Upos.Aux or Upos.Adv)
            at--;
        if (at >= 0 && PeopleCounts.IsAnother(sentence, at))
            return (Count.Exactly(1), at, at);
        foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
            if (quantity.Kind == QuantityKind.Count && quantity.Last == at)
                return (quantity.Count, quantity.First, quantity.Last);
        return null;
    }

    /// <summary>The number is of the people whose harm the sentence told just before.</summary>
    private static void AddNumbered(
        Sentence sentence,
        int verb,
        Effect effect,
        (Count Count, int First, int Last) number,
        bool implies,
        List<HarmFound> found
    ) =>
        found.Add(
            new()
            {
                Sentence = sentence,
                Word = verb,
                Effect = effect,
                Who = found.FindLast(harm => harm.Whole is null && harm.Who is not null && harm.Word < verb)?.Who,
                Count = number.Count,
                Span = sentence.Span(number.First, number.Last),
                ImpliesAct = implies,
                IsDoneTo = true,
            }
        );

    /// <summary>Where the tree gives nobody: after an active verb the people that follow, before a passive the first that are counted.</summary>
    private int? Neighbour(Sentence sentence, int verb, HarmWord word)
    {
        var passive = verb > 0 && sentence[verb - 1].Tag is Upos.Aux or Upos.Adv;
        if (!passive && word.Slots.Contains("obj"))
        {
            for (
                var at = verb + 1;
                at < Math.Min(sentence.Length, verb + 8)
                    && sentence[at].Tag is not (Upos.Verb or Upos.Punct or Upos.Sconj);
                at++
            )
                if (
                    sentence[at].Tag is Upos.Noun or Upos.Propn
                    && reader.Phrase(sentence, at) is { People: not null, IsTime: false } phrase
                    && phrase.Head == at
                )
                    return at;
            if (!word.Slots.Contains("pass") || sentence[verb].Xpos is "VB" or "VBG" or "VBP" or "VBZ")
                return null;
        }
        int? nearest = null;
        for (var at = verb - 1; at >= 0 && verb - at < 16; at--)
        {
            if (sentence[at].Tag is Upos.Verb && sentence[at].Xpos is not ("VBG" or "VBN"))
                break;
            if (
                sentence[at].Tag is Upos.Noun
                && reader.Phrase(sentence, at) is { People: not null } phrase
                && phrase.Head == at
                && (sentence[at].Relation is not Dependency.Compound || sentence[at].Head == verb)
            )
                nearest = nearest is null || counts.Numbered(sentence, at) is not null ? at : nearest;
        }
        return nearest;
    }

    private void ReadNoun(Sentence sentence, int noun, HarmWord word, Effect effect, List<HarmFound> found)
    {
        if (word.Slots.Contains("toll"))
        {
            ReadToll(sentence, noun, effect, found);
            return;
        }
        if (word.Slots.Contains("self"))
        {
            if (tolls.CountBefore(sentence, noun) is { } counted)
                found.AddRange(tolls.Read(sentence, counted, effect, null));
            else if (counts.Numbered(sentence, noun) is { } count)
                found.Add(Bare(sentence, noun, effect, count.Count, count.First));
            // "the bodies of five miners": those whose bodies they are.
            else if (word.Slots.Contains("of"))
                AddOf(sentence, noun, effect, word, found);
            return;
        }
        AddOf(sentence, noun, effect, word, found);
    }

    private void AddOf(Sentence sentence, int noun, Effect effect, HarmWord word, List<HarmFound> found)
    {
        foreach (var slot in reader.SlotsOfNoun(sentence, noun))
            if (slot.Name is "of" or "poss")
                foreach (var head in Clause.Conjuncts(sentence, slot.Head))
                    if (reader.Phrase(sentence, head) is { People: not null } or { IsName: true, IsPlace: false })
                        Add(sentence, noun, effect, head, word, found);
    }

    private void ReadAdjective(Sentence sentence, int word, Effect effect, List<HarmFound> found)
    {
        if (counts.Numbered(sentence, word) is { } count)
        {
            found.Add(Bare(sentence, word, effect, count.Count, count.First));
            return;
        }
        var token = sentence[word];
        if (token.Head < 0)
            return;
        if (
            token.Relation is Dependency.Amod or Dependency.Acl
            && Clause.IsNominal(sentence, token.Head)
            && word > token.Head
        )
            Add(sentence, word, effect, token.Head, null, found);
        else if (
            token.Relation is Dependency.Xcomp or Dependency.Advcl or Dependency.Conj
            && reader.Codebook.Cues.Has(sentence[token.Head].Lemma, Cue.LeavesHarmed)
        )
        {
            if (sentence.Child(token.Head, Dependency.Obj) is >= 0 and var obj)
                Add(sentence, word, effect, obj, null, found);
            else if (sentence.Child(token.Head, Dependency.NsubjPass) is >= 0 and var subject)
                Add(sentence, word, effect, subject, null, found);
        }
        else if (
            word > 0
            && sentence[word - 1].Tag is Upos.Noun or Upos.Propn
            && sentence.Child(word, Dependency.Nsubj) == word - 1
        )
            Add(sentence, word, effect, word - 1, null, found);
    }

    /// <summary>"The death toll has risen to 31 from 24": what it rose to stands, what it was is superseded.</summary>
    private void ReadToll(Sentence sentence, int noun, Effect effect, List<HarmFound> found)
    {
        var moved = tolls.Read(sentence, noun, effect, null);
        found.AddRange(moved);
        if (moved.Count > 0)
            return;
        foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
        {
            if (
                quantity.Kind is not QuantityKind.Count
                || quantity.First < noun - 6
                || (quantity.Counted >= 0 && !IsPeople(sentence, quantity.Counted))
            )
                continue;
            var before = quantity.First > 0 ? sentence[quantity.First - 1].Form : "";
            if (!reader.Codebook.Tolls.Is(before, "told"))
                continue;
            var span = sentence.Span(quantity.First, quantity.Last);
            found.Add(
                new()
                {
                    Sentence = sentence,
                    Word = noun,
                    Effect = effect,
                    Count = quantity.Count,
                    Span = span,
                    Superseded = reader.Codebook.Tolls.Is(before, "before"),
                    IsToll = true,
                }
            );
        }
    }

    private void Add(Sentence sentence, int word, Effect effect, int head, HarmWord? row, List<HarmFound> found)
    {
        head = reader.WhoseBody(sentence, head);
        var phrase = reader.Phrase(sentence, head);
        if (phrase.IsTime || !CanBeHarmed(phrase, head) || reader.IsTailSpeaker(sentence, head, word))
            return;
        var count = counts.Of(sentence, head, phrase.Head, phrase) ?? Count.Unknown;
        // "shot three people in the head, killing them"
        if (
            count.IsUnknown
            && sentence.PlaysInAnyCase(sentence[head].Form, Particle.Them)
            && found.FindLast(harm => harm is { Whole: null, Count.IsUnknown: false }) is { Who: { } before } shot
        )
            (count, phrase) = (shot.Count, before);
        // "Three teachers were taken. They were let go": they are as many as they were.
        if (count.IsUnknown && phrase.IsPronoun && reader.Antecedent(phrase) is { People: not null } meant)
            count = counts.Of(meant.Sentence, meant.Head, meant.Head, meant) ?? count;
        var first = Math.Min(head, phrase.First);
        foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
            if ((quantity.Counted == head || quantity.Counted == phrase.Head) && quantity.First >= first - 6)
                first = Math.Min(first, quantity.First);
        var whole = new HarmFound
        {
            Sentence = sentence,
            Word = word,
            Effect = effect,
            Who = phrase,
            Count = count,
            Span = sentence.Span(first, Math.Max(phrase.Last, head)),
            ImpliesAct = row?.ImpliesAct ?? false,
            IsDoneTo = row is { Slots: ["obj", "pass"] },
            BySelf = row?.BySelf == true || sentence.PlaysInAnyCase(sentence[head].Form, Particle.Itself),
        };
        found.Add(whole);
        AddParts(sentence, whole, head, found);
    }

    /// <summary>People, a name of no place, or something unknown that a number counts: "three Latvians", but not "three trucks" or "no details".</summary>
    private bool CanBeHarmed(NounPhrase phrase, int head) =>
        phrase.People is not null
        || phrase.IsPronoun
        || phrase.Sentence[head].Tag == Upos.Num
        || PeopleCounts.IsAnother(phrase.Sentence, head)
        || (phrase.IsName && !phrase.IsPlace && phrase.Thing is null)
        || (phrase.Thing is null && counts.Numbered(phrase.Sentence, head) is { Count.Best: not 0 });

    /// <summary>"including three children and a midwife", "two of them women".</summary>
    private void AddParts(Sentence sentence, HarmFound whole, int head, List<HarmFound> found)
    {
        foreach (var over in (ReadOnlySpan<int>)[head, whole.Word])
        foreach (var child in sentence.ChildrenOf(over))
            if (
                child > head
                && (over == head || whole.Word != head)
                && sentence[child].Relation is Dependency.Nmod or Dependency.Acl or Dependency.Obl
                && sentence.Plays(Clause.Preposition(sentence, child), Particle.Including)
            )
                foreach (var part in Clause.Conjuncts(sentence, child))
                {
                    var phrase = reader.Phrase(sentence, part);
                    if (phrase.People is null && reader.Names.At(sentence, part) is null)
                        continue;
                    found.Add(
                        whole with
                        {
                            Who = phrase,
                            Count = counts.Of(sentence, part, phrase.Head, phrase) ?? Count.Unknown,
                            Span = sentence.Span(phrase.First, phrase.Last),
                            Whole = whole,
                        }
                    );
                }
    }

    private static HarmFound Bare(Sentence sentence, int word, Effect effect, Count count, int first) =>
        new()
        {
            Sentence = sentence,
            Word = word,
            Effect = effect,
            Count = count,
            Span = sentence.Span(Math.Min(first, word), Math.Max(first, word)),
        };

    private bool IsPeople(Sentence sentence, int word) => reader.Phrase(sentence, word).People is not null;

    /// <summary>Two words may say one harm ("killed dead"): the same effect on the same words once.</summary>
    private static List<HarmFound> Unique(List<HarmFound> found)
    {
        var unique = new List<HarmFound>();
        foreach (var harm in found)
            if (
                !unique.Exists(other =>
                    other.Effect == harm.Effect
                    && other.Span.Overlaps(harm.Span)
                    && (other.Whole is null) == (harm.Whole is null)
                    && other.Superseded == harm.Superseded
                )
            )
                unique.Add(harm);
        // "shot and killed", "wounded and later died": who died is not among the wounded.
        unique.RemoveAll(harm =>
            harm.Effect == Effect.Injured
            && harm.Who is { } who
            && unique.Exists(other =>
                other.Effect == Effect.Killed && other.Who?.Head == who.Head && other.Span == harm.Span
            )
        );
        return unique;
    }
}
