using Annals.Coding.Happenings;
using Annals.Coding.Speech;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Assessments;

/// <summary>
/// Where somebody stands on what others want or do, told by the verb itself: a proposal is turned down ("rejected the plan", "is opposed to
/// mediation"), others are praised ("welcomed the decision"), or shall do something ("said the rebels must leave"). Words are rows of
/// `data/coding/stances.tsv`.
/// </summary>
internal sealed class Positions
{
    private readonly HashSet<string> turning = new(StringComparer.Ordinal);
    private readonly HashSet<string> offers = new(StringComparer.Ordinal);
    private readonly HashSet<string> praising = new(StringComparer.Ordinal);
    private readonly HashSet<string> duties = new(StringComparer.Ordinal);

    /// <summary>The row is one of this reader's.</summary>
    public bool Takes(string cue, string word) =>
        cue switch
        {
            "turning" => turning.Add(word) || true,
            "offer" => offers.Add(word) || true,
            "praising" => praising.Add(word) || true,
            "duty" => duties.Add(word) || true,
            _ => false,
        };

    /// <summary>Positions that no verb of saying gives, by whoever may have one: a state, a force, a group, a body.</summary>
    public IEnumerable<SpeechAct> Taken(CodingContext context)
    {
        var spoken = context.Spoken.Acts.Select(act => (act.Sentence, act.Cue)).ToHashSet();
        foreach (var sentence in context.Sentences)
            for (var verb = 1; verb < sentence.Length && !sentence.InTitle; verb++)
                if (
                    StanceAt(context, sentence, verb) is not null
                    && !spoken.Contains((sentence.Index, verb))
                    && Taker(context, sentence, verb) is { } taker
                )
                {
                    var act = new SpeechAct(sentence.Index, verb, sentence.Index, taker, -1, sentence[verb].Lemma);
                    act.Scope.Add(sentence.Span(verb + 1, Math.Max(verb + 1, sentence.Subtree(verb).Last)));
                    yield return act;
                }
    }

    /// <summary>What stance the verb or adjective tells; null where it tells none.</summary>
    public string? StanceAt(CodingContext context, Sentence sentence, int verb)
    {
        if (verb < 0 || sentence[verb].Tag is not (Upos.Verb or Upos.Adj) || verb + 1 >= sentence.Length)
            return null;
        if (turning.Contains(sentence[verb].Lemma) && Aimed(sentence, verb) is { } offered)
            return offers.Contains(sentence[offered].Lemma) ? "rejects" : null;
        return
            praising.Contains(sentence[verb].Lemma)
            && sentence[verb].Tag is Upos.Verb
            && sentence[verb].Xpos is not ("VBG" or "VB")
            && Aimed(sentence, verb) is { } praised
            && context.Cast.PartyOf(sentence.Index, praised).Type is not (ActorType.Person or ActorType.Civilians)
            ? "supports"
            : null;
    }

    /// <summary>"said the rebels must leave": somebody else shall do it, and has not had to.</summary>
    public bool IsDemand(CodingContext context, SpeechAct act)
    {
        var sentence = context.Sentences[act.Sentence];
        for (var word = 1; word < sentence.Length; word++)
        {
            if (
                !duties.Contains(sentence[word].Lemma)
                || sentence[word] is not { Relation: Dependency.Aux, Head: >= 0 and var verb }
                || !act.Covers(sentence.InTitle, sentence[word].Start)
                || sentence.Child(verb, Dependency.Nsubj) is not (>= 0 and var who)
            )
                continue;
            var had = false;
            foreach (var child in sentence.ChildrenOf(verb))
                had |=
                    sentence[child].Relation is Dependency.Aux && sentence.Plays(sentence[child].Lemma, Particle.Have);
            if (!had && (sentence[who].Tag is Upos.Propn || IsParty(context, sentence, who)))
                return true;
        }
        return false;
    }

    private static int? Aimed(Sentence sentence, int verb)
    {
        foreach (var child in sentence.ChildrenOf(verb))
            if (
                child > verb
                && (
                    sentence[child].Relation is Dependency.Obj
                    || sentence[child].Relation is Dependency.Obl
                        && sentence.Plays(Clause.Preposition(sentence, child), Particle.To)
                )
            )
                return child;
        return null;
    }

    private int? Taker(CodingContext context, Sentence sentence, int verb)
    {
        var subject = sentence.Child(verb, Dependency.Nsubj);
        // "is opposed to the plan"
        if (subject < 0 && sentence.Child(verb, Dependency.Obj) < 0 && turning.Contains(sentence[verb].Lemma))
            subject = sentence.Child(verb, Dependency.NsubjPass);
        return subject >= 0 && subject < verb && IsParty(context, sentence, subject) ? subject : null;
    }

    private static bool IsParty(CodingContext context, Sentence sentence, int word) =>
        sentence[word].Tag is Upos.Noun or Upos.Propn
        && context.Cast.PartyOf(sentence.Index, word).Type
            is ActorType.Government
                or ActorType.StateForce
                or ActorType.Rebel
                or ActorType.Militia
                or ActorType.Organisation
                or ActorType.Peacekeepers;
}
