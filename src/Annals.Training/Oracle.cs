using Annals.Language;

namespace Annals.Training;

/// <summary>The moves that build a given tree.</summary>
internal static class Oracle
{
    /// <summary>The root is the place after the last word.</summary>
    public static int Head(GoldWord[] gold, int word) => gold[word].Head < 0 ? gold.Length : gold[word].Head;

    public static byte[] Moves(GoldWord[] gold)
    {
        var heads = Projective(gold);
        var n = gold.Length;
        var open = new int[n + 1];
        foreach (var head in heads)
            open[head]++;
        var moves = new byte[2 * n];
        var stack = new Stack<int>();
        var front = 0;
        for (var step = 0; step < moves.Length; step++)
        {
            var move = TreeParser.Shift;
            if (stack.TryPeek(out var top) && open[top] == 0)
            {
                if (heads[top] == front)
                    move = TreeParser.Left;
                else if (stack.Count > 1 && heads[top] == stack.ElementAt(1))
                    move = TreeParser.Right;
            }
            moves[step] = (byte)move;
            if (move == TreeParser.Shift)
                stack.Push(front++);
            else
                open[heads[stack.Pop()]]--;
        }
        return moves;
    }

    /// <summary>Arcs that cross others are lifted to the head's head until none do (Nivre and Nilsson 2005).</summary>
    private static int[] Projective(GoldWord[] gold)
    {
        var n = gold.Length;
        var heads = new int[n];
        for (var i = 0; i < n; i++)
            heads[i] = Head(gold, i);
        while (true)
        {
            var (shortest, length) = (-1, int.MaxValue);
            for (var word = 0; word < n; word++)
            {
                var (low, high) = (Math.Min(word, heads[word]), Math.Max(word, heads[word]));
                if (heads[word] == n || high - low >= length)
                    continue;
                for (var between = low + 1; between < high; between++)
                {
                    if (Governs(heads, heads[word], between))
                        continue;
                    (shortest, length) = (word, high - low);
                    break;
                }
            }
            if (shortest < 0)
                return heads;
            heads[shortest] = heads[heads[shortest]];
        }
    }

    private static bool Governs(int[] heads, int governor, int word)
    {
        while (word < heads.Length && word != governor)
            word = heads[word];
        return word == governor;
    }
}
