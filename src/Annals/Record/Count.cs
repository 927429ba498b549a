namespace Annals.Record;

/// <summary>
/// A number as its words bound it: "30" is 30/30/30, "more than 30" 31/31/open, "at least 30" 30/open/open,
/// "about 30" open/30/open. Null is open, never zero; zero is said by "no one".
/// </summary>
public readonly record struct Count(double? Low, double? Best, double? High)
{
    public static Count Exactly(double value) => new(value, value, value);

    public static readonly Count Unknown = new(null, null, null);

    public static readonly Count None = Exactly(0);

    /// <summary>Nothing is known of it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsUnknown => Low is null && Best is null && High is null;

    /// <summary>One figure to show or to sort by: the best, else the low, else the high.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double? Shown => Best ?? Low ?? High;

    /// <summary>No number lies within both.</summary>
    public bool Excludes(Count other) => High < other.Low || other.High < Low;
}
