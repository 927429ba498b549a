using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Language;

public enum MentionType
{
    Person,
    Organisation,
    ArmedGroup,
    Place,
    Facility,
    Nationality,
    Weapon,
    Platform,
    Event,
    Quantity,
    Money,
    Time,
    Document,
    Other,
}

public enum MentionForm
{
    Name,
    Nominal,
    Pronoun,
}

/// <summary>
/// Words that name or mean something: a name, a noun phrase or a pronoun. First and last word are both included;
/// the head word stands for it in the tree. A person's rank or title is part of <see cref="Title"/>, not of the name.
/// </summary>
public sealed record Mention
{
    public required int Sentence { get; init; }

    public required int First { get; init; }

    public required int Last { get; init; }

    public required int Head { get; init; }

    public required MentionType Type { get; init; }

    public required MentionForm Form { get; init; }

    /// <summary>Index in the document's mentions of the one that it refers back to; null for none known.</summary>
    public int? RefersTo { get; init; }

    /// <summary>Rank or title before the name ("General", "President"); null for none.</summary>
    public string? Title { get; init; }

    public required TextSpan Span { get; init; }
}

/// <summary>A time expression with the interval that it means.</summary>
public sealed record TimeExpression
{
    public required int Sentence { get; init; }

    public required int First { get; init; }

    public required int Last { get; init; }

    /// <summary>Its interval, precision, basis and spans.</summary>
    public required EventTime Time { get; init; }

    /// <summary>A duration ("for two months") or a frequency ("every day") rather than a point or a stretch of the calendar.</summary>
    public bool IsDuration { get; init; }

    /// <summary>Length of a duration in days, as a range.</summary>
    public Count? DurationDays { get; init; }

    public required TextSpan Span { get; init; }
}

public enum QuantityKind
{
    /// <summary>Counts people or things.</summary>
    Count,
    Ordinal,
    Age,
    Money,
    Distance,
    Area,
    Weight,
    Percentage,
    Fraction,
    Duration,
    Time,
    Rate,

    /// <summary>A number in a name, a score, a model, a phone number.</summary>
    Label,
}

/// <summary>A number with what it counts.</summary>
public sealed record Quantity
{
    public required int Sentence { get; init; }

    public required int First { get; init; }

    public required int Last { get; init; }

    public required QuantityKind Kind { get; init; }

    public required Count Count { get; init; }

    /// <summary>"kilometres", "dollars", "percent"; null for a bare count.</summary>
    public string? Unit { get; init; }

    /// <summary>The word that it counts ("soldiers" in "seven soldiers"); -1 where it stands alone.</summary>
    public int Counted { get; init; } = -1;

    public required TextSpan Span { get; init; }
}

/// <summary>Words that the text gives as somebody's: between quotation marks, or rendered after a verb of saying.</summary>
public sealed record Quotation
{
    public required TextSpan Span { get; init; }

    /// <summary>Between quotation marks.</summary>
    public required bool Direct { get; init; }

    /// <summary>Sentence and word of the verb of saying; -1 for none ("according to").</summary>
    public int CueSentence { get; init; } = -1;

    public int CueWord { get; init; } = -1;

    /// <summary>Sentence and head word of the speaker; -1 where the text names none.</summary>
    public int SpeakerSentence { get; init; } = -1;

    public int SpeakerWord { get; init; } = -1;
}
