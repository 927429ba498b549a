using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Annals.Record;

/// <summary>Something happened, at one time and place: who did what to whom, with what harm.</summary>
public sealed record Happening : Report
{
    [JsonPropertyOrder(2)]
    public override ReportKind Kind => ReportKind.Happening;

    /// <summary>One of the types in `data/types.tsv`.</summary>
    [JsonPropertyOrder(3)]
    public required string Type { get; init; }

    /// <summary>The words that say which type it is.</summary>
    [JsonPropertyOrder(4)]
    public ImmutableArray<TextSpan> TypeSpans
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    /// <summary>"foiled", "failed"; null for an act that took its course.</summary>
    [JsonPropertyOrder(22), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Outcome { get; init; }

    [JsonPropertyOrder(23)]
    public ImmutableArray<ReportActor> Actors
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    [JsonPropertyOrder(26)]
    public ImmutableArray<Harm> Harm
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    [JsonPropertyOrder(27)]
    public ImmutableArray<HitObject> Objects
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    [JsonPropertyOrder(28)]
    public ImmutableArray<string> Means
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    /// <summary>The words of each of the means, in the same order.</summary>
    [JsonPropertyOrder(29)]
    public ImmutableArray<TextSpan> MeansSpans
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    [JsonPropertyOrder(34)]
    public Codes? Codes { get; init; }

    public override IEnumerable<TextSpan> AllSpans() =>
        [
            .. base.AllSpans(),
            .. TypeSpans,
            .. Actors.SelectMany(actor => actor.Spans),
            .. Harm.SelectMany(harm => harm.Spans),
            .. Objects.SelectMany(thing => thing.Spans),
            .. MeansSpans,
        ];
}

public enum Effect
{
    Killed,
    Injured,
    Abducted,
    Detained,
    Missing,
    Displaced,
    Freed,
}

/// <summary>What was done to people: how many, who they were, in which words.</summary>
public sealed record Harm
{
    public required Effect Effect { get; init; }

    /// <summary>Who was harmed, in the text's words; null where it says none.</summary>
    public string? Who { get; init; }

    /// <summary>The proper name of whoever was harmed, as the text writes it, without title; null for those who are only described.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Named { get; init; }

    /// <summary>Title, office or trade of a person named.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    public double? Low { get; init; }

    public double? Best { get; init; }

    public double? High { get; init; }

    /// <summary>Whose harm it is: "target", "perpetrator" (the attackers' own), "bystander".</summary>
    public string? Side { get; init; }

    /// <summary>Index of the entry that this one is part of ("12 people, including three children").</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? IncludedIn { get; init; }

    /// <summary>A later toll of the same article took its place.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Superseded { get; init; }

    /// <summary>The words of the number and of whom it counts.</summary>
    public string? Text { get; init; }

    public ImmutableArray<TextSpan> Spans
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    [JsonIgnore]
    public Count Count => new(Low, Best, High);
}

/// <summary>A thing that was hit, seized or cut.</summary>
public sealed record HitObject
{
    public required string What { get; init; }

    /// <summary>With what hangs on it by "of": "headquarters of the party"; null where nothing does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Words { get; init; }

    /// <summary>Class of asset, of those in `data/objects.tsv`: infrastructure, health, education, dwelling, vehicle...</summary>
    public string? Kind { get; init; }

    public Count? Count { get; init; }

    /// <summary>hit, damaged, destroyed, seized, cut, closed, restored.</summary>
    public string? State { get; init; }

    public ImmutableArray<TextSpan> Spans
    {
        get;
        init => field = value.OrEmpty();
    } = [];
}

/// <summary>The happening in the codes of others, by the one table `data/types.tsv`; null where a scheme has none.</summary>
public sealed record Codes(AcledCode? Acled, PloverCode? Plover, string? Cameo, UcdpCode? Ucdp);

public sealed record AcledCode(
    [property: JsonPropertyName("event_type")] string EventType,
    [property: JsonPropertyName("sub_event_type")] string SubEventType
);

public sealed record PloverCode(string Event, string? Mode);

public sealed record UcdpCode([property: JsonPropertyName("type_of_violence")] int TypeOfViolence);
