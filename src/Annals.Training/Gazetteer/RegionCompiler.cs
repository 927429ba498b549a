using Annals.Knowledge;
using Annals.Places;

namespace Annals.Training.Gazetteer;

/// <summary>Adds `data/places/regions.tsv`: regions, seas, rivers, deserts, mountains, and further names of divisions.</summary>
internal sealed class RegionCompiler(
    GazetteerBuilder builder,
    Dictionary<string, int> countries,
    Dictionary<string, int> divisions,
    Dictionary<long, int> cities,
    DivisionMap map
)
{
    public void Add(KnowledgeFolder knowledge)
    {
        foreach (var row in knowledge.Table("places", "regions.tsv").Rows)
            Add(row);
    }

    private void Add(Table.Row row)
    {
        var members = Numbers(row, "countries", countries);
        var parts = Numbers(row, "divisions", divisions);
        var towns = row.List("towns").Select(id => Town(row, id)).ToList();
        var number = row["kind"] == "division" ? parts[0] : AddEntry(row, members, parts, towns);
        foreach (var name in row.List("names").Append(row.Required("name")))
            builder.Name(name, number, isRough: false);
    }

    private int AddEntry(Table.Row row, List<int> members, List<int> parts, List<int> towns)
    {
        var (feature, kind) = row.Required("kind") switch
        {
            "continent" => ("CONT", PlaceKind.Continent),
            "region" => ("RGN", PlaceKind.Region),
            "sea" => ("SEA", PlaceKind.Sea),
            "river" => ("STM", PlaceKind.Water),
            "lake" => ("LK", PlaceKind.Water),
            "desert" => ("DSRT", PlaceKind.Land),
            "mountains" => ("MTS", PlaceKind.Land),
            "forest" => ("FRST", PlaceKind.Land),
            "island" => ("ISL", PlaceKind.Land),
            var other => throw row.Wrong($"no kind \"{other}\""),
        };
        ((double Lat, double Lon) middle, PointSource source) =
            row.OptionalNumber("lat") is { } lat ? ((lat, row.Number("lon")), PointSource.GeoNames)
            : towns.Count > 0 ? (Hull.Middle([.. towns.Select(Point)]), PointSource.Places)
            : Middle(row, members, kind) is { } area ? (area, PointSource.Polygons)
            : parts.Count > 0 ? (Hull.Middle([.. parts.Select(Point)]), PointSource.Places)
            : (default, PointSource.None);
        return builder.Add(
            row.Required("name"),
            feature,
            new GazetteerEntry
            {
                Lat = (float)middle.Lat,
                Lon = (float)middle.Lon,
                Point = source,
                Kind = kind,
                Geonames = (int)(row.OptionalNumber("geonames") ?? 0),
                Country =
                    members.Count == 1 ? members[0]
                    : towns.Count > 0 && members.Count == 0 ? builder[towns[0]].Country
                    : -1,
                Admin1 = -1,
                Admin2 = -1,
            }
        );
    }

    private (double Lat, double Lon) Point(int number) => (builder[number].Lat, builder[number].Lon);

    /// <summary>
    /// The middle of the polygons that it is made of: its divisions, and the whole of each of its countries of which no division is named.
    /// What is no land has no polygons here, and a region somewhere in one country is not that country.
    /// </summary>
    private (double Lat, double Lon)? Middle(Table.Row row, List<int> members, PlaceKind kind)
    {
        if (kind is not (PlaceKind.Continent or PlaceKind.Region))
            return null;
        var parts = row.List("divisions").ToList();
        var whole = row.List("countries")
            .Where(iso3 => !parts.Exists(part => countries[part.Split('.')[0]] == countries[iso3]))
            .ToList();
        if (parts.Count == 0 && members.Count < 2)
            return null;
        return Area.Middle(parts.SelectMany(map.Division).Concat(whole.Select(Iso2).SelectMany(map.Country)));
    }

    private string Iso2(string iso3) =>
        countries.First(code => code.Key.Length == 2 && code.Value == countries[iso3]).Key;

    private static List<int> Numbers(Table.Row row, string column, Dictionary<string, int> known) =>
        [
            .. row.List(column)
                .Select(code =>
                    known.TryGetValue(code, out var number) ? number : throw row.Wrong($"no \"{code}\" in {column}")
                ),
        ];

    private int Town(Table.Row row, string id) =>
        long.TryParse(id, out var geonames) && cities.TryGetValue(geonames, out var number)
            ? number
            : throw row.Wrong($"no town \"{id}\"");
}
