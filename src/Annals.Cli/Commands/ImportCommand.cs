using System.CommandLine;
using System.IO.Compression;
using Annals.Cli.Working;
using Annals.Exchange;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Reading;
using Annals.Store;

namespace Annals.Cli.Commands;

/// <summary>`annals import`: rows of others, kept beside one's own record.</summary>
internal static class ImportCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "import",
            "Keeps rows of others beside the record, with their terms; they are counted nowhere unless asked for by name.",
            "annals import GEDEvent_v26_1.csv --as ucdp-ged",
            "annals import incidents.csv --as csv --mapping incidents.tsv --name incidents"
        );
        var path = new Argument<string>("FILE")
        {
            Description = "CSV with a header, or JSON Lines; gzip is recognised.",
        };
        var form = new Option<string>("--as")
        {
            Description = string.Join("; ", Import.Formats.Select(format => $"{format.Name}: {format.Gloss}")) + ".",
            HelpName = "FORMAT",
            Required = true,
        };
        form.AcceptOnlyFromAmong([.. Import.Formats.Select(format => format.Name)]);
        var mapping = new Option<string?>("--mapping")
        {
            Description = "Which column is what: a file like those of data/exchange.",
            HelpName = "FILE",
        };
        var name = new Option<string?>("--name")
        {
            Description =
                "Under which the rows are asked for; by default the format's. A later file takes the place of the one before.",
            HelpName = "NAME",
        };
        var store = StoreOption.Create();
        command.Add(path);
        command.Add(form);
        command.Add(mapping);
        command.Add(name);
        command.Add(store);
        command.SetAction(parsed =>
        {
            using var job = new Job(terminal, null, progress: false);
            var format = parsed.GetValue(form)!;
            var import = Load(format, parsed.GetValue(mapping));
            var content = Content(parsed.GetValue(path)!);
            using var record = RecordStore.Open(parsed.GetValue(store)!);
            var called = parsed.GetValue(name) ?? format;
            var file = parsed.GetValue(path)!;
            try
            {
                var rows = new Imports(record).Add(
                    called,
                    format,
                    file,
                    content,
                    import,
                    (line, wrong) => job.Complain(new Problem(file, (int)line, wrong))
                );
                job.Write(
                    rows is null
                        ? $"{file}: is here already, as \"{called}\""
                        : $"{rows} rows as \"{called}\", beside the record. Terms: {import.Licence}"
                );
            }
            catch (InvalidDataException wrong)
            {
                throw new InvalidDataException($"{file}:{wrong.Message}; nothing was kept", wrong);
            }
            catch (UnfitDecisionException wrong)
            {
                throw new UnusableException(wrong.Message);
            }
            return job.Finish();
        });
        return command;
    }

    private static Import Load(string format, string? mapping)
    {
        try
        {
            return Import.Load(format, mapping, KnowledgeFolder.Default);
        }
        catch (ArgumentException wrong) when (wrong.ParamName == "mapping")
        {
            throw new UnusableException("a table of one's own wants a mapping file: --mapping FILE");
        }
    }

    private static byte[] Content(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes is not [0x1F, 0x8B, ..])
            return bytes;
        using var unpacked = new MemoryStream();
        using (var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress))
            packed.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
