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

    public Words WordsOf(int sentence) => words[sentence] ??= new Words(Context.Sentences[sentence], Codebook.Inflections);

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
        type is ActorType.StateForce or ActorType.Rebel or ActorType.Militia or ActorType.Communal or ActorType.Peacekeepers;

    /// <summary>Who says what the story's sentences say.</summary>
    public ImmutableArray<Attribution> SpeakersOf(Story story) => story.Acts.Count < 0 ? default : [];

    public NounPhrase Phrase(Sentence sentence, int head) => NounPhrase.Of(this, sentence, head);
}
