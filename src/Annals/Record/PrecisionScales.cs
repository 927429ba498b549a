namespace Annals.Record;

/// <summary>How exactly a place is known, in the numbers of other projects.</summary>
public static class PrecisionScales
{
    /// <summary>ACLED's geo_precision: 1 the place itself, 2 its surroundings or a small division, 3 a larger region. Null where nothing is known.</summary>
    public static int? Acled(Place place) =>
        place.Precision switch
        {
            null => null,
            PlacePrecision.Exact or PlacePrecision.Town => 1,
            PlacePrecision.Area or PlacePrecision.Admin2 => 2,
            _ => 3,
        };

    /// <summary>
    /// UCDP GED's where_prec: 1 the place itself, 2 within some 25 km of it, 3 a second division, 4 a first division, 5 a stretch or an
    /// ill-defined region, 6 a country, 7 waters and air between countries.
    /// </summary>
    public static int? Ucdp(Place place) =>
        place switch
        {
            { Precision: null } => null,
            { Scene.How: "road" or "border" or "between" } => 5,
            { Feature: "SEA" or "OCN" } => 7,
            { Precision: PlacePrecision.Exact or PlacePrecision.Town } => 1,
            { Precision: PlacePrecision.Area } => 2,
            { Precision: PlacePrecision.Admin2 } => 3,
            { Precision: PlacePrecision.Admin1 } => 4,
            { Precision: PlacePrecision.Country } => 6,
            _ => 5,
        };
}
