namespace Annals.Training.Gazetteer;

/// <summary>
/// The middle of the area that places span: the centroid of their convex hull. Of the middles that places allow it comes
/// nearest to the points that GeoNames gives divisions, because neither a large city nor a crowd of villages draws it away.
/// </summary>
public static class Hull
{
    public static (double Lat, double Lon) Middle(IReadOnlyCollection<(double Lat, double Lon)> places)
    {
        var line = Around([.. places.Distinct().Order()]);
        var (area, lat, lon) = (0.0, 0.0, 0.0);
        for (var index = 0; index < line.Count; index++)
        {
            var (from, to) = (line[index], line[(index + 1) % line.Count]);
            var cross = (from.Lat * to.Lon) - (to.Lat * from.Lon);
            area += cross;
            lat += (from.Lat + to.Lat) * cross;
            lon += (from.Lon + to.Lon) * cross;
        }
        // One place, or all on a line: there is no area to have a middle.
        return Math.Abs(area) < 1e-9
            ? (line.Average(place => place.Lat), line.Average(place => place.Lon))
            : (lat / (3 * area), lon / (3 * area));
    }

    private static List<(double Lat, double Lon)> Around((double Lat, double Lon)[] sorted)
    {
        if (sorted.Length < 3)
            return [.. sorted];
        var lower = Half(sorted);
        var upper = Half(sorted.Reverse());
        return [.. lower.SkipLast(1), .. upper.SkipLast(1)];
    }

    private static List<(double Lat, double Lon)> Half(IEnumerable<(double Lat, double Lon)> places)
    {
        var half = new List<(double Lat, double Lon)>();
        foreach (var place in places)
        {
            while (half.Count > 1 && Turn(half[^2], half[^1], place) <= 0)
                half.RemoveAt(half.Count - 1);
            half.Add(place);
        }
        return half;
    }

    private static double Turn((double Lat, double Lon) a, (double Lat, double Lon) b, (double Lat, double Lon) c) =>
        ((b.Lat - a.Lat) * (c.Lon - a.Lon)) - ((b.Lon - a.Lon) * (c.Lat - a.Lat));
}
