using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Annals.Record;

/// <summary>Coarser comes later.</summary>
public enum TimePrecision
{
    Minute,
    Hour,
    Day,
    Days,
    Week,
    Month,
    Season,
    Year,
    Decade,
    Unknown,
}

/// <summary>
/// When something was, as the text settles it. Both ends are days; an open end is null ("since June 2022": To null).
/// A time that the text does not settle has both null and says what it knows in <see cref="Partial"/>;
/// the day of publication never stands in for it.
/// </summary>
public sealed record EventTime
{
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public TimePrecision Precision { get; init; } = TimePrecision.Unknown;

    /// <summary>How the words became dates: "stated", "relative to publication", "relative to another time"...</summary>
    public string? Basis { get; init; }

    /// <summary>The hour as the text gives it, "HH:mm".</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Clock { get; init; }

    /// <summary>The zone as the text gives it ("GMT", "local time").</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Zone { get; init; }

    /// <summary>What is known of an unsettled time, in the manner of EDTF: "--09" is a September of an unknown year.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Partial { get; init; }

    public ImmutableArray<TextSpan> Spans
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    /// <summary>Nothing was settled.</summary>
    [JsonIgnore]
    public bool IsUnsettled => From is null && To is null;
}
