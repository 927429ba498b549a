using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Annals.Store;

/// <summary>
/// A statement of SQLite's own library, kept ready. The driver looks every value's place up by name at each run, which
/// takes longer than a small insert does.
/// </summary>
internal sealed class RawStatement : IDisposable
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
            raw.sqlite3_reset(statement);
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
            raw.sqlite3_reset(statement);
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
            raw.sqlite3_reset(statement);
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
            raw.sqlite3_reset(statement);
        }
    }

    public void Dispose()
    {
        siblings.Remove(this);
        statement.Dispose();
    }

    private bool Step()
    {
        var answer = raw.sqlite3_step(statement);
        if (answer == raw.SQLITE_ROW)
            return true;
        if (answer != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(answer, database);
        return false;
    }

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
        for (var index = 0; index < values.Length; index++)
        {
            var answer = values[index] switch
            {
                null => raw.sqlite3_bind_null(statement, places[index]),
                string words => BindText(places[index], words),
                bool yes => raw.sqlite3_bind_int(statement, places[index], yes ? 1 : 0),
                int number => raw.sqlite3_bind_int(statement, places[index], number),
                long number => raw.sqlite3_bind_int64(statement, places[index], number),
                double number => raw.sqlite3_bind_double(statement, places[index], number),
                byte[] bytes => raw.sqlite3_bind_blob(statement, places[index], bytes),
                var other => throw new InvalidOperationException(
                    string.Create(CultureInfo.InvariantCulture, $"{other} cannot be a value of a statement")
                ),
            };
            if (answer != raw.SQLITE_OK)
                SqliteException.ThrowExceptionForRC(answer, database);
        }
    }

    private int BindText(int place, string words)
    {
        // An empty span would be bound as null.
        if (words.Length == 0)
            return raw.sqlite3_bind_text(statement, place, "");
        var most = Encoding.UTF8.GetMaxByteCount(words.Length);
        if (text.Length < most)
            text = new byte[most];
        // The library copies what it is given.
        return raw.sqlite3_bind_text(statement, place, text.AsSpan(0, Encoding.UTF8.GetBytes(words, text)));
    }
}
