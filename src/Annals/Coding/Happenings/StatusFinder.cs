using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>
/// Reads how far an act is real: what stands over it ("denied that", "plot to", "fear that"), beside it ("not", "will",
/// "alleged") and before it ("if"). The nearest word decides, and a foiled plan is both planned and foiled.
/// </summary>
public sealed class StatusFinder(ArticleReader reader)
{
    private const int Highest = 7;

    private readonly List<PhraseMatch<StatusWord>> matches = [];
    private readonly KnownBefore known = new(reader);

    public void Settle(Act act)
    {
        var sentence = act.Sentence;
        Beside(act, act.Head);
        if (
            act.ClauseVerb != act.Head
            && Clause.IsUnder(sentence, act.Head, act.ClauseVerb)
            && !known.IsPresupposed(act)
        )
            Beside(act, act.ClauseVerb, nounOf: act.Head);
        var below = act.Head;
        var above = sentence[below].Head;
        for (var step = 0; above >= 0 && step < Highest && !known.IsLookedInto(act, below, above); step++)
        {
            Over(act, below, above);
            (below, above) = (above, sentence[above].Head);
        }
        if (act.Trigger.IsVerb)
            Infinitive(act);
        else if (act.ClauseVerb != act.Head && IsAbility(sentence, act.ClauseVerb))
            act.Tags.Add("purpose");
        if (known.IsYearsBefore(act))
            act.Tags.Add("remembered");
        if (act.Status is Status.Hypothetical && KnownBefore.IsSupposed(act))
            act.Status = Status.Alleged;
        if (IsOfNone(act))
            act.Negated = true;
        if (IsInverted(act) || IsAwaited(act))
            act.Status = Status.Hypothetical;
        if (IsHeadlinePlan(act) && act.Status is Status.Reported)
            act.Status = Status.Planned;
        if (IsImagined(act) && act.Status is Status.Reported)
            act.Status = Status.Hypothetical;
        // "handed back without a fight"
        act.Generic |=
            !act.Trigger.IsVerb && act.Sentence.Plays(Clause.Preposition(act.Sentence, act.Head), Particle.Without);
        act.Generic |=
            KnownBefore.IsTerms(act) || KnownBefore.HadFled(act) || known.IsToEnd(act) || known.IsLifted(act);
        act.Generic |= IsHabit(act) || IsBare(act) || IsUsual(act) || IsOfLaw(act) || KnownBefore.IsOnlyBeside(act);
    }

    /// <summary>"An assault would be a disaster", "any attack could spread": what is said of an act that nobody has told of.</summary>
    private static bool IsImagined(Act act)
    {
        var sentence = act.Sentence;
        if (
            act.Trigger.IsVerb
            || sentence[act.Head] is not { Relation: Dependency.Nsubj, Head: >= 0 and var said }
            || sentence.Child(act.Head, Dependency.Det) is not (>= 0 and var article)
            || !sentence.Plays(sentence[article].Lemma, Particle.AnyOne)
        )
            return false;
        foreach (var child in sentence.ChildrenOf(said))
            if (sentence[child].Relation is Dependency.Aux && sentence.Plays(sentence[child].Lemma, Particle.Unreal))
                return true;
        return false;
    }

    /// <summary>
    /// "Militants stop buses and beat drivers", "a soldier who kills his officer": below a headline, news tells what happened in
    /// the past tense, and a bare present is a habit or a plot. A day or a number makes it a happening.
    /// </summary>
    private bool IsHabit(Act act)
    {
        var sentence = act.Sentence;
        if (sentence.InTitle || !reader.HasTitle || act.Status is not Status.Reported || act.Type is "threat")
            return false;
        var verb = act.Head;
        // "Air strikes kill farmers": the kind of act is what the verb tells of.
        if (!act.Trigger.IsVerb)
        {
            if (sentence[verb] is not { Relation: Dependency.Nsubj, Xpos: "NNS", Head: >= 0 and var over })
                return false;
            verb = over;
        }
        if (!IsPresent(sentence, verb))
            return false;
        foreach (var time in reader.Context.TimesOf(sentence.Index))
            if (time is { IsDuration: false, Time.From: not null })
                return false;
        foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
            if (quantity.Kind is QuantityKind.Count && Clause.IsUnder(sentence, quantity.First, verb))
                return false;
        return true;
    }

