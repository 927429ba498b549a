using System.Runtime.InteropServices;
using System.Text;

namespace Annals.Places.Importing;

/// <summary>
/// Makes one gazetteer of an old one and the segments of an import. The old entries keep their numbers, since they name each other by
/// them; new ones follow, most people first. Memory is that of the entries and keys alone: texts go from file to file.
/// </summary>
internal sealed class GazetteerMerge
{
    private const int MostEntries = 1 << GazetteerFile.EntryBits;
    private readonly Gazetteer old;
    private readonly Divisions divisions;
    private long expectedEntries;
    private long expectedKeys;
    private GazetteerEntry[] entries = [];
    private ulong[] keys = [];
    private int entryCount;
    private int keyCount;

    // The number of the entry with a GeoNames id; -1 for none.
    private readonly int[] numbers = new int[MostEntries];

    public GazetteerMerge(Gazetteer old, Divisions divisions)
    {
        (this.old, this.divisions) = (old, divisions);
        Array.Fill(numbers, -1);
        expectedEntries = old.Count + divisions.New.Count;
        expectedKeys = old.Keys.Length + (2L * (divisions.New.Count + divisions.Known.Count));
    }

    /// <summary>Makes room for a segment.</summary>
    public void Expect(string folder, int segment)
    {
        expectedEntries += Segment.Count<GazetteerEntry>(Segment.Entries(folder, segment));
        expectedKeys += Segment.Count<ulong>(Segment.Keys(folder, segment));
    }

    /// <summary>Writes the file. How many places and names it has.</summary>
    public (int Places, int Names) Write(string folder, int segments, string output)
    {
        if (expectedEntries >= MostEntries)
            throw new InvalidDataException($"{expectedEntries} places: a gazetteer holds fewer than {MostEntries}");
        entries = new GazetteerEntry[expectedEntries];
        keys = new ulong[expectedKeys];
        var textFile = Path.Combine(folder, "text");
        uint textBytes;
        using (var text = File.Create(textFile))
        {
            text.Write(old.Texts);
            CopyOld();
            AddCodes(text);
            for (var segment = 0; segment < segments; segment++)
                AddPlaces(folder, segment, text);
            textBytes = checked((uint)text.Length);
        }
        var order = Order();
        for (var segment = 0; segment < segments; segment++)
            AddKeys(folder, segment);
        SortKeys();
        WriteFile(output + ".new", order, textFile, textBytes);
        File.Move(output + ".new", output, overwrite: true);
        return (entryCount, keyCount);
    }

    private void CopyOld()
    {
        old.Entries.CopyTo(entries);
        entryCount = old.Count;
        old.Keys.CopyTo(keys);
        keyCount = old.Keys.Length;
        for (var number = 0; number < entryCount; number++)
            if (entries[number].Geonames is > 0 and < MostEntries and var id)
                numbers[id] = number;
    }

    /// <summary>Divisions that came with files of codes, and the ids of those that were known.</summary>
    private void AddCodes(Stream text)
    {
        var adm = (First: Text(text, "ADM1"u8), Second: Text(text, "ADM2"u8));
        foreach (var (code, name, id) in divisions.New)
        {
            var country = divisions.Country(code.AsSpan(0, 2));
            var isFirst = code.Count(letter => letter == '.') == 1;
            var above = isFirst ? entryCount : divisions.Of(code.AsSpan(0, code.LastIndexOf('.')), country);
            entries[entryCount] = new GazetteerEntry
            {
                Geonames = id,
                Name = Text(text, Encoding.UTF8.GetBytes(name)),
                Feature = isFirst ? adm.First : adm.Second,
                Kind = isFirst ? PlaceKind.Admin1 : PlaceKind.Admin2,
                Country = country,
                Admin1 = above,
                Admin2 = isFirst ? -1 : entryCount,
            };
            numbers[id] = entryCount;
            AddName(code.Replace('.', ' '), entryCount);
            AddName(name, entryCount++);
        }
        foreach (var (entry, id, name) in divisions.Known)
        {
            entries[entry].Geonames = id;
            numbers[id] = entry;
            AddName(name, entry);
        }
    }

    private void AddName(string name, int entry)
    {
        Span<char> folded = stackalloc char[NameFolding.Longest * 2];
        var length = old.Folding.Fold(name, folded);
        if (length > 1)
            keys[keyCount++] = GazetteerFile.Key(folded[..length], entry);
    }

