namespace Annals.Language;

/// <summary>
/// Builds a dependency tree from left to right (the arc-hybrid system of Kuhlmann, Gómez-Rodríguez and Satta 2011):
/// a word waits on a stack until it becomes a dependent of the word to come (left) or of the one below it (right).
/// What to do next and what to call an arc are two decisions with weights of their own.
/// </summary>
internal sealed class TreeParser(Weights moves, Weights labels, int labelCount)
{
    public const int Shift = 0;
    public const int Left = 1;
    public const int Right = 2;
    public const int MoveFeatureCount = 110;
    public const int LabelFeatureCount = 48;

    private readonly int paddedLabels = (labelCount + Weights.Lane - 1) / Weights.Lane * Weights.Lane;

    public void Parse(Span<Word> words, ParseState state)
    {
        state.Begin(words.Length);
        Span<uint> moveFeatures = stackalloc uint[MoveFeatureCount];
        Span<uint> labelFeatures = stackalloc uint[LabelFeatureCount];
        Span<int> scores = stackalloc int[Weights.Lane];
        Span<int> labelScores = stackalloc int[paddedLabels];
        while (!state.Done)
        {
            var count = TreeFeatures.Move(state, words, moveFeatures);
            moves.Score(moveFeatures[..count], scores);
            var move = BestMove(state, scores);
            if (move == Shift)
            {
                state.Shift();
                continue;
            }
            count = TreeFeatures.Label(state, words, move, labelFeatures);
            labels.Score(labelFeatures[..count], labelScores);
            var label = BestLabel(state, move, labelScores[..labelCount]);
            if (move == Left)
                state.Left(label);
            else
                state.Right(label);
        }
        for (var i = 0; i < words.Length; i++)
        {
            words[i].Head = state.Heads[i] == words.Length ? -1 : state.Heads[i];
            words[i].Relation = (byte)state.Labels[i];
        }
    }

    public static int BestMove(ParseState state, ReadOnlySpan<int> scores)
    {
        var best = -1;
        if (state.MayShift)
            best = Shift;
        if (state.MayLeft && (best < 0 || scores[Left] > scores[best]))
            best = Left;
        if (state.MayRight && (best < 0 || scores[Right] > scores[best]))
            best = Right;
        return best;
    }

    /// <summary>What hangs on the root is the root, and nothing else is.</summary>
    public static int BestLabel(ParseState state, int move, ReadOnlySpan<int> scores)
    {
        if (move == Left && state.Front == state.Length)
            return (int)Dependency.Root;
        var best = -1;
        for (var i = 0; i < scores.Length; i++)
            if (i != (int)Dependency.Root && (best < 0 || scores[i] > scores[best]))
                best = i;
        return best;
    }
}
