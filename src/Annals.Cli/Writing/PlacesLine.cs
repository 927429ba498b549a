using System.Text.Json;
using Annals.Record;

namespace Annals.Cli.Writing;

/// <summary>
/// The places of an article on one line: `{"article":id,"places":[Place with start, end and use]}`. Those of the title,
/// whose offsets count in the title, stand apart in `titlePlaces`.
/// </summary>
internal static class PlacesLine
{
    public static string Write(Article article, IReadOnlyCollection<PlaceMention> mentions) =>
        JsonLine.Write(writer =>
        {
            writer.WriteString("article", article.Id);
            Append(writer, "places", mentions.Where(mention => mention.In is null));
            if (mentions.Any(mention => mention.In is not null))
                Append(writer, "titlePlaces", mentions.Where(mention => mention.In is not null));
        });

    /// <summary>The place in other projects' numbers.</summary>
    private static void AppendCodes(Utf8JsonWriter writer, Place place)
    {
        writer.WriteStartObject("codes");
        Append("prioGrid", place is { Lat: { } lat, Lon: { } lon } ? GridCell.At(lat, lon) : null);
        Append("acledGeoPrecision", PrecisionScales.Acled(place));
        Append("ucdpWherePrecision", PrecisionScales.Ucdp(place));
        writer.WriteEndObject();

        void Append(string key, int? code)
        {
            if (code is { } number)
                writer.WriteNumber(key, number);
            else
                writer.WriteNull(key);
        }
    }

    private static void Append(Utf8JsonWriter writer, string key, IEnumerable<PlaceMention> mentions)
    {
        writer.WriteStartArray(key);
        foreach (var mention in mentions)
        {
            writer.WriteStartObject();
            writer.WriteNumber("start", mention.Start);
            writer.WriteNumber("end", mention.End);
            writer.WriteString("use", JsonNamingPolicy.KebabCaseLower.ConvertName(mention.Use.ToString()));
            if (mention.Score is { } score)
                writer.WriteNumber("score", score);
            using var place = JsonDocument.Parse(Json.Write(mention.Place));
            foreach (var member in place.RootElement.EnumerateObject())
                member.WriteTo(writer);
            AppendCodes(writer, mention.Place);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
