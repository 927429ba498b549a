using System.IO.Compression;
using Annals.Reading;
using Annals.Record;

namespace Annals.Cli.Working;

/// <summary>The pages of files, folders and standard input, in ordinal order of their paths.</summary>
internal sealed class PageFiles(Job job, IEnumerable<string> paths)
{
    public IEnumerable<Page> Pages() => paths.SelectMany(Within).Select(Open).OfType<Page>();

    public static IEnumerable<string> Within(string path) =>
        Directory.Exists(path)
            ? Directory
                .EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(file => !Path.GetFileName(file).StartsWith('.'))
                .Order(StringComparer.Ordinal)
            : [path];

    private Page? Open(string path)
    {
        try
        {
            using var stream = path == "-" ? job.Input : File.OpenRead(path);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            job.Progress.Add("pages");
            return new Page { Path = path, Content = Unzipped(copy.ToArray()) };
        }
        catch (Exception failure) when (Causes.Of(failure) is { } cause)
        {
            job.Complain(new Problem(path, null, cause));
            return null;
        }
    }

    private static byte[] Unzipped(byte[] content)
    {
        if (content is not [0x1F, 0x8B, ..])
            return content;
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var copy = new MemoryStream();
        gzip.CopyTo(copy);
        return copy.ToArray();
    }
}
