using Annals.Training.Linking;

namespace Annals.Tests.Training;

/// <summary>How linking is scored and its weights are fitted, on small data of our own.</summary>
public class LinkingTests
{
    [Fact]
    public void The_same_clusters_are_wholly_right_and_articles_alone_are_not()
    {
        var same = ClusterScores.Of([("a", "1"), ("a", "1"), ("b", "2"), ("b", "2"), ("c", "3")]);
        Assert.Equal((1, 1), (same.Conll, same.Pairwise));
        // By hand: B3 1 and 3/5, MUC nothing, CEAFe 2/3 + 2/3 + 1 over five and over three clusters.
        var apart = ClusterScores.Of([("a", "1"), ("a", "2"), ("b", "3"), ("b", "4"), ("c", "5")]);
        Assert.Equal(0.75, apart.B3, 6);
        Assert.Equal(0, apart.Muc, 6);
        Assert.Equal(2 * (7.0 / 15) * (7.0 / 9) / ((7.0 / 15) + (7.0 / 9)), apart.Ceaf, 6);
        Assert.Equal(0, apart.Pairwise, 6);
    }

    [Fact]
    public void Entities_are_assigned_so_that_the_sum_is_the_best()
    {
        // The first cluster is most like the second, which the other is like too: a greedy choice would lose.
        var scores = ClusterScores.Of([
            ("a", "1"),
            ("a", "1"),
            ("a", "2"),
            ("b", "1"),
            ("b", "1"),
            ("b", "1"),
            ("b", "1"),
        ]);
        // a: 2 of 3 in 1 (of 6), 1 of 3 in 2 (of 1); b: 4 of 4 in 1. Best: b with 1 (8/10), a with 2 (2/4).
        Assert.Equal(0.65, scores.Ceaf, 6);
    }
}
