using System.Globalization;
using Annals.Coding.Happenings;

namespace Annals.Training.Confidence;

/// <summary>
/// Fits `data/coding/sureness.tsv`: for each field a logistic regression over what holds of it. Ten folds of texts say how well it
/// keeps what it says on texts that it was not fitted on.
/// </summary>
internal sealed class SurenessFit
{
    private const int Folds = 10;

    private readonly List<Judged> judged;
    private readonly Dictionary<string, int> foldOf;
    private readonly Dictionary<string, Logistic> fields;
    private readonly Sureness[] heldOut;

    public SurenessFit(List<Judged> judged)
    {
        this.judged = judged;
        foldOf = judged
            .Select(one => one.Article)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select((article, index) => (article, Fold: index % Folds))
            .ToDictionary(one => one.article, one => one.Fold, StringComparer.Ordinal);
        fields = Sureness.Fields.ToDictionary(field => field, Examples, StringComparer.Ordinal);
        heldOut = [.. Enumerable.Range(0, Folds).Select(fold => Learn(article => foldOf[article] != fold))];
        Fitted = Learn(_ => true);
    }

    /// <summary>Fitted on all texts.</summary>
    public Sureness Fitted { get; }

    /// <summary>Fitted on the texts of the other nine folds.</summary>
    public Sureness HeldOut(string article) => foldOf.TryGetValue(article, out var fold) ? heldOut[fold] : Fitted;

    /// <summary>What each judged field is said to be, by the weights that a text gets.</summary>
    public static List<Decided> Decide(IEnumerable<Judged> judged, Func<string, Sureness> by) =>
        [
            .. judged.SelectMany(one =>
            {
                var said = by(one.Article).Of(one.Grounds);
                return one.Right.Select(field => new Decided(
                    one.Set,
                    field.Key,
                    (
                        field.Key switch
                        {
                            "type" => said.Type,
                            "place" => said.Place,
                            "time" => said.Time,
                            "actors" => said.Actors,
                            _ => said.Harm,
                        }
                    )!.Value,
                    field.Value
                ));
            }),
        ];

    public void Write(string file) =>
        File.WriteAllLines(
            file,
            [
                "# How sure the coder is of each field of a happening: weights of a logistic regression, fitted on texts that no rule was written",
                "# from (docs/quality.md, Confidence). The weights of what holds are added; 1 / (1 + e^-sum) is the confidence. No word has a weight.",
                "# Written by `Annals.Training confidence`.",
                "field\twhat\tweight",
                .. Fitted.Weights.Select(one =>
                    $"{one.Ground.Field}\t{one.Ground.What}\t{one.Weight.ToString("0.00", CultureInfo.InvariantCulture)}"
                ),
            ]
        );

    private Logistic Examples(string field) =>
        new(
            field,
            judged
                .FindAll(one => one.Right.ContainsKey(field))
                .ConvertAll(one => new Decision(
                    one.Article,
                    [.. one.GroundsOf(field).Select(what => (what, 1.0))],
                    one.Right[field]
                ))
        );

    private Sureness Learn(Func<string, bool> from) =>
        new(
            fields.SelectMany(field =>
                field
                    .Value.Learn(from)
                    .OrderBy(weight => weight.Name != Sureness.Always)
                    .Select(weight => (new Ground(field.Key, weight.Name), Math.Round(weight.Value, 2)))
            )
        );
}
