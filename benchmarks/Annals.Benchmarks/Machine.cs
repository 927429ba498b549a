using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Annals.Benchmarks;

/// <summary>What the figures were measured on: without it they mean nothing.</summary>
internal static class Machine
{
    public static string Repository { get; } =
        Path.GetFullPath(
            typeof(Machine)
                .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(entry => entry.Key == "Repository")
                .Value!
        );

    public static string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Processor()}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}"
        );

    /// <summary>How many processes want a core, over the last minute: above 0 before the run, others are at work too.</summary>
    public static string Load { get; } =
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>The commit that was measured, with "+" where the working tree differs from it.</summary>
    public static string Commit
    {
        get
        {
            var commit = Git("rev-parse --short=12 HEAD");
            return Git("status --porcelain --untracked-files=no -- src data").Length > 0 ? commit + "+" : commit;
        }
    }

    /// <summary>Processor time of the thread that asks, in seconds; of the whole program where the system does not tell.</summary>
    public static double ThreadSeconds
    {
        get
        {
            const string about = "/proc/thread-self/stat";
            if (!File.Exists(about))
                return Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
            // The name, in brackets, may hold spaces; user and system time are the 14th and 15th, in hundredths.
            var stat = File.ReadAllText(about);
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (
                    long.Parse(fields[11], CultureInfo.InvariantCulture)
                    + long.Parse(fields[12], CultureInfo.InvariantCulture)
                ) / 100.0;
        }
    }

    /// <summary>Megabytes (10^6 bytes) that the process has held at most.</summary>
    public static double PeakMegabytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 / 1e6;
        }
    }

    /// <summary>Megabytes (10^6 bytes) that the process holds now, garbage left out.</summary>
    public static double ResidentMegabytes
    {
        get
        {
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            return process.WorkingSet64 / 1e6;
        }
    }

    private static string Processor()
    {
        const string about = "/proc/cpuinfo";
        var line = File.Exists(about)
            ? File.ReadLines(about).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string Git(string arguments)
    {
        try
        {
            using var git = Process.Start(
                new ProcessStartInfo("git", arguments)
                {
                    WorkingDirectory = Repository,
                    RedirectStandardOutput = true,
                    UseShellExecute = false,
                }
            )!;
            var said = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return said;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
