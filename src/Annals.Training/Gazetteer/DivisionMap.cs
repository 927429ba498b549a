using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace Annals.Training.Gazetteer;

/// <summary>
/// Natural Earth's states and provinces (a GeoPackage, as QGIS ships it), each given to the GeoNames division that most of the towns in
/// it belong to. So the two lists need no common codes, a department is part of its region, and where a border is disputed the
/// polygons follow GeoNames' codes.
/// </summary>
public sealed class DivisionMap
{
    private readonly List<Shape> shapes;
    private readonly Dictionary<string, int> towns = new(StringComparer.Ordinal);

    /// <summary>Shapes by each degree of longitude that their box touches.</summary>
    private readonly ILookup<int, Shape> byLongitude;

    private ILookup<string, Shape>? byCountry;
    private ILookup<string, Shape>? byDivision;

    private DivisionMap(List<Shape> shapes)
    {
        this.shapes = shapes;
        byLongitude = shapes
            .SelectMany(shape =>
                shape.Rings.SelectMany(ring => ring.Degrees).Distinct().Select(degree => (degree, shape))
            )
            .ToLookup(pair => pair.degree, pair => pair.shape);
    }

    private sealed record Shape(string Country, List<Ring> Rings)
    {
        public Dictionary<string, int> Votes { get; } = new(StringComparer.Ordinal);
    }

    public static DivisionMap Read(string geopackage)
    {
        SQLitePCL.Batteries_V2.Init();
        var shapes = new List<Shape>();
        using var connection = new SqliteConnection($"Data Source={geopackage};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select geom, coalesce(iso_a2, '') from states_provinces order by fid";
        using var rows = command.ExecuteReader();
        while (rows.Read())
            if (!rows.IsDBNull(0))
                shapes.Add(new Shape(rows.GetString(1), GeoPackageShape.Read((byte[])rows[0])));
        return new DivisionMap(shapes);
    }

    /// <summary>Counts a town for the shape in which it lies. Division: GeoNames' code, as in "CA.01".</summary>
    public void Count(double lat, double lon, string division)
    {
        towns[division] = towns.GetValueOrDefault(division) + 1;
        foreach (var shape in byLongitude[(int)Math.Floor(lon)])
            if (shape.Rings.Exists(ring => ring.Contains(lat, lon)))
            {
                shape.Votes[division] = shape.Votes.GetValueOrDefault(division) + 1;
                return;
            }
    }

    /// <summary>All of a country: the shapes whose towns are mostly its own, and its shapes without towns. After all towns are counted.</summary>
    public IEnumerable<Ring> Country(string iso2)
    {
        byCountry ??= shapes.ToLookup(shape => Most(shape)?.Split('.')[0] ?? shape.Country, StringComparer.Ordinal);
        return byCountry[iso2].SelectMany(shape => shape.Rings);
    }

    /// <summary>
    /// The shapes of a division; none where the map draws other borders: where most of its towns lie outside its shapes, or most of
    /// the towns inside are another's. After all towns are counted.
    /// </summary>
    public IEnumerable<Ring> Division(string code)
    {
        byDivision ??= shapes.ToLookup(shape => Most(shape) ?? "", StringComparer.Ordinal);
        var own = byDivision[code];
        var right = own.Sum(shape => shape.Votes[code]);
        return right * 2 >= towns.GetValueOrDefault(code) && right * 2 >= own.Sum(shape => shape.Votes.Values.Sum())
            ? own.SelectMany(shape => shape.Rings)
            : [];
    }

    private static string? Most(Shape shape) =>
        shape.Votes.Count == 0
            ? null
            : shape
                .Votes.OrderByDescending(vote => vote.Value)
                .ThenBy(vote => vote.Key, StringComparer.Ordinal)
                .First()
                .Key;
}

/// <summary>A shape in a GeoPackage: a header of its own, then well-known binary, little-endian.</summary>
internal static class GeoPackageShape
{
    private const int Polygon = 3;

    public static List<Ring> Read(ReadOnlySpan<byte> bytes)
    {
        // Bits 1 to 3 of the flags say how many numbers the box before the shape has.
        var box = ((bytes[3] >> 1) & 7) switch
        {
            0 => 0,
            1 => 32,
            2 or 3 => 48,
            _ => 64,
        };
        var at = 8 + box;
        var rings = new List<Ring>();
        ReadShape(bytes, ref at, rings);
        return rings;
    }

    private static void ReadShape(ReadOnlySpan<byte> bytes, ref int at, List<Ring> rings)
    {
        at++;
        var kind = Int(bytes, ref at);
        var count = Int(bytes, ref at);
        if (kind == Polygon)
        {
            var lines = new (double Lon, double Lat)[count][];
            for (var line = 0; line < count; line++)
            {
                lines[line] = new (double Lon, double Lat)[Int(bytes, ref at)];
                for (var point = 0; point < lines[line].Length; point++)
                    lines[line][point] = (Double(bytes, ref at), Double(bytes, ref at));
            }
            rings.Add(new Ring(lines));
            return;
        }
        for (var part = 0; part < count; part++)
            ReadShape(bytes, ref at, rings);
    }

    private static int Int(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
        at += 4;
        return value;
    }

    private static double Double(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..]);
        at += 8;
        return value;
    }
}
