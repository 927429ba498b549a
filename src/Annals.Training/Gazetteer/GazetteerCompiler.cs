using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Annals.Knowledge;
using Annals.Places;

namespace Annals.Training.Gazetteer;

/// <summary>
/// Makes `data/gazetteer.bin` from GeoNames' cities500 with the names of divisions, and from the country and region
/// tables in `data/places`. Entries with more people come first, so that the order of the file is a prior.
/// </summary>
public sealed class GazetteerCompiler
{
    private const int LongestName = 60;
    private const double CellsPerDegree = 4;
    private readonly List<GazetteerEntry> entries = [];
    private readonly List<ulong> keys = [];
    private readonly List<byte> text = [];
    private readonly Dictionary<string, uint> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> countries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> divisions = new(StringComparer.Ordinal);
    private readonly Dictionary<int, (double Lat, double Lon, double Weight)> middles = [];
    private readonly Dictionary<int, HashSet<(int Lat, int Lon)>> cells = [];
    private readonly LetterFolding[] letters;
    private readonly NameFolding folding;

    private GazetteerCompiler(KnowledgeFolder knowledge)
    {
        letters =
        [
            .. knowledge
                .Table("places", "folding.tsv")
                .Rows.Select(row => new LetterFolding
                {
                    Letter = row.Required("letter")[0],
                    First = row.Required("as")[0],
                    Second = row["as"].Length > 1 ? row["as"][1] : '\0',
                }),
        ];
        folding = new NameFolding(letters);
    }

    public static void Compile(KnowledgeFolder knowledge, string cities, string admin1, string admin2, string output)
    {
        var compiler = new GazetteerCompiler(knowledge);
        compiler.AddCountries(knowledge);
        compiler.AddDivisions(admin1, "ADM1");
        compiler.AddDivisions(admin2, "ADM2");
        compiler.AddCities(cities);
        compiler.PlaceDivisions();
        compiler.AddAbbreviations(knowledge);
        compiler.AddRegions(knowledge);
        compiler.Write(output);
    }

    private void AddCountries(KnowledgeFolder knowledge)
    {
        foreach (var row in knowledge.Table("places", "countries.tsv").Rows)
        {
            var number = Add(
                row.Required("name"),
                $"PCLI {row.Required("iso3")}",
                (int)(row.OptionalNumber("geonames") ?? 0),
                row.OptionalNumber("lat"),
                row.OptionalNumber("lon"),
                0,
                entries.Count,
                -1,
                -1
            );
            countries.Add(row.Required("iso2"), number);
            countries.Add(row.Required("iso3"), number);
            Name(row.Required("name"), number);
            foreach (var name in row.List("names"))
                Name(name, number);
        }
    }

