using System.Text.Json.Serialization;

namespace Annals.Record;

/// <summary>
/// A stretch of an article's text (or of its title), in UTF-16 code units: from the first to just after the last,
/// with the words that stand there. Every value of a report carries at least one: a value without words cannot be checked.
/// </summary>
public readonly record struct TextSpan : IComparable<TextSpan>
{
    /// <exception cref="ArgumentOutOfRangeException">The span ends before it starts, or starts before the text.</exception>
    [JsonConstructor]
    public TextSpan(int start, int end, string text, string? @in = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        Start = start;
        End = end;
        Text = text;
        In = @in;
    }

    /// <summary>First code unit.</summary>
    public int Start { get; }

    /// <summary>Just after the last code unit.</summary>
    public int End { get; }

    /// <summary>The words themselves.</summary>
    public string Text { get; }

    /// <summary>"title" for a span of the title; null for one of the text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? In { get; }

    [JsonIgnore]
    public bool InTitle => In is not null;

    [JsonIgnore]
    public int Length => End - Start;

    public static TextSpan OfText(string text, int start, int end) => new(start, end, text[start..end]);

    public static TextSpan OfTitle(string title, int start, int end) => new(start, end, title[start..end], "title");

    public bool Overlaps(TextSpan other) => InTitle == other.InTitle && Start < other.End && other.Start < End;

    public bool Contains(TextSpan other) => InTitle == other.InTitle && Start <= other.Start && other.End <= End;

    /// <summary>The title before the text, then by start, then the shorter first.</summary>
    public int CompareTo(TextSpan other) =>
        (other.InTitle.CompareTo(InTitle), Start.CompareTo(other.Start), End.CompareTo(other.End)) switch
        {
            (not 0 and var byPart, _, _) => byPart,
            (_, not 0 and var byStart, _) => byStart,
            (_, _, var byEnd) => byEnd,
        };

    public static bool operator <(TextSpan left, TextSpan right) => left.CompareTo(right) < 0;

    public static bool operator <=(TextSpan left, TextSpan right) => left.CompareTo(right) <= 0;

    public static bool operator >(TextSpan left, TextSpan right) => left.CompareTo(right) > 0;

    public static bool operator >=(TextSpan left, TextSpan right) => left.CompareTo(right) >= 0;
}
