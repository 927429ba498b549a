using System.CommandLine;
using Annals.Cli.Working;
using Annals.Reading;
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
            Description = "Say on standard error which format each page was taken for, and where each value came from.",
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
                    Explain(job, reading);
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

    /// <summary>The format and why, then every value that was found, with its source and those that disagreed.</summary>
    private static void Explain(Job job, PageReading reading)
    {
        var encoding = reading.Encoding is { } name ? $", {name}" : "";
        job.Note($"{reading.Page.Path}: {reading.Format}, because {reading.Why}{encoding}");
        foreach (var note in reading.Notes)
        {
            var whose = note.Article is { } index && reading.Articles.Length > 1 ? $"article {index + 1}, " : "";
            job.Note($"  {whose}{note.About}: {note.Value ?? "none"} ({note.Why})");
        }
    }

    /// <summary>What the pages are, where the reader should not find out by itself.</summary>
    public static Option<string?> FormatOption() =>
        new("--format")
        {
            Description = "Take every page for this format instead of finding out by content.",
            HelpName = "FORMAT",
        };
}
