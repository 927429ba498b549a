using SQLitePCL;

namespace Annals.Store;

/// <summary>SQLite's own library, made ready once.</summary>
internal static class Sqlite
{
    private const int MultiThread = 2;
    private const int MemoryStatus = 9;

    /// <summary>
    /// Without the library's locks: a connection is used by one thread at a time (as the driver asks for anyway), and nobody
    /// looks at its count of memory. Too late, where another has opened a database before; then it works as it does.
    /// </summary>
    private static readonly bool Begun = Configure();

    public static void Begin() => _ = Begun;

    private static bool Configure()
    {
        Batteries_V2.Init();
        return raw.sqlite3_config(MultiThread) == raw.SQLITE_OK && raw.sqlite3_config(MemoryStatus, 0) == raw.SQLITE_OK;
    }
}
