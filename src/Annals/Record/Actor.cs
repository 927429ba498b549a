using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Annals.Record;

public enum ActorType
{
    StateForce,
    Government,
    Rebel,
    Militia,
    Communal,
    Rioters,
    Protesters,
    Civilians,
    Criminal,
    Peacekeepers,
    Organisation,
    Media,
    Person,
    Unknown,
}

public enum ActorRole
{
    /// <summary>Who acts: attacks, protests, arrests, sends aid, frees, steps down.</summary>
    Perpetrator,

    /// <summary>Whom it is done to.</summary>
    Target,

    /// <summary>A side in a clash, a party to talks, an exchange or an agreement.</summary>
    Participant,

    /// <summary>Who is harmed without being the target.</summary>
    Victim,
}

/// <summary>Someone named in a report, and which actor of the record that is, where it is known.</summary>
public record Party
{
    /// <summary>The name that the record knows, else the words of the text.</summary>
    public required string Name { get; init; }

    /// <summary>Key of the actor in `data/actors`; null for one that the record does not know.</summary>
    public string? Id { get; init; }

    public ActorType? Type { get; init; }

    public ImmutableArray<TextSpan> Spans
    {
        get;
        init => field = value.OrEmpty();
    } = [];
}

/// <summary>A party in its role in a happening.</summary>
public sealed record ReportActor : Party
{
    [JsonPropertyOrder(-1)]
    public required ActorRole Role { get; init; }

    /// <summary>The text's words for whom the act names, without article and number: "members of the movement".</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Words { get; init; }

    /// <summary>The proper name among the words, as the text writes it, without title: null for those who are only described.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Named { get; init; }

    /// <summary>What the text calls it, where that is not <see cref="Party.Name"/>: for whoever looks for the words. Null for nothing else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Names =>
        (Named == Name ? null : Named, Words == Name || Words == Named ? null : Words) switch
        {
            (null, null) => null,
            ({ } named, null) => [named],
            (null, { } words) => [words],
            ({ } named, { } words) => [named, words],
        };

    /// <summary>Title, office or trade of a person named: "mayor of Achi".</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    /// <summary>The text's word that leaves open whether they were the ones: "suspected", "presumably". Null where it says so plainly.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Doubt { get; init; }

    /// <summary>How many they were: crowds and forces.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Count? Size { get; init; }
}
