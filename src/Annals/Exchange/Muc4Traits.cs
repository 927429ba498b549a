using System.Collections.Immutable;
using System.Globalization;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>
/// What is known of whoever or whatever fills a slot, apart from its words: the weights decide by it whether the filler is
/// written. A trait is a name; each holds for one slot.
/// </summary>
internal static class Muc4Traits
{
    private const int ManyWords = 4;

    public static ImmutableArray<string> Of(ReportActor actor, ImmutableArray<Happening> reports, string phrase) =>
        [
            "type " + (actor.Type?.ToString() ?? "none"),
            "role " + actor.Role,
            Length(phrase),
            .. actor.Id is not null ? ["known"] : Array.Empty<string>(),
            .. actor.Named is not null ? ["named"] : Array.Empty<string>(),
            .. actor.Description is not null ? ["described"] : Array.Empty<string>(),
            .. actor.Size is not null ? ["counted"] : Array.Empty<string>(),
            .. actor.Spans.Length > 1 ? ["taken up"] : Array.Empty<string>(),
            .. actor.Spans.All(span => span.InTitle) ? ["in the headline"] : Array.Empty<string>(),
            Telling(reports.Count(report => report.Actors.Any(other => IsOne(other, actor)))),
            .. reports
                .Where(report => report.Actors.Any(other => IsOne(other, actor)))
                .Select(report => "status " + report.Status)
                .Distinct(StringComparer.Ordinal),
            .. reports.Any(report => report.Actors.Any(other => IsOne(other, actor) && other.Role != actor.Role))
                ? ["other role too"]
                : Array.Empty<string>(),
        ];

    public static ImmutableArray<string> Of(HitObject thing, ImmutableArray<Happening> reports, string phrase) =>
        [
            "kind " + thing.Kind,
            "state " + (thing.State ?? "none"),
            Length(phrase),
            .. thing.Words is not null ? ["of something"] : Array.Empty<string>(),
            .. thing.Count is { Best: 1 } ? ["one"] : Array.Empty<string>(),
            .. thing.Count is { Best: > 1 } ? ["counted"] : Array.Empty<string>(),
            Telling(reports.Count(report => report.Objects.Any(other => other.What == thing.What))),
            .. reports.Any(report => report.Actors.Any(actor => actor.Name == thing.What))
                ? ["aimed at"]
                : Array.Empty<string>(),
        ];

    /// <summary>Of an instrument by its label and the type of the incident.</summary>
    public static ImmutableArray<string> Of(string type, string label, string phrase) =>
        [$"{label} in {type}", Length(phrase)];

    public static string Length(string phrase) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"words {Math.Min(ManyWords, phrase.Count(letter => letter == ' ') + 1)}"
        );

    private static string Telling(int reports) =>
        string.Create(CultureInfo.InvariantCulture, $"reports {Math.Min(3, reports)}");

    private static bool IsOne(ReportActor one, ReportActor other) =>
        one.Id is not null ? one.Id == other.Id : (one.Words ?? one.Name) == (other.Words ?? other.Name);
}
