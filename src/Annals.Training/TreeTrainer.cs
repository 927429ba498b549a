using Annals.Language;

namespace Annals.Training;

/// <summary>
/// Learns to build trees with the search that will be used: the step at which the wrong trees lead the right one by
/// most is where the weights are corrected (max-violation, Huang, Fayong and Guo 2012).
/// </summary>
internal sealed class TreeTrainer
{
    private readonly TrainingPlan plan;
    private readonly ulong voice;
    private readonly LearnedWeights moves;
    private readonly LearnedWeights labels;
    private readonly TreeParser parser;
    private readonly Beam beam;
    private readonly ParseState gold = new();
    private readonly List<Step[]> history = [];

    public TreeTrainer(TrainingPlan plan, ulong voice)
    {
        this.plan = plan;
        this.voice = voice;
        moves = new LearnedWeights(plan.MoveBits, plan.Dropped);
        labels = new LearnedWeights(plan.LabelBits, plan.Dropped);
        parser = new TreeParser(moves, labels, Relations.Count, int.MaxValue);
        beam = new Beam(plan.BeamWidth);
    }

    public (LearnedWeights Moves, LearnedWeights Labels) Train(List<(GoldWord[] Gold, Word[] Words)[]> tagged)
    {
        var dice = new Dice(plan.Seed + voice + 3);
        var order = tagged
            .ConvertAll(copies =>
                Array.ConvertAll(copies, copy => (copy.Gold, Moves: Oracle.Moves(copy.Gold), copy.Words))
            )
            .ToArray();
        for (var round = 0; round < plan.TreeRounds; round++)
        {
            var (arcs, right, labelled) = (0, 0, 0);
            dice.Shuffle<(GoldWord[], byte[], Word[])[]>(order);
            foreach (var copies in order)
            {
                var (sentence, way, words) = copies[TagTrainer.Casing(dice)];
                Learn(sentence, way, words, dice);
                var state = beam[0];
                for (var i = 0; i < sentence.Length; i++)
                {
                    arcs++;
                    if (Oracle.Head(sentence, i) != state.Heads[i])
                        continue;
                    right++;
                    if (state.Labels[i] == (int)sentence[i].Relation)
                        labelled++;
                }
            }
            Console.Error.WriteLine($"  round {round + 1}: {100.0 * right / arcs:F2} / {100.0 * labelled / arcs:F2}");
        }
        return (moves, labels);
    }

    private void Learn(GoldWord[] sentence, byte[] way, Word[] words, Dice dice)
    {
        Span<uint> features = stackalloc uint[TreeParser.MoveFeatureCount];
        Span<int> scores = stackalloc int[Weights.Lane];
        Span<int> labelScores = stackalloc int[(Relations.Count + Weights.Lane - 1) / Weights.Lane * Weights.Lane];
        history.Clear();
        beam.Begin(words.Length);
        gold.Begin(words.Length);
        moves.Moment++;
        moves.Salt = labels.Salt = dice.Roll(int.MaxValue);
        var inBeam = 0;
        var (worst, worstStep) = (0L, -1);
        for (var step = 0; step < way.Length; step++)
        {
            for (var i = 0; i < beam.Count; i++)
                Offer(i, sentence, words, features, scores);
            if (gold.MayLeft || gold.MayRight)
            {
                var count = TreeFeatures.Move(gold, words, features);
                moves.Score(features[..count], scores);
                gold.Score += scores[way[step]];
            }
            beam.Choose(int.MaxValue);
            var chosen = new Step[beam.Count];
            var next = -1;
            for (var i = 0; i < beam.Count; i++)
            {
                chosen[i] = beam.Chosen(i);
                if (inBeam >= 0 && chosen[i].From == inBeam && chosen[i].Move == way[step])
                    next = i;
                parser.Take(beam[i], chosen[i].Move, words, features, labelScores);
            }
            history.Add(chosen);
            inBeam = next;
            parser.Take(gold, way[step], words, features, labelScores);
            if (inBeam != 0 && beam[0].Score - gold.Score is var violation && violation >= worst)
                (worst, worstStep) = (violation, step);
        }
        if (worstStep >= 0 && inBeam != 0)
        {
            var said = Said(worstStep);
            Follow(words, way, worstStep, said, 1);
            Follow(words, said, worstStep, way, -1);
        }
        Name(sentence, words, Said(way.Length - 1), dice);
    }

