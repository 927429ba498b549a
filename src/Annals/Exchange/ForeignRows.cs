using System.Text;
using System.Text.Json;

namespace Annals.Exchange;

/// <summary>A row of someone else's data as it came: its line, its cells by the names of the columns, and the words of the row itself.</summary>
/// <param name="Wrong">Why it is not understood; null where it is.</param>
public sealed record ForeignRow(long Line, IReadOnlyDictionary<string, string> Cells, string Text, string? Wrong = null)
{
    internal static ForeignRow Broken(long line, string text, string wrong) =>
        new(line, new Dictionary<string, string>(), text, wrong);
}

/// <summary>
/// Rows of CSV with a header (RFC 4180: quoted cells may hold commas, quotes and line breaks) or of JSON Lines. Columns
/// go by name, never by position: others move theirs. Values stay text, so that no leading nought is lost.
/// </summary>
public static class ForeignRows
{
    /// <param name="reader">Read to its end.</param>
    /// <param name="header">The first line of a CSV file; "" for JSON Lines.</param>
    /// <returns>Each row; one that is not understood says why, and the rows after it are read.</returns>
    /// <exception cref="InvalidDataException">There is no header, or two columns of one name; the message names the line.</exception>
    public static IEnumerable<ForeignRow> Read(TextReader reader, out string header)
    {
        if (reader.Peek() == '{')
        {
            header = "";
            return JsonLines(reader);
        }
        var csv = new CsvReader(reader);
        var columns = csv.Next() ?? throw new InvalidDataException("1: the file is empty");
        header = csv.Text;
        string[] names = [.. columns.Select(column => column.Trim('\uFEFF', ' '))];
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException($"1: two columns are called \"{twice.Key}\"");
        return CsvRows(csv, names);
    }

    private static IEnumerable<ForeignRow> CsvRows(CsvReader csv, string[] columns)
    {
        while (csv.Next() is { } cells)
        {
            if (cells is [""])
                continue;
            if (csv.IsOpen)
            {
                yield return ForeignRow.Broken(csv.Line, csv.Text, "a quote is not closed, to the end of the file");
                continue;
            }
            if (cells.Count != columns.Length)
            {
                yield return ForeignRow.Broken(
                    csv.Line,
                    csv.Text,
                    $"{cells.Count} cells, but {columns.Length} columns"
                );
                continue;
            }
            var row = new Dictionary<string, string>(columns.Length, StringComparer.Ordinal);
            for (var column = 0; column < cells.Count; column++)
                row[columns[column]] = cells[column];
            yield return new ForeignRow(csv.Line, row, csv.Text);
        }
    }

    private static IEnumerable<ForeignRow> JsonLines(TextReader reader)
    {
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length > 0)
                yield return Row(line, number);
        }
    }

    private static ForeignRow Row(string line, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return new ForeignRow(
                number,
                document
                    .RootElement.EnumerateObject()
                    .ToDictionary(
                        cell => cell.Name,
                        cell => cell.Value.ValueKind == JsonValueKind.Null ? "" : cell.Value.ToString(),
                        StringComparer.Ordinal
                    ),
                line
            );
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or ArgumentException)
        {
            return ForeignRow.Broken(number, line, "is no object of JSON");
        }
    }

    /// <summary>One row after the other; <see cref="Text"/> is the row as it stands in the file.</summary>
    private sealed class CsvReader(TextReader reader)
    {
        private int next = 1;

        /// <summary>On which the row begins.</summary>
        public int Line { get; private set; }

        public string Text { get; private set; } = "";

        /// <summary>The file ended within quotes.</summary>
        public bool IsOpen { get; private set; }

        public List<string>? Next()
        {
            if (reader.Peek() < 0)
                return null;
            Line = next;
            var (cells, cell, text) = (new List<string>(), new StringBuilder(), new StringBuilder());
            var quoted = false;
            for (int read; (read = reader.Read()) >= 0; )
            {
                var letter = (char)read;
                if (letter == '\n')
                    next++;
                if (!quoted && letter == '\n')
                    break;
                text.Append(letter);
                if (letter == '"')
                {
                    // A quote within quotes stands twice.
                    if (quoted && reader.Peek() == '"')
                    {
                        text.Append((char)reader.Read());
                        cell.Append('"');
                    }
                    else
                        quoted = !quoted;
                }
                else if (letter == ',' && !quoted)
                {
                    cells.Add(cell.ToString());
                    cell.Clear();
                }
                else if (letter != '\r' || quoted)
                    cell.Append(letter);
            }
            IsOpen = quoted;
            cells.Add(cell.ToString());
            Text = text.ToString().TrimEnd('\r');
            return cells;
        }
    }
}
