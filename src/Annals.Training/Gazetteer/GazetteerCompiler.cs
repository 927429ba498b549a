using System.Globalization;
using System.Text.Json;
using Annals.Knowledge;
using Annals.Places;

namespace Annals.Training.Gazetteer;

/// <summary>What the gazetteer is made from, besides the tables in `data/places`.</summary>
public sealed record GazetteerSources(string Cities, string Admin1, string Admin2, string Polygons);

/// <summary>
/// Makes `data/gazetteer.bin` from GeoNames' cities500 with the names of divisions, from Natural Earth's countries, and from
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

    private GazetteerCompiler(KnowledgeFolder knowledge) => builder = new GazetteerBuilder(knowledge);

    public static void Compile(KnowledgeFolder knowledge, GazetteerSources sources, string output)
    {
        var compiler = new GazetteerCompiler(knowledge);
        compiler.AddCountries(knowledge, CountryPoints.Read(sources.Polygons));
        compiler.AddDivisions(sources.Admin1, "ADM1");
        compiler.AddDivisions(sources.Admin2, "ADM2");
        compiler.AddCities(sources.Cities);
        compiler.PlaceDivisions();
        compiler.AddAbbreviations(knowledge);
        new RegionCompiler(compiler.builder, compiler.countries, compiler.divisions, compiler.cities).Add(knowledge);
        new FieldCompiler(compiler.builder, compiler.countries, compiler.divisions, compiler.rough).Add(knowledge);
        compiler.builder.Write(output);
    }

    private void AddCountries(KnowledgeFolder knowledge, CountryPoints points)
    {
        foreach (var row in knowledge.Table("places", "countries.tsv").Rows)
        {
            var point = row.Optional("number") is { } number ? points.Of(number) : null;
            var entry = builder.Add(
                row.Required("name"),
                $"PCLI {row.Required("iso3")}",
                new GazetteerEntry
                {
                    Geonames = (int)(row.OptionalNumber("geonames") ?? 0),
                    Lat = (float)(point?.Lat ?? 0),
                    Lon = (float)(point?.Lon ?? 0),
                    Point = point is null ? PointSource.None : PointSource.Polygons,
                    Kind = PlaceKind.Country,
                    Country = builder.Count,
                    Admin1 = -1,
                    Admin2 = -1,
                }
            );
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
            var number = builder.Add(
                name,
                feature,
                new GazetteerEntry
                {
                    Kind = isFirst ? PlaceKind.Admin1 : PlaceKind.Admin2,
                    Country = country,
                    Admin1 = isFirst ? builder.Count : divisions.GetValueOrDefault(string.Join('.', parts.Take(2)), -1),
                    Admin2 = isFirst ? -1 : builder.Count,
                }
            );
            divisions.Add(code, number);
            // Its code is a name too ("us ga"), by which short forms and dumps find it. Fold drops the point, so it stands as a blank.
            builder.Name(code.Replace('.', ' '), number);
            builder.Name(name, number, rough.Contains(country));
            foreach (var ending in Endings)
                if (name.EndsWith(ending, StringComparison.Ordinal))
                    builder.Name(name[..^ending.Length], number, rough.Contains(country));
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

    private void PlaceDivisions()
    {
        foreach (var (number, places) in within)
        {
            var (lat, lon) = Hull.Middle(places);
            ref var division = ref builder[number];
            (division.Lat, division.Lon, division.Point) = ((float)lat, (float)lon, PointSource.Places);
        }
    }

    private void AddAbbreviations(KnowledgeFolder knowledge)
    {
        foreach (var row in knowledge.Table("places", "abbreviations.tsv").Rows)
            if (row["only-after"].Length == 0 && divisions.TryGetValue(row.Required("division"), out var number))
                builder.Name(row.Required("form"), number);
    }
}
