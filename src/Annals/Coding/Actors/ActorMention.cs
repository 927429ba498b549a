using System.Collections.Immutable;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Actors;

/// <summary>An actor as named at one point of an article. First and last word are both included.</summary>
public sealed record ActorMention
{
    public required int Sentence { get; init; }

    public required int First { get; init; }

    public required int Last { get; init; }

    public required int Head { get; init; }

    public required Party Party { get; init; }

    public required MentionForm Form { get; init; }

    public required TextSpan Span { get; init; }

    /// <summary>The state by which it is named, where it is named by one.</summary>
    public State? State { get; init; }

    /// <summary>The name is a seat of government ("Damascus") and means one only where it acts.</summary>
    public bool IsSeat { get; init; }

    /// <summary>Ids of the others that bear the name, best first.</summary>
    public ImmutableArray<string> Rivals { get; init; } = [];

    /// <summary>Why this one: in words.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];
}
