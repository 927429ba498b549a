using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Annals.Record;

namespace Annals.Gate;

/// <summary>One run of a scorer and the figures taken from it.</summary>
/// <param name="Name">What the figures' names begin with.</param>
/// <param name="Gold">The set, under `data/`.</param>
/// <param name="Score">Runs the commands and the scorer on the set; the file with the scorer's JSON.</param>
/// <param name="Figures">Name and path ("kinds.happening.f1") of each figure. Higher is better.</param>
internal sealed record Measure(
    string Name,
    string Gold,
    Func<string, string> Score,
    params (string Name, string Path)[] Figures
)
{
    public string DigestOfSet() =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Workshop.Data(Gold))))[..12];

    /// <summary>Each figure; null where the scorer gave none.</summary>
    public IEnumerable<(string Name, double? Value)> Take()
    {
        JsonElement? result = null;
        try
        {
            result = JsonDocument.Parse(File.ReadAllText(Score(Workshop.Data(Gold)))).RootElement;
        }
        catch (JsonException)
        {
            Console.Error.WriteLine($"{Name}: the scorer gave no figures");
        }
        foreach (var (name, path) in Figures)
            yield return ($"{Name} {name}", result is { } found ? At(found, path) : null);
    }

    private static double? At(JsonElement element, string path)
    {
        foreach (var key in path.Split('.'))
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(key, out element))
                return null;
        return element.ValueKind == JsonValueKind.Number ? element.GetDouble() : null;
    }
}

/// <summary>All of them: a row a scorer.</summary>
internal static class Measures
{
    private static readonly (string, string)[] TreeFigures =
    [
        ("tokens", "Tokens.F"),
        ("sentences", "Sentences.F"),
        ("UPOS", "UPOS.F"),
        ("lemmas", "Lemmas.F"),
        ("UAS", "UAS.F"),
        ("LAS", "LAS.F"),
    ];

    public static readonly ImmutableArray<Measure> All =
    [
        new("acceptance", "../acceptance/page.txt", Acceptance, ("rows right of 20", "right")),
        new(
            "cases",
            "cases/dev.jsonl",
            gold => Workshop.Python("cases_score.py", gold, Workshop.Annals("code", gold), "--json"),
            ("happening F1", "kinds.happening.f1"),
            ("fields right of all expected", "fields_right_share"),
            ("wholly right", "wholly_right_share")
        ),
        new("EWT dev", "ud/ewt_dev.conllu", Trees, TreeFigures),
        new("GUM dev", "ud/gum_dev.conllu", Trees, TreeFigures),
        new("UNER dev", "ner/uner_ewt_dev.jsonl", gold => Entities(gold), ("micro F1", "micro.F")),
        new(
            "WikiGold dev",
            "ner/wikigold_dev.jsonl",
            gold => Entities(gold, "--types", "PER,ORG,LOC"),
            ("micro F1", "micro.F")
        ),
        new(
            "LGL",
            "geoparsing/lgl.jsonl",
            gold => Places(gold),
            ("recognition F1", "recognition_exact.F"),
            ("end to end 161 km", "geocoding.end_to_end_acc161")
        ),
        new(
            "LGL given",
            "geoparsing/lgl.jsonl",
            gold => Places(gold, "--mentions"),
            ("161 km", "geocoding.end_to_end_acc161")
        ),
        new(
            "TR-News dev",
            "geoparsing/trnews_dev.jsonl",
            gold => Places(gold),
            ("recognition F1", "recognition_exact.F"),
            ("end to end 161 km", "geocoding.end_to_end_acc161")
        ),
        new(
            "TR-News dev given",
            "geoparsing/trnews_dev.jsonl",
            gold => Places(gold, "--mentions"),
            ("161 km", "geocoding.end_to_end_acc161")
        ),
        new(
            "reading",
            "reading/gold.json.gz",
            gold =>
                Workshop.Python(
                    "reading_score.py",
                    "--gold",
                    gold,
                    "--pred",
                    Workshop.Annals("read", Workshop.Data("reading/html")),
                    "--json"
                ),
            ("F1", "f1"),
            ("precision", "precision"),
            ("recall", "recall")
        ),
        new("linking", "linking/dev.jsonl", Linking, ("CoNLL F1", "CoNLL.F"), ("pairwise F1", "pairwise.F")),
    ];

    private static string Trees(string gold) =>
        Workshop.Python(
            "ud_score.py",
            "--gold",
            gold,
            "--pred",
            Workshop.Annals("parse", gold.Replace(".conllu", ".raw.txt", StringComparison.Ordinal)),
            "--json"
        );

    private static string Entities(string gold, params string[] further)
    {
        var mentions = Workshop.Annals("parse", Workshop.Python("forms.py", "articles", gold), "--as", "mentions");
        return Workshop.Python(
            "ner_score.py",
            ["--gold", gold, "--pred", Workshop.Python("forms.py", "entities", gold, mentions), "--json", .. further]
        );
    }

    private static string Places(string gold, params string[] options)
    {
        var places = Workshop.Annals(["places", Workshop.Python("forms.py", "articles", gold), .. options]);
        return Workshop.Python(
            "geo_score.py",
            "--gold",
            gold,
            "--pred",
            Workshop.Python("forms.py", "toponyms", gold, places),
            "--json"
        );
    }

    private static string Linking(string gold)
    {
        var coded = Workshop.Annals("code", gold, "--with-articles");
        var reports = coded + ".reports";
        File.WriteAllLines(reports, File.ReadLines(coded).Where(IsReport));
        return Workshop.Python(
            "link_score.py",
            "--gold",
            gold,
            "--reports",
            reports,
            "--events",
            Workshop.Annals("link", coded),
            "--json"
        );
    }

    private static string Acceptance(string page)
    {
        var lines = File.ReadLines(Workshop.Annals("code", page, "--with-articles")).ToList();
        var rows = Gate.Acceptance.Check(
            [.. lines.Where(line => !IsReport(line)).Select(Json.ReadArticle)],
            [.. lines.Where(IsReport).Select(Json.ReadReport)]
        );
        foreach (var row in rows.Where(row => !row.Right))
            Console.Error.WriteLine($"acceptance row {row.Number}: {row.What}: {row.Why}");
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $"{{\"right\":{rows.Count(row => row.Right)}}}");
        return file;
    }

    private static bool IsReport(string line) => line.Contains("\"kind\":", StringComparison.Ordinal);
}
