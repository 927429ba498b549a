using System.Globalization;
using System.Text.Json;
using Annals.Knowledge;
using Annals.Places;

namespace Annals.Training.Gazetteer;

/// <summary>What the gazetteer is made from, besides the tables in `data/places`.</summary>
public sealed record GazetteerSources(string Cities, string Admin1, string Admin2, string Polygons, string Codes);

/// <summary>
/// Makes `data/gazetteer.bin` from GeoNames' cities500 with the names of divisions, from Natural Earth's polygons, and from
/// the country, region and field tables in `data/places`. Countries stand first, in the order of their table; then entries with
/// more people come before those with fewer, so that the order of the file is a prior.
/// </summary>
public sealed class GazetteerCompiler
{
    private const int LongestName = 60;

    /// <summary>What a division's name ends with in GeoNames and is called without: "Anbar Governorate", "Kanawha County".</summary>
    private static readonly string[] Endings =
    [
        " Province",
        " Governorate",
        " Region",
        " State",
        " District",
        " County",
        " Parish",
        " Department",
        " Oblast",
        " Prefecture",
        " Republic",
        " Krai",
        " Kray",
    ];
    private readonly GazetteerBuilder builder;
    private readonly Dictionary<string, int> countries = new(StringComparer.Ordinal);
    private readonly HashSet<int> rough = [];
    private readonly Dictionary<string, int> divisions = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> cities = [];
    private readonly Dictionary<int, List<(double Lat, double Lon)>> within = [];
    private readonly DivisionMap map;
    private readonly IsoCodes codes;

    private GazetteerCompiler(KnowledgeFolder knowledge, GazetteerSources sources)
    {
        builder = new GazetteerBuilder(knowledge);
        map = DivisionMap.Read(sources.Polygons);
        codes = IsoCodes.Read(sources.Codes);
    }

    public static void Compile(KnowledgeFolder knowledge, GazetteerSources sources, string output)
    {
        var compiler = new GazetteerCompiler(knowledge, sources);
        compiler.AddCountries(knowledge);
        compiler.AddDivisions(sources.Admin1, "ADM1");
        compiler.AddDivisions(sources.Admin2, "ADM2");
        compiler.AddCities(sources.Cities);
        compiler.PlaceDivisions();
        compiler.PlaceCountries(knowledge);
        compiler.AddAbbreviations(knowledge);
        new RegionCompiler(compiler.builder, compiler.countries, compiler.divisions, compiler.cities, compiler.map).Add(
            knowledge
        );
        new FieldCompiler(compiler.builder, compiler.countries, compiler.divisions, compiler.rough).Add(knowledge);
        compiler.builder.Write(output);
        CommonWords.Write(knowledge, output);
    }

    private void AddCountries(KnowledgeFolder knowledge)
    {
        foreach (var row in knowledge.Table("places", "countries.tsv").Rows)
        {
            var known = codes.Country(row.Required("iso2"));
            var entry = builder.Add(
                row.Required("name"),
                $"PCLI {row.Required("iso3")}",
                new GazetteerEntry
                {
                    Geonames = known?.Geonames ?? 0,
                    Kind = PlaceKind.Country,
                    Country = builder.Count,
                    Admin1 = -1,
                    Admin2 = -1,
                }
            );
            foreach (var name in known?.Names ?? [])
                builder.Name(name, entry);
            countries.Add(row.Required("iso2"), entry);
            countries.Add(row.Required("iso3"), entry);
            if (row["rough"] == "yes")
                rough.Add(entry);
            foreach (var name in row.List("names").Concat(row.List("former")))
                builder.Name(name, entry);
        }
    }

