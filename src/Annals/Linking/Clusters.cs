namespace Annals.Linking;

/// <summary>
/// Reports to groups. The surest pair is taken together first, and so on, two groups at a time, as long as the mean over all
/// pairs of two groups is above nought (<see cref="Agglomeration"/>). One chance likeness therefore does not chain two
/// happenings together. Ties go to the smaller ids, so neither the order of the reports nor a split by block changes the
/// groups. Time and memory go with the pairs that were scored: in a dense record, likenesses can connect tens of thousands of reports.
/// </summary>
internal static class Clusters
{
    /// <param name="count">Reports are numbered in the order of their ids.</param>
    /// <param name="links">Scored pairs; one that is missing was not worth scoring.</param>
    public static List<List<int>> Of(int count, Dictionary<(int A, int B), double> links)
    {
        var groups = new Agglomeration((a, b) => a.CompareTo(b));
        foreach (var ((a, b), score) in links)
            groups.Add(a, b, score);
        var settled = new bool[count];
        var all = new List<List<int>>();
        for (var report = 0; report < count; report++)
        {
            if (settled[report])
                continue;
            var members = groups.Settle(report, _ => true)!.Members;
            members.Sort();
            foreach (var member in members)
                settled[member] = true;
            all.Add(members);
        }
        return all;
    }
}
