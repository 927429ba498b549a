using System.Collections.Immutable;
using Annals.Coding.Happenings;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding;

/// <summary>What every report that is no happening needs of its sentence: speakers, time, place, status, evidence.</summary>
public static class Statement
{
    /// <summary>The time that stands nearest to a word and under its clause; null where the clause names none.</summary>
    public static TimeExpression? TimeAt(CodingContext context, Sentence sentence, int word)
    {
        TimeExpression? best = null;
        var nearest = int.MaxValue;
        foreach (var time in context.TimesOf(sentence.Index))
        {
            if (time.IsDuration)
                continue;
            var verb = Clause.VerbOver(sentence, HeadOf(sentence, time.First, time.Last));
            var isNear =
                verb == word || verb == Clause.VerbOver(sentence, word) || Clause.IsUnder(sentence, verb, word);
            var distance = Math.Abs(time.First - word) + (isNear ? 0 : 100);
            if (isNear && distance < nearest)
                (best, nearest) = (time, distance);
        }
        return best;
    }

    public static int HeadOf(Sentence sentence, int first, int last)
    {
        for (var word = first; word <= last; word++)
            if (sentence[word].Head < first || sentence[word].Head > last)
                return word;
        return last;
    }

    /// <summary>"not", "never", "no longer" on the word or on the verb over it.</summary>
    public static bool IsNegated(Sentence sentence, int word)
    {
        foreach (
            var at in (ReadOnlySpan<int>)
                [word, sentence[word].Tag == Upos.Verb ? word : Clause.VerbOver(sentence, word)]
        )
        foreach (var child in sentence.ChildrenOf(at))
            if (
                sentence.Plays(sentence[child].Lemma, Particle.Negation)
                || (
                    sentence.Plays(sentence[child].Lemma, Particle.Long)
                    && child > 0
                    && sentence.Plays(sentence[child - 1].Lemma, Particle.No)
                )
            )
                return true;
        return false;
    }

    /// <summary>"would", "could", "if": no state of affairs yet.</summary>
    public static bool IsUnreal(Sentence sentence, int word)
    {
        var verb = sentence[word].Tag == Upos.Verb ? word : Clause.VerbOver(sentence, word);
        foreach (var at in (ReadOnlySpan<int>)[word, verb])
        foreach (var child in sentence.ChildrenOf(at))
            if (
                (sentence[child].Relation == Dependency.Aux && sentence.Plays(sentence[child].Lemma, Particle.Unreal))
                || (
                    sentence[child].Relation == Dependency.Mark
                    && sentence.Plays(sentence[child].Lemma, Particle.UnrealMark)
                )
            )
                return true;
        return false;
    }

    /// <summary>Place mentions that stand within a stretch of words, in their order.</summary>
    public static IEnumerable<PlaceAt> PlacesIn(CodingContext context, int sentence, int first, int last) =>
        context.PlacesOf(sentence).Where(place => place.First >= first && place.Last <= last);

    /// <summary>Where a sentence says that something is: places of the gazetteer, then those that it does not know.</summary>
    public static IEnumerable<PlaceAt> LocationsOf(CodingContext context, int sentence) =>
        context.PlacesOf(sentence).Where(at => at.IsLocation).Concat(context.Unknown.Of(sentence));

    public static Place WithSpans(PlaceAt at, Sentence sentence) =>
        at.Mention.Place with
        {
            Spans = [sentence.Span(at.First, at.Last)],
        };

    /// <summary>Digits for an id: the values of a report, parted by blanks.</summary>
    public static string Values(params ReadOnlySpan<string?> values) => string.Join(' ', values!);

    /// <summary>Whoever a noun means, as one who says so: "Police in Srinagar counted ...".</summary>
    public static Attribution? SpeakerOf(CodingContext context, Sentence sentence, int head, string verb) =>
        context.Spoken.Speaker(new Speech.SpeechAct(sentence.Index, -1, sentence.Index, head, -1, verb));

    public static string? Speaker(ImmutableArray<Attribution> speakers) =>
        speakers is [var first, ..] ? first.Who ?? first.Role : null;
}
