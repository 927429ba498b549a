namespace Annals.Training.Linking;

/// <summary>
/// How like two ways of putting articles together are: B3, MUC and CEAFe, whose mean F1 is CoNLL's figure, and pairs.
/// Every article is in one cluster of either side.
/// </summary>
internal sealed record ClusterScores(double B3, double Muc, double Ceaf, double Pairwise)
{
    public double Conll => (B3 + Muc + Ceaf) / 3;

    /// <param name="clusters">Of each article the label that it has and the one that it was given.</param>
    public static ClusterScores Of(IReadOnlyCollection<(string Gold, string Given)> clusters)
    {
        var gold = Sizes(clusters.Select(one => one.Gold));
        var given = Sizes(clusters.Select(one => one.Given));
        var both = clusters.GroupBy(one => one).ToDictionary(group => group.Key, group => group.Count());
        var shared = both.Sum(cell => Pairs(cell.Value));
        return new(
            F1(
                both.Sum(cell => (double)cell.Value * cell.Value / given[cell.Key.Given]) / clusters.Count,
                both.Sum(cell => (double)cell.Value * cell.Value / gold[cell.Key.Gold]) / clusters.Count
            ),
            F1(
                Ratio(clusters.Count - both.Count, clusters.Count - given.Count),
                Ratio(clusters.Count - both.Count, clusters.Count - gold.Count)
            ),
            Entities(gold, given, both),
            F1(Ratio(shared, given.Values.Sum(Pairs)), Ratio(shared, gold.Values.Sum(Pairs)))
        );
    }

    /// <summary>CEAFe: the likeness of the best assignment of clusters to each other, over the clusters of either side.</summary>
    private static double Entities(
        Dictionary<string, int> gold,
        Dictionary<string, int> given,
        Dictionary<(string Gold, string Given), int> both
    )
    {
        var (rows, columns) = (gold.Keys.ToArray(), given.Keys.ToArray());
        var size = Math.Max(rows.Length, columns.Length);
        var likeness = new double[size, size];
        for (var row = 0; row < rows.Length; row++)
        for (var column = 0; column < columns.Length; column++)
            likeness[row, column] =
                2.0 * both.GetValueOrDefault((rows[row], columns[column])) / (gold[rows[row]] + given[columns[column]]);
        var best = BestAssignment(likeness, size);
        return F1(Ratio(best, columns.Length), Ratio(best, rows.Length));
    }

    /// <summary>The Hungarian method in its form with potentials; the sum of the best assignment.</summary>
    private static double BestAssignment(double[,] likeness, int size)
    {
        var (ofRow, ofColumn) = (new double[size + 1], new double[size + 1]);
        var (rowOf, before) = (new int[size + 1], new int[size + 1]);
        for (var row = 1; row <= size; row++)
        {
            rowOf[0] = row;
            var column = 0;
            var least = new double[size + 1];
            Array.Fill(least, double.MaxValue);
            var used = new bool[size + 1];
            while (rowOf[column] != 0)
            {
                used[column] = true;
                var (delta, next) = (double.MaxValue, 0);
                for (var other = 1; other <= size; other++)
                {
                    if (used[other])
                        continue;
                    var cost = -likeness[rowOf[column] - 1, other - 1] - ofRow[rowOf[column]] - ofColumn[other];
                    if (cost < least[other])
                        (least[other], before[other]) = (cost, column);
                    if (least[other] < delta)
                        (delta, next) = (least[other], other);
                }
                for (var other = 0; other <= size; other++)
                    if (used[other])
                        (ofRow[rowOf[other]], ofColumn[other]) = (ofRow[rowOf[other]] + delta, ofColumn[other] - delta);
                    else
                        least[other] -= delta;
                column = next;
            }
            for (; column != 0; column = before[column])
                rowOf[column] = rowOf[before[column]];
        }
        return Enumerable.Range(1, size).Sum(column => likeness[rowOf[column] - 1, column - 1]);
    }

    private static Dictionary<string, int> Sizes(IEnumerable<string> labels) =>
        labels.GroupBy(label => label, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count());

    private static double Pairs(int count) => count * (count - 1) / 2.0;

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;

    private static double F1(double precision, double recall) =>
        precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
}
