using System.CommandLine;
using System.Globalization;
using Annals.Answers;
using Annals.Cli.Working;
using Annals.Cli.Writing;
using Annals.Coding.Persons;
using Annals.Knowledge;
using Annals.Store;

namespace Annals.Cli.Commands;

/// <summary>`annals ask`: questions to the store, a command each, as a table or as JSON.</summary>
internal static class AskCommand
{
    private sealed record Question(string Name, string? Subject, string Description, params string[] Examples)
    {
        /// <summary>What the knowledge files know of actors belongs into its answer.</summary>
        public bool IsOfActors => Name is "actor" or "reach" or "tally" or "figures";
    }

    private static readonly Question[] Questions =
    [
        new(
            "events",
            null,
            "The happenings that fit, latest first.",
            "annals ask events --country MLI --from 2015-01-01",
            "annals ask events --type air-strike shelling --words hospital",
            "annals ask events --box 10,-12,25,5 --json"
        ),
        new(
            "tally",
            null,
            "Happenings and their dead by actor and month, and the totals that sources give beside what is recorded.",
            "annals ask tally --actor islamic-state"
        ),
        new(
            "trend",
            null,
            "Is it getting worse, or only reported more? Happenings and their dead by month, beside the articles read of that month.",
            "annals ask trend --country MLI",
            "annals ask trend --type air-strike --from 2015-01-01 --csv"
        ),
        new(
            "reach",
            "ACTOR",
            "In which countries an actor is active, since when, and who says so: events, reports, files.",
            "annals ask reach islamic-state"
        ),
        new(
            "actor",
            "ACTOR",
            "Who led an actor, where it reaches, what it is to others, what it did, what is said of it: by the files and by articles.",
            "annals ask actor \"Al-Shabaab\""
        ),
        new(
            "place",
            "PLACE",
            "What happened at a place, who controls it, what was hit there.",
            "annals ask place Bamako --json"
        ),
        new(
            "figures",
            null,
            "Quantities that are no happenings: people held, displaced, in need; distances; shares.",
            "annals ask figures --country JOR"
        ),
        new("article", "ARTICLE", "An article with all that it says.", "annals ask article a-0123456789abcdef"),
        new(
            "why",
            "EVENT",
            "Why an event is what it is: its reports, their words, and the reasons for each merge.",
            "annals ask why e-0123456789abcdef"
        ),
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "ask",
            "Answers from the store, each figure with its reports and words.",
            "annals ask events",
            "annals ask tally --from 2021-01-01 --json",
            "annals ask types"
        );
        foreach (var question in Questions)
            command.Add(Create(terminal, question));
        command.Add(CreateTypes(terminal));
        return command;
    }

    private static ExemplifiedCommand Create(Terminal terminal, Question question)
    {
        var command = new ExemplifiedCommand(question.Name, question.Description, question.Examples);
        var subject = question.Subject is { } name
            ? new Argument<string>(name)
            {
                Description = name switch
                {
                    "EVENT" => "Id of an event.",
                    "ARTICLE" => "Id of an article.",
                    "ACTOR" => "Key of an actor, its name, or an alias or acronym that is its alone.",
                    _ => "Part of a place's name, its division, or a GeoNames id.",
                },
            }
            : null;
        if (subject is not null)
            command.Add(subject);
        var store = StoreOption.Create();
        var json = JsonOption();
        command.Add(store);
        var redact = CodeCommand.RedactOption();
        command.Add(json);
        var csv = CsvOption();
        command.Add(csv);
        command.Add(redact);
        var filter = new FilterOptions(command);
        command.SetAction(parsed =>
        {
            using var record = RecordStore.Open(parsed.GetValue(store)!, StoreAccess.Read);
            var named = subject is null ? null : parsed.GetValue(subject);
            var filtered = filter.Read(parsed);
            var pipeline = new Lazy<Pipeline>(() => Pipeline.Load(KnowledgeFolder.Default));
            var privacy = new Privacy(record, () => pipeline.Value);
            var actor = question.Subject == "ACTOR" ? named : filtered.Actor;
            if (privacy.Refusal(actor, filtered.Words) is { } refusal)
                throw new UnusableException(refusal);
            var file = question.IsOfActors ? ActorFile.Load(KnowledgeFolder.Default) : null;
            var ask = new Ask(record, file);
            var answer =
                ask.Answer(question.Name, named, filtered)
                ?? throw new MissingException(
                    filtered.AsOf is null && ask.Gone(question.Name, named!) is { } fate
                        ? $"{record.Name}: {named} {fate}"
                        : $"{record.Name}: holds no {question.Subject!.ToLowerInvariant()} \"{named}\"{(filtered.AsOf is null ? "" : " as of then")}"
                );
            Print(
                terminal,
                answer,
                parsed.GetValue(json),
                parsed.GetValue(csv),
                parsed.GetValue(redact) ? privacy.Of(answer) : null
            );
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>`annals ask types` needs no store: the one table of types is knowledge.</summary>
    private static ExemplifiedCommand CreateTypes(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "types",
            "The types of happening, and their codes in ACLED, PLOVER, CAMEO and UCDP.",
            "annals ask types",
            "annals ask types --json"
        );
        var json = JsonOption();
        command.Add(json);
        var csv = CsvOption();
        command.Add(csv);
        command.SetAction(parsed =>
        {
            var table = KnowledgeFolder.Default.Table("types.tsv");
            var columns = table.ColumnNames;
            Print(
                terminal,
                new TypesAnswer(
                    columns,
                    [.. table.Rows.Select(row => columns.Select(column => row[column]).ToImmutableRow())]
                ),
                parsed.GetValue(json),
                parsed.GetValue(csv)
            );
            return CommandLine.Done;
        });
        return command;
    }

    private static System.Collections.Immutable.ImmutableArray<string> ToImmutableRow(this IEnumerable<string> cells) =>
        [.. cells];

    private static Option<bool> JsonOption() => new("--json") { Description = "Write the answer as one JSON object." };

    private static Option<int?> CsvOption() =>
        new("--csv")
        {
            Description = "Write a table of the answer as CSV: its first, or the one with this number.",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = argument =>
            {
                if (argument.Tokens.Count == 0)
                    return 1;
                var given = argument.Tokens[0].Value;
                if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var table))
                    return table;
                argument.AddError($"--csv: \"{given}\" is no number of a table");
                return null;
            },
        };

    private static void Print(Terminal terminal, Answer answer, bool json, int? csv, Redactor? redactor = null)
    {
        if (csv is { } number && (number < 1 || number > answer.Tables.Length))
            throw new UnusableException($"--csv: the answer has tables 1 to {answer.Tables.Length}, not {number}");
        using var job = new Job(terminal, null, progress: false);
        if (json)
            job.Write(redactor is null ? AnswerJson.Write(answer) : redactor.Line(AnswerJson.Write(answer)));
        else if (csv is { } table)
            foreach (var line in Csv.Lines(Withheld(answer.Tables[table - 1])))
                job.Write(line);
        else
            foreach (var (shown, index) in answer.Tables.Select((shown, index) => (shown, index)))
            {
                if (index > 0)
                    job.Write("");
                foreach (var line in TextTable.Lines(Withheld(shown), terminal.Width))
                    job.Write(line);
            }
        job.Finish();

        AnswerTable Withheld(AnswerTable one) => redactor?.Table(one) ?? one;
    }
}
