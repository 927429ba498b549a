using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Linking;

/// <summary>
/// Links around reports that have changed: from them to all that links with them. A sighting is gone round by weighing
/// every pair that it can meet; those above nought are gone round in turn, a ring at a time. What is reached in the end is
/// whole components of linked reports, and a component depends on nothing outside it (<see cref="Clusters"/>): the events
/// are those that linking everything would give, and the cost is that of what lies around.
/// </summary>
public sealed class Surroundings
{
    private readonly Linker linker;
    private readonly Bonds bonds;
    private readonly Func<IReadOnlyList<Vicinity>, IEnumerable<ArticleReports>> near;
    private readonly List<Sighting> found = [];
    private readonly Dictionary<string, int> holder = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Blocks blocks = new();
    private readonly Dictionary<(int A, int B), double> links = [];
    private readonly HashSet<int> reached = [];

    /// <param name="linker">Weighs the pairs.</param>
    /// <param name="near">Gives at least the articles with reports in any of these vicinities.</param>
    /// <param name="bonds">What people have decided.</param>
    internal Surroundings(
        Linker linker,
        Func<IReadOnlyList<Vicinity>, IEnumerable<ArticleReports>> near,
        Bonds bonds
    ) => (this.linker, this.near, this.bonds) = (linker, near, bonds);

    /// <summary>Goes round these reports too.</summary>
    /// <param name="touched">Reports that are new, or whose events may have changed.</param>
    /// <param name="start">The articles of the touched reports.</param>
    public void Reach(IEnumerable<string> touched, IEnumerable<ArticleReports> start)
    {
        Find(start);
        var ring = new List<int>();
        foreach (var report in touched)
            if (holder.TryGetValue(report, out var one) && reached.Add(one))
                ring.Add(one);
        while (ring.Count > 0)
            ring = [.. GoRound(ring).Where(reached.Add)];
    }

    /// <summary>The events of all that has been reached so far: they hold no report that was not reached.</summary>
    public ImmutableArray<Event> Events()
    {
        var (sightings, among) = InOrder();
        return linker.Merge(sightings, among, bonds);
    }

    /// <summary>Where the sightings of an article can be met; none where it has not been found.</summary>
    public IEnumerable<(string Article, Whereabouts At)> SightingsOf(IReadOnlySet<string> articles) =>
        found.Where(one => articles.Contains(one.ArticleId)).Select(one => (one.ArticleId, one.At));

    private void Find(IEnumerable<ArticleReports> articles)
    {
        foreach (var sighting in linker.Together([.. articles.Where(article => known.Add(article.Id))], bonds))
        {
            blocks.Add(sighting);
            foreach (var report in sighting.Reports)
                holder[report.Id] = found.Count;
            found.Add(sighting);
        }
    }

    /// <summary>Those that link with one of the ring.</summary>
    private HashSet<int> GoRound(List<int> ring)
    {
        Find(near([.. ring.Select(one => VicinityOf(found[one]))]));
        var fresh = new List<(int A, int B)>();
        var met = new List<(int A, int B)>();
        foreach (var one in ring)
        foreach (var other in Met(one))
        {
            var pair = Ordered(one, other);
            met.Add(pair);
            if (links.TryAdd(pair, 0))
                fresh.Add(pair);
        }
        var scores = linker.Score([.. fresh.Select(pair => (found[pair.A], found[pair.B]))], bonds);
        for (var index = 0; index < scores.Length; index++)
            links[fresh[index]] = scores[index];
        return [.. met.Where(pair => links[pair] > 0).SelectMany(pair => (int[])[pair.A, pair.B])];
    }

    private IEnumerable<int> Met(int one) =>
        blocks
            .Meet(found[one])
            .Concat(bonds.With(found[one]).Where(holder.ContainsKey).Select(report => holder[report]))
            .Where(other => other != one);

    /// <summary>The smaller id first, as everywhere: a sum of fractions depends on its order.</summary>
    private (int A, int B) Ordered(int one, int other) =>
        string.CompareOrdinal(found[one].Id, found[other].Id) < 0 ? (one, other) : (other, one);

    private Vicinity VicinityOf(Sighting sighting) =>
        new(sighting.At, sighting.Article?.Text, [.. bonds.With(sighting)]);

    /// <summary>What was reached, in the order of the ids.</summary>
    private (Sighting[] Sightings, Dictionary<(int A, int B), double> Links) InOrder()
    {
        var order = reached.OrderBy(one => found[one].Id, StringComparer.Ordinal).ToArray();
        var place = new Dictionary<int, int>(order.Length);
        for (var index = 0; index < order.Length; index++)
            place.Add(order[index], index);
        var among = new Dictionary<(int A, int B), double>(links.Count);
        foreach (var ((a, b), score) in links)
            if (place.TryGetValue(a, out var one) && place.TryGetValue(b, out var other))
                among.Add((one, other), score);
        return ([.. order.Select(one => found[one])], among);
    }
}
