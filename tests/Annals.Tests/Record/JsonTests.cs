using System.Text;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;
using Annals.Tests.Structure;

namespace Annals.Tests.Record;

public sealed class JsonTests
{
    [Fact]
    public void Reading_what_was_written_gives_it_back()
    {
        var happening = new Happening
        {
            Id = "r-1",
            Article = "a-1",
            Type = "air-strike",
            Actors =
            [
                new ReportActor
                {
                    Role = ActorRole.Perpetrator,
                    Name = "Army",
                    Type = ActorType.StateForce,
                },
            ],
            Time = new EventTime { From = new DateOnly(2021, 1, 2), Precision = TimePrecision.Day },
            Evidence = [TextSpan.OfText("The army struck.", 0, 16)],
        };
        var line = Json.Write(happening);
        Assert.Equal(line, Json.Write(Json.ReadReport(line)));
        Assert.Equal(line, Json.Write(Json.ReadHappening(Encoding.UTF8.GetBytes(line))));
    }

    [Fact]
    public void What_the_store_keeps_leaves_keys_out_and_loses_nothing()
    {
        var lines = Directory
            .GetFiles(Repository.File("tests", "Annals.Tests", "Corpus"), "*.verified.jsonl")
            .ToLookup(file => file.Contains(".articles.", StringComparison.Ordinal), File.ReadAllLines);
        var articles = lines[true].SelectMany(line => line).Select(Json.ReadArticle).ToArray();
        var reports = lines[false].SelectMany(line => line).Select(Json.ReadReport).ToArray();
        Assert.All(articles, one => Assert.Equal(Json.Write(one), Json.Write(Json.ReadArticle(Json.Pack(one)))));
        Assert.All(reports, one => Assert.Equal(Json.Write(one), Json.Write(Json.ReadReport(Json.Pack(one)))));
        var linker = Linker.Load(KnowledgeFolder.Default);
        Assert.All(
            (Event[])[.. linker.Link(reports, articles), .. linker.Link(reports, [])],
            one => Assert.Equal(Json.Write(one), Json.Write(Json.ReadEvent(Json.Pack(one))))
        );
        Assert.True(
            reports.Sum(one => Json.Pack(one).Length) < reports.Sum(one => Json.Write(one).Length) * 0.95,
            "next to nothing was left out"
        );
    }

    [Theory]
    [InlineData("The army struck.")]
    [InlineData("\"text\": \\ é \u2019 \uD83D\uDE00\n")]
    [InlineData("")]
    public void The_text_of_an_article_is_read_by_itself(string text) =>
        Assert.Equal(
            text,
            Json.ReadText(Encoding.UTF8.GetBytes(Json.Write(Some.Article("a-1", text, title: "\"text\":\"Of what?\""))))
        );

    [Fact]
    public void Keys_stand_in_the_contracts_order_and_unknown_values_are_written_as_null()
    {
        var line = Json.Write(
            new Happening
            {
                Id = "r-1",
                Article = "a-1",
                Type = "attack",
            }
        );
        Assert.StartsWith(
            """{"id":"r-1","article":"a-1","kind":"happening","type":"attack",""",
            line,
            StringComparison.Ordinal
        );
        Assert.Contains("\"place\":null", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_leaves_lists_out_is_read_with_empty_ones()
    {
        var report = Json.ReadReport(
            """{"id":"r-1","article":"a-1","kind":"happening","type":"attack","place":{"name":"Gao"}}"""
        );
        Assert.Empty(report.Evidence);
        Assert.Contains("\"harm\":[]", Json.Write(report), StringComparison.Ordinal);
    }
}
