namespace Annals.Language;

/// <summary>Tells the line breaks of hard-wrapped text from those that mean something.</summary>
internal static class Layout
{
    /// <summary>Wrapped text has no longer lines than this.</summary>
    private const int WidestColumn = 132;

    /// <summary>Shorter blocks tell too little of the width of a column.</summary>
    private const int NarrowestColumn = 40;

    /// <summary>
    /// Sets the gap before each word. A break is a wrap where the first word of the next line would not have fitted
    /// into the widest line of its block (the lines between two blank lines, or of the whole text where wider).
    /// </summary>
    public static void Mark(ReadOnlySpan<char> text, Span<Word> words)
    {
        var widest = 0;
        var longest = 0;
        foreach (var line in text.EnumerateLines())
        {
            var width = line.TrimEnd().Length;
            longest = Math.Max(longest, width);
            if (width <= WidestColumn)
                widest = Math.Max(widest, width);
        }
        var wrapped = longest <= WidestColumn && widest >= NarrowestColumn;
        var lineStart = 0;
        for (var i = 0; i < words.Length; i++)
        {
            var previous = i == 0 ? 0 : words[i - 1].End;
            var gap = text[previous..words[i].Start];
            if (gap.IsEmpty)
            {
                words[i].Gap = i == 0 ? Gap.Blank : Gap.None;
                continue;
            }
            var breaks = 0;
            for (var at = 0; at < gap.Length; at++)
            {
                if (
                    gap[at] is '\n' or '\u2029' or '\u2028' or '\v' or '\f'
                    || (gap[at] == '\r' && (at + 1 == gap.Length || gap[at + 1] != '\n'))
                )
                    breaks++;
            }
            if (i == 0 || breaks > 1)
            {
                words[i].Gap = Gap.Blank;
                lineStart = words[i].Start;
                continue;
            }
            if (breaks == 0)
            {
                words[i].Gap = Gap.Space;
                continue;
            }
            var end = words[i].Start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            var needed = previous - lineStart + 1 + (end - words[i].Start);
            words[i].Gap = wrapped && needed > widest - 8 ? Gap.Wrap : Gap.Line;
            lineStart = words[i].Start;
        }
    }
}
