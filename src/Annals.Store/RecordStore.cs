using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Annals.Store;

/// <summary>What a door wants of the store.</summary>
public enum StoreAccess
{
    /// <summary>The store must be there.</summary>
    Read,

    /// <summary>A store that is not there is made; an older one is brought forward.</summary>
    Write,
}

/// <summary>
/// The record on disk, over SQLite or PostgreSQL: pages, articles, reports, events, reviews. One writer, many readers.
/// This class opens it and keeps it whole; <see cref="Intake"/> fills it, <see cref="Ask"/> questions it.
/// Not safe for several threads at once: each opens its own.
/// </summary>
public sealed class RecordStore : IDisposable
{
    /// <summary>The version of the tables that this program writes.</summary>
    public static int Schema => Migrations.All.Count;

    /// <summary>"Annl": tells an Annals store from any other SQLite file.</summary>
    private const int ApplicationId = 0x416E6E6C;

    private readonly string opened;

    private RecordStore(string opened, string name, SqlDialect dialect, DbConnection connection, TimeProvider time)
    {
        this.opened = opened;
        Name = name;
        Dialect = dialect;
        Connection = connection;
        Time = time;
    }

    /// <summary>The file, or the database without its password: for messages.</summary>
    public string Name { get; }

    public SqlDialect Dialect { get; }

    internal DbConnection Connection { get; }

    /// <summary>Gives `learnt` its moments.</summary>
    internal TimeProvider Time { get; }

    internal string Now => Moment.Text(Time.GetUtcNow());

    /// <param name="connection">A file path (SQLite), `postgres://user@host/database`, or Npgsql keywords.</param>
    /// <param name="access">Whether a missing store is made.</param>
    /// <param name="time">The clock behind `learnt`; the system's by default.</param>
    /// <exception cref="StoreException">There is no such store, it is none, it is newer than this program, or it cannot be reached.</exception>
    public static RecordStore Open(string connection, StoreAccess access = StoreAccess.Write, TimeProvider? time = null)
    {
        var postgres = PostgresKeywords(connection);
        var name = postgres is null ? connection : $"{postgres.Host}/{postgres.Database}";
        DbConnection? opened = null;
        try
        {
            opened = postgres is null
                ? OpenSqlite(connection, access)
                : new NpgsqlConnection(postgres.ConnectionString);
            opened.Open();
            var dialect = postgres is null ? SqlDialect.Sqlite : SqlDialect.Postgres;
            var store = new RecordStore(connection, name, dialect, opened, time ?? TimeProvider.System);
            store.Prepare(access);
            return store;
        }
        catch (DbException failure)
        {
            opened?.Dispose();
            throw SqlDialect.Explain(name, failure);
        }
        catch
        {
            opened?.Dispose();
            throw;
        }
    }

    /// <summary>Another connection to the same record, to read from while this one writes: it sees what was there before.</summary>
    internal RecordStore Beside() => Open(opened, StoreAccess.Read, Time);

    /// <summary>What reads beside a transaction does not stand in its way: not so where SQLite has no log of its own.</summary>
    internal bool CanBeReadBeside => Dialect == SqlDialect.Postgres || Connection.Value("PRAGMA journal_mode") is "wal";

    private Checkpoints? checkpoints;

    /// <summary>Moves what this connection writes to its place.</summary>
    internal Checkpoints Checkpoints => checkpoints ??= new Checkpoints(this);

    public void Dispose()
    {
        checkpoints?.Dispose();
        Sql.Forget(Connection);
        if (Dialect == SqlDialect.Sqlite)
            SqliteConnection.ClearPool((SqliteConnection)Connection);
        Connection.Dispose();
    }

    /// <summary>All of it or nothing.</summary>
    /// <exception cref="StoreException">The database refused; nothing of it was stored.</exception>
    internal void Transaction(Action work)
    {
        try
        {
            Connection.Execute(Dialect.Begin);
            try
            {
                work();
                Connection.Execute("COMMIT");
            }
            catch
            {
                RollBack();
                throw;
            }
        }
        catch (DbException failure)
        {
            throw SqlDialect.Explain(Name, failure);
        }
    }

    /// <summary>Runs a question, and puts the database's refusal into words.</summary>
    internal T Read<T>(Func<T> question)
    {
        try
        {
            return question();
        }
        catch (DbException failure)
        {
            throw SqlDialect.Explain(Name, failure);
        }
    }

    /// <summary>A full disk or a lost connection has ended the transaction already: then there is nothing to roll back.</summary>
    internal void RollBack()
    {
        try
        {
            Connection.Execute("ROLLBACK");
        }
        catch (DbException) { }
        catch (InvalidOperationException) { }
    }

    internal string? Meta(string key) =>
        (string?)Connection.Value("SELECT value FROM meta WHERE key = @key", ("key", key));

    internal void SetMeta(string key, string value) =>
        Connection.Execute(
            "INSERT INTO meta (key, value) VALUES (@key, @value) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            ("key", key),
            ("value", value)
        );

