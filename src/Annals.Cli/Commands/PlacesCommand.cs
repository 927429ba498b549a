using System.CommandLine;
using Annals.Cli.Working;
using Annals.Cli.Writing;
using Annals.Coding.Actors;
using Annals.Knowledge;
using Annals.Language;
using Annals.Places;

namespace Annals.Cli.Commands;

/// <summary>`annals places`: what places an article names, and where they are.</summary>
internal static class PlacesCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "places",
            "Reads articles and writes the places that each names, with point, codes, rivals and reasons, one article a line.",
            "annals read page.html | annals places -",
            "annals places articles.jsonl --output places.jsonl",
            "annals places articles.jsonl --mentions"
        );
        var options = CommonOptions.Of(command, terminal, "Articles (or pages)");
        var mentions = new Option<bool>("--mentions")
        {
            Description = "Resolve the spans that each article line carries as `mentions`, and no others.",
        };
        command.Add(mentions);
        command.SetAction(parsed =>
        {
            using var job = options.Start(parsed);
            var parser = Parser.Load(KnowledgeFolder.Default);
            var geocoder = Geocoder.Load(KnowledgeFolder.Default);
            // As in coding: where those act whom an article names weighs among places of one name.
            var linker = ActorLinker.Load(KnowledgeFolder.Default);
            var onlyGiven = parsed.GetValue(mentions);
            var located = job.Lanes.Map(
                new ArticleInput(job, parsed.GetValue(options.Paths)!).Articles(),
                article =>
                {
                    var asked = article with { Mentions = onlyGiven ? article.Mentions ?? [] : null };
                    var document = parser.Parse(asked);
                    return PlacesLine.Write(article, geocoder.Locate(document, linker.Homes(document)));
                }
            );
            foreach (var line in located)
                job.Write(line);
            return job.Finish();
        });
        return command;
    }
}
