using System.Buffers.Text;
using System.Text;

namespace Annals.Places.Importing;

/// <summary>Takes rows of a dump apart and gathers them in a segment. What cannot be read is a cause in words; null is success.</summary>
internal sealed class PlaceRows(Divisions divisions, NameFolding folding, Segment segment)
{
    private const int Columns = 19;
    private const int MostId = (1 << GazetteerFile.EntryBits) - 1;

    /// <summary>Languages that are no languages: links, postal codes, codes of airports, of other lists.</summary>
    private static readonly string[] NoLanguages =
    [
        "link",
        "post",
        "wkdt",
        "iata",
        "icao",
        "faac",
        "tcid",
        "unlc",
        "phon",
        "piny",
        "fr_1793",
    ];

    public string? AddPlace(ReadOnlySpan<byte> line)
    {
        Span<Range> cells = stackalloc Range[Columns + 1];
        var count = Split(line, cells);
        if (count != Columns)
            return $"{count} columns, not {Columns}";
        if (!Number(line[cells[0]], out var id) || id is <= 0 or > MostId)
            return $"no GeoNames id \"{Words(line[cells[0]])}\"";
        if (!Degrees(line[cells[4]], 90, out var lat) || !Degrees(line[cells[5]], 180, out var lon))
            return $"no point \"{Words(line[cells[4]])}\", \"{Words(line[cells[5]])}\"";
        Number(line[cells[14]], out var people);
        Span<char> feature = stackalloc char[16];
        var code = feature[..Encoding.UTF8.GetChars(Cut(line[cells[7]], 5), feature)];
        var featureClass = line[cells[6]] is [var letter, ..] ? (char)letter : ' ';
        var entry = new GazetteerEntry
        {
            Geonames = (int)id,
            Lat = (float)lat,
            Lon = (float)lon,
            Point = PointSource.GeoNames,
            Population = (uint)Math.Clamp(people, 0, uint.MaxValue),
            Kind = PlaceKinds.Of(code, featureClass),
            Name = segment.Text(line[cells[1]]),
            Feature = segment.Feature(code),
        };
        Place(ref entry, line, cells);
        AddNames(ref entry, line, cells, divisions.IsRough(entry.Country));
        segment.Add(in entry);
        return null;
    }

    private void Place(ref GazetteerEntry entry, ReadOnlySpan<byte> line, ReadOnlySpan<Range> cells)
    {
        Span<char> code = stackalloc char[64];
        var length = Encoding.UTF8.GetChars(Cut(line[cells[8]], 2), code);
        entry.Country = divisions.Country(code[..length]);
        (entry.Admin1, entry.Admin2) = (-1, -1);
        if (entry.Country < 0 || line[cells[10]].Length is 0 or > 20)
            return;
        code[length++] = '.';
        length += Encoding.UTF8.GetChars(line[cells[10]], code[length..]);
        entry.Admin1 = divisions.Of(code[..length], entry.Country);
        if (line[cells[11]].Length is 0 or > 30)
            return;
        code[length++] = '.';
        length += Encoding.UTF8.GetChars(line[cells[11]], code[length..]);
        entry.Admin2 = divisions.Of(code[..length], entry.Country);
    }

    private void AddNames(ref GazetteerEntry entry, ReadOnlySpan<byte> line, ReadOnlySpan<Range> cells, bool isRough)
    {
        entry.OwnName = AddName(line[cells[1]], entry.Geonames, isRough, always: true);
        if (!line[cells[2]].SequenceEqual(line[cells[1]]))
            AddName(line[cells[2]], entry.Geonames, isRough);
        foreach (var range in line[cells[3]].Split((byte)','))
            AddName(line[cells[3]][range], entry.Geonames, isRough);
    }

    /// <summary>A row of alternateNamesV2: id, GeoNames id, language, name, then marks.</summary>
    public string? AddAlternateName(ReadOnlySpan<byte> line)
    {
        Span<Range> cells = stackalloc Range[12];
        var count = Split(line, cells);
        if (count < 4)
            return $"{count} columns, not 10";
        if (!Number(line[cells[1]], out var id) || id is <= 0 or > MostId)
            return $"no GeoNames id \"{Words(line[cells[1]])}\"";
        var language = line[cells[2]];
        foreach (var other in NoLanguages)
            if (Ascii.Equals(language, other))
                return null;
        AddName(line[cells[3]], (int)id, isRough: false);
        return null;
    }

    /// <summary>The low half of the name's hash.</summary>
    private uint AddName(ReadOnlySpan<byte> name, int id, bool isRough, bool always = false)
    {
        // No name that can be looked up is longer, whatever its script.
        if (name.Length is 0 or > NameFolding.Longest * 4)
            return 0;
        Span<char> letters = stackalloc char[NameFolding.Longest * 4];
        var length = Encoding.UTF8.GetChars(name, letters);
        if (!always && !GazetteerBuilder.IsName(letters[..length]))
            return 0;
        Span<char> folded = stackalloc char[NameFolding.Longest * 2];
        var foldedLength = folding.Fold(letters[..length], folded);
        if (foldedLength < 2)
            return 0;
        segment.Key(GazetteerFile.Key(folded[..foldedLength], id));
        if (isRough && folding.Rough(folded[..foldedLength]) is { Length: > 0 } rough)
            segment.Key(GazetteerFile.Key(rough, id));
        return (uint)GazetteerFile.Hash(folded[..foldedLength]);
    }

    private static int Split(ReadOnlySpan<byte> line, Span<Range> cells)
    {
        var (count, start) = (0, 0);
        while (count < cells.Length)
        {
            var tab = line[start..].IndexOf((byte)'\t');
            var end = tab < 0 ? line.Length : start + tab;
            cells[count++] = start..end;
            if (tab < 0)
                break;
            start = end + 1;
        }
        return count;
    }

    private static bool Number(ReadOnlySpan<byte> cell, out long number) =>
        Utf8Parser.TryParse(cell, out number, out var read) && read == cell.Length;

    private static bool Degrees(ReadOnlySpan<byte> cell, double most, out double degrees) =>
        Utf8Parser.TryParse(cell, out degrees, out var read) && read == cell.Length && Math.Abs(degrees) <= most;

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> cell, int most) =>
        cell.Length <= most ? cell : cell[..most];

    private static string Words(ReadOnlySpan<byte> cell) => Encoding.UTF8.GetString(Cut(cell, 40));
}
