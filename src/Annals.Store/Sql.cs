using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Annals.Store;

/// <summary>A statement kept ready: its values change, its plan does not. For loops over many rows.</summary>
internal sealed class Statement : IDisposable
{
    private readonly RawStatement? raw;
    private readonly DbCommand? command;
    private readonly string[] names;

    /// <param name="connection">The connection that it stays with.</param>
    /// <param name="sql">One statement.</param>
    /// <param name="names">Names of its values, in the order in which they are given later.</param>
    public Statement(DbConnection connection, string sql, params ReadOnlySpan<string> names)
    {
        this.names = names.ToArray();
        if (connection is SqliteConnection sqlite)
        {
            raw = new RawStatement(sqlite, sql, names);
            return;
        }
        command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
    }

    /// <summary>Runs it with these values, in the order of the names; the number of rows that changed.</summary>
    public int Run(params ReadOnlySpan<object?> values) =>
        raw is not null ? raw.Run(values) : Bound(values).ExecuteNonQuery();

    /// <summary>The first value of the first row; null for none.</summary>
    public object? Value(params ReadOnlySpan<object?> values) =>
        raw is not null ? raw.Value(values)
        : Bound(values).ExecuteScalar() is { } value and not DBNull ? value
        : null;

    /// <summary>The first column of every row, as text.</summary>
    public void Texts(ICollection<string> into, params ReadOnlySpan<object?> values)
    {
        if (raw is not null)
        {
            raw.Texts(into, values);
            return;
        }
        using var reader = Bound(values).ExecuteReader();
        while (reader.Read())
            into.Add(reader.GetString(0));
    }

    /// <summary>The first column of every row, as a number; and the second, nought where there is none.</summary>
    public void Numbers(Action<long, long> take, params ReadOnlySpan<object?> values)
    {
        if (raw is not null)
        {
            raw.Numbers(take, values);
            return;
        }
        using var reader = Bound(values).ExecuteReader();
        var isPair = reader.FieldCount > 1;
        while (reader.Read())
            take(reader.GetInt64(0), isPair ? reader.GetInt64(1) : 0);
    }

    /// <summary>Every row, in turn: it has to be read at once, and nothing else asked meanwhile.</summary>
    public void Rows(Action<Row> take, params ReadOnlySpan<object?> values)
    {
        if (raw is not null)
        {
            raw.Rows(take, values);
            return;
        }
        using var reader = Bound(values).ExecuteReader();
        while (reader.Read())
            take(new Row(0, reader));
    }

    /// <summary>Its values have these names, in this order.</summary>
    public bool Takes(ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (values.Length != names.Length)
            return false;
        for (var index = 0; index < names.Length; index++)
            if (names[index] != values[index].Name)
                return false;
        return true;
    }

    public void Dispose()
    {
        raw?.Dispose();
        command?.Dispose();
    }

    private DbCommand Bound(ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
            command!.Parameters[index].Value = values[index] ?? DBNull.Value;
        return command!;
    }
}

/// <summary>Plain SQL on a connection: the values go by name, never into the text.</summary>
internal static class Sql
{
    /// <summary>
    /// Short statements are kept ready for their connection: most of the time of a small question is its preparation. One
    /// that is being read from is not used a second time.
    /// </summary>
    private static readonly ConditionalWeakTable<DbConnection, Dictionary<string, DbCommand>> Ready = [];

    private const int MostReady = 100;
    private const int LongestReady = 900;

    private static readonly ConditionalWeakTable<DbConnection, Dictionary<string, Statement>> Statements = [];

    public static int Execute(
        this DbConnection connection,
        string sql,
        params ReadOnlySpan<(string Name, object? Value)> values
    )
    {
        if (IsDrivers(connection, sql))
        {
            var command = Take(connection, sql, values);
            try
            {
                return command.ExecuteNonQuery();
            }
            finally
            {
                GiveBack(connection, command);
            }
        }
        var (statement, bound) = StatementOf(connection, sql, values);
        return statement.Run(bound);
    }

    public static object? Value(
        this DbConnection connection,
        string sql,
        params ReadOnlySpan<(string Name, object? Value)> values
    )
    {
        if (IsDrivers(connection, sql))
        {
            var command = Take(connection, sql, values);
            try
            {
                return command.ExecuteScalar() is { } value and not DBNull ? value : null;
            }
            finally
            {
                GiveBack(connection, command);
            }
        }
        var (statement, bound) = StatementOf(connection, sql, values);
        return statement.Value(bound);
    }