    private void AddDivisions(string path, string feature)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var isFirst = feature == "ADM1";
        foreach (var item in json.RootElement.EnumerateArray())
        {
            var code = item.GetProperty("code").GetString()!;
            var name = item.GetProperty("name").GetString()!;
            var parts = code.Split('.');
            if (!countries.TryGetValue(parts[0], out var country) || name.Length == 0 || divisions.ContainsKey(code))
                continue;
            var known = isFirst ? codes.Division(code, name) : null;
            var number = builder.Add(
                name,
                feature,
                new GazetteerEntry
                {
                    Geonames = known?.Geonames ?? 0,
                    Kind = isFirst ? PlaceKind.Admin1 : PlaceKind.Admin2,
                    Country = country,
                    Admin1 = isFirst ? builder.Count : divisions.GetValueOrDefault(string.Join('.', parts.Take(2)), -1),
                    Admin2 = isFirst ? -1 : builder.Count,
                }
            );
            divisions.Add(code, number);
            // Its code is a name too ("us ga"), by which short forms and dumps find it. Fold drops the point, so it stands as a blank.
            builder.Name(code.Replace('.', ' '), number);
            foreach (var form in Forms([name, .. known?.Names ?? []]))
                builder.Name(form, number, rough.Contains(country));
        }
    }

    /// <summary>Each name, and what it is called without its kind.</summary>
    private static IEnumerable<string> Forms(IEnumerable<string> names) =>
        names
            .SelectMany(name =>
                Endings
                    .Where(ending => name.EndsWith(ending, StringComparison.Ordinal))
                    .Select(ending => name[..^ending.Length])
                    .Prepend(name)
            )
            .Distinct(StringComparer.Ordinal);

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
            if (countries.TryGetValue(cells[8], out var country))
                AddCity(cells, population, country);
    }

    private void AddCity(string[] cells, long population, int country)
    {
        var id = int.Parse(cells[0], CultureInfo.InvariantCulture);
        var admin1 = divisions.GetValueOrDefault($"{cells[8]}.{cells[10]}", -1);
        var admin2 = divisions.GetValueOrDefault($"{cells[8]}.{cells[10]}.{cells[11]}", -1);
        var lat = double.Parse(cells[4], CultureInfo.InvariantCulture);
        var lon = double.Parse(cells[5], CultureInfo.InvariantCulture);
        var number = builder.Add(
            cells[1],
            cells[7],
            new GazetteerEntry
            {
                Geonames = id,
                Lat = (float)lat,
                Lon = (float)lon,
                Point = PointSource.GeoNames,
                Kind = PlaceKinds.Of(cells[7], cells[6][0]),
                Population = (uint)Math.Min(uint.MaxValue, population),
                Country = country,
                Admin1 = admin1,
                Admin2 = admin2,
            }
        );
        cities.Add(id, number);
        map.Count(lat, lon, $"{cells[8]}.{cells[10]}");
        foreach (var name in cells[3].Split(',').Append(cells[1]).Append(cells[2]).Distinct(StringComparer.Ordinal))
            if (name.Length <= LongestName && GazetteerBuilder.IsName(name))
                builder.Name(name, number, rough.Contains(country));
        foreach (var division in new[] { admin1, admin2 })
        {
            if (division < 0)
                continue;
            if (!within.TryGetValue(division, out var places))
                within.Add(division, places = []);
            places.Add((lat, lon));
            ref var above = ref builder[division];
            above.Population = (uint)Math.Min(uint.MaxValue, above.Population + population);
        }
    }

    /// <summary>By its polygons; where the map draws none of its own, by the places in it.</summary>
    private void PlaceDivisions()
    {
        foreach (var (code, number) in divisions)
            if (Area.Middle(map.Division(code)) is { } middle)
                Place(number, middle, PointSource.Polygons);
            else if (within.TryGetValue(number, out var places))
                Place(number, Hull.Middle(places), PointSource.Places);
    }

    private void PlaceCountries(KnowledgeFolder knowledge)
    {
        foreach (var row in knowledge.Table("places", "countries.tsv").Rows)
            if (Area.Middle(map.Country(row.Required("iso2"))) is { } middle)
                Place(countries[row.Required("iso2")], middle, PointSource.Polygons);
    }

    private void Place(int number, (double Lat, double Lon) point, PointSource from)
    {
        ref var entry = ref builder[number];
        (entry.Lat, entry.Lon, entry.Point) = ((float)point.Lat, (float)point.Lon, from);
    }

    private void AddAbbreviations(KnowledgeFolder knowledge)
    {
        foreach (var row in knowledge.Table("places", "abbreviations.tsv").Rows)
            if (row["only-after"].Length == 0 && divisions.TryGetValue(row.Required("division"), out var number))
                builder.Name(row.Required("form"), number);
    }
}