    /// <summary>"Pirates usually board at night, tie up the crew and rob the safe": what one of the verbs says of all, wherever the tree hangs it.</summary>
    private bool IsUsual(Act act)
    {
        var sentence = act.Sentence;
        if (
            !act.Trigger.IsVerb
            || sentence[act.Head].Xpos is not ("VB" or "VBP" or "VBZ")
            || act.Status is not Status.Reported
        )
            return false;
        foreach (var child in sentence.ChildrenOf(act.Head))
            if (sentence[child].Relation is Dependency.Aux or Dependency.Mark)
                return false;
        for (var word = 0; word < act.Head; word++)
            if (sentence[word].Tag is Upos.Adv && Lookup(sentence, word) is { Status: "generic", Scope: "word" })
                return true;
        return false;
    }

    /// <summary>"Under the bill, anyone who kidnaps a child faces ten years": what a law says of a kind of act.</summary>
    private bool IsOfLaw(Act act)
    {
        var sentence = act.Sentence;
        return sentence.Length > 3
            && sentence.PlaysInAnyCase(sentence[0].Form, Particle.Under)
            && char.IsUpper(sentence[0].Form[0])
            && sentence[1].Tag is Upos.Det
            && Enumerable
                .Range(2, Math.Min(3, sentence.Length - 2))
                .Any(word => reader.Codebook.IsOfClass(sentence[word].Lemma, "laws"))
            && reader.Context.TimesOf(sentence.Index).All(time => time.IsDuration);
    }

    /// <summary>A simple present; a form that may be either tense is what the first verb of its coordination is.</summary>
    private bool IsPresent(Sentence sentence, int verb)
    {
        foreach (var child in sentence.ChildrenOf(verb))
            if (sentence[child].Relation is Dependency.Aux or Dependency.AuxPass or Dependency.Cop or Dependency.Mark)
                return false;
        if (sentence[verb] is { Tag: Upos.Verb, Xpos: "VBZ" or "VBP" })
            return true;
        var words = reader.WordsOf(sentence.Index);
        return words.Forms[verb] == words.Lemmas[verb]
            && sentence[verb] is { Relation: Dependency.Conj, Head: >= 0 and var first }
            && IsPresent(sentence, first);
    }

    /// <summary>"advice on attacks, kidnapping and arrest": a bare noun below another, of no one, nowhere and at no time, is a kind of act.</summary>
    private bool IsBare(Act act)
    {
        var sentence = act.Sentence;
        var top = act.Head;
        while (sentence[top] is { Relation: Dependency.Conj, Head: >= 0 and var first })
            top = first;
        if (
            sentence.InTitle
            || act.Trigger.IsVerb
            || act.Fillers.Count > 0
            || sentence[top].Relation is not Dependency.Nmod
            || sentence[sentence[top].Head].Tag is not (Upos.Noun or Upos.Propn)
        )
            return false;
        foreach (var child in sentence.ChildrenOf(act.Head))
            if (
                sentence[child].Relation
                is not (Dependency.Case or Dependency.Conj or Dependency.Cc or Dependency.Punct)
            )
                return false;
        foreach (var time in reader.Context.TimesOf(sentence.Index))
            if (!time.IsDuration)
                return false;
        return true;
    }

    /// <summary>"Hanoi to pull out", "Armenia is to give the village back": an infinitive that stands for a future.</summary>
    private static bool IsHeadlinePlan(Act act)
    {
        var sentence = act.Sentence;
        if (!act.Trigger.IsVerb)
            return false;
        // "are to be swapped"
        if (sentence[act.Head].Xpos is "VBN")
            return IsToBe(sentence, act.Head);
        if (sentence[act.Head].Xpos is not "VB")
            return false;
        var (to, be) = (false, false);
        foreach (var child in sentence.ChildrenOf(act.Head))
        {
            to |=
                child < act.Head
                && sentence.Plays(sentence[child].Lemma, Particle.To)
                && sentence[child].Relation is Dependency.Mark;
            be |=
                sentence[child].Relation is Dependency.Aux or Dependency.Cop
                && sentence.Plays(sentence[child].Lemma, Particle.Be);
        }
        return to
            && (
                be
                || (
                    sentence.InTitle
                    && sentence[act.Head].Relation is Dependency.Root or Dependency.Acl or Dependency.Nmod
                )
            );
    }

