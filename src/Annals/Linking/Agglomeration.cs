namespace Annals.Linking;

/// <summary>
/// Groups of sightings that grow by average link: two whose mean over all their pairs is above nought may be joined, and
/// those that are each other's nearest are. A group that two nearest ones make is never nearer to a third than the nearer of
/// the two was; so in whatever order such pairs are joined, the end is that of joining the surest pair of all each time, and
/// a group can be followed to its end by itself, along its nearest, its nearest's nearest and so on (the nearest-neighbour
/// chain), without a look at the rest. Scores are summed as whole numbers of ten-thousandths, so that sums do not depend on
/// their order; means that are equal go to the smaller sightings.
/// </summary>
/// <param name="order">Which of two sightings is the smaller.</param>
internal sealed class Agglomeration(Comparison<int> order)
{
    /// <summary>Scores have four decimals.</summary>
    private const int Units = 10_000;

    /// <summary>What a pair counts that was not scored: the two cannot meet.</summary>
    private const int Unscored = -3 * Units;

    /// <summary>The scored pairs between two groups: their sum, and how many they are.</summary>
    internal readonly record struct Between(long Sum, int Pairs)
    {
        public static Between operator +(Between left, Between right) =>
            new(left.Sum + right.Sum, left.Pairs + right.Pairs);
    }

    /// <summary>Sightings that belong together, as far as is known.</summary>
    internal sealed class Group(int first)
    {
        /// <summary>The smallest: where means are equal, it says which group is the smaller.</summary>
        public int First { get; set; } = first;

        public List<int> Members { get; } = [first];

        internal Dictionary<Group, Between> Near { get; } = [];

        internal Group? Nearest { get; set; }

        internal bool IsNearestKnown { get; set; }
    }

    private readonly Dictionary<int, Group> groups = [];

    /// <summary>The group that holds a sighting; by itself at first.</summary>
    public Group Of(int sighting)
    {
        if (!groups.TryGetValue(sighting, out var group))
            groups.Add(sighting, group = new Group(sighting));
        return group;
    }

    /// <summary>Adds what a pair scores; each pair once, and before either's group is joined with another.</summary>
    public void Add(int one, int other, double score)
    {
        var between = new Between((long)Math.Round(score * Units), 1);
        var (a, b) = (Of(one), Of(other));
        if (a == b)
            return;
        a.Near[b] = b.Near[a] = a.Near.TryGetValue(b, out var had) ? had + between : between;
        a.IsNearestKnown = b.IsNearestKnown = false;
    }

    /// <summary>The group that a group would be joined with first; null where no mean is above nought.</summary>
    public Group? Nearest(Group group)
    {
        if (group.IsNearestKnown)
            return group.Nearest;
        (Group Group, Int128 Sum, Int128 Pairs)? nearest = null;
        foreach (var (other, between) in group.Near)
        {
            var pairs = (long)group.Members.Count * other.Members.Count;
            var sum = between.Sum + (Unscored * (pairs - between.Pairs));
            if (sum <= 0)
                continue;
            if (nearest is { } best)
            {
                var difference = (sum * best.Pairs).CompareTo(best.Sum * pairs);
                if (difference < 0 || (difference == 0 && !IsBefore(group, other, best.Group)))
                    continue;
            }
            nearest = (other, sum, pairs);
        }
        group.IsNearestKnown = true;
        return group.Nearest = nearest?.Group;
    }

    /// <summary>Of two as near, the one that makes the smaller pair with the group.</summary>
    private bool IsBefore(Group group, Group one, Group other)
    {
        var (a, b) = (Pair(group, one), Pair(group, other));
        return order(a.First, b.First) is not 0 and var first ? first < 0 : order(a.Second, b.Second) < 0;
    }

    private (int First, int Second) Pair(Group a, Group b) =>
        order(a.First, b.First) < 0 ? (a.First, b.First) : (b.First, a.First);

    /// <summary>One group of two that are each other's nearest.</summary>
    public Group Join(Group one, Group other)
    {
        var (kept, gone) = one.Near.Count >= other.Near.Count ? (one, other) : (other, one);
        if (order(gone.First, kept.First) < 0)
            kept.First = gone.First;
        kept.Members.AddRange(gone.Members);
        foreach (var member in gone.Members)
            groups[member] = kept;
        kept.Near.Remove(gone);
        kept.IsNearestKnown = false;
        foreach (var (third, between) in gone.Near)
        {
            if (third == kept)
                continue;
            third.Near.Remove(gone);
            kept.Near[third] = third.Near[kept] = kept.Near.TryGetValue(third, out var had) ? had + between : between;
        }
        // What else was nearest to a third still is.
        foreach (var third in kept.Near.Keys)
            if (third.Nearest == kept || third.Nearest == gone)
                third.IsNearestKnown = false;
        return kept;
    }

    /// <summary>Follows the group of a sighting to its end, joining on the way whatever has to be.</summary>
    /// <param name="sighting">One of the group.</param>
    /// <param name="isReady">Whether all pairs of a group have been added; where not, the way ends there for now.</param>
    /// <returns>The group at its end; null where it had to wait.</returns>
    public Group? Settle(int sighting, Func<Group, bool> isReady)
    {
        var chain = new Stack<Group>();
        chain.Push(Of(sighting));
        while (true)
        {
            var last = chain.Pop();
            if (!isReady(last))
                return null;
            if (Nearest(last) is not { } nearest)
                return last;
            if (!chain.TryPeek(out var before) || before != nearest)
            {
                chain.Push(last);
                chain.Push(nearest);
                continue;
            }
            chain.Pop();
            var joined = Join(last, nearest);
            if (chain.Count == 0)
                chain.Push(joined);
        }
    }
}
