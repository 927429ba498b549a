using Annals.Language;

namespace Annals.Training;

internal sealed class TokenTrainer(List<GoldDocument> documents, TrainingPlan plan)
{
    public (sbyte[] Weights, uint[] CutRuns) Train()
    {
        var runs = CutRuns();
        var weights = new LearnedWeights(plan.TokenBits);
        var tokeniser = new Tokeniser(weights, [.. runs], Abbreviations.None);
        var dice = new Dice(plan.Seed);
        var order = documents.ToArray();
        Span<uint> features = stackalloc uint[Tokeniser.FeatureCount];
        Span<int> scores = stackalloc int[Weights.Lane];
        for (var round = 0; round < plan.TokenRounds; round++)
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
                var gold = Boundaries(document);
                var end = 0;
                for (var start = 0; start < text.Length; start = end)
                {
                    while (start < text.Length && char.IsWhiteSpace(text[start]))
                        start++;
                    end = start;
                    while (end < text.Length && !char.IsWhiteSpace(text[end]))
                        end++;
                    var next = end;
                    while (next < text.Length && char.IsWhiteSpace(text[next]))
                        next++;
                    var address = Tokeniser.AddressIn(text, start, end);
                    for (var p = start + 1; p < end; p++)
                    {
                        if (address.Holds(p) || !tokeniser.MayCut(text, start, p, end))
                            continue;
                        Tokeniser.Features(text, start, p, end, next, features);
                        weights.Score(features, scores);
                        var said = Tagger.Best(scores[..3]);
                        weights.Moment++;
                        seen++;
                        if (said == gold[p])
                            continue;
                        weights.Update(features, gold[p], said);
                        wrong++;
                    }
                }
            }
            Console.Error.WriteLine($"  round {round + 1}: {wrong} of {seen}");
        }
        return (weights.Quantise().Table, runs);
    }

    private static byte[] Boundaries(GoldDocument document)
    {
        var gold = new byte[document.Text.Length + 1];
        foreach (var sentence in document.Sentences)
        foreach (var word in sentence)
            gold[word.Start] = (byte)(word.Joined ? Tokeniser.Join : Tokeniser.Cut);
        return gold;
    }

    /// <summary>Runs of letters that are somewhere cut inside.</summary>
    private uint[] CutRuns()
    {
        var runs = new SortedSet<uint>();
        foreach (var document in documents)
        {
            var gold = Boundaries(document);
            var text = document.Text;
            for (var p = 1; p < text.Length; p++)
            {
                if (gold[p] == Tokeniser.Keep || Tokeniser.KindOf(text[p]) != 1 || Tokeniser.KindOf(text[p - 1]) != 1)
                    continue;
                var (first, last) = Tokeniser.RunAround(text, 0, p, text.Length);
                runs.Add(Tokeniser.RunHash(text.AsSpan(first, last - first)));
            }
        }
        return [.. runs];
    }
}
