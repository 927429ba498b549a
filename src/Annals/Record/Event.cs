using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Annals.Record;

/// <summary>
/// One happening in the world, merged from the reports that speak of it. It holds no facts of its own: it can be
/// rebuilt at any time from its reports and the reviews, and names the reports behind every value.
/// </summary>
public sealed record Event
{
    /// <summary>"e-" and the digits of the smallest report id at first linking.</summary>
    public required string Id { get; init; }

    public required string Type { get; init; }

    public required ImmutableArray<string> Reports { get; init; }

    /// <summary>Distinct articles.</summary>
    public int Articles { get; init; }

    /// <summary>Null where the articles were not given.</summary>
    public ImmutableArray<string>? Outlets { get; init; }

    /// <summary>Sources left after syndicated and near-duplicate copies are folded; null where the articles were not given.</summary>
    public int? Independent { get; init; }

    public EventTime? Time { get; init; }

    public Place? Place { get; init; }

    public ImmutableArray<EventActor> Actors
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    public ImmutableArray<EventHarm> Harm
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    public Status Status { get; init; }

    public bool Negated { get; init; }

    public ImmutableArray<Disagreement> Disagreements
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    public double Confidence { get; init; }

    public Codes? Codes { get; init; }

    /// <summary>Why these reports are one event.</summary>
    public ImmutableArray<Merge> Merges
    {
        get;
        init => field = value.OrEmpty();
    } = [];
}

/// <summary>An actor of an event, with the reports that name it.</summary>
public sealed record EventActor(
    ActorRole Role,
    string Name,
    string? Id,
    ActorType? Type,
    ImmutableArray<string> Reports
);

/// <summary>One effect over all reports: the range, and each report's own figure beside it.</summary>
public sealed record EventHarm(Effect Effect, double? Low, double? Best, double? High, ImmutableArray<HarmFigure> By);

public sealed record HarmFigure(
    string Report,
    double? Value,
    double? Low,
    double? High,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Superseded = false
);

/// <summary>A field on which the reports do not agree, with who says what.</summary>
public sealed record Disagreement(string Field, ImmutableArray<DisagreementValue> Values);

public sealed record DisagreementValue(string Value, ImmutableArray<string> Reports);

/// <summary>One link between two reports of an event: the sum of its reasons.</summary>
public sealed record Merge(string A, string B, double Score, ImmutableArray<Reason> Reasons);

/// <summary>A reason with its weight: what a decision was made of.</summary>
public sealed record Reason(string What, double Weight);
