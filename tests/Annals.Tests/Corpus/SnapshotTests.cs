using Annals.Tests.Cli;
using Annals.Tests.Structure;

namespace Annals.Tests.Corpus;

/// <summary>
/// What the stages write of each page in examples/, held against what was last looked at and found right. After a
/// change that is meant, ANNALS_UPDATE_SNAPSHOTS=1 writes the files anew; their diff is the change's effect.
/// </summary>
public sealed class SnapshotTests
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("ANNALS_UPDATE_SNAPSHOTS") == "1";

    public static TheoryData<string> Pages() =>
        [
            .. Directory
                .GetFiles(Repository.File("examples"))
                .Select(Path.GetFileName)
                .OfType<string>()
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Articles_are_as_verified(string page) => Verify(page, "read", "articles");

    [Theory]
    [MemberData(nameof(Pages))]
    public void Reports_are_as_verified(string page) => Verify(page, "code", "reports");

    private static void Verify(string page, string stage, string lines)
    {
        var run = Run.Of(stage, Repository.File("examples", page));
        // Where the clone lies is nobody's finding.
        var written = run.Output.Replace(
            Repository.File("examples", page),
            $"examples/{page}",
            StringComparison.Ordinal
        );
        var slug = page.Replace('.', '-');
        var file = Repository.File("tests", "Annals.Tests", "Corpus", $"{slug}.{lines}.verified.jsonl");
        if (Update)
            File.WriteAllText(file, written);
        Assert.True(File.Exists(file), $"{file} is missing: write it with ANNALS_UPDATE_SNAPSHOTS=1");
        var verified = File.ReadAllText(file);
        if (verified != written)
            Assert.Fail(
                $"{Path.GetFileName(file)} differs (ANNALS_UPDATE_SNAPSHOTS=1 takes what is written now):\n"
                    + Difference(verified.Split('\n'), written.Split('\n'))
            );
    }

    private static string Difference(string[] verified, string[] written) =>
        string.Join(
            '\n',
            Enumerable
                .Range(0, Math.Max(verified.Length, written.Length))
                .Select(i => (Line: i + 1, Old: verified.ElementAtOrDefault(i), New: written.ElementAtOrDefault(i)))
                .Where(pair => pair.Old != pair.New)
                .Take(5)
                .Select(pair => $"line {pair.Line}\n{Excerpts(pair.Old ?? "", pair.New ?? "")}")
        );

    private static string Excerpts(string old, string now)
    {
        var same = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"- {Around(old, same)}\n+ {Around(now, same)}";
    }

    private static string Around(string line, int at) =>
        line[Math.Clamp(at - 60, 0, line.Length)..Math.Min(line.Length, at + 120)];
}
