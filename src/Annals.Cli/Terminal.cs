using System.Text;

namespace Annals.Cli;

/// <summary>What a command talks to: the process's own streams, or a test's.</summary>
public sealed class Terminal
{
    /// <summary>No byte order mark; half a surrogate pair becomes U+FFFD instead of an error.</summary>
    public static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public required Stream Input { get; init; }

    public required Stream Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Somebody watches standard error, so that a line may be overwritten.</summary>
    public bool ErrorIsWatched { get; init; }

    /// <summary>Columns of the window; wide where the output goes into a file or a pipe.</summary>
    public int Width { get; init; } = 200;

    public static Terminal OfProcess() =>
        new()
        {
            Input = Console.OpenStandardInput(),
            Output = Console.OpenStandardOutput(),
            Error = new StreamWriter(Console.OpenStandardError(), Utf8) { AutoFlush = true, NewLine = "\n" },
            ErrorIsWatched = !Console.IsErrorRedirected,
            Width = WindowWidth(),
        };

    /// <summary>Cancelled by the first Ctrl+C, so that the work can end tidily; the second ends the process.</summary>
    public CancellationTokenSource StopAtInterrupt()
    {
        var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        };
        return stop;
    }

    private static int WindowWidth()
    {
        if (Console.IsOutputRedirected)
            return 200;
        try
        {
            return Console.WindowWidth is > 40 and var width ? width : 120;
        }
        catch (IOException)
        {
            return 120;
        }
    }
}
