using System.Collections.Concurrent;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;
using Annals.Knowledge;

namespace Annals.Places;

/// <summary>
/// Places by any of their names, in one memory-mapped file: opening it reads a header, and a look-up touches a few
/// pages of memory that all programs share.
/// </summary>
public sealed unsafe class Gazetteer : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;
    private readonly NameFolding folding;
    private readonly ulong* keys;
    private readonly int keyCount;
    private readonly GazetteerEntry* entries;
    private readonly byte* text;
    private readonly ConcurrentDictionary<uint, string> features = new();

    private Gazetteer(MemoryMappedFile file, MemoryMappedViewAccessor view, byte* start)
    {
        this.file = file;
        this.view = view;
        this.start = start;
        var header = *(GazetteerHeader*)start;
        var at = start + GazetteerFile.HeaderBytes;
        var letters = new ReadOnlySpan<LetterFolding>(at, header.Foldings).ToArray();
        at += header.Foldings * sizeof(LetterFolding);
        keys = (ulong*)at;
        keyCount = header.Keys;
        at += (long)header.Keys * sizeof(ulong);
        entries = (GazetteerEntry*)at;
        Count = header.Entries;
        text = at + ((long)header.Entries * sizeof(GazetteerEntry));
        folding = new NameFolding(letters, Spelling.Parse(Text(header.Spelling)));
    }

    /// <summary>What a new file is made from that is added to this one.</summary>
    internal GazetteerHeader Header => *(GazetteerHeader*)start;

    internal ReadOnlySpan<LetterFolding> Letters => new(start + GazetteerFile.HeaderBytes, Header.Foldings);

    internal ReadOnlySpan<ulong> Keys => new(keys, keyCount);

    internal ReadOnlySpan<GazetteerEntry> Entries => new(entries, Count);

    internal ReadOnlySpan<byte> Texts => new(text, checked((int)Header.TextBytes));

    internal NameFolding Folding => folding;

    /// <summary>How many entries it has.</summary>
    public int Count { get; }

    /// <exception cref="KnowledgeException">The file is missing, or is no gazetteer of this version.</exception>
    public static Gazetteer Open(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
            throw new KnowledgeException(path, 0, "no such file");
        if (info.Length < GazetteerFile.HeaderBytes)
            throw new KnowledgeException(path, 0, "is no gazetteer");
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, 0, MemoryMappedFileAccess.Read);
        var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        var header = *(GazetteerHeader*)start;
        var bytes =
            GazetteerFile.HeaderBytes
            + ((long)header.Foldings * sizeof(LetterFolding))
            + ((long)header.Keys * sizeof(ulong))
            + ((long)header.Entries * sizeof(GazetteerEntry))
            + header.TextBytes;
        if (header.Magic == GazetteerFile.Magic && bytes == info.Length)
            return new Gazetteer(file, view, start);
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
        throw new KnowledgeException(path, 0, "is no gazetteer of this version, or was cut short");
    }

    /// <summary>The entries that bear a name, in the order of the file: most people first. Empty for none.</summary>
    public Bearers Find(ReadOnlySpan<char> name)
    {
        Span<char> folded = stackalloc char[NameFolding.Longest * 2];
        var length = folding.Fold(name, folded);
        return length == 0 ? default : OfHash(GazetteerFile.Hash(folded[..length]));
    }

    /// <summary>Numbers of the entries that bear a name, or could be spelt so: most people first.</summary>
    public IReadOnlyList<int> NumbersOf(string name)
    {
        var bearers = Find(name);
        if (bearers.Count == 0)
            bearers = FindRoughly(name);
        var numbers = new int[bearers.Count];
        for (var index = 0; index < numbers.Length; index++)
            numbers[index] = bearers[index];
        return [.. numbers.OrderByDescending(number => entries[number].Population)];
    }

    /// <summary>Those whose name, written in another script, could be spelt so in ours; asked when nobody bears it as it stands.</summary>
    public Bearers FindRoughly(ReadOnlySpan<char> name)
    {
        Span<char> folded = stackalloc char[NameFolding.Longest * 2];
        var length = folding.Fold(name, folded);
        return folding.Rough(folded[..length]) is { Length: > 0 } rough ? OfHash(GazetteerFile.Hash(rough)) : default;
    }

    private Bearers OfHash(ulong hash)
    {
        var (low, high) = (0, keyCount);
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            if (keys[middle] >> GazetteerFile.EntryBits < hash)
                low = middle + 1;
            else
                high = middle;
        }
        var end = low;
        while (end < keyCount && keys[end] >> GazetteerFile.EntryBits == hash)
            end++;
        return new Bearers(hash, new ReadOnlySpan<ulong>(keys + low, end - low));
    }

    /// <summary>An entry by its number.</summary>
    public GazetteerPlace this[int number]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Count);
            return new GazetteerPlace(this, number);
        }
    }

    /// <summary>A feature code: there are some hundreds, asked for over and over.</summary>
    internal string Feature(uint offset) => features.GetOrAdd(offset, static (at, file) => file.Text(at), this);

    internal ref readonly GazetteerEntry Entry(int number) => ref entries[number];

    /// <summary>A text of the file: its length in two bytes, then UTF-8.</summary>
    internal string Text(uint offset)
    {
        var at = text + offset;
        return Encoding.UTF8.GetString(at + 2, *(ushort*)at);
    }

    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }

    /// <summary>Entries that bear one name.</summary>
    public readonly ref struct Bearers(ulong hash, ReadOnlySpan<ulong> keys)
    {
        private readonly ReadOnlySpan<ulong> keys = keys;

        /// <summary>An entry whose own name has this hash bears the name first of all, not as one of its others.</summary>
        public uint OwnName { get; } = (uint)hash;

        public int Count => keys.Length;

        public int this[int index] => (int)(keys[index] & ((1UL << GazetteerFile.EntryBits) - 1));
    }
}

