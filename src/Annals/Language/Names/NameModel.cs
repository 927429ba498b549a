using System.Runtime.InteropServices;
using System.Text;
using Annals.Knowledge;

namespace Annals.Language;

/// <summary>What was learnt of names: weights, and the lists of places and first names that they refer to, as hashes.</summary>
internal sealed record NameModel(sbyte[] Weights, uint[] Places, uint[] FirstNames)
{
    public const string Magic = "Annals names 1";

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
            return new NameModel(Array<sbyte>(reader), Array<uint>(reader), Array<uint>(reader));
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
        Put<sbyte>(writer, Weights);
        Put<uint>(writer, Places);
        Put<uint>(writer, FirstNames);
    }

    private static void Put<T>(BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    private static T[] Array<T>(BinaryReader reader)
        where T : unmanaged
    {
        var values = new T[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
