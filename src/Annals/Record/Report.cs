using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Annals.Record;

/// <summary>
/// One thing that one article says: who says it, of what, how certainly, in which words. The unit of provenance.
/// It never changes afterwards: a newer coder adds reports and retires old ones, a review decides about them, and an
/// event is only ever a merge of them.
/// </summary>
public abstract record Report
{
    /// <summary>As given, or "r-" and 16 hex digits (<see cref="Ids"/>).</summary>
    [JsonPropertyOrder(0)]
    public required string Id { get; init; }

    /// <summary>Id of the article that says it.</summary>
    [JsonPropertyOrder(1)]
    public required string Article { get; init; }

    [JsonPropertyOrder(2)]
    public abstract ReportKind Kind { get; }

    [JsonPropertyOrder(20)]
    public Status Status { get; init; } = Status.Reported;

    /// <summary>Said not to have happened: kept, never counted.</summary>
    [JsonPropertyOrder(21)]
    public bool Negated { get; init; }

    [JsonPropertyOrder(24)]
    public Place? Place { get; init; }

    [JsonPropertyOrder(25)]
    public EventTime? Time { get; init; }

    [JsonPropertyOrder(30)]
    public ImmutableArray<Attribution> Attribution
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    /// <summary>The sentence or sentences that say it.</summary>
    [JsonPropertyOrder(31)]
    public ImmutableArray<TextSpan> Evidence
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    /// <summary>How sure the coder is of the whole, 0 to 1.</summary>
    [JsonPropertyOrder(32)]
    public double Confidence { get; init; }

    [JsonPropertyOrder(33)]
    public Confidences? Confidences { get; init; }

    /// <summary>The coder's version that wrote it.</summary>
    [JsonPropertyOrder(40)]
    public string? Coder { get; init; }

    /// <summary>Every span that the report carries, whatever for. Tests hold each of them against the article.</summary>
    public virtual IEnumerable<TextSpan> AllSpans() =>
        [.. Place?.Spans ?? [], .. Time?.Spans ?? [], .. Attribution.SelectMany(speaker => speaker.Spans), .. Evidence];
}

public enum ReportKind
{
    Happening,
    Tally,
    Figure,
    Relation,
    Assessment,
}

public enum Status
{
    /// <summary>Stated as fact.</summary>
    Reported,

    /// <summary>By the one who did it.</summary>
    Claimed,

    /// <summary>By another party.</summary>
    Alleged,

    /// <summary>The text says that a second party confirms.</summary>
    Confirmed,
    Denied,
    Threatened,
    Planned,
    Hypothetical,
}

/// <summary>How sure the coder is of each field, 0 to 1; null where the report has no such field.</summary>
public sealed record Confidences(double? Type, double? Place, double? Time, double? Actors, double? Harm);

/// <summary>Who says so, and who relays it, nearest the speaker first.</summary>
public sealed record Attribution
{
    /// <summary>The speaker's name; null for one who is only described.</summary>
    public string? Who { get; init; }

    /// <summary>What the speaker is: "head of US Central Command", "a witness".</summary>
    public string? Role { get; init; }

    /// <summary>official, military, police, armed-group, witness, medic, media, organisation, analyst, document, anonymous, other.</summary>
    public string? Kind { get; init; }

    /// <summary>Key of the actor in `data/actors`.</summary>
    public string? Id { get; init; }

    /// <summary>The verb of saying, as a lemma.</summary>
    public string? Verb { get; init; }

    public ImmutableArray<string> Via
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    public ImmutableArray<TextSpan> Spans
    {
        get;
        init => field = value.OrEmpty();
    } = [];
}
