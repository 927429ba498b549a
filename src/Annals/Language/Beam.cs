namespace Annals.Language;

/// <summary>A way on from one state of the beam.</summary>
internal readonly record struct Step(long Score, int From, int Move);

/// <summary>
/// The states that are carried on side by side, best first. All have taken the same number of steps, so that their
/// scores compare. Kept between sentences: nothing is allocated for a word.
/// </summary>
internal sealed class Beam(int width)
{
    private readonly Step[] steps = new Step[width];
    private ParseState[] states = Fill(width);
    private ParseState[] others = Fill(width);

    public int Width { get; } = width;

    /// <summary>Scores of moves, and relations of arcs, that were asked for in this sentence.</summary>
    public Recall Moves { get; } = new(3);

    public Recall Arcs { get; } = new(1);

    public int Count { get; private set; }

    public ParseState this[int index] => states[index];

    /// <summary>The step that led to a state, valid until the next is offered.</summary>
    public Step Chosen(int index) => steps[index];

    private int stepCount;

    public void Begin(int length)
    {
        states[0].Begin(length);
        Count = 1;
        stepCount = 0;
        Moves.Forget();
        Arcs.Forget();
    }

    public void Offer(Step step)
    {
        if (stepCount == Width && step.Score <= steps[stepCount - 1].Score)
            return;
        var at = stepCount < Width ? stepCount++ : stepCount - 1;
        for (; at > 0 && steps[at - 1].Score < step.Score; at--)
            steps[at] = steps[at - 1];
        steps[at] = step;
    }

    /// <summary>Makes the offered steps the states, as they were before the step was taken.</summary>
    /// <param name="margin">Steps that are worse than the best by more than this are left out.</param>
    public void Choose(long margin)
    {
        var worst = steps[0].Score - margin;
        while (stepCount > 1 && steps[stepCount - 1].Score < worst)
            stepCount--;
        for (var i = 0; i < stepCount; i++)
        {
            var from = steps[i].From;
            // The last to need a state gets the state itself, the others a copy.
            var needed = false;
            for (var j = i + 1; j < stepCount && !needed; j++)
                needed = steps[j].From == from;
            if (needed)
                others[i].CopyFrom(states[from]);
            else
                (others[i], states[from]) = (states[from], others[i]);
            others[i].Score = steps[i].Score;
        }
        (states, others) = (others, states);
        Count = stepCount;
        stepCount = 0;
    }

    /// <summary>
    /// Of states that will go on alike only the best can win: the others make room (the idea of Huang and Sagae 2010).
    /// </summary>
    public void Merge()
    {
        Span<uint> seen = stackalloc uint[Width];
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            var outlook = states[i].Outlook;
            if (seen[..kept].Contains(outlook))
                continue;
            seen[kept] = outlook;
            (states[kept], states[i]) = (states[i], states[kept]);
            kept++;
        }
        Count = kept;
    }

    private static ParseState[] Fill(int count)
    {
        var states = new ParseState[count];
        for (var i = 0; i < count; i++)
            states[i] = new ParseState();
        return states;
    }
}
