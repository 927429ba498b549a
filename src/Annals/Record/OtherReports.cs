using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Annals.Record;

/// <summary>An aggregate of happenings or of their harm: "claimed 5,000 attacks since March, eight a day".</summary>
public sealed record Tally : Report
{
    [JsonPropertyOrder(2)]
    public override ReportKind Kind => ReportKind.Tally;

    /// <summary>The types of happening that are counted.</summary>
    [JsonPropertyOrder(3)]
    public ImmutableArray<string> Of
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    /// <summary>Set where harm is counted instead of acts.</summary>
    [JsonPropertyOrder(4)]
    public Effect? Effect { get; init; }

    [JsonPropertyOrder(5)]
    public Count? Count { get; init; }

    [JsonPropertyOrder(6)]
    public ImmutableArray<TextSpan> CountSpans
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    /// <summary>day, week, month, year.</summary>
    [JsonPropertyOrder(7)]
    public string? Per { get; init; }

    [JsonPropertyOrder(8)]
    public double? Rate { get; init; }

    [JsonPropertyOrder(9)]
    public ImmutableArray<TextSpan> RateSpans
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    [JsonPropertyOrder(10)]
    public EventTime? Period { get; init; }

    /// <summary>Who claims to have done them.</summary>
    [JsonPropertyOrder(11)]
    public Party? Claimant { get; init; }

    [JsonPropertyOrder(12)]
    public TallyCheck? Check { get; init; }

    public override IEnumerable<TextSpan> AllSpans() =>
        [.. base.AllSpans(), .. CountSpans, .. RateSpans, .. Period?.Spans ?? [], .. Claimant?.Spans ?? []];
}

/// <summary>The arithmetic that the text allows: "consistent", "inconsistent" or "unchecked".</summary>
public sealed record TallyCheck(string Verdict, double? Computed, double? Stated, string? How);

/// <summary>A measured quantity that is no happening: people held or displaced, distances, areas, shares.</summary>
public sealed record Figure : Report
{
    [JsonPropertyOrder(2)]
    public override ReportKind Kind => ReportKind.Figure;

    /// <summary>What is measured: "people held", "displaced", "distance", "countries"...</summary>
    [JsonPropertyOrder(3)]
    public required string Measure { get; init; }

    [JsonPropertyOrder(4)]
    public Count? Count { get; init; }

    [JsonPropertyOrder(5)]
    public ImmutableArray<TextSpan> CountSpans
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    [JsonPropertyOrder(6)]
    public string? Unit { get; init; }

    /// <summary>Whom or what it counts, in the text's words.</summary>
    [JsonPropertyOrder(7)]
    public Phrase? Of { get; init; }

    /// <summary>"stock" (so many at a date) or "flow" (so many over a time). Never added to each other.</summary>
    [JsonPropertyOrder(8)]
    public string? Flow { get; init; }

    [JsonPropertyOrder(9)]
    public string? Relation { get; init; }

    [JsonPropertyOrder(10)]
    public Party? Object { get; init; }

    [JsonPropertyOrder(11)]
    public ImmutableArray<Share> Shares
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    public override IEnumerable<TextSpan> AllSpans() =>
        [
            .. base.AllSpans(),
            .. CountSpans,
            .. Of?.Spans ?? [],
            .. Object?.Spans ?? [],
            .. Shares.SelectMany(share => share.Spans),
        ];
}

/// <summary>Words of the text that name something without being a party.</summary>
public sealed record Phrase(string Text, ImmutableArray<TextSpan> Spans);

public sealed record Share(string What, double Fraction, ImmutableArray<TextSpan> Spans);

/// <summary>A state of affairs between actors and places. `active-in` and its like are in <see cref="Relations"/>.</summary>
public sealed record Relation : Report
{
    [JsonPropertyOrder(2)]
    public override ReportKind Kind => ReportKind.Relation;

    [JsonPropertyOrder(3), JsonPropertyName("relation")]
    public required string Name { get; init; }

    [JsonPropertyOrder(4)]
    public ImmutableArray<Party> Subject
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    [JsonPropertyOrder(5)]
    public ImmutableArray<Party> Object
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    public override IEnumerable<TextSpan> AllSpans() =>
        [.. base.AllSpans(), .. Subject.SelectMany(party => party.Spans), .. Object.SelectMany(party => party.Spans)];
}

/// <summary>The relations of the contract.</summary>
public static class Relations
{
    public const string Leads = "leads";
    public const string LedUntil = "led-until";
    public const string MemberOf = "member-of";
    public const string PartOf = "part-of";
    public const string AffiliateOf = "affiliate-of";
    public const string AlliedWith = "allied-with";
    public const string Opposes = "opposes";
    public const string Controls = "controls";
    public const string ActiveIn = "active-in";
    public const string BasedIn = "based-in";
    public const string HeldAt = "held-at";
    public const string LocatedIn = "located-in";

    public static readonly ImmutableArray<string> All =
    [
        Leads,
        LedUntil,
        MemberOf,
        PartOf,
        AffiliateOf,
        AlliedWith,
        Opposes,
        Controls,
        ActiveIn,
        BasedIn,
        HeldAt,
        LocatedIn,
    ];
}

/// <summary>Someone's judgement, warning, forecast, accusation or denial.</summary>
public sealed record Assessment : Report
{
    [JsonPropertyOrder(2)]
    public override ReportKind Kind => ReportKind.Assessment;

    [JsonPropertyOrder(3)]
    public required Attribution Who { get; init; }

    /// <summary>assesses, warns, forecasts, accuses, denies, calls-for, rejects, supports.</summary>
    [JsonPropertyOrder(4)]
    public required string Stance { get; init; }

    /// <summary>The actors and places that it is about.</summary>
    [JsonPropertyOrder(5)]
    public ImmutableArray<Party> About
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    /// <summary>The speaker's own words, or the clause that renders them.</summary>
    [JsonPropertyOrder(6)]
    public TextSpan? Quote { get; init; }

    public override IEnumerable<TextSpan> AllSpans() =>
        [
            .. base.AllSpans(),
            .. Who.Spans,
            .. About.SelectMany(party => party.Spans),
            .. Quote is { } quote ? [quote] : Array.Empty<TextSpan>(),
        ];
}
