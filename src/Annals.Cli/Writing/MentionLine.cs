using System.Text.Encodings.Web;
using System.Text.Json;
using Annals.Language;

namespace Annals.Cli.Writing;

/// <summary>
/// The mentions of an article on one line: `{"article":id,"mentions":[{"start","end","type","form","refersTo"}]}`.
/// Those of the title, whose offsets count in the title, stand apart in `titleMentions`.
/// </summary>
internal static class MentionLine
{
    public static string Write(Document document) =>
        JsonLine.Write(writer =>
        {
            writer.WriteString("article", document.Article.Id);
            Append(writer, "mentions", document, inTitle: false);
            if (document.Mentions.Any(mention => mention.Span.InTitle))
                Append(writer, "titleMentions", document, inTitle: true);
        });

    private static void Append(Utf8JsonWriter writer, string key, Document document, bool inTitle)
    {
        writer.WriteStartArray(key);
        // A mention refers to another by its place in this list, not in the document's.
        var numbers = new Dictionary<int, int>();
        for (var index = 0; index < document.Mentions.Length; index++)
            if (document.Mentions[index].Span.InTitle == inTitle)
                numbers.Add(index, numbers.Count);
        foreach (var index in numbers.Keys)
        {
            var mention = document.Mentions[index];
            writer.WriteStartObject();
            writer.WriteNumber("start", mention.Span.Start);
            writer.WriteNumber("end", mention.Span.End);
            writer.WriteString("type", JsonNamingPolicy.KebabCaseLower.ConvertName(mention.Type.ToString()));
            writer.WriteString("form", JsonNamingPolicy.KebabCaseLower.ConvertName(mention.Form.ToString()));
            if (mention.RefersTo is { } other && numbers.TryGetValue(other, out var number))
                writer.WriteNumber("refersTo", number);
            else
                writer.WriteNull("refersTo");
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
