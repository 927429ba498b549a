using System.CommandLine;
using Annals.Answers;
using Annals.Cli.Working;
using Annals.Coding.Persons;
using Annals.Exchange;
using Annals.Knowledge;
using Annals.Reading;
using Annals.Record;
using Annals.Store;

namespace Annals.Cli.Commands;

/// <summary>`annals export`: events in the forms of others, from the store or from event lines.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "export",
            "Writes events in another format; what the format cannot hold is said, and listed beside the export.",
            "annals export --as csv --output events.csv",
            "annals export --as geojson --country MLI --from 2015-01-01",
            "annals link reports.jsonl | annals export - --as acled",
            "annals code articles.jsonl --with-articles | annals export - --as incidents --only aid-workers"
        );
        var paths = new Argument<string[]>("PATH")
        {
            Description =
                "Event lines, for forms by article also reports and articles: files, folders, or - for standard input. Without any, the store.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var form = new Option<string>("--as")
        {
            Description = string.Join("; ", Export.Formats.Select(format => $"{format.Name}: {format.Gloss}")) + ".",
            HelpName = "FORMAT",
            Required = true,
        };
        form.AcceptOnlyFromAmong([.. Export.Formats.Select(format => format.Name)]);
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write to this file, and what was lost to NAME.losses.json beside it.",
            HelpName = "FILE",
        };
        var only = new Option<string?>("--only")
        {
            Description = "For incidents: the filter of data/exchange/only by this name (aid-workers, main).",
            HelpName = "NAME",
        };
        var imported = new Option<string?>("--imported")
        {
            Description =
                "Instead of the record's events those of an import by this name; in its own format as it came, but for private persons' names.",
            HelpName = "NAME",
        };
        command.Add(imported);
        var names = new Option<bool>("--names")
        {
            Description =
                "Keep private persons' names. Without it they are withheld, in texts, evidence and titles too; see docs/redaction.md.",
        };
        var redact = new Option<bool>("--redact")
        {
            Description = "Withhold private persons' names in a form by article that is made of files, too.",
        };
        command.Add(redact);
        var store = StoreOption.Create();
        command.Add(names);
        command.Add(paths);
        command.Add(form);
        command.Add(output);
        command.Add(only);
        command.Add(store);
        var filter = new FilterOptions(command, paged: false);
        command.SetAction(parsed =>
        {
            using var job = new Job(terminal, parsed.GetValue(output), progress: false);
            var export = Export.Load(KnowledgeFolder.Default);
            var name = parsed.GetValue(form)!;
            var given = parsed.GetValue(paths) is { Length: > 0 } read ? new RecordLines(job, read) : null;
            var filtered = filter.Read(parsed) with { Limit = int.MaxValue };
            var pipeline = new Lazy<Pipeline>(() => Pipeline.Load(KnowledgeFolder.Default));
            var byArticle = Export.Formats.Single(format => format.Name == name).ByArticle;
            // Files of articles and reports are held against gold on one's own machine: names are what is measured there. What leaves
            // the record leaves without them.
            var forMeasuring = byArticle && given is not null;
            var redacting = parsed.GetValue(redact) || (!forMeasuring && !parsed.GetValue(names));
            ExportLosses losses;
            if (given is null && filtered is { Actor: not null } or { Words: not null })
                Refuse(parsed.GetValue(store)!, filtered, pipeline);
            if (parsed.GetValue(imported) is { } import)
            {
                if (
                    filtered != new Filter { Types = filtered.Types, Limit = int.MaxValue }
                    || filtered.Types.Length > 0
                )
                    throw new UnusableException(
                        "--imported gives all rows of an import: what narrows the record's own events does not narrow it"
                    );
                using var record = RecordStore.Open(parsed.GetValue(store)!, StoreAccess.Read);
                losses = Imported(
                    job,
                    export,
                    new Imports(record),
                    (import, name),
                    redacting ? new ImportedNames(pipeline) : null
                );
            }
            else if (byArticle)
            {
                var accounts = given is null
                    ? StoredAccounts(parsed.GetValue(store)!, filtered, redacting, pipeline)
                    : Accounts(given, name == "muc4", redacting, pipeline);
                losses = export.Write(name, accounts, Filter(parsed.GetValue(only)), job.Text);
            }
            else
            {
                var (events, said) = given is null
                    ? Stored(parsed.GetValue(store)!, filtered, redacting, pipeline)
                    : (Events(given, redacting, pipeline), []);
                losses = export.Write(name, events, said, job.Text);
            }
            job.Note(losses.ToString());
            if (parsed.GetValue(output) is { } file and not "-")
                File.WriteAllText(file + ".losses.json", losses.ToJson());
            return job.Finish();
        });
        return command;
    }

    /// <summary>An export by a private person's name says where that person is, names or not.</summary>
    private static void Refuse(string store, Filter filter, Lazy<Pipeline> pipeline)
    {
        using var record = RecordStore.Open(store, StoreAccess.Read);
        if (new Privacy(record, () => pipeline.Value).Refusal(filter.Actor, filter.Words) is { } refusal)
            throw new UnusableException(refusal);
    }

    /// <summary>Its terms go with it, on standard error.</summary>
    private static ExportLosses Imported(
        Job job,
        Export export,
        Imports imports,
        (string Import, string Format) wanted,
        ImportedNames? withheld
    )
    {
        var (name, format) = wanted;
        var import =
            imports.All().FirstOrDefault(one => one.Name == name)
            ?? throw new MissingException(
                $"there is no import \"{name}\"; there are {string.Join(", ", imports.All().Select(one => one.Name))}"
            );
        job.Note($"{name}: {import.Licence}");
        var (lines, events) = (imports.Lines(name)!.Value, imports.Events(name)!.Value);
        if (import.Format != format)
        {
            var lost = export.Write(format, withheld?.Events(lines, events) ?? events, [], job.Text);
            lost.Licence = import.Licence;
            return lost;
        }
        // Its own format holds all that its rows hold.
        var losses = new ExportLosses(format, "rows") { Licence = import.Licence };
        foreach (var line in withheld?.Lines(lines, events) ?? lines)
            job.Write(line);
        foreach (var _ in events)
        {
            losses.Read();
            losses.Wrote();
        }
        return losses;
    }

    private static (IEnumerable<Event> Events, IEnumerable<Said> Said) Stored(
        string store,
        Filter filter,
        bool redacting,
        Lazy<Pipeline> pipeline
    )
    {
        using var record = RecordStore.Open(store, StoreAccess.Read);
        var answer = new Ask(record).Events(filter);
        if (!redacting)
            return (answer.Events, answer.Said);
        var redactor = new Privacy(record, () => pipeline.Value).Of(answer);
        return (
            [.. answer.Events.Select(@event => Json.ReadEvent(redactor.Line(Json.Write(@event))))],
            [
                .. answer.Said.Select(said =>
                    said with
                    {
                        Words = redactor.Text(said.Words),
                        Title = said.Title is { } title ? redactor.Text(title) : null,
                        Who = said.Who is { } who ? redactor.Text(who) : null,
                    }
                ),
            ]
        );
    }

    private static IEnumerable<Event> Events(RecordLines lines, bool redacting, Lazy<Pipeline> pipeline)
    {
        var redactor = new Redactor(name => pipeline.Value.IsPublic(name));
        return lines.Read(line => Json.ReadEvent(redacting ? redactor.Line(line.Text) : line.Text));
    }

    private static IEnumerable<Account> StoredAccounts(
        string store,
        Filter filter,
        bool redacting,
        Lazy<Pipeline> pipeline
    )
    {
        using var record = RecordStore.Open(store, StoreAccess.Read);
        var (articles, reports, events) = new Ask(record).Behind(filter);
        if (!redacting)
            return [.. Account.Of(articles, reports, events)];
        var redactor = new Privacy(record, () => pipeline.Value).OfArticles(articles.Select(article => article.Id));
        return
        [
            .. Account.Of(
                [.. articles.Select(article => Json.ReadArticle(redactor.Line(Json.Write(article))))],
                [.. reports.Select(report => Json.ReadReport(redactor.Line(Json.Write(report))))],
                [.. events.Select(@event => Json.ReadEvent(redactor.Line(Json.Write(@event))))]
            ),
        ];
    }

    private static IEnumerable<Account> Accounts(
        RecordLines lines,
        bool withText,
        bool redacting,
        Lazy<Pipeline> pipeline
    )
    {
        var redactor = new Redactor(name => pipeline.Value.IsPublic(name));
        var (articles, reports, events) = (new List<Article>(), new List<Report>(), new List<Event>());
        foreach (var record in lines.Read(RecordOf))
            switch (record)
            {
                case Article article:
                    if (redacting)
                        redactor.With(article.Id, pipeline.Value.People(article));
                    // Only one form looks into the words again.
                    articles.Add(withText ? article : article with { Text = "" });
                    break;
                case Report report:
                    reports.Add(report);
                    break;
                case Event @event:
                    events.Add(@event);
                    break;
            }
        return redacting
            ? Account.Of(
                articles.Select(article => Json.ReadArticle(redactor.Line(Json.Write(article)))),
                [.. reports.Select(report => Json.ReadReport(redactor.Line(Json.Write(report))))],
                [.. events.Select(@event => Json.ReadEvent(redactor.Line(Json.Write(@event))))]
            )
            : Account.Of(articles, reports, events);
    }

    private static object RecordOf(RecordLine line) =>
        line.IsReport ? Json.ReadReport(line.Text)
        : line.IsEvent ? Json.ReadEvent(line.Text)
        : ArticleLines.Read(line.Text);

    private static OnlyFilter? Filter(string? name) =>
        name is null ? null
        : File.Exists(KnowledgeFolder.Default.File("exchange", "only", name + ".tsv"))
            ? OnlyFilter.Load(KnowledgeFolder.Default, name)
        : throw new UnusableException(
            $"no such filter: \"{name}\"; there are {string.Join(", ", Directory.GetFiles(KnowledgeFolder.Default.File("exchange", "only"), "*.tsv").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal))}"
        );
}
