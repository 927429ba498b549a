using System.Collections;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Annals.Record;

/// <summary>
/// The contract's JSON: keys in its order, unknown values written as null, names as they stand in the page.
/// Source-generated, so that the command line starts fast.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowOutOfOrderMetadataProperties = true,
    Converters = [
        typeof(KebabEnum<ReportKind>),
        typeof(KebabEnum<Status>),
        typeof(KebabEnum<Effect>),
        typeof(KebabEnum<ActorType>),
        typeof(KebabEnum<ActorRole>),
        typeof(KebabEnum<PlaceUse>),
        typeof(KebabEnum<PlacePrecision>),
        typeof(KebabEnum<TimePrecision>),
        typeof(KebabEnum<PublicationBasis>),
    ]
)]
[JsonSerializable(typeof(Article))]
[JsonSerializable(typeof(Happening))]
[JsonSerializable(typeof(Tally))]
[JsonSerializable(typeof(Figure))]
[JsonSerializable(typeof(Relation))]
[JsonSerializable(typeof(Assessment))]
[JsonSerializable(typeof(Event))]
[JsonSerializable(typeof(Review))]
[JsonSerializable(typeof(Place))]
[JsonSerializable(typeof(Party))]
[JsonSerializable(typeof(ImmutableArray<Party>))]
[JsonSerializable(typeof(PlaceMention))]
[JsonSerializable(typeof(EventTime))]
[JsonSerializable(typeof(ImmutableArray<Attribution>))]
[JsonSerializable(typeof(ImmutableArray<ArticleNote>))]
internal sealed partial class RecordContext : JsonSerializerContext;

/// <summary>Enumerations by the contract's names: StateForce is "state-force".</summary>
public sealed class KebabEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower)
    where T : struct, Enum;

