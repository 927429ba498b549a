using System.Text;
using System.Text.Json;

namespace Annals.Gate;

/// <summary>
/// Mentions of every form in the terms of re3d, whose spans are whole phrases and may nest: types are renamed by
/// <see cref="TypeOf"/>, a person's span takes in the title before it and an organisation's the article, and a number before a
/// noun parts from it. Nothing else is decided here.
/// </summary>
internal static class Phrases
{
    private static readonly string[] one =
    [
        "i",
        "me",
        "my",
        "he",
        "him",
        "his",
        "she",
        "her",
        "myself",
        "himself",
        "herself",
    ];

    /// <summary>The gold file's lines with what was said in place of their entities.</summary>
    public static string Convert(string gold, string mentions)
    {
        var texts = File.ReadLines(gold)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(row => row.GetProperty("id").GetString()!, row => row.GetProperty("text").GetString()!);
        var file = Path.GetTempFileName();
        File.WriteAllLines(
            file,
            File.ReadLines(mentions).Select(line => Line(JsonDocument.Parse(line).RootElement, texts))
        );
        return file;
    }

    private static string Line(JsonElement row, Dictionary<string, string> texts)
    {
        var id = row.GetProperty("article").GetString()!;
        var text = texts[id];
        var said = row.GetProperty("mentions").EnumerateArray().ToList();
        var entities = new List<object>();
        foreach (var mention in said)
        {
            var (start, end) = (mention.GetProperty("start").GetInt32(), mention.GetProperty("end").GetInt32());
            if (TypeOf(mention, text[start..end]) is not { } type)
                continue;
            start = Start(mention, type, text, start, said);
            entities.Add(
                new
                {
                    start = Points(text, start),
                    end = Points(text, end),
                    type,
                }
            );
        }
        return JsonSerializer.Serialize(new { id, entities });
    }

    private static string? TypeOf(JsonElement mention, string words)
    {
        var form = mention.GetProperty("form").GetString();
        return mention.GetProperty("type").GetString() switch
        {
            "person" when form == "pronoun" => one.Contains(words.ToLowerInvariant()) ? "Person" : "Organisation",
            "person" when form == "nominal" && words.EndsWith('s') => "Organisation",
            "person" => "Person",
            "organisation" or "armed-group" => "Organisation",
            "place" or "facility" when form != "pronoun" => "Location",
            "nationality" => "Nationality",
            "weapon" when form != "pronoun" => "Weapon",
            "platform" when form != "pronoun" => "MilitaryPlatform",
            "document" when form != "pronoun" => "DocumentReference",
            "time" => "Temporal",
            "quantity" => "Quantity",
            "money" => "Money",
            _ => null,
        };
    }

    private static int Start(JsonElement mention, string type, string text, int start, List<JsonElement> said)
    {
        if (mention.GetProperty("form").GetString() == "nominal" && type is not ("Temporal" or "Quantity" or "Money"))
        {
            var number = said.FirstOrDefault(other =>
                other.GetProperty("type").GetString() == "quantity" && other.GetProperty("start").GetInt32() == start
            );
            if (
                number.ValueKind == JsonValueKind.Object
                && number.GetProperty("end").GetInt32() + 1 < mention.GetProperty("end").GetInt32()
            )
                return number.GetProperty("end").GetInt32() + 1;
        }
        var before = type switch
        {
            "Person" when mention.GetProperty("title").GetString() is { } title => title,
            "Organisation" when mention.GetProperty("form").GetString() == "name" => "the",
            _ => null,
        };
        var from = start - (before?.Length ?? 0) - 1;
        return
            before is not null
            && from >= 0
            && text[from..(start - 1)].Equals(before, StringComparison.OrdinalIgnoreCase)
            ? from
            : start;
    }

    /// <summary>The sets count code points.</summary>
    private static int Points(string text, int units) => Encoding.UTF32.GetByteCount(text.AsSpan(0, units)) / 4;
}
