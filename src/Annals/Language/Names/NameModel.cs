using System.Runtime.InteropServices;
using System.Text;
using Annals.Knowledge;

namespace Annals.Language;

/// <summary>What was learnt of names: weights, and the large lists as hashes.</summary>
internal sealed record NameModel(NameTable Weights, PhraseTable Phrases)
{
    public const string Magic = "Annals names 2";

    /// <exception cref="KnowledgeException">The file is missing or is no model of this version.</exception>
    public static NameModel Read(string path)
    {
        try
        {
            using var reader = new BinaryReader(
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16),
                Encoding.UTF8
            );
            if (reader.ReadString() != Magic)
                throw new KnowledgeException(path, 0, $"not \"{Magic}\": train it again with this version");
            return new NameModel(NameTable.Of(Array(reader)), PhraseTable.Of(Array(reader), Array(reader)));
        }
        catch (Exception e) when (e is IOException or ArgumentException or FormatException)
        {
            throw new KnowledgeException(path, 0, e.Message);
        }
    }

    public void Write(string path)
    {
        using var writer = new BinaryWriter(new FileStream(path, FileMode.Create, FileAccess.Write), Encoding.UTF8);
        writer.Write(Magic);
        Put(writer, Weights.Rows());
        var (keys, values) = Phrases.Entries();
        Put(writer, keys);
        Put(writer, values);
    }

    private static void Put(BinaryWriter writer, ReadOnlySpan<uint> values)
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    private static uint[] Array(BinaryReader reader)
    {
        var values = new uint[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
