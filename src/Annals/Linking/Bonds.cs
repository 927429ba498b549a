using Annals.Record;

namespace Annals.Linking;

/// <summary>
/// What people have decided about pairs of reports: that they are of one happening, or that they are not. A decision
/// outweighs every reason, and is a reason of its own.
/// </summary>
public sealed class Bonds
{
    public static readonly Bonds None = new([], []);

    /// <summary>More than all reasons together can weigh, over the pairs of a large group too.</summary>
    private const double Weight = 100_000;

    private readonly ILookup<string, string> together;
    private readonly ILookup<string, string> apart;

    /// <param name="together">Ids of two reports of one happening.</param>
    /// <param name="apart">Ids of two reports of two happenings.</param>
    public Bonds(IReadOnlyCollection<(string A, string B)> together, IReadOnlyCollection<(string A, string B)> apart) =>
        (this.together, this.apart, isNone) = (
            BothWays(together),
            BothWays(apart),
            together.Count == 0 && apart.Count == 0
        );

    /// <summary>The reports that a person has put with one.</summary>
    internal IEnumerable<string> With(Sighting sighting) =>
        isNone ? [] : sighting.Ids.SelectMany(report => together[report]);

    private readonly bool isNone;

    /// <summary>What the decisions add to the weight of a pair; where they contradict each other, apart wins.</summary>
    internal double Of(Sighting a, Sighting b) =>
        isNone ? 0
        : Any(apart, a, b) ? -Weight
        : Any(together, a, b) ? Weight
        : 0;

    internal IEnumerable<Reason> Reasons(Sighting a, Sighting b) =>
        Of(a, b) is not 0 and var weight
            ? [new Reason(weight > 0 ? "a person put them together" : "a person put them apart", weight)]
            : [];

    private static bool Any(ILookup<string, string> pairs, Sighting a, Sighting b) =>
        pairs.Count > 0 && a.Ids.Any(one => pairs[one].Any(other => b.Ids.Contains(other)));

    private static ILookup<string, string> BothWays(IReadOnlyCollection<(string A, string B)> pairs) =>
        pairs
            .Concat(pairs.Select(pair => (A: pair.B, B: pair.A)))
            .Distinct()
            .ToLookup(pair => pair.A, pair => pair.B, StringComparer.Ordinal);
}
