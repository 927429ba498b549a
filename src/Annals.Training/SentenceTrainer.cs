using Annals.Language;

namespace Annals.Training;

internal sealed class SentenceTrainer(List<GoldDocument> documents, Lexicon lexicon, TrainingPlan plan)
{
    public sbyte[] Train()
    {
        var weights = new LearnedWeights(plan.SentenceBits);
        var dice = new Dice(plan.Seed + 1);
        var order = documents.ToArray();
        Span<uint> features = stackalloc uint[SentenceSplitter.FeatureCount];
        Span<int> scores = stackalloc int[Weights.Lane];
        for (var round = 0; round < plan.SentenceRounds; round++)
        {
            var (seen, wrong) = (0, 0);
            dice.Shuffle<GoldDocument>(order);
            foreach (var document in order)
            {
                var text = dice.Roll(10) switch
                {
                    0 => Casings.Capitals(document.Text),
                    1 => Casings.Small(document.Text),
                    _ => document.Text,
                };
                var words = document.Sentences.SelectMany(s => new Example(text, s).Words(lexicon)).ToArray();
                Layout.Mark(text, words);
                var first = 0;
                var sentence = 0;
                var end = document.Sentences[0].Length - 1;
                for (var i = 0; i + 1 < words.Length; i++)
                {
                    var gold = i == end;
                    if (words[i + 1].Gap != Gap.Blank && SentenceSplitter.MayEnd(text, words, i))
                    {
                        SentenceSplitter.Features(text, words, first, i, features);
                        weights.Score(features, scores);
                        weights.Moment++;
                        seen++;
                        if (scores[1] > scores[0] != gold)
                        {
                            weights.Update(features, gold ? 1 : 0, gold ? 0 : 1);
                            wrong++;
                        }
                    }
                    if (!gold)
                        continue;
                    first = i + 1;
                    end += document.Sentences[++sentence].Length;
                }
            }
            Console.Error.WriteLine($"  round {round + 1}: {wrong} of {seen}");
        }
        return weights.Quantise().Table;
    }
}
