using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Coding.Actors;

/// <summary>An actor that the record knows: a row of a file of `data/actors`, or one made of a state by rule.</summary>
public sealed record KnownActor
{
    public required string Id { get; init; }

    /// <summary>The name that reports carry.</summary>
    public required string Name { get; init; }

    public required ActorType Type { get; init; }

    /// <summary>Other names, spellings and names in its own script.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    public ImmutableArray<string> Acronyms { get; init; } = [];

    /// <summary>ISO 3166-1 alpha-3 codes of the countries that it acts in, its home first.</summary>
    public ImmutableArray<string> Countries { get; init; } = [];

    /// <summary>Names as its own people write them.</summary>
    public ImmutableArray<string> Script { get; init; } = [];

    /// <summary>Years in which it existed under this name; null is open or unknown.</summary>
    public int? From { get; init; }

    public int? To { get; init; }

    /// <summary>Address that says so, with the day on which it was opened; "unverified" where none was.</summary>
    public string Source { get; init; } = "rule";

    public bool IsState => Source == "rule";
}

public enum LinkKind
{
    /// <summary>What it belongs or answers to.</summary>
    Parent,

    /// <summary>What broke away from it.</summary>
    Splinter,

    /// <summary>What joined it.</summary>
    Merger,

    Ally,
}

/// <summary>What one actor is to another, with days, months or years as the source gives them.</summary>
public sealed record ActorLink(LinkKind Kind, string Other, string? From, string? To, string Source);

/// <summary>Someone's time at the head of an actor: days, months or years as the source gives them.</summary>
public sealed record LeaderTerm(
    string Actor,
    string Leader,
    ImmutableArray<string> Names,
    string? From,
    string? To,
    string Source
);

/// <summary>What a noun says about whoever it heads; a row of `data/actors/roles.tsv`.</summary>
/// <param name="State">army, police or government: what it means beside a state's name.</param>
/// <param name="Refers">group, force or any: what "the X" can take up.</param>
public sealed record RoleNoun(string Noun, ActorType Type, string? State, string? Refers)
{
    /// <summary>How many words the noun has.</summary>
    public int Words { get; } = Noun.AsSpan().Count(' ') + 1;
}
