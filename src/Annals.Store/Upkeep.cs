using System.Collections.Immutable;
using System.Globalization;
using Annals.Record;
using Microsoft.Data.Sqlite;

namespace Annals.Store;

/// <summary>`annals store`: looks a record over, and carries it elsewhere.</summary>
public static class Upkeep
{
    /// <summary>Every table but the search, which is made anew from the reports; in an order that readers can follow.</summary>
    internal static readonly ImmutableArray<string> Tables =
    [
        "contents",
        "pages",
        "articles",
        "reports",
        "report_actors",
        "events",
        "event_bodies",
        "event_reports",
        "event_actors",
        "reviews",
        "tombstones",
        "article_marks",
        "sightings",
        "unlinked",
        "imports",
        "imported",
    ];

    /// <summary>What should never be found, as a question that finds it.</summary>
    private static readonly ImmutableArray<(string What, string Question)> Faults =
    [
        (
            "reports that stand without an article that does",
            "SELECT r.id FROM reports r WHERE r.retired_at IS NULL AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = r.article AND a.retired_at IS NULL)"
                + " AND EXISTS (SELECT 1 FROM articles a WHERE a.id = r.article)"
        ),
        (
            "events without a body",
            "SELECT e.id FROM events e WHERE NOT EXISTS (SELECT 1 FROM event_bodies b WHERE b.event = e.seq)"
        ),
        (
            "events that stand on a report that does not",
            "SELECT e.id FROM events e JOIN event_reports x ON x.event = e.seq WHERE e.retired_at IS NULL"
                + " AND NOT EXISTS (SELECT 1 FROM reports r WHERE r.id = x.report AND (r.retired_at IS NULL OR EXISTS (SELECT 1 FROM unlinked u WHERE u.report = r.seq)))"
        ),
        (
            "reports in two events",
            "SELECT x.report FROM event_reports x JOIN events e ON e.seq = x.event WHERE e.retired_at IS NULL GROUP BY x.report HAVING COUNT(*) > 1"
        ),
        (
            "ids of which two versions stand",
            "SELECT id FROM events WHERE retired_at IS NULL GROUP BY id HAVING COUNT(*) > 1"
        ),
    ];

    /// <summary>What is wrong, in words; nothing where all is well.</summary>
    public static ImmutableArray<string> Check(RecordStore store) =>
        store.Read(() =>
        {
            var wrong = ImmutableArray.CreateBuilder<string>();
            if (store.Dialect == SqlDialect.Sqlite)
            {
                wrong.AddRange(Damage(store));
                if (wrong.Count > 0)
                    return wrong.ToImmutable();
            }
            foreach (var (what, question) in Faults)
                if (store.Connection.Query($"{question} LIMIT 4", row => row.GetString(0)) is { Count: > 0 } found)
                    wrong.Add($"{what}: {string.Join(", ", found.Take(3))}{(found.Count > 3 ? " and more" : "")}");
            foreach (var rollup in Rollups.Differing(store))
                wrong.Add($"{rollup} does not say what the events say");
            wrong.AddRange(Pages(store));
            return wrong.ToImmutable();
        });

    /// <summary>What SQLite finds wrong with the file, and which tables cannot be read to their end any more.</summary>
    private static List<string> Damage(RecordStore store)
    {
        var found = new List<string>();
        var broken = Rows(store, "PRAGMA integrity_check(20)", row => found.AddRange(row.GetString(0).Split('\n')));
        found.RemoveAll(line => line is "ok" or "" || line.StartsWith("***", StringComparison.Ordinal));
        if (broken is not null && found.Count == 0)
            found.Add(broken);
        if (found.Count == 0)
            return [];
        foreach (var table in Tables)
        {
            long rows = 0;
            if (Rows(store, $"SELECT * FROM {table}", _ => rows++) is not null)
                found.Add(
                    string.Create(CultureInfo.InvariantCulture, $"{table} can be read for {rows} rows, and no further")
                );
        }
        return [.. found.Select(line => $"the file: {line}")];
    }