/// <summary>One entry of a gazetteer.</summary>
public readonly struct GazetteerPlace(Gazetteer gazetteer, int number)
{
    public int Number { get; } = number;

    private ref readonly GazetteerEntry Entry => ref gazetteer.Entry(Number);

    public string Name => gazetteer.Text(Entry.Name);

    /// <summary>GeoNames id; null for an entry that is not GeoNames'.</summary>
    public long? Geonames => Entry.Geonames > 0 ? Entry.Geonames : null;

    public double Lat => Entry.Lat;

    public double Lon => Entry.Lon;

    /// <summary>Without it Lat and Lon mean nothing.</summary>
    public bool HasPoint => Entry.Point != PointSource.None;

    public PointSource Point => Entry.Point;

    public PlaceKind Kind => Entry.Kind;

    public long Population => Entry.Population;

    public string Feature => gazetteer.Feature(Entry.Feature);

    /// <summary>Numbers of the entries that hold it; -1 for none.</summary>
    public int Country => Entry.Country;

    public int Admin1 => Entry.Admin1;

    public int Admin2 => Entry.Admin2;

    /// <summary>ISO 3166-1 alpha-3 of its country, null at sea and for regions of several countries.</summary>
    public string? Iso3 => Entry.Country < 0 ? null : CountryCode(Entry.Country);

    public string? Admin1Name => Entry.Admin1 < 0 ? null : gazetteer.Text(gazetteer.Entry(Entry.Admin1).Name);

    public string? Admin2Name => Entry.Admin2 < 0 ? null : gazetteer.Text(gazetteer.Entry(Entry.Admin2).Name);

    /// <summary>A country's entry has its code where others have their feature: "PCLI MLI".</summary>
    private string? CountryCode(int country) =>
        gazetteer.Feature(gazetteer.Entry(country).Feature) is { Length: > 5 } feature ? feature[5..] : null;
}
