using System.Collections.Immutable;
using System.Globalization;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;

namespace Annals.Training.Linking;

/// <summary>
/// Codes and links labelled articles, and says how right the weights of `data/linking/weights.tsv` are beside weights that were
/// fitted on the other folds. A fold holds whole groups of happenings that mention each other, so no event is in two.
/// </summary>
internal sealed class LinkingCommand
{
    private const int Folds = 5;

    private readonly KnowledgeFolder knowledge;
    private readonly List<LabelledArticle> articles;
    private readonly LinkWeightFit fit;

    /// <param name="data">The folder of knowledge files.</param>
    /// <param name="sets">Labelled articles, JSON Lines.</param>
    /// <param name="pull">How strongly weights are drawn to those of the file.</param>
    public LinkingCommand(string data, IEnumerable<string> sets, double pull)
    {
        knowledge = new KnowledgeFolder(data);
        var pipeline = Pipeline.Load(knowledge);
        articles = [.. sets.SelectMany(File.ReadLines).Select(line => LabelledArticle.Read(pipeline, line))];
        fit = new LinkWeightFit(knowledge, articles, pull);
    }

    /// <summary>The figures out of fold, and the weights that all articles would give.</summary>
    /// <param name="write">Write those weights to the file.</param>
    public void Run(bool write, TextWriter output)
    {
        var set = LinkWeights.Load(knowledge);
        var all = fit.Fit(_ => true);
        output.WriteLine(
            $"{articles.Count} articles; pairs of one happening {fit.Right}, of two that meet {fit.Wrong}"
        );
        output.WriteLine("| weights | pairwise F1 | CoNLL |");
        output.WriteLine("|---|---|---|");
        var folds = FoldsOf(fit.Groups(articles));
        Row("as they are, all together", Given(set, _ => true));
        Row("as they are, a fold at a time", InFolds(_ => set));
        Row("fitted on the other folds", InFolds(fold => fit.Fit(one => folds[one] != fold)));
        Row("fitted on all, which flatters them", Given(all, _ => true));
        output.WriteLine();
        output.WriteLine("| reason | as it is | fitted on all |");
        output.WriteLine("|---|---|---|");
        for (var index = 0; index < LinkFeatures.All.Length; index++)
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {LinkFeatures.All[index].What} | {set.All[index]} | {all.All[index]} |"
                )
            );
        if (write)
            Write(all);

        IEnumerable<(string, string)> InFolds(Func<int, LinkWeights> weights) =>
            Enumerable.Range(0, Folds).SelectMany(fold => Given(weights(fold), one => folds[one] == fold));

        void Row(string what, IEnumerable<(string, string)> given)
        {
            var scores = ClusterScores.Of([.. given]);
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {what} | {scores.Pairwise:0.000} | {scores.Conll:0.000} |"
                )
            );
        }
    }

    /// <summary>Pairs of articles that were put together and are not of one happening, or the other way round, with the reasons.</summary>
    public void Explain(TextWriter output)
    {
        var reasons = LinkWeights.Load(knowledge);
        var families = TypeFamilies.Load(knowledge);
        var given = Given(reasons, _ => true).Select(one => one.Given).ToArray();
        var sightings = Sightings(articles);
        for (var one = 0; one < articles.Count; one++)
        for (var other = one + 1; other < articles.Count; other++)
        {
            var right = articles[one].Happening == articles[other].Happening;
            if (right == (given[one] == given[other]))
                continue;
            output.WriteLine(
                $"{(right ? "apart" : "together")}: {articles[one].Article.Id} and {articles[other].Article.Id}"
            );
            foreach (var a in sightings.Where(sighting => sighting.ArticleId == articles[one].Article.Id))
            foreach (var b in sightings.Where(sighting => sighting.ArticleId == articles[other].Article.Id))
            {
                var (score, found) = reasons.Weigh(new Pair(a, b, families));
                output.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"  {score} {string.Join('+', a.Types)} / {string.Join('+', b.Types)}{(a.At.Meets(b.At) ? "" : " (never meet)")}: {string.Join(", ", found.Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.What} {reason.Weight}")))}"
                    )
                );
            }
        }
    }

    private Sighting[] Sightings(List<LabelledArticle> some) =>
        Linker
            .Load(knowledge)
            .Sightings([.. some.SelectMany(one => one.Reports)], [.. some.Select(one => one.Article)]);

    /// <summary>Groups to folds, the largest first, each to the fold that is smallest so far.</summary>
    private static int[] FoldsOf(int[] groups)
    {
        var sizes = new int[Folds];
        var foldOf = new Dictionary<int, int>();
        foreach (
            var group in groups
                .GroupBy(group => group)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key)
        )
        {
            var fold = Array.IndexOf(sizes, sizes.Min());
            foldOf.Add(group.Key, fold);
            sizes[fold] += group.Count();
        }
        return [.. groups.Select(group => foldOf[group])];
    }

    private IEnumerable<(string Gold, string Given)> Given(LinkWeights weights, Func<int, bool> among) =>
        LabelledArticle.Link(Linker.Load(knowledge, weights), [.. articles.Where((_, index) => among(index))]);

    private void Write(LinkWeights weights)
    {
        var path = knowledge.File("linking", "weights.tsv");
        var byName = LinkFeatures
            .All.Zip(weights.All)
            .ToDictionary(one => one.First.What, one => one.Second, StringComparer.Ordinal);
        var lines = File.ReadAllLines(path);
        for (var line = 0; line < lines.Length; line++)
            if (lines[line].Split('\t') is [var reason, _, var means] && byName.TryGetValue(reason, out var weight))
                lines[line] = string.Join('\t', reason, weight.ToString(CultureInfo.InvariantCulture), means);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
    }
}
