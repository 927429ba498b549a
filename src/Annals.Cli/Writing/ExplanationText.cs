using System.Globalization;
using System.Text;
using System.Text.Json;
using Annals.Coding;
using Annals.Record;

namespace Annals.Cli.Writing;

/// <summary>Why an article was coded as it was, for a reader: its reports with their reasons and words, then what was passed over.</summary>
internal static class ExplanationText
{
    public static string Of(Article article, Explanation explanation)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"article {article.Id}");
        if (article.Title is { } title)
            text.Append(CultureInfo.InvariantCulture, $" \"{OneLine(title)}\"");
        text.Append('\n');
        var reasons = explanation.Reasons.ToLookup(one => one.Report, one => one.Reasons, StringComparer.Ordinal);
        foreach (var report in explanation.Reports)
            Append(text, report, [.. reasons[report.Id].SelectMany(some => some).Distinct()]);
        if (!explanation.Passed.IsEmpty)
            text.Append("\n  passed over\n");
        foreach (var (sentence, why) in explanation.Passed)
            text.Append(CultureInfo.InvariantCulture, $"    {Words(sentence)}\n      {OneLine(why)}\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, Report report, Reason[] reasons)
    {
        // The words of each value are found in the line that the reader also gets, so no kind of report is left out.
        using var line = JsonDocument.Parse(Json.Write(report));
        var root = line.RootElement;
        var named = new[] { "type", "measure", "relation", "stance" }
            .Select(name => root.TryGetProperty(name, out var value) ? value : default)
            .FirstOrDefault(value => value.ValueKind is JsonValueKind.String);
        var what = named.ValueKind is JsonValueKind.String ? $" {named.GetString()}" : "";
        text.Append('\n');
        text.Append(
            CultureInfo.InvariantCulture,
            $"  report {report.Id}: {root.GetProperty("kind").GetString()}{what}, "
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"{root.GetProperty("status").GetString()}{(report.Negated ? ", negated" : "")}, confidence {report.Confidence:0.00}\n"
        );
        if (reasons.Length > 0)
            text.Append("    reasons, each with its weight\n");
        foreach (var reason in reasons)
            text.Append(CultureInfo.InvariantCulture, $"      {reason.Weight, 5:0.00}  {OneLine(reason.What)}\n");
        text.Append("    words of each value\n");
        foreach (var member in root.EnumerateObject())
            Append(text, member.Name, member.Value);
    }

    /// <summary>Every span below a value, under the value's name and its own plain members.</summary>
    private static void Append(StringBuilder text, string name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object && SpanIn(value) is { } span)
            text.Append(CultureInfo.InvariantCulture, $"      {name}: {span}\n");
        else if (value.ValueKind is JsonValueKind.Object)
        {
            var label = $"{name}{Plain(value)}";
            foreach (var member in value.EnumerateObject())
                Append(text, member.Name == "spans" ? label : $"{label} {member.Name}", member.Value);
        }
        else if (value.ValueKind is JsonValueKind.Array)
            foreach (var item in value.EnumerateArray())
                Append(text, name, item);
    }

    /// <summary>" perpetrator Al-Shabaab": the texts and numbers that a value itself holds.</summary>
    private static string Plain(JsonElement value) =>
        string.Concat(
            value
                .EnumerateObject()
                .Where(member =>
                    member.Name is not ("id" or "text")
                    && member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number
                )
                .Select(member => $" {member.Name}={OneLine(member.Value.ToString())}")
        );

    private static string? SpanIn(JsonElement value) =>
        value.TryGetProperty("start", out var start)
        && value.TryGetProperty("end", out var end)
        && value.TryGetProperty("text", out var words)
        && start.ValueKind is JsonValueKind.Number
            ? $"\"{OneLine(words.GetString() ?? "")}\" ({(value.TryGetProperty("in", out _) ? "title " : "")}{start}-{end})"
            : null;

    private static string Words(TextSpan span) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"\"{OneLine(span.Text)}\" ({(span.InTitle ? "title " : "")}{span.Start}-{span.End})"
        );

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
