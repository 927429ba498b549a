using System.Text;
using Annals.Cli;

namespace Annals.Tests.Cli;

/// <summary>Nothing crashes: what cannot be read is said with file, line and cause, and the rest is done.</summary>
public sealed class BadInputTests
{
    private const string Good = """{"id":"good","text":"Gunmen killed three soldiers in Gao on Monday."}""";

    [Theory]
    [InlineData("read")]
    [InlineData("parse")]
    [InlineData("places")]
    [InlineData("code")]
    [InlineData("link")]
    public void A_missing_file_is_said_and_the_rest_is_done(string command)
    {
        using var folder = new Folder();
        var good = folder.Write("good.jsonl", Good);
        var run = Run.Of(command, folder["none.jsonl"], good);
        Assert.Equal(CommandLine.Incomplete, run.Code);
        Assert.StartsWith($"{folder["none.jsonl"]}: ", run.Error, StringComparison.Ordinal);
        if (command is "read" or "parse" or "places")
            Assert.Contains("good", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("parse")]
    [InlineData("places")]
    [InlineData("code")]
    [InlineData("link")]
    public void An_empty_file_is_no_fault_of_the_program(string command)
    {
        using var folder = new Folder();
        var run = Run.Of(command, folder.Write("empty.jsonl", ""));
        Assert.InRange(run.Code, CommandLine.Done, CommandLine.Incomplete);
        Assert.Equal("", run.Output.Trim());
    }

    [Theory]
    [InlineData("read")]
    [InlineData("parse")]
    [InlineData("places")]
    [InlineData("code")]
    [InlineData("link")]
    public void A_binary_file_does_not_end_the_run(string command)
    {
        using var folder = new Folder();
        var bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);
        bytes[0] = 0x00;
        var binary = folder.Write("binary.txt", bytes);
        var run = Run.Of(command, binary, folder.Write("good.jsonl", Good));
        Assert.InRange(run.Code, CommandLine.Done, CommandLine.Incomplete);
        if (command is "read" or "parse" or "places")
            Assert.Contains("good", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("parse")]
    [InlineData("places")]
    [InlineData("code")]
    public void Broken_json_on_line_3_of_5_is_said_with_its_line(string command)
    {
        using var folder = new Folder();
        var lines = Enumerable
            .Range(1, 5)
            .Select(line => Good.Replace("good", $"id-{line}", StringComparison.Ordinal))
            .ToArray();
        lines[2] = """{"id":"id-3","text":"Gunmen""";
        var file = folder.Write("lines.jsonl", string.Join('\n', lines));
        var run = Run.Of(command, file);
        Assert.Equal(CommandLine.Incomplete, run.Code);
        Assert.StartsWith($"{file}:3: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        if (command is "read" or "places")
            Assert.Equal(4, run.Lines.Length);
    }

    [Fact]
    public void A_broken_report_on_line_3_of_5_is_said_with_its_line()
    {
        using var folder = new Folder();
        var report = Annals.Record.Json.Write(Some.Report());
        var other = """{"kind":"happening","id":3}""";
        var file = folder.Write("reports.jsonl", string.Join('\n', report, report, other, report, report));
        var run = Run.Of("link", file);
        Assert.Equal(CommandLine.Incomplete, run.Code);
        Assert.StartsWith($"{file}:3: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Lines);
    }

    [Fact]
    public void Articles_of_others_are_linked_like_our_own()
    {
        using var folder = new Folder();
        var articles = folder.Write(
            "articles.jsonl",
            """
            {"id": "k-1", "kind": "news", "outlet": "Herald", "published": "2021-03-02", "text": "Gunmen shot dead three villagers at a market in Gao, Mali, on Monday."}
            {"id": "k-2", "outlet": "Courier", "published": "2021-03-02T08:00:00Z", "text": "Three villagers were shot dead on Monday by gunmen at the market of Gao in Mali, the mayor said."}
            """
        );
        var reports = folder.Write("reports.jsonl", Run.Of("code", articles).Output);
        var run = Run.Of("link", reports, articles);
        Assert.Equal((CommandLine.Done, ""), (run.Code, run.Error));
        var @event = Annals.Record.Json.ReadEvent(Assert.Single(run.Lines));
        Assert.Equal(2, @event.Independent);
        Assert.Equal(["Courier", "Herald"], @event.Outlets);
        var alone = Annals.Record.Json.ReadEvent(Assert.Single(Run.Of("link", reports).Lines));
        Assert.Equal((2, null), (alone.Articles, alone.Independent));
    }

    [Fact]
    public void A_page_in_another_encoding_than_it_says_is_read()
    {
        using var folder = new Folder();
        byte[] text = Encoding.Latin1.GetBytes(
            "<html><head><meta charset=\"utf-8\"></head><body><p>Le général a parlé à Bamako.</p></body></html>"
        );
        var run = Run.Of("read", folder.Write("latin.html", text), folder.Write("z.jsonl", Good));
        Assert.InRange(run.Code, CommandLine.Done, CommandLine.Incomplete);
        Assert.Contains("good", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_50_megabytes_is_bounded()
    {
        using var folder = new Folder();
        var paragraph = "<p>" + string.Concat(Enumerable.Repeat("The council met again on Monday. ", 100)) + "</p>\n";
        var page = folder.Write(
            "huge.html",
            "<html><body>" + string.Concat(Enumerable.Repeat(paragraph, 15_500)) + "</body></html>"
        );
        Assert.InRange(new FileInfo(page).Length, 50_000_000, 64_000_000);
        var run = Run.Of("read", page, folder.Write("z.jsonl", Good));
        Assert.InRange(run.Code, CommandLine.Done, CommandLine.Incomplete);
        Assert.Contains("good", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_format_is_an_unusable_argument()
    {
        var run = Run.With("text", "read", "-", "--format", "papyrus");
        Assert.Equal(CommandLine.Unusable, run.Code);
        Assert.Contains("papyrus", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("nothing-of-the-kind")]
    [InlineData("read", "-", "--threads", "none")]
    [InlineData("read", "-", "--threads", "0")]
    [InlineData("parse", "-", "--as", "poem")]
    [InlineData("ask", "events", "--from", "yesterday")]
    [InlineData("ask", "events", "--box", "1,2,3")]
    [InlineData("ask", "events", "--status", "rumoured")]
    [InlineData("ask", "actor")]
    [InlineData("code", "-", "--min-confidence", "high")]
    public void Unusable_arguments_are_said_and_exit_with_2(params string[] arguments)
    {
        var run = Run.Of(arguments);
        Assert.Equal(CommandLine.Unusable, run.Code);
        Assert.NotEqual("", run.Error);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public void A_store_that_is_no_database_is_said()
    {
        using var folder = new Folder();
        var file = folder.Write("annals.db", "This is a letter, and no database at all. " + new string('x', 5000));
        foreach (
            var command in new[]
            {
                new[] { "ask", "events" },
                ["store", "info"],
                ["ingest", folder.Write("good.jsonl", Good)],
            }
        )
        {
            var run = Run.Of([.. command, "--store", file]);
            Assert.Equal(CommandLine.Incomplete, run.Code);
            Assert.Contains(file, run.Error, StringComparison.Ordinal);
        }
        Assert.StartsWith("This is a letter", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_is_not_there_is_not_made_by_a_question()
    {
        using var folder = new Folder();
        var run = Run.Of("ask", "events", "--store", folder["none.db"]);
        Assert.Equal(CommandLine.Incomplete, run.Code);
        Assert.False(File.Exists(folder["none.db"]));
    }

    [Fact]
    public void A_full_disk_is_said()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        using var folder = new Folder();
        var run = Run.Of("read", folder.Write("good.jsonl", Good), "--output", "/dev/full");
        Assert.Equal(CommandLine.Incomplete, run.Code);
        Assert.Contains("/dev/full: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_cannot_be_opened_is_said()
    {
        using var folder = new Folder();
        var run = Run.Of("read", folder.Write("good.jsonl", Good), "--output", folder["no/such/folder/out.jsonl"]);
        Assert.Equal(CommandLine.Incomplete, run.Code);
        Assert.Contains("out.jsonl", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_article_of_one_id_and_two_texts_is_an_error()
    {
        var run = Run.With(Good + "\n" + Good.Replace("three", "four", StringComparison.Ordinal), "read", "-");
        Assert.Equal(CommandLine.Incomplete, run.Code);
        Assert.Single(run.Lines);
    }

    [Fact]
    public void A_knowledge_file_that_is_missing_is_named()
    {
        using var folder = new Folder();
        var before = Environment.GetEnvironmentVariable("ANNALS_DATA");
        Assert.Null(before);
        var thrown = Assert.Throws<Annals.Knowledge.KnowledgeException>(() =>
            new Annals.Knowledge.KnowledgeFolder(folder["data"]).Table("types.tsv")
        );
        Assert.Contains("types.tsv", thrown.Message, StringComparison.Ordinal);
    }
}
