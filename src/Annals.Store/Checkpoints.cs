using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Annals.Store;

/// <summary>
/// Moves what SQLite's log holds to its place in the file, on a connection and a thread of its own, while the writer goes
/// on: as the database does it by itself, the writer would move it and wait for the disk. Nothing hangs on it: what has
/// not been moved is read from the log, and a log that is left behind is moved by whoever opens the file next.
/// Lives as long as the store is open; PostgreSQL has a process for it.
/// </summary>
internal sealed class Checkpoints : IDisposable
{
    /// <summary>Pages that are written before they are moved (64 MB): one that many transactions change goes to its place once.</summary>
    public const int Due = 8000;

    /// <summary>Pages in the log (256 MB) from which the writer waits: it begins the log anew only where all of it has been moved.</summary>
    private const int Most = 4 * Due;

    /// <summary>SQLITE_DBSTATUS_CACHE_WRITE: the pages that a connection has written.</summary>
    private const int PagesWritten = 9;

    private readonly SqliteConnection? writer;
    private readonly string file = "";
    private SqliteConnection? mover;
    private Task<(int InLog, int Moved)>? moving;

    /// <summary>Pages written when the last move began.</summary>
    private int begun;

    /// <summary>Pages that the log held then, where it was not begun anew since.</summary>
    private int inLog;

    public Checkpoints(RecordStore store)
    {
        if (
            store.Connection is not SqliteConnection sqlite
            || store.Connection.Value("PRAGMA journal_mode") is not "wal"
        )
            return;
        writer = sqlite;
        file = sqlite.DataSource;
        begun = Written;
    }

    /// <summary>To be called between transactions, by the writer.</summary>
    public void Look()
    {
        if (writer is not { State: ConnectionState.Open })
            return;
        if (moving is { IsCompleted: true })
            Wait();
        if (moving is null && Written - begun >= Due)
            Move();
        if (inLog + Written - begun < Most)
            return;
        Wait();
        Move();
        Wait();
    }

    /// <summary>Takes over from the database for a run of transactions: <see cref="Look"/> is to be called after each.</summary>
    public void Begin() => SetAutomatic(0);

    /// <summary>Gives back to it. What the last transactions have written is moved from now on, beside whatever comes next.</summary>
    public void End()
    {
        Look();
        SetAutomatic(Due);
    }

    public void Dispose()
    {
        Wait();
        mover?.Dispose();
    }

    private void SetAutomatic(int pages)
    {
        if (writer is { State: ConnectionState.Open })
            writer.Execute($"PRAGMA wal_autocheckpoint = {pages}");
    }

    private int Written =>
        raw.sqlite3_db_status(writer!.Handle, PagesWritten, out var pages, out _, 0) == raw.SQLITE_OK ? pages : 0;

    private void Move()
    {
        begun = Written;
        moving = Task.Factory.StartNew(
            MoveAll,
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    private void Wait()
    {
        if (moving is null)
            return;
        var (pages, moved) = moving.GetAwaiter().GetResult();
        moving = null;
        inLog = pages == moved && Written == begun ? 0 : pages;
    }

    /// <summary>Pages that the log held when it began, and those of them that are in their place.</summary>
    private (int, int) MoveAll()
    {
        try
        {
            if (mover is null)
            {
                mover = new SqliteConnection(
                    new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString
                );
                mover.Open();
            }
            using var command = mover.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
            using var reader = command.ExecuteReader();
            return reader.Read() ? (reader.GetInt32(1), reader.GetInt32(2)) : (0, 0);
        }
        catch (DbException)
        {
            // The log is whole as it is. A disk that is full, or fails, says so to the writer's next transaction.
            return (0, 0);
        }
    }
}
