using System.Text.Json;

namespace Annals.Tests.Cli;

/// <summary>What the knowledge files know of an actor and what articles report stand together in answers, and each row says which it is.</summary>
public sealed class AskActorTests : IClassFixture<AskActorTests.Record>
{
    private const string File = "file: https://";

    private readonly string store;

    public AskActorTests(Record record) => store = record.Store;

    [Fact]
    public void Leaders_are_one_line_of_time_from_files_and_articles()
    {
        var rows = Csv("actor", "al-shabaab", "--csv");
        Assert.Equal("leader,from,to,first report,last report,source,words", rows[0]);
        Assert.Contains(
            rows,
            row => row.StartsWith("Ahmed Abdi Godane,2008,2014-09-01,-,-," + File, StringComparison.Ordinal)
        );
        Assert.Contains(
            rows,
            row => row.Contains(",2014-05-20,2014-05-20,articles: levy-day,", StringComparison.Ordinal)
        );
        var begun = Array.FindIndex(
            rows,
            row => row.StartsWith("Ahmad Umar,2014-09-06,no end known,", StringComparison.Ordinal)
        );
        var said = Array.FindIndex(rows, row => row.Contains("articles: next-year", StringComparison.Ordinal));
        Assert.InRange(begun, 1, said - 1);
    }

    [Fact]
    public void What_articles_say_of_a_term_is_one_row_and_tells_whom_the_files_mean()
    {
        using var folder = new Folder();
        var example = Structure.Repository.File("examples", "taliban-leader.html");
        Run.Of("ingest", example, "--store", folder["record.db"]);
        var rows = Run.Of("ask", "actor", "taliban", "--csv", "--store", folder["record.db"]).Lines;
        Assert.Single(
            rows,
            row =>
                row.StartsWith(
                    "Mullah Akhtar Mansour (file: Akhtar Mansour),2015-07,2016-05-21,",
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(
            rows,
            row => row.StartsWith("Haibatullah Akhundzada (file: Hibatullah Akhundzada),", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_name_or_an_acronym_finds_the_key_that_the_files_have() =>
        Assert.Equal(Json("actor", "al-shabaab").ToString(), Json("actor", "Shebab").ToString());

    [Fact]
    public void Countries_come_with_the_first_and_last_report_and_say_whether_the_file_has_them()
    {
        var rows = Json("reach", "al-shabaab").GetProperty("rows").EnumerateArray().ToDictionary(Country);
        var (somalia, kenya, ethiopia) = (rows["SOM"], rows["KEN"], rows["ETH"]);
        Assert.Equal(("2014-05-20", "2015-02-10"), (Text(kenya, "firstReport"), Text(kenya, "lastReport")));
        Assert.Equal("file and articles", Text(somalia.GetProperty("origin"), "source"));
        Assert.Equal("articles", Text(ethiopia.GetProperty("origin"), "source"));
        Assert.Equal(0, ethiopia.GetProperty("events").GetInt32());
        Assert.Equal(JsonValueKind.Null, ethiopia.GetProperty("first").ValueKind);
        Assert.Equal(["levy-day"], Articles(ethiopia));
    }

    [Fact]
    public void A_country_that_only_the_file_has_is_a_row_without_events_or_reports()
    {
        var row = Json("reach", "al-qaeda-in-the-arabian-peninsula").GetProperty("rows")[0];
        Assert.Equal(("file", 0), (Text(row.GetProperty("origin"), "source"), row.GetProperty("events").GetInt32()));
        Assert.Equal(JsonValueKind.Null, row.GetProperty("firstReport").ValueKind);
        Assert.Equal("2026-11-24", Text(row.GetProperty("origin"), "opened"));
    }

    [Fact]
    public void What_is_claimed_stands_beside_what_is_recorded_of_the_same_acts()
    {
        var claim = Assert.Single(Json("tally").GetProperty("claims").EnumerateArray());
        Assert.Equal(120, claim.GetProperty("tally").GetProperty("count").GetProperty("best").GetInt32());
        var recorded = claim.GetProperty("recorded");
        Assert.Equal(("al-shabaab", 1), (Text(recorded, "actor"), recorded.GetProperty("events").GetInt32()));
        // "Attacks" counts bombings and ambushes as well.
        Assert.Contains(recorded.GetProperty("types").EnumerateArray(), type => type.GetString() == "bombing");
        Assert.Equal("articles", Text(claim.GetProperty("origin"), "source"));
    }

    [Fact]
    public void Tallies_and_figures_say_what_the_files_know_of_whom_they_name()
    {
        Assert.Contains(
            Csv("tally", "--csv", "3"),
            row => row.StartsWith("al-shabaab,al-Shabaab,rebel,", StringComparison.Ordinal)
        );
        Assert.Contains(
            Csv("figures", "--csv"),
            row => row.Contains("United Nations,articles: next-year,", StringComparison.Ordinal)
        );
        Assert.Contains(
            Csv("figures", "--csv", "2"),
            row => row.StartsWith("united-nations,United Nations,", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Ties_of_the_files_and_relations_of_articles_are_one_table()
    {
        var lines = Run.Of("ask", "actor", "al-shabaab", "--store", store).Lines;
        Assert.Contains(lines, line => line.Contains("belongs or answers to", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("active-in", StringComparison.Ordinal));
    }

    [Fact]
    public void Withheld_names_are_withheld_in_csv_too()
    {
        Assert.Contains(Csv("events", "--csv"), row => row.Contains("Faduma Warsame", StringComparison.Ordinal));
        Assert.DoesNotContain(
            Csv("events", "--csv", "--redact"),
            row => row.Contains("Warsame", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("9")]
    [InlineData("first")]
    public void A_table_that_is_none_is_refused(string table) =>
        Assert.Equal(2, Run.Of("ask", "tally", "--csv", table, "--store", store).Code);

    private string[] Csv(params string[] question) => Run.Of(["ask", .. question, "--store", store]).Lines;

    private JsonElement Json(params string[] question)
    {
        using var document = JsonDocument.Parse(Run.Of(["ask", .. question, "--json", "--store", store]).Output);
        return document.RootElement.Clone();
    }

    private static string Country(JsonElement row) => Text(row, "country")!;

    private static string? Text(JsonElement row, string field) => row.GetProperty(field).GetString();

    private static IEnumerable<string?> Articles(JsonElement row) =>
        row.GetProperty("origin").GetProperty("articles").EnumerateArray().Select(article => article.GetString());

    /// <summary>A record of two articles.</summary>
    public sealed class Record : IDisposable
    {
        private const string Articles = """
            {"id":"levy-day","title":"Four soldiers die near Baidoa","published":"2014-05-20","outlet":"Example Wire","text":"Al-Shabaab fighters attacked an army convoy near Baidoa in Somalia on Monday, killing four soldiers, officials said.\n\nAl-Shabaab is led by Ahmed Abdi Godane. The group is active in Somalia, Kenya and Ethiopia.\n\nAl-Shabaab claimed 120 attacks in Somalia since January, an average of one a day."}
            {"id":"next-year","title":"Two policemen die in Mandera","published":"2015-02-10","outlet":"Example Wire","text":"Al-Shabaab is led by Ahmad Umar. Al-Shabaab fighters killed Faduma Warsame and two policemen in Mandera in Kenya on Sunday, police said. Some 300,000 people are displaced in Somalia, the United Nations said."}
            """;

        private readonly Folder folder = new();

        public Record()
        {
            Store = folder["record.db"];
            Run.Of("ingest", folder.Write("two.jsonl", Articles), "--store", Store);
        }

        public string Store { get; }

        public void Dispose() => folder.Dispose();
    }
}
