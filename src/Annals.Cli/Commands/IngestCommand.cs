using System.CommandLine;
using System.Globalization;
using Annals.Answers;
using Annals.Cli.Working;
using Annals.Cli.Writing;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;
using Annals.Store;

namespace Annals.Cli.Commands;

/// <summary>`annals ingest`: pages into the store, and at the end what a person wants to see.</summary>
internal static class IngestCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "ingest",
            "Reads, codes, links and stores pages; safe to stop and run again.",
            "annals ingest examples",
            "annals ingest crawl/ --store crawl.db",
            "annals ingest crawl.warc.gz --store postgres://annals@localhost/annals"
        );
        var options = CommonOptions.Of(command, terminal, "Pages or articles", threads: false, output: false);
        var store = StoreOption.Create();
        var format = ReadCommand.FormatOption();
        var limit = new Option<int>("--limit")
        {
            Description = "Show at most so many events at the end.",
            HelpName = "N",
            DefaultValueFactory = _ => 50,
        };
        command.Add(store);
        command.Add(format);
        command.Add(limit);
        command.SetAction(parsed =>
        {
            using var job = options.Start(parsed);
            using var stop = terminal.StopAtInterrupt();
            using var record = RecordStore.Open(parsed.GetValue(store)!);
            var knowledge = KnowledgeFolder.Default;
            var intake = new Intake(record, Pipeline.Load(knowledge), Linker.Load(knowledge));
            var pages = new ArticleInput(job, parsed.GetValue(options.Paths)!, parsed.GetValue(format)).Pages();
            var summary = intake.Run(pages, parsed.GetValue(format), so => Show(job, so), stop.Token);
            foreach (var problem in summary.Problems)
                job.Complain(problem);
            if (stop.IsCancellationRequested)
                job.Stopped("stopped; what was read is stored, and the same command goes on from here");
            else
                Report(job, terminal, record, parsed.GetValue(store)!, summary, parsed.GetValue(limit));
            return job.Finish();
        });
        return command;
    }

    private static void Show(Job job, IntakeProgress so)
    {
        job.Progress.Set("articles", so.Articles);
        job.Progress.Set("reports", so.Reports);
        if (so.Known > 0)
            job.Progress.Set("known already", so.Known);
        if (so.Linked is { } linked)
            job.Progress.Set($"articles linked of {linked.All}", linked.Done);
    }

    private static void Report(
        Job job,
        Terminal terminal,
        RecordStore record,
        string store,
        IntakeSummary summary,
        int limit
    )
    {
        var all = Inventory.Of(record);
        job.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Read {summary.Pages:N0} pages: {summary.Articles:N0} articles, {summary.Reports:N0} reports, {summary.Events:N0} events new or changed, {summary.Known:N0} known already."
            )
        );
        if (!summary.Uncoded.IsEmpty)
            job.Write(
                "Stored and left uncoded, being in another language: "
                    + string.Join(", ", summary.Uncoded.Select(language => $"{language.Value} {language.Key}"))
                    + "."
            );
        job.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Name} holds {all.Articles:N0} articles, {all.Reports:N0} reports and {all.Events:N0} events."
            )
        );
        job.Write("");
        var answer = new Ask(record).Events(new Filter { Limit = limit });
        foreach (var table in answer.Tables)
        foreach (var line in TextTable.Lines(table, terminal.Width))
            job.Write(line);
        job.Write("");
        job.Write("Ask next:");
        foreach (var question in NextQuestions.After(answer.Events, store))
            job.Write($"  {question}");
    }
}
