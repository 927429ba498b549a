namespace Annals.Training.Gazetteer;

/// <summary>
/// One polygon of a map: its outer line and its holes, with area and middle in an equal-area projection (Lambert's cylinder).
/// </summary>
public sealed class Ring
{
    private const int Samples = 60;
    private readonly (double Lon, double Lat)[][] lines;
    private readonly (double X, double Y, double Z)[] sample;
    private readonly (double West, double East, double South, double North) box;
    private readonly double radiusKm;

    /// <param name="lines">Outer line first, then holes; degrees.</param>
    public Ring((double Lon, double Lat)[][] lines)
    {
        this.lines = lines;
        var outer = lines[0];
        box = (outer.Min(p => p.Lon), outer.Max(p => p.Lon), outer.Min(p => p.Lat), outer.Max(p => p.Lat));
        var (area, x, y) = (0.0, 0.0, 0.0);
        for (var line = 0; line < lines.Length; line++)
        {
            var (part, partX, partY) = Moments(lines[line]);
            // A hole is taken out, whichever way its line runs.
            var sign = line == 0 == part > 0 ? 1 : -1;
            (area, x, y) = (area + (sign * part), x + (sign * partX), y + (sign * partY));
        }
        Area = Math.Max(0, area);
        Lon = area > 0 ? x / area : outer[0].Lon;
        Height = area > 0 ? y / area : Flat(outer[0]).Y;
        var step = Math.Max(1, outer.Length / Samples);
        sample = [.. outer.Where((_, index) => index % step == 0).Select(OnSphere)];
        radiusKm = sample.Max(point => Km(sample[0], point));
    }

    public double Area { get; }

    public double Lon { get; }

    /// <summary>Sine of the latitude.</summary>
    public double Height { get; }

    /// <summary>Whole degrees of longitude between which it lies.</summary>
    public IEnumerable<int> Degrees =>
        Enumerable.Range((int)Math.Floor(box.West), (int)Math.Floor(box.East) - (int)Math.Floor(box.West) + 1);

    public bool Contains(double lat, double lon)
    {
        if (lon < box.West || lon > box.East || lat < box.South || lat > box.North)
            return false;
        var isInside = false;
        foreach (var line in lines)
            for (var index = 0; index < line.Length; index++)
            {
                var (from, to) = (line[index], line[(index + 1) % line.Length]);
                if (
                    from.Lat > lat != to.Lat > lat
                    && lon < ((to.Lon - from.Lon) * (lat - from.Lat) / (to.Lat - from.Lat)) + from.Lon
                )
                    isInside = !isInside;
            }
        return isInside;
    }

    public bool IsWithin(double km, Ring other)
    {
        if (Km(sample[0], other.sample[0]) - radiusKm - other.radiusKm > km)
            return false;
        foreach (var here in sample)
        foreach (var there in other.sample)
            if (Km(here, there) <= km)
                return true;
        return false;
    }

    /// <summary>By the chord, which the arc hardly differs from where it matters here.</summary>
    private static double Km((double X, double Y, double Z) from, (double X, double Y, double Z) to)
    {
        var (dx, dy, dz) = (from.X - to.X, from.Y - to.Y, from.Z - to.Z);
        return 6371 * Math.Sqrt((dx * dx) + (dy * dy) + (dz * dz));
    }

    private static (double X, double Y, double Z) OnSphere((double Lon, double Lat) point)
    {
        var (lat, lon) = (point.Lat * Math.PI / 180, point.Lon * Math.PI / 180);
        return (Math.Cos(lat) * Math.Cos(lon), Math.Cos(lat) * Math.Sin(lon), Math.Sin(lat));
    }

    private static (double Area, double X, double Y) Moments((double Lon, double Lat)[] line)
    {
        var (area, x, y) = (0.0, 0.0, 0.0);
        for (var index = 0; index < line.Length; index++)
        {
            var (from, to) = (Flat(line[index]), Flat(line[(index + 1) % line.Length]));
            var cross = (from.X * to.Y) - (to.X * from.Y);
            area += cross / 2;
            x += (from.X + to.X) * cross / 6;
            y += (from.Y + to.Y) * cross / 6;
        }
        return (area, x, y);
    }

    private static (double X, double Y) Flat((double Lon, double Lat) point) =>
        (point.Lon, Math.Sin(point.Lat * Math.PI / 180));
}
