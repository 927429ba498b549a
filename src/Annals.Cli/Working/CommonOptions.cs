using System.CommandLine;

namespace Annals.Cli.Working;

/// <summary>What every stage takes: where its lines go, how many threads, whether to say how far it is.</summary>
internal sealed class CommonOptions
{
    private readonly Terminal terminal;

    private CommonOptions(Command command, Terminal terminal, string reads, bool threads, bool output)
    {
        this.terminal = terminal;
        Paths = new Argument<string[]>("PATH")
        {
            Description = $"{reads}: files, folders (read recursively), or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        command.Add(Paths);
        if (output)
            command.Add(Output);
        if (threads)
            command.Add(Threads);
        command.Add(Progress);
    }

    public Argument<string[]> Paths { get; }

    public Option<string?> Output { get; } =
        new("--output", "-o") { Description = "Write to this file instead of standard output.", HelpName = "FILE" };

    public Option<int> Threads { get; } = ThreadsOption();

    public Option<bool> Progress { get; } =
        new("--progress") { Description = "Say on standard error how far the work is, also where nobody watches." };

    /// <summary>Adds them to a command.</summary>
    public static CommonOptions Of(
        Command command,
        Terminal terminal,
        string reads,
        bool threads = true,
        bool output = true
    ) => new(command, terminal, reads, threads, output);

    public Job Start(ParseResult parsed) =>
        new(
            terminal,
            parsed.GetResult(Output) is null ? null : parsed.GetValue(Output),
            parsed.GetValue(Progress),
            parsed.GetResult(Threads) is null ? 1 : parsed.GetValue(Threads)
        );

    /// <summary>How many threads; the output is the same bytes on any number.</summary>
    public static Option<int> ThreadsOption()
    {
        var option = new Option<int>("--threads")
        {
            Description =
                "Work on so many articles at once; the output is the same on any number. Default: one a processor.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [{ Value: var value }]
                && !(int.TryParse(value, out var threads) && threads is > 0 and <= 256)
            )
                result.AddError($"--threads takes a number from 1 to 256, not \"{value}\".");
        });
        return option;
    }
}