    /// <summary>Row by row, as far as it goes; why it went no further, or null where it came to its end.</summary>
    private static string? Rows(RecordStore store, string question, Action<System.Data.Common.DbDataReader> each)
    {
        try
        {
            using var command = store.Connection.CreateCommand();
            command.CommandText = question;
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                for (var column = 0; column < reader.FieldCount; column++)
                    _ = reader.GetValue(column);
                each(reader);
            }
            return null;
        }
        catch (SqliteException failure)
        {
            return failure.Message;
        }
    }

    private static IEnumerable<string> Pages(RecordStore store)
    {
        foreach (
            var sha256 in store.Connection.Query(
                "SELECT sha256 FROM contents WHERE packed IS NOT NULL",
                row => row.GetString(0)
            )
        )
        {
            var (packed, size) = store.Connection.Query(
                "SELECT packed, size FROM contents WHERE sha256 = @sha256",
                row => ((byte[])row.GetValue(0), row.GetInt64(1)),
                ("sha256", sha256)
            )[0];
            if (!Unpacks(packed, size, sha256))
                yield return $"page {sha256}: does not unpack to what was read";
        }
    }

    private static bool Unpacks(byte[] packed, long size, string sha256)
    {
        try
        {
            return Packed.Sha256(Packed.Unpack(packed, checked((int)size))) == sha256;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>A whole copy in a file, while others read and write on.</summary>
    /// <exception cref="StoreException">There is such a file already, or it cannot be written.</exception>
    public static void Backup(RecordStore store, string path)
    {
        if (File.Exists(path))
            throw new StoreException($"{path}: is there already; a backup overwrites nothing");
        // Under another name until it is whole, so that nothing that broke off is ever taken for a backup.
        var part = path + ".part";
        try
        {
            Delete(part);
            if (store.Dialect == SqlDialect.Postgres)
                using (var file = RecordStore.Open(part, time: store.Time))
                    Copy(store, file);
            else
                BackupFile(store, part);
            File.Move(part, path);
        }
        catch (Exception failure)
        {
            Delete(part);
            throw failure is IOException or UnauthorizedAccessException
                ? new StoreException($"{path}: {failure.Message}", failure)
                : failure;
        }
    }

    private static void BackupFile(RecordStore store, string path) =>
        store.Read(() =>
        {
            try
            {
                using var file = new SqliteConnection(
                    new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString
                );
                file.Open();
                ((SqliteConnection)store.Connection).BackupDatabase(file);
                return true;
            }
            catch (SqliteException failure)
            {
                throw SqlDialect.Explain($"{store.Name} into {path}", failure);
            }
        });

    private static void Delete(string path)
    {
        foreach (var file in (string[])[path, path + "-wal", path + "-shm", path + "-journal"])
            if (File.Exists(file))
                File.Delete(file);
    }

    /// <summary>All of one store into a new one, on either database: every version, with the moments at which it was learnt.</summary>
    /// <param name="from">Read as it is at one moment.</param>
    /// <param name="to">New, and empty.</param>
    /// <param name="progress">Told of each table with its rows, and of what is made from them (null rows).</param>
    /// <exception cref="StoreException">The other holds something already, or one of the two failed.</exception>
    public static void Copy(RecordStore from, RecordStore to, Action<string, long?>? progress = null)
    {
        if (to.Read(() => Tables.Any(table => to.Connection.Value($"SELECT 1 FROM {table} LIMIT 1") is not null)))
            throw new StoreException($"{to.Name}: holds something already; a copy wants a new store");
        // One moment for all tables: others may write to it meanwhile.
        from.Read(() =>
            from.Connection.Execute(
                from.Dialect == SqlDialect.Postgres ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN"
            )
        );
        try
        {
            CopyAll(from, to, progress);
        }
        finally
        {
            from.RollBack();
        }
        to.Connection.Execute("ANALYZE");
    }

    private static void CopyAll(RecordStore from, RecordStore to, Action<string, long?>? progress) =>
        to.Transaction(() =>
        {
            foreach (var table in Tables)
            {
                var rows = CopyTable(from, to, table);
                progress?.Invoke(table, rows);
            }
            progress?.Invoke("the search", null);
            Search(from, to);
            progress?.Invoke("counting ahead", null);
            // Of tables that were filled a moment ago the server knows nothing, and goes through them once for every row of another.
            to.Connection.Execute("ANALYZE");
            to.Connection.Execute(Rollups.Rebuild);
            foreach (
                var (key, value) in from.Connection.Query(
                    "SELECT key, value FROM meta",
                    row => (row.GetString(0), row.GetString(1))
                )
            )
                if (key is not "schema" and not "made_by")
                    to.SetMeta(key, value);
            if (to.Dialect == SqlDialect.Postgres)
                foreach (
                    var table in (string[])
                        ["pages", "articles", "reports", "events", "reviews", "tombstones", "imports"]
                )
                    to.Connection.Execute(
                        $"SELECT setval(pg_get_serial_sequence('{table}', 'seq'), (SELECT COALESCE(MAX(seq), 0) + 1 FROM {table}), false)"
                    );
        });

    private const int RowsAtOnce = 10_000;

    private static long CopyTable(RecordStore from, RecordStore to, string table)
    {
        using var command = from.Connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        using var reader = command.ExecuteReader();
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        var types = TypesOf(to, table, columns);
        var sink = new Sink(table, columns);
        long count = 0;
        while (reader.Read())
        {
            var row = new object?[columns.Length];
            for (var column = 0; column < row.Length; column++)
                row[column] = As(types[column], reader.IsDBNull(column) ? null : reader.GetValue(column));
            sink.Rows.Add(row);
            if (++count % RowsAtOnce == 0)
                Flush();
        }
        Flush();
        return count;

        void Flush()
        {
            sink.Write(to.Connection);
            sink.Rows.Clear();
        }
    }

    private static Type[] TypesOf(RecordStore store, string table, string[] columns)
    {
        if (store.Dialect == SqlDialect.Sqlite)
            return [.. columns.Select(_ => typeof(object))];
        using var command = store.Connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns)} FROM {table} LIMIT 0";
        using var reader = command.ExecuteReader();
        return [.. columns.Select((_, index) => reader.GetFieldType(index))];
    }

    /// <summary>SQLite knows one kind of integer, PostgreSQL several.</summary>
    private static object? As(Type type, object? value) =>
        value is null || type == typeof(object) || type.IsInstanceOfType(value)
            ? value
            : Convert.ChangeType(value, type, CultureInfo.InvariantCulture);

    /// <summary>The words of each report that has any, as they were searched.</summary>
    private static void Search(RecordStore from, RecordStore to)
    {
        using var add = new Statement(to.Connection, to.Dialect.SearchInsert, "seq", "words");
        using var command = from.Connection.CreateCommand();
        command.CommandText = "SELECT seq, body FROM reports WHERE body IS NOT NULL";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            if (Answers.ReportWords.Evidence(Json.ReadReport(reader.GetString(1))) is { Length: > 0 } words)
                add.Run(reader.GetInt64(0), words);
    }
}
