namespace Annals.Tests.Cli;

/// <summary>No answer and no export says where a private person is, and what leaves the record names none.</summary>
public sealed class PrivateNamesTests : IClassFixture<PrivateNamesTests.Record>
{
    private readonly string store;

    public PrivateNamesTests(Record record) => store = record.Store;

    [Theory]
    [InlineData("events", "--words", "Masikani")]
    [InlineData("events", "--words", "teacher masikani")]
    [InlineData("events", "--words", "Másikani Beni")]
    [InlineData("events", "--actor", "Grace Masikani")]
    [InlineData("actor", "Grace Masikani")]
    [InlineData("reach", "Masikani")]
    [InlineData("tally", "--words", "Masikani")]
    [InlineData("figures", "--words", "Grace")]
    public void A_question_after_a_private_person_is_refused(params string[] question)
    {
        var run = Run.Of(["ask", .. question, "--store", store]);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains("names a private person", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--words", "teacher masikani")]
    [InlineData("--actor", "Grace Masikani")]
    public void An_export_by_a_private_persons_name_is_refused(params string[] filter) =>
        Assert.Equal(2, Run.Of(["export", "--as", "csv", "--names", .. filter, "--store", store]).Code);

    [Theory]
    [InlineData("events", "--words", "teacher Beni")]
    [InlineData("actor", "Allied Democratic Forces")]
    [InlineData("actor", "Sylvain Ekengo")]
    public void Other_questions_are_answered(params string[] question) =>
        Assert.Equal(0, Run.Of(["ask", .. question, "--store", store]).Code);

    [Theory]
    [InlineData("jsonl")]
    [InlineData("csv")]
    [InlineData("geojson")]
    [InlineData("acled")]
    [InlineData("ucdp-ged")]
    [InlineData("incidents")]
    [InlineData("muc4")]
    [InlineData("plover-records")]
    public void What_leaves_the_record_names_no_private_person(string format)
    {
        var left = Run.Of("export", "--as", format, "--store", store);
        Assert.NotEmpty(left.Output);
        Assert.DoesNotContain("Masikani", left.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Names_stay_where_they_are_asked_for_or_measured()
    {
        string[] form = ["export", "--as", "muc4", "--store", store];
        Assert.Contains("MASIKANI", Run.Of([.. form, "--names"]).Output, StringComparison.Ordinal);
        var coded = Run.With(Record.Article, "code", "-", "--with-articles").Output;
        string[] measured = ["export", "-", "--as", "muc4"];
        Assert.Contains("MASIKANI", Run.With(coded, measured).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MASIKANI", Run.With(coded, [.. measured, "--redact"]).Output, StringComparison.Ordinal);
    }

    /// <summary>A record of one article.</summary>
    public sealed class Record : IDisposable
    {
        public const string Article = """
            {"id":"taken","title":"Teacher abducted","outlet":"Example Wire","published":"2023-06-04","text":"Rebels of the Allied Democratic Forces abducted a teacher, Grace Masikani, near Beni on Saturday. Colonel Sylvain Ekengo, the army spokesman, said that troops were looking for Masikani."}
            """;

        private readonly Folder folder = new();

        public Record()
        {
            Store = folder["record.db"];
            Run.Of("ingest", folder.Write("one.jsonl", Article), "--store", Store);
        }

        public string Store { get; }

        public void Dispose() => folder.Dispose();
    }
}
