using System.CommandLine;
using Annals.Answers;
using Annals.Cli.Working;
using Annals.Exchange;
using Annals.Knowledge;
using Annals.Record;
using Annals.Store;

namespace Annals.Cli.Commands;

/// <summary>`annals export`: events in the forms of others, from the store or from event lines.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "export",
            "Writes events in another format; what the format cannot hold is said, and listed beside the export.",
            "annals export --as csv --output events.csv",
            "annals export --as geojson --country MLI --from 2015-01-01",
            "annals link reports.jsonl | annals export - --as acled"
        );
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Event lines: files, folders, or - for standard input. Without any, the store's events.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var form = new Option<string>("--as")
        {
            Description = string.Join("; ", Export.Formats.Select(format => $"{format.Name}: {format.Gloss}")) + ".",
            HelpName = "FORMAT",
            Required = true,
        };
        form.AcceptOnlyFromAmong([.. Export.Formats.Select(format => format.Name)]);
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write to this file, and what was lost to NAME.losses.json beside it.",
            HelpName = "FILE",
        };
        var store = StoreOption.Create();
        command.Add(paths);
        command.Add(form);
        command.Add(output);
        command.Add(store);
        var filter = new FilterOptions(command, paged: false);
        command.SetAction(parsed =>
        {
            using var job = new Job(terminal, parsed.GetValue(output), progress: false);
            var (events, said) = parsed.GetValue(paths) is { Length: > 0 } given
                ? (new RecordLines(job, given).Read(line => Json.ReadEvent(line.Text)), [])
                : Stored(parsed.GetValue(store)!, filter.Read(parsed) with { Limit = int.MaxValue });
            var losses = Export.Load(KnowledgeFolder.Default).Write(parsed.GetValue(form)!, events, said, job.Text);
            job.Note(losses.ToString());
            if (parsed.GetValue(output) is { } file and not "-")
                File.WriteAllText(file + ".losses.json", losses.ToJson());
            return job.Finish();
        });
        return command;
    }

    private static (IEnumerable<Event> Events, IEnumerable<Said> Said) Stored(string store, Filter filter)
    {
        using var record = RecordStore.Open(store, StoreAccess.Read);
        var answer = new Ask(record).Events(filter);
        return (answer.Events, answer.Said);
    }
}
