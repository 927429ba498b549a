using System.Text.Json;
using Annals.Places;

namespace Annals.Training.Gazetteer;

/// <summary>
/// A country's representative point from Natural Earth's polygons (TopoJSON of npm world-atlas): the middle, by area on the
/// sphere, of the largest polygon and of all that lie within reach of it, one after another. So New Zealand's two islands
/// count and Japan's four, but neither Alaska nor French Guiana.
/// </summary>
public sealed class CountryPoints
{
    private const double ReachKm = 300;
    private readonly Dictionary<string, List<Ring>> countries = new(StringComparer.Ordinal);

    private CountryPoints() { }

    public static CountryPoints Read(string topology)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(topology));
        var root = json.RootElement;
        var arcs = Arcs(root);
        var points = new CountryPoints();
        foreach (
            var country in root.GetProperty("objects")
                .GetProperty("countries")
                .GetProperty("geometries")
                .EnumerateArray()
        )
        {
            // What has no number goes by its name.
            var key = country.TryGetProperty("id", out var id)
                ? id.GetString()!
                : country.GetProperty("properties").GetProperty("name").GetString()!;
            if (!points.countries.TryGetValue(key, out var rings))
                points.countries.Add(key, rings = []);
            var polygons = country.GetProperty("arcs");
            if (country.GetProperty("type").GetString() == "Polygon")
                rings.Add(Ring.Of(polygons[0], arcs));
            else
                rings.AddRange(polygons.EnumerateArray().Select(polygon => Ring.Of(polygon[0], arcs)));
        }
        return points;
    }

    /// <summary>Null where the map draws no such country.</summary>
    public (double Lat, double Lon)? Of(string number)
    {
        if (!countries.TryGetValue(number, out var all))
            return null;
        var rings = all.Where(ring => ring.Area > 0).OrderByDescending(ring => ring.Area).ToList();
        if (rings.Count == 0)
            return null;
        // Specks count for nothing in the middle, and there are thousands of them.
        rings.RemoveAll(ring => ring.Area < rings[0].Area / 5000);
        var together = new List<Ring> { rings[0] };
        for (var next = 0; next < together.Count; next++)
            together.AddRange(
                rings.Where(ring => !together.Contains(ring) && ring.IsWithin(ReachKm, together[next])).ToList()
            );
        var area = together.Sum(ring => ring.Area);
        var height = together.Sum(ring => ring.Area * ring.Height) / area;
        var lon = together.Sum(ring => ring.Area * (ring.Lon + Turn(ring.Lon, rings[0].Lon))) / area;
        return (Math.Round(Math.Asin(height) * 180 / Math.PI, 4), Math.Round(((lon + 540) % 360) - 180, 4));
    }

    /// <summary>360 or -360 where two parts lie on either side of the line of dates.</summary>
    private static double Turn(double lon, double largest) => Math.Round((largest - lon) / 360) * 360;

    private static (double Lon, double Lat)[][] Arcs(JsonElement root)
    {
        var transform = root.GetProperty("transform");
        var (scale, move) = (transform.GetProperty("scale"), transform.GetProperty("translate"));
        var (scaleX, scaleY) = (scale[0].GetDouble(), scale[1].GetDouble());
        var (moveX, moveY) = (move[0].GetDouble(), move[1].GetDouble());
        return
        [
            .. root.GetProperty("arcs")
                .EnumerateArray()
                .Select(arc =>
                {
                    var (x, y) = (0, 0);
                    return arc.EnumerateArray()
                        .Select(step =>
                        {
                            (x, y) = (x + step[0].GetInt32(), y + step[1].GetInt32());
                            return ((x * scaleX) + moveX, (y * scaleY) + moveY);
                        })
                        .ToArray();
                }),
        ];
    }

    /// <summary>The outer line of one polygon, with its area and its middle in an equal-area projection (Lambert's cylinder).</summary>
    private sealed class Ring
    {
        private readonly (double Lon, double Lat)[] sample;

        private Ring((double Lon, double Lat)[] line)
        {
            if (line.Max(point => point.Lon) - line.Min(point => point.Lon) > 180)
                line = [.. line.Select(point => (point.Lon < 0 ? point.Lon + 360 : point.Lon, point.Lat))];
            var (area, x, y) = (0.0, 0.0, 0.0);
            for (var index = 0; index < line.Length; index++)
            {
                var (from, to) = (Flat(line[index]), Flat(line[(index + 1) % line.Length]));
                var cross = (from.X * to.Y) - (to.X * from.Y);
                area += cross;
                x += (from.X + to.X) * cross;
                y += (from.Y + to.Y) * cross;
            }
            Area = Math.Abs(area / 2);
            Lon = area == 0 ? line[0].Lon : x / (3 * area);
            Height = area == 0 ? Flat(line[0]).Y : y / (3 * area);
            var step = Math.Max(1, line.Length / 60);
            sample = [.. line.Where((_, index) => index % step == 0)];
        }

        public double Area { get; }

        public double Lon { get; }

        /// <summary>Sine of the latitude.</summary>
        public double Height { get; }

        public static Ring Of(JsonElement arcsOfRing, (double Lon, double Lat)[][] arcs) =>
            new([
                .. arcsOfRing
                    .EnumerateArray()
                    .SelectMany(one => one.GetInt32() is >= 0 and var at ? arcs[at] : arcs[~one.GetInt32()].Reverse()),
            ]);

        public bool IsWithin(double km, Ring other) =>
            sample.Any(here =>
                other.sample.Any(there => Geometry.DistanceKm(here.Lat, here.Lon, there.Lat, there.Lon) <= km)
            );

        private static (double X, double Y) Flat((double Lon, double Lat) point) =>
            (point.Lon, Math.Sin(point.Lat * Math.PI / 180));
    }
}
