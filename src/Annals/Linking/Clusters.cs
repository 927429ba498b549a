namespace Annals.Linking;

/// <summary>
/// Reports to groups. Pairs that score above nought connect; what is connected is then taken together from the surest
/// pair on, two groups at a time, as long as the mean over all their pairs stays above nought (agglomeration by average
/// link). One chance likeness therefore does not chain two happenings together. Ties go to the smaller ids, and a
/// component depends on nothing outside it, so neither the order of the reports nor a split by block changes the groups.
/// Time and memory go with the pairs that were scored: in a dense record, likenesses can connect tens of thousands of reports.
/// </summary>
internal static class Clusters
{
    /// <param name="count">Reports are numbered in the order of their ids.</param>
    /// <param name="links">Scored pairs; one that is missing was not worth scoring.</param>
    public static List<List<int>> Of(int count, Dictionary<(int A, int B), double> links)
    {
        var roots = Enumerable.Range(0, count).ToArray();
        foreach (var ((a, b), score) in links)
            if (score > 0)
            {
                var (one, other) = (Root(roots, a), Root(roots, b));
                roots[Math.Max(one, other)] = Math.Min(one, other);
            }
        var scored = new Dictionary<int, Between>?[count];
        foreach (var ((a, b), score) in links)
            if (Root(roots, a) == Root(roots, b))
            {
                (scored[a] ??= [])[b] = new(score, 1);
                (scored[b] ??= [])[a] = new(score, 1);
            }
        return
        [
            .. Enumerable
                .Range(0, count)
                .GroupBy(report => Root(roots, report))
                .SelectMany(group => Split([.. group], scored)),
        ];
    }

    /// <summary>What a pair counts that was not scored: they share no block.</summary>
    private const double Unscored = -3;

    /// <summary>The scored pairs between two groups: their sum, and how many they are.</summary>
    private readonly record struct Between(double Sum, int Pairs)
    {
        public static Between operator +(Between left, Between right) =>
            new(left.Sum + right.Sum, left.Pairs + right.Pairs);
    }

    /// <summary>Two groups as they were when their mean was taken.</summary>
    private readonly record struct Candidate(int One, int Other, int OneVersion, int OtherVersion);

    private static IEnumerable<List<int>> Split(List<int> component, Dictionary<int, Between>?[] scored)
    {
        if (component.Count < 3)
            return [component];
        // A group bears the number of its smallest report.
        var groups = component.ToDictionary(report => report, report => new List<int> { report });
        var versions = component.ToDictionary(report => report, _ => 0);
        var surest = new PriorityQueue<Candidate, (double LessSure, int One, int Other)>();
        foreach (var report in component)
        foreach (var other in scored[report]!.Keys)
            if (report < other)
                Offer(report, other);
        while (surest.TryDequeue(out var pair, out _))
            if (
                groups.ContainsKey(pair.One)
                && groups.ContainsKey(pair.Other)
                && versions[pair.One] == pair.OneVersion
                && versions[pair.Other] == pair.OtherVersion
            )
                Join(pair.One, pair.Other);
        return groups
            .OrderBy(group => group.Key)
            .Select(group =>
            {
                group.Value.Sort();
                return group.Value;
            });

        void Offer(int one, int other)
        {
            var (first, second) = (Math.Min(one, other), Math.Max(one, other));
            var mean = Mean(scored[one]![other], groups[one].Count * groups[other].Count);
            if (mean > 0)
                surest.Enqueue(new(first, second, versions[first], versions[second]), (-mean, first, second));
        }

        void Join(int one, int other)
        {
            groups[one].AddRange(groups[other]);
            groups.Remove(other);
            versions[one]++;
            var (ours, theirs) = (scored[one]!, scored[other]!);
            ours.Remove(other);
            foreach (var (third, between) in theirs)
            {
                if (third == one)
                    continue;
                var sum = ours.TryGetValue(third, out var had) ? had + between : between;
                ours[third] = sum;
                scored[third]!.Remove(other);
                scored[third]![one] = sum;
            }
            foreach (var third in ours.Keys)
                Offer(one, third);
        }
    }

    private static double Mean(Between between, int pairs) =>
        (between.Sum + (Unscored * (pairs - between.Pairs))) / pairs;

    private static int Root(int[] roots, int report)
    {
        while (roots[report] != report)
            report = roots[report] = roots[roots[report]];
        return report;
    }
}
