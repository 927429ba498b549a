using System.Diagnostics;
using System.Globalization;
using Annals.Knowledge;
using Annals.Reading;

namespace Annals.Benchmarks;

/// <summary>How many pages of a folder are read a second on one thread, once the runtime has compiled what is hot.</summary>
internal static class PageSpeed
{
    private const int WarmUps = 5;

    public static int Run(string folder, int rounds)
    {
        var reader = Reader.Load(KnowledgeFolder.Default);
        var pages = new PageSource([folder]).Pages().ToArray();
        for (var round = 0; round < WarmUps; round++)
            Read(reader, pages);
        Thread.Sleep(500);
        Read(reader, pages);
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < rounds; round++)
            Read(reader, pages);
        Console.WriteLine(
            (pages.Length * rounds / clock.Elapsed.TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture)
        );
        return 0;
    }

    private static int Read(Reader reader, Annals.Record.Page[] pages) =>
        pages.Sum(page => reader.Read(page).Articles.Length);
}
