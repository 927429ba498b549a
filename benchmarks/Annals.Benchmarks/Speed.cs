using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Annals.Coding;
using Annals.Knowledge;
using Annals.Language;
using Annals.Linking;
using Annals.Places;
using Annals.Reading;
using Annals.Record;
using Annals.Store;

namespace Annals.Benchmarks;

/// <summary>One figure, with the floor that it is held against where there is one.</summary>
internal sealed record Measured(string What, double Value, string Unit, string Floor = "", bool Below = false);

/// <summary>
/// The end-to-end run: article lines to reports on two threads with the memory that takes, then each room alone on one
/// thread, then ingest into a new store. The memory is read after the first part, before anything else has been done.
/// </summary>
internal sealed class Speed(int articles)
{
    private const int Threads = 2;
    private const double LeastPerSecond = 80;
    private const double MostMegabytes = 400;

    private readonly SyntheticNews news = new();

    public ImmutableArray<Measured> Take()
    {
        var clock = Stopwatch.StartNew();
        var pipeline = Pipeline.Load(KnowledgeFolder.Default);
        var load = clock.Elapsed.TotalMilliseconds;
        // Enough for the runtime to have compiled what is hot for good: it does so in the background.
        foreach (var page in news.Pages(1_000_000, Math.Max(100, articles / 4)))
            CodeLine(pipeline, page);
        Thread.Sleep(500);
        return
        [
            new("loading the knowledge", load, "ms"),
            .. LinesToReports(pipeline),
            .. Rooms(articles / 2),
            .. Ingest(pipeline),
        ];
    }

    private static int CodeLine(Pipeline pipeline, Page page) =>
        pipeline.Read(page).Articles.Sum(article => pipeline.Code(article).Length);

    private IEnumerable<Measured> LinesToReports(Pipeline pipeline)
    {
        var pages = news.Pages(0, articles).ToArray();
        var words = news.ArticleOf(0).Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        var reports = 0;
        var before = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        Parallel.ForEach(
            pages,
            new ParallelOptions { MaxDegreeOfParallelism = Threads },
            page => Interlocked.Add(ref reports, CodeLine(pipeline, page))
        );
        var seconds = clock.Elapsed.TotalSeconds;
        var busy = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        var memory = Machine.PeakMegabytes;
        var speed = articles / seconds;
        yield return new("words in the first article", words, "");
        yield return new(
            $"**article line to reports, {Threads} threads**",
            speed,
            "articles/s",
            Floor(LeastPerSecond, "at least"),
            speed < LeastPerSecond
        );
        yield return new(
            "**peak memory of that**",
            memory,
            "MB",
            Floor(MostMegabytes, "less than"),
            memory >= MostMegabytes
        );
        // Tells a slow program from a busy machine: both would give few articles a second.
        yield return new("processor time of that", busy * 1000 / articles, "ms/article");
        yield return new("cores that it got", busy / seconds, $"of {Threads}");
        yield return new("reports an article", (double)reports / articles, "");
    }

    private sealed class Room
    {
        public long Ticks;
        public long Bytes;

        public T Time<T>(Func<T> work)
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            var made = work();
            Ticks += Stopwatch.GetTimestamp() - start;
            Bytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
            return made;
        }
    }

    private IEnumerable<Measured> Rooms(int count)
    {
        var knowledge = KnowledgeFolder.Default;
        var reader = Reader.Load(knowledge);
        var parser = Parser.Load(knowledge);
        var geocoder = Geocoder.Load(knowledge);
        var coder = Coder.Load(knowledge);
        var (read, parse, locate, code) = (new Room(), new Room(), new Room(), new Room());
        foreach (var page in news.Pages(0, count))
        foreach (var article in read.Time(() => reader.Read(page)).Articles)
        {
            var document = parse.Time(() => parser.Parse(article));
            var places = locate.Time(() => geocoder.Locate(document));
            code.Time(() => coder.Code(document, places));
        }
        var rooms = new[] { ("Read", read), ("Parse", parse), ("Locate", locate), ("Code", code) };
        foreach (var (name, room) in rooms)
            yield return new(
                $"{name}, 1 thread",
                Stopwatch.GetElapsedTime(0, room.Ticks).TotalMilliseconds / count,
                "ms/article"
            );
        foreach (var (name, room) in rooms)
            yield return new($"{name} allocates", room.Bytes / 1e6 / count, "MB/article");
        yield return new("all rooms allocate", rooms.Sum(room => room.Item2.Bytes) / 1e6 / count, "MB/article");
    }

    private IEnumerable<Measured> Ingest(Pipeline pipeline)
    {
        var folder = Directory.CreateTempSubdirectory("annals-bench-");
        try
        {
            using var store = RecordStore.Open(Path.Combine(folder.FullName, "bench.db"));
            var linking = TimeSpan.Zero;
            var clock = Stopwatch.StartNew();
            var summary = new Intake(store, pipeline, Linker.Load(KnowledgeFolder.Default)).Run(
                news.Pages(0, articles),
                progress: so => linking = so.Step == "linking" ? clock.Elapsed : linking
            );
            var seconds = clock.Elapsed.TotalSeconds;
            yield return new("ingest into a new store, linking included", summary.Articles / seconds, "articles/s");
            yield return new("of which linking", seconds - linking.TotalSeconds, "s");
            yield return new("events in the store", Inventory.Of(store).Events, "");
            yield return new("peak memory of the whole run", Machine.PeakMegabytes, "MB");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Floor(double value, string way) =>
        string.Create(CultureInfo.InvariantCulture, $"{way} {value:0}");
}
