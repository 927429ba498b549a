using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Annals.Cli.Commands;
using Annals.Cli.Working;

namespace Annals.Cli;

/// <summary>
/// The `annals` command: a row a command. Exit codes: 0 all done, 1 something could not be read or written (each said
/// on standard error, the rest done), 2 unusable arguments.
/// </summary>
public static class CommandLine
{
    public const int Done = 0;
    public const int Incomplete = 1;
    public const int Unusable = 2;

    /// <summary>Runs one command line; never throws for what the world did wrong.</summary>
    public static int Run(string[] args, Terminal terminal)
    {
        var root = Root(terminal);
        // "@name" is a path like any other, not a file of further arguments.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
                terminal.Error.WriteLine($"annals: {error.Message}");
            terminal.Error.WriteLine($"See `{NameOf(parsed.CommandResult.Command)} --help`.");
            return Unusable;
        }
        using var output = new StreamWriter(terminal.Output, Terminal.Utf8, bufferSize: -1, leaveOpen: true);
        try
        {
            return parsed.Invoke(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    Output = output,
                    Error = terminal.Error,
                }
            );
        }
        catch (Exception failure) when (Causes.Of(failure) is { } cause)
        {
            if (cause.Length > 0)
                terminal.Error.WriteLine($"annals: {cause}");
            return failure is UnusableException ? Unusable : Incomplete;
        }
    }

    /// <summary>The commands with their options, as `--help` and the docs list them.</summary>
    public static Command Root(Terminal terminal)
    {
        var root = new ExemplifiedCommand(
            "annals",
            "Reads news articles and keeps a record of conflict events in which every value leads back to the words that say it.",
            "annals ingest examples",
            "annals ask events",
            "annals code page.html"
        )
        {
            ReadCommand.Create(terminal),
            ParseCommand.Create(terminal),
            PlacesCommand.Create(terminal),
            CodeCommand.Create(terminal),
            LinkCommand.Create(terminal),
            IngestCommand.Create(terminal),
            AskCommand.Create(terminal),
            ReviewCommand.Create(terminal),
            RecodeCommand.Create(terminal),
            RemoveCommand.Create(terminal),
            LogCommand.Create(terminal),
            ExportCommand.Create(terminal),
            ImportCommand.Create(terminal),
            StoreCommand.Create(terminal),
            GazetteerCommand.Create(terminal),
            ServeCommand.Create(terminal),
        };
        var help = new HelpOption { Recursive = true };
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.Add(help);
        root.Add(new VersionOption());
        return root;
    }

    /// <summary>"annals ask events": the words that call a command.</summary>
    public static string NameOf(Command command) =>
        string.Join(' ', command.Parents.OfType<Command>().Take(1).Select(NameOf).Append(command.Name));
}
