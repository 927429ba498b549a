namespace Annals.Tests.Cli;

/// <summary>Rows of others leave as they came, but for private persons' names.</summary>
public sealed class ImportedNamesTests
{
    private const string Mapping = """
        field	column	when	value
        id	number
        from	day
        country	land
        place	town
        perpetrator	who
        target	whom
        """;

    private const string Rows = """
        number,day,land,town,who,whom,notes,link
        1,2021-03-01,Mali,Gao,gunmen,Yusuf Tambanu,"Gunmen shot Yusuf Tambanu, a trader, in front of his shop. Defence Minister Oumar Dialloba promised an inquiry.",https://example.org/yusuf-tambanu-shot
        2,2021-03-02,Mali,Kidal,army,rebels,Soldiers and rebels fought for an hour near the well.,https://example.org/kidal

        """;

    [Fact]
    public void Names_of_private_persons_are_withheld_in_every_cell_and_form()
    {
        using var folder = new Folder();
        var store = Imported(folder);
        foreach (var form in (string[])["csv", "jsonl", "acled", "ucdp-ged"])
        {
            var withheld = Run.Of("export", "--as", form, "--imported", "theirs", "--store", store).Output;
            Assert.DoesNotContain("Tambanu", withheld, StringComparison.OrdinalIgnoreCase);
            Assert.NotEmpty(withheld);
        }
        foreach (var form in (string[])["csv", "jsonl"])
        {
            var kept = Run.Of("export", "--as", form, "--imported", "theirs", "--names", "--store", store).Output;
            Assert.Contains("Tambanu", kept, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void All_else_of_a_row_is_as_it_came()
    {
        using var folder = new Folder();
        var store = Imported(folder);
        var lines = Run.Of("export", "--as", "csv", "--imported", "theirs", "--store", store).Lines;
        var came = Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((came[0], came[2]), (lines[0], lines[2]));
        Assert.Contains("Oumar Dialloba", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",https://example.org/", lines[1], StringComparison.Ordinal);
        var whole = Run.Of("export", "--as", "csv", "--imported", "theirs", "--names", "--store", store).Lines;
        Assert.Equal(came, whole);
    }

    private static string Imported(Folder folder)
    {
        var store = folder["record.db"];
        var (mapping, rows) = (folder.Write("mapping.tsv", Mapping), folder.Write("rows.csv", Rows));
        var run = Run.Of("import", rows, "--as", "csv", "--mapping", mapping, "--name", "theirs", "--store", store);
        Assert.Equal(0, run.Code);
        return store;
    }
}
