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
    public LearnedWeights Train(List<Example[]> examples)
    {
        var weights = new LearnedWeights(plan.TagBits);
        var dice = new Dice(plan.Seed + 2);
        var order = examples.ToArray();
        var padded = (universal.Length + Weights.Lane - 1) / Weights.Lane * Weights.Lane;
        Span<uint> features = stackalloc uint[Tagger.FeatureCount];
        Span<int> scores = stackalloc int[padded];
        for (var round = 0; round < plan.TagRounds; round++)
        {
            var (seen, wrong) = (0, 0);
            dice.Shuffle<Example[]>(order);
            foreach (var casings in order)
            {
                var example = casings[Casing(dice)];
                var words = example.Words();
                Tagger.Prepare(example.Text, words, lexicon);
                for (var i = 0; i < words.Length; i++)
                {
                    Tagger.Features(words, i, features);
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

    /// <summary>All examples in all casings, tagged by a model trained on the other folds.</summary>
    public List<(Example Example, Word[][] Words)> TagByOthers(List<Example[]> examples)
    {
        var tagged = new (Example, Word[][])[examples.Count];
        for (var fold = 0; fold < plan.Folds; fold++)
        {
            // Folds are runs of neighbours, because sentences of one document help each other.
            bool Within(int i) => i / 50 % plan.Folds == fold;
            var weights = Train([.. examples.Where((_, i) => !Within(i))]);
            var tagger = new Tagger(new WeightTable(weights.Quantise()), lexicon, universal.Length);
            for (var i = 0; i < examples.Count; i++)
            {
                if (!Within(i))
                    continue;
                var casings = new Word[examples[i].Length][];
                for (var c = 0; c < casings.Length; c++)
                {
                    casings[c] = examples[i][c].Words();
                    tagger.Tag(examples[i][c].Text, casings[c], universal);
                }
                tagged[i] = (examples[i][0], casings);
            }
        }
        return [.. tagged];
    }
}
