using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Annals.Store;

/// <summary>
/// A statement of SQLite's own library, kept ready. The driver looks every value's place up by name at each run, which
/// takes longer than a small insert does.
/// </summary>
internal sealed partial class RawStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly int[] places;
    private readonly HashSet<RawStatement> siblings;
    private byte[] text = new byte[4096];

    /// <summary>Those that are open on each connection: while one is, the file stays open.</summary>
    private static readonly ConditionalWeakTable<DbConnection, HashSet<RawStatement>> Open = [];

    public static void CloseAll(DbConnection connection)
    {
        if (Open.TryGetValue(connection, out var open))
            foreach (var statement in open.ToArray())
                statement.Dispose();
    }

    public RawStatement(SqliteConnection connection, string sql, ReadOnlySpan<string> names)
    {
        database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out statement), database);
        siblings = Open.GetOrCreateValue(connection);
        siblings.Add(this);
        places = new int[names.Length];
        for (var index = 0; index < names.Length; index++)
            places[index] = raw.sqlite3_bind_parameter_index(statement, "@" + names[index]);
    }

    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        try
        {
            while (Step()) { }
            return raw.sqlite3_changes(database);
        }
        finally
        {
            Reset();
        }
    }

    public object? Value(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        try
        {
            if (!Step())
                return null;
            var value = Column();
            // What it inserts is done only when it has come to its end.
            while (Step()) { }
            return value;
        }
        finally
        {
            Reset();
        }
    }

    public void Texts(ICollection<string> into, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        try
        {
            while (Step())
                into.Add(raw.sqlite3_column_text(statement, 0).utf8_to_string());
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The first column of every row, as a number; and the second, nought where there is none.</summary>
    public void Numbers(Action<long, long> take, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        var isPair = raw.sqlite3_column_count(statement) > 1;
        try
        {
            while (Step())
                take(raw.sqlite3_column_int64(statement, 0), isPair ? raw.sqlite3_column_int64(statement, 1) : 0);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Every row, in turn: it has to be read at once, and nothing else asked meanwhile.</summary>
    public void Rows(Action<Row> take, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        try
        {
            while (Step())
                take(new Row(statement.DangerousGetHandle(), null));
        }
        finally
        {
            Reset();
        }
    }

    public void Dispose()
    {
        siblings.Remove(this);
        statement.Dispose();
    }

    private bool Step()
    {
        var answer = Native.Step(statement.DangerousGetHandle());
        if (answer == raw.SQLITE_ROW)
            return true;
        if (answer != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(answer, database);
        return false;
    }

    /// <summary>What a step has failed with, its reset says once more.</summary>
    private void Reset() => _ = Native.Reset(statement.DangerousGetHandle());

    private object? Column() =>
        raw.sqlite3_column_type(statement, 0) switch
        {
            raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, 0),
            raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, 0),
            raw.SQLITE_TEXT => raw.sqlite3_column_text(statement, 0).utf8_to_string(),
            raw.SQLITE_BLOB => raw.sqlite3_column_blob(statement, 0).ToArray(),
            _ => null,
        };

    private void Bind(ReadOnlySpan<object?> values)
    {
        ObjectDisposedException.ThrowIf(statement.IsClosed, this);
        var handle = statement.DangerousGetHandle();
        for (var index = 0; index < values.Length; index++)
        {
            var place = places[index];
            var answer = values[index] switch
            {
                null => Native.BindNull(handle, place),
                string words => BindText(handle, place, words),
                Utf8Text words => BindText(handle, place, words.Bytes),
                bool yes => Native.BindLong(handle, place, yes ? 1 : 0),
                int number => Native.BindLong(handle, place, number),
                long number => Native.BindLong(handle, place, number),
                double number => Native.BindDouble(handle, place, number),
                byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
                var other => throw new InvalidOperationException(
                    string.Create(CultureInfo.InvariantCulture, $"{other} cannot be a value of a statement")
                ),
            };
            if (answer != raw.SQLITE_OK)
                SqliteException.ThrowExceptionForRC(answer, database);
        }
    }

    private static unsafe int BindText(nint handle, int place, byte[] words)
    {
        fixed (byte* start = words)
            return Native.BindText(handle, place, start, words.Length, Native.Copied);
    }

    private unsafe int BindText(nint handle, int place, string words)
    {
        var most = Encoding.UTF8.GetMaxByteCount(words.Length);
        if (text.Length < most)
            text = new byte[most];
        // The library copies what it is given. An empty text is no null: the place it stands at is known.
        fixed (byte* start = text)
            return Native.BindText(handle, place, start, Encoding.UTF8.GetBytes(words, text), Native.Copied);
    }

    /// <summary>
    /// The calls that are made for every value: the driver's own look after the statement's lifetime and the garbage
    /// collector at each, which takes longer than the call. The statement is this object's, and the calls are short.
    /// </summary>
    internal static unsafe partial class Native
    {
        private const string Library = "e_sqlite3";

        public static readonly nint Copied = -1;

        // It may wait for the disk: no call for the collector to wait for.
        [LibraryImport(Library, EntryPoint = "sqlite3_step")]
        public static partial int Step(nint statement);

        [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
        [SuppressGCTransition]
        public static partial int Reset(nint statement);

        [LibraryImport(Library, EntryPoint = "sqlite3_bind_null")]
        [SuppressGCTransition]
        public static partial int BindNull(nint statement, int place);

        [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
        [SuppressGCTransition]
        public static partial int BindLong(nint statement, int place, long value);

        [LibraryImport(Library, EntryPoint = "sqlite3_bind_double")]
        [SuppressGCTransition]
        public static partial int BindDouble(nint statement, int place, double value);

        [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
        [SuppressGCTransition]
        public static partial int ColumnType(nint statement, int column);

        [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
        [SuppressGCTransition]
        public static partial long ColumnLong(nint statement, int column);

        [LibraryImport(Library, EntryPoint = "sqlite3_column_double")]
        [SuppressGCTransition]
        public static partial double ColumnDouble(nint statement, int column);

        // What a row is too long for a page to hold it is read from others.
        [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
        public static partial byte* ColumnBytes(nint statement, int column);

        [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
        [SuppressGCTransition]
        public static partial int ColumnLength(nint statement, int column);

        [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
        [SuppressGCTransition]
        public static partial int BindText(nint statement, int place, byte* text, int length, nint copied);
    }
}