    /// <summary>Several statements in one text, long ones that hold a list, and PostgreSQL are the driver's.</summary>
    private static bool IsDrivers(DbConnection connection, string sql) =>
        connection is not SqliteConnection || sql.Length > LongestReady || sql.Contains(';', StringComparison.Ordinal);

    /// <summary>Gives up what is kept ready: it would keep the file open.</summary>
    public static void Forget(DbConnection connection)
    {
        Statements.Remove(connection);
        RawStatement.CloseAll(connection);
    }

    private static (Statement Statement, object?[] Values) StatementOf(
        DbConnection connection,
        string sql,
        ReadOnlySpan<(string Name, object? Value)> values
    )
    {
        var bound = new object?[values.Length];
        for (var index = 0; index < bound.Length; index++)
            bound[index] = values[index].Value;
        if (Statements.GetOrCreateValue(connection).TryGetValue(sql, out var statement) && statement.Takes(values))
            return (statement, bound);
        var names = new string[values.Length];
        for (var index = 0; index < names.Length; index++)
            names[index] = values[index].Name;
        return (Prepare(connection, sql, names), bound);
    }

    /// <summary>The statement as it is kept ready for its connection: to be used at once, and not to be disposed of.</summary>
    public static Statement Statement(this DbConnection connection, string sql, string[] names) =>
        Statements.GetOrCreateValue(connection).TryGetValue(sql, out var statement)
            ? statement
            : Prepare(connection, sql, names);

    private static Statement Prepare(DbConnection connection, string sql, string[] names)
    {
        var ready = Statements.GetOrCreateValue(connection);
        if (ready.Remove(sql, out var other))
            other.Dispose();
        if (ready.Count >= MostReady)
        {
            foreach (var one in ready.Values)
                one.Dispose();
            ready.Clear();
        }
        var statement = new Statement(connection, sql, names);
        ready.Add(sql, statement);
        return statement;
    }

    public static List<T> Query<T>(
        this DbConnection connection,
        string sql,
        Func<DbDataReader, T> read,
        params ReadOnlySpan<(string Name, object? Value)> values
    )
    {
        var command = Take(connection, sql, values);
        try
        {
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
                rows.Add(read(reader));
            return rows;
        }
        finally
        {
            GiveBack(connection, command);
        }
    }

    /// <summary>Rows of one number or two, many of them: a driver's reader takes longer for each than the database does.</summary>
    public static void Numbers(
        this DbConnection connection,
        string sql,
        Action<long, long> take,
        params ReadOnlySpan<(string Name, object? Value)> values
    )
    {
        var names = new string[values.Length];
        var bound = new object?[values.Length];
        for (var index = 0; index < names.Length; index++)
            (names[index], bound[index]) = values[index];
        using var statement = new Statement(connection, sql, names);
        statement.Numbers(take, bound);
    }

    private static DbCommand Take(
        DbConnection connection,
        string sql,
        ReadOnlySpan<(string Name, object? Value)> values
    )
    {
        var ready = Ready.GetOrCreateValue(connection);
        if (!ready.Remove(sql, out var command))
            return Command(connection, sql, values);
        if (command.Parameters.Count != values.Length)
        {
            // Left to the garbage collector it would be given up on another thread, beside what the connection does.
            command.Dispose();
            return Command(connection, sql, values);
        }
        foreach (var (name, value) in values)
            command.Parameters[name].Value = value ?? DBNull.Value;
        return command;
    }

    private static void GiveBack(DbConnection connection, DbCommand command)
    {
        var ready = Ready.GetOrCreateValue(connection);
        if (
            command.CommandText.Length > LongestReady
            || command.CommandText.Contains(';', StringComparison.Ordinal)
            || ready.Count >= MostReady
            || !ready.TryAdd(command.CommandText, command)
        )
            command.Dispose();
    }

    public static string? Text(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>A text as the database has it: JSON need not become UTF-16 first.</summary>
    public static byte[] Utf8(this DbDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);

    public static double? Number(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetDouble(column);

    public static DateOnly? Day(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : Moment.Day(reader.GetString(column));

    private static DbCommand Command(
        DbConnection connection,
        string sql,
        ReadOnlySpan<(string Name, object? Value)> values
    )
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
        return command;
    }
}

/// <summary>Moments and days as the store writes them: text that sorts as time does.</summary>
internal static class Moment
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString(Form, System.Globalization.CultureInfo.InvariantCulture);

    public static string? Text(DateOnly? day) =>
        day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) =>
        DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text) =>
        DateTimeOffset.Parse(
            text,
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal
        );
}
