using System.Globalization;
using Annals.Knowledge;
using Annals.Language;
using Annals.Places;

namespace Annals.Training.Geocoding;

/// <summary>
/// Fits the weights of `data/places/weights.tsv` on open geoparsing sets: a softmax over the candidates of each name. What a
/// candidate's features are depends on what the other names are taken for, and so on the weights: features and weights are
/// taken in turn a few times. Weights are drawn towards those that the file had, so that a feature the sets do not show keeps its own.
/// </summary>
internal sealed class PlaceWeightTrainer
{
    private const int Turns = 4;
    private const int Steps = 250;
    private const int Folds = 5;
    private const double Pull = 0.004;
    private const double Pace = 0.08;
    private const double RightKm = 161;
    private const double SurelyKm = 25;
    private readonly string knowledge;
    private readonly Annals.Places.Gazetteer gazetteer;
    private readonly PlaceWeights start;
    private readonly List<PlaceGold> articles = [];
    private readonly Dictionary<string, double> weightOfSet = [];

    public PlaceWeightTrainer(string data, IEnumerable<string> sets)
    {
        knowledge = data;
        var folder = new KnowledgeFolder(data);
        gazetteer = Annals.Places.Gazetteer.Open(folder.File("gazetteer.bin"));
        start = PlaceWeights.Load(folder);
        var parser = Parser.Load(folder);
        var finder = new ToponymFinder(
            gazetteer,
            PlaceWords.Load(folder, gazetteer),
            new NameLookup(gazetteer, new ToponymResolver(gazetteer, start))
        );
        foreach (var set in sets)
            articles.AddRange(PlaceGold.Read(set, parser, finder));
        // Each set counts as much as the other, however large.
        foreach (var set in articles.GroupBy(article => article.Set))
            weightOfSet[set.Key] = 1.0 / set.Sum(article => article.Toponyms.Count);
    }

    /// <summary>Says how right each fold is with weights that never saw it, then writes the weights fitted to all.</summary>
    public void Train(TextWriter report)
    {
        Report(report, "before", articles.Select(article => (article, start)));
        var held = new List<(PlaceGold, PlaceWeights)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var weights = Fit([.. articles.Where((_, index) => index % Folds != fold)]);
            held.AddRange(articles.Where((_, index) => index % Folds == fold).Select(article => (article, weights)));
        }
        Report(report, "held out", held);
        var all = Fit(articles);
        Report(report, "fitted", articles.Select(article => (article, all)));
        Write(all);
    }

    private PlaceWeights Fit(List<PlaceGold> some)
    {
        var weights = start;
        for (var turn = 0; turn < Turns; turn++)
            weights = new PlaceWeights(
                Descend([.. some.SelectMany(article => Choices(article, weights))], weights),
                start
            );
        return weights;
    }

    private sealed record Choice(double[][] Features, bool[] IsRight, double Weight);

    /// <summary>The names of an article that have something to choose from, and something right among it.</summary>
    private IEnumerable<Choice> Choices(PlaceGold article, PlaceWeights weights)
    {
        new ToponymResolver(gazetteer, weights).Resolve(article.Toponyms);
        foreach (var (toponym, point) in article.Toponyms.Zip(article.Points))
        {
            if (point is not { } gold || toponym.Name is not { } name || name.Candidates.Length < 2)
                continue;
            var km = toponym.Candidates.Select(number => Km(number, gold)).ToArray();
            var near = km.Any(one => one <= SurelyKm) ? SurelyKm : RightKm;
            if (!km.Any(one => one <= near))
                continue;
            var features = new double[km.Length][];
            for (var index = 0; index < km.Length; index++)
                ToponymResolver.FeaturesOf(
                    name,
                    toponym,
                    index,
                    name.Evidence!,
                    features[index] = new double[PlaceWeights.Count]
                );
            yield return new Choice(features, [.. km.Select(one => one <= near)], weightOfSet[article.Set]);
        }
    }

    /// <summary>Adam on the likelihood of what is right.</summary>
    private double[] Descend(List<Choice> choices, PlaceWeights from)
    {
        var weights = from.All.ToArray();
        var (first, second) = (new double[weights.Length], new double[weights.Length]);
        for (var step = 1; step <= Steps; step++)
        {
            var slope = new double[weights.Length];
            foreach (var choice in choices)
                Add(choice, weights, slope);
            for (var feature = 0; feature < weights.Length; feature++)
            {
                slope[feature] += Pull * (weights[feature] - start.All[feature]);
                first[feature] = (0.9 * first[feature]) + (0.1 * slope[feature]);
                second[feature] = (0.999 * second[feature]) + (0.001 * slope[feature] * slope[feature]);
                weights[feature] -=
                    Pace
                    * (first[feature] / (1 - Math.Pow(0.9, step)))
                    / (Math.Sqrt(second[feature] / (1 - Math.Pow(0.999, step))) + 1e-8);
            }
        }
        return weights;
    }

    private static void Add(Choice choice, double[] weights, double[] slope)
    {
        var scores = choice
            .Features.Select(features => features.Zip(weights, (value, weight) => value * weight).Sum())
            .ToArray();
        var most = scores.Max();
        var odds = scores.Select(score => Math.Exp(score - most)).ToArray();
        var (all, right) = (odds.Sum(), odds.Where((_, index) => choice.IsRight[index]).Sum());
        for (var index = 0; index < odds.Length; index++)
        {
            var error = (odds[index] / all) - (choice.IsRight[index] ? odds[index] / Math.Max(right, 1e-12) : 0);
            if (Math.Abs(error) < 1e-9)
                continue;
            var features = choice.Features[index];
            for (var feature = 0; feature < slope.Length; feature++)
                slope[feature] += choice.Weight * error * features[feature];
        }
    }

    private double Km(int number, (double Lat, double Lon) gold)
    {
        var place = gazetteer[number];
        return place.HasPoint ? Geometry.DistanceKm(place.Lat, place.Lon, gold.Lat, gold.Lon) : double.MaxValue;
    }

    private void Report(TextWriter report, string what, IEnumerable<(PlaceGold Article, PlaceWeights Weights)> judged)
    {
        var right = new SortedDictionary<string, (int Right, int All)>(StringComparer.Ordinal);
        foreach (var (article, weights) in judged)
        {
            new ToponymResolver(gazetteer, weights).Resolve(article.Toponyms);
            foreach (var (toponym, point) in article.Toponyms.Zip(article.Points))
                if (point is { } gold)
                {
                    var (hits, all) = right.GetValueOrDefault(article.Set);
                    var isHit = toponym.Chosen >= 0 && Km(toponym.Candidates[toponym.Chosen], gold) <= RightKm;
                    right[article.Set] = (hits + (isHit ? 1 : 0), all + 1);
                }
        }
        foreach (var (set, (hits, all)) in right)
            report.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what}: {set} {hits} of {all} = {(double)hits / all:0.0000}"
                )
            );
    }

    private void Write(PlaceWeights weights)
    {
        var path = Path.Combine(knowledge, "places", "weights.tsv");
        var lines = File.ReadAllLines(path);
        for (var line = 0; line < lines.Length; line++)
        {
            var cells = lines[line].Split('\t');
            if (cells.Length > 1 && Enum.TryParse<PlaceFeature>(cells[0], out var feature))
                lines[line] = string.Join(
                    '\t',
                    [cells[0], weights[feature].ToString("0.000", CultureInfo.InvariantCulture), .. cells.Skip(2)]
                );
        }
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
    }
}
