using Annals.Reading;

namespace Annals.Cli.Working;

/// <summary>
/// One run of a command: where its lines go, what could not be read, how far it is. A problem is said at once and the
/// rest is done; the exit code remembers.
/// </summary>
internal sealed class Job : IDisposable
{
    private readonly Terminal terminal;
    private readonly string outputName;
    private readonly Stream? file;
    private readonly StreamWriter output;
    private bool incomplete;

    /// <param name="outputPath">Null for standard output.</param>
    /// <exception cref="IOException">The output cannot be opened.</exception>
    public Job(Terminal terminal, string? outputPath, bool progress, int threads = 1)
    {
        this.terminal = terminal;
        outputName = outputPath ?? "standard output";
        if (outputPath is not null and not "-")
            file = new FileStream(outputPath, FileMode.Create, FileAccess.Write, FileShare.Read);
        output = new StreamWriter(file ?? terminal.Output, Terminal.Utf8, 64 * 1024, leaveOpen: true)
        {
            NewLine = "\n",
        };
        Progress = new Progress(terminal, progress);
        Lanes = new Lanes(threads);
    }

    public Progress Progress { get; }

    public Lanes Lanes { get; }

    public int ExitCode => incomplete ? CommandLine.Incomplete : CommandLine.Done;

    public Stream Input => terminal.Input;

    /// <summary>The output for those who write it themselves.</summary>
    public TextWriter Text => output;

    public void Write(string line)
    {
        try
        {
            output.WriteLine(line);
        }
        catch (IOException failure)
        {
            throw Named(failure);
        }
    }

    /// <summary>Something could not be read: said, remembered, and the rest is done.</summary>
    public void Complain(Problem problem)
    {
        incomplete = true;
        Note(problem.ToString());
    }

    /// <summary>The work was ended before it was done.</summary>
    public void Stopped(string words)
    {
        incomplete = true;
        Note($"annals: {words}");
    }

    /// <summary>Something worth knowing that is no fault.</summary>
    public void Note(string words)
    {
        Progress.Clear();
        terminal.Error.WriteLine(words);
    }

    /// <summary>Everything written is on its way; the exit code of the command.</summary>
    /// <exception cref="IOException">The output could not be written.</exception>
    public int Finish()
    {
        try
        {
            output.Flush();
            file?.Flush();
        }
        catch (IOException failure)
        {
            throw Named(failure);
        }
        Progress.Finish();
        return ExitCode;
    }

    public void Dispose()
    {
        Progress.Clear();
        Lanes.Dispose();
        try
        {
            output.Dispose();
            file?.Dispose();
        }
        catch (IOException)
        {
            // The same failure that Write or Finish has already thrown: what is left in the buffer has nowhere to go.
        }
    }

    private IOException Named(IOException failure) =>
        Causes.Of(failure) is "" ? failure : new IOException($"{outputName}: {failure.Message}", failure);
}
