using Annals.Knowledge;
using Annals.Places;

namespace Annals.Training.Gazetteer;

/// <summary>Adds `data/places/regions.tsv`: regions, seas, rivers, deserts, mountains, and further names of divisions.</summary>
internal sealed class RegionCompiler(
    GazetteerBuilder builder,
    Dictionary<string, int> countries,
    Dictionary<string, int> divisions,
    Dictionary<long, int> cities
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
        // A region of one country has no middle of its own in that country's point.
        var placed =
            towns.Count > 0 ? towns
            : parts.Count > 0 ? parts
            : members.Count > 1 && kind is PlaceKind.Continent or PlaceKind.Region ? members
            : [];
        var middle =
            placed.Count > 0
                ? Hull.Middle([.. placed.Select(one => ((double)builder[one].Lat, (double)builder[one].Lon))])
                : default;
        return builder.Add(
            row.Required("name"),
            feature,
            new GazetteerEntry
            {
                Lat = (float)middle.Lat,
                Lon = (float)middle.Lon,
                Point = placed.Count > 0 ? PointSource.Places : PointSource.None,
                Kind = kind,
                Country =
                    members.Count == 1 ? members[0]
                    : towns.Count > 0 && members.Count == 0 ? builder[towns[0]].Country
                    : -1,
                Admin1 = -1,
                Admin2 = -1,
            }
        );
    }

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
