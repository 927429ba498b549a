using Annals.Knowledge;
using Annals.Linking;

namespace Annals.Training.Linking;

/// <summary>
/// Fits the weights of `data/linking/weights.tsv`: a logistic regression over pairs of what two articles say, drawn
/// towards the weights that the file has, since labelled articles are few. Of two articles on one happening only the pair that
/// fits best is right for sure: the others may be of what either mentions beside it. Of two articles on two happenings,
/// neither of which mentions the other's, every pair is wrong. The weight that every pair has stays as it is: of articles that were written to be
/// told apart more are of one happening than of a record, and so the wrong pairs count as much as the right ones. No chance in it: the same articles give the same weights.
/// </summary>
internal sealed class LinkWeightFit
{
    private const int Steps = 400;
    private const double Pace = 0.03;

    private readonly LinkWeights start;
    private readonly double pull;
    private readonly List<LabelledPair> pairs;

    /// <param name="One">Index of the one article.</param>
    /// <param name="Other">Index of the other.</param>
    private sealed record LabelledPair(int One, int Other, double[] Found, bool Right);

    /// <param name="pull">How strongly each weight is drawn back to the one that it had.</param>
    public LinkWeightFit(KnowledgeFolder knowledge, List<LabelledArticle> articles, double pull)
    {
        start = LinkWeights.Load(knowledge);
        this.pull = pull;
        pairs = [.. PairsOf(TypeFamilies.Load(knowledge), Linker.Load(knowledge), articles)];
    }

    public int Right => pairs.Count(pair => pair.Right);

    public int Wrong => pairs.Count - Right;

    /// <summary>Groups of articles that meet each other: what is fitted on some says nothing of the others.</summary>
    public int[] Groups(List<LabelledArticle> articles)
    {
        var roots = Enumerable.Range(0, articles.Count).ToArray();
        for (var one = 0; one < roots.Length; one++)
        for (var other = 0; other < one; other++)
            if (articles[one].IsOneWith(articles[other]) is not false)
                Join(one, other);
        return [.. roots.Select((_, one) => Root(one))];

        int Root(int one) => roots[one] == one ? one : roots[one] = Root(roots[one]);

        void Join(int one, int other) => roots[Math.Max(Root(one), Root(other))] = Math.Min(Root(one), Root(other));
    }

    private IEnumerable<LabelledPair> PairsOf(TypeFamilies families, Linker linker, List<LabelledArticle> articles)
    {
        var sightings = linker.Sightings(
            [.. articles.SelectMany(article => article.Reports)],
            [.. articles.Select(article => article.Article)]
        );
        var indices = articles
            .Select((article, index) => (article.Article.Id, index))
            .ToDictionary(one => one.Id, one => one.index, StringComparer.Ordinal);
        foreach (
            var met in Blocks
                .Pairs(sightings)
                .GroupBy(pair =>
                    (One: indices[sightings[pair.A].ArticleId], Other: indices[sightings[pair.B].ArticleId])
                )
        )
        {
            if (
                met.Key.One == met.Key.Other
                || articles[met.Key.One].IsOneWith(articles[met.Key.Other]) is not { } right
            )
                continue;
            var weighed = met.Select(pair => new Pair(sightings[pair.A], sightings[pair.B], families))
                .Select(pair => new LabelledPair(
                    met.Key.One,
                    met.Key.Other,
                    [.. LinkFeatures.All.Select(feature => feature.Finds(pair))],
                    right
                ));
            foreach (var pair in right ? [weighed.MaxBy(pair => Sum(pair, start.All))!] : weighed)
                yield return pair;
        }
    }

    /// <summary>The weights that some of the articles teach, each rounded as a person would write it.</summary>
    /// <param name="from">Whether an article is one of them.</param>
    public LinkWeights Fit(Func<int, bool> from)
    {
        var some = pairs.FindAll(pair => from(pair.One) && from(pair.Other));
        var balance = some.Count(pair => pair.Right) / (double)Math.Max(1, some.Count(pair => !pair.Right));
        var weights = start.All.ToArray();
        var (first, second) = (new double[weights.Length], new double[weights.Length]);
        for (var step = 1; step <= Steps; step++)
        {
            var slope = new double[weights.Length];
            foreach (var pair in some)
            {
                var error = (1 / (1 + Math.Exp(-Sum(pair, weights)))) - (pair.Right ? 1 : 0);
                for (var feature = 0; feature < slope.Length; feature++)
                    slope[feature] += (pair.Right ? 1 : balance) * error * pair.Found[feature];
            }
            for (var feature = 0; feature < weights.Length; feature++)
            {
                if (LinkFeatures.All[feature].What == LinkFeatures.Always)
                    continue;
                slope[feature] += pull * (weights[feature] - start.All[feature]);
                first[feature] = (0.9 * first[feature]) + (0.1 * slope[feature]);
                second[feature] = (0.999 * second[feature]) + (0.001 * slope[feature] * slope[feature]);
                weights[feature] -=
                    Pace
                    * (first[feature] / (1 - Math.Pow(0.9, step)))
                    / (Math.Sqrt(second[feature] / (1 - Math.Pow(0.999, step))) + 1e-8);
            }
        }
        return new LinkWeights([.. weights.Select(weight => Math.Round(weight, 1))]);
    }

    private static double Sum(LabelledPair pair, IReadOnlyList<double> weights)
    {
        var sum = 0.0;
        for (var feature = 0; feature < weights.Count; feature++)
            sum += pair.Found[feature] * weights[feature];
        return sum;
    }
}