/// <summary>One line of JSON a record, and back.</summary>
public static class Json
{
    private static readonly RecordContext Context = new(
        new JsonSerializerOptions(RecordContext.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    /// <summary>The same without the keys that a reader takes for granted: what is null, an empty list, false.</summary>
    private static readonly JsonSerializerOptions Sparing = new(Context.Options)
    {
        TypeInfoResolver = RecordContext.Default.WithAddedModifier(LeaveOut),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonTypeInfo<Event> SparingEvent = Of<Event>();
    private static readonly JsonTypeInfo<Article> SparingArticle = Of<Article>();

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Sparing.GetTypeInfo(typeof(T));

    private static void LeaveOut(JsonTypeInfo type)
    {
        // What a constructor takes has to be there.
        foreach (var property in type.Properties)
            if (property.IsRequired || property.AssociatedParameter is { IsMemberInitializer: false })
                continue;
            else if (property.PropertyType == typeof(bool))
                property.ShouldSerialize = static (_, value) => value is true;
            else if (
                property.PropertyType.IsGenericType
                && property.PropertyType.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            )
                property.ShouldSerialize = static (_, value) => value is ICollection { Count: > 0 };
    }

    /// <summary>As the store keeps it: <see cref="ReadEvent(string)"/> makes the same event of it.</summary>
    public static string Pack(Event @event) => JsonSerializer.Serialize(@event, SparingEvent);

    /// <summary>The same in UTF-8.</summary>
    public static byte[] PackUtf8(Event @event) => JsonSerializer.SerializeToUtf8Bytes(@event, SparingEvent);

    /// <summary>As the store keeps it: <see cref="ReadArticle(string)"/> makes the same article of it.</summary>
    public static string Pack(Article article) => JsonSerializer.Serialize(article, SparingArticle);

    /// <summary>As the store keeps it: <see cref="ReadReport"/> makes the same report of it.</summary>
    public static string Pack(Report report) => JsonSerializer.Serialize(report, Sparing.GetTypeInfo(report.GetType()));

    public static string Write(Article article) => JsonSerializer.Serialize(article, Context.Article);

    public static string Write(Event @event) => JsonSerializer.Serialize(@event, Context.Event);

    public static string Write(Review review) => JsonSerializer.Serialize(review, Context.Review);

    public static string Write(Report report) =>
        report switch
        {
            Happening happening => JsonSerializer.Serialize(happening, Context.Happening),
            Tally tally => JsonSerializer.Serialize(tally, Context.Tally),
            Figure figure => JsonSerializer.Serialize(figure, Context.Figure),
            Relation relation => JsonSerializer.Serialize(relation, Context.Relation),
            Assessment assessment => JsonSerializer.Serialize(assessment, Context.Assessment),
            _ => throw new ArgumentOutOfRangeException(nameof(report), report.Kind, "no such kind of report"),
        };

    public static string Write(Place place) => JsonSerializer.Serialize(place, Context.Place);

    public static string Write(PlaceMention mention) => JsonSerializer.Serialize(mention, Context.PlaceMention);

    /// <exception cref="JsonException">The line is no report; the message says why.</exception>
    public static Report ReadReport(string line)
    {
        using var document = JsonDocument.Parse(line);
        if (
            document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("kind", out var kind)
        )
            throw new JsonException("a report is an object with a \"kind\"");
        Report? report = kind.GetString() switch
        {
            "happening" => document.Deserialize(Context.Happening),
            "tally" => document.Deserialize(Context.Tally),
            "figure" => document.Deserialize(Context.Figure),
            "relation" => document.Deserialize(Context.Relation),
            "assessment" => document.Deserialize(Context.Assessment),
            var other => throw new JsonException($"no such kind of report: \"{other}\""),
        };
        return report ?? throw new JsonException("a report is an object, not null");
    }

    /// <summary>A report that is known to be a happening, in UTF-8: its kind need not be looked for first.</summary>
    /// <exception cref="JsonException">The line is no happening; the message says why.</exception>
    public static Happening ReadHappening(ReadOnlySpan<byte> line) =>
        JsonSerializer.Deserialize(line, Context.Happening)
        ?? throw new JsonException("a report is an object, not null");

    /// <exception cref="JsonException">The line is no event; the message says why.</exception>
    public static Event ReadEvent(string line) =>
        JsonSerializer.Deserialize(line, Context.Event) ?? throw new JsonException("an event is an object, not null");

    /// <exception cref="JsonException">The text is no place; the message says why.</exception>
    public static Place ReadPlace(string text) =>
        JsonSerializer.Deserialize(text, Context.Place) ?? throw new JsonException("a place is an object, not null");

    /// <summary>One party, or a list of them.</summary>
    /// <exception cref="JsonException">The text is neither; the message says why.</exception>
    public static ImmutableArray<Party> ReadParties(string text) =>
        text.AsSpan().TrimStart().StartsWith('[')
            ? JsonSerializer.Deserialize(text, Context.ImmutableArrayParty)
            : [JsonSerializer.Deserialize(text, Context.Party) ?? throw new JsonException("a party is no null")];

    public static string Write(ImmutableArray<Party> parties) =>
        JsonSerializer.Serialize(parties, Context.ImmutableArrayParty);

    /// <exception cref="JsonException">The line is no review; the message says why.</exception>
    public static Review ReadReview(string line) =>
        JsonSerializer.Deserialize(line, Context.Review) ?? throw new JsonException("a review is an object, not null");

    /// <summary>An article as `annals read` writes it. Lines that others write are read by the Reading room, which is more forgiving.</summary>
    /// <exception cref="JsonException">The line is no article; the message says why.</exception>
    public static Article ReadArticle(string line) =>
        JsonSerializer.Deserialize(line, Context.Article)
        ?? throw new JsonException("an article is an object, not null");

    /// <summary>The same in UTF-8.</summary>
    /// <exception cref="JsonException">The line is no article; the message says why.</exception>
    public static Article ReadArticle(ReadOnlySpan<byte> line) =>
        JsonSerializer.Deserialize(line, Context.Article)
        ?? throw new JsonException("an article is an object, not null");

    /// <summary>The text alone of an article as <see cref="Write(Article)"/> writes it, in UTF-8.</summary>
    /// <exception cref="JsonException">The line is no article; the message says why.</exception>
    public static string ReadText(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var isText = reader.ValueTextEquals("text"u8);
            reader.Read();
            if (isText)
                return reader.GetString() ?? throw new JsonException("the text of an article is not null");
            reader.Skip();
        }
        throw new JsonException("an article is an object with a \"text\"");
    }
}
