using System.CommandLine;
using Annals.Cli.Working;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Store;

namespace Annals.Cli.Commands;

/// <summary>`annals remove`: an article no longer stands, or is gone for good.</summary>
internal static class RemoveCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "remove",
            "Takes an article out of the record; a tombstone says who did it, when and why.",
            "annals remove a-0123456789abcdef --why \"retracted by the outlet\"",
            "annals remove a-0123456789abcdef --erase --why \"a court ordered it\" --who maria"
        );
        var article = new Argument<string>("ARTICLE") { Description = "Id of an article." };
        var erase = new Option<bool>("--erase")
        {
            Description = "Its text, its page and all that was taken from it go for good, from every version.",
        };
        command.Add(article);
        command.Add(erase);
        var signature = new ReviewCommand.Signature(command);
        command.SetAction(parsed =>
        {
            using var job = new Job(terminal, null, progress: false);
            var why = signature.Why(parsed) ?? throw new UnusableException("a removal wants its reason: --why WORDS");
            using var record = signature.Open(parsed);
            try
            {
                var removed = new Removal(record, Linker.Load(KnowledgeFolder.Default)).Remove(
                    parsed.GetValue(article)!,
                    parsed.GetValue(erase),
                    signature.Who(parsed),
                    why
                );
                job.Write(
                    $"{string.Join(", ", removed.Articles)}: {(parsed.GetValue(erase) ? "erased" : "removed")}; reports taken out: {removed.Reports}, events changed or gone: {removed.Events}"
                );
            }
            catch (UnfitDecisionException wrong)
            {
                throw new UnusableException(wrong.Message);
            }
            return job.Finish();
        });
        return command;
    }
}