    private static bool IsToBe(Sentence sentence, int verb)
    {
        var (to, finite, passive) = (-1, -1, -1);
        foreach (var child in sentence.ChildrenOf(verb))
            if (child > verb)
                continue;
            else if (sentence.Plays(sentence[child].Lemma, Particle.To) && sentence[child].Relation is Dependency.Mark)
                to = child;
            else if (sentence[child].Tag is Upos.Aux && sentence.Plays(sentence[child].Lemma, Particle.Be))
                if (sentence[child].Xpos is "VB")
                    passive = child;
                else
                    finite = child;
        return finite >= 0 && finite < to && to < passive;
    }

    /// <summary>"signed no truce", "no one was detained", "no clashes, arrests or injuries": nothing and nobody to whom it happened.</summary>
    private static bool IsOfNone(Act act)
    {
        var sentence = act.Sentence;
        if (!act.Trigger.IsVerb)
        {
            var first = act.Head;
            while (sentence[first].Relation == Dependency.Conj && sentence[first].Head >= 0)
                first = sentence[first].Head;
            return first != act.Head && HasNo(sentence, first);
        }
        // "no one was killed": that is harm told as none, and the blast beside it is real.
        if (act.Tags.Contains("harm"))
            return false;
        foreach (var child in sentence.ChildrenOf(act.Head))
            if (
                sentence[child].Relation is Dependency.Obj or Dependency.NsubjPass
                && (HasNo(sentence, child) || sentence.PlaysInAnyCase(sentence[child].Form, Particle.Nothing))
            )
                return true;
        foreach (var filler in act.Fillers)
            if (
                filler.Slot is "obj" or "pass"
                && filler.Phrase.Sentence == sentence
                && (
                    HasNo(sentence, filler.Phrase.Head)
                    || sentence.PlaysInAnyCase(sentence[filler.Phrase.Head].Form, Particle.Nothing)
                )
            )
                return true;
        for (var word = act.First; word <= act.Last; word++)
            if (word != act.Head && sentence[word].Tag == Upos.Noun && HasNo(sentence, word))
                return true;
        return false;
    }

    internal static bool HasNo(Sentence sentence, int word)
    {
        foreach (var child in sentence.ChildrenOf(word))
            if (sentence[child].Relation == Dependency.Det && sentence.Plays(sentence[child].Lemma, Particle.No))
                return true;
        return false;
    }

    /// <summary>"will not be freed until the government releases its men": what somebody waits for.</summary>
    private static bool IsAwaited(Act act)
    {
        var sentence = act.Sentence;
        if (!act.Trigger.IsVerb || sentence[act.Head].Xpos is not ("VBZ" or "VBP"))
            return false;
        foreach (var child in sentence.ChildrenOf(act.Head))
            if (child < act.Head && sentence.Plays(sentence[child].Lemma, Particle.Until))
                return true;
        return false;
    }

    /// <summary>"Were saboteurs to blow up the dam", "Should they attack": a verb before its subject puts a case.</summary>
    private static bool IsInverted(Act act)
    {
        var sentence = act.Sentence;
        if (
            sentence.Length < 4
            || !sentence.PlaysInAnyCase(sentence[0].Form, Particle.Inverted)
            || sentence[0].Tag is not (Upos.Aux or Upos.Verb)
        )
            return false;
        for (var word = 1; word < sentence.Length; word++)
            if (sentence[word].Form is "," or "?")
                return sentence[word].Form is "," && act.Head < word;
        return false;
    }

