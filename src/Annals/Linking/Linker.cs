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
    /// The events of these reports, latest first, of one day the most told first; the order of the reports changes nothing. Reports of other kinds than
    /// happenings are passed over. Without articles, outlets and independent sources are unknown.
    /// </summary>
    public ImmutableArray<Event> Link(IReadOnlyCollection<Report> reports, IReadOnlyCollection<Article> articles)
    {
        var sketches = Sketch(articles);
        var sightings = Together(reports, sketches);
        var links = Weigh(sightings);
        var merging = new Merging(families);
        var events = Clusters
            .Of(sightings.Length, links)
            .Select(group =>
                merging.Merge([.. group.Select(index => sightings[index])], Merges(group, sightings, links))
            );
        return
        [
            .. events
                .OrderByDescending(@event => @event.Time?.From ?? DateOnly.MinValue)
                .ThenByDescending(@event => @event.Articles)
                .ThenBy(@event => @event.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// First within each article: sentences on one happening are taken together, so that the one which names the day and
    /// the one which names the town are compared with other articles as one.
    /// </summary>
    private Sighting[] Together(IReadOnlyCollection<Report> reports, Dictionary<string, ArticleSketch> sketches)
    {
        var articles = reports
            .OfType<Happening>()
            .DistinctBy(report => report.Id)
            .GroupBy(report => report.Article, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToArray();
        var together = new Sighting[articles.Length][];
        Parallel.For(
            0,
            articles.Length,
            index => together[index] = Together([.. articles[index]], sketches.GetValueOrDefault(articles[index].Key))
        );
        return [.. together.SelectMany(one => one).OrderBy(one => one.Id, StringComparer.Ordinal)];
    }

    private Sighting[] Together(Happening[] reports, ArticleSketch? article)
    {
        var single = reports
            .OrderBy(report => report.Id, StringComparer.Ordinal)
            .Select(report => new Sighting([report], article, families, weights))
            .ToArray();
        if (single.Length == 1)
            return single;
        var links = new Dictionary<(int, int), double>();
        for (var a = 0; a < single.Length; a++)
        for (var b = a + 1; b < single.Length; b++)
            if (single[a].Family == single[b].Family)
                links.Add((a, b), LinkFeatures.Score(new Pair(single[a], single[b], families)));
        return
        [
            .. Clusters
                .Of(single.Length, links)
                .Select(group => new Sighting(
                    [.. group.Select(index => single[index].Reports[0])],
                    article,
                    families,
                    weights
                )),
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
            index =>
                scores[index] = LinkFeatures.Score(
                    new Pair(sightings[pairs[index].A], sightings[pairs[index].B], families)
                )
        );
        var links = new Dictionary<(int, int), double>(pairs.Length);
        for (var index = 0; index < pairs.Length; index++)
            links.Add(pairs[index], scores[index]);
        return links;
    }

    /// <summary>The strongest links that hold the group together: one fewer than it has reports.</summary>
    private ImmutableArray<Merge> Merges(
        List<int> group,
        Sighting[] sightings,
        Dictionary<(int A, int B), double> links
    )
    {
        var merges = ImmutableArray.CreateBuilder<Merge>();
        foreach (var index in group)
        foreach (var report in sightings[index].Reports.Skip(1))
            merges.Add(Explain(Alone(sightings[index], sightings[index].Reports[0]), Alone(sightings[index], report)));
        foreach (var (a, b) in SpanningTree(group, links))
            merges.Add(Explain(sightings[a], sightings[b]));
        return merges.ToImmutable();
    }

    private Sighting Alone(Sighting sighting, Happening report) => new([report], sighting.Article, families, weights);

    private Merge Explain(Sighting a, Sighting b)
    {
        var (sum, reasons) = LinkFeatures.Weigh(new Pair(a, b, families));
        return new Merge(a.Id, b.Id, sum, reasons);
    }

    /// <summary>Prim's: each time the strongest link from what is joined to what is not; ties go to the smaller ids.</summary>
    private static IEnumerable<(int A, int B)> SpanningTree(List<int> group, Dictionary<(int A, int B), double> links)
    {
        var nearest = new (double Score, int From)[group.Count];
        Array.Fill(nearest, (double.NegativeInfinity, 0));
        var joined = new bool[group.Count];
        var last = 0;
        for (var count = 1; count < group.Count; count++)
        {
            joined[last] = true;
            var next = -1;
            for (var other = 0; other < group.Count; other++)
            {
                if (joined[other])
                    continue;
                var key = (Math.Min(group[last], group[other]), Math.Max(group[last], group[other]));
                if (links.TryGetValue(key, out var score) && score > nearest[other].Score)
                    nearest[other] = (score, last);
                if (next < 0 || nearest[other].Score > nearest[next].Score)
                    next = other;
            }
            yield return (
                Math.Min(group[nearest[next].From], group[next]),
                Math.Max(group[nearest[next].From], group[next])
            );
            last = next;
        }
    }
}
