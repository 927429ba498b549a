using System.IO.Compression;
using Annals.Record;

namespace Annals.Reading;

/// <summary>What a source may unpack and hold: one page in memory at a time, never more than this.</summary>
public sealed record PageLimits
{
    /// <summary>Bytes of one page after unpacking. A page beyond it is a problem, and is not read.</summary>
    public long PageBytes { get; init; } = 64L << 20;

    /// <summary>Entries of one archive.</summary>
    public int ArchiveEntries { get; init; } = 1_000_000;
}

/// <summary>
/// Opens paths (files, folders, "-") and gives their pages one at a time: gzip is seen by content, archives are opened,
/// JSON Lines come line by line and WARC record by record, so that memory stays flat. Folders are walked in ordinal
/// order; dot files and unknown types are skipped and counted. What could not be opened is a problem, and the rest is done.
/// Enumerate it once, on one thread; `Problems` and `Skipped` grow as the pages come.
/// </summary>
public sealed class PageSource(IReadOnlyList<string> paths)
{
    private readonly List<Problem> problems = [];
    private readonly SortedDictionary<string, int> skipped = new(StringComparer.Ordinal);

    /// <summary>Overrides what the content says; see <see cref="PageFormat.All"/>.</summary>
    public string? Format { get; init; }

    /// <summary>What "-" reads.</summary>
    public Stream StandardInput { get; init; } = Stream.Null;

    public PageLimits Limits { get; init; } = new();

    /// <summary>What could not be opened so far.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>How many files were left aside so far, by kind: "dot file", ".png".</summary>
    public IReadOnlyDictionary<string, int> Skipped => skipped;

    public IEnumerable<Page> Pages()
    {
        foreach (var path in paths)
        {
            if (path == "-")
                foreach (var page in PagesOf("-", StandardInput))
                    yield return page;
            else
                foreach (var file in Files(path))
                foreach (var page in PagesOfFile(file))
                    yield return page;
        }
    }

    /// <summary>The files that a path stands for: itself, or what its folder holds, in ordinal order.</summary>
    private IEnumerable<string> Files(string path)
    {
        if (File.Exists(path))
            return [path];
        if (Directory.Exists(path))
            return Walk(path);
        problems.Add(new Problem(path, null, "no such file or folder"));
        return [];
    }

    private IEnumerable<string> Walk(string root)
    {
        var folders = new Stack<string>();
        folders.Push(root);
        while (folders.TryPop(out var next))
        {
            if (File.Exists(next))
            {
                yield return next;
                continue;
            }
            // Files and folders stand in one order, as a sorted listing of the whole tree would show them.
            foreach (var entry in Enumerable.Reverse(Entries(next)))
                folders.Push(entry);
        }
    }

