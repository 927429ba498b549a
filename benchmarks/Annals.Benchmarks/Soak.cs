using System.Diagnostics;
using System.Globalization;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Store;

namespace Annals.Benchmarks;

/// <summary>
/// Ingests in child processes. First it kills them at random points and compares the store that comes out in the end
/// with one that was never disturbed; then it goes on with fresh articles for minutes and watches the memory.
/// </summary>
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

    /// <summary>What the child does: articles by number into the store.</summary>
    public static int Ingest(string path, int first, int count)
    {
        using var store = RecordStore.Open(path);
        var knowledge = KnowledgeFolder.Default;
        var pages = new SyntheticNews().Pages(first, count);
        new Intake(store, Pipeline.Load(knowledge), Linker.Load(knowledge)).Run(pages);
        return 0;
    }

    private bool Disturb()
    {
        var clock = Stopwatch.StartNew();
        var (calm, harried) = (File("calm.db"), File("harried.db"));
        using (var child = Start(calm, 0))
            child.WaitForExit();
        var whole = clock.Elapsed;
        var random = new Random(articles + kills);
        var killed = 0;
        for (var i = 0; i < kills; i++)
        {
            using var child = Start(harried, 0);
            if (child.WaitForExit(whole * (0.2 + (0.75 * random.NextDouble()))))
                continue;
            // SIGKILL: it cannot be caught, nothing is tidied up.
            child.Kill();
            child.WaitForExit();
            killed++;
        }
        using (var child = Start(harried, 0))
            child.WaitForExit();
        var (expected, found) = (Holdings(calm), Holdings(harried));
        var held = expected == found && IsWhole(harried);
        Say($"undisturbed ({whole.TotalSeconds:0.0} s): {expected}");
        Say($"killed {killed} times: {found}: {(held ? "the same" : "NOT THE SAME")}");
        return held && found.Articles == articles;
    }

    /// <summary>Memory per round of fresh articles into a growing store; the last third may not lie far above the first.</summary>
    private bool Watch()
    {
        var clock = Stopwatch.StartNew();
        var peaks = new List<double>();
        var failed = 0;
        for (var round = 0; clock.Elapsed < TimeSpan.FromMinutes(minutes); round++)
        {
            using var child = Start(File("soak.db"), round * articles);
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

    private Process Start(string store, int first)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { UseShellExecute = false };
        // Started as `dotnet Annals.Benchmarks.dll`, the program that runs is dotnet.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(typeof(Soak).Assembly.Location);
        foreach (var argument in (string[])["ingest", "--store", store])
            start.ArgumentList.Add(argument);
        foreach (var (option, value) in (ReadOnlySpan<(string, int)>)[("--first", first), ("--articles", articles)])
        {
            start.ArgumentList.Add(option);
            start.ArgumentList.Add(value.ToString(CultureInfo.InvariantCulture));
        }
        return Process.Start(start)!;
    }

    private string File(string name) => Path.Combine(folder.FullName, name);

    private static void Say(FormattableString words) => Console.WriteLine(words.ToString(CultureInfo.InvariantCulture));
}