    /// <summary>
    /// Offers every move of one state. Moves that make a wrong arc look better than they are, so that right ones must win by
    /// a margin.
    /// </summary>
    private void Offer(int index, GoldWord[] sentence, Word[] words, Span<uint> features, Span<int> scores)
    {
        var state = beam[index];
        if (!state.MayLeft && !state.MayRight)
        {
            beam.Offer(new Step(state.Score, index, TreeParser.Shift));
            return;
        }
        var count = TreeFeatures.Move(state, words, features);
        moves.Score(features[..count], scores);
        if (state.MayShift)
            beam.Offer(new Step(state.Score + scores[TreeParser.Shift], index, TreeParser.Shift));
        var head = Oracle.Head(sentence, state.Top(0));
        if (state.MayLeft)
            beam.Offer(
                new Step(
                    state.Score + scores[TreeParser.Left] + (head == state.Front ? 0 : plan.ArcMargin),
                    index,
                    TreeParser.Left
                )
            );
        if (state.MayRight)
            beam.Offer(
                new Step(
                    state.Score + scores[TreeParser.Right] + (head == state.Top(1) ? 0 : plan.ArcMargin),
                    index,
                    TreeParser.Right
                )
            );
    }

    /// <summary>The moves of the best tree up to a step.</summary>
    private byte[] Said(int last)
    {
        var said = new byte[last + 1];
        var at = 0;
        for (var step = last; step >= 0; step--)
        {
            var taken = history[step][at];
            said[step] = (byte)taken.Move;
            at = taken.From;
        }
        return said;
    }

    /// <summary>Goes one way again and moves the weights of its decisions; what both ways share cancels out.</summary>
    private void Follow(Word[] words, byte[] way, int last, byte[] other, int by)
    {
        Span<uint> features = stackalloc uint[TreeParser.MoveFeatureCount];
        Span<int> labelScores = stackalloc int[(Relations.Count + Weights.Lane - 1) / Weights.Lane * Weights.Lane];
        gold.Begin(words.Length);
        var parted = false;
        for (var step = 0; step <= last; step++)
        {
            parted |= way[step] != other[step];
            if (parted && (gold.MayLeft || gold.MayRight))
            {
                var count = TreeFeatures.Move(gold, words, features);
                moves.Move(features[..count], way[step], by);
            }
            parser.Take(gold, way[step], words, features, labelScores);
        }
    }

    /// <summary>Goes the way that was chosen and learns to name those of its arcs that are right.</summary>
    private void Name(GoldWord[] sentence, Word[] words, byte[] way, Dice dice)
    {
        Span<uint> features = stackalloc uint[TreeParser.LabelFeatureCount];
        Span<int> scores = stackalloc int[(Relations.Count + Weights.Lane - 1) / Weights.Lane * Weights.Lane];
        gold.Begin(words.Length);
        foreach (var move in way)
        {
            if (move == TreeParser.Shift)
            {
                gold.Shift();
                continue;
            }
            var child = gold.Top(0);
            var head = move == TreeParser.Left ? gold.Front : gold.Top(1);
            var label = (int)Dependency.Root;
            if (head != words.Length)
            {
                var count = TreeFeatures.Label(gold, words, move, features);
                labels.Score(features[..count], scores);
                label = TreeParser.BestLabel(scores[..Relations.Count]);
                labels.Moment++;
                var right = (int)sentence[child].Relation;
                if (head == Oracle.Head(sentence, child) && right != (int)Dependency.Root)
                {
                    scores[right] -= plan.RelationMargin;
                    var rival = TreeParser.BestLabel(scores[..Relations.Count]);
                    if (rival != right)
                        labels.Update(features[..count], right, rival);
                    if (label != right)
                        label = dice.Roll(2) == 0 ? right : label;
                }
            }
            if (move == TreeParser.Left)
                gold.Left(label);
            else
                gold.Right(label);
        }
    }
}
