using System.CommandLine;
using Annals.Answers;
using Annals.Cli.Working;
using Annals.Cli.Writing;
using Annals.Store;

namespace Annals.Cli.Commands;

/// <summary>`annals store`: what a store holds, and bringing it up to date.</summary>
internal static class StoreCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "store",
            "Says what a store holds.",
            "annals store info",
            "annals store info --store crawl.db"
        );
        command.Add(CreateInfo(terminal));
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
}
