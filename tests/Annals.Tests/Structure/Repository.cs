using System.Reflection;

namespace Annals.Tests.Structure;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    public static string Root { get; } =
        Path.GetFullPath(
            typeof(Repository)
                .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(one => one.Key == "Repository")
                .Value!
        );

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Its C# files under a folder, without what a build has made.</summary>
    public static IEnumerable<string> Sources(params string[] parts) =>
        Directory
            .EnumerateFiles(File(parts), "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            )
            .Order(StringComparer.Ordinal);
}
