using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Benchmarks;

/// <summary>
/// The language room alone, on one thread: how many words a second, counted in processor time, so that a busy machine
/// changes little. The text is a file or synthetic news.
/// </summary>
internal sealed class LanguageSpeed(string[] texts)
{
    /// <summary>Each figure is the best of so many rounds: others can only slow a round down.</summary>
    private const int Rounds = 5;

    public ImmutableArray<Measured> Take()
    {
        var before = Machine.ResidentMegabytes;
        var start = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var parser = Parser.Load(KnowledgeFolder.Default);
        var loadByClock = clock.Elapsed;
        var load = Environment.CpuUsage.TotalTime - start;
        var held = Machine.ResidentMegabytes;
        var words = 0;
        var tagged = new Word[1 << 16];
        var tags = Best(() => words = texts.Sum(text => parser.Tag(text, ref tagged)));
        var knowledge = KnowledgeFolder.Default;
        var bare = new Parser(
            LanguageModel.Read(knowledge.File("english", "model.bin")),
            Abbreviations.Load(knowledge)
        );
        var trees = Best(() => texts.Sum(text => bare.Parse(Article(text)).Sentences.Length));
        var all = Best(() => texts.Sum(text => parser.Parse(Article(text)).Sentences.Length));
        var two = BestByClock(() =>
            Parallel.ForEach(texts, new() { MaxDegreeOfParallelism = 2 }, text => parser.Parse(Article(text)))
        );
        var bytes = Allocated(parser);
        var bytesOfTrees = Allocated(bare);
        return
        [
            new("words", words, ""),
            new("**words, sentences and tags**", words / tags, "words/s"),
            new("words, sentences, tags and trees", words / trees, "words/s"),
            new("**words, sentences, tags, trees and names**", words / all, "words/s"),
            new("**the same on two threads, by the clock**", words / two, "words/s of two cores"),
            new("allocated", bytes / words, "bytes/word"),
            new("allocated up to trees", bytesOfTrees / words, "bytes/word"),
            new("loading the parser, by the clock", loadByClock.TotalMilliseconds, "ms"),
            new("loading the parser, processor time", load.TotalMilliseconds, "ms"),
            new("memory that the parser holds", held - before, "MB"),
            new("memory of the process", Machine.ResidentMegabytes, "MB"),
        ];
    }

    /// <summary>The same for a table of peers.</summary>
    public static void WriteLines(IEnumerable<Measured> figures)
    {
        foreach (var figure in figures.Where(figure => figure.Unit == "words/s"))
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"Annals\t{figure.What.Trim('*')}\t{figure.Value:0}")
            );
    }

    /// <summary>The texts for programs of any language: as JSON, and parted by form feeds.</summary>
    public static void Write(string[] texts, string folder)
    {
        File.WriteAllText(Path.Combine(folder, "texts.json"), JsonSerializer.Serialize(texts));
        File.WriteAllText(Path.Combine(folder, "texts.txt"), string.Join('\f', texts));
    }

    /// <summary>The shortest processor time of a round, in seconds.</summary>
    private static double Best(Func<int> work)
    {
        // Enough for the runtime to have compiled what is hot for good: it does so in the background.
        var warm = Environment.CpuUsage.TotalTime;
        while ((Environment.CpuUsage.TotalTime - warm).TotalSeconds < 3)
            work();
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            work();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
        return best;
    }

    private static double BestByClock(Action work)
    {
        work();
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            work();
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }
        return best;
    }

    /// <summary>Bytes that the texts make it allocate.</summary>
    private double Allocated(Parser parser)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var text in texts)
            parser.Parse(Article(text));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public static string[] Synthetic(int articles)
    {
        var news = new SyntheticNews();
        return [.. Enumerable.Range(0, articles).Select(number => news.ArticleOf(number).Text)];
    }

    /// <summary>A long file in pieces of the length of an article.</summary>
    public static string[] Pieces(string text)
    {
        var pieces = new List<string>();
        for (var start = 0; start < text.Length; )
        {
            var end = start + 2000 < text.Length ? text.IndexOf("\n\n", start + 2000, StringComparison.Ordinal) : -1;
            end = end < 0 ? text.Length : end + 2;
            pieces.Add(text[start..end]);
            start = end;
        }
        return [.. pieces];
    }

    private static Article Article(string text) => new() { Id = "a-1", Text = text };
}
