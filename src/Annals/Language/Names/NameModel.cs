using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Annals.Knowledge;

namespace Annals.Language;

/// <summary>What was learnt of names: weights, and the large lists as hashes.</summary>
internal sealed record NameModel(NameTable Weights, PhraseTable Phrases)
{
    public const string Magic = "Annals names 3";

    /// <exception cref="KnowledgeException">The file is missing or is no model of this version.</exception>
    public static NameModel Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (!bytes.AsSpan().StartsWith(Encoding.UTF8.GetBytes(Magic)))
                throw new KnowledgeException(path, 0, $"not \"{Magic}\": train it again with this version");
            var packed = new PackedReader(bytes.AsSpan(Magic.Length));
            return new NameModel(ReadWeights(ref packed), ReadPhrases(ref packed));
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
        var rows = Weights.Rows();
        writer.Write7BitEncodedInt64(rows.Length / NameTable.RowWords);
        var before = 0u;
        for (var row = 0; row < rows.Length; row += NameTable.RowWords)
        {
            writer.Write7BitEncodedInt64(rows[row] - before);
            before = rows[row];
            // Nearly half of the weights are nothing: a bit for each says which are written.
            var weights = MemoryMarshal.AsBytes(rows.AsSpan(row + 1, NameTable.RowWords - 1));
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
        for (var i = 0; i < keys.Length; i++)
        {
            writer.Write7BitEncodedInt64(keys[i] - before);
            before = keys[i];
            writer.Write7BitEncodedInt64(Array.BinarySearch(kinds, values[i]));
        }
    }

    private static NameTable ReadWeights(ref PackedReader packed)
    {
        var rows = new uint[checked((int)packed.Number() * NameTable.RowWords)];
        var hash = 0u;
        for (var row = 0; row < rows.Length; row += NameTable.RowWords)
        {
            rows[row] = hash += packed.Number();
            var weights = MemoryMarshal.AsBytes(rows.AsSpan(row + 1, NameTable.RowWords - 1));
            for (var mask = packed.Number(); mask != 0; mask &= mask - 1)
                weights[BitOperations.TrailingZeroCount(mask)] = packed.Byte();
        }
        return NameTable.Of(rows);
    }

    private static PhraseTable ReadPhrases(ref PackedReader packed)
    {
        var kinds = new uint[packed.Number()];
        foreach (ref var kind in kinds.AsSpan())
            kind = packed.Number();
        var keys = new uint[packed.Number()];
        var values = new uint[keys.Length];
        var key = 0u;
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = key += packed.Number();
            values[i] = kinds[packed.Number()];
        }
        return PhraseTable.Of(keys, values);
    }

    /// <summary>Numbers of seven bits a byte, lowest first, as BinaryWriter writes them; read without a stream, since there are a million.</summary>
    private ref struct PackedReader(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> bytes = bytes;
        private int at;

        public byte Byte() => bytes[at++];

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