    /// <summary>Words that hang on the act's own word: "not", "never", "no", "will", "if", "alleged".</summary>
    private void Beside(Act act, int head, int nounOf = -1)
    {
        var sentence = act.Sentence;
        foreach (var child in sentence.ChildrenOf(head))
        {
            if (child == nounOf)
                continue;
            // "neither has claimed the raid": it stands told elsewhere, and here nobody's.
            if (
                nounOf >= 0
                && sentence[child].Relation is Dependency.Nsubj or Dependency.Cc or Dependency.Advmod
                && child < head
                && reader.Codebook.Cues.Has(sentence[head].Lemma, Cue.Claim)
                && sentence.PlaysInAnyCase(sentence[child].Form, Particle.Neither)
            )
                act.Generic = true;
            var word = Lookup(sentence, child);
            if (word is null)
                continue;
            var fits = (word.Scope, sentence[child].Relation) switch
            {
                ("word", Dependency.Advmod or Dependency.Amod or Dependency.Det or Dependency.Cc) => nounOf < 0
                    || word.Pos is 'r',
                ("aux", Dependency.Aux) => true,
                ("mark", Dependency.Mark) => true,
                _ => false,
            };
            if (fits)
                Set(act, word.Status, child);
        }
    }

    private void Over(Act act, int below, int above)
    {
        var sentence = act.Sentence;
        var relation = sentence[below].Relation;
        if (Lookup(sentence, above) is { Scope: "clause" or "object" or "future" } word)
        {
            var governs =
                relation
                    is Dependency.Ccomp
                        or Dependency.Xcomp
                        or Dependency.Obj
                        or Dependency.Acl
                        or Dependency.Nmod
                        or Dependency.NsubjPass
                || (relation is Dependency.Nsubj && below > above)
                || (relation is Dependency.Advcl or Dependency.Obl && IsArgument(sentence, below))
                || (relation is Dependency.Conj && IsBehindThat(sentence, above, below));
            // Someone who denies, plans or threatens does so as a clause of its own; an adverbial clause of time below it is real.
            if (
                governs
                && (word.Scope != "object" || relation is Dependency.Obj or Dependency.NsubjPass)
                && (word.Scope != "future" || act.Status is Status.Planned or Status.Hypothetical)
            )
            {
                Set(act, word.Status, above);
                if (word.Status == "denied")
                    act.Tags.Add("denied-by:" + above);
            }
        }
        foreach (var child in sentence.ChildrenOf(above))
            if (
                sentence[child].Relation is Dependency.Aux or Dependency.Mark
                && relation is Dependency.Conj or Dependency.Xcomp
                && Lookup(sentence, child) is { Scope: "aux" or "mark" } modal
            )
                Set(act, modal.Status, child);
            // "usually board at night and rob the safe": what is said of the first verb is said of those beside it.
            else if (
                relation is Dependency.Conj
                && sentence[child].Relation is Dependency.Advmod
                && child < below
                && Lookup(sentence, child) is { Status: "generic" }
            )
                act.Generic = true;
    }

    /// <summary>"arrested for attacking", "accused of attacking", "prevented from attacking": the preposition makes it an argument.</summary>
    private static bool IsArgument(Sentence sentence, int word)
    {
        foreach (var child in sentence.ChildrenOf(word))
            if (
                sentence[child].Relation is Dependency.Mark or Dependency.Case
                && sentence.Plays(sentence[child].Lemma, Particle.ArgumentMark)
            )
                return true;
        return false;
    }

    /// <summary>"a launchpad for firing rockets": what a thing is for.</summary>
    private bool IsUse(Sentence sentence, int verb)
    {
        if (verb < 2 || sentence[verb].Xpos is not "VBG" || !sentence.Plays(sentence[verb - 1].Lemma, Particle.For))
            return false;
        return sentence[verb - 2].Tag is Upos.Noun
            && reader.Phrase(sentence, verb - 2) is { Thing: not null, People: null };
    }

    /// <summary>"allows it to carry out attacks" is what one can do; "allowed it to" is what one did.</summary>
    private bool IsAbility(Sentence sentence, int verb) =>
        sentence[verb] is { Xpos: "VB", Head: >= 0 and var over }
        && sentence[over].Xpos is "VBZ" or "VBP"
        && reader.Codebook.Cues.Has(sentence[over].Lemma, Cue.Enables);

