using System.Runtime.InteropServices;

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
    public const int Units = 10_000;

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
        /// <summary>The sighting that it began as, which stays with it: what tables name it by.</summary>
        public int Number => alone;

        /// <summary>The smallest: where means are equal, it says which group is the smaller.</summary>
        public int First { get; set; } = first;

        /// <summary>Made when it is asked for: most groups are one sighting, and stay so.</summary>
        public List<int> Members => members ??= [alone];

        private readonly int alone = first;
        private List<int>? members;

        public int Count => members?.Count ?? 1;

        /// <summary>What a group of several has to do with other groups, by their numbers; null as long as it is one sighting: most never grow.</summary>
        internal Dictionary<int, Between>? Near { get; set; }

        internal Group? Nearest { get; set; }

        internal bool IsNearestKnown { get; set; }
    }

    /// <summary>By the number of the sighting.</summary>
    private readonly List<Group?> groups = [];

    /// <summary>What each sighting scores with others, by its number.</summary>
    private readonly List<List<(int Other, int Score)>> scored = [];

    /// <summary>The group that holds a sighting; by itself at first.</summary>
    public Group Of(int sighting)
    {
        while (groups.Count <= sighting)
        {
            groups.Add(null);
            scored.Add([]);
        }
        return groups[sighting] ??= new Group(sighting);
    }

    /// <summary>The sightings that a sighting has been scored with, and the score in ten-thousandths.</summary>
    public ReadOnlySpan<(int Other, int Score)> ScoredWith(int sighting) =>
        sighting < scored.Count ? CollectionsMarshal.AsSpan(scored[sighting]) : [];

    /// <summary>So many pairs of a sighting are going to be added.</summary>
    public void Expect(int sighting, int pairs)
    {
        Of(sighting);
        scored[sighting].EnsureCapacity(scored[sighting].Count + pairs);
    }

    /// <summary>Adds what a pair scores; each pair once, before the two are in one group.</summary>
    public void Add(int one, int other, double score)
    {
        var units = (int)Math.Round(score * Units);
        var (a, b) = (Of(one), Of(other));
        scored[one].Add((other, units));
        scored[other].Add((one, units));
        Add(a, b, units);
        Add(b, a, units);
    }

    private static void Add(Group group, Group other, int units)
    {
        if (group.Near is { } near)
            Add(near, other, new Between(units, 1));
        // Between two single ones, what is not above nought is never the nearest.
        if (units > 0 || group.Near is not null || other.Near is not null)
            group.IsNearestKnown = false;
    }

    private static void Add(Dictionary<int, Between> near, Group other, Between between)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(near, other.Number, out _);
        known += between;
    }

    /// <summary>The group that a group would be joined with first; null where no mean is above nought.</summary>
    public Group? Nearest(Group group)
    {
        if (group.IsNearestKnown)
            return group.Nearest;
        var nearest = new Best(this, group);
        if (group.Near is { } near)
            foreach (var (other, between) in near)
                nearest.Look(Of(other), between);
        else
        {
            Dictionary<int, Between>? several = null;
            foreach (var (one, score) in scored[group.First])
            {
                var other = Of(one);
                if (other.Near is null)
                    nearest.Look(other, new Between(score, 1));
                else
                    Add(several ??= [], other, new Between(score, 1));
            }
            foreach (var (other, between) in several ?? [])
                nearest.Look(Of(other), between);
        }
        group.IsNearestKnown = true;
        return group.Nearest = nearest.Group;
    }

    /// <summary>The nearest so far of those that have been looked at.</summary>
    private struct Best(Agglomeration groups, Group group)
    {
        private long bestSum;
        private long bestPairs;

        public Group? Group { get; private set; }

        public void Look(Group other, Between between)
        {
            var pairs = (long)group.Count * other.Count;
            var sum = between.Sum + (Unscored * (pairs - between.Pairs));
            if (sum <= 0)
                return;
            if (Group is { } best)
            {
                var difference =
                    pairs == bestPairs
                        ? sum.CompareTo(bestSum)
                        : ((Int128)sum * bestPairs).CompareTo((Int128)bestSum * pairs);
                if (difference < 0 || (difference == 0 && !groups.IsBefore(group, other, best)))
                    return;
            }
            (Group, bestSum, bestPairs) = (other, sum, pairs);
        }
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
        var (kept, gone) = Met(one) >= Met(other) ? (one, other) : (other, one);
        var near = Table(kept);
        kept.Members.AddRange(gone.Members);
        if (order(gone.First, kept.First) < 0)
            kept.First = gone.First;
        foreach (var member in gone.Members)
            groups[member] = kept;
        near.Remove(gone.Number);
        kept.IsNearestKnown = false;
        if (gone.Near is { } table)
            foreach (var (third, between) in table)
                Take(Of(third), between);
        else
            foreach (var (third, score) in scored[gone.Number])
                Take(Of(third), new Between(score, 1));

        void Take(Group third, Between between)
        {
            if (third == kept)
                return;
            Add(near, third, between);
            // The table of a third that has one follows; the pairs of one sighting are put together when they are looked at.
            if (third.Near is not { } theirs)
                return;
            theirs.Remove(gone.Number);
            theirs[kept.Number] = near[third.Number];
        }

        // What else was nearest to a third still is.
        foreach (var number in near.Keys)
            if (Of(number) is var third && (third.Nearest == kept || third.Nearest == gone))
                third.IsNearestKnown = false;
        return kept;
    }

    /// <summary>About how many groups it has to do with.</summary>
    private int Met(Group group) => group.Near?.Count ?? scored[group.First].Count;

    private Dictionary<int, Between> Table(Group group)
    {
        if (group.Near is { } near)
            return near;
        group.Near = near = new Dictionary<int, Between>(scored[group.First].Count);
        foreach (var (one, score) in scored[group.First])
            if (Of(one) is var other && other != group)
                Add(near, other, new Between(score, 1));
        return near;
    }

    /// <summary>The way from the group that is followed to the one whose nearest is looked for.</summary>
    private readonly Stack<Group> chain = new();

    /// <summary>Follows the group of a sighting to its end, joining on the way whatever has to be.</summary>
    /// <param name="sighting">One of the group.</param>
    /// <param name="isReady">Whether all pairs of a group have been added; where not, the way ends there for now.</param>
    /// <returns>The group at its end; null where it had to wait.</returns>
    public Group? Settle(int sighting, Func<Group, bool> isReady)
    {
        chain.Clear();
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
