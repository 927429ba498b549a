using System.Diagnostics;
using Annals.Store;

namespace Annals.Tests.Store;

/// <summary>
/// The databases that the store's tests run on: SQLite in a file of its own, and PostgreSQL where a server is given by
/// ANNALS_TEST_POSTGRES (keywords or an address), or can be started from the system's packages on loopback.
/// </summary>
public sealed class Databases : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("annals-store-").FullName;
    private string? server;
    private string? missing;
    private bool started;
    private int count;

    /// <summary>A new, empty database; skips the test where the kind is not to be had.</summary>
    public string New(string kind)
    {
        var number = Interlocked.Increment(ref count);
        if (kind == "sqlite")
            return Path.Combine(folder, $"{number}.db");
        lock (folder)
            server ??= missing is null ? Start() : null;
        Assert.SkipWhen(server is null, missing ?? "");
        var name = $"annals_{Environment.ProcessId}_{number}";
        using var connection = new Npgsql.NpgsqlConnection(server);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        command.ExecuteNonQuery();
        return new Npgsql.NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString;
    }

    public string File(string name) => Path.Combine(folder, name);

    public void Dispose()
    {
        if (started)
            Run("pg_ctl", "-D", Path.Combine(folder, "pg"), "-m", "immediate", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private string? Start()
    {
        if (Environment.GetEnvironmentVariable("ANNALS_TEST_POSTGRES") is { Length: > 0 } given)
            return given;
        if (OperatingSystem.IsWindows())
            return Missing();
        if (IsRoot)
            System.IO.File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        var data = Path.Combine(folder, "pg");
        if (!Run("initdb", "-D", data, "-U", "annals", "--auth=trust", "-E", "UTF8", "--locale=C"))
            return Missing();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = FreePort();
            started = Run(
                "pg_ctl",
                "-D",
                data,
                "-w",
                "-l",
                Path.Combine(folder, "pg.log"),
                "-o",
                $"-p {port} -k {folder} -h 127.0.0.1 -c fsync=off",
                "start"
            );
            if (started)
                return $"Host=127.0.0.1;Port={port};Username=annals;Database=postgres;Pooling=false";
        }
        return Missing();
    }

    /// <summary>A port that was free may be another's before the server takes it: other tests start servers and open connections.</summary>
    private const int Attempts = 5;

    private string? Missing()
    {
        missing = "no PostgreSQL: set ANNALS_TEST_POSTGRES, or install the server's package";
        // Where the build promises both databases, a missing one is a failure.
        Assert.True(Environment.GetEnvironmentVariable("ANNALS_REQUIRE_POSTGRES") is null, missing);
        return null;
    }

    private static bool Run(string program, params string[] arguments)
    {
        var path = Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .Order(StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "bin", program))
                .LastOrDefault(System.IO.File.Exists)
            : null;
        if (path is null)
            return false;
        // The server refuses to run as root; its package brings a user of its own.
        var start = IsRoot
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.UseShellExecute = false;
        // pg_ctl leaves the server behind with the streams that it was given: they are not redirected to pipes.
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
