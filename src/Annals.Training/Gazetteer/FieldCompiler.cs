using Annals.Knowledge;
using Annals.Places;

namespace Annals.Training.Gazetteer;

/// <summary>
/// Adds `data/places/field.tsv`: camps, air bases, crossings, dams, bridges and villages that the world's lists of towns lack. Only a
/// row whose source was opened may have a point.
/// </summary>
internal sealed class FieldCompiler(
    GazetteerBuilder builder,
    Dictionary<string, int> countries,
    Dictionary<string, int> divisions,
    HashSet<int> rough
)
{
    public void Add(KnowledgeFolder knowledge)
    {
        foreach (var row in knowledge.Table("places", "field.tsv").Rows)
            Add(row);
    }

    private void Add(Table.Row row)
    {
        if (!countries.TryGetValue(row.Required("country"), out var country))
            throw row.Wrong($"no country \"{row["country"]}\"");
        var admin1 = -1;
        if (row.Optional("division") is { } code && !divisions.TryGetValue(code, out admin1))
            throw row.Wrong($"no division \"{code}\"");
        var (lat, lon) = (row.OptionalNumber("lat"), row.OptionalNumber("lon"));
        if (row.Required("source") == "unverified" && lat is not null)
            throw row.Wrong("a point without a source");
        var (feature, kind) = Feature(row);
        var number = builder.Add(
            row.Required("name"),
            feature,
            new GazetteerEntry
            {
                Lat = (float)(lat ?? 0),
                Lon = (float)(lon ?? 0),
                Point = lat is null ? PointSource.None : PointSource.Row,
                Kind = kind,
                Country = country,
                Admin1 = admin1,
                Admin2 = -1,
            }
        );
        foreach (var name in row.List("names").Append(row.Required("name")))
            builder.Name(name, number, rough.Contains(country));
    }

    private static (string Feature, PlaceKind Kind) Feature(Table.Row row) =>
        row.Required("kind") switch
        {
            "camp" => ("CMPRF", PlaceKind.Site),
            "air-base" => ("AIRB", PlaceKind.Site),
            "airport" => ("AIRP", PlaceKind.Site),
            "base" => ("INSM", PlaceKind.Site),
            "crossing" => ("PSTB", PlaceKind.Site),
            "dam" => ("DAM", PlaceKind.Site),
            "bridge" => ("BDG", PlaceKind.Site),
            "port" => ("PRT", PlaceKind.Site),
            "plant" => ("PS", PlaceKind.Site),
            "prison" => ("PRN", PlaceKind.Site),
            "village" => ("PPL", PlaceKind.Town),
            "quarter" => ("PPLX", PlaceKind.Section),
            var other => throw row.Wrong($"no kind \"{other}\""),
        };
}