    private void AddDivisions(string path, string feature)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var item in json.RootElement.EnumerateArray())
        {
            var code = item.GetProperty("code").GetString()!;
            var name = item.GetProperty("name").GetString()!;
            var parts = code.Split('.');
            if (!countries.TryGetValue(parts[0], out var country) || name.Length == 0 || divisions.ContainsKey(code))
                continue;
            var admin1 =
                parts.Length > 2 && divisions.TryGetValue($"{parts[0]}.{parts[1]}", out var above) ? above : -1;
            var number = Add(
                name,
                feature,
                0,
                null,
                null,
                0,
                country,
                feature == "ADM1" ? entries.Count : admin1,
                feature == "ADM2" ? entries.Count : -1
            );
            divisions.Add(code, number);
            // Its code is a name too ("us ga"), by which short forms find it. Fold drops the point, so it stands as a blank.
            Name(code.Replace('.', ' '), number);
            Name(name, number);
            foreach (
                var kind in new[]
                {
                    " Province",
                    " Governorate",
                    " Region",
                    " State",
                    " District",
                    " County",
                    " Department",
                    " Oblast",
                }
            )
                if (name.EndsWith(kind, StringComparison.Ordinal) && (feature == "ADM1" || kind != " County"))
                    Name(name[..^kind.Length], number);
        }
    }

    private void AddCities(string path)
    {
        var rows = File.ReadLines(path)
            .Select(line => line.Split('\t'))
            .Where(cells => cells.Length >= 15)
            .Select(cells =>
                (cells, population: long.TryParse(cells[14], CultureInfo.InvariantCulture, out var people) ? people : 0)
            )
            .OrderByDescending(row => row.population)
            .ThenBy(row => int.Parse(row.cells[0], CultureInfo.InvariantCulture));
        foreach (var (cells, population) in rows)
        {
            if (!countries.TryGetValue(cells[8], out var country))
                continue;
            var admin1 = divisions.GetValueOrDefault($"{cells[8]}.{cells[10]}", -1);
            var admin2 = divisions.GetValueOrDefault($"{cells[8]}.{cells[10]}.{cells[11]}", -1);
            var lat = double.Parse(cells[4], CultureInfo.InvariantCulture);
            var lon = double.Parse(cells[5], CultureInfo.InvariantCulture);
            var number = Add(
                cells[1],
                cells[7],
                int.Parse(cells[0], CultureInfo.InvariantCulture),
                lat,
                lon,
                population,
                country,
                admin1,
                admin2
            );
            foreach (var name in cells[3].Split(',').Append(cells[1]).Append(cells[2]).Distinct(StringComparer.Ordinal))
                if (IsName(name))
                    Name(name, number);
            Weigh(admin1, lat, lon, population);
            Weigh(admin2, lat, lon, population);
        }
    }

    /// <summary>Alternate names hold codes and addresses too: an airport's three capitals are no name in a text.</summary>
    private static bool IsName(string name) =>
        name.Length is > 2 and <= LongestName
        && !name.Contains("://", StringComparison.Ordinal)
        && !(name.Length <= 4 && name.All(letter => letter is >= 'A' and <= 'Z'));

    private void Weigh(int division, double lat, double lon, long population)
    {
        if (division < 0)
            return;
        var weight = population + 1.0;
        var (sumLat, sumLon, sum) = middles.GetValueOrDefault(division);
        middles[division] = (sumLat + (lat * weight), sumLon + (lon * weight), sum + weight);
        Widen(division, lat, lon);
    }

    private void Widen(int division, double lat, double lon)
    {
        if (!cells.TryGetValue(division, out var known))
            cells.Add(division, known = []);
        known.Add(((int)Math.Floor(lat * CellsPerDegree), (int)Math.Floor(lon * CellsPerDegree)));
    }

    /// <summary>
    /// A first division's point is the middle of the box around the quarter-degree cells that have a place, less the
    /// outermost fiftieth on every side: neither a large city at its edge nor a row with a wrong code draws it away.
    /// </summary>
    private static double Middle(IEnumerable<int> sides)
    {
        var sorted = sides.Order().ToArray();
        var cut = sorted.Length / 50;
        return (sorted[cut] + sorted[^(cut + 1)] + 1) / (2 * CellsPerDegree);
    }

    private void PlaceDivisions()
    {
        foreach (var (number, (lat, lon, weight)) in middles)
        {
            var entry = entries[number];
            var isFirst = entry.Admin1 == number;
            entry.Lat = (float)(isFirst ? Middle(cells[number].Select(cell => cell.Lat)) : lat / weight);
            entry.Lon = (float)(isFirst ? Middle(cells[number].Select(cell => cell.Lon)) : lon / weight);
            entry.Population = (uint)Math.Min(uint.MaxValue, weight);
            entry.Flags |= 1;
            entries[number] = entry;
        }
    }

    private void AddAbbreviations(KnowledgeFolder knowledge)
    {
        foreach (var row in knowledge.Table("places", "abbreviations.tsv").Rows)
            if (row["only-after"].Length == 0 && divisions.TryGetValue(row.Required("division"), out var number))
                Name(row.Required("form"), number);
    }

    private void AddRegions(KnowledgeFolder knowledge)
    {
        foreach (var row in knowledge.Table("places", "regions.tsv").Rows)
        {
            var members = row.List("countries")
                .Select(iso3 =>
                    countries.TryGetValue(iso3, out var known) ? known : throw row.Wrong($"no country \"{iso3}\"")
                )
                .ToList();
            var parts = row.List("divisions")
                .Select(code =>
                    divisions.TryGetValue(code, out var known) ? known : throw row.Wrong($"no division \"{code}\"")
                )
                .ToList();
            if (row["kind"] == "division")
            {
                foreach (var name in row.List("names").Append(row.Required("name")))
                    Name(name, parts[0]);
                continue;
            }
            var placed =
                parts.Count > 0 ? parts
                : members.Count > 1 ? members
                : [];
            var hasPoint = row["kind"] is "continent" or "region" && placed.Count > 0;
            var number = Add(
                row.Required("name"),
                row["kind"] is "continent" ? "CONT"
                    : row["kind"] is "sea" ? "SEA"
                    : "RGN",
                0,
                hasPoint ? placed.Average(member => entries[member].Lat) : null,
                hasPoint ? placed.Average(member => entries[member].Lon) : null,
                0,
                members.Count == 1 ? members[0] : -1,
                -1,
                -1
            );
            Name(row.Required("name"), number);
            foreach (var name in row.List("names"))
                Name(name, number);
        }
    }

    private int Add(
        string name,
        string feature,
        int geonames,
        double? lat,
        double? lon,
        long population,
        int country,
        int admin1,
        int admin2
    )
    {
        entries.Add(
            new GazetteerEntry
            {
                Geonames = geonames,
                Lat = (float)(lat ?? 0),
                Lon = (float)(lon ?? 0),
                Population = (uint)Math.Min(uint.MaxValue, population),
                Name = Text(name),
                Country = country,
                Admin1 = admin1,
                Admin2 = admin2,
                Feature = Text(feature),
                Flags = lat is null ? 0u : 1u,
            }
        );
        return entries.Count - 1;
    }

    private void Name(string name, int entry)
    {
        Span<char> folded = stackalloc char[NameFolding.Longest * 2];
        var length = folding.Fold(name, folded);
        if (length > 1)
            keys.Add(GazetteerFile.Key(folded[..length], entry));
    }

    private uint Text(string value)
    {
        if (texts.TryGetValue(value, out var known))
            return known;
        var offset = (uint)text.Count;
        var bytes = Encoding.UTF8.GetBytes(value);
        text.Add((byte)bytes.Length);
        text.Add((byte)(bytes.Length >> 8));
        text.AddRange(bytes);
        texts.Add(value, offset);
        return offset;
    }

    private void Write(string output)
    {
        var sorted = keys.Distinct().Order().ToArray();
        var header = new GazetteerHeader
        {
            Magic = GazetteerFile.Magic,
            Foldings = letters.Length,
            Keys = sorted.Length,
            Entries = entries.Count,
            TextBytes = text.Count,
            Countries = countries.Count,
        };
        using var file = File.Create(output);
        file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<GazetteerHeader>(in header)));
        file.Write(MemoryMarshal.AsBytes(letters.AsSpan()));
        file.Write(MemoryMarshal.AsBytes(sorted.AsSpan()));
        file.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(entries)));
        file.Write(CollectionsMarshal.AsSpan(text));
    }
}
