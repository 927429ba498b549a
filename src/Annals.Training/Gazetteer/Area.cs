namespace Annals.Training.Gazetteer;

/// <summary>
/// The representative point of an area, by one rule for countries, divisions and continents: the middle, by area on the sphere, of
/// its largest group of polygons, where polygons that lie within reach of one another are one group. So New Zealand's two
/// islands count and Japan's four, but neither Alaska nor French Guiana.
/// </summary>
public static class Area
{
    private const double ReachKm = 300;

    // Specks count for nothing in the middle, and there are thousands of them.
    private const double Speck = 1 / 5000.0;

    /// <summary>Null where there is no polygon.</summary>
    public static (double Lat, double Lon)? Middle(IEnumerable<Ring> polygons)
    {
        var rings = polygons.Where(ring => ring.Area > 0).OrderByDescending(ring => ring.Area).ToList();
        if (rings.Count == 0)
            return null;
        rings.RemoveAll(ring => ring.Area < rings[0].Area * Speck);
        var group = Groups(rings).MaxBy(one => one.Sum(ring => ring.Area))!;
        var area = group.Sum(ring => ring.Area);
        var height = group.Sum(ring => ring.Area * ring.Height) / area;
        var lon = group.Sum(ring => ring.Area * (ring.Lon + Turn(ring.Lon, group[0].Lon))) / area;
        return (Math.Round(Math.Asin(height) * 180 / Math.PI, 4), Math.Round(((lon + 540) % 360) - 180, 4));
    }

    private static IEnumerable<List<Ring>> Groups(List<Ring> rings)
    {
        var rest = rings.ToList();
        while (rest.Count > 0)
        {
            var group = new List<Ring> { rest[0] };
            rest.RemoveAt(0);
            for (var next = 0; next < group.Count; next++)
            {
                var near = rest.FindAll(ring => ring.IsWithin(ReachKm, group[next]));
                group.AddRange(near);
                rest.RemoveAll(near.Contains);
            }
            yield return group;
        }
    }

    /// <summary>360 or -360 where two parts lie on either side of the line of dates.</summary>
    private static double Turn(double lon, double largest) => Math.Round((largest - lon) / 360) * 360;
}