    private List<string> Entries(string folder)
    {
        var kept = new List<string>();
        try
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
            {
                if (Path.GetFileName(entry).StartsWith('.'))
                    Skip("dot file");
                else if (Directory.Exists(entry) || PageFormat.Knows(entry))
                    kept.Add(entry);
                else
                    Skip(Path.GetExtension(entry) is { Length: > 0 } extension ? extension : "no extension");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Problem(folder, null, exception.Message));
        }
        return kept;
    }

    private void Skip(string kind) => skipped[kind] = skipped.GetValueOrDefault(kind) + 1;

    private IEnumerable<Page> PagesOfFile(string path)
    {
        FileStream file;
        try
        {
            file = File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Problem(path, null, exception.Message));
            yield break;
        }
        using (file)
            foreach (var page in PagesOf(path, file))
                yield return page;
    }

    /// <summary>The pages in a stream; whatever breaks in it becomes a problem, and ends it.</summary>
    private IEnumerable<Page> PagesOf(string path, Stream stream)
    {
        using var pages = Open(path, stream).GetEnumerator();
        while (true)
        {
            Page page;
            try
            {
                if (!pages.MoveNext())
                    yield break;
                page = pages.Current;
            }
            catch (Exception exception)
                when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                problems.Add(new Problem(path, null, exception.Message));
                yield break;
            }
            yield return page;
        }
    }

    private IEnumerable<Page> Open(string path, Stream stream)
    {
        var bytes = new PeekedStream(stream);
        while (bytes.Peek(2) is [0x1F, 0x8B])
            bytes = new PeekedStream(new GZipStream(bytes, CompressionMode.Decompress));
        var format = Format ?? PageFormat.OfContent(bytes.Peek(4096), path, null).Format;
        return format switch
        {
            PageFormat.JsonLines when bytes.Peek(256).TrimStart(" \t\r\n\u00EF\u00BB\u00BF"u8) is not [(byte)'[', ..] =>
                Lines(path, bytes),
            PageFormat.Zip => ZipEntries(path, bytes),
            PageFormat.Warc => new WarcRecords(path, bytes, Limits.PageBytes, Skip, problems.Add).Pages(),
            PageFormat.Mbox => Messages(path, bytes),
            _ => Whole(path, bytes),
        };
    }

    private IEnumerable<Page> Whole(string path, PeekedStream stream)
    {
        if (stream.ReadWhole(Limits.PageBytes) is { } content)
            yield return new Page { Path = path, Content = content };
        else
            problems.Add(TooLong(path, null));
    }

    private Problem TooLong(string path, int? line) =>
        new(path, line, $"unpacks to more than {Limits.PageBytes} bytes: not read");

    private IEnumerable<Page> Lines(string path, PeekedStream stream)
    {
        foreach (var (line, number) in stream.Lines(Limits.PageBytes))
        {
            if (line is null)
                problems.Add(TooLong(path, number));
            else if (!line.AsSpan().Trim(" \t\r"u8).IsEmpty)
                yield return new Page
                {
                    Path = path,
                    Content = line,
                    Format = PageFormat.JsonLines,
                    Line = number,
                };
        }
    }

    /// <summary>A mailbox message by message: each begins with a line "From ...", which may not stand in one unquoted.</summary>
    private IEnumerable<Page> Messages(string path, PeekedStream stream)
    {
        var message = new MemoryStream();
        var (number, first, tooLong) = (0, 1, false);
        foreach (var (line, at) in stream.Lines(Limits.PageBytes))
        {
            if (line is not null && line.AsSpan().StartsWith("From "u8))
            {
                if (number > 0 && Message() is { } page)
                    yield return page;
                message = new MemoryStream();
                (number, first, tooLong) = (number + 1, at, false);
                continue;
            }
            if (line is null || message.Length + line.Length > Limits.PageBytes)
            {
                tooLong = true;
                continue;
            }
            message.Write(line.AsSpan().StartsWith(">From "u8) ? line.AsSpan(1) : line);
            message.WriteByte((byte)'\n');
        }
        if (number > 0 && Message() is { } last)
            yield return last;

        Page? Message()
        {
            if (!tooLong)
                return new Page
                {
                    Path = $"{path}!{number}",
                    Content = message.ToArray(),
                    Format = PageFormat.Mail,
                    Line = first,
                };
            problems.Add(TooLong(path, first));
            return null;
        }
    }

    private IEnumerable<Page> ZipEntries(string path, PeekedStream stream)
    {
        // The directory of a zip archive stands at its end, so it has to lie in memory, or in a file.
        if (stream.ReadWhole(Limits.PageBytes * 16) is not { } bytes)
        {
            problems.Add(TooLong(path, null));
            yield break;
        }
        using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        foreach (var entry in archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            if (entry.FullName.EndsWith('/'))
                continue;
            if (entry.FullName.Split('/').Any(part => part.StartsWith('.')))
                Skip("dot file");
            else if (!PageFormat.Knows(entry.FullName))
                Skip(Path.GetExtension(entry.FullName));
            else
            {
                using var opened = entry.Open();
                foreach (var page in PagesOf($"{path}!{entry.FullName}", opened))
                    yield return page;
            }
        }
    }
}
