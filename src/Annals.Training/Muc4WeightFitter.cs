using System.Globalization;
using System.Text.Json;
using Annals.Exchange;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Training;

/// <summary>
/// Fits `data/exchange/muc4-weights.tsv`: a logistic regression over the templates that the exporter would write without
/// it. A template is right where a template of the key has its type, or one of the two is an ATTACK, and shares a word of some
/// string. The threshold is the one that, over ten folds of articles, gives the best F1.
/// </summary>
internal sealed class Muc4WeightFitter(KnowledgeFolder knowledge)
{
    /// <summary>So much of F1 is given for templates that only weigh a little less.</summary>
    private const double Slack = 0.001;

    private sealed record Found(Muc4Template Template, IReadOnlyList<Muc4Filler> Fillers, Account Account, bool Right);

    public void Fit(IEnumerable<string> coded, IEnumerable<string> keys, string output)
    {
        var wanted = keys.SelectMany(File.ReadLines)
            .Select(Key.Read)
            .ToDictionary(key => key.Id, StringComparer.Ordinal);
        var found = coded.SelectMany(file => Templates(file, wanted)).ToList();
        var lines = new List<string>
        {
            "# How likely a template is one of MUC-4's (src/Annals/Exchange/Muc4Weights.cs): a logistic regression on the keys of MUC-4's",
            "# development and first test texts, its threshold by ten folds. Written by `Annals.Training muc4-weights`; docs/quality.md has",
            "# the command.",
            "feature\tweight",
        };
        var templates = new Logistic(
            "templates",
            found.ConvertAll(one => new Decision(
                one.Account.Article,
                [.. Muc4Weights.Features(one.Template, one.Account)],
                one.Right
            ))
        );
        templates.Fit(wanted.Values.Sum(key => key.Templates.Count(template => !template.Optional)), Slack);
        lines.Add("threshold\t" + Digits(templates.Threshold));
        lines.AddRange(templates.Weights.Select(weight => $"{weight.Name}\t{Digits(weight.Value)}"));
        File.WriteAllLines(output, lines);
    }

    private static string Digits(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private IEnumerable<Found> Templates(string file, Dictionary<string, Key> wanted)
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
                foreach (var (template, fillers) in exporter.Candidates(account, new ExportLosses("muc4")))
                {
                    var like = free.FirstOrDefault(one => one.IsLike(template.Type, fillers));
                    if (like is not null)
                        free.Remove(like);
                    yield return new(template, fillers, account, like is not null);
                }
            }
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

    private sealed record KeyTemplate(bool Optional, HashSet<string> Types, Dictionary<string, List<string[]>> Fillers)
    {
        private static readonly string[] Strings = ["perp_ind_id", "perp_org_id", "phys_id", "hum_name", "hum_desc"];

        private HashSet<string> Words { get; } =
        [.. Strings.SelectMany(slot => Fillers[slot]).SelectMany(values => values).SelectMany(Telling)];

        public static KeyTemplate Read(JsonElement template)
        {
            var slots = template.GetProperty("slots");
            return new(
                template.TryGetProperty("optional", out var optional) && optional.GetBoolean(),
                [.. Values(slots, "inc_type").SelectMany(values => values)],
                Strings.ToDictionary(slot => slot, slot => Values(slots, slot), StringComparer.Ordinal)
            );
        }

        public bool IsLike(string type, IEnumerable<Muc4Filler> slots) =>
            (Types.Contains(type) || Types.Contains("ATTACK") || type == "ATTACK")
            && Words.Overlaps(slots.Where(slot => Strings.Contains(slot.Slot)).SelectMany(slot => Telling(slot.Value)));

        private static IEnumerable<string> Telling(string text) =>
            WordLabels.Words(text).Where(word => word.Length > 3);

        private static List<string[]> Values(JsonElement slots, string slot) =>
            slots.TryGetProperty(slot, out var fillers)
                ?
                [
                    .. fillers
                        .EnumerateArray()
                        .Select(filler =>
                            filler.GetProperty("v").EnumerateArray().Select(value => value.GetString()!).ToArray()
                        ),
                ]
                : [];
    }
}
