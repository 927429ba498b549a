using System.Runtime.InteropServices;

namespace Annals.Places;

/// <summary>
/// The compiled gazetteer, byte by byte, so that compiler and reader cannot drift apart. Little-endian:
/// a header of eight bytes and ten counts; the letter folding; the keys, sorted; the entries; the text.
/// A key is 40 bits of the hash of a folded name and 24 bits of the entry that bears it: a look-up is one binary search
/// in mapped memory, and no name is stored twice.
/// </summary>
internal static class GazetteerFile
{
    public const ulong Magic = 0x3330_5A41_474E_4E41; // "ANNGAZ03"
    public const int HeaderBytes = 48;
    public const int EntryBits = 24;

    public static ulong Key(ReadOnlySpan<char> folded, int entry) => (Hash(folded) << EntryBits) | (uint)entry;

    /// <summary>40 bits of FNV-1a over UTF-16 code units, mixed at the end.</summary>
    public static ulong Hash(ReadOnlySpan<char> folded)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in folded)
        {
            hash ^= letter;
            hash *= 1099511628211UL;
        }
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        hash ^= hash >> 33;
        return hash >> EntryBits;
    }
}

/// <summary>The counts of the sections, in their order in the file.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct GazetteerHeader
{
    public ulong Magic;
    public int Foldings;
    public int Keys;
    public int Entries;
    public uint TextBytes;

    /// <summary>Where among the texts the rules of spelling stand.</summary>
    public uint Spelling;
    public int Reserved2;
    public int Reserved3;
    public int Reserved4;
    public int Reserved5;
    public int Reserved6;
}

/// <summary>One letter and what it is compared as: one or two letters, the second 0 for none.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 2)]
internal struct LetterFolding
{
    public char Letter;
    public char First;
    public char Second;
    public char Unused;
}

/// <summary>A place as it lies in the file. Country, Admin1 and Admin2 are numbers of entries; -1 for none.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct GazetteerEntry
{
    public int Geonames;
    public float Lat;
    public float Lon;
    public uint Population;
    public uint Name;
    public int Country;
    public int Admin1;
    public int Admin2;

    /// <summary>GeoNames' feature code, up to five letters, as the text of a table in the file.</summary>
    public uint Feature;

    /// <summary>The low 32 bits of the hash of its own name: who bears a name as one of many others can be told.</summary>
    public uint OwnName;

    public PlaceKind Kind;

    /// <summary>Where the point comes from; <see cref="PointSource.None"/> where there is none.</summary>
    public PointSource Point;

    private readonly ushort unused;
}
