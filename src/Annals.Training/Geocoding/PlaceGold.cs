using System.Collections.Immutable;
using System.Text.Json;
using Annals.Language;
using Annals.Places;
using Annals.Record;

namespace Annals.Training.Geocoding;

/// <summary>One article of a geoparsing set, its marked names looked up, with the points that they should get.</summary>
internal sealed record PlaceGold(string Set, List<Toponym> Toponyms, (double Lat, double Lon)?[] Points)
{
    public static IEnumerable<PlaceGold> Read(string path, Parser parser, ToponymFinder finder)
    {
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement;
            var text = row.GetProperty("text").GetString()!;
            var units = Units(text);
            var marked = row.GetProperty("toponyms").EnumerateArray().ToList();
            var article = new Article
            {
                Id = row.GetProperty("id").GetString()!,
                Title = row.TryGetProperty("title", out var title) ? title.GetString() : null,
                Text = text,
                Mentions =
                [
                    .. marked.Select(one => new GivenMention(
                        units[one.GetProperty("start").GetInt32()],
                        units[one.GetProperty("end").GetInt32()]
                    )),
                ],
            };
            var points = marked.Select(Point).ToArray();
            var toponyms = finder.Given(parser.Parse(article));
            if (toponyms.Count == points.Length)
                yield return new PlaceGold(Path.GetFileNameWithoutExtension(path), toponyms, points);
        }
    }

    private static (double Lat, double Lon)? Point(JsonElement toponym) =>
        toponym.TryGetProperty("lat", out var lat) && lat.ValueKind == JsonValueKind.Number
            ? (lat.GetDouble(), toponym.GetProperty("lon").GetDouble())
            : null;

    /// <summary>The sets count in code points, we in UTF-16 code units.</summary>
    private static int[] Units(string text)
    {
        var units = new List<int>();
        for (var at = 0; at < text.Length; at += char.IsSurrogatePair(text, at) ? 2 : 1)
            units.Add(at);
        units.Add(text.Length);
        return [.. units];
    }
}
