using System.Globalization;
using System.Text.Json;
using Annals.Exchange;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Training;

/// <summary>
/// Fits `data/exchange/muc4-weights.tsv`: a logistic regression over the templates that the exporter would write without
/// it. One is right where a template of the key has its type, or one of the two is an ATTACK, and shares a word of some string. The
/// threshold is the one that, over ten folds of articles, gives the best F1 of templates.
/// </summary>
internal sealed class Muc4WeightFitter(KnowledgeFolder knowledge)
{
    private const int Folds = 10;
    private const int Steps = 400;
    private const double Rate = 0.5;
    private const double Decay = 0.002;

    private sealed record Row(string Article, Dictionary<string, double> Features, bool Right);

    public void Fit(IEnumerable<string> coded, IEnumerable<string> keys, string output)
    {
        var wanted = keys.SelectMany(File.ReadLines)
            .Select(Key.Read)
            .ToDictionary(key => key.Id, StringComparer.Ordinal);
        var rows = coded.SelectMany(file => Rows(file, wanted)).ToList();
        var names = rows.SelectMany(row => row.Features.Keys)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToArray();
        var articles = rows.Select(row => row.Article).Distinct(StringComparer.Ordinal).ToList();
        var held = new List<(double Sum, bool Right)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var mine = articles.Where((_, index) => index % Folds == fold).ToHashSet(StringComparer.Ordinal);
            var learnt = Learn([.. rows.Where(row => !mine.Contains(row.Article))], names);
            held.AddRange(
                rows.Where(row => mine.Contains(row.Article)).Select(row => (Sum(row, names, learnt), row.Right))
            );
        }
        var gold = wanted.Values.Sum(key => key.Templates.Count(template => !template.Optional));
        var threshold = held.Select(one => one.Sum)
            .Order()
            .Where((_, index) => index % 10 == 0)
            .MaxBy(sum => F1(held, sum, gold));
        Console.Error.WriteLine(
            $"{rows.Count} templates, {rows.Count(row => row.Right)} right; over {Folds} folds F1 {F1(held, double.MinValue, gold):0.000} without, {F1(held, threshold, gold):0.000} with the threshold"
        );
        var weights = Learn(rows, names);
        File.WriteAllLines(
            output,
            [
                "# How likely a template is one of MUC-4's (src/Annals/Exchange/Muc4Weights.cs): a logistic regression on the keys of MUC-4's development",
                "# and first test texts, threshold by ten folds. Written by `Annals.Training muc4-weights`; docs/quality.md has the command.",
                "feature\tweight",
                "threshold\t" + threshold.ToString("0.000", CultureInfo.InvariantCulture),
                .. names.Select(
                    (name, index) => $"{name}\t{weights[index].ToString("0.000", CultureInfo.InvariantCulture)}"
                ),
            ]
        );
    }

    private IEnumerable<Row> Rows(string file, Dictionary<string, Key> wanted)
    {
        var (articles, reports, events) = (new List<Article>(), new List<Report>(), new List<Event>());
        foreach (var line in File.ReadLines(file))
            if (line.Contains("\"kind\":", StringComparison.Ordinal))
                reports.Add(Json.ReadReport(line));
            else if (line.Contains("\"reports\":[", StringComparison.Ordinal))
                events.Add(Json.ReadEvent(line));
            else
                articles.Add(Json.ReadArticle(line) with { Text = "" });
        var exporter = Muc4Lines.Load(knowledge);
        foreach (var account in Account.Of(articles, reports, events))
            if (wanted.TryGetValue(account.Article, out var key))
            {
                var free = key.Templates.ToList();
                foreach (var (template, slots) in exporter.Candidates(account, new ExportLosses("muc4")))
                {
                    var like = free.FirstOrDefault(one => one.IsLike(template.Type, slots));
                    if (like is not null)
                        free.Remove(like);
                    var features = new Dictionary<string, double>(StringComparer.Ordinal);
                    foreach (var (name, value) in Muc4Weights.Features(template, account))
                        features[name] = value;
                    yield return new(account.Article, features, like is not null);
                }
            }
    }

    private static double[] Learn(List<Row> rows, string[] names)
    {
        var weights = new double[names.Length];
        for (var step = 0; step < Steps; step++)
        {
            var slope = new double[names.Length];
            foreach (var row in rows)
            {
                var error = (row.Right ? 1 : 0) - (1 / (1 + Math.Exp(-Sum(row, names, weights))));
                for (var index = 0; index < names.Length; index++)
                    slope[index] += error * row.Features.GetValueOrDefault(names[index]);
            }
            for (var index = 0; index < names.Length; index++)
                weights[index] += Rate * ((slope[index] / rows.Count) - (Decay * weights[index]));
        }
        return weights;
    }

    private static double Sum(Row row, string[] names, double[] weights)
    {
        var sum = 0.0;
        for (var index = 0; index < names.Length; index++)
            sum += weights[index] * row.Features.GetValueOrDefault(names[index]);
        return sum;
    }

    private static double F1(List<(double Sum, bool Right)> held, double threshold, int gold)
    {
        var kept = held.Where(one => one.Sum >= threshold).ToList();
        return 2.0 * kept.Count(one => one.Right) / (kept.Count + gold);
    }

    private sealed record Key(string Id, List<KeyTemplate> Templates)
    {
        public static Key Read(string line)
        {
            using var json = JsonDocument.Parse(line);
            return new(
                json.RootElement.GetProperty("id").GetString()!,
                [.. json.RootElement.GetProperty("templates").EnumerateArray().Select(KeyTemplate.Read)]
            );
        }
    }

    private sealed record KeyTemplate(bool Optional, HashSet<string> Types, HashSet<string> Words)
    {
        private static readonly string[] Strings = ["perp_ind_id", "perp_org_id", "phys_id", "hum_name", "hum_desc"];

        public static KeyTemplate Read(JsonElement template)
        {
            var slots = template.GetProperty("slots");
            return new(
                template.TryGetProperty("optional", out var optional) && optional.GetBoolean(),
                [.. Values(slots, "inc_type")],
                [.. Strings.SelectMany(slot => Values(slots, slot)).SelectMany(Telling)]
            );
        }

        public bool IsLike(string type, IEnumerable<Muc4Filler> slots) =>
            (Types.Contains(type) || Types.Contains("ATTACK") || type == "ATTACK")
            && Words.Overlaps(slots.Where(slot => Strings.Contains(slot.Slot)).SelectMany(slot => Telling(slot.Value)));

        private static IEnumerable<string> Telling(string text) =>
            WordLabels.Words(text).Where(word => word.Length > 3);

        private static IEnumerable<string> Values(JsonElement slots, string slot) =>
            slots.TryGetProperty(slot, out var fillers)
                ? fillers
                    .EnumerateArray()
                    .SelectMany(filler => filler.GetProperty("v").EnumerateArray())
                    .Select(value => value.GetString()!)
                : [];
    }
}
