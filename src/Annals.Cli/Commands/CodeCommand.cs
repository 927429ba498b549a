using System.CommandLine;
using Annals.Cli.Working;
using Annals.Cli.Writing;
using Annals.Coding.Persons;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Cli.Commands;

/// <summary>`annals code`: pages or articles to reports, or to the reasons for them.</summary>
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
            "annals code page.html --min-confidence 0.7",
            "annals code page.html --explain",
            "annals code page.html --redact"
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
        var explain = new Option<bool>("--explain")
        {
            Description = "Write, as text for a reader, why each report was made and each other sentence passed over.",
        };
        command.Add(format);
        command.Add(withArticles);
        command.Add(minConfidence);
        var redact = RedactOption();
        command.Add(explain);
        command.Add(redact);
        command.SetAction(parsed =>
        {
            using var job = options.Start(parsed);
            var pipeline = Pipeline.Load(KnowledgeFolder.Default);
            var least = parsed.GetValue(minConfidence);
            var input = new ArticleInput(job, parsed.GetValue(options.Paths)!, parsed.GetValue(format));
            var explaining = parsed.GetValue(explain);
            var redacting = parsed.GetValue(redact);
            var uncoded = new SortedDictionary<string, int>(StringComparer.Ordinal);
            var coded = job.Lanes.Map(
                input.Articles(),
                article =>
                {
                    var redactor = redacting
                        ? new Redactor(pipeline.IsPublic).With(article.Id, pipeline.People(article))
                        : null;
                    var (_, lines, reports) = explaining
                        ? Explained(pipeline, article, least)
                        : Coded(pipeline, article, least);
                    var whole = Json.Write(article);
                    if (redactor is not null)
                    {
                        whole = redactor.Line(whole);
                        lines = [.. lines.Select(line => explaining ? redactor.Text(line) : redactor.Line(line))];
                    }
                    return (Article: article, Whole: whole, Lines: lines, Reports: reports);
                }
            );
            foreach (var (article, whole, lines, reports) in coded)
            {
                if (Reach.Left(article) is { } left)
                    job.Complain(left);
                if (Reach.Uncoded(article) is not null)
                    uncoded[article.Language!] = uncoded.GetValueOrDefault(article.Language!) + 1;
                if (parsed.GetValue(withArticles) && !explaining)
                    job.Write(whole);
                foreach (var line in lines)
                    job.Write(line);
                job.Progress.Add("reports", reports);
            }
            if (uncoded.Count > 0)
                job.Note(
                    "left uncoded, being in another language: "
                        + string.Join(", ", uncoded.Select(language => $"{language.Value} {language.Key}"))
                );
            return job.Finish();
        });
        return command;
    }

    /// <summary>`--redact`, wherever something is written.</summary>
    public static Option<bool> RedactOption() =>
        new("--redact")
        {
            Description =
                "Withhold private persons' names (victims, witnesses, anonymous speakers) in texts, evidence and titles too; see docs/redaction.md.",
        };

    private static (Article Article, string[] Lines, int Reports) Coded(
        Pipeline pipeline,
        Article article,
        double least
    )
    {
        string[] lines = [.. pipeline.Code(article).Where(report => report.Confidence >= least).Select(Json.Write)];
        return (article, lines, lines.Length);
    }

    private static (Article Article, string[] Lines, int Reports) Explained(
        Pipeline pipeline,
        Article article,
        double least
    )
    {
        var all = pipeline.Explain(article);
        var kept = all with { Reports = [.. all.Reports.Where(report => report.Confidence >= least)] };
        return (article, [ExplanationText.Of(article, kept)], kept.Reports.Length);
    }
}
