using System.Collections.Immutable;

namespace Annals.Linking;

/// <summary>
/// Where and when a sighting can be met. Two are worth weighing only where theirs agree: the features would part any
/// others, whatever else they have in common. The rule looks at the two alone, so that what else there is changes nothing,
/// and it is one that an index can answer.
///
/// They are of one family of types, and
/// - both are of known days: at most <see cref="MostDaysApart"/> days lie between, the countries are not two, and neither
///   are two known points further apart than <see cref="Pair.ApartKm"/>;
/// - the days of one are open (unknown, or more than <see cref="LongDays"/>): they are of one place.
///
/// Within one text, days that are open meet where either place is unknown too. Those of one family in one article are
/// always weighed, and those that a person has put together.
/// </summary>
/// <param name="Family">Family of types.</param>
/// <param name="Country">Null where it is unknown: it may be any.</param>
/// <param name="Place">Name of the place in capitals; null where it is unknown.</param>
/// <param name="First">First day on which the act can lie, as a day number; null where that is unknown.</param>
/// <param name="Last">Last such day; null where that is unknown.</param>
/// <param name="Lat">Degrees north, of a place that is known to a point.</param>
/// <param name="Lon">Degrees east, of a place that is known to a point.</param>
public sealed record Whereabouts(
    string Family,
    string? Country,
    string? Place,
    int? First,
    int? Last,
    double? Lat,
    double? Lon
)
{
    /// <summary>Further apart, days say that there are two acts; what lasts, or is told late, has its earlier days in it.</summary>
    public const int MostDaysApart = 3;

    /// <summary>A longer time says too little to look for others by.</summary>
    public const int LongDays = 40;

    /// <summary>The days are unknown or too many to look for others by.</summary>
    public bool IsOpen => Last - First is null or > LongDays;

    internal const double ReachDegrees = Pair.ApartKm / 111.0;

    /// <summary>A box that holds all points within reach, in degrees. Null where there is no point.</summary>
    public (double South, double West, double North, double East)? Reach
    {
        get
        {
            if (Lat is not { } lat || Lon is not { } lon)
                return null;
            var across = Across(Math.Abs(lat) + ReachDegrees);
            // Over the date line it would be two: there the whole band is looked through.
            return lon - across < -180 || lon + across > 180
                ? (lat - ReachDegrees, -180, lat + ReachDegrees, 180)
                : (lat - ReachDegrees, lon - across, lat + ReachDegrees, lon + across);
        }
    }

    /// <param name="other">Of another sighting.</param>
    /// <param name="isOneText">The articles of the two are one text.</param>
    public bool Meets(Whereabouts other, bool isOneText = false)
    {
        if (Family != other.Family)
            return false;
        if (First - other.Last > MostDaysApart || other.First - Last > MostDaysApart)
            return false;
        if (IsOpen || other.IsOpen)
            return Place is null || other.Place is null ? isOneText : Place == other.Place;
        if (Country is not null && other.Country is not null && Country != other.Country)
            return false;
        if (Lat is not { } lat || Lon is not { } lon || other.Lat is not { } otherLat || other.Lon is not { } otherLon)
            return true;
        var degrees = Math.Abs(lon - otherLon);
        return Math.Abs(lat - otherLat) <= ReachDegrees
            && Math.Min(degrees, 360 - degrees) <= Across(Math.Max(Math.Abs(lat), Math.Abs(otherLat)));
    }

    /// <summary>Degrees of longitude within reach at a latitude.</summary>
    internal static double Across(double lat) => ReachDegrees / Math.Max(0.01, Math.Cos(lat * Math.PI / 180));
}

/// <summary>What is asked of whoever keeps the reports: the articles of at least all that meet these whereabouts.</summary>
/// <param name="At">Where and when.</param>
/// <param name="Text">Smallest id of the articles that are one text with its own: all articles of that text come too.</param>
/// <param name="Reports">Reports that a person has put with it: their articles come too.</param>
public sealed record Vicinity(Whereabouts At, string? Text, ImmutableArray<string> Reports);
