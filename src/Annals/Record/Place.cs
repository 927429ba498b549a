using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Annals.Record;

/// <summary>Finer comes first.</summary>
public enum PlacePrecision
{
    Exact,
    Town,
    Area,
    Admin2,
    Admin1,
    Country,
    Region,
}

/// <summary>
/// Where something was, as a gazetteer entry or as an honest gap: a place named in the text that no gazetteer knows
/// has its name and its spans, its codes as far as the text settles them, and no point.
/// </summary>
public sealed record Place
{
    public required string Name { get; init; }

    /// <summary>GeoNames id; null where the place is not GeoNames'.</summary>
    public long? Geonames { get; init; }

    /// <summary>Degrees, WGS 84. Null for a happening's place coarser than admin2, and where nothing is known.</summary>
    public double? Lat { get; init; }

    public double? Lon { get; init; }

    /// <summary>ISO 3166-1 alpha-3 (XKX for Kosovo).</summary>
    public string? Country { get; init; }

    /// <summary>Name of the first-order division.</summary>
    public string? Admin1 { get; init; }

    public string? Admin2 { get; init; }

    /// <summary>GeoNames' feature code ("PPLA", "ADM1", "PCLI").</summary>
    public string? Feature { get; init; }

    public PlacePrecision? Precision { get; init; }

    /// <summary>How far from the point it may be.</summary>
    public double? RadiusKm { get; init; }

    /// <summary>"20 km north of Gao": the point is the offset one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlaceOffset? Offset { get; init; }

    /// <summary>What the words around say of where by the place: between two, on a road, off a coast. It has its own point.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlaceScene? Scene { get; init; }

    /// <summary>Where the point comes from, if it is not GeoNames' own: `polygons`, `places` or `row`.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PointFrom { get; init; }

    /// <summary>That the territory is disputed, in words that take no side.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Dispute { get; init; }

    public ImmutableArray<TextSpan> Spans
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    /// <summary>The other entries that bear the name, best first.</summary>
    public ImmutableArray<PlaceRival> Rivals
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    /// <summary>Why this one, or why none: in words, strongest first.</summary>
    public ImmutableArray<string> Reasons
    {
        get;
        init => field = value.OrEmpty();
    } = [];
}

/// <summary>A distance and a bearing from a named place; degrees clockwise from north, null where none is said.</summary>
public sealed record PlaceOffset(double Km, double? Bearing, string From);

/// <summary>Where something was, by way of named places.</summary>
/// <param name="How">`between`, `road`, `off-coast`, `border` or `across`.</param>
/// <param name="Places">The places by which it is said.</param>
/// <param name="Lat">Null where the words give no point.</param>
public sealed record PlaceScene(string How, ImmutableArray<string> Places, double? Lat, double? Lon, double? RadiusKm);

public sealed record PlaceRival(
    string Name,
    long? Geonames,
    string? Country,
    string? Admin1,
    double Lat,
    double Lon,
    double Score
);

/// <summary>What a place name does in its sentence.</summary>
public enum PlaceUse
{
    /// <summary>The place itself.</summary>
    Location,

    /// <summary>A government or force by the name of its seat ("Damascus said").</summary>
    Metonym,

    /// <summary>"Malian", "Syrians".</summary>
    Demonym,

    /// <summary>Part of another name ("Bank of Cyprus").</summary>
    PartOfName,
}

/// <summary>A place as named at one point of an article. Written by `annals places`.</summary>
public sealed record PlaceMention
{
    public required int Start { get; init; }

    public required int End { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? In { get; init; }

    public required PlaceUse Use { get; init; }

    /// <summary>How likely it is this place rather than another of the name, 0 to 1; null where none is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Score { get; init; }

    public required Place Place { get; init; }
}
