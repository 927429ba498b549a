using System.CommandLine;
using Annals.Cli.Working;
using Annals.Cli.Writing;
using Annals.Knowledge;
using Annals.Language;

namespace Annals.Cli.Commands;

/// <summary>`annals parse`: article to sentences, as trees or as mentions.</summary>
internal static class ParseCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "parse",
            "Analyses articles or plain text, every character of it, and writes CoNLL-U or mentions.",
            "annals parse article.jsonl",
            "echo 'The army shelled the town.' | annals parse -",
            "annals parse article.jsonl --as mentions"
        );
        var options = CommonOptions.Of(command, terminal, "Articles or plain text");
        var form = new Option<string>("--as")
        {
            Description = "conllu for trees, mentions for names, nominals and pronouns.",
            HelpName = "FORM",
            DefaultValueFactory = _ => "conllu",
        };
        form.AcceptOnlyFromAmong("conllu", "mentions");
        command.Add(form);
        command.SetAction(parsed =>
        {
            using var job = options.Start(parsed);
            var parser = Parser.Load(KnowledgeFolder.Default);
            Func<Document, string> write = parsed.GetValue(form) == "mentions" ? MentionLine.Write : Trees;
            var input = new WholeTexts(job, parsed.GetValue(options.Paths)!);
            foreach (var text in job.Lanes.Map(input.Articles(), article => write(parser.Parse(article))))
                job.Write(text);
            return job.Finish();
        });
        return command;
    }

    /// <summary>The document's sentences, an empty line after each; the line end that closes the last is the output's.</summary>
    private static string Trees(Document document)
    {
        using var text = new StringWriter();
        ConllU.Write(document, text);
        return text.GetStringBuilder() is { Length: > 0 } written ? written.ToString(0, written.Length - 1) : "";
    }
}
