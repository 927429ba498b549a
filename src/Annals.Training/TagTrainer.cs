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
    public LearnedWeights[] Train(List<Example[]> examples, Dictionary<Example, Word[]>? first = null) =>
        plan.EachVoice(voice => Train(examples, first, voice));

    private LearnedWeights Train(List<Example[]> examples, Dictionary<Example, Word[]>? first, ulong voice)
    {
        var weights = new LearnedWeights(first is null ? plan.TagBits : plan.SecondTagBits, plan.Dropped);
        var featureCount = first is null ? Tagger.FeatureCount : Tagger.SecondFeatureCount;
        var dice = new Dice(plan.Seed + voice + 2);
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
                weights.Salt = dice.Roll(int.MaxValue);
                var words = first is null ? example.Words(lexicon) : [.. first[example]];
                if (first is null)
                    Tagger.BlotCasing(example.Text, words);
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
                    wrong += said == gold ? 0 : 1;
                    scores[gold] -= plan.TagMargin;
                    var rival = Tagger.Best(scores[..universal.Length]);
                    if (rival != gold)
                        weights.Update(features, gold, rival);
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
        var folds = Enumerable
            .Range(0, plan.Folds)
            .AsParallel()
            .AsOrdered()
            .Select(fold => TagByOthers(examples, fold, first))
            .ToArray();
        var tagged = new Dictionary<Example, Word[]>(ReferenceEqualityComparer.Instance);
        foreach (var (example, words) in folds.SelectMany(fold => fold))
            tagged[example] = words;
        return tagged;
    }

    private List<(Example, Word[])> TagByOthers(List<Example[]> examples, int fold, Dictionary<Example, Word[]>? first)
    {
        bool Within(int i) => i / 50 % plan.Folds == fold;
        var learnt = Train([.. examples.Where((_, i) => !Within(i))], first, voice: 0);
        var weights = new WeightTable(learnt.Quantise().Table);
        var tagger = new Tagger(weights, null, universal.Length, int.MaxValue);
        var tagged = new List<(Example, Word[])>();
        foreach (var example in examples.Where((_, i) => Within(i)).SelectMany(casings => casings))
        {
            var words = first is null ? example.Words(lexicon) : [.. first[example]];
            if (first is null)
                tagger.Tag(example.Text, words, universal);
            else
                tagger.TagAgain(words, universal, weights);
            tagged.Add((example, words));
        }
        return tagged;
    }
}
