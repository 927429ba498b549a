using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Linking;

/// <summary>
/// Reports to events. Only pairs that can meet are weighed (<see cref="Blocks"/>), each by a list of reasons
/// (<see cref="LinkFeatures"/>), pairs become groups (<see cref="Clusters"/>), and a group becomes an event that holds
/// nothing but what its reports say (<see cref="Merging"/>). Copies of one text count as one source (<see cref="Copies"/>).
/// </summary>
public sealed class Linker
{
    private readonly TypeFamilies families;
    private readonly WordWeights weights;

    private Linker(TypeFamilies families, WordWeights weights) => (this.families, this.weights) = (families, weights);

    /// <summary>Families of types and weights of words, from `data/linking`.</summary>
    /// <exception cref="KnowledgeException">A line is not understood.</exception>
    public static Linker Load(KnowledgeFolder knowledge) =>
        new(TypeFamilies.Load(knowledge), WordWeights.Load(knowledge));

    /// <summary>
    /// The events of these reports, latest first; the order of the reports changes nothing. Reports of other kinds than
    /// happenings are passed over. Without articles, outlets and independent sources are unknown.
    /// </summary>
    public ImmutableArray<Event> Link(IReadOnlyCollection<Report> reports, IReadOnlyCollection<Article> articles)
    {
        var sketches = Sketch(articles);
        var sightings = reports
            .OfType<Happening>()
            .DistinctBy(report => report.Id)
            .OrderBy(report => report.Id, StringComparer.Ordinal)
            .Select(report => new Sighting(report, sketches.GetValueOrDefault(report.Article), families, weights))
            .ToArray();
        var links = Weigh(sightings);
        var merging = new Merging(families);
        var events = Clusters
            .Of(sightings.Length, links)
            .Select(group => merging.Merge([.. group.Select(index => sightings[index])], Merges(group, sightings, links)));
        return
        [
            .. events
                .OrderByDescending(@event => @event.Time?.From ?? DateOnly.MinValue)
                .ThenBy(@event => @event.Id, StringComparer.Ordinal),
        ];
    }

    private Dictionary<string, ArticleSketch> Sketch(IReadOnlyCollection<Article> articles)
    {
        var texts = Copies.Fold(articles);
        var sketches = new Dictionary<string, ArticleSketch>(StringComparer.Ordinal);
        foreach (var article in articles)
            sketches[article.Id] = new ArticleSketch(article, texts[article.Id], weights);
        return sketches;
    }

    private Dictionary<(int A, int B), double> Weigh(Sighting[] sightings)
    {
        var pairs = Blocks.Pairs(sightings).ToArray();
        var scores = new double[pairs.Length];
        Parallel.For(
            0,
            pairs.Length,
            index => scores[index] = LinkFeatures.Score(new Pair(sightings[pairs[index].A], sightings[pairs[index].B], families))
        );
        var links = new Dictionary<(int, int), double>(pairs.Length);
        for (var index = 0; index < pairs.Length; index++)
            links.Add(pairs[index], scores[index]);
        return links;
    }

    /// <summary>The strongest links that hold the group together: one fewer than it has reports.</summary>
    private ImmutableArray<Merge> Merges(List<int> group, Sighting[] sightings, Dictionary<(int A, int B), double> links)
    {
        var merges = ImmutableArray.CreateBuilder<Merge>();
        var joined = new HashSet<int> { group[0] };
        while (joined.Count < group.Count)
        {
            var (from, to, best) = (-1, -1, double.NegativeInfinity);
            foreach (var one in joined)
                foreach (var other in group)
                    if (
                        !joined.Contains(other)
                        && links.TryGetValue((Math.Min(one, other), Math.Max(one, other)), out var score)
                        && (score, -Math.Min(one, other), -Math.Max(one, other)).CompareTo((best, -Math.Min(from, to), -Math.Max(from, to))) > 0
                    )
                        (from, to, best) = (one, other, score);
            if (to < 0)
                break;
            joined.Add(to);
            var (a, b) = (sightings[Math.Min(from, to)], sightings[Math.Max(from, to)]);
            var (sum, reasons) = LinkFeatures.Weigh(new Pair(a, b, families));
            merges.Add(new Merge(a.Id, b.Id, sum, reasons));
        }
        return merges.ToImmutable();
    }
}
