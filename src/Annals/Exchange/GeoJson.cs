using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Annals.Answers;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>
/// A feature an event (RFC 7946): longitude first, WGS 84, and a null geometry where no point is known, which says more
/// than the middle of a country.
/// </summary>
internal static class GeoJson
{
    public static void Write(IEnumerable<Event> events, TextWriter output, ExportLosses losses)
    {
        using var stream = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(
                stream,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var @event in events)
            {
                Write(json, @event);
                losses.Wrote();
                if (@event.Place?.Lat is null)
                    losses.Lose(@event.Id, "a point (geometry is null)");
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.Write(Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        output.Write('\n');
    }

    private static void Write(Utf8JsonWriter json, Event @event)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", @event.Id);
        json.WritePropertyName("geometry");
        if (@event.Place is { Lat: { } lat, Lon: { } lon })
        {
            json.WriteStartObject();
            json.WriteString("type", "Point");
            json.WriteStartArray("coordinates");
            json.WriteNumberValue(lon);
            json.WriteNumberValue(lat);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
            json.WriteNullValue();
        json.WriteStartObject("properties");
        json.WriteString("id", @event.Id);
        json.WriteString("type", @event.Type);
        json.WriteString("status", Words.Of(@event.Status));
        json.WriteString("from", @event.Time?.From is { } from ? Words.Of(from) : null);
        json.WriteString("to", @event.Time?.To is { } to ? Words.Of(to) : null);
        json.WriteString("timePrecision", @event.Time is { } time ? Words.Kebab(time.Precision.ToString()) : null);
        json.WriteString("place", @event.Place?.Name);
        json.WriteString(
            "placePrecision",
            @event.Place?.Precision is { } precision ? Words.Kebab(precision.ToString()) : null
        );
        Number(json, "radiusKm", @event.Place?.RadiusKm);
        json.WriteString("country", @event.Place?.Country);
        json.WriteString("admin1", @event.Place?.Admin1);
        json.WriteString("admin2", @event.Place?.Admin2);
        json.WriteString(
            "actors",
            string.Join("; ", @event.Actors.Select(actor => actor.Name).Distinct(StringComparer.Ordinal))
        );
        var killed = Export.Harm(@event, Effect.Killed);
        Number(json, "killedLow", killed?.Low);
        Number(json, "killedBest", killed?.Best);
        Number(json, "killedHigh", killed?.High);
        json.WriteNumber("reports", @event.Reports.Length);
        Number(json, "independent", @event.Independent);
        json.WriteNumber("confidence", @event.Confidence);
        json.WriteString("acled", @event.Codes?.Acled?.SubEventType);
        json.WriteString("plover", @event.Codes?.Plover?.Event);
        json.WriteString("cameo", @event.Codes?.Cameo);
        Number(json, "ucdp", @event.Codes?.Ucdp?.TypeOfViolence);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }
}
