using System.Collections.Immutable;

namespace Annals.Knowledge;

/// <summary>
/// A knowledge file: UTF-8, tab-separated. Lines that begin with # are comments, empty lines are skipped, the first
/// other line names the columns. Missing cells at the end of a line are empty; a cell too many stops the load.
/// Lists within a cell are parted by "|" .
/// </summary>
public sealed class Table
{
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);

    private Table(string file) => File = file;

    public string File { get; }

    /// <summary>Names of the columns, in the order of the file.</summary>
    public ImmutableArray<string> ColumnNames =>
        [.. columns.OrderBy(column => column.Value).Select(column => column.Key)];

    public ImmutableArray<Row> Rows { get; private set; } = [];

    /// <exception cref="KnowledgeException">The file is missing, has no header, or a line has too many cells.</exception>
    public static Table Read(string file)
    {
        if (!System.IO.File.Exists(file))
            throw new KnowledgeException(file, 0, "no such file");
        return Parse(file, System.IO.File.ReadAllText(file));
    }

    /// <summary>The same from a text at hand; the name is for messages.</summary>
    public static Table Parse(string file, string text)
    {
        var table = new Table(file);
        var rows = ImmutableArray.CreateBuilder<Row>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.IsWhiteSpace() || line[0] == '#')
                continue;
            var cells = line.ToString().Split('\t');
            if (table.columns.Count == 0)
                table.NameColumns(cells, number);
            else if (cells.Length > table.columns.Count)
                throw new KnowledgeException(file, number, $"{cells.Length} cells, but {table.columns.Count} columns");
            else
                rows.Add(new Row(table, number, cells));
        }
        if (table.columns.Count == 0)
            throw new KnowledgeException(file, 0, "no header line");
        table.Rows = rows.ToImmutable();
        return table;
    }

    private void NameColumns(string[] cells, int line)
    {
        foreach (var cell in cells)
            if (!columns.TryAdd(cell.Trim(), columns.Count))
                throw new KnowledgeException(File, line, $"column \"{cell}\" stands twice");
    }

    internal int Column(string name, int line) =>
        columns.TryGetValue(name, out var index)
            ? index
            : throw new KnowledgeException(File, line, $"no column \"{name}\"");

    /// <summary>One line of it.</summary>
    public sealed class Row(Table table, int line, string[] cells)
    {
        public int Line { get; } = line;

        /// <summary>The cell, trimmed; "" where the line ends before it.</summary>
        public string this[string column] =>
            table.Column(column, Line) is var index && index < cells.Length ? cells[index].Trim() : "";

        /// <summary>The cell, which must not be empty.</summary>
        public string Required(string column) =>
            this[column] is { Length: > 0 } cell ? cell : throw Wrong($"\"{column}\" is empty");

        /// <summary>The cell, or null where it is empty.</summary>
        public string? Optional(string column) => this[column] is { Length: > 0 } cell ? cell : null;

        /// <summary>The parts of a cell between "|".</summary>
        public string[] List(string column) =>
            this[column].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        public double Number(string column) =>
            double.TryParse(
                Required(column),
                System.Globalization.NumberStyles.Float,
                System.Globalization.CultureInfo.InvariantCulture,
                out var value
            )
                ? value
                : throw Wrong($"\"{this[column]}\" in \"{column}\" is no number");

        public double? OptionalNumber(string column) => this[column].Length == 0 ? null : Number(column);

        /// <summary>An enumeration by its kebab-case name.</summary>
        public T Choice<T>(string column)
            where T : struct, Enum =>
            Enum.TryParse<T>(
                Required(column).Replace("-", "", StringComparison.Ordinal),
                ignoreCase: true,
                out var value
            )
                ? value
                : throw Wrong($"\"{this[column]}\" in \"{column}\" is none of {string.Join(", ", Enum.GetNames<T>())}");

        /// <summary>What to throw when this line says something that is not understood.</summary>
        public KnowledgeException Wrong(string cause) => new(table.File, Line, cause);
    }
}
