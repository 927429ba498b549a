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

    /// <summary>Cell of PRIO-GRID: half a degree each way, counted from the south-west.</summary>
    public static int PrioGrid(double lat, double lon) =>
        ((int)Math.Floor((lat + 90) * 2) * 720) + (int)Math.Floor((lon + 180) * 2) + 1;

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
