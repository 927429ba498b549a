using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>What stands in a slot: a string or set fill, and the filler that it refers to.</summary>
internal sealed record Muc4Filler(string Slot, string Value, string? About = null)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("v");
        json.WriteStringValue(Value);
        json.WriteEndArray();
        if (About is not null)
        {
            json.WriteStartArray("x");
            json.WriteStringValue(About);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}

/// <summary>
/// Fills the slots of one template from the reports of one incident. Strings are the text's words in capitals; set fills
/// come from the tables.
/// </summary>
internal sealed class Muc4Slots(Muc4Words words, Muc4Groups groups)
{
    public IReadOnlyList<Muc4Filler> Of(string type, ImmutableArray<Happening> reports, Account account)
    {
        var hasInstrument = type is not ("KIDNAPPING" or "ARSON");
        return
        [
            .. Date(reports, account.Published),
            .. Location(reports),
            new("inc_type", type),
            new("inc_stage", Stage(reports)),
            .. hasInstrument ? Instruments(type, reports) : [],
            .. new Muc4Doers(words, groups, reports, account).Fillers(),
            .. type == "KIDNAPPING" ? [] : Things(type, reports),
            .. new Muc4People(words, reports).Fillers(type),
        ];
    }

    private static IEnumerable<Muc4Filler> Date(ImmutableArray<Happening> reports, DateOnly? published)
    {
        var time = reports
            .Select(report => report.Time)
            .OfType<EventTime>()
            .FirstOrDefault(one => one is { From: not null, To: not null });
        if (time is { From: { } from, To: { } to })
            yield return new("inc_date", from == to ? Day(from) : $"{Day(from)} - {Day(to)}");
        else if (published is { } last)
            yield return new("inc_date", $"- {Day(last)}");
    }

    private static string Day(DateOnly day) =>
        day.ToString("dd MMM yy", CultureInfo.InvariantCulture).ToUpperInvariant();

    private IEnumerable<Muc4Filler> Location(ImmutableArray<Happening> reports)
    {
        var place = reports
            .Select(report => report.Place)
            .OfType<Place>()
            .Where(one => one.Country is not null)
            .OrderBy(one => one.Precision)
            .FirstOrDefault();
        if (place?.Country is not { } country)
            yield break;
        var location = words.Country(country);
        var name = Muc4Text.Of(place.Spans.IsEmpty || place.Offset is not null ? place.Name : place.Spans[0].Text);
        var (own, said) = words.WithoutKind(name, Muc4Text.Of(place.Name));
        if (place.Precision is not (PlacePrecision.Country or PlacePrecision.Region) && name != location)
            location += ": " + own + ((said ?? words.KindOfPlace(place.Feature)) is { } kind ? $" ({kind})" : "");
        yield return new("inc_loc", location);
    }

    private static string Stage(ImmutableArray<Happening> reports) =>
        reports.All(report => report.Status is Status.Threatened or Status.Planned && report.Outcome is null)
            ? "THREATENED"
        : reports.All(report => report.Outcome is not null) ? "ATTEMPTED"
        : "ACCOMPLISHED";

    private IEnumerable<Muc4Filler> Instruments(string type, ImmutableArray<Happening> reports)
    {
        var labels = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var span in reports
                .SelectMany(report => report.MeansSpans)
                .Select(span => Muc4Text.Of(span.Text))
                .Distinct(StringComparer.Ordinal)
        )
            if (words.Instruments.Of(span) is { } label)
            {
                labels.Add(label);
                yield return new("inc_instr_id", span);
                yield return new("inc_instr_type", label, span);
            }
        if (labels.Count == 0)
            foreach (
                var label in reports
                    .SelectMany(report => report.Means)
                    .Select(words.Means.Of)
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal)
            )
                yield return new("inc_instr_type", label);
    }

    private IEnumerable<Muc4Filler> Things(string type, ImmutableArray<Happening> reports)
    {
        foreach (var thing in Distinct(reports))
        {
            var name = Muc4Text.Of(thing.Words ?? thing.What);
            yield return new("phys_id", name);
            yield return new("phys_type", words.Things.Of(name) ?? words.Assets.Of(thing.Kind) ?? "OTHER", name);
            yield return new("phys_num", Muc4Text.Number(thing.Count, words.IsPlural(name)), name);
            if (words.Nations.Of(name) is { } nation && !IsAt(reports, nation))
                yield return new("phys_nation", nation, name);
            if (Effect(type, thing.State) is { } effect)
                yield return new("phys_effect", effect, name);
        }
    }

    /// <summary>"the house" beside "the house of the mayor" is the same.</summary>
    private IEnumerable<HitObject> Distinct(ImmutableArray<Happening> reports)
    {
        var things = reports
            .SelectMany(report => report.Objects)
            .Where(thing => thing.Kind is not ("weapon" or "relief" or "goods") && !words.IsVague(Whole(thing)))
            .GroupBy(Whole, StringComparer.Ordinal)
            // What is attacked in one sentence is damaged in the next.
            .Select(same => same.First() with { State = Worst(same) })
            .ToList();
        return things.Where(thing =>
            !things.Exists(other =>
                Whole(other).StartsWith(Whole(thing) + " OF ", StringComparison.Ordinal)
                || Whole(other).EndsWith(" " + Whole(thing), StringComparison.Ordinal)
            )
        );

        static string? Worst(IEnumerable<HitObject> same) =>
            same.Select(thing => thing.State)
                .OrderByDescending(state => state is "destroyed")
                .ThenByDescending(state => state is "damaged" or "cut" or "seized")
                .First();

        static string Whole(HitObject thing) => Muc4Text.Of(thing.Words ?? thing.What);
    }

    private bool IsAt(ImmutableArray<Happening> reports, string nation) =>
        reports.Any(report => report.Place?.Country is { } country && words.Country(country) == nation);

    private static string? Effect(string type, string? state) =>
        state switch
        {
            "destroyed" => "DESTROYED",
            "damaged" or "cut" => "SOME DAMAGE",
            "seized" when type == "ROBBERY" => "TARGET TAKEN",
            _ when type == "ARSON" => "SOME DAMAGE",
            _ => null,
        };
}

/// <summary>How MUC-4 writes strings and numbers.</summary>
internal static class Muc4Text
{
    public static string Of(string text) =>
        string.Join(' ', WithoutLetters(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Trim('"', ',', '-', ' ', '[', ']', '(', ')')
            .ToUpperInvariant();

    /// <summary>"PEOPLE'S FRONT (PF)": the letters behind a name are another name for it.</summary>
    private static string WithoutLetters(string text) =>
        text.IndexOf(" (", StringComparison.Ordinal) is > 0 and var open
        && text.IndexOf(')', open) is var close
        && (close < 0 || close >= text.Length - 1)
            ? text[..open]
            : text;

    /// <summary>"6", "6-" for at least six, "-6" for at most, "~6" for about; PLURAL where only that is known.</summary>
    public static string Number(Count? count, bool isPlural)
    {
        static string Whole(double value) => value.ToString("0", CultureInfo.InvariantCulture);
        return count switch
        {
            { Low: { } low, Best: { } best } when low == best && count.Value.High == best => Whole(best),
            { Low: { } low, High: { } high } => $"{Whole(low)}-{Whole(high)}",
            { Low: { } low } => Whole(low) + "-",
            { Best: { } best } => "~" + Whole(best),
            { High: { } high } => "-" + Whole(high),
            _ => isPlural ? "PLURAL" : "1",
        };
    }
}
