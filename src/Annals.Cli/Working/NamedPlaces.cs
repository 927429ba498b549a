using System.Globalization;
using Annals.Knowledge;
using Annals.Places;
using Annals.Record;

namespace Annals.Cli.Working;

/// <summary>A place as a person types it: by its GeoNames id, by its name, or by its name and where that is ("Ansongo, MLI").</summary>
internal static class NamedPlaces
{
    private const int MostShown = 8;

    private static readonly Lazy<Geocoder> Geocoder = new(() => Places.Geocoder.Load(KnowledgeFolder.Default));

    /// <summary>The value of the field "place" as JSON; of other fields as it is.</summary>
    /// <exception cref="UnusableException">Nothing bears the name, or several do; the message lists them.</exception>
    public static string In(string field, string value) =>
        field != "place" || value is "unknown" or "" || value[0] == '{' ? value : Json.Write(Of(value));

    /// <exception cref="UnusableException">Nothing bears the name, or several do; the message lists them.</exception>
    public static Place Of(string value)
    {
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return Located(
                Geocoder.Value.WithGeonames(id)
                    ?? throw new UnusableException($"the gazetteer has no place with the GeoNames id {value}")
            );
        var parts = value.Split(',', StringSplitOptions.TrimEntries);
        Place[] named =
        [
            .. Geocoder.Value.Called(parts[0]).Where(place => parts.Skip(1).All(part => LiesIn(place, part))),
        ];
        return named switch
        {
            [] => throw new UnusableException(
                $"the gazetteer has no place \"{value}\"; as JSON any can be given: {{\"name\":\"...\",\"lat\":...,\"lon\":...,\"country\":\"...\"}}"
            ),
            [var one] => Located(one),
            _ => throw new UnusableException(
                $"\"{value}\" is the name of {named.Length} places; give the GeoNames id of one: {string.Join("; ", named.Take(MostShown).Select(Line))}{(named.Length > MostShown ? "; ..." : "")}"
            ),
        };
    }

    private static bool LiesIn(Place place, string part) =>
        Is(place.Country, part) || Is(place.Admin1, part) || Is(place.Admin2, part) || Is(place.Feature, part);

    private static bool Is(string? name, string part) => string.Equals(name, part, StringComparison.OrdinalIgnoreCase);

    private static string Line(Place place) =>
        $"{place.Geonames?.ToString(CultureInfo.InvariantCulture) ?? "(none)"} {string.Join(", ", new[] { place.Name, place.Admin2, place.Admin1, place.Country }.OfType<string>().Distinct())} ({place.Feature})";

    /// <summary>A happening's place that is coarser than a second division has its codes and no point.</summary>
    private static Place Located(Place place) =>
        place.Precision is PlacePrecision.Admin1 or PlacePrecision.Country or PlacePrecision.Region
            ? place with
            {
                Lat = null,
                Lon = null,
                PointFrom = null,
            }
            : place;
}
