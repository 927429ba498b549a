namespace Annals.Linking;

/// <summary>
/// Walks from reports that have changed to all that links with them. A report is gone round by weighing every pair
/// that it can meet; those above nought are gone round in turn. What is reached in the end is whole components of
/// linked reports, and a component depends on nothing outside it (<see cref="Clusters"/>).
/// </summary>
internal sealed class Surroundings(
    TypeFamilies families,
    Bonds bonds,
    Func<Vicinity, IEnumerable<ArticleReports>> near,
    Func<ArticleReports, Sighting[]> together
)
{
    /// <summary>Pairs of blocks lie at most so many days apart; an undated report speaks of two weeks before it appeared.</summary>
    private const int Days = 12;

    private readonly List<Sighting> found = [];
    private readonly Dictionary<string, int> holder = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Blocks blocks = new();
    private readonly Dictionary<(int A, int B), double> links = [];

    /// <summary>The reports that were reached, in the order of their ids, and the weights of their pairs.</summary>
    public (Sighting[] Sightings, Dictionary<(int A, int B), double> Links) From(
        IReadOnlySet<string> touched,
        IEnumerable<ArticleReports> start
    )
    {
        foreach (var article in start)
            Find(article);
        var waiting = new Queue<int>();
        var reached = new HashSet<int>();
        foreach (var report in touched)
            if (holder.TryGetValue(report, out var one) && reached.Add(one))
                waiting.Enqueue(one);
        while (waiting.TryDequeue(out var one))
            foreach (var other in GoRound(one))
                if (reached.Add(other))
                    waiting.Enqueue(other);
        return InOrder(reached);
    }

    private void Find(ArticleReports article)
    {
        if (!known.Add(article.Id))
            return;
        foreach (var sighting in together(article))
        {
            blocks.Add(found.Count, sighting);
            foreach (var report in sighting.Reports)
                holder[report.Id] = found.Count;
            found.Add(sighting);
        }
    }

    /// <summary>Those that link with one.</summary>
    private List<int> GoRound(int one)
    {
        var sighting = found[one];
        foreach (var article in near(VicinityOf(sighting)))
            Find(article);
        var linked = new List<int>();
        var bonded = bonds.With(sighting).Where(holder.ContainsKey).Select(report => holder[report]);
        foreach (var other in blocks.Meet(sighting).Concat(bonded).Distinct())
        {
            if (other == one)
                continue;
            var pair = (Math.Min(one, other), Math.Max(one, other));
            if (!links.TryGetValue(pair, out var score))
            {
                // The smaller id first, as everywhere: a sum of fractions depends on its order.
                var (a, b) =
                    string.CompareOrdinal(sighting.Id, found[other].Id) < 0
                        ? (sighting, found[other])
                        : (found[other], sighting);
                score = LinkFeatures.Score(new Pair(a, b, families)) + bonds.Of(a, b);
                links.Add(pair, score);
            }
            if (score > 0)
                linked.Add(other);
        }
        return linked;
    }

    private Vicinity VicinityOf(Sighting sighting)
    {
        var days = Blocks.DaysOf(sighting);
        return new Vicinity(
            [.. families.TypesOf(sighting.Family)],
            sighting.Place?.Country,
            sighting.Place?.Name,
            days is { First: var first } ? Day(first - Days) : null,
            days is { Last: var last } ? Day(last + Days) : null,
            sighting.Article?.Text,
            [.. bonds.With(sighting)]
        );
    }

    private static DateOnly Day(int number) =>
        DateOnly.FromDayNumber(Math.Clamp(number, 0, DateOnly.MaxValue.DayNumber));

    private (Sighting[], Dictionary<(int A, int B), double>) InOrder(HashSet<int> reached)
    {
        var order = reached.OrderBy(one => found[one].Id, StringComparer.Ordinal).ToArray();
        var place = new Dictionary<int, int>(order.Length);
        for (var index = 0; index < order.Length; index++)
            place.Add(order[index], index);
        var among = new Dictionary<(int A, int B), double>();
        foreach (var ((a, b), score) in links)
            if (place.TryGetValue(a, out var one) && place.TryGetValue(b, out var other))
                among.Add((Math.Min(one, other), Math.Max(one, other)), score);
        return ([.. order.Select(one => found[one])], among);
    }
}
