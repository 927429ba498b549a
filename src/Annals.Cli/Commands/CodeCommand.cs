using System.CommandLine;
using Annals.Cli.Working;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Cli.Commands;

/// <summary>`annals code`: pages or articles to reports.</summary>
internal static class CodeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "code",
            "Reads pages or articles and writes what they report, one report a line.",
            "annals code page.html",
            "annals read crawl/ | annals code - --output reports.jsonl",
            "annals code crawl/ --with-articles | annals link -",
            "annals code page.html --min-confidence 0.7"
        );
        var options = CommonOptions.Of(command, terminal, "Pages or articles");
        var format = ReadCommand.FormatOption();
        var withArticles = new Option<bool>("--with-articles")
        {
            Description = "Write each article before its reports, as `annals link` wants them.",
        };
        var minConfidence = new Option<double>("--min-confidence")
        {
            Description = "Leave out reports that the coder is less sure of, 0 to 1.",
            HelpName = "P",
        };
        command.Add(format);
        command.Add(withArticles);
        command.Add(minConfidence);
        command.SetAction(parsed =>
        {
            using var job = options.Start(parsed);
            var pipeline = Pipeline.Load(KnowledgeFolder.Default);
            var least = parsed.GetValue(minConfidence);
            var input = new ArticleInput(job, parsed.GetValue(options.Paths)!, parsed.GetValue(format));
            var coded = job.Lanes.Map(
                input.Articles(),
                article =>
                    (
                        Article: article,
                        Lines: pipeline
                            .Code(article)
                            .Where(report => report.Confidence >= least)
                            .Select(Json.Write)
                            .ToArray()
                    )
            );
            foreach (var (article, lines) in coded)
            {
                if (parsed.GetValue(withArticles))
                    job.Write(Json.Write(article));
                foreach (var line in lines)
                    job.Write(line);
                job.Progress.Add("reports", lines.Length);
            }
            return job.Finish();
        });
        return command;
    }
}
