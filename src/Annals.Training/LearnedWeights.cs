using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Annals.Language;

namespace Annals.Training;

/// <summary>
/// Weights while they are learnt: an averaged perceptron (Collins 2002) over the same overlapping rows as the table
/// that ships. Everything is an integer, so that the same treebanks give the same bytes.
/// </summary>
internal sealed class LearnedWeights(int bits, int dropped = 0) : Weights
{
    private readonly short[] weights = new short[(1 << bits) + WeightTable.Tail];

    // Each update counted with the moment it came, so that the average needs no pass over all weights.
    private readonly long[] moments = new long[(1 << bits) + WeightTable.Tail];
    private readonly uint mask = (1u << bits) - 1;

    /// <summary>Decisions seen so far.</summary>
    public long Moment { get; set; } = 1;

    /// <summary>Chooses which features are left out until it is set anew.</summary>
    public uint Salt { get; set; }

    // Of 65,536 features how many; each sentence does without others, so that no weight leans on another (Hinton et al. 2012).
    private readonly uint drop = (uint)dropped * 655;

    private bool IsDropped(uint feature) => drop > 0 && ((feature ^ Salt) * 2654435761u) >> 16 < drop;

    public override void Score(ReadOnlySpan<uint> features, Span<int> scores)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(weights);
        for (var lane = 0; lane < scores.Length; lane += 8)
        {
            var low = Vector128<int>.Zero;
            var high = Vector128<int>.Zero;
            foreach (var feature in features)
            {
                if (IsDropped(feature))
                    continue;
                var (l, h) = Vector128.Widen(Vector128.LoadUnsafe(ref table, (feature & mask) + (uint)lane));
                low += l;
                high += h;
            }
            low.CopyTo(scores[lane..]);
            high.CopyTo(scores[(lane + 4)..]);
        }
    }

    public void Update(ReadOnlySpan<uint> features, int better, int worse)
    {
        Move(features, better, 1);
        Move(features, worse, -1);
    }

    public void Move(ReadOnlySpan<uint> features, int label, int by)
    {
        foreach (var feature in features)
        {
            if (IsDropped(feature))
                continue;
            var at = (feature & mask) + (uint)label;
            weights[at] = (short)Math.Clamp(weights[at] + by, short.MinValue, short.MaxValue);
            moments[at] += by * Moment;
        }
    }

    /// <summary>
    /// The averaged weights in one byte each. The scale is such that one weight in a thousand of those in use is cut.
    /// </summary>
    public (sbyte[] Table, double Scale) Quantise() => Quantise([this]);

    /// <summary>The same of several that learnt the same in different orders: their mean errs less than each of them.</summary>
    public static (sbyte[] Table, double Scale) Quantise(IReadOnlyList<LearnedWeights> voices)
    {
        var averages = new double[voices[0].weights.Length];
        foreach (var voice in voices)
            for (var i = 0; i < averages.Length; i++)
                averages[i] += (voice.weights[i] - ((double)voice.moments[i] / voice.Moment)) / voices.Count;
        var sizes = averages.Where(average => average != 0).Select(Math.Abs).Order().ToArray();
        var scale = sizes.Length == 0 ? 1 : 127 / sizes[(int)((sizes.Length - 1) * 0.9995)];
        var table = new sbyte[averages.Length];
        for (var i = 0; i < table.Length; i++)
            table[i] = (sbyte)Math.Clamp((int)Math.Round(averages[i] * scale), -127, 127);
        Console.Error.WriteLine($"  {sizes.Length:N0} weights of {table.Length:N0}, scale {scale:F6}");
        return (table, scale);
    }
}
