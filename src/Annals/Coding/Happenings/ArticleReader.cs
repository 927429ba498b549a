using System.Collections.Immutable;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>One article while its happenings are read: the context, the codebook, and the words of each sentence.</summary>
public sealed class ArticleReader(CodingContext context, Codebook codebook)
{
    private readonly Words?[] words = new Words?[context.Sentences.Length];

    public CodingContext Context { get; } = context;

    public Codebook Codebook { get; } = codebook;

    public Sentence Sentence(int index) => Context.Sentences[index];

    public Words WordsOf(int sentence) =>
        words[sentence] ??= new Words(Context.Sentences[sentence], Codebook.Inflections);

    /// <summary>The sentence names an actor that bears arms.</summary>
    public bool ArmedActorIn(Sentence sentence)
    {
        foreach (var mention in Context.Cast.Of(sentence.Index))
            if (Bears(mention.Party.Type))
                return true;
        return false;
    }

    /// <summary>The phrase is an actor that bears arms, by the actor book.</summary>
    public bool IsArmedActor(NounPhrase phrase) =>
        Bears(Context.Cast.At(phrase.Sentence.Index, phrase.Head)?.Party.Type);

    private static bool Bears(ActorType? type) =>
        type
            is ActorType.StateForce
                or ActorType.Rebel
                or ActorType.Militia
                or ActorType.Communal
                or ActorType.Peacekeepers;

    /// <summary>Who says what the acts' sentences say.</summary>
    public ImmutableArray<Attribution> SpeakersOf(IEnumerable<Act> acts)
    {
        var speakers = ImmutableArray.CreateBuilder<Attribution>();
        foreach (var act in acts)
            if (!act.Sentence.InTitle)
                foreach (var speaker in Context.Spoken.Of(act.Sentence.Index, act.Head))
                    if (!speakers.Any(other => Same(other, speaker)))
                        speakers.Add(speaker);
        return speakers.ToImmutable();
    }

    public static bool Same(Attribution left, Attribution right) =>
        left.Id is not null ? left.Id == right.Id : left.Who == right.Who && left.Role == right.Role;

    /// <summary>The word is part of a time expression, and so names nobody.</summary>
    public bool IsTime(int sentence, int word)
    {
        foreach (var time in Context.TimesOf(sentence))
            if (time.First <= word && word <= time.Last)
                return true;
        return false;
    }

    public NounPhrase Phrase(Sentence sentence, int head) => NounPhrase.Of(this, sentence, head);
}
