using System.Text.Json.Serialization;

namespace Annals.Record;

/// <summary>
/// A person's decision about what an article says or about which reports are one event. It names the article, the
/// words, the kind and the field, never a report id alone, so that it finds its report again after re-coding.
/// </summary>
public sealed record Review
{
    public required string Id { get; init; }

    /// <summary>confirm, correct, reject, merge, split, add.</summary>
    public required string Decision { get; init; }

    public string? Article { get; init; }

    /// <summary>The words that the report stands on: its first evidence span.</summary>
    public TextSpan? Span { get; init; }

    public ReportKind? Kind { get; init; }

    /// <summary>Type of the happening when it was decided: tells apart what one sentence says of several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    /// <summary>
    /// The report's id when it was decided. Where several reports stand on the same words it is this one that is meant,
    /// or, after coding again, the one most like it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Report { get; init; }

    /// <summary>The field that is corrected, in the contract's dotted form ("harm.killed", "place").</summary>
    public string? Field { get; init; }

    /// <summary>The corrected value; for an added report its line.</summary>
    public string? Value { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OtherArticle { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TextSpan? OtherSpan { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OtherReport { get; init; }

    public required string Who { get; init; }

    public required DateTimeOffset When { get; init; }

    public string? Why { get; init; }
}
