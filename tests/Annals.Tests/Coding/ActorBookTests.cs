using System.IO;
using System.Linq;
using Annals.Coding.Actors;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Tests.Coding;

/// <summary>What the files of actors hold, and what they refuse.</summary>
public sealed class ActorBookTests
{
    private static readonly ActorBook Book = ActorBook.Load(KnowledgeFolder.Default);

    [Fact]
    public void The_book_knows_fifteen_hundred_actors_beside_the_states()
    {
        var rows = Book.Actors.Values.Where(actor => !actor.IsState).ToList();
        Assert.True(rows.Count >= 1500);
        Assert.True(
            rows.Count(actor =>
                actor.Type
                    is ActorType.Rebel
                        or ActorType.Militia
                        or ActorType.Communal
                        or ActorType.Criminal
                        or ActorType.Peacekeepers
            ) >= 700
        );
    }

    [Fact]
    public void Leaders_have_dates_and_sources() =>
        Assert.All(
            Book.Leaders,
            term => Assert.True(term.Source.Contains("http") && (term.From ?? term.To) is not null)
        );

    [Fact]
    public void Every_row_of_every_file_names_a_source_that_was_opened_or_says_unverified_and_has_no_dates()
    {
        string[] files =
        [
            "groups.tsv",
            "bodies.tsv",
            "forces.tsv",
            "organisations.tsv",
            "parties.tsv",
            "media.tsv",
            "links.tsv",
            "leaders.tsv",
        ];
        foreach (var row in files.SelectMany(file => KnowledgeFolder.Default.Table("actors", file).Rows))
            if (row.Required("source") == "unverified")
                Assert.Equal("", row["from"] + row["to"] + row["opened"]);
            else
            {
                Assert.StartsWith("http", row["source"], StringComparison.Ordinal);
                Assert.True(DateOnly.TryParseExact(row["opened"], "yyyy-MM-dd", out _), row["source"]);
            }
        Assert.DoesNotContain(Book.Leaders, term => Book.Of(term.Actor)!.Source == "unverified");
    }

    [Theory]
    [InlineData("groups.tsv", "x\tX Front\trebel\t\t\t\tMLI\t2012\t\tunverified", "an unverified row carries no dates")]
    [InlineData("groups.tsv", "x\tX Front\trebel\t\t\t\tMali\t\t\tunverified", "no ISO 3166-1")]
    [InlineData("groups.tsv", "x\tX Front\tbandit\t\t\t\tMLI\t\t\tunverified", "is none of")]
    [InlineData("media.tsv", "taliban\tTaliban\trebel\t\t\t\tAFG\t\t\tunverified", "stands twice")]
    [InlineData("bodies.tsv", "x\tX Body\torganisation\t\t\t\t\t\t\thttps://example.org", "without the day")]
    [InlineData("links.tsv", "taliban\tally\tnobody-at-all\t\t\tunverified", "no actor")]
    [InlineData("links.tsv", "taliban\tcousin\thaqqani-network\t\t\tunverified", "is none of")]
    [InlineData("leaders.tsv", "taliban\tX\t\t\t\tunverified", "needs a source")]
    [InlineData(
        "leaders.tsv",
        "ansaru\tX\t\t2012\t\thttps://example.org\t2026-11-25",
        "is unverified and carries no leader"
    )]
    [InlineData(
        "links.tsv",
        "ansaru\tally\tboko-haram\t2012\t\thttps://example.org\t2026-11-25",
        "carries no leader and no date"
    )]
    [InlineData("leaders.tsv", "taliban\tX\t\tlast year\t\thttps://example.org\t2026-11-25", "no day, month or year")]
    public void A_row_that_is_not_understood_stops_the_load_with_file_line_and_cause(
        string file,
        string row,
        string cause
    )
    {
        var folder = Directory.CreateTempSubdirectory("annals-actors");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "actors"));
            foreach (var table in Directory.EnumerateFiles(KnowledgeFolder.Default.File("actors")))
                File.Copy(table, Path.Combine(folder.FullName, "actors", Path.GetFileName(table)));
            var broken = Path.Combine(folder.FullName, "actors", file);
            File.AppendAllText(broken, row + "\n");
            var wrong = Assert.Throws<KnowledgeException>(() => ActorBook.Load(new KnowledgeFolder(folder.FullName)));
            Assert.Equal(broken, wrong.File);
            Assert.Equal(File.ReadAllLines(broken).Length, wrong.Line);
            Assert.Contains(cause, wrong.Cause);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
