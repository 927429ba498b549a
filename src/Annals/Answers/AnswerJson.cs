using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Annals.Record;

namespace Annals.Answers;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [
        typeof(AnyReport),
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
[JsonSerializable(typeof(EventsAnswer))]
[JsonSerializable(typeof(WhyAnswer))]
[JsonSerializable(typeof(ArticleAnswer))]
[JsonSerializable(typeof(TypesAnswer))]
[JsonSerializable(typeof(TallyAnswer))]
[JsonSerializable(typeof(TrendAnswer))]
[JsonSerializable(typeof(ReachAnswer))]
[JsonSerializable(typeof(ActorAnswer))]
[JsonSerializable(typeof(PlaceAnswer))]
[JsonSerializable(typeof(FiguresAnswer))]
[JsonSerializable(typeof(ActorsAnswer))]
[JsonSerializable(typeof(ArticlesAnswer))]
[JsonSerializable(typeof(Timeline))]
internal sealed partial class AnswerContext : JsonSerializerContext;

/// <summary>A report within an answer is written as on a line of its own.</summary>
internal sealed class AnyReport : JsonConverter<Report>
{
    public override Report Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Json.ReadReport(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, Report value, JsonSerializerOptions options) =>
        writer.WriteRawValue(Json.Write(value), skipInputValidation: true);
}

/// <summary>One object of JSON an answer.</summary>
public static class AnswerJson
{
    private static readonly AnswerContext Context = new(
        new JsonSerializerOptions(AnswerContext.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    public static string Write(Answer answer) =>
        answer switch
        {
            EventsAnswer events => JsonSerializer.Serialize(events, Context.EventsAnswer),
            WhyAnswer why => JsonSerializer.Serialize(why, Context.WhyAnswer),
            ArticleAnswer article => JsonSerializer.Serialize(article, Context.ArticleAnswer),
            TypesAnswer types => JsonSerializer.Serialize(types, Context.TypesAnswer),
            TallyAnswer tally => JsonSerializer.Serialize(tally, Context.TallyAnswer),
            TrendAnswer trend => JsonSerializer.Serialize(trend, Context.TrendAnswer),
            ReachAnswer reach => JsonSerializer.Serialize(reach, Context.ReachAnswer),
            ActorAnswer actor => JsonSerializer.Serialize(actor, Context.ActorAnswer),
            PlaceAnswer place => JsonSerializer.Serialize(place, Context.PlaceAnswer),
            FiguresAnswer figures => JsonSerializer.Serialize(figures, Context.FiguresAnswer),
            ActorsAnswer actors => JsonSerializer.Serialize(actors, Context.ActorsAnswer),
            ArticlesAnswer articles => JsonSerializer.Serialize(articles, Context.ArticlesAnswer),
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.GetType().Name, "no such answer"),
        };

    public static string Write(Timeline timeline) => JsonSerializer.Serialize(timeline, Context.Timeline);
}
