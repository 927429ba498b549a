using Annals.Cli;
using Annals.Record;
using Annals.Tests.Structure;

namespace Annals.Tests.Cli;

/// <summary>The pages in examples/, all the way through the commands.</summary>
public sealed class ExamplesTests
{
    private static readonly string Examples = Repository.File("examples");
    private static readonly Lazy<Run> Coded = new(() => Run.Of("code", Examples, "--with-articles", "--threads", "1"));

    [Fact]
    public void Every_example_is_read_without_a_fault()
    {
        Assert.Equal(CommandLine.Done, Coded.Value.Code);
        Assert.NotEmpty(Coded.Value.Lines);
    }

    [Fact]
    public void Every_span_of_every_report_stands_in_its_article()
    {
        var (articles, reports) = Parted(Coded.Value.Lines);
        Assert.NotEmpty(reports);
        foreach (var report in reports)
        {
            var article = articles[report.Article];
            Assert.NotEmpty(report.Evidence);
            foreach (var span in report.AllSpans())
                Assert.True(
                    article.Holds(span),
                    $"{report.Id}: \"{span.Text}\" does not stand at {span.Start}-{span.End} of {article.Id}"
                );
        }
    }

    [Theory]
    [InlineData("read")]
    [InlineData("parse")]
    [InlineData("places")]
    [InlineData("code")]
    public void The_output_is_the_same_bytes_on_one_thread_and_on_three(string command) =>
        Assert.Equal(
            Run.Of(command, Examples, "--threads", "1").Output,
            Run.Of(command, Examples, "--threads", "3").Output
        );

    [Fact]
    public void Read_then_code_says_what_code_says()
    {
        var read = Run.Of("read", Examples);
        Assert.Equal(Run.Of("code", Examples).Output, Run.With(read.Output, "code", "-").Output);
    }

    [Fact]
    public void The_order_of_lines_does_not_change_the_events()
    {
        var lines = Coded.Value.Lines;
        var forwards = Run.With(string.Join('\n', lines), "link", "-");
        var backwards = Run.With(string.Join('\n', lines.Reverse()), "link", "-");
        Assert.Equal(CommandLine.Done, forwards.Code);
        Assert.Equal(forwards.Output, backwards.Output);
    }

    [Fact]
    public void Every_report_and_event_reads_back_as_it_was_written()
    {
        var (_, reports) = Parted(Coded.Value.Lines);
        Assert.Equal(Coded.Value.Lines.Where(IsReport), reports.Select(Json.Write));
        var events = Run.With(Coded.Value.Output, "link", "-").Lines;
        Assert.Equal(events, events.Select(line => Json.Write(Json.ReadEvent(line))));
    }

    [Fact]
    public void Ingest_prints_the_record_and_what_to_ask_next_and_can_be_run_again()
    {
        using var folder = new Folder();
        var first = Run.Of("ingest", Examples, "--store", folder["a.db"]);
        Assert.Equal(CommandLine.Done, first.Code);
        Assert.Contains("Ask next:", first.Output, StringComparison.Ordinal);
        var again = Run.Of("ingest", Examples, "--store", folder["a.db"]);
        Assert.Equal(CommandLine.Done, again.Code);
        Assert.Equal(Table(first), Table(again));
        Assert.Contains("0 articles, 0 reports, 0 events", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--type", "explosion", "is no type")]
    [InlineData("--country", "ML", "three letters")]
    [InlineData("--country", "Mali", "three letters")]
    [InlineData("--status", "3", "is no status")]
    [InlineData("--as-of", "yesterday", "is no time")]
    public void A_filter_that_could_find_nothing_is_refused_and_says_why(string option, string value, string why)
    {
        var run = Run.Of("ask", "events", option, value, "--store", "none.db");
        Assert.Equal(2, run.Code);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bamako, MLI, PPLC", null)]
    [InlineData("2460596", null)]
    [InlineData("Gao", "GeoNames id of one")]
    [InlineData("Nowhereton", "no place")]
    [InlineData("999999999999", "no place")]
    public void A_place_is_corrected_by_a_name_that_is_its_alone_or_by_its_id(string value, string? why)
    {
        using var folder = new Folder();
        Run.Of("ingest", Examples, "--store", folder["a.db"]);
        var report = System
            .Text.Json.JsonDocument.Parse(
                Run.Of("ask", "events", "--place", "Bamako", "--json", "--store", folder["a.db"]).Output
            )
            .RootElement.GetProperty("events")[0]
            .GetProperty("reports")[0]
            .GetString()!;
        string[] words = ["review", "correct", report, "--field", "place", "--value", value, "--store", folder["a.db"]];
        var run = Run.Of(words);
        Assert.Equal(why is null ? CommandLine.Done : 2, run.Code);
        if (why is not null)
            Assert.Contains(why, run.Error, StringComparison.Ordinal);
        else
            Assert.Contains(
                "2460596",
                Run.Of("review", "list", "--store", folder["a.db"]).Output,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void Each_question_is_answered_as_a_table_and_as_json()
    {
        using var folder = new Folder();
        Run.Of("ingest", Examples, "--store", folder["a.db"]);
        foreach (
            var question in new[]
            {
                ["events"],
                ["tally"],
                ["trend"],
                ["figures"],
                ["reach", "ISIS"],
                ["actor", "Taliban"],
                new[] { "place", "Bamako" },
            }
        )
        {
            var table = Run.Of(["ask", .. question, "--store", folder["a.db"]]);
            Assert.Equal((CommandLine.Done, ""), (table.Code, table.Error));
            Assert.NotEqual("", table.Output);
            var json = Run.Of(["ask", .. question, "--json", "--store", folder["a.db"]]);
            Assert.Equal(
                System.Text.Json.JsonValueKind.Object,
                System.Text.Json.JsonDocument.Parse(json.Output).RootElement.ValueKind
            );
        }
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("csv")]
    [InlineData("geojson")]
    [InlineData("acled")]
    [InlineData("ucdp-ged")]
    public void Events_are_exported_from_lines_and_from_a_store(string format)
    {
        using var folder = new Folder();
        var events = Run.With(Coded.Value.Output, "link", "-").Output;
        var fromLines = Run.With(events, "export", "-", "--as", format);
        Assert.Equal(CommandLine.Done, fromLines.Code);
        Assert.NotEqual("", fromLines.Output);
        Run.Of("ingest", Examples, "--store", folder["a.db"]);
        var fromStore = Run.Of("export", "--as", format, "--store", folder["a.db"], "--output", folder["out"]);
        Assert.Equal(CommandLine.Done, fromStore.Code);
        Assert.True(File.Exists(folder["out.losses.json"]));
    }

    [Fact]
    public void Types_are_listed_without_a_store()
    {
        var run = Run.Of("ask", "types");
        Assert.Equal(CommandLine.Done, run.Code);
        Assert.Contains("suicide-bombing", run.Output, StringComparison.Ordinal);
    }

    private static string Table(Run run) => run.Output[run.Output.IndexOf("\nEvents", StringComparison.Ordinal)..];

    private static bool IsReport(string line) => line.Contains("\"kind\":", StringComparison.Ordinal);

    private static (Dictionary<string, Article> Articles, List<Report> Reports) Parted(string[] lines) =>
        (
            lines
                .Where(line => !IsReport(line))
                .Select(Json.ReadArticle)
                .ToDictionary(article => article.Id, StringComparer.Ordinal),
            [.. lines.Where(IsReport).Select(Json.ReadReport)]
        );
}
