using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Annals.Knowledge;
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

/// <summary>Fills the slots of one template; set fills come from `data/exchange/muc4-*.tsv`.</summary>
internal sealed class Muc4Slots
{
    private readonly CountryNames countries;
    private readonly WordLabels instruments;
    private readonly FrozenDictionary<string, string> features;
    private readonly FrozenDictionary<string, string> nations;

    private Muc4Slots(KnowledgeFolder knowledge)
    {
        countries = CountryNames.Load(knowledge);
        instruments = WordLabels.Load(knowledge.Table("exchange", "muc4-words.tsv"), "instrument");
        var places = knowledge.Table("exchange", "muc4-places.tsv").Rows;
        FrozenDictionary<string, string> Of(string kind) =>
            places
                .Where(row => row.Required("kind") == kind)
                .ToFrozenDictionary(row => row.Required("code"), row => row.Required("label"), StringComparer.Ordinal);
        (features, nations) = (Of("feature"), Of("country"));
    }

    public static Muc4Slots Load(KnowledgeFolder knowledge) => new(knowledge);

    public IEnumerable<Muc4Filler> Of(string type, ImmutableArray<Happening> reports, DateOnly? published) =>
        [
            .. Date(reports, published),
            .. Location(reports),
            new("inc_type", type),
            new("inc_stage", Stage(reports)),
            .. Instruments(reports),
            .. Perpetrators(reports),
            .. Things(reports),
            .. People(reports),
        ];

    private static IEnumerable<Muc4Filler> Date(ImmutableArray<Happening> reports, DateOnly? published)
    {
        var time = reports
            .Select(report => report.Time)
            .OfType<EventTime>()
            .FirstOrDefault(one => one.From is not null);
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
            .OrderBy(one => one.Precision)
            .FirstOrDefault();
        if (place?.Country is not { } country)
            yield break;
        var name = Upper(nations.GetValueOrDefault(country) ?? countries.NameOf(country) ?? country);
        if (place.Precision is not (PlacePrecision.Country or PlacePrecision.Region))
            name +=
                ": "
                + Upper(place.Name)
                + (features.TryGetValue(place.Feature ?? "", out var kind) ? $" ({kind})" : "");
        yield return new("inc_loc", name);
    }

    private static string Stage(ImmutableArray<Happening> reports) =>
        reports.All(report => report.Status is Status.Threatened or Status.Planned && report.Outcome is null)
            ? "THREATENED"
        : reports.Any(report => report.Outcome is not null) ? "ATTEMPTED"
        : "ACCOMPLISHED";

    private IEnumerable<Muc4Filler> Instruments(ImmutableArray<Happening> reports)
    {
        foreach (
            var words in reports.SelectMany(report => report.MeansSpans).Select(span => Words(span.Text)).Distinct()
        )
            if (instruments.Of(words) is { } label)
            {
                yield return new("inc_instr_id", words);
                yield return new("inc_instr_type", label, words);
            }
    }

    private static IEnumerable<Muc4Filler> Perpetrators(ImmutableArray<Happening> reports)
    {
        foreach (
            var actor in reports
                .SelectMany(report => report.Actors)
                .Where(actor => actor.Role is ActorRole.Perpetrator)
                .DistinctBy(actor => actor.Name)
        )
            if (actor.Id is not null)
            {
                var words = Words(actor.Spans[0].Text);
                yield return new("perp_org_id", words);
                yield return new("perp_org_conf", "REPORTED AS FACT", words);
            }
            else
                yield return new("perp_ind_id", Words(actor.Name));
    }

    private static IEnumerable<Muc4Filler> Things(ImmutableArray<Happening> reports)
    {
        foreach (var thing in reports.SelectMany(report => report.Objects).DistinctBy(thing => thing.What))
            yield return new("phys_id", Words(thing.What));
    }

    private static IEnumerable<Muc4Filler> People(ImmutableArray<Happening> reports)
    {
        foreach (
            var actor in reports
                .SelectMany(report => report.Actors)
                .Where(actor => actor is { Role: ActorRole.Target or ActorRole.Victim, Type: not null })
                .DistinctBy(actor => actor.Name)
        )
            yield return new(actor.Type is ActorType.Person ? "hum_name" : "hum_desc", Words(actor.Name));
    }

    private static string Words(string text) =>
        Upper(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private static string Upper(string text) => text.ToUpperInvariant();
}
