using Annals.Coding.Actors;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Relations;

/// <summary>
/// "its new leader X", "its leader is X", "ISIS chief X", "the death of the group's leader X": titles stand so close to their names that
/// the order of the words tells more surely than the tree who leads whom.
/// </summary>
internal static class LeadershipReader
{
    public static (Party Leader, Party Led, bool IsFormer)? Read(CodingContext context, Sentence sentence, int title)
    {
        var name = title + 1;
        // "its leader, X", "its leader is X".
        if (
            name < sentence.Length
            && (
                sentence[name].Form == ","
                || (sentence[name].Xpos is "VBZ" && sentence.Plays(sentence[name].Lemma, Particle.Be))
            )
        )
            name++;
        if (
            name >= sentence.Length
            || !char.IsUpper(sentence[name].Form[0])
            || sentence[name].Tag is Upos.Pron or Upos.Det
        )
            return null;
        if (
            context.Cast.At(sentence.Index, name) is not null
            || context.Cast.IsPlace(sentence.Index, name)
            || context.Cast.RoleOf(sentence.Index, name) is not null
        )
            return null;
        var (first, last) = Taken.PersonName(sentence, name);
        if (first != name || last == first)
            return null;
        var at = title - 1;
        var isFormer = false;
        while (at >= 0 && sentence[at].Tag is Upos.Adj or Upos.Adv)
            isFormer |= context.Cues.Has(sentence[at--].Lemma, Cue.Former);
        if (at < 0 || Led(context, sentence, at) is not { } led)
            return null;
        for (var word = Math.Max(0, at - 4); word <= at; word++)
            isFormer |= context.Cues.Has(sentence[word].Lemma, Cue.EndOfLeader);
        for (var word = last + 1; word < Math.Min(sentence.Length, last + 4); word++)
            isFormer |=
                context.Cues.Has(sentence[word].Lemma, Cue.EndsLeader)
                || context.Cues.Has(sentence[word].Lemma, Cue.LeaderEnds);
        var span = sentence.Span(first, last);
        return (
            new Party
            {
                Name = span.Text,
                Type = ActorType.Person,
                Spans = [span],
            },
            led,
            isFormer
        );
    }

    private static Party? Led(CodingContext context, Sentence sentence, int word)
    {
        if (sentence.Plays(sentence[word].Lemma, Particle.BodyOwner))
            return context.Cast.PartyOf(sentence.Index, word) is { Spans.Length: > 1 } meant ? meant : null;
        if (sentence.Plays(sentence[word].Form, Particle.Possessive))
            word--;
        if (word < 0 || context.Cast.At(sentence.Index, word) is { IsSeat: true })
            return null;
        var party = context.Cast.PartyOf(sentence.Index, word);
        return
            party.Id is not null && party.Type is not (ActorType.Government or ActorType.StateForce or ActorType.Media)
            || party.Spans.Length > 1
            ? party
            : null;
    }
}
