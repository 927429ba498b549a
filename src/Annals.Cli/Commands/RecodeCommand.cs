using System.CommandLine;
using Annals.Answers;
using Annals.Cli.Working;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Store;

namespace Annals.Cli.Commands;

/// <summary>`annals recode`: the stored articles once more, by this version's coder. Every review keeps its place.</summary>
internal static class RecodeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "recode",
            "Codes the stored articles again; reviews keep their place, and reports that people added stay.",
            "annals recode --diff",
            "annals recode --store crawl.db"
        );
        var store = StoreOption.Create();
        var diff = new Option<bool>("--diff") { Description = "Only say what would change." };
        command.Add(store);
        command.Add(diff);
        command.SetAction(parsed =>
        {
            using var job = new Job(terminal, null, progress: false);
            using var stop = terminal.StopAtInterrupt();
            using var record = ReviewCommand.Existing(parsed.GetValue(store)!);
            var knowledge = KnowledgeFolder.Default;
            var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
            var recoding = new Recoding(record, Pipeline.Load(knowledge).Code, Linker.Load(knowledge));
            var articles = recoding.Run(
                !parsed.GetValue(diff),
                change =>
                {
                    counts[change.Change] = counts.GetValueOrDefault(change.Change) + 1;
                    job.Write($"{change.Change}\t{change.Article}\t{change.What}\t{Words.Short(change.Words, 100)}");
                },
                stop.Token
            );
            var said = string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"));
            job.Note($"{articles} articles: {(said.Length == 0 ? "nothing changes" : said)}");
            if (stop.IsCancellationRequested)
                job.Stopped("stopped; the same command goes on");
            return job.Finish();
        });
        return command;
    }
}
