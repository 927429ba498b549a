using Annals.Language;

namespace Annals.Training;

/// <summary>
/// Learns weights of names by likelihood: all ways to cut a sentence into names and other words share one probability (a
/// semi-Markov conditional random field), and each sentence moves the weights towards its own. Steps shrink by what a weight
/// has moved before (Duchi et al. 2011). Only sums, products, roots and the functions below: the same bytes everywhere.
/// </summary>
internal sealed class NameField(NameLists lists, double rate)
{
    private readonly Dictionary<uint, int> rows = [];
    private double[] weights = new double[1 << 20];
    private double[] squares = new double[1 << 20];
    private int used;

    public NameCounts Counts { get; } = new();

    private sealed class Candidate(int first, int last, int[] rows)
    {
        public int First => first;
        public int Last => last;
        public int[] Rows => rows;
        public double[] Scores { get; } = new double[NameTagger.Kinds];
    }

    private int[] RowsOf(ReadOnlySpan<uint> features)
    {
        var found = new int[features.Length];
        var count = 0;
        foreach (var feature in features)
        {
            if (!Counts.IsKept(feature))
                continue;
            if (!rows.TryGetValue(feature, out var row))
            {
                rows[feature] = row = used;
                used += NameTable.Slots;
                if (used > weights.Length)
                {
                    Array.Resize(ref weights, weights.Length * 2);
                    Array.Resize(ref squares, squares.Length * 2);
                }
            }
            found[count++] = row;
        }
        return found[..count];
    }

    /// <summary>Moves the weights towards the names of one sentence; its loss.</summary>
    public double Learn(NameLine line, List<NameSpan> gold)
    {
        Span<uint> features = stackalloc uint[NameFeatures.Most];
        var wordRows = new int[line.Length][];
        var candidates = new List<Candidate>();
        for (var first = 0; first < line.Length; first++)
            if (line.Nameable[first])
                for (var last = first; last >= 0; last = line.NextLast(first, last))
                    candidates.Add(
                        new(first, last, RowsOf(features[..NameFeatures.OfName(line, lists, first, last, features)]))
                    );
        if (candidates.Count == 0)
            return 0;
        var sums = new double[line.Length * NameTable.Slots];
        foreach (var candidate in candidates)
            for (var i = candidate.First; i <= candidate.Last; i++)
                if (wordRows[i] is null)
                {
                    wordRows[i] = RowsOf(features[..NameFeatures.OfWord(line, i, features)]);
                    foreach (var row in wordRows[i])
                        for (var slot = 0; slot < NameTable.Slots; slot++)
                            sums[(i * NameTable.Slots) + slot] += weights[row + slot];
                }
        foreach (var candidate in candidates)
            for (var kind = 0; kind < NameTagger.Kinds; kind++)
            {
                var score = 0.0;
                foreach (var row in candidate.Rows)
                    score += weights[row + (kind * NameTable.SlotsOfKind)];
                for (var i = candidate.First; i <= candidate.Last; i++)
                    score += sums[SumAt(candidate, kind, i)];
                candidate.Scores[kind] = score;
            }
        var (forward, backward) = (new double[line.Length + 1], new double[line.Length + 1]);
        Forward(candidates, forward);
        Backward(candidates, backward);
        var total = forward[^1];
        var wordMoves = new double[sums.Length];
        var goldScore = 0.0;
        foreach (var candidate in candidates)
            for (var kind = 0; kind < NameTagger.Kinds; kind++)
            {
                var isGold = gold.Contains(new NameSpan(candidate.First, candidate.Last, kind));
                if (isGold)
                    goldScore += candidate.Scores[kind];
                var move =
                    (isGold ? 1 : 0)
                    - Numbers.Exp(
                        forward[candidate.First] + candidate.Scores[kind] + backward[candidate.Last + 1] - total
                    );
                if (Math.Abs(move) < 1e-4)
                    continue;
                foreach (var row in candidate.Rows)
                    Move(row + (kind * NameTable.SlotsOfKind), move);
                for (var i = candidate.First; i <= candidate.Last; i++)
                    wordMoves[SumAt(candidate, kind, i)] += move;
            }
        for (var at = 0; at < wordMoves.Length; at++)
            if (Math.Abs(wordMoves[at]) >= 1e-4)
                foreach (var row in wordRows[at / NameTable.Slots])
                    Move(row + (at % NameTable.Slots), wordMoves[at]);
        return total - goldScore;
    }

