using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Annals.Reading;

namespace Annals.Cli.Working;

/// <summary>One line of JSON Lines with where it stands.</summary>
internal readonly partial record struct RecordLine(string Path, int Number, string Text)
{
    /// <summary>A report says its kind and its article; articles of others may have a kind of their own.</summary>
    public bool IsReport => Kind.IsMatch(Text) && (Article.IsMatch(Text) || !Words.IsMatch(Text));

    /// <summary>An event lists its reports; whatever has a text instead is an article.</summary>
    public bool IsEvent => Reports.IsMatch(Text);

    [GeneratedRegex("\"kind\"\\s*:")]
    private static partial Regex Kind { get; }

    [GeneratedRegex("\"article\"\\s*:")]
    private static partial Regex Article { get; }

    [GeneratedRegex("\"text\"\\s*:")]
    private static partial Regex Words { get; }

    [GeneratedRegex("\"reports\"\\s*:\\s*\\[")]
    private static partial Regex Reports { get; }
}

/// <summary>
/// Lines of JSON that stages hand to each other, streamed. A line that is not understood is said with its number, and
/// the rest is read.
/// </summary>
internal sealed class RecordLines(Job job, IEnumerable<string> paths)
{
    /// <summary>Each line by the method, in order; a line that it does not understand is said, in its turn.</summary>
    public IEnumerable<T> Read<T>(Func<RecordLine, T> method)
        where T : class
    {
        foreach (var (record, problem) in job.Lanes.Map(Lines(), line => Try(line, method)))
            if (problem is not null)
                job.Complain(problem);
            else
                yield return record!;
    }

    private static (T? Record, Problem? Problem) Try<T>(RecordLine line, Func<RecordLine, T> method)
        where T : class
    {
        try
        {
            return (method(line), null);
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException or InvalidOperationException)
        {
            return (null, new Problem(line.Path, line.Number, Short(failure.Message)));
        }
    }

    private IEnumerable<RecordLine> Lines() => paths.SelectMany(Within).SelectMany(LinesOf);

    private static IEnumerable<string> Within(string path) =>
        Directory.Exists(path)
            ? Directory
                .EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(file => !Path.GetFileName(file).StartsWith('.'))
                .Order(StringComparer.Ordinal)
            : [path];

    private IEnumerable<RecordLine> LinesOf(string path)
    {
        using var reader = Open(path);
        for (var number = 1; ; number++)
        {
            string? line;
            try
            {
                line = reader?.ReadLine();
            }
            catch (Exception failure) when (Causes.Of(failure) is { } cause)
            {
                job.Complain(new Problem(path, number, cause));
                yield break;
            }
            if (line is null)
                yield break;
            if (!string.IsNullOrWhiteSpace(line))
                yield return new RecordLine(path, number, line);
        }
    }

    private StreamReader? Open(string path)
    {
        try
        {
            var stream = new BufferedStream(path == "-" ? job.Input : File.OpenRead(path), 64 * 1024);
            if (path == "-" || !IsGzip(stream))
                return new StreamReader(stream, Terminal.Utf8);
            return new StreamReader(new GZipStream(stream, CompressionMode.Decompress), Terminal.Utf8);
        }
        catch (Exception failure) when (Causes.Of(failure) is { } cause)
        {
            job.Complain(new Problem(path, null, cause));
            return null;
        }
    }

    private static bool IsGzip(Stream stream)
    {
        var isGzip = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = 0;
        return isGzip;
    }

    // System.Text.Json closes its messages with a path and a byte that mean nothing to the one who wrote the line.
    internal static string Short(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        if (end < 0)
            end = message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
