using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Linking;

/// <summary>
/// Links around reports that have changed, as linking everything would. The group of a sighting is followed to its end along
/// the nearest of the nearest (<see cref="Agglomeration"/>): only what stands on that way is held against all that it can
/// meet. What it costs goes with the reports of the happenings that have changed and of those beside them, and not with
/// the size of the record, nor with how far likenesses reach from one report to the next.
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
    private readonly Agglomeration groups;

    /// <summary>Those that have been held against all that they can meet.</summary>
    private readonly HashSet<int> round = [];

    private readonly HashSet<int> wanted = [];

    /// <summary>The last turn in which a sighting was found to be paired already: each pair is scored once.</summary>
    private int[] paired = [];
    private int turn;

    private readonly HashSet<Agglomeration.Group> settled = [];

    /// <summary>Those of them whose events have not been taken yet.</summary>
    private readonly List<Agglomeration.Group> untaken = [];

    /// <param name="linker">Weighs the pairs.</param>
    /// <param name="near">Gives at least the articles with reports in any of these vicinities; one that it has given, or that was given to <see cref="Reach"/>, need not come again.</param>
    /// <param name="bonds">What people have decided.</param>
    internal Surroundings(Linker linker, Func<IReadOnlyList<Vicinity>, IEnumerable<ArticleReports>> near, Bonds bonds)
    {
        (this.linker, this.near, this.bonds) = (linker, near, bonds);
        groups = new Agglomeration((a, b) => string.CompareOrdinal(found[a].Id, found[b].Id));
    }

    /// <summary>Articles that are known from the beginning.</summary>
    public void Begin(IEnumerable<ArticleReports> articles) => Find(articles);

    /// <summary>Finds the groups of these reports too.</summary>
    /// <param name="touched">Reports that are new, or whose events may have changed.</param>
    /// <param name="start">The articles of the touched reports.</param>
    /// <returns>The reports of their groups that were in no group found before.</returns>
    public IReadOnlyCollection<string> Reach(IEnumerable<string> touched, IEnumerable<ArticleReports> start)
    {
        Find(start);
        var waiting = touched.Where(holder.ContainsKey).Select(report => holder[report]).Where(wanted.Add).ToList();
        var reached = new List<string>();
        var open = waiting.ToHashSet();
        while (waiting.Count > 0)
        {
            GoRound([.. open.Where(one => !round.Contains(one))]);
            open.Clear();
            waiting.RemoveAll(one =>
            {
                if (groups.Settle(one, IsRound) is not { } group)
                    return false;
                if (settled.Add(group))
                {
                    untaken.Add(group);
                    reached.AddRange(group.Members.SelectMany(member => found[member].Ids));
                }
                return true;
            });

            bool IsRound(Agglomeration.Group group)
            {
                if (group.Count == 1)
                {
                    var isThere = round.Contains(group.First);
                    if (!isThere)
                        open.Add(group.First);
                    return isThere;
                }
                var isRound = true;
                foreach (var member in group.Members)
                    if (!round.Contains(member))
                    {
                        open.Add(member);
                        isRound = false;
                    }
                return isRound;
            }
        }
        return reached;
    }

    /// <summary>
    /// The groups found since it was asked last: a group that has come to its end never changes again, so their events may be
    /// made on another thread while further groups are looked for.
    /// </summary>
    public Regroupment Take()
    {
        var order = untaken
            .SelectMany(group => group.Members.Select(member => (Member: member, Group: group)))
            .OrderBy(one => found[one.Member].Id, StringComparer.Ordinal)
            .ToArray();
        var place = new Dictionary<int, int>();
        for (var index = 0; index < order.Length; index++)
            if (order[index].Group.Count > 1)
                place.Add(order[index].Member, index);
        untaken.Clear();
        var among = new Dictionary<(int A, int B), double>();
        foreach (var (member, one) in place)
        foreach (var (other, score) in groups.ScoredWith(member))
            if (place.TryGetValue(other, out var two) && one < two && order[one].Group == order[two].Group)
                among.Add((one, two), score / (double)Agglomeration.Units);
        Sighting[] sightings = [.. order.Select(one => found[one.Member])];
        List<List<int>> grouped =
        [
            .. order
                .Select((one, index) => (one.Group, Index: index))
                .GroupBy(one => one.Group, one => one.Index)
                .Select(group => group.ToList()),
        ];
        return new Regroupment(sightings, all => linker.Merge(all, grouped, among, bonds));
    }

    /// <summary>The sightings found so far of articles that were given with their reports.</summary>
    public Found FoundOf(IReadOnlySet<string> articles) =>
        new([.. found.Where(one => articles.Contains(one.ArticleId))]);

    /// <summary>Articles that are taken in together: what they need not keep is given up before the next ones come.</summary>
    private const int AtOnce = 400;

    private void Find(IEnumerable<ArticleReports> articles)
    {
        foreach (var some in articles.Where(article => known.Add(article.Id)).Chunk(AtOnce))
        foreach (var sighting in linker.Together(some, bonds))
        {
            blocks.Add(sighting);
            foreach (var report in sighting.Ids)
                holder[report] = found.Count;
            found.Add(sighting);
        }
    }

    /// <summary>Holds each of these against all that it can meet.</summary>
    private void GoRound(List<int> some)
    {
        Find(near([.. some.Select(one => VicinityOf(found[one]))]));
        var met = new List<int>[some.Count];
        Shared.For(met.Length, index => met[index] = blocks.Meet(some[index]));
        var among = some.ToHashSet();
        var within = new HashSet<(int, int)>();
        var fresh = new List<(int A, int B)>();
        if (paired.Length < found.Count)
            Array.Resize(ref paired, 2 * found.Count);
        for (var index = 0; index < met.Length; index++)
        {
            var one = some[index];
            var before = fresh.Count;
            turn++;
            paired[one] = turn;
            foreach (var (other, _) in groups.ScoredWith(one))
                paired[other] = turn;
            foreach (var other in met[index])
                Hold(one, other);
            foreach (var report in bonds.With(found[one]))
                if (holder.TryGetValue(report, out var other))
                    Hold(one, other);
            groups.Expect(one, fresh.Count - before);
        }

        void Hold(int one, int other)
        {
            if (paired[other] == turn)
                return;
            paired[other] = turn;
            if (!among.Contains(other) || within.Add((Math.Min(one, other), Math.Max(one, other))))
                fresh.Add((one, other));
        }

        var scores = linker.Score(found, fresh, bonds);
        for (var index = 0; index < scores.Length; index++)
            groups.Add(fresh[index].A, fresh[index].B, scores[index]);
        round.UnionWith(some);
    }

    private Vicinity VicinityOf(Sighting sighting) =>
        new(sighting.At, sighting.Article?.Text, [.. bonds.With(sighting)]);
}

/// <summary>Groups of sightings that have come to their end, to be made into events.</summary>
public sealed class Regroupment
{
    private readonly Sighting[] sightings;
    private readonly Func<Sighting[], ImmutableArray<Event>> merge;

    internal Regroupment(Sighting[] sightings, Func<Sighting[], ImmutableArray<Event>> merge) =>
        (this.sightings, this.merge) = (sightings, merge);

    /// <summary>Their events.</summary>
    /// <param name="again">Gives the happenings of articles that were neighbours once more.</param>
    public ImmutableArray<Event> Events(Func<IReadOnlyCollection<string>, IEnumerable<Happening>> again)
    {
        var sketched = Array.FindAll(sightings, sighting => sighting.IsSketch);
        var told = again([.. sketched.Select(sighting => sighting.ArticleId).Distinct(StringComparer.Ordinal)])
            .ToLookup(report => report.Article, StringComparer.Ordinal);
        foreach (var sighting in sketched)
            sighting.Restore(told[sighting.ArticleId]);
        return merge(sightings);
    }
}
