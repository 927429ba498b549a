using System.Text.Json;
using Annals.Record;

namespace Annals.Answers;

/// <summary>How two reports on the same words differ, for a reader: the values that are asked for most with what they were, of others the name.</summary>
public static class ReportChange
{
    /// <summary>What says nothing of the world: who made the report, and under which number.</summary>
    private static readonly string[] Unsaid = ["id", "coder", "article", "kind"];

    /// <summary>"bombing: place Gao, MLI -> Ansongo, MLI; killed 9 -> 10; objects"; nothing where they say the same.</summary>
    public static string Between(Report before, Report after)
    {
        var differing = Differing(before, after).ToHashSet(StringComparer.Ordinal);
        if (differing.Count == 0)
            return "";
        var (was, @is) = (Shown(before), Shown(after));
        var said = new List<string>();
        foreach (var (name, value) in was.Where(value => @is.ContainsKey(value.Key) || value.Value != Words.Unknown))
            if (@is.GetValueOrDefault(name, Words.Unknown) is var now && now != value)
                said.Add($"{name} {value} -> {now}");
        foreach (var (name, value) in @is)
            if (!was.ContainsKey(name))
                said.Add($"{name} {Words.Unknown} -> {value}");
        // The same words may be another point, another division, another hour.
        foreach (var name in (string[])["place", "time"])
            if (differing.Contains(name) && was[name] == @is[name])
                said.Add($"{name} in its details");
        foreach (var name in differing.Except(Covered).Order(StringComparer.Ordinal))
            said.Add(name);
        if (said.Count == 0)
            said.AddRange(differing.Order(StringComparer.Ordinal));
        return $"{ReportWords.What(before)}: {string.Join("; ", said)}";
    }

    /// <summary>Properties of JSON whose values <see cref="Shown"/> has.</summary>
    private static readonly string[] Covered =
    [
        "type",
        "status",
        "negated",
        "place",
        "time",
        "actors",
        "harm",
        "attribution",
        "confidence",
        "confidences",
        "typeSpans",
    ];

    private static Dictionary<string, string> Shown(Report report)
    {
        var shown = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["status"] = Words.Of(report.Status) + (report.Negated ? " (negated)" : ""),
            ["place"] = Words.Of(report.Place),
            ["time"] = Words.Of(report.Time),
            ["speaker"] = Words.Of(
                string.Join(", ", report.Attribution.Select(speaker => speaker.Who ?? speaker.Role ?? "someone"))
            ),
            ["confidence"] = Words.Number(report.Confidence),
        };
        if (report is not Happening happening)
            return shown;
        shown["type"] = happening.Type;
        foreach (var role in happening.Actors.GroupBy(actor => actor.Role).OrderBy(role => role.Key))
            shown[Words.Kebab(role.Key.ToString())] = string.Join(", ", role.Select(actor => actor.Name));
        foreach (var effect in happening.Harm.GroupBy(harm => harm.Effect).OrderBy(effect => effect.Key))
            shown[Words.Kebab(effect.Key.ToString())] = string.Join(
                ", ",
                effect.Select(harm => Words.Of(harm.Low, harm.Best, harm.High))
            );
        return shown;
    }

    private static IEnumerable<string> Differing(Report before, Report after)
    {
        using var was = JsonDocument.Parse(Json.Write(before));
        using var now = JsonDocument.Parse(Json.Write(after));
        var values = now
            .RootElement.EnumerateObject()
            .ToDictionary(property => property.Name, property => property.Value.GetRawText(), StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var property in was.RootElement.EnumerateObject())
            if (!values.Remove(property.Name, out var value) || value != property.Value.GetRawText())
                names.Add(property.Name);
        names.AddRange(values.Keys);
        return names.Except(Unsaid);
    }
}
