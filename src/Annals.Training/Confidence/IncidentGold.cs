using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Annals.Exchange;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Training.Confidence;

/// <summary>
/// Incidents whose fields a base gives (`awsd_dev.jsonl` and its like). Of each text the incident that the exporter writes first
/// is judged, whatever the gold says; a field is judged where the text states it.
/// </summary>
internal sealed class IncidentGold
{
    private const string Set = "incidents";

    private readonly FoldedNames names;
    private readonly IncidentLines exporter;
    private readonly OnlyFilter only;
    private readonly HashSet<string> kinds;
    private readonly ILookup<string, string> typesOf;

    public IncidentGold(KnowledgeFolder knowledge, string filter)
    {
        names = new(knowledge);
        only = OnlyFilter.Load(knowledge, filter);
        exporter = IncidentLines.Load(knowledge, only);
        kinds =
        [
            .. knowledge.Table("actors", "keywords.tsv").Rows.SelectMany(row => names.Words(row.Required("word"))),
        ];
        typesOf = knowledge
            .Table("exchange", "incident-means.tsv")
            .Rows.SelectMany(row => row["type"].Split('|').Select(type => (Label: row.Required("label"), Type: type)))
            .ToLookup(one => one.Label, one => one.Type, StringComparer.Ordinal);
    }

    /// <summary>
    /// The half that no rule was written from: those whose number has an odd MD5. The other half was read while the rules
    /// were written.
    /// </summary>
#pragma warning disable CA5351 // No secret: a draw that anyone can repeat.
    public static bool IsUnread(string id) =>
        (MD5.HashData(Encoding.UTF8.GetBytes(id[(id.IndexOf('-') + 1)..]))[^1] & 1) == 1;
#pragma warning restore CA5351

    public Judged? Judge(CodedText text)
    {
        var first = text
            .Happenings.Where(one => Export.Happened(one.Report))
            .Select(one => (one.Report, one.Grounds, Row: Row(one.Report)))
            .OrderByDescending(one => only.Rank([one.Report]))
            .ThenByDescending(one => Harms.Any(harm => Number(one.Row, harm) > 0))
            .FirstOrDefault();
        return first.Report is null
            ? null
            : new(Set, text.Id, first.Grounds, Rights(first.Report, first.Row, text.Gold));
    }

    private static readonly string[] Harms = ["killed", "injured", "kidnapped", "detained"];
    private static readonly string[] Places = ["country", "admin1", "place"];

    private Dictionary<string, bool> Rights(Happening report, JsonElement row, JsonElement line)
    {
        var gold = line.GetProperty("gold");
        var stated = line.GetProperty("in_text").EnumerateArray().Select(field => field.GetString()!).ToHashSet();
        bool Asked(string field) =>
            stated.Contains(field) && gold.GetProperty(field).ValueKind is not JsonValueKind.Null;
        var right = new Dictionary<string, bool>(StringComparer.Ordinal);
        if (Words(gold, "means") is { } means && typesOf.Contains(means))
            right["type"] = typesOf[means].Contains(report.Type);
        var places = Places.Where(Asked).ToList();
        if (report.Place is not null && places.Count > 0)
            right["place"] = places.TrueForAll(field =>
                Words(row, field) is { } said && names.Same(Words(gold, field)!, said)
            );
        if (report.Time is not null && Asked("date"))
            right["time"] = SameDate(Words(gold, "date")!, Words(row, "date"));
        // Where the report names no doer there is nothing to judge: the base does not say who else is told of.
        if (Words(row, "actor") is { } doer && Asked("actor"))
            right["actors"] = SameActor(Words(gold, "actor")!, doer);
        var harms = Harms.Where(harm => Asked(harm) && Number(gold, harm) > 0).ToList();
        if (!report.Harm.IsEmpty && harms.Count > 0)
            right["harm"] = harms.TrueForAll(harm => Number(row, harm) == Number(gold, harm));
        return right;
    }

    private JsonElement Row(Happening report)
    {
        using var line = new StringWriter();
        exporter.Write(
            [
                new(
                    report.Article,
                    null,
                    [
                        [report],
                    ],
                    []
                ),
            ],
            line,
            new ExportLosses("incidents", "reports")
        );
        return JsonDocument.Parse(line.ToString()).RootElement.GetProperty("events")[0];
    }

    private static string? Words(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    private static double Number(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number ? value.GetDouble() : 0;

    /// <summary>As precise as the gold is.</summary>
    private static bool SameDate(string gold, string? said) => said?.StartsWith(gold, StringComparison.Ordinal) is true;

    /// <summary>The same name, or a word or acronym in common that is more than the word for a kind ("forces").</summary>
    private bool SameActor(string gold, string said) =>
        names.Same(gold, said) || Capitals(gold).Any(word => !kinds.Contains(word) && Capitals(said).Contains(word));

    private HashSet<string> Capitals(string name) =>
        [
            .. name.Split(' ', '(', ')', ',')
                .Where(word => word.Length > 0 && char.IsUpper(word[0]))
                .SelectMany(names.Words),
        ];
}
