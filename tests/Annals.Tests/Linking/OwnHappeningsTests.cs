using Annals.Knowledge;
using Annals.Linking;
using Annals.Tests.Structure;
using Annals.Training.Linking;

namespace Annals.Tests.Linking;

/// <summary>The labelled articles of `tests/linking`, read and linked by the commands' own methods.</summary>
public sealed class OwnHappeningsTests
{
    /// <summary>What was measured when the set was put here, less a hundredth.</summary>
    private const double Least = 0.855;

    [Fact]
    public void Articles_go_to_the_happenings_that_they_are_about()
    {
        var knowledge = KnowledgeFolder.Default;
        var pipeline = Pipeline.Load(knowledge);
        var articles = Directory
            .EnumerateFiles(Repository.File("tests", "linking"), "*.jsonl")
            .Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Select(line => LabelledArticle.Read(pipeline, line))
            .ToList();
        var scores = ClusterScores.Of([.. LabelledArticle.Link(Linker.Load(knowledge), articles)]);
        Assert.True(scores.Conll >= Least, $"CoNLL {scores.Conll:0.000}, pairwise F1 {scores.Pairwise:0.000}");
    }
}
