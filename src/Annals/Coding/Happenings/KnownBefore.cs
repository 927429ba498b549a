using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>
/// What a sentence takes as known and does not tell: the deed that is tried, mourned or looked into, the fighting that is to end, the
/// flight that people have behind them, the truce that others break.
/// </summary>
public sealed class KnownBefore(ArticleReader reader)
{
    /// <summary>"will be tried for the killing of", "will investigate the attack": the deed is behind what is to come.</summary>
    public bool IsPresupposed(Act act)
    {
        var sentence = act.Sentence;
        if (act.Trigger.IsVerb || sentence[act.Head].Head != act.ClauseVerb || !StoryTeller.IsDefinite(act))
            return false;
        return sentence[act.Head].Relation switch
        {
            Dependency.Obl => Clause.Preposition(sentence, act.Head) is { } preposition
                && reader.Codebook.IsOfClass(preposition, "behind"),
            Dependency.Obj or Dependency.NsubjPass => reader.Codebook.IsOfClass(
                sentence[act.ClauseVerb].Lemma,
                "dealing"
            ),
            _ => false,
        };
    }

    /// <summary>"called for an inquiry into the killings", "demanded justice for the murder": what is asked for is not the deed, which is known.</summary>
    public bool IsLookedInto(Act act, int below, int above) =>
        !act.Trigger.IsVerb
        && act.Sentence[below].Relation is Dependency.Nmod
        && act.Sentence[above].Tag is Upos.Noun
        && reader.Codebook.IsOfClass(reader.WordsOf(act.Sentence.Index).Lemmas[above], "inquiries")
        && StoryTeller.IsDefinite(act);

    /// <summary>"lifted the embargo", "eased sanctions": that it is over is told, and not that it began.</summary>
    public bool IsLifted(Act act)
    {
        var sentence = act.Sentence;
        if (
            act.Trigger.IsVerb
            || act.Type is not "sanction"
            || sentence[act.Head] is not { Relation: Dependency.Obj or Dependency.NsubjPass, Head: >= 0 and var over }
        )
            return false;
        var lemmas = reader.WordsOf(sentence.Index).Lemmas;
        return reader.Codebook.IsOfClass(lemmas[over], "lifting")
            || over + 1 < sentence.Length && reader.Codebook.IsOfClass($"{lemmas[over]}_{lemmas[over + 1]}", "lifting");
    }

    private static bool IsUnreal(Sentence sentence, int verb)
    {
        foreach (var child in sentence.ChildrenOf(verb))
            if (sentence[child].Relation is Dependency.Aux && sentence.Plays(sentence[child].Lemma, Particle.Unreal))
                return true;
        return false;
    }

    /// <summary>"urged both sides to halt the fighting": that it goes on is no news of the sentence, and that it shall end no fighting.</summary>
    public bool IsToEnd(Act act)
    {
        var sentence = act.Sentence;
        if (
            sentence[act.Head].Head is not (>= 0 and var over)
            || !reader.Codebook.IsOfClass(reader.WordsOf(sentence.Index).Lemmas[over], "halting")
            || !reader.Codebook.Types[act.Type].IsViolent
        )
            return false;
        // "would stop attacking convoys", "a lull in the bombing"
        if (act.Trigger.IsVerb)
            return sentence[act.Head] is { Xpos: "VBG", Relation: not (Dependency.Conj or Dependency.Acl) }
                && IsUnreal(sentence, over);
        return sentence[act.Head].Relation is Dependency.Nmod && sentence[over].Tag is Upos.Noun
            || sentence[act.Head].Relation is Dependency.Obj or Dependency.Nmod
                && act.Status is Status.Hypothetical or Status.Planned;
    }

    /// <summary>"laid flowers, ten years after bombs killed 191 people": what the main clause is told to come years after.</summary>
    public bool IsYearsBefore(Act act)
    {
        var (sentence, lemmas) = (act.Sentence, reader.WordsOf(act.Sentence.Index).Lemmas);
        for (var word = act.Head - 1; word > 1; word--)
            if (sentence[word].Form is "," or ";" or ":")
                return false;
            else if (
                sentence.Plays(sentence[word].Form, Particle.After)
                && reader.Codebook.IsOfClass(lemmas[word - 1], "years")
                && sentence[word - 2].Tag is Upos.Num or Upos.Det or Upos.Adj
            )
                return true;
        return false;
    }

    /// <summary>"people who had fled the fighting returned": that they had fled says who they are.</summary>
    public static bool HadFled(Act act)
    {
        if (
            act.Type != "displacement"
            || !act.Trigger.IsVerb
            || act.Sentence[act.Head].Relation is not Dependency.AclRelcl
        )
            return false;
        foreach (var child in act.Sentence.ChildrenOf(act.Head))
            if (
                act.Sentence[child].Relation is Dependency.Aux
                && act.Sentence.Plays(act.Sentence[child].Form, Particle.Had)
            )
                return true;
        return false;
    }

    /// <summary>"under the truce that ended the war", "despite the ceasefire": terms that others act by or against are not agreed on here.</summary>
    public static bool IsTerms(Act act) =>
        act is { Type: "agreement", Trigger.IsVerb: false }
        && Clause.Preposition(act.Sentence, act.Head) is { } preposition
        && (
            act.Sentence.Plays(preposition, Particle.Under)
            || act.Sentence.Plays(preposition, Particle.Amid) && StoryTeller.IsDefinite(act)
        );

    /// <summary>"before soldiers arrived", "while the army was patrolling nearby": forces that are told of for what happened beside them.</summary>
    public static bool IsOnlyBeside(Act act)
    {
        var sentence = act.Sentence;
        if (
            act.Type != "deployment"
            || !act.Trigger.IsVerb
            || sentence[act.Head].Relation is not (Dependency.Advcl or Dependency.Acl)
        )
            return false;
        // A tree may take "before" for a preposition of the soldiers.
        if (
            act.InRole("perpetrator").FirstOrDefault() is { First: > 0 and var first, Head: var who }
            && who < act.Head
            && sentence.Plays(sentence[first - 1].Form, Particle.BesideOpening)
        )
            return true;
        foreach (var child in sentence.ChildrenOf(act.Head))
            if (
                child < act.Head
                && sentence[child].Relation is Dependency.Mark or Dependency.Advmod
                && sentence.PlaysInAnyCase(sentence[child].Form, Particle.BesideMark)
            )
                return true;
        return false;
    }

    /// <summary>"The attacks could have been carried out by the movement": that they happened is known, who did it is supposed.</summary>
    public static bool IsSupposed(Act act)
    {
        var sentence = act.Sentence;
        if (act.Trigger.IsVerb || act.ClauseVerb == act.Head || !StoryTeller.IsDefinite(act))
            return false;
        var have = false;
        foreach (var child in sentence.ChildrenOf(act.ClauseVerb))
            have |= sentence[child].Relation is Dependency.Aux && sentence.Plays(sentence[child].Lemma, Particle.Have);
        return have && act.Fillers.Exists(filler => filler is { Role: "perpetrator", Slot: "by" });
    }
}
