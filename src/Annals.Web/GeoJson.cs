using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Annals.Web;

/// <summary>Points as GeoJSON (RFC 7946): longitude comes first.</summary>
public static class GeoJson
{
    /// <param name="points">In the order in which they are drawn.</param>
    /// <param name="at">Latitude and longitude of a point.</param>
    /// <param name="properties">Writes what the map says of it.</param>
    /// <param name="unplaced">How many have no point.</param>
    public static string Write<T>(
        IEnumerable<T> points,
        Func<T, (double Lat, double Lon)> at,
        Action<Utf8JsonWriter, T> properties,
        long unplaced = 0
    )
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteNumber("unplaced", unplaced);
            json.WriteStartArray("features");
            foreach (var point in points)
            {
                var (lat, lon) = at(point);
                json.WriteStartObject();
                json.WriteString("type", "Feature");
                json.WriteStartObject("geometry");
                json.WriteString("type", "Point");
                json.WriteStartArray("coordinates");
                json.WriteNumberValue(lon);
                json.WriteNumberValue(lat);
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteStartObject("properties");
                properties(json, point);
                json.WriteEndObject();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
