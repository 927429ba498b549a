using System.Collections.Immutable;
using Annals.Knowledge;

namespace Annals.Places;

/// <summary>The weights of the reasons for a candidate, and the words in which a reason is given.</summary>
internal sealed class PlaceWeights
{
    public static readonly int Count = Enum.GetValues<PlaceFeature>().Length;
    private readonly double[] weights = new double[Count];
    private readonly string[] reasons = new string[Count];

    public PlaceWeights(IReadOnlyList<double> weights, PlaceWeights words)
    {
        for (var feature = 0; feature < Count; feature++)
            (this.weights[feature], reasons[feature]) = (weights[feature], words.reasons[feature]);
    }

    private PlaceWeights(Table table)
    {
        Array.Fill(reasons, "");
        foreach (var row in table.Rows)
        {
            var feature = (int)row.Choice<PlaceFeature>("feature");
            (weights[feature], reasons[feature]) = (row.Number("weight"), row["reason"]);
        }
    }

    public ReadOnlySpan<double> All => weights;

    public double this[PlaceFeature feature] => weights[(int)feature];

    public string Reason(int feature) => reasons[feature];

    public static PlaceWeights Load(KnowledgeFolder knowledge) => new(knowledge.Table("places", "weights.tsv"));

    public double Score(ReadOnlySpan<double> features)
    {
        var score = 0.0;
        for (var feature = 0; feature < features.Length; feature++)
            score += weights[feature] * features[feature];
        return score;
    }
}
