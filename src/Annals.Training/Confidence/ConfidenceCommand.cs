using System.Globalization;
using System.Text.Json;
using Annals.Coding.Happenings;
using Annals.Knowledge;

namespace Annals.Training.Confidence;

/// <summary>
/// Codes texts with gold, holds what each field is said to be against whether it is right, and fits the weights anew or measures
/// those that there are.
/// </summary>
internal sealed class ConfidenceCommand
{
    private const string Filter = "aid-workers";
    private static readonly double[] Least = [0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

    private readonly string data;
    private readonly CaseGold caseGold;
    private readonly List<CodedText> cases;
    private readonly List<Judged> judged;

    /// <param name="incidents">Bases of incidents; the half that was never read is taken.</param>
    /// <param name="behavioural">Files of cases.</param>
    public ConfidenceCommand(string data, IEnumerable<string> incidents, IEnumerable<string> behavioural)
    {
        this.data = data;
        var knowledge = new KnowledgeFolder(data);
        var pipeline = Pipeline.Load(knowledge);
        caseGold = new(knowledge);
        var gold = new IncidentGold(knowledge, Filter);
        var unread = Code(pipeline, incidents).Where(text => IncidentGold.IsUnread(text.Id));
        cases = [.. Code(pipeline, behavioural)];
        judged =
        [
            .. unread.Select(gold.Judge).OfType<Judged>(),
            .. cases.SelectMany(text => caseGold.Judge(text).Judged),
        ];
    }

    private static IEnumerable<CodedText> Code(Pipeline pipeline, IEnumerable<string> files) =>
        files.SelectMany(File.ReadLines).Select(line => CodedText.Code(pipeline, line));

    /// <summary>The error of the weights in use, as a line of JSON.</summary>
    public void Measure(TextWriter output)
    {
        var sureness = Sureness.Load(new KnowledgeFolder(data));
        var decisions = SurenessFit.Decide(judged, _ => sureness);
        var error = Reliability.Error(decisions);
        output.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    decisions = decisions.Count,
                    error = Math.Round(error, 4),
                    calibration = Math.Round(1 - error, 4),
                }
            )
        );
    }

    /// <summary>Fits the weights, writes them and the picture, and says how well they keep what they say.</summary>
    public void Fit(string? picture, TextWriter output)
    {
        var fit = new SurenessFit(judged);
        var (inFold, held) = (SurenessFit.Decide(judged, _ => fit.Fitted), SurenessFit.Decide(judged, fit.HeldOut));
        output.WriteLine("| decisions | number | right | error on what was fitted | error out of ten folds |");
        output.WriteLine("|---|---|---|---|---|");
        Row("all", _ => true);
        foreach (var field in Sureness.Fields)
            Row(field, one => one.Field == field);
        foreach (var set in held.Select(one => one.Set).Distinct(StringComparer.Ordinal))
            Row($"of the {set}", one => one.Set == set);
        output.WriteLine();
        output.WriteLine("| P | precision | recall | F1 |");
        output.WriteLine("|---|---|---|---|");
        foreach (var least in Least)
            Threshold(least, fit, output);
        if (picture is not null)
            File.WriteAllText(picture, Reliability.Picture(held));
        fit.Write(new KnowledgeFolder(data).File("coding", "sureness.tsv"));

        void Row(string what, Func<Decided, bool> holds)
        {
            var some = held.Where(holds).ToList();
            var fitted = Reliability.Error([.. inFold.Where(holds)]);
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {what} | {some.Count:#,0} | {some.Average(one => one.Right ? 1.0 : 0):0.00} | {fitted:0.000} | {Reliability.Error(some):0.000} |"
                )
            );
        }
    }

    /// <summary>What is right, and how much is found, where less sure reports are left out.</summary>
    private void Threshold(double least, SurenessFit fit, TextWriter output)
    {
        var outcomes = cases
            .Select(text =>
            {
                var sureness = fit.HeldOut(text.Id);
                return caseGold.Judge(
                    text with
                    {
                        Happenings =
                        [
                            .. text.Happenings.Where(one => Sureness.Whole(sureness.Of(one.Grounds)) >= least),
                        ],
                    }
                );
            })
            .ToList();
        var (expected, found) = (outcomes.Sum(one => one.Expected), outcomes.Sum(one => one.Found));
        var precision = found / (double)Math.Max(1, found + outcomes.Sum(one => one.False));
        var recall = found / (double)Math.Max(1, expected);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {least:0.#} | {precision:0.00} | {recall:0.00} | {2 * precision * recall / Math.Max(1e-9, precision + recall):0.00} |"
            )
        );
    }
}
