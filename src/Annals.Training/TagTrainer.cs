using Annals.Language;

namespace Annals.Training;

/// <summary>Learns tags, and tags the treebanks by models that have not seen the sentence.</summary>
internal sealed class TagTrainer(
    Lexicon lexicon,
    Dictionary<(Upos, string), byte> pairs,
    byte[] universal,
    TrainingPlan plan
)
{
    /// <summary>Each example comes in its casings: as written, in capitals, in small letters, as a headline.</summary>
    /// <param name="first">What the first reading said of each example in each casing; null to train that reading.</param>
    public LearnedWeights Train(List<Example[]> examples, Dictionary<Example, Word[]>? first = null)
    {
        var weights = new LearnedWeights(first is null ? plan.TagBits : plan.SecondTagBits);
        var featureCount = first is null ? Tagger.FeatureCount : Tagger.SecondFeatureCount;
        var dice = new Dice(plan.Seed + 2);
        var order = examples.ToArray();
        var padded = (universal.Length + Weights.Lane - 1) / Weights.Lane * Weights.Lane;
        Span<uint> features = stackalloc uint[featureCount];
        Span<int> scores = stackalloc int[padded];
        for (var round = 0; round < plan.TagRounds; round++)
        {
            var (seen, wrong) = (0, 0);
            dice.Shuffle<Example[]>(order);
            foreach (var casings in order)
            {
                var example = casings[Casing(dice)];
                var words = first is null ? example.Words() : [.. first[example]];
                if (first is null)
                    Tagger.Prepare(example.Text, words, lexicon);
                for (var i = 0; i < words.Length; i++)
                {
                    if (first is null)
                        Tagger.Features(words, i, features);
                    else
                        Tagger.SecondFeatures(words, i, features);
                    weights.Score(features, scores);
                    var said = Tagger.Best(scores[..universal.Length]);
                    words[i].Tag = (byte)said;
                    weights.Moment++;
                    if (!pairs.TryGetValue((example.Gold[i].Tag, example.Gold[i].Penn), out var gold))
                        continue;
                    seen++;
                    if (said == gold)
                        continue;
                    weights.Update(features, gold, said);
                    wrong++;
                }
            }
            Console.Error.WriteLine($"  round {round + 1}: {100.0 * wrong / seen:F2}% wrong");
        }
        return weights;
    }

    public static int Casing(Dice dice) =>
        dice.Roll(20) switch
        {
            0 or 1 or 2 => 1,
            3 or 4 => 2,
            5 => 3,
            _ => 0,
        };

    /// <summary>
    /// All examples in all casings, tagged by models trained on the other folds.
    /// Folds are runs of neighbours, because sentences of one document help each other.
    /// </summary>
    public Dictionary<Example, Word[]> TagByOthers(List<Example[]> examples, Dictionary<Example, Word[]>? first = null)
    {
        var tagged = new Dictionary<Example, Word[]>(ReferenceEqualityComparer.Instance);
        for (var fold = 0; fold < plan.Folds; fold++)
        {
            bool Within(int i) => i / 50 % plan.Folds == fold;
            var weights = new WeightTable(Train([.. examples.Where((_, i) => !Within(i))], first).Quantise().Table);
            foreach (var example in examples.Where((_, i) => Within(i)).SelectMany(casings => casings))
            {
                var words = first is null ? example.Words() : [.. first[example]];
                if (first is null)
                    new Tagger(weights, null, lexicon, universal.Length).Tag(example.Text, words, universal);
                else
                    new Tagger(weights, null, lexicon, universal.Length).TagAgain(words, universal, weights);
                tagged[example] = words;
            }
        }
        return tagged;
    }
}
