using Annals.Cli;
using Annals.Record;

namespace Annals.Tests.Cli;

/// <summary>`annals code`: its reasons, and how far it reads.</summary>
public sealed class CodeCommandTests
{
    private const string Line =
        """{"id":"gao","text":"Gunmen killed three soldiers in Gao on Monday. The weather was mild."}""";

    [Fact]
    public void It_explains_each_report_and_each_sentence_passed_over()
    {
        using var folder = new Folder();
        var page = folder.Write("gao.jsonl", Line);
        var report = Assert.Single(Run.Of("code", page).Lines.Select(Json.ReadReport).OfType<Happening>());
        var run = Run.Of("code", page, "--explain");
        Assert.Equal(CommandLine.Done, run.Code);
        Assert.StartsWith("article gao\n", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"  report {report.Id}: happening {report.Type}, reported, ",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("\"killed\" says ", run.Output, StringComparison.Ordinal);
        Assert.Contains("triggers.tsv:", run.Output, StringComparison.Ordinal);
        foreach (var span in report.AllSpans())
            Assert.Contains($"\"{span.Text}\" ({span.Start}-{span.End})\n", run.Output, StringComparison.Ordinal);
        var passed = run.Output[run.Output.IndexOf("  passed over", StringComparison.Ordinal)..];
        Assert.Contains("\"The weather was mild.\"", passed, StringComparison.Ordinal);
        Assert.DoesNotContain("Gunmen", passed, StringComparison.Ordinal);
    }
}
