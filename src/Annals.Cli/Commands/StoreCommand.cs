using System.CommandLine;
using Annals.Answers;
using Annals.Cli.Working;
using Annals.Cli.Writing;
using Annals.Reading;
using Annals.Store;

namespace Annals.Cli.Commands;

/// <summary>`annals store`: what a store holds, whether it is whole, and copies of it.</summary>
internal static class StoreCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "store",
            "Says what a store holds, looks it over, carries it elsewhere.",
            "annals store info",
            "annals store check --store crawl.db",
            "annals store backup friday.db"
        );
        command.Add(CreateInfo(terminal));
        command.Add(CreateCheck(terminal));
        command.Add(CreateBackup(terminal));
        command.Add(CreateCopy(terminal));
        return command;
    }

    private static ExemplifiedCommand CreateInfo(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "info",
            "Counts what a store holds now.",
            "annals store info --store annals.db"
        );
        var store = StoreOption.Create();
        command.Add(store);
        command.SetAction(parsed =>
        {
            using var job = new Job(terminal, null, progress: false);
            using var record = RecordStore.Open(parsed.GetValue(store)!, StoreAccess.Read);
            var holds = Inventory.Of(record);
            var rows = new (string What, string Value)[]
            {
                ("store", holds.Name),
                ("database", holds.Database),
                ("schema", Words.Number(holds.Schema)),
                ("pages", Words.Number(holds.Pages)),
                ("articles", Words.Number(holds.Articles)),
                ("reports", Words.Number(holds.Reports)),
                ("events", Words.Number(holds.Events)),
                ("reviews", Words.Number(holds.Reviews)),
            };
            foreach (var (what, value) in rows)
                job.Write($"{what, -10}{value}");
            return job.Finish();
        });
        return command;
    }

    private static ExemplifiedCommand CreateCheck(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "check",
            "Looks a store over: the file, what refers to what, the pages, and what is counted ahead.",
            "annals store check --store annals.db"
        );
        var store = StoreOption.Create();
        command.Add(store);
        command.SetAction(parsed =>
        {
            using var job = new Job(terminal, null, progress: false);
            using var record = RecordStore.Open(parsed.GetValue(store)!, StoreAccess.Read);
            var wrong = Upkeep.Check(record);
            foreach (var one in wrong)
                job.Complain(new Problem(record.Name, null, one));
            if (wrong.Length == 0)
                job.Write($"{record.Name}: all is well");
            return job.Finish();
        });
        return command;
    }

    private static ExemplifiedCommand CreateBackup(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "backup",
            "Copies a store into a file, while others go on reading and writing.",
            "annals store backup friday.db --store annals.db"
        );
        var file = new Argument<string>("FILE") { Description = "The new file; one that is there is not overwritten." };
        var store = StoreOption.Create();
        command.Add(file);
        command.Add(store);
        command.SetAction(parsed =>
        {
            using var job = new Job(terminal, null, progress: false);
            using var record = RecordStore.Open(parsed.GetValue(store)!, StoreAccess.Read);
            Upkeep.Backup(record, parsed.GetValue(file)!);
            job.Note($"{record.Name}: all of it is in {parsed.GetValue(file)} too");
            return job.Finish();
        });
        return command;
    }

    private static ExemplifiedCommand CreateCopy(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "copy",
            "Copies a whole store into a new one, on the same database or on the other.",
            "annals store copy --from annals.db --to postgres://annals@localhost/annals"
        );
        var from = new Option<string>("--from")
        {
            Description = "The store that is read.",
            HelpName = "STORE",
            Required = true,
        };
        var to = new Option<string>("--to")
        {
            Description = "The new store: it must hold nothing yet.",
            HelpName = "STORE",
            Required = true,
        };
        command.Add(from);
        command.Add(to);
        command.SetAction(parsed =>
        {
            using var job = new Job(terminal, null, progress: false);
            using var one = RecordStore.Open(parsed.GetValue(from)!, StoreAccess.Read);
            using var other = RecordStore.Open(parsed.GetValue(to)!);
            Upkeep.Copy(
                one,
                other,
                (what, rows) => job.Note(rows is { } count ? $"{what}: {Words.Number(count)} rows" : $"{what} ...")
            );
            return job.Finish();
        });
        return command;
    }
}
