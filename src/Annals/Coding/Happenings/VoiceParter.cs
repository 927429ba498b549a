using System.Collections.Immutable;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>One telling of a story: whose it is, and which acts and harm they speak of.</summary>
/// <param name="Status">A claim's or an accusation's own; null where the acts tell it.</param>
public sealed record Voice(
    ImmutableArray<Attribution> Speakers,
    List<Act> Acts,
    List<HarmFound> Harm,
    Status? Status = null
);

/// <summary>
/// Parts a story by who tells it: two sources with two figures are two reports, and a claim of responsibility or an
/// accusation stands beside the report of the fact.
/// </summary>
public sealed class VoiceParter(ArticleReader reader)
{
    public IEnumerable<Voice> Of(Story story)
    {
        var claims = story.Acts.Where(act => !act.Sentence.InTitle && IsClaim(act)).ToList();
        var charges = story.Acts.Where(act => !claims.Contains(act) && IsCharge(act)).ToList();
        var facts = story.Acts.Except(claims).Except(charges).ToList();
        if (facts.Exists(act => !act.Sentence.InTitle && (charges.Count == 0 || act.Status is not Status.Alleged)))
        {
            if (claims.Count > 0)
                yield return new(reader.SpeakersOf(claims), claims, [], Status.Claimed);
            foreach (var charge in charges.GroupBy(Accused))
                yield return new(reader.SpeakersOf(charge), [.. charge], [], Status.Alleged);
        }
        else
            facts = story.Acts;
        var onlyClaims = claims.Count > 0 && facts == story.Acts ? Status.Claimed : (Status?)null;
        var told = Figures(story);
        if (told.Count < 2)
            yield return new(reader.SpeakersOf(facts, story.Harm), facts, story.Harm, onlyClaims);
        else
            foreach (var (speaker, own) in told)
                yield return new(
                    [speaker],
                    facts,
                    [
                        .. story.Harm.Where(harm =>
                            own.Contains(harm) || !told.Exists(other => other.Own.Contains(harm))
                        ),
                    ],
                    onlyClaims
                );
    }

    /// <summary>Somebody is blamed for it, where others tell of it without a name.</summary>
    private static bool IsCharge(Act act) =>
        act is { Blame.Status: Status.Alleged, Status: Status.Alleged, Sentence.InTitle: false };

    private string Accused(Act act)
    {
        var phrase = act.Blame!.Accused[0];
        var party = reader.Context.Cast.PartyOf(phrase.Sentence.Index, phrase.Head);
        return party.Id ?? phrase.Name;
    }

    /// <summary>The one who did it says so: "said it had carried out the attack", "claimed responsibility for".</summary>
    private bool IsClaim(Act act)
    {
        if (act.Status is Status.Claimed)
            return true;
        if (!reader.Codebook.Types[act.Type].IsViolent || act.Status is not Status.Reported)
            return false;
        foreach (var speaker in reader.Context.Spoken.Of(act.Sentence.Index, act.Head))
        foreach (var phrase in act.InRole("perpetrator"))
        {
            var party = reader.Context.Cast.PartyOf(phrase.Sentence.Index, phrase.Head);
            var same = speaker.Id is not null ? speaker.Id == party.Id : speaker.Who is { } who && who == party.Name;
            if (same && party.Type is not (ActorType.StateForce or ActorType.Government or ActorType.Civilians))
                return true;
        }
        return false;
    }

    /// <summary>The harm of each speaker, where two speakers give two figures for one effect.</summary>
    private List<(Attribution Speaker, List<HarmFound> Own)> Figures(Story story)
    {
        var told = new List<(Attribution Speaker, List<HarmFound> Own)>();
        foreach (var harm in story.Harm)
        {
            if (
                harm.Sentence.InTitle
                || harm.Superseded
                || harm.Count.IsUnknown
                || harm.Whole is not null
                || !IsTotal(harm)
                || reader.TellerOf(harm) is not { } speaker
            )
                continue;
            if (told.FindIndex(one => ArticleReader.Same(one.Speaker, speaker)) is >= 0 and var at)
                told[at].Own.Add(harm);
            else
                told.Add((speaker, [harm]));
        }
        var conflict = told.Exists(one =>
            told.Exists(other =>
                one != other
                && one.Own.Exists(mine =>
                    other.Own.Exists(theirs => mine.Effect == theirs.Effect && mine.Count != theirs.Count)
                )
            )
        );
        return conflict ? told : [];
    }

    /// <summary>A figure for all: a bare number, a toll, "people".</summary>
    private bool IsTotal(HarmFound harm) =>
        harm.IsToll
        || harm.Who is null
        || reader.Codebook.Cues.Has(harm.Who.Sentence[harm.Who.Head].Lemma, Cue.Everyone);
}
