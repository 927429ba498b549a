using System.Collections.Immutable;
using Annals.Answers;

namespace Annals.Cli.Writing;

/// <summary>
/// An answer's table as aligned text, no wider than the window: the widest columns give way first, and what does not
/// fit on a line goes on below it. Nothing is cut and nothing is coloured, so it may go into a file or a mail as well.
/// </summary>
internal static class TextTable
{
    private const string Gap = "  ";
    private const int NarrowestColumn = 8;

    /// <summary>The table's lines, with its title above and its notes below.</summary>
    public static IEnumerable<string> Lines(AnswerTable table, int width)
    {
        if (table.Title.Length > 0)
            yield return table.Title;
        if (table.Rows.Length == 0)
            yield return Gap + "none";
        else
            foreach (var line in Body(table, width))
                yield return line;
        foreach (var note in table.Notes)
            yield return note;
    }

    private static IEnumerable<string> Body(AnswerTable table, int width)
    {
        var widths = Widths(table, width);
        foreach (var line in Wrapped(table.Columns, widths))
            yield return line;
        yield return string.Join(Gap, widths.Select(column => new string('-', column)));
        foreach (var row in table.Rows)
        foreach (var line in Wrapped(row, widths))
            yield return line;
    }

    private static int[] Widths(AnswerTable table, int width)
    {
        var widths = new int[table.Columns.Length];
        for (var column = 0; column < widths.Length; column++)
            widths[column] = table.Rows.Select(row => row[column].Length).Append(table.Columns[column].Length).Max();
        var room = Math.Max(width - 1 - Gap.Length * (widths.Length - 1), NarrowestColumn * widths.Length);
        while (widths.Sum() > room && widths.Max() > NarrowestColumn)
            widths[Array.IndexOf(widths, widths.Max())]--;
        return widths;
    }

    private static IEnumerable<string> Wrapped(ImmutableArray<string> cells, int[] widths)
    {
        var parts = cells.Select((cell, column) => Wrap(cell, widths[column])).ToArray();
        var height = parts.Max(part => part.Count);
        for (var line = 0; line < height; line++)
            yield return string.Join(
                    Gap,
                    parts.Select((part, column) => (line < part.Count ? part[line] : "").PadRight(widths[column]))
                )
                .TrimEnd();
    }

    /// <summary>Lines of at most so many letters, broken at blanks, within a word only where one alone is too long.</summary>
    private static List<string> Wrap(string cell, int width)
    {
        var lines = new List<string>();
        var rest = cell.ReplaceLineEndings(" ");
        while (rest.Length > width)
        {
            var cut = rest.LastIndexOf(' ', width);
            if (cut <= 0)
                cut = char.IsHighSurrogate(rest[width - 1]) ? width - 1 : width;
            lines.Add(rest[..cut]);
            rest = rest[cut..].TrimStart();
        }
        lines.Add(rest);
        return lines;
    }
}
