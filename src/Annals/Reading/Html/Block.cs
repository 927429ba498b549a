using System.Text;

namespace Annals.Reading.Html;

/// <summary>A stretch of text between block tags, with what its layout says of it.</summary>
internal sealed record Block
{
    /// <summary>As a reader sees it: references resolved, spaces folded, line breaks kept.</summary>
    public required string Text { get; init; }

    /// <summary>First and last character in the page as decoded.</summary>
    public required int Start { get; init; }

    public required int End { get; init; }

    /// <summary>The innermost block element around it.</summary>
    public required int Node { get; init; }

    public required HtmlTag Tag { get; init; }

    /// <summary>Words, and those of them that stand in links.</summary>
    public required int Words { get; init; }

    public required int LinkedWords { get; init; }

    /// <summary>Words in bold or italics.</summary>
    public required int StressedWords { get; init; }

    public double LinkShare => Words == 0 ? 0 : (double)LinkedWords / Words;

    public bool EndsSentence =>
        Text.AsSpan().TrimEnd(" )]\"'”’»") is [.., '.' or '!' or '?' or '…' or ':' or '。' or '؟' or '।'];

    /// <summary>Running text: long enough for a sentence, and not a list of links.</summary>
    public bool IsProse => LinkShare < 0.4 && (Words >= 12 || (Words >= 6 && EndsSentence));
}

/// <summary>The tree's text cut into blocks, in the order of the page.</summary>
internal static class Blocks
{
    public static List<Block> Of(HtmlTree tree)
    {
        var cutter = new Cutter(tree);
        for (var i = 0; i < tree.Count; )
            i = cutter.Visit(i);
        cutter.Flush();
        return cutter.Blocks;
    }

    private sealed class Cutter(HtmlTree tree)
    {
        private readonly StringBuilder text = new();
        private int node = -1;
        private int start;
        private int end;
        private int linked;
        private int stressed;

        public List<Block> Blocks { get; } = [];

        /// <summary>The next node to visit.</summary>
        public int Visit(int index)
        {
            ref var current = ref tree.At(index);
            if (IsUnseen(current.Tag))
                return current.SubtreeEnd;
            if (current.Tag == HtmlTag.Br)
                BreakLine();
            if (!current.IsText)
                return index + 1;
            Add(index, ref current);
            return index + 1;
        }

        private void Add(int index, ref HtmlNode current)
        {
            var raw = tree.Source.AsSpan(current.Start, current.End - current.Start);
            var (block, isLinked, isStressed) = Surroundings(index);
            if (block != node)
                Flush();
            // Between two blocks there may be nothing but inline elements' ends: a block is told by its element.
            node = block;
            if (raw.Trim(" \t\r\n\f").IsEmpty)
            {
                Spaces.AppendFolded(text, raw);
                return;
            }
            if (text.Length == 0)
                start = current.Start + (raw.Length - raw.TrimStart().Length);
            end = current.End - (raw.Length - raw.TrimEnd().Length);
            var before = text.Length;
            Spaces.AppendFolded(text, CharacterReferences.Resolve(raw));
            var words = CountWords(text, before);
            if (isLinked)
                linked += words;
            if (isStressed)
                stressed += words;
        }

        private (int Block, bool Linked, bool Stressed) Surroundings(int index)
        {
            var (isLinked, isStressed) = (false, false);
            var parent = tree[index].Parent;
            while (parent > 0 && HtmlTags.IsInline(tree[parent].Tag))
            {
                isLinked |= tree[parent].Tag == HtmlTag.A;
                isStressed |= tree[parent].Tag is HtmlTag.B or HtmlTag.Strong or HtmlTag.Em or HtmlTag.I;
                parent = tree[parent].Parent;
            }
            if (!isLinked)
                for (var above = parent; above > 0; above = tree[above].Parent)
                    if (tree[above].Tag == HtmlTag.A)
                        isLinked = true;
            return (parent, isLinked, isStressed);
        }

        private void BreakLine()
        {
            while (text.Length > 0 && text[^1] == ' ')
                text.Length--;
            if (text.Length > 0 && text[^1] == '\n')
                Flush();
            else if (text.Length > 0)
                text.Append('\n');
        }

        public void Flush()
        {
            var whole = text.ToString().TrimEnd(' ', '\n');
            if (whole.Length > 0)
                Blocks.Add(
                    new Block
                    {
                        Text = whole,
                        Start = start,
                        End = end,
                        Node = node,
                        Tag = tree[node].Tag,
                        Words = CountWords(text, 0),
                        LinkedWords = linked,
                        StressedWords = stressed,
                    }
                );
            text.Clear();
            (linked, stressed) = (0, 0);
        }

        private static int CountWords(StringBuilder text, int from)
        {
            var words = 0;
            var inWord = false;
            for (var i = from; i < text.Length; i++)
            {
                var letter = char.IsLetterOrDigit(text[i]) || text[i] is '\'' or '’';
                if (letter && !inWord)
                    words++;
                // Scripts without spaces: about two letters a word.
                else if (letter && text[i] >= '\u3040' && text[i] <= '\u9FFF' && (i & 1) == 0)
                    words++;
                inWord = letter;
            }
            return words;
        }
    }

    /// <summary>Elements whose text no reader sees as text.</summary>
    private static bool IsUnseen(HtmlTag tag) =>
        tag
            is HtmlTag.Script
                or HtmlTag.Style
                or HtmlTag.Noscript
                or HtmlTag.Svg
                or HtmlTag.Template
                or HtmlTag.Head
                or HtmlTag.Title
                or HtmlTag.Iframe
                or HtmlTag.Noembed
                or HtmlTag.Noframes
                or HtmlTag.Select
                or HtmlTag.Textarea
                or HtmlTag.Button
                or HtmlTag.Canvas
                or HtmlTag.Object
                or HtmlTag.Video
                or HtmlTag.Audio;
}
