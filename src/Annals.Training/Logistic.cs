using System.Collections.Immutable;

namespace Annals.Training;

/// <summary>One decision: what held of it, in which article, and whether it was right.</summary>
internal sealed record Decision(string Article, ImmutableArray<(string Name, double Value)> Features, bool Right);

/// <summary>
/// A logistic regression by steepest ascent, with weights kept small, and the lowest threshold that gives nearly the best F1 over ten
/// folds of articles. No chance in it: the same examples give the same weights.
/// </summary>
internal sealed class Logistic
{
    private const int Folds = 10;
    private const int Steps = 1500;
    private const double Rate = 0.5;
    private const double Decay = 0.0005;

    private readonly string what;
    private readonly string[] names;
    private readonly Dictionary<string, int> indices;
    private readonly List<Row> rows;
    private double[] weights = [];

    private sealed record Row(string Article, (int Feature, double Value)[] Features, bool Right);

    public Logistic(string what, List<Decision> examples)
    {
        this.what = what;
        names =
        [
            .. examples
                .SelectMany(example => example.Features)
                .Select(feature => feature.Name)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
        indices = names
            .Select((name, index) => (name, index))
            .ToDictionary(one => one.name, one => one.index, StringComparer.Ordinal);
        rows = examples.ConvertAll(example => new Row(
            example.Article,
            [.. example.Features.Select(feature => (indices[feature.Name], feature.Value))],
            example.Right
        ));
    }

    public double Threshold { get; private set; }

    public IEnumerable<(string Name, double Value)> Weights => names.Select((name, index) => (name, weights[index]));

    public double Sum(IEnumerable<(string Name, double Value)> features) =>
        features.Sum(feature => indices.TryGetValue(feature.Name, out var index) ? feature.Value * weights[index] : 0);

    /// <summary>Weights learnt from some articles alone.</summary>
    public IEnumerable<(string Name, double Value)> Learn(Func<string, bool> from)
    {
        var learnt = Learn(rows.FindAll(row => from(row.Article)));
        return names.Select((name, index) => (name, learnt[index]));
    }

    /// <param name="gold">How many there are to find.</param>
    /// <param name="slack">Of the thresholds whose F1 is the best but for this, the lowest is taken: it leaves least out.</param>
    public void Fit(int gold, double slack)
    {
        var articles = rows.Select(row => row.Article).Distinct(StringComparer.Ordinal).ToList();
        var held = new List<(double Sum, bool Right)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var mine = articles.Where((_, index) => index % Folds == fold).ToHashSet(StringComparer.Ordinal);
            var learnt = Learn([.. rows.Where(row => !mine.Contains(row.Article))]);
            held.AddRange(rows.Where(row => mine.Contains(row.Article)).Select(row => (Sum(row, learnt), row.Right)));
        }
        var sums = held.Select(one => one.Sum)
            .Order()
            .Where((_, index) => index % Math.Max(1, held.Count / 200) == 0)
            .Select(sum => (Sum: sum, F1: F1(held, sum, gold)))
            .ToList();
        Threshold = sums.First(one => one.F1 >= sums.Max(other => other.F1) - slack).Sum;
        weights = Learn(rows);
        Console.Error.WriteLine(
            $"{what}: {rows.Count}, {rows.Count(row => row.Right)} right of {gold}; over {Folds} folds F1 {F1(held, double.MinValue, gold):0.000} without, {F1(held, Threshold, gold):0.000} with the threshold"
        );
    }

    private double[] Learn(List<Row> examples)
    {
        var learnt = new double[names.Length];
        var slope = new double[names.Length];
        for (var step = 0; step < Steps; step++)
        {
            Array.Clear(slope);
            foreach (var row in examples)
            {
                var error = (row.Right ? 1 : 0) - (1 / (1 + Math.Exp(-Sum(row, learnt))));
                foreach (var (feature, value) in row.Features)
                    slope[feature] += error * value;
            }
            for (var index = 0; index < learnt.Length; index++)
                learnt[index] += Rate * ((slope[index] / examples.Count) - (Decay * learnt[index]));
        }
        return learnt;
    }

    private static double Sum(Row row, double[] learnt)
    {
        var sum = 0.0;
        foreach (var (feature, value) in row.Features)
            sum += learnt[feature] * value;
        return sum;
    }

    private static double F1(List<(double Sum, bool Right)> held, double threshold, int gold)
    {
        var kept = held.Where(one => one.Sum >= threshold).ToList();
        return 2.0 * kept.Count(one => one.Right) / (kept.Count + gold);
    }
}
