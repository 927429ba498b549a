namespace Annals.Language;

/// <summary>
/// A tree under construction: a stack, the words still to come, and the arcs made so far. Word n stands for the root.
/// </summary>
internal sealed class ParseState
{
    public const int Nothing = -1;

    private int[] cells = [];

    public int Length { get; private set; }

    public int Depth;
    public int Front;
    public long Score;

    // Columns of one block of memory, so that copying a state is one copy.
    private int stride;

    public Span<int> Stack => cells.AsSpan(0, stride);

    public Span<int> Heads => cells.AsSpan(stride, stride);

    public Span<int> Labels => cells.AsSpan(2 * stride, stride);

    /// <summary>Outermost and next to outermost dependents on either side.</summary>
    public Span<int> Left1 => cells.AsSpan(3 * stride, stride);

    public Span<int> Left2 => cells.AsSpan(4 * stride, stride);

    public Span<int> Right1 => cells.AsSpan(5 * stride, stride);

    public Span<int> Right2 => cells.AsSpan(6 * stride, stride);

    /// <summary>Number of dependents (low bits) and hash of their relations.</summary>
    public Span<int> LeftSet => cells.AsSpan(7 * stride, stride);

    public Span<int> RightSet => cells.AsSpan(8 * stride, stride);

    /// <summary>Hash of what lies on the stack below each place.</summary>
    private Span<int> Below => cells.AsSpan(9 * stride, stride);

    private const int Columns = 10;

    /// <summary>
    /// Names all that later decisions can still see: the stack, the word to come, and their outermost dependents. States
    /// that share it differ only in what is finished, and will go on alike.
    /// </summary>
    public uint Outlook =>
        Depth == 0 ? Hash.Mix(600, View(Front)) : Hash.Mix(600, (uint)Below[Depth - 1], View(Top(0)), View(Front));

    /// <summary>Names all that the next move is chosen by.</summary>
    public uint Question =>
        Hash.Mix(
            603,
            View(Top(0)),
            Depth > 1 ? View(Top(1)) : 0,
            Hash.Mix(604, (uint)Top(2), (uint)Math.Min(Depth, 4)),
            View(Front)
        );

    /// <summary>Names all that the relation of the arc is chosen by that a move makes.</summary>
    public uint QuestionOfArc(int move) =>
        Hash.Mix(605, (uint)move, View(Top(0)), View(move == TreeParser.Left ? Front : Top(1)));

    private uint View(int word)
    {
        var right = Right1[word];
        var further = right == Nothing ? Nothing : Right1[right];
        return Hash.Mix(
            Hash.Mix(601, (uint)word, (uint)LeftSet[word], (uint)RightSet[word], (uint)further),
            (uint)Left1[word],
            (uint)Left2[word],
            (uint)right,
            (uint)Right2[word]
        );
    }

    public void Begin(int length)
    {
        Length = length;
        stride = length + 1;
        if (cells.Length < stride * Columns)
            cells = new int[stride * Columns * 2];
        cells.AsSpan(0, 7 * stride).Fill(Nothing);
        cells.AsSpan(7 * stride, 2 * stride).Clear();
        Depth = 0;
        Front = 0;
        Score = 0;
    }

    public void CopyFrom(ParseState other)
    {
        Length = other.Length;
        stride = other.stride;
        Depth = other.Depth;
        Front = other.Front;
        Score = other.Score;
        if (cells.Length < stride * Columns)
            cells = new int[stride * Columns * 2];
        other.cells.AsSpan(0, stride * Columns).CopyTo(cells);
    }

    public bool Done => Front == Length && Depth == 0;

    public int Top(int down) => Depth > down ? cells[Depth - 1 - down] : Nothing;

    public int Ahead(int by) =>
        Front + by < Length ? Front + by
        : Front + by == Length ? Length
        : Nothing;

    public bool MayShift => Front < Length;

    /// <summary>Only one word may hang on the root.</summary>
    public bool MayLeft => Depth > 0 && (Front < Length || Depth == 1);

    public bool MayRight => Depth > 1;

    public void Shift()
    {
        Below[Depth] = Depth == 0 ? 0 : (int)Hash.Mix(602, (uint)Below[Depth - 1], View(Top(0)));
        cells[Depth++] = Front++;
    }

    /// <summary>The top of the stack becomes a dependent of the word to come.</summary>
    public void Left(int label)
    {
        var child = cells[--Depth];
        Heads[child] = Front;
        Labels[child] = label;
        Left2[Front] = Left1[Front];
        Left1[Front] = child;
        LeftSet[Front] = (LeftSet[Front] * 61) + label + 1;
    }

    /// <summary>The top of the stack becomes a dependent of the one below.</summary>
    public void Right(int label)
    {
        var child = cells[--Depth];
        var head = cells[Depth - 1];
        Heads[child] = head;
        Labels[child] = label;
        Right2[head] = Right1[head];
        Right1[head] = child;
        RightSet[head] = (RightSet[head] * 61) + label + 1;
    }
}
