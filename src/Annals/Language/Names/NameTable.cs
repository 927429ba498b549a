using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Annals.Language;

/// <summary>
/// What a name is weighed by. A feature has twelve weights: a word that begins, continues, ends or is alone a name, of each
/// of three kinds; what is said of a whole name stands where it begins. What is no name weighs nothing. Rows of sixteen
/// bytes, the feature's hash and a byte for each weight, stand in a table entered by the hash and are compared with the whole
/// hash, so that words never seen weigh nothing rather than what others weigh.
/// </summary>
internal sealed class NameTable
{
    public const int Slots = 12;
    public const int SlotsOfKind = 4;
    public const int RowWords = 4;
    private readonly uint[] table;
    private readonly uint mask;

    private NameTable(int count)
    {
        var size = 1024;
        while (size < count * 5 / 4)
            size *= 2;
        table = new uint[size * RowWords];
        mask = (uint)size - 1;
    }

    /// <param name="rows">Of each feature its hash, then its weights.</param>
    public static NameTable Of(ReadOnlySpan<uint> rows)
    {
        var made = new NameTable(rows.Length / RowWords);
        for (var row = 0; row < rows.Length; row += RowWords)
        {
            var at = rows[row] & made.mask;
            while (made.table[at * RowWords] != 0)
                at = (at + 1) & made.mask;
            rows.Slice(row, RowWords).CopyTo(made.table.AsSpan((int)at * RowWords));
        }
        return made;
    }

    public static NameTable Of(Dictionary<uint, sbyte[]> weights)
    {
        var rows = new List<uint>();
        foreach (var (feature, row) in weights.OrderBy(entry => entry.Key))
        {
            rows.Add(feature);
            rows.AddRange(MemoryMarshal.Cast<sbyte, uint>(row));
        }
        return Of(CollectionsMarshal.AsSpan(rows));
    }

    /// <summary>The rows without what is empty.</summary>
    public uint[] Rows() =>
        [.. table.Chunk(RowWords).Where(row => row[0] != 0).OrderBy(row => row[0]).SelectMany(row => row)];

    public void Add(ReadOnlySpan<uint> features, Span<int> sums)
    {
        ref var start = ref MemoryMarshal.GetArrayDataReference(table);
        var low = Vector128<short>.Zero;
        var high = Vector128<short>.Zero;
        foreach (var feature in features)
            for (var at = feature & mask; table[at * RowWords] is not 0 and var key; at = (at + 1) & mask)
                if (key == feature)
                {
                    var row = Vector128.LoadUnsafe(ref start, at * RowWords).AsSByte();
                    low += Vector128.WidenLower(row);
                    high += Vector128.WidenUpper(row);
                    break;
                }
        // The first four bytes of a row are its hash.
        for (var slot = 0; slot < Slots; slot++)
            sums[slot] += slot < 4 ? low[slot + 4] : high[slot - 4];
    }
}
