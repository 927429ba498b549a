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

    [Fact]
    public void Of_a_very_long_article_the_beginning_is_coded_and_the_rest_said()
    {
        var text = string.Concat(Enumerable.Repeat("The council met again in the old hall. ", 6_000));
        var article = new Article { Id = "long", Text = text };
        var within = Reach.Within(article).Text;
        Assert.InRange(within.Length, Reach.Most - 100, Reach.Most);
        Assert.EndsWith("hall.", within, StringComparison.Ordinal);
        Assert.StartsWith(within, text, StringComparison.Ordinal);
        Assert.Contains(
            $"first {within.Length} of {text.Length} ",
            Reach.Left(article)!.Cause,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_article_within_reach_is_coded_whole()
    {
        var article = new Article { Id = "short", Text = new string('a', Reach.Most) };
        Assert.Same(article, Reach.Within(article));
        Assert.Null(Reach.Left(article));
    }

    [Fact]
    public void A_text_without_any_end_is_cut_between_characters()
    {
        var article = new Article
        {
            Id = "odd",
            Text = "a" + string.Concat(Enumerable.Repeat("\U0001F600", Reach.Most)),
        };
        Assert.False(char.IsHighSurrogate(Reach.Within(article).Text[^1]));
    }
}
