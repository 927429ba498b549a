using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>What an article tells of one incident of MUC-4's types.</summary>
internal sealed record Muc4Template(string Type, ImmutableArray<Happening> Reports)
{
    /// <summary>What speaks against it in all of its reports.</summary>
    public ImmutableArray<string> Against { get; init; } = [];
}

/// <summary>
/// Which incidents of an article share a template. MUC-4's separate instances differ in date, place, category or
/// perpetrator; what the text does not tell apart is one. Of two types the narrower stands where the same people or
/// things are hit.
/// </summary>
internal static class Muc4Merging
{
    public static List<Muc4Template> Merge(IEnumerable<Muc4Template> incidents)
    {
        var merged = new List<Muc4Template>();
        foreach (var incident in incidents)
        {
            var index = merged.FindIndex(other => AreOne(other, incident));
            if (index < 0)
                merged.Add(incident);
            else
                merged[index] = new(
                    merged[index].Type == "ATTACK" ? incident.Type : merged[index].Type,
                    [.. merged[index].Reports, .. incident.Reports]
                )
                {
                    Against = [.. merged[index].Against.Intersect(incident.Against, StringComparer.Ordinal)],
                };
        }
        return merged;
    }

    private static bool AreOne(Muc4Template left, Muc4Template right)
    {
        if (Apart(left.Reports, right.Reports))
            return false;
        if (left.Type == right.Type)
            return true;
        var narrower = left.Type == "ATTACK" ? right.Type : left.Type;
        return (left.Type == "ATTACK" || right.Type == "ATTACK")
            && narrower is "BOMBING" or "KIDNAPPING"
            && Hit(left.Reports).Overlaps(Hit(right.Reports));
    }

    private static bool Apart(ImmutableArray<Happening> left, ImmutableArray<Happening> right) =>
        IsThreat(left) != IsThreat(right)
        || DaysApart(left, right)
        || PlacesApart(left, right)
        || NamesApart(left, right);

    private static bool IsThreat(ImmutableArray<Happening> reports) =>
        reports.All(report => report.Status is Status.Threatened or Status.Planned);

    private static bool DaysApart(ImmutableArray<Happening> left, ImmutableArray<Happening> right) =>
        Days(left) is { } one && Days(right) is { } other && (one.To < other.From || other.To < one.From);

    private static (DateOnly From, DateOnly To)? Days(ImmutableArray<Happening> reports)
    {
        foreach (var report in reports)
            if (report.Time is { From: { } from, To: { } to })
                return (from, to);
        return null;
    }

    private static bool PlacesApart(ImmutableArray<Happening> left, ImmutableArray<Happening> right) =>
        Place(left) is { } one
        && Place(right) is { } other
        && (one.Country != other.Country || (IsTown(one) && IsTown(other) && one.Name != other.Name));

    private static bool IsTown(Place place) => place.Precision is PlacePrecision.Exact or PlacePrecision.Town;

    private static Place? Place(ImmutableArray<Happening> reports) =>
        reports
            .Select(report => report.Place)
            .OfType<Place>()
            .Where(place => place.Country is not null)
            .OrderBy(place => place.Precision)
            .FirstOrDefault();

    /// <summary>Two people or groups of different names are not one.</summary>
    private static bool NamesApart(ImmutableArray<Happening> left, ImmutableArray<Happening> right) =>
        Differ(Named(left, Muc4Doers.IsDoer), Named(right, Muc4Doers.IsDoer))
        || Differ(Named(left, Muc4People.IsTarget), Named(right, Muc4People.IsTarget));

    private static bool Differ(HashSet<string> left, HashSet<string> right) =>
        left.Count > 0 && right.Count > 0 && !left.Overlaps(right);

    private static HashSet<string> Named(ImmutableArray<Happening> reports, Func<ReportActor, bool> wanted) =>
        [
            .. reports
                .SelectMany(report => report.Actors)
                .Where(actor => wanted(actor) && (actor.Named is not null || actor.Id is not null))
                .Select(actor => actor.Id ?? LastWord(actor.Named!)),
        ];

    private static HashSet<string> Hit(ImmutableArray<Happening> reports) =>
        [
            .. reports
                .SelectMany(report => report.Actors)
                .Where(Muc4People.IsTarget)
                .Select(actor => LastWord(actor.Named ?? actor.Name)),
            .. reports.SelectMany(report => report.Harm).Select(harm => LastWord(harm.Named ?? harm.Who ?? "")),
            .. reports.SelectMany(report => report.Objects).Select(thing => LastWord(thing.What)),
        ];

    private static string LastWord(string text) =>
        Muc4Text.Of(text) is var all && all.LastIndexOf(' ') is var space ? all[(space + 1)..] : text;
}
