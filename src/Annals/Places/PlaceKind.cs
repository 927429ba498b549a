namespace Annals.Places;

/// <summary>What sort of thing an entry is, as far as the choice among namesakes asks. The numbers stand in the file.</summary>
public enum PlaceKind : byte
{
    Other,
    Country,
    Admin1,
    Admin2,
    LowerDivision,
    Capital,
    Seat,
    LowerSeat,
    Town,
    Section,
    FormerTown,
    Continent,
    Region,
    Sea,
    Water,
    Land,
    Site,
    Road,
}

/// <summary>Where a point comes from. The numbers stand in the file.</summary>
public enum PointSource : byte
{
    None,
    GeoNames,

    /// <summary>The middle of Natural Earth's polygons.</summary>
    Polygons,

    /// <summary>The middle of the places that lie in it.</summary>
    Places,

    /// <summary>A row of our own files, whose source stands there.</summary>
    Row,
}

internal static class PlaceKinds
{
    /// <summary>By GeoNames' feature code, and its class where the code is not told apart.</summary>
    public static PlaceKind Of(ReadOnlySpan<char> code, char featureClass) =>
        code switch
        {
            _ when code.StartsWith("PCLI") => PlaceKind.Country,
            "ADM1" => PlaceKind.Admin1,
            "ADM2" => PlaceKind.Admin2,
            "CONT" => PlaceKind.Continent,
            "RGN" or "RGNE" or "AREA" or "ZN" => PlaceKind.Region,
            "SEA" or "OCN" or "GULF" or "STRT" or "BAY" or "SD" => PlaceKind.Sea,
            "PPLC" => PlaceKind.Capital,
            "PPLA" => PlaceKind.Seat,
            "PPLA2" or "PPLA3" or "PPLA4" or "PPLA5" or "PPLG" => PlaceKind.LowerSeat,
            "PPLX" => PlaceKind.Section,
            "PPLH" or "PPLQ" or "PPLW" or "PPLCH" => PlaceKind.FormerTown,
            _ => OfClass(featureClass),
        };

    private static PlaceKind OfClass(char featureClass) =>
        featureClass switch
        {
            'A' => PlaceKind.LowerDivision,
            'P' => PlaceKind.Town,
            'H' => PlaceKind.Water,
            'T' or 'V' => PlaceKind.Land,
            'L' => PlaceKind.Region,
            'S' => PlaceKind.Site,
            'R' => PlaceKind.Road,
            'U' => PlaceKind.Sea,
            _ => PlaceKind.Other,
        };
}
