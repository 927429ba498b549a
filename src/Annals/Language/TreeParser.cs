namespace Annals.Language;

/// <summary>
/// Builds a dependency tree from left to right (the arc-hybrid system of Kuhlmann, Gómez-Rodríguez and Satta 2011):
/// a word waits on a stack until it becomes a dependent of the word to come (left) or of the one below it (right).
/// What to do next and what to call an arc are two decisions with weights of their own. Several trees are carried
/// on side by side (Zhang and Nivre 2011), but only where they are nearly as good as the best.
/// </summary>
internal sealed class TreeParser(Weights moves, Weights labels, int labelCount, int margin)
{
    public const int Shift = 0;
    public const int Left = 1;
    public const int Right = 2;
    public const int MoveFeatureCount = 112;
    public const int LabelFeatureCount = 48;

    /// <summary>Trees carried on side by side.</summary>
    public const int Width = 8;

    /// <summary>Longer sentences are no sentences: one tree is enough, and copying would cost more than it brings.</summary>
    private const int LongestWithChoice = 200;

    private readonly int paddedLabels = (labelCount + Weights.Lane - 1) / Weights.Lane * Weights.Lane;

    public void Parse(Span<Word> words, Beam beam)
    {
        Span<uint> features = stackalloc uint[MoveFeatureCount];
        Span<int> scores = stackalloc int[Weights.Lane];
        Span<int> labelScores = stackalloc int[paddedLabels];
        beam.Begin(words.Length);
        var allowed = words.Length > LongestWithChoice ? 0 : margin;
        for (var step = 0; step < 2 * words.Length; step++)
        {
            for (var i = 0; i < beam.Count; i++)
                Offer(beam, i, words, features, scores);
            beam.Choose(allowed);
            for (var i = 0; i < beam.Count; i++)
                Take(beam, i, words, features, labelScores);
            if (beam.Count > 1)
                beam.Merge();
        }
        var state = beam[0];
        for (var i = 0; i < words.Length; i++)
        {
            words[i].Head = state.Heads[i] == words.Length ? -1 : state.Heads[i];
            words[i].Relation = (byte)state.Labels[i];
        }
    }

    /// <summary>Offers every move that one state of the beam allows.</summary>
    private void Offer(Beam beam, int index, ReadOnlySpan<Word> words, Span<uint> features, Span<int> scores)
    {
        var state = beam[index];
        if (!state.MayLeft && !state.MayRight)
        {
            beam.Offer(new Step(state.Score, index, Shift));
            return;
        }
        var answer = beam.Moves.Answer(state.Question, out var known);
        if (!known)
        {
            var count = TreeFeatures.Move(state, words, features);
            moves.Score(features[..count], scores);
            scores[..answer.Length].CopyTo(answer);
        }
        if (state.MayShift)
            beam.Offer(new Step(state.Score + answer[Shift], index, Shift));
        if (state.MayLeft)
            beam.Offer(new Step(state.Score + answer[Left], index, Left));
        if (state.MayRight)
            beam.Offer(new Step(state.Score + answer[Right], index, Right));
    }

    private void Take(Beam beam, int index, ReadOnlySpan<Word> words, Span<uint> features, Span<int> scores)
    {
        var state = beam[index];
        var move = beam.Chosen(index).Move;
        if (move == Shift)
        {
            state.Shift();
            return;
        }
        var answer = beam.Arcs.Answer(state.QuestionOfArc(move), out var known);
        if (!known)
            answer[0] = Name(state, move, words, features, scores);
        Attach(state, move, answer[0]);
    }

    /// <summary>Takes a move and names its arc.</summary>
    public void Take(ParseState state, int move, ReadOnlySpan<Word> words, Span<uint> features, Span<int> scores)
    {
        if (move == Shift)
        {
            state.Shift();
            return;
        }
        Attach(state, move, Name(state, move, words, features, scores));
    }

    private int Name(ParseState state, int move, ReadOnlySpan<Word> words, Span<uint> features, Span<int> scores)
    {
        if (move == Left && state.Front == state.Length)
            return (int)Dependency.Root;
        var count = TreeFeatures.Label(state, words, move, features);
        labels.Score(features[..count], scores);
        return BestLabel(scores[..labelCount]);
    }

    private static void Attach(ParseState state, int move, int label)
    {
        if (move == Left)
            state.Left(label);
        else
            state.Right(label);
    }

    /// <summary>What hangs on the root is the root, and nothing else is.</summary>
    public static int BestLabel(ReadOnlySpan<int> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            if (i != (int)Dependency.Root && scores[i] > scores[best])
                best = i;
        return best;
    }
}
