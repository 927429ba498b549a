using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Annals.Places.Importing;

/// <summary>
/// A part of an import that is done: its places, its names and its texts, in three files. Names are keys that end in a GeoNames id, since
/// the numbers of the entries are known only when all segments are.
/// </summary>
internal sealed class Segment
{
    private readonly List<GazetteerEntry> entries = [];
    private readonly List<ulong> keys = [];
    private readonly List<byte> text = [];
    private readonly Dictionary<string, uint> features = new(StringComparer.Ordinal);
    private readonly Dictionary<string, uint>.AlternateLookup<ReadOnlySpan<char>> featuresBySpan;

    public Segment() => featuresBySpan = features.GetAlternateLookup<ReadOnlySpan<char>>();

    public void Add(in GazetteerEntry entry) => entries.Add(entry);

    public void Key(ulong key) => keys.Add(key);

    public uint Text(ReadOnlySpan<byte> utf8)
    {
        var offset = (uint)text.Count;
        text.Add((byte)utf8.Length);
        text.Add((byte)(utf8.Length >> 8));
        text.AddRange(utf8);
        return offset;
    }

    public uint Feature(ReadOnlySpan<char> code)
    {
        if (featuresBySpan.TryGetValue(code, out var known))
            return known;
        var utf8 = Encoding.UTF8.GetBytes(code.ToString());
        return featuresBySpan[code] = Text(utf8);
    }

    /// <summary>Writes the three files of a segment and is empty again.</summary>
    public void Write(string folder, int number)
    {
        Write<GazetteerEntry>(Entries(folder, number), CollectionsMarshal.AsSpan(entries));
        Write<ulong>(Keys(folder, number), CollectionsMarshal.AsSpan(keys));
        Write<byte>(Texts(folder, number), CollectionsMarshal.AsSpan(text));
        entries.Clear();
        keys.Clear();
        text.Clear();
        features.Clear();
    }

    public static string Entries(string folder, int number) => Path.Combine(folder, $"{number:0000}.entries");

    public static string Keys(string folder, int number) => Path.Combine(folder, $"{number:0000}.keys");

    public static string Texts(string folder, int number) => Path.Combine(folder, $"{number:0000}.text");

    private static void Write<T>(string path, ReadOnlySpan<T> items)
        where T : unmanaged
    {
        using var file = File.Create(path);
        foreach (var part in Parts(items.Length))
            file.Write(MemoryMarshal.AsBytes(items[part]));
    }

    /// <summary>Reads a file of plain values into an array, from an index on. How many there were.</summary>
    public static int Read<T>(string path, T[] into, int at)
        where T : unmanaged
    {
        using var file = File.OpenRead(path);
        var count = Count<T>(path);
        foreach (var part in Parts(count))
            file.ReadExactly(MemoryMarshal.AsBytes(into.AsSpan(at, count)[part]));
        return count;
    }

    public static int Count<T>(string path)
        where T : unmanaged => (int)(new FileInfo(path).Length / Unsafe.SizeOf<T>());

    // A span of bytes ends at two gigabytes.
    private static IEnumerable<Range> Parts(int count)
    {
        const int most = 16_000_000;
        for (var start = 0; start < count; start += most)
            yield return start..Math.Min(count, start + most);
    }
}
