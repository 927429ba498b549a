using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Annals.Coding.Happenings;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Training.Confidence;

/// <summary>
/// Behavioural cases (`tests/cases`): reports and expectations are paired one to one, those first that agree in most fields.
/// A report that meets none, in a case that says it names all, is of the wrong type; one that the case lets pass is not judged.
/// </summary>
internal sealed class CaseGold(KnowledgeFolder knowledge)
{
    private const string Set = "cases";

    private readonly FoldedNames names = new(knowledge);

    private static readonly (string Field, ActorRole[] Roles)[] Roles =
    [
        ("perpetrator", [ActorRole.Perpetrator]),
        ("target", [ActorRole.Target]),
        ("victim", [ActorRole.Victim]),
        ("participants", [ActorRole.Participant]),
        ("against", [ActorRole.Target, ActorRole.Victim]),
        ("actor", Enum.GetValues<ActorRole>()),
    ];

    /// <summary>What became of a case: the reports judged, the happenings expected and found, and the false ones.</summary>
    public sealed record Outcome(ImmutableArray<Judged> Judged, int Expected, int Found, int False);

    private sealed record Pair(int Item, int Report, Dictionary<string, bool> Right);

    public Outcome Judge(CodedText text) =>
        Readings(text.Gold)
            .Select(items => Judge(text, items))
            .MaxBy(outcome => outcome.Found - outcome.False - Math.Abs(outcome.Expected - outcome.Found))!;

    private Outcome Judge(CodedText text, ImmutableArray<JsonElement> items)
    {
        var reports = text.Happenings;
        var pairs = new List<Pair>();
        for (var item = 0; item < items.Length; item++)
        for (var report = 0; report < reports.Length; report++)
            if (Strings(items[item], "type").Contains(reports[report].Report.Type))
                pairs.Add(new(item, report, Compare(items[item], reports[report].Report)));
        var taken = new Dictionary<int, Pair>();
        foreach (var pair in pairs.OrderByDescending(pair => pair.Right.Values.Count(right => right)))
            if (!taken.ContainsKey(pair.Report) && taken.Values.All(other => other.Item != pair.Item))
                taken[pair.Report] = pair;
        var judged = ImmutableArray.CreateBuilder<Judged>();
        var wrong = 0;
        for (var report = 0; report < reports.Length; report++)
            if (taken.TryGetValue(report, out var pair))
                judged.Add(new(Set, text.Id, reports[report].Grounds, Fields(pair.Right, reports[report].Report)));
            else if (
                IsClosed(text.Gold)
                && !pairs.Exists(other => other.Report == report)
                && !Listed(text.Gold, "allow").Any(pattern => Fits(pattern, reports[report].Report))
            )
            {
                wrong++;
                judged.Add(
                    new(
                        Set,
                        text.Id,
                        reports[report].Grounds,
                        new Dictionary<string, bool>(StringComparer.Ordinal) { ["type"] = false }
                    )
                );
            }
        return new(judged.ToImmutable(), items.Length, taken.Count, wrong);
    }

    /// <summary>Of the fields that the report has, those that the case asks for; the type itself is right.</summary>
    private static Dictionary<string, bool> Fields(Dictionary<string, bool> right, Happening report)
    {
        var fields = new Dictionary<string, bool>(StringComparer.Ordinal) { ["type"] = true };
        foreach (
            var (field, has) in new[]
            {
                ("place", report.Place is not null),
                ("time", report.Time is not null),
                ("actors", !report.Actors.IsEmpty),
                ("harm", !report.Harm.IsEmpty),
            }
        )
            if (has && right.Keys.Any(key => key.StartsWith(field, StringComparison.Ordinal)))
                fields[field] = right.All(one => !one.Key.StartsWith(field, StringComparison.Ordinal) || one.Value);
        return fields;
    }

