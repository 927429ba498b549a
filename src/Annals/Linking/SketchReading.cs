using System.Text;
using Annals.Record;

namespace Annals.Linking;

/// <summary>A place that many sightings have.</summary>
/// <param name="Place">Without the words of any text.</param>
/// <param name="Upper">Its name in capitals.</param>
/// <param name="Words">Of each of its names, by <see cref="WordBag.HashesOf"/>.</param>
internal sealed record SketchedPlace(Place Place, string Upper, ulong[][] Words);

/// <summary>
/// What sketches are read with. Types, actors and places come again and again: the last that had a hash are kept, so that
/// each is made seldom. It may be used on many threads: whoever writes last is remembered.
/// </summary>
internal sealed class SketchReading(TypeFamilies families, WordWeights weights)
{
    private const int MostKept = 1 << 14;

    private readonly Kept<string>?[] strings = new Kept<string>?[MostKept];
    private readonly Kept<SketchedPlace>?[] places = new Kept<SketchedPlace>?[MostKept];

    private sealed record Kept<T>(byte[] Bytes, T Value);

    public TypeFamilies Families => families;

    public WordWeights Weights => weights;

    public string TextOf(ReadOnlySpan<byte> bytes)
    {
        ref var kept = ref strings[SlotOf(bytes)];
        if (kept is { } known && bytes.SequenceEqual(known.Bytes))
            return known.Value;
        var text = Encoding.UTF8.GetString(bytes);
        kept = new(bytes.ToArray(), text);
        return text;
    }

    public SketchedPlace PlaceOf(ReadOnlySpan<byte> bytes)
    {
        ref var kept = ref places[SlotOf(bytes)];
        if (kept is { } known && bytes.SequenceEqual(known.Bytes))
            return known.Value;
        var place = SightingSketch.PlaceOf(bytes, this);
        kept = new(bytes.ToArray(), place);
        return place;
    }

    private static int SlotOf(ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode() & (MostKept - 1);
    }
}