    private static uint Text(Stream text, ReadOnlySpan<byte> utf8)
    {
        var offset = checked((uint)text.Position);
        text.WriteByte((byte)utf8.Length);
        text.WriteByte((byte)(utf8.Length >> 8));
        text.Write(utf8);
        return offset;
    }

    private void AddPlaces(string folder, int segment, Stream text)
    {
        var offset = checked((uint)text.Position);
        using (var part = File.OpenRead(Segment.Texts(folder, segment)))
            part.CopyTo(text);
        var places = new GazetteerEntry[Segment.Count<GazetteerEntry>(Segment.Entries(folder, segment))];
        Segment.Read(Segment.Entries(folder, segment), places, 0);
        foreach (ref var place in places.AsSpan())
        {
            place.Name += offset;
            place.Feature += offset;
            var known = Known(in place);
            numbers[place.Geonames] = known < 0 ? entryCount : known;
            if (known < 0)
                entries[entryCount++] = place;
            else
                Renew(ref entries[known], in place);
        }
    }

    /// <summary>The entry that a row is about: the country or division with its code, or one with its id.</summary>
    private int Known(in GazetteerEntry place) =>
        place.Kind switch
        {
            PlaceKind.Country when place.Country >= 0 => place.Country,
            PlaceKind.Admin1 when place.Admin1 >= 0 => place.Admin1,
            PlaceKind.Admin2 when place.Admin2 >= 0 => place.Admin2,
            _ => numbers[place.Geonames],
        };

    /// <summary>What our own files call a country or a division stays; its id, point and people are the dump's.</summary>
    private static void Renew(ref GazetteerEntry entry, in GazetteerEntry place)
    {
        (entry.Geonames, entry.Lat, entry.Lon, entry.Point) = (place.Geonames, place.Lat, place.Lon, place.Point);
        entry.Population = Math.Max(entry.Population, place.Population);
        if (entry.Kind is PlaceKind.Country or PlaceKind.Admin1 or PlaceKind.Admin2)
            return;
        (entry.Name, entry.Feature, entry.Kind, entry.OwnName) = (place.Name, place.Feature, place.Kind, place.OwnName);
        (entry.Country, entry.Admin1, entry.Admin2) = (place.Country, place.Admin1, place.Admin2);
    }

    /// <summary>The new entries in the order in which they are written; their numbers follow from it.</summary>
    private int[] Order()
    {
        var first = old.Count + divisions.New.Count;
        var byPeople = new ulong[entryCount - first];
        for (var at = 0; at < byPeople.Length; at++)
            byPeople[at] = ((ulong)(uint.MaxValue - entries[first + at].Population) << 24) | (uint)at;
        Array.Sort(byPeople);
        var order = new int[byPeople.Length];
        for (var at = 0; at < order.Length; at++)
        {
            order[at] = first + (int)(byPeople[at] & (MostEntries - 1));
            numbers[entries[order[at]].Geonames] = first + at;
        }
        return order;
    }

    private void AddKeys(string folder, int segment)
    {
        var start = keyCount;
        var end = start + Segment.Read(Segment.Keys(folder, segment), keys, start);
        for (var at = start; at < end; at++)
        {
            // A name of a place that no dump has is nobody's.
            var number = numbers[(int)(keys[at] & (MostEntries - 1))];
            if (number >= 0)
                keys[keyCount++] = (keys[at] & ~(ulong)(MostEntries - 1)) | (uint)number;
        }
    }

    private void SortKeys()
    {
        Array.Sort(keys, 0, keyCount);
        var kept = 0;
        for (var at = 0; at < keyCount; at++)
            if (at == 0 || keys[at] != keys[at - 1])
                keys[kept++] = keys[at];
        keyCount = kept;
    }

    private void WriteFile(string path, int[] order, string textFile, uint textBytes)
    {
        var letters = old.Letters;
        var header = old.Header with
        {
            Foldings = letters.Length,
            Keys = keyCount,
            Entries = entryCount,
            TextBytes = textBytes,
        };
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<GazetteerHeader>(in header)));
        file.Write(MemoryMarshal.AsBytes(letters));
        const int part = 1 << 20;
        for (var at = 0; at < keyCount; at += part)
            file.Write(MemoryMarshal.AsBytes(keys.AsSpan(at, Math.Min(part, keyCount - at))));
        var first = entryCount - order.Length;
        file.Write(MemoryMarshal.AsBytes(entries.AsSpan(0, first)));
        foreach (var number in order)
            file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<GazetteerEntry>(in entries[number])));
        using var text = File.OpenRead(textFile);
        text.CopyTo(file);
    }
}
