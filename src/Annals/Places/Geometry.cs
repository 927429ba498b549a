namespace Annals.Places;

/// <summary>Distances and points on the sphere; degrees and kilometres.</summary>
public static class Geometry
{
    /// <summary>Mean radius of the Earth (IUGG).</summary>
    private const double EarthKm = 6371.0088;

    public static double DistanceKm(double lat1, double lon1, double lat2, double lon2)
    {
        var (a, b) = (Radians(lat1), Radians(lat2));
        var h =
            Math.Pow(Math.Sin((b - a) / 2), 2)
            + (Math.Cos(a) * Math.Cos(b) * Math.Pow(Math.Sin(Radians(lon2 - lon1) / 2), 2));
        return 2 * EarthKm * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    /// <summary>The point so far away in a direction, degrees clockwise from north.</summary>
    public static (double Lat, double Lon) Away(double lat, double lon, double km, double bearing)
    {
        var (a, b, angle, turn) = (Radians(lat), Radians(lon), km / EarthKm, Radians(bearing));
        var lat2 = Math.Asin((Math.Sin(a) * Math.Cos(angle)) + (Math.Cos(a) * Math.Sin(angle) * Math.Cos(turn)));
        var lon2 =
            b
            + Math.Atan2(
                Math.Sin(turn) * Math.Sin(angle) * Math.Cos(a),
                Math.Cos(angle) - (Math.Sin(a) * Math.Sin(lat2))
            );
        return (Math.Round(lat2 * 180 / Math.PI, 5), Math.Round(((lon2 * 180 / Math.PI) + 540) % 360 - 180, 5));
    }

    /// <summary>The point halfway between two, along the great circle.</summary>
    public static (double Lat, double Lon) Middle(double lat1, double lon1, double lat2, double lon2)
    {
        var (a, b, turn) = (Radians(lat1), Radians(lat2), Radians(lon2 - lon1));
        var (x, y) = (Math.Cos(b) * Math.Cos(turn), Math.Cos(b) * Math.Sin(turn));
        var lat = Math.Atan2(Math.Sin(a) + Math.Sin(b), Math.Sqrt(Math.Pow(Math.Cos(a) + x, 2) + (y * y)));
        var lon = Radians(lon1) + Math.Atan2(y, Math.Cos(a) + x);
        return (Math.Round(lat * 180 / Math.PI, 5), Math.Round((((lon * 180 / Math.PI) + 540) % 360) - 180, 5));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
