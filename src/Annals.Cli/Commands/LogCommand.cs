using System.CommandLine;
using System.Globalization;
using Annals.Cli.Working;
using Annals.Store;

namespace Annals.Cli.Commands;

/// <summary>`annals log`: what the record has learnt since a moment.</summary>
internal static class LogCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "log",
            "Writes what was learnt, replaced and removed since a moment, a line of JSON each.",
            "annals log --since 2026-01-31",
            "annals log --since 2026-01-31T12:00:00Z --output changes.jsonl"
        );
        var since = new Option<DateTimeOffset>("--since")
        {
            Description = "Changes after this moment: a day (UTC), or an ISO 8601 time.",
            HelpName = "TIME",
            Required = true,
            CustomParser = result =>
            {
                if (
                    DateTimeOffset.TryParse(
                        result.Tokens[0].Value,
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeUniversal,
                        out var moment
                    )
                )
                    return moment;
                result.AddError($"--since: \"{result.Tokens[0].Value}\" is no day and no time");
                return default;
            },
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write to this file instead of standard output.",
            HelpName = "FILE",
        };
        var store = StoreOption.Create();
        command.Add(since);
        command.Add(output);
        command.Add(store);
        command.SetAction(parsed =>
        {
            using var job = new Job(terminal, parsed.GetValue(output), progress: false);
            using var record = RecordStore.Open(parsed.GetValue(store)!, StoreAccess.Read);
            foreach (var line in new ChangeLog(record).Since(parsed.GetValue(since)))
                job.Write(line);
            return job.Finish();
        });
        return command;
    }
}
