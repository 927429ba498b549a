using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Annals.Cli;
using Annals.Knowledge;
using Annals.Places;
using Annals.Places.Importing;

namespace Annals.Tests.Places;

public sealed class GazetteerImportTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annals-import-");
    private readonly List<string> complaints = [];

    private static string Row(int id, string name, string names, string cls, string code, string admin1, int people) =>
        $"{id}\t{name}\t{name}\t{names}\t33.5\t35.5\t{cls}\t{code}\tLB\t\t{admin1}\t\t\t\t{people}\t\t10\tAsia/Beirut\t2020-01-01";

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return path;
    }

    private string Output => Path.Combine(folder.FullName, "out.bin");

    private ImportResult Import(params string[] paths) =>
        new GazetteerImport(KnowledgeFolder.Default, KnowledgeFolder.Default.File("gazetteer.bin"), Output)
        {
            Complain = (file, line, cause) => complaints.Add($"{Path.GetFileName(file)}:{line}: {cause}"),
        }.Run(paths);

    [Fact]
    public void Rows_of_a_dump_are_found_beside_what_was_known()
    {
        var result = Import(Write("LB.txt", Row(9000001, "Qarya Sayfiya", "Villa Estiva", "P", "PPL", "04", 120)));
        using var gazetteer = Gazetteer.Open(Output);
        var place = gazetteer[Assert.Single(gazetteer.NumbersOf("Villa Estiva"))];
        Assert.Equal((1, 0), (result.Rows, result.Broken));
        Assert.Equal(
            ("Qarya Sayfiya", 9000001L, "LBN", "Beirut", 33.5, "PPL"),
            (place.Name, place.Geonames, place.Iso3, place.Admin1Name, place.Lat, place.Feature)
        );
        Assert.NotEmpty(gazetteer.NumbersOf("Gao"));
    }

    [Fact]
    public void A_broken_row_is_said_with_file_line_and_cause_and_the_rest_is_done()
    {
        var good = Row(9000002, "Ayn Testiya", "", "P", "PPL", "04", 50);
        var result = Import(
            Write(
                "LB.txt",
                good,
                "9000003\tonly three\tcells",
                good.Replace("9000002", "x", StringComparison.Ordinal),
                good.Replace("\t33.5\t", "\t95\t", StringComparison.Ordinal),
                Row(9000004, "Bayt Testiya", "", "P", "PPL", "04", 50)
            )
        );
        Assert.Equal((5, 3), (result.Rows, result.Broken));
        Assert.Equal(
            ["LB.txt:2: 3 columns, not 19", "LB.txt:3: no GeoNames id \"x\"", "LB.txt:4: no point \"95\", \"35.5\""],
            complaints
        );
        using var gazetteer = Gazetteer.Open(Output);
        Assert.Single(gazetteer.NumbersOf("Bayt Testiya"));
    }

    [Fact]
    public void Alternate_names_and_ids_of_divisions_are_added()
    {
        var dump = Write("LB.txt", Row(9000005, "Kafr Testa", "", "P", "PPL", "04", 10));
        var names = Write(
            "alternateNamesV2.txt",
            "1\t9000005\tfr\tCâfre Testa Nouvelle\t\t\t\t\t\t",
            "2\t9000005\tlink\thttps://example.org\t\t\t\t\t\t"
        );
        var codes = Write(
            "admin1CodesASCII.txt",
            "LB.04\tBeirut\tBeirut\t276778",
            "LB.99\tNew Province\tNew Province\t9000099"
        );
        Import(dump, names, codes);
        using var gazetteer = Gazetteer.Open(Output);
        Assert.Equal(9000005L, gazetteer[Assert.Single(gazetteer.NumbersOf("cafre testa nouvelle"))].Geonames);
        Assert.Equal(9000099L, gazetteer[Assert.Single(gazetteer.NumbersOf("New Province"))].Geonames);
        Assert.Contains(gazetteer.NumbersOf("LB 04"), number => gazetteer[number].Geonames == 276778);
    }

    [Fact]
    public void Zip_gzip_and_text_come_to_the_same_bytes()
    {
        var row = Row(9000006, "Jabal Testa", "", "T", "MT", "04", 0);
        var text = Write("LB.txt", row);
        Import(text);
        var plain = File.ReadAllBytes(Output);
        var gzip = Path.Combine(folder.FullName, "LB.txt.gz");
        using (var packed = new GZipStream(File.Create(gzip), CompressionLevel.Fastest))
            packed.Write(File.ReadAllBytes(text));
        Import(gzip);
        Assert.Equal(plain, File.ReadAllBytes(Output));
        var zip = Path.Combine(folder.FullName, "LB.zip");
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            archive.CreateEntryFromFile(text, "LB.txt");
            using var readme = archive.CreateEntry("readme.txt").Open();
            readme.Write("Explanations."u8);
        }
        Import(zip);
        Assert.Equal(plain, File.ReadAllBytes(Output));
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_where_it_was()
    {
        var lines = Enumerable
            .Range(0, 600_000)
            .Select(number => Row(10_000_000 + number, $"Place {number}", "", "P", "PPL", "04", 0))
            .ToArray();
        var dump = Write("LB.txt", lines);
        Import(dump);
        var whole = File.ReadAllBytes(Output);
        File.Delete(Output);
        var stopped = new GazetteerImport(
            KnowledgeFolder.Default,
            KnowledgeFolder.Default.File("gazetteer.bin"),
            Output
        )
        {
            Progress = so =>
            {
                if (so.Rows > 500_000)
                    throw new OperationCanceledException();
            },
        };
        Assert.Throws<OperationCanceledException>(() => stopped.Run([dump]));
        var result = Import(dump);
        Assert.True(result.WasResumed);
        Assert.Equal(600_000, result.Rows);
        Assert.Equal(whole, File.ReadAllBytes(Output));
    }

    [Fact]
    public void Killed_on_its_way_it_goes_on_and_comes_to_the_same_bytes()
    {
        var lines = Enumerable
            .Range(0, 1_200_000)
            .Select(number => Row(10_000_000 + number, $"Place {number}", "", "P", "PPL", "04", 0));
        var dump = Write("LB.txt", [.. lines]);
        Import(dump);
        var whole = File.ReadAllBytes(Output);
        File.Delete(Output);
        using (var child = StartImport(dump))
        {
            // The first segment is on disk: as much as a machine that loses power would have.
            var state = new DirectoryInfo(Output + ".import");
            while (!child.HasExited && !(state.Exists && state.EnumerateFiles("*.*").Count() > 1))
            {
                Thread.Sleep(20);
                state.Refresh();
            }
            child.Kill();
            child.WaitForExit();
        }
        Assert.False(File.Exists(Output));
        using (var child = StartImport(dump))
        {
            child.WaitForExit();
            Assert.Equal(0, child.ExitCode);
        }
        Assert.Equal(whole, File.ReadAllBytes(Output));
    }

    private Process StartImport(string dump)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(CommandLine).Assembly.Location, "gazetteer", "import", dump, "--output", Output]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    [Fact]
    public void What_is_no_dump_is_refused_by_name() =>
        Assert.Contains(
            "is no table",
            Assert.Throws<KnowledgeException>(() => Import(Write("notes.txt", "just", "words"))).Message,
            StringComparison.Ordinal
        );

    public void Dispose() => folder.Delete(recursive: true);
}
