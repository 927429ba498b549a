using System.Text.Encodings.Web;
using System.Text.Json;
using Annals.Language;
using Annals.Record;

namespace Annals.Cli.Writing;

/// <summary>
/// The mentions of an article on one line: `{"article":id,"mentions":[{"start","end","type","form","title","refersTo"}]}`, times,
/// quantities and money among them. Those of the title, whose offsets count in the title, stand apart in `titleMentions`.
/// </summary>
internal static class MentionLine
{
    /// <param name="Number">Place in the document's mentions; -1 for a time or a quantity.</param>
    private readonly record struct Entry(TextSpan Span, MentionType Type, MentionForm Form, int Number);

    public static string Write(Document document) =>
        JsonLine.Write(writer =>
        {
            var entries = Entries(document);
            writer.WriteString("article", document.Article.Id);
            Append(writer, "mentions", document, [.. entries.Where(entry => !entry.Span.InTitle)]);
            if (entries.Any(entry => entry.Span.InTitle))
                Append(writer, "titleMentions", document, [.. entries.Where(entry => entry.Span.InTitle)]);
        });

    private static List<Entry> Entries(Document document)
    {
        var entries = new List<Entry>();
        for (var number = 0; number < document.Mentions.Length; number++)
            if (document.Mentions[number] is var mention)
                entries.Add(new(mention.Span, mention.Type, mention.Form, number));
        foreach (var time in document.Times)
            entries.Add(new(time.Span, MentionType.Time, MentionForm.Nominal, -1));
        foreach (var quantity in document.Quantities)
            if (TypeOf(quantity.Kind) is { } type)
                entries.Add(new(quantity.Span, type, MentionForm.Nominal, -1));
        return [.. entries.OrderBy(entry => entry.Span.Start).ThenByDescending(entry => entry.Span.End)];
    }

    private static MentionType? TypeOf(QuantityKind kind) =>
        kind switch
        {
            QuantityKind.Money => MentionType.Money,
            QuantityKind.Label or QuantityKind.Ordinal or QuantityKind.Time or QuantityKind.Duration => null,
            _ => MentionType.Quantity,
        };

    private static void Append(Utf8JsonWriter writer, string key, Document document, List<Entry> entries)
    {
        writer.WriteStartArray(key);
        // A mention refers to another by its place in this list, not in the document's.
        var places = new Dictionary<int, int>();
        for (var place = 0; place < entries.Count; place++)
            if (entries[place].Number >= 0)
                places.Add(entries[place].Number, place);
        foreach (var entry in entries)
        {
            var mention = entry.Number >= 0 ? document.Mentions[entry.Number] : null;
            writer.WriteStartObject();
            writer.WriteNumber("start", entry.Span.Start);
            writer.WriteNumber("end", entry.Span.End);
            writer.WriteString("type", JsonNamingPolicy.KebabCaseLower.ConvertName(entry.Type.ToString()));
            writer.WriteString("form", JsonNamingPolicy.KebabCaseLower.ConvertName(entry.Form.ToString()));
            writer.WriteString("title", mention?.Title);
            if (mention?.RefersTo is { } other && places.TryGetValue(other, out var place))
                writer.WriteNumber("refersTo", place);
            else
                writer.WriteNull("refersTo");
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
