using Annals.Linking;

namespace Annals.Tests.Linking;

/// <summary>Groups against the rule put down as it is said: the surest two first, as long as the mean of all their pairs is above nought.</summary>
public class ClustersTests
{
    [Fact]
    public void Groups_are_those_of_average_link()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var count = random.Next(1, 25);
            var links = new Dictionary<(int A, int B), double>();
            for (var a = 0; a < count; a++)
            for (var b = a + 1; b < count; b++)
                if (random.NextDouble() < 0.4)
                    // Sixteenths add up to the same in any order, and no two means are then apart by rounding alone.
                    links[(a, b)] = random.Next(-64, 65) / 16.0;
            Assert.Equal(Told(ByRule(count, links)), Told(Clusters.Of(count, links)));
        }
    }

    [Fact]
    public void A_long_chain_of_chance_likenesses_takes_no_table_of_all_pairs()
    {
        const int Reports = 60_000;
        var links = Enumerable.Range(1, Reports - 1).ToDictionary(report => (report - 1, report), _ => 1.0);
        Assert.Equal(Reports / 2, Clusters.Of(Reports, links).Count);
    }

    /// <summary>A pair is added when either of its reports is first needed, as where reports are read one after the other.</summary>
    [Fact]
    public void A_group_can_be_followed_by_itself_from_any_of_its_reports()
    {
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            var count = random.Next(2, 25);
            var links = new Dictionary<(int A, int B), double>();
            for (var a = 0; a < count; a++)
            for (var b = a + 1; b < count; b++)
                if (random.NextDouble() < 0.4)
                    links[(a, b)] = random.Next(-64, 65) / 16.0;
            var expected = ByRule(count, links);
            var report = random.Next(count);
            var groups = new Agglomeration((a, b) => a.CompareTo(b));
            var read = new HashSet<int>();
            var added = new HashSet<(int, int)>();
            while (true)
            {
                if (groups.Settle(report, group => group.Members.TrueForAll(IsRead)) is { } group)
                {
                    Assert.Equal(expected.First(one => one.Contains(report)).Order(), group.Members.Order());
                    break;
                }
            }

            bool IsRead(int one)
            {
                if (!read.Add(one))
                    return true;
                foreach (var ((a, b), score) in links)
                    if ((a == one || b == one) && added.Add((a, b)))
                        groups.Add(a, b, score);
                return false;
            }
        }
    }

    private static string Told(List<List<int>> groups) =>
        string.Join(" | ", groups.Select(group => string.Join(' ', group.Order())).Order(StringComparer.Ordinal));

    private static List<List<int>> ByRule(int count, Dictionary<(int A, int B), double> links)
    {
        double Mean(List<int> left, List<int> right) =>
            left.SelectMany(a => right.Select(b => links.GetValueOrDefault((Math.Min(a, b), Math.Max(a, b)), -3)))
                .Average();
        // What no pair above nought connects is never taken together, and two that one connects always are.
        var groups = Enumerable.Range(0, count).Select(report => new List<int> { report }).ToList();
        while (true)
        {
            var best = (
                from one in groups
                from other in groups
                where one.Min() < other.Min()
                let mean = Mean(one, other)
                where mean > 0
                orderby mean descending, one.Min(), other.Min()
                select (One: one, Other: other)
            ).FirstOrDefault();
            if (best.One is null)
                return groups;
            best.One.AddRange(best.Other);
            groups.Remove(best.Other);
        }
    }
}
