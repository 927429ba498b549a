using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Annals.Coding.Persons;

/// <summary>
/// Withholds private persons' names in whatever leaves: lines of JSON and cells of tables. Within a text every letter of
/// such a name becomes a block, so that spans still point where they point; a value that is the name becomes
/// <see cref="Withheld"/>; an address that spells the name is cut to its host.
/// </summary>
public sealed class Redactor
{
    /// <summary>What stands in place of a whole name.</summary>
    public const string Withheld = "[name withheld]";

    private const char Block = '█';

    private readonly Func<string, bool> isPublic;
    private readonly Dictionary<string, Names> byArticle = new(StringComparer.Ordinal);
    private Names all = Names.None;

    /// <param name="isPublic">The book of public persons holds the name (<see cref="PersonReader.IsPublic"/>).</param>
    public Redactor(Func<string, bool> isPublic) => this.isPublic = isPublic;

    /// <summary>The persons of an article, as <see cref="Pipeline.People"/> reads them.</summary>
    public Redactor With(string article, IEnumerable<NamedPerson> people)
    {
        var of = people.ToList();
        byArticle[article] = new Names([.. of.Where(it => it.IsPrivate)], [.. of.Where(it => !it.IsPrivate)]);
        all = new Names(
            [.. byArticle.Values.SelectMany(names => names.Hidden)],
            [.. byArticle.Values.SelectMany(names => names.Shown)]
        );
        return this;
    }

    /// <summary>Any words: a title, a cell, a sentence.</summary>
    public string Text(string text) => all.Hide(text);

    /// <summary>A value that stands alone: the name, or words that hold it.</summary>
    public string Cell(string cell) => all.IsHidden(cell) ? Withheld : all.Hide(cell);

    /// <summary>An address, cut to its host where it spells a withheld name.</summary>
    public string Address(string address) => all.HideInAddress(address);

    /// <summary>A line of JSON, with the keys and the order that it had.</summary>
    public string Line(string json)
    {
        using var document = JsonDocument.Parse(json);
        using var bytes = new MemoryStream();
        using (
            var writer = new Utf8JsonWriter(
                bytes,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
            Copy(document.RootElement, null, NamesOf(document.RootElement, all), writer);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private void Copy(JsonElement value, string? key, Names names, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var own = NamesOf(value, names);
                var isHidden = IsUnknownPerson(value);
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    // Made of the other values, which are withheld.
                    if (isHidden && property.Name == "names")
                        continue;
                    writer.WritePropertyName(property.Name);
                    if (isHidden && property.Name == "name" && !own.Speaks(property.Value.GetString()!))
                        writer.WriteStringValue(Withheld);
                    else
                        Copy(property.Value, property.Name, own, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Copy(item, key, names, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Hide(value.GetString()!, key, names));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    /// <summary>A person of an event whose article was not given: named where the book of public persons holds the name.</summary>
    private bool IsUnknownPerson(JsonElement value) =>
        value.TryGetProperty("type", out var type)
        && type.ValueKind == JsonValueKind.String
        && type.ValueEquals("person")
        && value.TryGetProperty("name", out var name)
        && name.ValueKind == JsonValueKind.String
        && !(value.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
        && Names.IsName(name.GetString()!)
        && !isPublic(name.GetString()!);

    private Names NamesOf(JsonElement value, Names outer) =>
        value.ValueKind == JsonValueKind.Object
        && (
            value.TryGetProperty("article", out var article)
            || (value.TryGetProperty("text", out _) && value.TryGetProperty("id", out article))
        )
        && article.ValueKind == JsonValueKind.String
        && byArticle.TryGetValue(article.GetString()!, out var names)
            ? names
            : outer;

    private static string Hide(string text, string? key, Names names) =>
        key switch
        {
            "id" or "article" or "articles" or "report" or "reports" or "country" or "language" => text,
            "url" or "canonical" or "address" or "href" => names.HideInAddress(text),
            "text" or "quote" or "words" or "title" => names.Hide(text),
            _ => names.IsHidden(text) ? Withheld : names.Hide(text),
        };

    /// <summary>The names of one article, as one pattern: who is shown goes before who is hidden, the longer before the shorter.</summary>
    private sealed class Names
    {
        public static readonly Names None = new([], []);

        private readonly Regex? pattern;
        private readonly HashSet<string> whole;
        private readonly ImmutableArray<string> parts;
        private readonly ImmutableArray<string> spoken;

        public Names(ImmutableArray<NamedPerson> hidden, ImmutableArray<NamedPerson> shown)
        {
            (Hidden, Shown) = (hidden, shown);
            whole = [.. hidden.SelectMany(Forms)];
            spoken = [.. shown.SelectMany(Forms).Distinct()];
            parts =
            [
                .. hidden
                    .SelectMany(person => Parts(person.Name))
                    .Where(part => part.Length > 2)
                    .Distinct(StringComparer.Ordinal),
            ];
            if (whole.Count == 0)
                return;
            // A headline in capitals names them as well.
            var all = whole.Union(parts).ToList();
            var open = all.Concat(all.Select(name => name.ToUpperInvariant()))
                .Distinct(StringComparer.Ordinal)
                .Except(spoken, StringComparer.Ordinal)
                .OrderByDescending(name => name.Length);
            var kept = spoken.Where(name => name.Contains(' ')).OrderByDescending(name => name.Length);
            pattern = new Regex(
                $@"(?<![\p{{L}}\p{{N}}])(?:(?<kept>{Any(kept)})|{Any(open)})(?![\p{{L}}\p{{N}}])",
                RegexOptions.CultureInvariant
            );
        }

        public ImmutableArray<NamedPerson> Hidden { get; }

        public ImmutableArray<NamedPerson> Shown { get; }

        public static bool IsName(string text) => text.Length > 0 && char.IsUpper(text[0]);

        public bool IsHidden(string text) => whole.Contains(text) && !spoken.Contains(text);

        /// <summary>The text gives the name an office.</summary>
        public bool Speaks(string name) => spoken.Contains(name);

        public string Hide(string text) =>
            pattern is null || text.Length < 2
                ? text
                : pattern.Replace(
                    text,
                    match =>
                        match.Groups["kept"].Success
                            ? match.Value
                            : string.Create(
                                match.Length,
                                match.Value,
                                (blocks, name) =>
                                {
                                    for (var at = 0; at < name.Length; at++)
                                        blocks[at] = char.IsWhiteSpace(name[at]) ? name[at] : Block;
                                }
                            )
                );

        public string HideInAddress(string address) =>
            Hidden.Any(person => Spells(address, person))
                ? Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0
                    ? $"{uri.Scheme}://{uri.Host}/"
                    : Withheld
                : address;

        private static bool Spells(string address, NamedPerson person)
        {
            var words = Regex.Split(address.ToLowerInvariant(), @"[^\p{L}\p{N}]+");
            return Parts(person.Name)
                .Any(part => part.Length > 3 && words.Contains(part.ToLowerInvariant(), StringComparer.Ordinal));
        }

        private static string Any(IEnumerable<string> names) =>
            string.Join('|', names.Select(Regex.Escape)) is { Length: > 0 } all ? all : "(?!)";

        private static IEnumerable<string> Forms(NamedPerson person) =>
            person.Spans.Select(span => span.Text).Append(person.Name).Distinct(StringComparer.Ordinal);

        private static IEnumerable<string> Parts(string name) =>
            Regex.Split(name, @"[\s]+").Where(part => part.Length > 0 && char.IsUpper(part[0]));
    }
}
