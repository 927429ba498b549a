using System.Collections.Immutable;
using System.Globalization;
using Annals.Record;

namespace Annals.Answers;

/// <summary>Values as a reader wants to see them in a cell. An unknown value is a dash, never a nought.</summary>
public static class Words
{
    public const string Unknown = "-";

    public static string Of(string? value) => string.IsNullOrEmpty(value) ? Unknown : value;

    public static string Of(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Unknown;

    public static string Of(Status status) => Kebab(status.ToString());

    public static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>"12", "10-16", "9+", "up to 30", "about 20"; a dash where nothing is known.</summary>
    public static string Of(double? low, double? best, double? high) =>
        (low, best, high) switch
        {
            ({ } l, _, { } h) when l == h => Number(l),
            ({ } l, { } b, { } h) when b > l && b < h => $"{Number(l)}-{Number(h)} ({Number(b)})",
            ({ } l, _, { } h) => $"{Number(l)}-{Number(h)}",
            ({ } l, { } b, null) when b > l => $"{Number(l)}+ ({Number(b)})",
            ({ } l, _, null) => $"{Number(l)}+",
            (null, { } b, { } h) when b < h => $"{Number(b)}, up to {Number(h)}",
            (null, { } b, _) => $"about {Number(b)}",
            (null, null, { } h) => $"up to {Number(h)}",
            _ => Unknown,
        };

    public static string Of(Count? count) => count is { } known ? Of(known.Low, known.Best, known.High) : Unknown;

    /// <summary>"2021-03-05", "2021-03-05..07", "since 2022-06-01", or what is known of an unsettled time.</summary>
    public static string Of(EventTime? time) =>
        time switch
        {
            null => Unknown,
            { From: { } from, To: { } to } when from == to => Of(from),
            { From: { } from, To: { } to, Precision: TimePrecision.Month } when from.Month == to.Month => from.ToString(
                "yyyy-MM",
                CultureInfo.InvariantCulture
            ),
            { From: { } from, To: { } to, Precision: TimePrecision.Year } when from.Year == to.Year => from.ToString(
                "yyyy",
                CultureInfo.InvariantCulture
            ),
            { From: { } from, To: { } to } => $"{Of(from)}..{Of(to)}",
            { From: { } from } => $"since {Of(from)}",
            { To: { } to } => $"until {Of(to)}",
            { Partial: { } partial } => partial,
            _ => Unknown,
        };

    /// <summary>"Gao, Gao, MLI": the name, its first division and its country.</summary>
    public static string Of(Place? place) =>
        place is null
            ? Unknown
            : string.Join(
                ", ",
                new[] { place.Name, place.Admin1 == place.Name ? null : place.Admin1, place.Country }.Where(part =>
                    !string.IsNullOrEmpty(part)
                )
            );

    public static string Of(IEnumerable<EventActor> actors, params ReadOnlySpan<ActorRole> roles)
    {
        var wanted = roles.ToArray();
        var names = actors.Where(actor => wanted.Contains(actor.Role)).Select(actor => actor.Name).Distinct();
        return Of(string.Join(", ", names));
    }

    public static string Of(Event @event, Effect effect) =>
        @event.Harm.FirstOrDefault(harm => harm.Effect == effect) is { } harm
            ? Of(harm.Low, harm.Best, harm.High)
            : Unknown;

    /// <summary>Words cut at a blank, for a cell.</summary>
    public static string Short(string words, int length = 100)
    {
        var line = words.ReplaceLineEndings(" ");
        if (line.Length <= length)
            return line;
        var cut = line.LastIndexOf(' ', length);
        return (cut > length / 2 ? line[..cut] : line[..length]) + " ...";
    }

    public static string Quoted(ImmutableArray<Said> said) =>
        said.Length == 0
            ? Unknown
            : (said[0].Outlet is { Length: > 0 } outlet ? outlet + ": " : "")
                + $"\"{Short(said[0].Words)}\""
                + (said.Length > 1 ? $" (+{Number(said.Length - 1)})" : "");

    /// <summary>"LedUntil" is "led-until".</summary>
    public static string Kebab(string name) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
