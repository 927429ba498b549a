using System.Data.Common;
using System.Text;
using Npgsql;

namespace Annals.Store;

/// <summary>
/// Rows of one table on their way: one by one into SQLite, by COPY into PostgreSQL. For rows that are known to be new:
/// one whose key is taken already is an error.
/// </summary>
/// <param name="table">Its name.</param>
/// <param name="columns">Those that the rows have values for.</param>
/// <param name="isSet">A row that is there already is one with the new one.</param>
internal sealed class Sink(string table, string[] columns, bool isSet = false)
{
    public List<object?[]> Rows { get; } = [];

    public void Add(params object?[] row) => Rows.Add(row);

    /// <summary>Writes what has been gathered, within the transaction that is open.</summary>
    public void Write(DbConnection connection)
    {
        if (Rows.Count == 0)
            return;
        if (connection is NpgsqlConnection postgres)
            Copy(postgres);
        else
            Insert(connection);
        Rows.Clear();
    }

    private void Copy(NpgsqlConnection connection)
    {
        using var writer = connection.BeginBinaryImport(
            $"COPY {table} ({string.Join(", ", columns)}) FROM STDIN (FORMAT BINARY)"
        );
        foreach (var row in Rows)
        {
            writer.StartRow();
            foreach (var value in row)
                if (value is null)
                    writer.WriteNull();
                else if (value is Utf8Text text)
                    writer.Write(text.ToString());
                else
                    writer.Write(value);
        }
        writer.Complete();
    }

    private void Insert(DbConnection connection)
    {
        var insert = connection.Statement(
            $"INSERT {(isSet ? "OR IGNORE " : "")}INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => "@" + column))})",
            columns
        );
        foreach (var row in Rows)
            insert.Run(row);
    }
}

/// <summary>A text that is at hand in the form in which a row keeps it: made into a string it would be twice as long.</summary>
internal sealed class Utf8Text(byte[] utf8)
{
    public byte[] Bytes => utf8;

    public override string ToString() => Encoding.UTF8.GetString(utf8);
}
