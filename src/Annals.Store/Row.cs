using System.Data.Common;
using System.Text;
using SQLitePCL;

namespace Annals.Store;

/// <summary>
/// The row that a statement stands at: of SQLite's own library where it is that, since the driver's reader takes longer
/// for a value than the library does, and of the driver's reader otherwise.
/// </summary>
internal readonly struct Row(nint statement, DbDataReader? reader)
{
    public bool IsNull(int column) =>
        reader?.IsDBNull(column) ?? RawStatement.Native.ColumnType(statement, column) == raw.SQLITE_NULL;

    public int Int(int column) => reader?.GetInt32(column) ?? (int)RawStatement.Native.ColumnLong(statement, column);

    public double? RealOrNull(int column) =>
        IsNull(column) ? null : reader?.GetDouble(column) ?? RawStatement.Native.ColumnDouble(statement, column);

    public string Text(int column) => reader?.GetString(column) ?? Encoding.UTF8.GetString(Span(column));

    /// <summary>Of a text or of bytes; none for null.</summary>
    public byte[] Bytes(int column) =>
        IsNull(column) ? []
        : reader is null ? Span(column).ToArray()
        : reader.Utf8(column);

    private unsafe ReadOnlySpan<byte> Span(int column)
    {
        var start = RawStatement.Native.ColumnBytes(statement, column);
        return new ReadOnlySpan<byte>(start, RawStatement.Native.ColumnLength(statement, column));
    }
}
