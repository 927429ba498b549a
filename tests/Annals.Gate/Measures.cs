using System.Collections.Immutable;
using System.IO.Compression;
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
        OfOwnCases("own happening cases", "happenings-*.jsonl", ("happening F1", "kinds.happening.f1")),
        OfOwnCases("later happening cases", "later-happenings.jsonl", ("happening F1", "kinds.happening.f1")),
        OfOwnCases("fresh happening cases", "fresh-happenings.jsonl", ("happening F1", "kinds.happening.f1")),
        OfOwnCases("blind happening cases", "*blind-happenings.jsonl", ("happening F1", "kinds.happening.f1")),
        OfOwnCases("fourth blind cases", "fourth-blind-happenings.jsonl", ("happening F1", "kinds.happening.f1")),
        OfOwnCases("fifth blind cases", "fifth-blind-happenings.jsonl", ("happening F1", "kinds.happening.f1")),
        OfOwnCases("free wording cases", "free-happenings.jsonl", ("happening F1", "kinds.happening.f1")),
        OfOwnCases(
            "register cases",
            "registers.jsonl",
            ("tally F1", "kinds.tally.f1"),
            ("figure F1", "kinds.figure.f1"),
            ("relation F1", "kinds.relation.f1"),
            ("assessment F1", "kinds.assessment.f1")
        ),
        OfOwnCases(
            "fresh ties",
            "fresh-ties.jsonl",
            ("relation F1", "kinds.relation.f1"),
            ("assessment F1", "kinds.assessment.f1")
        ),
        OfOwnCases(
            "own statement cases",
            "statements-*.jsonl",
            ("tally F1", "kinds.tally.f1"),
            ("figure F1", "kinds.figure.f1"),
            ("relation F1", "kinds.relation.f1"),
            ("assessment F1", "kinds.assessment.f1")
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
            "re3d dev",
            "ner/re3d_dev.jsonl",
            gold =>
                Workshop.Python(
                    "ner_score.py",
                    "--gold",
                    gold,
                    "--pred",
                    Phrases.Convert(
                        gold,
                        Workshop.Annals("parse", Workshop.Python("forms.py", "articles", gold), "--as", "mentions")
                    ),
                    "--json"
                ),
            ("micro F1", "micro.F")
        ),
        new(
            "GUM chains",
            "ud/gum_dev.conllu",
            References.Score,
            ("pronouns", "pronouns"),
            ("definite phrases", "definites")
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
        new("UCDP CAR", "modern/ucdp_ged_car.jsonl.gz", Grid, ("PRIO-GRID cells right", "right")),
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
        new(
            "MUC-4 tst2",
            "muc4/tst2.keys.jsonl",
            Templates,
            ("all templates F1", "official.ALL TEMPLATES.F"),
            ("role-filler entities F1", "ree.micro.F"),
            ("template filling F1", "template_filling.micro.F"),
            ("relevance F1", "official.text filtering.F"),
            ("who claims F1", "official.perp_org_conf.F")
        ),
        new("CASE types", "modern/case2021_task2_dev.jsonl", Types, ("weighted F1", "weighted_type.F")),
        new("PLOVER", "petrarch/plover_gsr_dev.jsonl", Records, ("root F1", "root.F")),
        new(
            "AWSD dev",
            "modern/awsd_dev.jsonl",
            gold => Incidents(gold, "--only", "aid-workers"),
            ("killed", "killed.F"),
            ("injured", "injured.F"),
            ("kidnapped", "kidnapped.F"),
            ("country", "country.F"),
            ("admin1", "admin1.F"),
            ("place", "place.F"),
            ("date", "date.F"),
            ("actor", "actor.F"),
            ("means macro F1", "macro_means.F")
        ),
        new(
            "Stanford dev",
            "modern/stanford_msa_dev.jsonl",
            gold => Incidents(gold),
            ("killed", "killed.F"),
            ("injured", "injured.F")
        ),
        new("confidence", "modern/awsd_dev.jsonl", Confidence, ("calibration (1 - ECE)", "calibration")),
        new("linking", "linking/dev.jsonl", Linking, ("CoNLL F1", "CoNLL.F"), ("pairwise F1", "pairwise.F")),
        new(
            "own linking",
            Workshop.Together(Path.Combine("tests", "linking"), "*.jsonl"),
            Linking,
            ("CoNLL F1", "CoNLL.F"),
            ("pairwise F1", "pairwise.F"),
            ("independent sources within one", "independent.within_one")
        ),
    ];

    private static Measure OfOwnCases(string name, string files, params (string, string)[] figures) =>
        new(
            name,
            Workshop.Together(Path.Combine("tests", "cases"), files),
            gold => Workshop.Python("cases_score.py", gold, Workshop.Annals("code", gold), "--json"),
            [.. figures, ("fields right of all expected", "fields_right_share"), ("wholly right", "wholly_right_share")]
        );

    /// <summary>How well the confidence of fields keeps what it says, on texts that no rule was written from.</summary>
    private static string Confidence(string gold) =>
        Workshop.Training(
            "confidence",
            "--measure",
            "--data",
            "data",
            "--incidents",
            gold,
            "--cases",
            Workshop.Together(Path.Combine("tests", "cases"), "unread-happenings.jsonl")
        );

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

    /// <summary>The share of UCDP's events whose cell is the one that UCDP gives.</summary>
    private static string Grid(string gold)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(gold), CompressionMode.Decompress));
        var (right, all) = (0, 0);
        while (lines.ReadLine() is { } line)
        {
            var row = JsonDocument.Parse(line).RootElement;
            var cell = GridCell.At(row.GetProperty("latitude").GetDouble(), row.GetProperty("longitude").GetDouble());
            (right, all) = (right + (cell == row.GetProperty("priogrid_gid").GetInt32() ? 1 : 0), all + 1);
        }
        var file = Path.GetTempFileName();
        File.WriteAllText(file, JsonSerializer.Serialize(new { right = (double)right / all }));
        return file;
    }

    private static string Incidents(string gold, params string[] options) =>
        Workshop.Python(
            "incident_score.py",
            "--gold",
            gold,
            "--pred",
            Workshop.Annals(["export", Workshop.Annals("code", gold), "--as", "incidents", .. options]),
            "--json"
        );

    /// <summary>Rows of ACLED's 25 types: five of the task's 30 are its own.</summary>
    private static string Types(string gold)
    {
        string[] others = ["DIPLO", "MAN_MADE_DISASTER", "NATURAL_DISASTER", "ORG_CRIME", "ATTRIB"];
        var file = Path.GetTempFileName() + ".jsonl";
        File.WriteAllLines(
            file,
            File.ReadLines(gold)
                .Where(line => !others.Any(other => line.Contains($"\"type\": \"{other}\"", StringComparison.Ordinal)))
        );
        return Incidents(file, "--only", "main");
    }

    private static string Records(string gold) =>
        Workshop.Python(
            "event_score.py",
            "--gold",
            gold,
            "--pred",
            Workshop.Annals("export", Workshop.Annals("code", gold), "--as", "plover-records"),
            "--json"
        );

    private static string Templates(string keys)
    {
        var texts = keys.Replace(".keys.", ".docs.", StringComparison.Ordinal);
        var coded = Workshop.Annals("code", Workshop.Python("forms.py", "articles", texts), "--with-articles");
        return Workshop.Python(
            "muc4_score.py",
            "--keys",
            keys,
            "--pred",
            Workshop.Annals("export", coded, Workshop.Annals("link", coded), "--as", "muc4"),
            "--docs",
            texts,
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
