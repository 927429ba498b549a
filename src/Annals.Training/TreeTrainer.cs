using Annals.Language;

namespace Annals.Training;

/// <summary>
/// Learns to build trees by building them, mistakes and all: a dynamic oracle (Goldberg and Nivre 2013) says after
/// every step, right or wrong, which steps lose no further arc.
/// </summary>
internal sealed class TreeTrainer(TrainingPlan plan)
{
    private readonly LearnedWeights moves = new(plan.MoveBits);
    private readonly LearnedWeights labels = new(plan.LabelBits);

    public (sbyte[] Moves, sbyte[] Labels) Train(List<(Example Example, Word[][] Words)> tagged)
    {
        var dice = new Dice(plan.Seed + 3);
        var order = tagged.ToArray();
        var state = new ParseState();
        for (var round = 0; round < plan.TreeRounds; round++)
        {
            var (arcs, right, labelled) = (0, 0, 0);
            dice.Shuffle<(Example, Word[][])>(order);
            foreach (var (example, casings) in order)
            {
                Learn(example.Gold, casings[TagTrainer.Casing(dice)], state, round, dice);
                for (var i = 0; i < example.Gold.Length; i++)
                {
                    arcs++;
                    if (Head(example.Gold, i) != state.Heads[i])
                        continue;
                    right++;
                    if (state.Labels[i] == (int)example.Gold[i].Relation)
                        labelled++;
                }
            }
            Console.Error.WriteLine($"  round {round + 1}: {100.0 * right / arcs:F2} / {100.0 * labelled / arcs:F2}");
        }
        return (moves.Quantise(), labels.Quantise());
    }

    private static int Head(GoldWord[] gold, int word) => gold[word].Head < 0 ? gold.Length : gold[word].Head;

    private void Learn(GoldWord[] gold, Word[] words, ParseState state, int round, Dice dice)
    {
        state.Begin(words.Length);
        Span<uint> moveFeatures = stackalloc uint[TreeParser.MoveFeatureCount];
        Span<uint> labelFeatures = stackalloc uint[TreeParser.LabelFeatureCount];
        Span<int> scores = stackalloc int[Weights.Lane];
        Span<int> labelScores = stackalloc int[(Relations.Count + Weights.Lane - 1) / Weights.Lane * Weights.Lane];
        Span<int> costs = stackalloc int[3];
        while (!state.Done)
        {
            var count = TreeFeatures.Move(state, words, moveFeatures);
            moves.Score(moveFeatures[..count], scores);
            var said = TreeParser.BestMove(state, scores);
            Costs(gold, state, costs);
            var best = Best(state, scores, costs);
            moves.Moment++;
            if (costs[said] > costs[best])
                moves.Update(moveFeatures[..count], best, said);
            // Later rounds mostly follow the parser into its own mistakes, which it must learn to live with.
            var move = costs[said] > costs[best] && (round == 0 || dice.Roll(10) == 0) ? best : said;
            if (move == TreeParser.Shift)
            {
                state.Shift();
                continue;
            }
            var child = state.Top(0);
            var head = move == TreeParser.Left ? state.Front : state.Top(1);
            if (move == TreeParser.Left && head == words.Length)
            {
                state.Left((int)Dependency.Root);
                continue;
            }
            count = TreeFeatures.Label(state, words, move, labelFeatures);
            labels.Score(labelFeatures[..count], labelScores);
            var label = TreeParser.BestLabel(state, move, labelScores[..Relations.Count]);
            labels.Moment++;
            if (head == Head(gold, child) && (int)gold[child].Relation is var right && right != label)
            {
                labels.Update(labelFeatures[..count], right, label);
                label = dice.Roll(2) == 0 ? right : label;
            }
            if (move == TreeParser.Left)
                state.Left(label);
            else
                state.Right(label);
        }
    }

    private static int Best(ParseState state, ReadOnlySpan<int> scores, ReadOnlySpan<int> costs)
    {
        var best = -1;
        for (var move = 0; move < 3; move++)
        {
            var may = move switch
            {
                TreeParser.Shift => state.MayShift,
                TreeParser.Left => state.MayLeft,
                _ => state.MayRight,
            };
            if (!may)
                continue;
            if (best < 0 || costs[move] < costs[best] || (costs[move] == costs[best] && scores[move] > scores[best]))
                best = move;
        }
        return best;
    }

    /// <summary>How many gold arcs each move puts out of reach.</summary>
    private static void Costs(GoldWord[] gold, ParseState state, Span<int> costs)
    {
        costs.Clear();
        var n = state.Length;
        var front = state.Front;
        var top = state.Top(0);
        var below = state.Top(1);
        if (state.MayShift)
        {
            // The word to come can no longer govern or be governed by what lies in the stack, but for its new neighbour.
            var head = Head(gold, front);
            for (var i = 0; i < state.Depth; i++)
            {
                var word = state.Stack[i];
                if (head == word && i != state.Depth - 1)
                    costs[TreeParser.Shift]++;
                if (Head(gold, word) == front)
                    costs[TreeParser.Shift]++;
            }
        }
        if (top < 0)
            return;
        var lost = 0;
        for (var word = front; word < n; word++)
            if (Head(gold, word) == top)
                lost++;
        var topHead = Head(gold, top);
        costs[TreeParser.Left] = lost + ((topHead == below && below >= 0) || topHead > front ? 1 : 0);
        costs[TreeParser.Right] = lost + (topHead >= front ? 1 : 0);
    }
}
