using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Annals.Language;

/// <summary>What a decision is weighed by: sums of the weights of the features that hold.</summary>
internal abstract class Weights
{
    /// <summary>Classes are padded to full vectors, so that no loop has a tail.</summary>
    public const int Lane = 16;

    /// <summary>Sums the weights of all features for each class; scores are as many as the classes, padded.</summary>
    public abstract void Score(ReadOnlySpan<uint> features, Span<int> scores);
}

/// <summary>
/// The weights that ship: one byte each. The row of a feature starts at its hash and may overlap the rows of others:
/// rows are nearly empty, so that overlapping costs little, and one row is one or two lines of the cache.
/// Sums are integers: the same on every processor.
/// </summary>
internal sealed class WeightTable(sbyte[] weights) : Weights
{
    /// <summary>Rows of the last hashes run over the end by this much.</summary>
    public const int Tail = 256;

    private readonly uint mask = (uint)(weights.Length - Tail - 1);

    public override void Score(ReadOnlySpan<uint> features, Span<int> scores)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(weights);
        var lane = 0;
        for (; lane + WideLane <= scores.Length; lane += WideLane)
            ScoreWide(ref table, features, lane, scores.Slice(lane, WideLane));
        for (; lane < scores.Length; lane += Lane)
        {
            var low = Vector128<short>.Zero;
            var high = Vector128<short>.Zero;
            foreach (var feature in features)
            {
                var row = Vector128.LoadUnsafe(ref table, (feature & mask) + (uint)lane);
                low += Vector128.WidenLower(row);
                high += Vector128.WidenUpper(row);
            }
            var (a, b) = Vector128.Widen(low);
            var (c, d) = Vector128.Widen(high);
            a.CopyTo(scores[lane..]);
            b.CopyTo(scores[(lane + 4)..]);
            c.CopyTo(scores[(lane + 8)..]);
            d.CopyTo(scores[(lane + 12)..]);
        }
    }

    /// <summary>Four lanes at once: a row is then fetched into the cache once.</summary>
    private const int WideLane = 4 * Lane;

    private void ScoreWide(ref sbyte table, ReadOnlySpan<uint> features, int lane, Span<int> scores)
    {
        Vector256<short> a = default;
        Vector256<short> b = default;
        Vector256<short> c = default;
        Vector256<short> d = default;
        foreach (var feature in features)
        {
            var at = (feature & mask) + (uint)lane;
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref table, at));
            a += low;
            b += high;
            (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref table, at + (2 * Lane)));
            c += low;
            d += high;
        }
        Widen(a, scores);
        Widen(b, scores[Lane..]);
        Widen(c, scores[(2 * Lane)..]);
        Widen(d, scores[(3 * Lane)..]);
    }

    private static void Widen(Vector256<short> sums, Span<int> scores)
    {
        var (low, high) = Vector256.Widen(sums);
        low.CopyTo(scores);
        high.CopyTo(scores[8..]);
    }
}
