namespace Annals.Linking;

/// <summary>
/// Reports to groups. Pairs that score above nought connect; what is connected is then taken together from the surest
/// pair on, two groups at a time, as long as the mean over all their pairs stays above nought (agglomeration by average
/// link). One chance likeness therefore does not chain two happenings together. Ties go to the smaller ids, and a
/// component depends on nothing outside it, so neither the order of the reports nor a split by block changes the groups.
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
        return
        [
            .. Enumerable
                .Range(0, count)
                .GroupBy(report => Root(roots, report))
                .SelectMany(group => Split([.. group], links)),
        ];
    }

    /// <summary>What a pair counts that was not scored: they share no block.</summary>
    private const double Unscored = -3;

    private static IEnumerable<List<int>> Split(List<int> component, Dictionary<(int A, int B), double> links)
    {
        var groups = component.ConvertAll(report => (List<int>?)[report]);
        if (component.Count < 3)
            return [component];
        // Sums of scores between groups; the mean is the sum over the product of the sizes.
        var sums = new double[component.Count, component.Count];
        for (var a = 0; a < component.Count; a++)
        for (var b = a + 1; b < component.Count; b++)
            sums[a, b] = sums[b, a] = links.GetValueOrDefault((component[a], component[b]), Unscored);
        var best = new int[component.Count];
        for (var group = 0; group < groups.Count; group++)
            best[group] = Nearest(group, groups, sums);
        while (Surest(groups, sums, best) is ({ } one, { } other))
            Join(one, other, groups, sums, best);
        return groups
            .OfType<List<int>>()
            .Select(group =>
            {
                group.Sort();
                return group;
            });
    }

    private static (int? One, int? Other) Surest(List<List<int>?> groups, double[,] sums, int[] best)
    {
        var (found, mean) = (-1, 0.0);
        for (var group = 0; group < groups.Count; group++)
            if (groups[group] is not null && best[group] >= 0 && Mean(group, best[group], groups, sums) > mean)
                (found, mean) = (group, Mean(group, best[group], groups, sums));
        if (found < 0)
            return (null, null);
        return (Math.Min(found, best[found]), Math.Max(found, best[found]));
    }

    private static void Join(int one, int other, List<List<int>?> groups, double[,] sums, int[] best)
    {
        for (var group = 0; group < groups.Count; group++)
            sums[one, group] = sums[group, one] = sums[one, group] + sums[other, group];
        groups[one]!.AddRange(groups[other]!);
        groups[other] = null;
        best[other] = -1;
        for (var group = 0; group < groups.Count; group++)
            if (groups[group] is not null && (group == one || best[group] == one || best[group] == other))
                best[group] = Nearest(group, groups, sums);
            else if (
                groups[group] is not null
                && Mean(group, one, groups, sums) > Mean(group, best[group], groups, sums)
            )
                best[group] = one;
    }

    private static int Nearest(int group, List<List<int>?> groups, double[,] sums)
    {
        var nearest = -1;
        for (var other = 0; other < groups.Count; other++)
            if (
                other != group
                && groups[other] is not null
                && (nearest < 0 || Mean(group, other, groups, sums) > Mean(group, nearest, groups, sums))
            )
                nearest = other;
        return nearest;
    }

    private static double Mean(int a, int b, List<List<int>?> groups, double[,] sums) =>
        b < 0 || groups[b] is null ? double.NegativeInfinity : sums[a, b] / (groups[a]!.Count * groups[b]!.Count);

    private static int Root(int[] roots, int report)
    {
        while (roots[report] != report)
            report = roots[report] = roots[roots[report]];
        return report;
    }
}
