using System.Diagnostics;
using System.Globalization;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Store;

namespace Annals.Benchmarks;

/// <summary>
/// Ingests in child processes. First it kills them at random points, as often as it is told, and compares the store that
/// comes out in the end with one that was never disturbed; then it goes on with fresh articles for minutes and watches the
/// memory.
/// </summary>
/// <param name="articles">Articles a round while the memory is watched; a quarter of it comes in between two kills.</param>
/// <param name="minutes">How long the memory is watched.</param>
/// <param name="kills">How often a child is killed while it works. One that ended before does not count.</param>
internal sealed class Soak(int articles, int minutes, int kills)
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annals-soak-");

    public int Run()
    {
        try
        {
            var held = Disturb();
            return Watch() && held ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What the child says when it begins to work: before, there is nothing to lose.</summary>
    private const string Ready = "ready";

    /// <summary>What the child does: articles by number into the store.</summary>
    public static int Ingest(string path, int first, int count)
    {
        using var store = RecordStore.Open(path);
        var knowledge = KnowledgeFolder.Default;
        var pages = new SyntheticNews().Pages(first, count);
        var intake = new Intake(store, Pipeline.Load(knowledge), Linker.Load(knowledge));
        Console.WriteLine(Ready);
        intake.Run(pages);
        return 0;
    }

    private bool Disturb()
    {
        var harried = File("harried.db");
        var random = new Random(articles + kills);
        var (killed, count) = (0, 0);
        // A child works at what the one before left and at some fresh articles; how long that takes is learnt from those
        // that come to their end.
        var work = TimeSpan.FromSeconds(1);
        for (var tries = 0; killed < kills && tries < 10 * kills; tries++)
        {
            count += Math.Max(1, articles / 4);
            using var child = Start(harried, 0, count);
            if (child.StandardOutput.ReadLine() != Ready)
                continue;
            var clock = Stopwatch.StartNew();
            if (tries > 0 && !child.WaitForExit(work * random.NextDouble()))
            {
                // SIGKILL: it cannot be caught, nothing is tidied up.
                child.Kill();
                killed++;
            }
            child.WaitForExit();
            if (child.ExitCode == 0)
                work = (work + clock.Elapsed) / 2;
        }
        using (var child = Start(harried, 0, count))
            child.WaitForExit();
        var calm = File("calm.db");
        using (var child = Start(calm, 0, count))
            child.WaitForExit();
        var (expected, found) = (Holdings(calm), Holdings(harried));
        var held = expected == found && IsWhole(harried);
        Say($"undisturbed: {expected}");
        Say($"killed {killed} times: {found}: {(held ? "the same" : "NOT THE SAME")}");
        return held && killed == kills && found.Articles == count;
    }

    /// <summary>Memory per round of fresh articles into a growing store; the last third may not lie far above the first.</summary>
    private bool Watch()
    {
        var clock = Stopwatch.StartNew();
        var peaks = new List<double>();
        var failed = 0;
        for (var round = 0; clock.Elapsed < TimeSpan.FromMinutes(minutes); round++)
        {
            using var child = Start(File("soak.db"), round * articles, articles);
            var peak = 0L;
            while (!child.WaitForExit(250))
            {
                child.Refresh();
                peak = Math.Max(peak, child.HasExited ? 0 : child.PeakWorkingSet64);
            }
            peaks.Add(peak / 1e6);
            failed += child.ExitCode == 0 ? 0 : 1;
            Say($"{clock.Elapsed.TotalSeconds, 6:0} s: {(round + 1) * articles, 8} articles, peak {peak / 1e6:0} MB");
        }
        if (peaks.Count == 0)
            return true;
        var third = Math.Max(1, peaks.Count / 3);
        var growth = peaks.TakeLast(third).Average() / peaks.Take(third).Average();
        Say(
            $"{peaks.Count} rounds, {failed} failed; memory of the last third is {growth:0.00} times that of the first"
        );
        return failed == 0 && growth < 1.5;
    }

    private static bool IsWhole(string path)
    {
        using var store = RecordStore.Open(path, StoreAccess.Read);
        var wrong = Upkeep.Check(store);
        foreach (var one in wrong)
            Say($"{one}");
        return wrong.Length == 0;
    }

    private sealed record Held(long Articles, long Reports, long Events);

    private static Held Holdings(string path)
    {
        using var store = RecordStore.Open(path, StoreAccess.Read);
        var all = Inventory.Of(store);
        return new Held(all.Articles, all.Reports, all.Events);
    }

    private static Process Start(string store, int first, int count)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true };
        // Started as `dotnet Annals.Benchmarks.dll`, the program that runs is dotnet.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(typeof(Soak).Assembly.Location);
        foreach (var argument in (string[])["ingest", "--store", store])
            start.ArgumentList.Add(argument);
        foreach (var (option, value) in (ReadOnlySpan<(string, int)>)[("--first", first), ("--articles", count)])
        {
            start.ArgumentList.Add(option);
            start.ArgumentList.Add(value.ToString(CultureInfo.InvariantCulture));
        }
        return Process.Start(start)!;
    }

    private string File(string name) => Path.Combine(folder.FullName, name);

    private static void Say(FormattableString words) => Console.WriteLine(words.ToString(CultureInfo.InvariantCulture));
}