    internal const int CacheKilobytes = 64_000;

    /// <summary>Of a new file of SQLite. The body of an event or an article fills a page of half the size, and asks for a second.</summary>
    private const int PageBytes = 8192;

    private void Prepare(StoreAccess access)
    {
        if (Dialect == SqlDialect.Sqlite)
            // The file is not mapped into memory: that is no quicker, and a disk that fails under it would end the program.
            Connection.Execute(
                $"PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; PRAGMA cache_size = -{CacheKilobytes}; PRAGMA mmap_size = 0"
            );
        var made = HasMeta();
        if (!made && access == StoreAccess.Write && Dialect == SqlDialect.Sqlite && !HasTables())
            Connection.Execute($"PRAGMA page_size = {PageBytes}");
        if (!made && access == StoreAccess.Read)
            throw new StoreException($"{Name}: is no store of Annals; `annals ingest` makes one");
        if (!made && Dialect == SqlDialect.Sqlite && HasTables())
            throw new StoreException($"{Name}: is a database, but no store of Annals");
        if (access == StoreAccess.Write && Dialect == SqlDialect.Sqlite)
            // With a log of up to 64 MB (in pages of 8 KB) a page that many batches change goes to its place once.
            Connection.Execute(
                $"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = {Checkpoints.Due}"
            );
        var schema = made ? int.Parse(Meta("schema") ?? "0", CultureInfo.InvariantCulture) : 0;
        if (schema > Schema)
            throw new StoreException(
                $"{Name}: was made by Annals {Meta("made_by")} (schema {schema}); this is Annals {Version}, which knows schema {Schema}"
            );
        if (schema == Schema)
            return;
        if (access == StoreAccess.Read)
            throw new StoreException(
                $"{Name}: is of an older version (schema {schema}); open it for writing once to bring it forward"
            );
        Migrate();
    }

    /// <summary>Looked at again within the transaction: another program may have brought it forward meanwhile.</summary>
    private void Migrate() =>
        Transaction(() =>
        {
            if (Dialect == SqlDialect.Postgres)
                Connection.Execute("SELECT pg_advisory_xact_lock(@lock)", ("lock", (long)ApplicationId));
            Connection.Execute("CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
            var schema = int.Parse(Meta("schema") ?? "0", CultureInfo.InvariantCulture);
            foreach (var step in Migrations.All.Skip(schema))
                Connection.Execute(step(Dialect));
            if (Dialect == SqlDialect.Sqlite)
                Connection.Execute($"PRAGMA application_id = {ApplicationId}");
            SetMeta("schema", Schema.ToString(CultureInfo.InvariantCulture));
            SetMeta("made_by", Version);
        });

    internal static string Version { get; } = typeof(RecordStore).Assembly.GetName().Version?.ToString(3) ?? "0";

    private bool HasMeta() =>
        Connection.Value(
            Dialect == SqlDialect.Sqlite
                ? "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'meta'"
                : "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'meta'"
        )
            is not null;

    private bool HasTables() => Connection.Value("SELECT 1 FROM sqlite_master LIMIT 1") is not null;

    private static SqliteConnection OpenSqlite(string path, StoreAccess access)
    {
        Sqlite.Begin();
        if (Directory.Exists(path))
            throw new StoreException($"{path}: is a folder, not a store");
        if (access == StoreAccess.Read && !File.Exists(path))
            throw new StoreException($"{path}: there is no such store; `annals ingest` makes one");
        var builder = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = access == StoreAccess.Write ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 30,
        };
        return new SqliteConnection(builder.ConnectionString);
    }

    private const int DriversPatienceSeconds = 30;

    /// <summary>Null for a file path.</summary>
    private static NpgsqlConnectionStringBuilder? PostgresKeywords(string connection)
    {
        var isUri =
            connection.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
            || connection.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);
        if (!isUri && !IsKeywords(connection))
            return null;
        try
        {
            var keywords = isUri ? FromUri(new Uri(connection)) : new NpgsqlConnectionStringBuilder(connection);
            // Indexes and rollups of millions take longer than the driver waits by itself.
            if (keywords.CommandTimeout == DriversPatienceSeconds)
                keywords.CommandTimeout = 0;
            return keywords;
        }
        catch (Exception failure) when (failure is ArgumentException or UriFormatException)
        {
            throw new StoreException($"not understood as a PostgreSQL connection: {failure.Message}", failure);
        }
    }

    private static bool IsKeywords(string connection) =>
        connection.StartsWith("Host=", StringComparison.OrdinalIgnoreCase)
        || connection.StartsWith("Server=", StringComparison.OrdinalIgnoreCase)
        || connection.Contains(";Host=", StringComparison.OrdinalIgnoreCase)
        || connection.Contains(";Server=", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Length > 0 ? uri.Host : "localhost",
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
        };
        if (uri.Port > 0)
            builder.Port = uri.Port;
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            if (pair.Split('=', 2) is [var key, var value])
                builder[Uri.UnescapeDataString(key)] = Uri.UnescapeDataString(value);
        return builder;
    }
}
