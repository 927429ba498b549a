using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Annals.Answers;
using Annals.Cli.Working;
using Annals.Cli.Writing;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Reading;
using Annals.Record;
using Annals.Store;

namespace Annals.Cli.Commands;

/// <summary>`annals review`: a person's decisions on reports and events. They outlive coding again.</summary>
internal static class ReviewCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "review",
            "Keeps a person's decision on a report or an event: it outlives coding again.",
            "annals review confirm r-0123456789abcdef --who maria",
            "annals review correct r-0123456789abcdef --field harm.killed --value 12 --who maria --why \"names counted\"",
            "annals review list"
        )
        {
            OnReport(
                terminal,
                "confirm",
                "What a report says is so; takes a rejection back.",
                (reviewing, report) => [reviewing.Confirm(report)]
            ),
            OnReport(
                terminal,
                "reject",
                "What a report says is not so, or is no report: it is kept, and counts in no event.",
                (reviewing, report) => [reviewing.Reject(report)]
            ),
            CreateSplit(terminal),
            CreateCorrect(terminal),
            CreateMerge(terminal),
            CreateAdd(terminal),
            CreateList(terminal),
        };
        return command;
    }

    /// <summary>Whose decision it is, and why.</summary>
    internal sealed class Signature
    {
        private readonly Option<string> who = new("--who")
        {
            Description = "Whose decision it is; by default who is logged in.",
            HelpName = "NAME",
            DefaultValueFactory = _ => Environment.UserName,
        };

        private readonly Option<string?> why = new("--why")
        {
            Description = "The reason, for whom comes after.",
            HelpName = "WORDS",
        };

        private readonly Option<string> store = StoreOption.Create();

        public Signature(Command command)
        {
            command.Add(store);
            command.Add(who);
            command.Add(why);
        }

        public string Who(ParseResult parsed) => parsed.GetValue(who)!;

        public string? Why(ParseResult parsed) => parsed.GetValue(why);

        /// <summary>An existing store, open for writing.</summary>
        public RecordStore Open(ParseResult parsed) => Existing(parsed.GetValue(store)!);
    }

    /// <summary>A decision makes no store: one that is not there is an error, not an empty record.</summary>
    internal static RecordStore Existing(string store)
    {
        var opened = RecordStore.Open(
            store,
            File.Exists(store) || !IsFile(store) ? StoreAccess.Write : StoreAccess.Read
        );
        return opened;
    }

    private static bool IsFile(string store) =>
        !store.Contains("://", StringComparison.Ordinal) && !store.Contains('=', StringComparison.Ordinal);

    private static ExemplifiedCommand OnReport(
        Terminal terminal,
        string name,
        string does,
        Func<Reviewing, string, IReadOnlyList<Review>> decide
    )
    {
        var command = new ExemplifiedCommand(name, does, $"annals review {name} r-0123456789abcdef --who maria");
        var report = new Argument<string>("REPORT") { Description = "Id of a report, as `annals ask why` lists it." };
        command.Add(report);
        var signature = new Signature(command);
        command.SetAction(parsed =>
            Run(terminal, parsed, signature, reviewing => decide(reviewing, parsed.GetValue(report)!))
        );
        return command;
    }

    private static ExemplifiedCommand CreateCorrect(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "correct",
            "A field of a report has another value.",
            "annals review correct r-0123456789abcdef --field time --value 2021-03-01..2021-03-02 --who maria",
            "annals review correct r-0123456789abcdef --field harm.injured --value 10- --who maria",
            "annals review correct r-0123456789abcdef --field actor --value Al-Shabaab --who maria",
            "annals review correct r-0123456789abcdef --field place --value \"Ansongo, MLI\" --who maria"
        );
        var report = new Argument<string>("REPORT") { Description = "Id of a report, as `annals ask why` lists it." };
        var field = new Option<string>("--field")
        {
            Description =
                "type, status, negated, time, place, actor, target, claimant, speaker or harm.EFFECT (harm.killed).",
            HelpName = "FIELD",
            Required = true,
        };
        var value = new Option<string>("--value")
        {
            Description =
                "The right value, or unknown: a day, month, year or day..day; 12, 10-12, 10- or -12; names of actors with ; between; a place by its name (Ansongo or \"Ansongo, MLI\"), its GeoNames id, or as JSON.",
            HelpName = "VALUE",
            Required = true,
        };
        command.Add(report);
        command.Add(field);
        command.Add(value);
        var signature = new Signature(command);
        command.SetAction(parsed =>
            Run(
                terminal,
                parsed,
                signature,
                reviewing =>
                    [
                        reviewing.Correct(
                            parsed.GetValue(report)!,
                            parsed.GetValue(field)!,
                            Meant(parsed.GetValue(field)!, parsed.GetValue(value)!)
                        ),
                    ]
            )
        );
        return command;
    }

    /// <summary>Names become the record's keys and places, where the field is of those.</summary>
    private static string Meant(string field, string value) => NamedPlaces.In(field, NamedActors.In(field, value));

    private static ExemplifiedCommand CreateSplit(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "split",
            "A report, with what else its article says of the event, is of another happening than the rest.",
            "annals review split r-0123456789abcdef --who maria",
            "annals review split r-0123456789abcdef --alone --who maria"
        );
        var report = new Argument<string>("REPORT") { Description = "Id of a report, as `annals ask why` lists it." };
        var alone = new Option<bool>("--alone")
        {
            Description = "Only the report, without what else its article says of the event.",
        };
        command.Add(report);
        command.Add(alone);
        var signature = new Signature(command);
        command.SetAction(parsed =>
            Run(
                terminal,
                parsed,
                signature,
                reviewing => reviewing.Split(parsed.GetValue(report)!, parsed.GetValue(alone))
            )
        );
        return command;
    }

    private static ExemplifiedCommand CreateMerge(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "merge",
            "Two events are one happening.",
            "annals review merge e-0123456789abcdef e-fedcba9876543210 --who maria"
        );
        var one = new Argument<string>("EVENT") { Description = "Id of an event." };
        var other = new Argument<string>("OTHER") { Description = "Id of the other event." };
        command.Add(one);
        command.Add(other);
        var signature = new Signature(command);
        command.SetAction(parsed =>
            Run(
                terminal,
                parsed,
                signature,
                reviewing => reviewing.Merge(parsed.GetValue(one)!, parsed.GetValue(other)!)
            )
        );
        return command;
    }

    private static ExemplifiedCommand CreateAdd(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "add",
            "Adds reports that a person has made, each with the words of its article that say it.",
            "annals review add report.jsonl --who maria",
            "annals review add article-and-reports.jsonl --who maria"
        );
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Report lines, after the article lines of articles that the store does not have.",
            Arity = ArgumentArity.OneOrMore,
        };
        command.Add(paths);
        var signature = new Signature(command);
        command.SetAction(parsed =>
        {
            using var job = new Job(terminal, null, progress: false);
            using var record = signature.Open(parsed);
            var reviewing = Of(record, signature, parsed);
            var articles = new Dictionary<string, Article>(StringComparer.Ordinal);
            // One after the other: a report stands on an article line before it, and the store has one writer.
            foreach (
                var line in new RecordLines(job, parsed.GetValue(paths)!).Read(line => Tuple.Create(line)).ToArray()
            )
                try
                {
                    if (Add(line.Item1.Text, articles, record, reviewing) is { } said)
                        job.Write(said);
                }
                catch (Exception failure)
                    when (failure
                            is JsonException
                                or ArgumentException
                                or InvalidOperationException
                                or UnusableException
                    )
                {
                    job.Complain(new Problem(line.Item1.Path, line.Item1.Number, RecordLines.Short(failure.Message)));
                }
            return job.Finish();
        });
        return command;
    }

    /// <summary>What to say of a line: nothing of an article's, which is kept for the reports after it.</summary>
    private static string? Add(
        string line,
        Dictionary<string, Article> articles,
        RecordStore record,
        Reviewing reviewing
    )
    {
        var root = JsonNode.Parse(line) as JsonObject ?? throw new JsonException("a line is a JSON object");
        if (root["kind"] is null)
        {
            var article = ArticleLines.Read(line);
            articles[article.Id] = article;
            return null;
        }
        if (root["place"] is JsonValue place)
            root["place"] = JsonNode.Parse(Json.Write(NamedPlaces.Of(place.ToString())));
        var report = HandMade.Read(
            root.ToJsonString(),
            id => articles.GetValueOrDefault(id) ?? new Ask(record).ArticlesBy([id]).FirstOrDefault()
        );
        return reviewing.Add(report, articles.GetValueOrDefault(report.Article)) is { } review
            ? Json.Write(review)
            : $"{{\"report\":\"{report.Id}\",\"is\":\"there already\"}}";
    }

    private static ExemplifiedCommand CreateList(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "list",
            "Lists the decisions, in the order in which they were made.",
            "annals review list",
            "annals review list --json"
        );
        var store = StoreOption.Create();
        var json = new Option<bool>("--json") { Description = "Write a line of JSON each." };
        command.Add(store);
        command.Add(json);
        command.SetAction(parsed =>
        {
            using var job = new Job(terminal, null, progress: false);
            using var record = RecordStore.Open(parsed.GetValue(store)!, StoreAccess.Read);
            var reviews = new Reviews(record).All;
            if (parsed.GetValue(json))
                foreach (var review in reviews)
                    job.Write(Json.Write(review));
            else
                foreach (var line in TextTable.Lines(ReviewTable.Of(reviews), terminal.Width))
                    job.Write(line);
            return job.Finish();
        });
        return command;
    }

    private static int Run(
        Terminal terminal,
        ParseResult parsed,
        Signature signature,
        Func<Reviewing, IReadOnlyList<Review>> decide
    )
    {
        using var job = new Job(terminal, null, progress: false);
        using var record = signature.Open(parsed);
        try
        {
            foreach (var review in decide(Of(record, signature, parsed)))
                job.Write(Json.Write(review));
        }
        catch (UnfitDecisionException wrong)
        {
            throw new UnusableException(wrong.Message);
        }
        return job.Finish();
    }

    private static Reviewing Of(RecordStore record, Signature signature, ParseResult parsed) =>
        new(record, Linker.Load(KnowledgeFolder.Default), signature.Who(parsed), signature.Why(parsed));
}
