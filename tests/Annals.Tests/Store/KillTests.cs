using System.Diagnostics;
using System.Globalization;
using Annals.Cli;
using Annals.Store;

namespace Annals.Tests.Store;

/// <summary>The ingest is killed as the machine might be: nothing is tidied up, nothing may be lost or doubled.</summary>
public sealed class KillTests(Databases databases) : IClassFixture<Databases>
{
    private const int Kills = 5;
    private const int Articles = 120;

    private static readonly string[] Towns = ["Gao", "Bamako", "Maiduguri", "Mosul", "Aleppo", "Goma", "Kandahar"];

    [Fact]
    public void Killed_five_times_an_ingest_comes_out_as_if_it_had_never_been_disturbed()
    {
        var input = databases.File("killed.jsonl");
        File.WriteAllLines(input, Enumerable.Range(0, Articles).Select(Line));
        var (calm, harried) = (databases.File("calm.db"), databases.File("harried.db"));
        var clock = Stopwatch.StartNew();
        using (var child = Start(input, calm))
            child.WaitForExit();
        var whole = clock.Elapsed;
        var random = new Random(7);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var child = Start(input, harried);
            if (child.WaitForExit(whole * (0.3 + (0.7 * random.NextDouble()))))
                continue;
            child.Kill();
            child.WaitForExit();
        }
        using (var child = Start(input, harried))
            child.WaitForExit();
        using var expected = RecordStore.Open(calm, StoreAccess.Read);
        using var found = RecordStore.Open(harried, StoreAccess.Read);
        Assert.Equal(Articles, Inventory.Of(expected).Articles);
        Assert.Equal(Inventory.Of(expected) with { Name = "" }, Inventory.Of(found) with { Name = "" });
        Assert.Empty(Upkeep.Check(found));
    }

    private static string Line(int number)
    {
        var (town, day) = (Towns[number % Towns.Length], 1 + (number % 27));
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":"k-{{number}}","title":"Attack in {{town}}","text":"Gunmen attacked a market in {{town}} on {{day}} March 2021, killing {{2 + (number % 9)}} people, police said. Witness {{number}} saw two vehicles burn.","published":"2021-04-0{{1 + (number % 9)}}","outlet":"Paper {{number % 11}}"}"""
        );
    }

    private static Process Start(string input, string store)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(CommandLine).Assembly.Location, "ingest", input, "--store", store]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