    private static int SumAt(Candidate candidate, int kind, int word) =>
        (word * NameTable.Slots)
        + (kind * NameTable.SlotsOfKind)
        + NameTagger.Position(new NameSpan(candidate.First, candidate.Last, kind), word);

    private void Move(int at, double move)
    {
        squares[at] += move * move;
        weights[at] += rate * move / Math.Sqrt(squares[at] + 1e-6);
    }

    private static void Forward(List<Candidate> candidates, double[] forward)
    {
        forward.AsSpan(1).Fill(double.NegativeInfinity);
        var next = 0;
        for (var first = 0; first + 1 < forward.Length; first++)
        {
            forward[first + 1] = Numbers.LogSum(forward[first + 1], forward[first]);
            for (; next < candidates.Count && candidates[next].First == first; next++)
                foreach (var score in candidates[next].Scores)
                    forward[candidates[next].Last + 1] = Numbers.LogSum(
                        forward[candidates[next].Last + 1],
                        forward[first] + score
                    );
        }
    }

    private static void Backward(List<Candidate> candidates, double[] backward)
    {
        var next = candidates.Count - 1;
        for (var first = backward.Length - 2; first >= 0; first--)
        {
            backward[first] = backward[first + 1];
            for (; next >= 0 && candidates[next].First == first; next--)
                foreach (var score in candidates[next].Scores)
                    backward[first] = Numbers.LogSum(backward[first], backward[candidates[next].Last + 1] + score);
        }
    }

    /// <summary>The weights in one byte each; rows of nothing but small ones are left out.</summary>
    /// <param name="least">What a row's greatest weight must be to be kept.</param>
    public NameTable Quantise(int least)
    {
        var sizes = weights.Take(used).Where(weight => weight != 0).Select(Math.Abs).Order().ToArray();
        var scale = sizes.Length == 0 ? 1 : 127 / sizes[(int)((sizes.Length - 1) * 0.9999)];
        var table = new Dictionary<uint, sbyte[]>();
        foreach (var (feature, row) in rows)
        {
            var bytes = new sbyte[NameTable.Slots];
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = (sbyte)Math.Clamp((int)Math.Round(weights[row + i] * scale), -127, 127);
            if (bytes.Max(weight => Math.Abs((int)weight)) >= least)
                table[feature] = bytes;
        }
        Console.Error.WriteLine($"  {rows.Count:N0} features, {table.Count:N0} kept, scale {scale:F2}");
        return NameTable.Of(table);
    }
}

/// <summary>In how many sentences each feature was seen: those of one sentence alone get no weight.</summary>
internal sealed class NameCounts
{
    private const int Bits = 27;
    private readonly byte[] seen = new byte[1 << Bits];

    /// <summary>Counts the features of one sentence, each once.</summary>
    public void See(HashSet<uint> features)
    {
        foreach (var feature in features)
            if (seen[feature >> (32 - Bits)] < 255)
                seen[feature >> (32 - Bits)]++;
    }

    public bool IsKept(uint feature) => feature != 0 && seen[feature >> (32 - Bits)] >= 2;
}

/// <summary>Exponential and logarithm by sums and products alone, which every processor rounds alike.</summary>
internal static class Numbers
{
    private const double Ln2 = 0.693147180559945309;

    public static double Exp(double x)
    {
        if (x < -60)
            return 0;
        var power = (int)Math.Round(x / Ln2);
        var rest = x - (power * Ln2);
        var (term, sum) = (1.0, 1.0);
        for (var i = 1; i <= 13; i++)
        {
            term = term * rest / i;
            sum += term;
        }
        return Math.ScaleB(sum, power);
    }

    /// <summary>ln(1 + x) for x from 0 to 1.</summary>
    private static double LogOnePlus(double x)
    {
        // ln((1 + y) / (1 - y)) = 2 (y + y^3 / 3 + ...) with y = x / (2 + x), at most a third.
        var y = x / (2 + x);
        var (square, power, sum) = (y * y, y, 0.0);
        for (var i = 1; i <= 21; i += 2)
        {
            sum += power / i;
            power *= square;
        }
        return 2 * sum;
    }

    /// <summary>ln(e^a + e^b).</summary>
    public static double LogSum(double a, double b)
    {
        var (high, low) = a > b ? (a, b) : (b, a);
        return high - low > 50 || double.IsNegativeInfinity(low) ? high : high + LogOnePlus(Exp(low - high));
    }
}
