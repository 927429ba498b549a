using System.Collections.Immutable;
using System.Globalization;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Linking;

/// <summary>
/// What each reason of <see cref="LinkFeatures"/> weighs, from `data/linking/weights.tsv`. Two reports are of one happening
/// where the sum is above nought. The reasons that counted are kept with every merge.
/// </summary>
internal sealed class LinkWeights
{
    private readonly double[] weights;

    /// <summary>What each adds that holds in full.</summary>
    private readonly double[] whole;

    /// <summary>In the same order; null for a reason that holds more or less.</summary>
    private static readonly Func<Pair, bool>?[] Holds = [.. LinkFeatures.All.Select(feature => feature.Holds)];

    /// <param name="weights">In the order of <see cref="LinkFeatures.All"/>.</param>
    public LinkWeights(IReadOnlyList<double> weights)
    {
        this.weights = [.. weights];
        whole = [.. weights.Select(weight => Math.Round(weight, 2))];
    }

    /// <exception cref="KnowledgeException">A line is not understood, or a reason of the program is missing.</exception>
    public static LinkWeights Load(KnowledgeFolder knowledge) => Of(knowledge.Table("linking", "weights.tsv"));

    /// <exception cref="KnowledgeException">A line is not understood, or a reason of the program is missing.</exception>
    public static LinkWeights Of(Table table)
    {
        var left = LinkFeatures
            .All.Select((feature, index) => (feature.What, index))
            .ToDictionary(one => one.What, one => one.index, StringComparer.Ordinal);
        var weights = new double[left.Count];
        var last = 0;
        foreach (var row in table.Rows)
        {
            var reason = row.Required("reason");
            if (!left.Remove(reason, out var index))
                throw row.Wrong(
                    LinkFeatures.All.Any(feature => feature.What == reason)
                        ? $"reason \"{reason}\" stands twice"
                        : $"\"{reason}\" is no reason of the program"
                );
            row.Required("means");
            weights[index] = row.Number("weight");
            last = row.Line;
        }
        return left.Count == 0
            ? new LinkWeights(weights)
            : throw new KnowledgeException(
                table.File,
                last,
                $"no row for the reason \"{left.MinBy(one => one.Value).Key}\""
            );
    }

    /// <summary>In the order of <see cref="LinkFeatures.All"/>.</summary>
    public IReadOnlyList<double> All => weights;

    /// <summary>Each reason with its weight, for the fingerprint of what links.</summary>
    public IEnumerable<string> Lines =>
        LinkFeatures.All.Zip(
            weights,
            (feature, weight) => string.Create(CultureInfo.InvariantCulture, $"{feature.What} {weight}")
        );

    /// <summary>The sum, and what it is made of.</summary>
    public (double Score, ImmutableArray<Reason> Reasons) Weigh(Pair pair)
    {
        var score = 0.0;
        var reasons = ImmutableArray.CreateBuilder<Reason>();
        for (var index = 0; index < weights.Length; index++)
        {
            var weight = Math.Round(weights[index] * LinkFeatures.All[index].Finds(pair), 2);
            if (weight == 0)
                continue;
            score += weight;
            reasons.Add(new Reason(LinkFeatures.All[index].What, weight));
        }
        return (Math.Round(score, 2), reasons.ToImmutable());
    }

    /// <summary>The sum alone.</summary>
    public double Score(Pair pair)
    {
        var score = 0.0;
        for (var index = 0; index < Holds.Length; index++)
            if (Holds[index] is { } holds)
                score += holds(pair) ? whole[index] : 0;
            else
                score += Math.Round(weights[index] * LinkFeatures.All[index].Finds(pair), 2);
        return Math.Round(score, 2);
    }
}
