using System.CommandLine;
using System.Diagnostics;
using Annals.Cli.Working;

namespace Annals.Cli.Commands;

/// <summary>`annals serve`: the web application, a program of its own beside this one, so that nothing else loads a server.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "serve",
            "Serves the store as a web application and an HTTP API on this machine.",
            "annals serve",
            "annals serve --store crawl.db --port 8080"
        );
        var store = StoreOption.Create();
        var port = new Option<int>("--port")
        {
            Description = "The port to listen on; 0 for a free one.",
            HelpName = "PORT",
            DefaultValueFactory = _ => 5151,
        };
        command.Add(store);
        command.Add(port);
        command.SetAction(parsed =>
        {
            if (WebProgram() is not { } program)
                throw new UnusableException(
                    "the web application is not built; ./annals builds it, or `dotnet build src/Annals.Web`"
                );
            var start = new ProcessStartInfo("dotnet") { UseShellExecute = false };
            foreach (
                var argument in (string[])
                    [
                        program,
                        "--store",
                        parsed.GetValue(store)!,
                        "--port",
                        $"{parsed.GetValue(port)}",
                        "--parent",
                        $"{Environment.ProcessId}",
                    ]
            )
                start.ArgumentList.Add(argument);
            using var server = Process.Start(start)!;
            // Ctrl+C reaches both, and the server ends when this program does, however that comes about.
            using var stop = terminal.StopAtInterrupt();
            server.WaitForExit();
            return server.ExitCode;
        });
        return command;
    }

    /// <summary>Beside the published program in `web/`, or where a build of the solution puts it.</summary>
    private static string? WebProgram()
    {
        string[] places =
        [
            Path.Combine(AppContext.BaseDirectory, "web", "Annals.Web.dll"),
            Path.Combine(AppContext.BaseDirectory, "..", "..", "Annals.Web", "release", "Annals.Web.dll"),
            Path.Combine(AppContext.BaseDirectory, "..", "..", "Annals.Web", "debug", "Annals.Web.dll"),
        ];
        return Array.Find(places, File.Exists);
    }
}
