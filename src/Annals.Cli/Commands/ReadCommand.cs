using System.CommandLine;
using Annals.Cli.Working;
using Annals.Record;

namespace Annals.Cli.Commands;

/// <summary>`annals read`: page to articles.</summary>
internal static class ReadCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "read",
            "Reads pages and writes their articles, one a line.",
            "annals read page.html",
            "annals read crawl/ --output articles.jsonl",
            "zcat crawl.warc.gz | annals read -",
            "annals read notes.txt --format scrape --explain"
        );
        var options = CommonOptions.Of(command, terminal, "Pages: HTML, text, scrapes, feeds, JSON Lines");
        var format = FormatOption();
        var explain = new Option<bool>("--explain")
        {
            Description = "Say on standard error which format each page was taken for, and why.",
        };
        command.Add(format);
        command.Add(explain);
        command.SetAction(parsed =>
        {
            using var job = options.Start(parsed);
            var input = new ArticleInput(job, parsed.GetValue(options.Paths)!, parsed.GetValue(format));
            foreach (var reading in input.Readings())
            {
                if (parsed.GetValue(explain))
                    job.Note($"{reading.Page.Path}: {reading.Format}, because {reading.Why}");
                foreach (var article in reading.Articles)
                {
                    job.Progress.Add("articles");
                    job.Write(Json.Write(article));
                }
            }
            return job.Finish();
        });
        return command;
    }

    /// <summary>What the pages are, where the reader should not find out by itself.</summary>
    public static Option<string?> FormatOption() =>
        new("--format")
        {
            Description = "Take every page for this format instead of finding out by content.",
            HelpName = "FORMAT",
        };
}