    /// <summary>"marched to attack": an infinitive of purpose is no deed.</summary>
    private void Infinitive(Act act)
    {
        var sentence = act.Sentence;
        if (act.Status is not Status.Reported)
            return;
        if (IsUse(sentence, act.Head))
            act.Tags.Add("purpose");
        if (sentence[act.Head].Xpos != "VB")
            return;
        if (
            sentence[act.Head].Relation
            is not (Dependency.Advcl or Dependency.Acl or Dependency.Xcomp or Dependency.Ccomp)
        )
            return;
        var to = false;
        foreach (var child in sentence.ChildrenOf(act.Head))
            // "under which the troops are to leave": what shall be, and no purpose.
            if (sentence[child].Relation is Dependency.Cop && sentence.Plays(sentence[child].Lemma, Particle.Be))
                return;
            else
                to |= sentence.Plays(sentence[child].Lemma, Particle.To) && sentence[child].Relation is Dependency.Mark;
        if (!to)
            return;
        // "used pickaxes to demolish two tombs": whatever was used for it did it.
        if (
            sentence[act.Head]
                is { Relation: Dependency.Xcomp or Dependency.Advcl or Dependency.Acl, Head: >= 0 and var used }
            && (
                IsUsed(sentence, used)
                || sentence[used] is { Relation: Dependency.Obj, Head: >= 0 and var by } && IsUsed(sentence, by)
            )
        )
            return;
        if (
            sentence[act.Head].Relation == Dependency.Xcomp
            && !IsAbility(sentence, act.Head)
            && !reader.Codebook.Cues.Has(sentence[sentence[act.Head].Head].Lemma, Cue.Undertakes)
        )
            return;
        act.Status = Status.Hypothetical;
        act.Tags.Add("purpose");
    }

    /// <summary>"denied on Thursday that its men had fired": "that" opens what is denied, wherever the tree hangs it.</summary>
    private bool IsBehindThat(Sentence sentence, int above, int below)
    {
        for (var word = above + 1; word < below; word++)
            if (sentence.Plays(sentence[word].Form, Particle.That))
                return true;
            else if (!reader.IsTime(sentence.Index, word) && sentence[word].Tag is not Upos.Adp)
                return false;
        return false;
    }

    private bool IsUsed(Sentence sentence, int verb) =>
        sentence[verb] is { Tag: Upos.Verb, Xpos: "VBD" or "VBN" }
        && reader.Codebook.IsOfClass(sentence[verb].Lemma, "using");

    private StatusWord? Lookup(Sentence sentence, int word)
    {
        matches.Clear();
        reader.Codebook.Status.Match(reader.WordsOf(sentence.Index), word, matches);
        foreach (var match in matches)
        {
            var tag = sentence[match.First].Tag;
            var fits = match.Value.Pos switch
            {
                'v' => tag is Upos.Verb,
                'n' => tag is Upos.Noun or Upos.Propn,
                'a' => tag is Upos.Adj or Upos.Verb,
                'm' => tag is Upos.Aux,
                'd' => tag is Upos.Det or Upos.Cconj,
                's' => tag is Upos.Sconj or Upos.Adp,
                _ => tag is Upos.Adv or Upos.Part,
            };
            if (fits)
                return match.Value;
        }
        return null;
    }

    private static void Set(Act act, string status, int cue)
    {
        switch (status)
        {
            case "negated":
                act.Negated = true;
                break;
            case "generic":
                act.Generic = true;
                break;
            case "remembered":
                act.Tags.Add("remembered");
                break;
            case "foiled":
                act.Status = Status.Planned;
                act.Negated = true;
                act.Outcome = "foiled";
                break;
            case "failed":
                act.Outcome ??= "failed";
                act.Tags.Add("attempted");
                // "failed to explode": a device that did not go off harmed nobody; whoever failed to kill has tried.
                if (act.Status is Status.Reported && act.Trigger.IsVerb)
                    act.Negated = act.Trigger.Frame.Role("subj") is null;
                break;
            case "reported" or "self":
                break;
            default:
                var read = Enum.Parse<Status>(status, ignoreCase: true);
                if (act.Status is Status.Reported || Weight(read) > Weight(act.Status))
                    act.Status = read;
                break;
        }
        act.Tags.Add("cue:" + cue);
    }

    /// <summary>A denial outweighs what it denies; a threat is more than a plan; hearsay is less than either.</summary>
    private static int Weight(Status status) =>
        status switch
        {
            Status.Denied => 6,
            Status.Threatened => 5,
            Status.Hypothetical => 2,
            Status.Planned => 3,
            Status.Alleged => 4,
            _ => 0,
        };
}