    /// <summary>Each thing that the item asks, under the field that it belongs to: "harm killed".</summary>
    private Dictionary<string, bool> Compare(JsonElement item, Happening report)
    {
        var right = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (field, roles) in Roles)
            if (item.TryGetProperty(field, out var asked))
            {
                // Of a clash, attacker and attacked are its sides.
                var wanted = report.Type == "armed-clash" ? [.. roles, ActorRole.Participant] : roles;
                right["actors " + field] = Named(
                    asked,
                    report.Actors.Where(actor => wanted.Contains(actor.Role)).SelectMany(Names)
                );
            }
        if (item.TryGetProperty("place", out var places))
            right["place name"] = Named(
                places,
                report.Place is { } place ? [place.Name, .. place.Spans.Select(span => span.Text)] : []
            );
        if (item.TryGetProperty("country", out _))
            right["place country"] = Strings(item, "country").Contains(report.Place?.Country);
        if (item.TryGetProperty("from", out var from))
            right["time from"] = SameDay(from, report.Time?.From);
        if (item.TryGetProperty("to", out var to))
            right["time to"] = SameDay(to, report.Time?.To);
        foreach (var effect in Enum.GetValues<Effect>())
            if (item.TryGetProperty(effect.ToString().ToLowerInvariant(), out var count))
                right["harm " + effect] = Counted(count, report.Harm.Where(harm => harm.Effect == effect));
        return right;
    }

    private static IEnumerable<string> Names(ReportActor actor) =>
        ((string?[])[actor.Name, actor.Id]).OfType<string>().Concat(actor.Spans.Select(span => span.Text));

    /// <summary>A list holds ways to say one name; a list of lists wants one of each.</summary>
    private bool Named(JsonElement wanted, IEnumerable<string> actual)
    {
        var said = actual.ToList();
        bool One(IEnumerable<string> ways) => ways.Any(way => said.Exists(name => names.Same(way, name)));
        var groups = wanted.EnumerateArray().Where(one => one.ValueKind is JsonValueKind.Array).ToList();
        return groups.Count > 0
            ? groups.TrueForAll(group => One(group.EnumerateArray().Select(name => name.GetString()!)))
            : One(wanted.EnumerateArray().Select(name => name.GetString()!));
    }

    private static bool Counted(JsonElement wanted, IEnumerable<Harm> harms)
    {
        var counts = harms.Select(harm => harm.Count).ToList();
        if (counts.Count > 1)
            counts.Add(
                new(counts.Sum(count => count.Low), counts.Sum(count => count.Best), counts.Sum(count => count.High))
            );
        var bounds = wanted.EnumerateArray().ToArray();
        if (bounds[1] is { ValueKind: JsonValueKind.Number } none && none.GetDouble() == 0)
            return counts.TrueForAll(count => (count.Shown ?? 0) == 0);
        return counts.Exists(count =>
            Bound(bounds[0], count.Low) && Bound(bounds[1], count.Best, isBest: true) && Bound(bounds[2], count.High)
        );
    }

    /// <summary>"?" is not asked; an open best may be any number, an open end must be open.</summary>
    private static bool Bound(JsonElement wanted, double? said, bool isBest = false) =>
        wanted.ValueKind switch
        {
            JsonValueKind.String => true,
            JsonValueKind.Null => isBest || said is null or 0 or 1,
            _ => said == wanted.GetDouble(),
        };

    private static bool SameDay(JsonElement wanted, DateOnly? said) =>
        wanted.ValueKind switch
        {
            JsonValueKind.Null => said is null,
            JsonValueKind.Array => said is { } day
                && (wanted[0].ValueKind is JsonValueKind.Null || Day(wanted[0]) <= day)
                && (wanted[1].ValueKind is JsonValueKind.Null || day <= Day(wanted[1])),
            _ => said == Day(wanted),
        };

    private static DateOnly Day(JsonElement day) => DateOnly.Parse(day.GetString()!, CultureInfo.InvariantCulture);

    /// <summary>By kind, type and status alone.</summary>
    private static bool Fits(JsonElement pattern, Happening report) =>
        (!pattern.TryGetProperty("kind", out var kind) || kind.GetString() == "happening")
        && (!pattern.TryGetProperty("type", out _) || Strings(pattern, "type").Any(type => Is(type, report.Type)))
        && (
            !pattern.TryGetProperty("status", out _)
            || Strings(pattern, "status").Contains(report.Status.ToString().ToLowerInvariant())
        );

    private static bool Is(string wanted, string type) => wanted == type || wanted.StartsWith('@');

    private static bool IsClosed(JsonElement gold) =>
        gold.TryGetProperty("closed", out var closed) && closed.GetBoolean();

    /// <summary>The ways to read a case: an item of "either" stands for one of its lists. Happenings alone.</summary>
    private static IEnumerable<ImmutableArray<JsonElement>> Readings(JsonElement gold)
    {
        IEnumerable<ImmutableArray<JsonElement>> readings =
        [
            [],
        ];
        foreach (var item in Listed(gold, "expect"))
        {
            ImmutableArray<ImmutableArray<JsonElement>> ways = item.TryGetProperty("either", out var either)
                ? [.. either.EnumerateArray().Select(way => way.EnumerateArray().Where(IsHappening).ToImmutableArray())]
                : [IsHappening(item) ? [item] : []];
            readings = [.. readings.SelectMany(_ => ways, (before, way) => before.AddRange(way))];
        }
        return readings;
    }

    private static bool IsHappening(JsonElement item) => item.GetProperty("kind").GetString() == "happening";

    private static IEnumerable<JsonElement> Listed(JsonElement gold, string name) =>
        gold.TryGetProperty(name, out var items) ? items.EnumerateArray() : [];

    private static IEnumerable<string> Strings(JsonElement item, string name) =>
        item.GetProperty(name) is { ValueKind: JsonValueKind.Array } many
            ? many.EnumerateArray().Select(one => one.GetString()!)
            : [item.GetProperty(name).GetString()!];
}
