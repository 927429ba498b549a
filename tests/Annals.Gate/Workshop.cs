using System.Diagnostics;
using System.Reflection;

namespace Annals.Gate;

/// <summary>Where things lie, and how other programs are run: the public commands, and the scorers in Python.</summary>
internal static class Workshop
{
    private static readonly string Root = Path.GetFullPath(
        typeof(Workshop)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(one => one.Key == "Repository")
            .Value!
    );

    /// <summary>Development data and scorers, which are no part of the repository.</summary>
    public static string Shared { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    public static string FloorsFile { get; } = Path.Combine(Root, "tests", "Annals.Gate", "floors.tsv");

    public static string Data(string name) => Path.Combine(Shared, "data", name);

    /// <summary>The lines of the repository's files of one kind, in ordinal order, as one file.</summary>
    public static string Together(string folder, string files)
    {
        var together = Path.Combine(Path.GetTempPath(), $"annals-gate-{Guid.NewGuid():N}.jsonl");
        File.WriteAllLines(
            together,
            Directory
                .EnumerateFiles(Path.Combine(Root, folder), files)
                .Order(StringComparer.Ordinal)
                .SelectMany(File.ReadLines)
        );
        return together;
    }

    /// <summary>What a run of `annals` wrote, as a file: the command line as the build has just made it.</summary>
    public static string Annals(params string[] arguments) =>
        Run(
            "dotnet",
            [Path.Combine(Root, "artifacts", "bin", "Annals.Cli", "release", "Annals.Cli.dll"), .. arguments]
        );

    /// <summary>What a run of `Annals.Training` wrote, as a file.</summary>
    public static string Training(params string[] arguments) =>
        Run(
            "dotnet",
            [Path.Combine(Root, "artifacts", "bin", "Annals.Training", "release", "Annals.Training.dll"), .. arguments]
        );

    public static string Python(string tool, params string[] arguments) =>
        Run("python3", [Path.Combine(Shared, "tools", tool), .. arguments]);

    // Exit codes are not looked at: a scorer's figure, or its absence, is what counts.
    private static string Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = Root,
            Environment = { ["ANNALS_DATA"] = Path.Combine(Root, "data") },
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var file = Path.Combine(Path.GetTempPath(), $"annals-gate-{Guid.NewGuid():N}.jsonl");
        using (var output = File.Create(file))
            process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return file;
    }
}
