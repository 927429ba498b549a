using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Annals.Knowledge;

namespace Annals.Language;

/// <summary>What was learnt of names: weights, and the large lists as hashes.</summary>
internal sealed record NameModel(NameTable Weights, PhraseTable Phrases)
{
    public const string Magic = "Annals names 4";

    // Hashes stand in the order of their last bits, which is that of the tables that they go into: memory is filled from front to back.
    private const int LastBits = 19;

    /// <exception cref="KnowledgeException">The file is missing or is no model of this version.</exception>
    public static NameModel Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (!bytes.AsSpan().StartsWith(Encoding.UTF8.GetBytes(Magic)))
                throw new KnowledgeException(path, 0, $"not \"{Magic}\": train it again with this version");
            return Unpacked(bytes.AsSpan(Magic.Length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or IndexOutOfRangeException)
        {
            throw new KnowledgeException(path, 0, e.Message);
        }
    }

    public void Write(string path)
    {
        using var writer = new BinaryWriter(new FileStream(path, FileMode.Create, FileAccess.Write), Encoding.UTF8);
        writer.Write(Encoding.UTF8.GetBytes(Magic));
        var rows = Weights.Rows().Chunk(NameTable.RowWords).OrderBy(row => Turned(row[0])).ToArray();
        writer.Write7BitEncodedInt64(rows.Length);
        var before = 0u;
        foreach (var row in rows)
        {
            writer.Write7BitEncodedInt64(Turned(row[0]) - before);
            before = Turned(row[0]);
            // Nearly half of the weights are nothing: a bit for each says which are written.
            var weights = MemoryMarshal.AsBytes(row.AsSpan(1));
            var mask = 0;
            for (var slot = 0; slot < NameTable.Slots; slot++)
                mask |= weights[slot] == 0 ? 0 : 1 << slot;
            writer.Write7BitEncodedInt64(mask);
            foreach (var weight in weights)
                if (weight != 0)
                    writer.Write(weight);
        }
        var (keys, values) = Phrases.Entries();
        var kinds = values.Distinct().Order().ToArray();
        writer.Write7BitEncodedInt64(kinds.Length);
        foreach (var kind in kinds)
            writer.Write7BitEncodedInt64(kind);
        writer.Write7BitEncodedInt64(keys.Length);
        before = 0;
        foreach (var (key, value) in keys.Zip(values).OrderBy(entry => Turned(entry.First)))
        {
            writer.Write7BitEncodedInt64(Turned(key) - before);
            before = Turned(key);
            writer.Write7BitEncodedInt64(Array.BinarySearch(kinds, value));
        }
    }

    private static uint Turned(uint hash) => BitOperations.RotateRight(hash, LastBits);

    // Runs once, over millions of bytes: there is no time for the runtime to find out that it is hot, and only as a local value
    // does the reader stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static NameModel Unpacked(ReadOnlySpan<byte> bytes)
    {
        var packed = new PackedReader(bytes);
        var rows = new uint[checked((int)packed.Number() * NameTable.RowWords)];
        var hash = 0u;
        for (var row = 0; row < rows.Length; row += NameTable.RowWords)
        {
            hash += packed.Number();
            rows[row] = BitOperations.RotateLeft(hash, LastBits);
            for (var mask = packed.Number(); mask != 0; mask &= mask - 1)
            {
                var slot = BitOperations.TrailingZeroCount(mask);
                rows[row + 1 + (slot / 4)] |= (uint)packed.Byte() << (slot % 4 * 8);
            }
        }
        var kinds = new uint[packed.Number()];
        for (var kind = 0; kind < kinds.Length; kind++)
            kinds[kind] = packed.Number();
        var keys = new uint[packed.Number()];
        var values = new uint[keys.Length];
        var key = 0u;
        for (var i = 0; i < keys.Length; i++)
        {
            key += packed.Number();
            keys[i] = BitOperations.RotateLeft(key, LastBits);
            values[i] = kinds[packed.Number()];
        }
        return new NameModel(NameTable.Of(rows), PhraseTable.Of(keys, values));
    }

    /// <summary>Numbers of seven bits a byte, lowest first, as BinaryWriter writes them; read without a stream, since there are a million.</summary>
    private ref struct PackedReader(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> bytes = bytes;
        private int at;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public byte Byte() => bytes[at++];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public uint Number()
        {
            var number = 0u;
            for (var shift = 0; ; shift += 7)
            {
                var part = bytes[at++];
                number |= (uint)(part & 127) << shift;
                if (part < 128)
                    return number;
            }
        }
    }
}
