using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Annals.Cli;

/// <summary>The usual help page, closed by examples that can be copied.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var status = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is IExemplified { Examples.Length: > 0 } command)
        {
            output.WriteLine("Examples:");
            foreach (var example in command.Examples)
                output.WriteLine($"  {example}");
            output.WriteLine();
        }
        return status;
    }
}

/// <summary>A command that shows how it is called.</summary>
internal interface IExemplified
{
    string[] Examples { get; }
}

/// <summary>A command with examples.</summary>
internal sealed class ExemplifiedCommand(string name, string description, params string[] examples)
    : Command(name, description),
        IExemplified
{
    public string[] Examples { get; } = examples;
}
