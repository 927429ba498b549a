using Annals.Record;

namespace Annals.Answers;

/// <summary>A table of an answer as CSV (RFC 4180), a line at a time without its end.</summary>
public static class Csv
{
    public static IEnumerable<string> Lines(AnswerTable table) =>
        table
            .Rows.Select(row => row.AsEnumerable())
            .Prepend(table.Columns)
            .Select(cells => string.Join(',', cells.Select(Cell)));

    /// <summary>No cell is one that a spreadsheet would take for a formula.</summary>
    private static string Cell(string value)
    {
        if (value.Length > 1 && value[0] is '=' or '+' or '@' or '\t' or '\r')
            value = "'" + value;
        return value.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;
    }
}
