using System.CommandLine;
using Annals.Cli.Working;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Reading;
using Annals.Record;

namespace Annals.Cli.Commands;

/// <summary>`annals link`: reports to events.</summary>
internal static class LinkCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "link",
            "Reads reports, and the articles that they name, in any order; writes the events that they speak of.",
            "annals code crawl/ --with-articles | annals link -",
            "annals link articles.jsonl reports.jsonl --output events.jsonl"
        );
        var options = CommonOptions.Of(command, terminal, "Reports and articles, as the other commands write them");
        command.SetAction(parsed =>
        {
            using var job = options.Start(parsed);
            var (articles, reports) = (new List<Article>(), new List<Report>());
            foreach (var record in new RecordLines(job, parsed.GetValue(options.Paths)!).Read(ReportOrArticle))
                if (record is Article article)
                {
                    articles.Add(article);
                    job.Progress.Add("articles");
                }
                else
                {
                    reports.Add((Report)record);
                    job.Progress.Add("reports");
                }
            foreach (var @event in Linker.Load(KnowledgeFolder.Default).Link(reports, articles))
            {
                job.Write(Json.Write(@event));
                job.Progress.Add("events");
            }
            return job.Finish();
        });
        return command;
    }

    private static object ReportOrArticle(RecordLine line) =>
        line.IsReport ? Json.ReadReport(line.Text) : ArticleLines.Read(line.Text);
}
