using System.Collections.Immutable;
using Annals.Answers;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>A format that events, or the reports of each article, can be written in.</summary>
public sealed record ExportFormat(string Name, string Extension, string Gloss, bool ByArticle = false);

/// <summary>
/// Events in the forms of others (`annals export --as`). Codes and rules are in `data/exchange` and in the reports; what a
/// form cannot hold is counted, never made up.
/// </summary>
public sealed class Export
{
    /// <summary>The formats by name. A new one is a row here, a method, and a test.</summary>
    public static readonly ImmutableArray<ExportFormat> Formats =
    [
        new("jsonl", ".jsonl", "events as `annals link` writes them, nothing lost"),
        new("csv", ".csv", "a row an event, for a spreadsheet"),
        new("geojson", ".geojson", "a feature an event (RFC 7946); no geometry where the point is not known"),
        new("acled", ".csv", "ACLED's 31 columns, a row a day"),
        new("ucdp-ged", ".csv", "UCDP GED's 49 columns"),
        new(
            "incidents",
            ".jsonl",
            "a line an article: date, place, people harmed, actor and means of each incident",
            true
        ),
        new("muc4", ".jsonl", "a line an article: the templates of MUC-4", true),
        new("plover-records", ".jsonl", "a line an article: who did what to whom, in PLOVER's classes", true),
    ];

    private readonly KnowledgeFolder knowledge;

    private Export(KnowledgeFolder knowledge) => this.knowledge = knowledge;

    public static Export Load(KnowledgeFolder knowledge) => new(knowledge);

    /// <param name="format">A name of <see cref="Formats"/>.</param>
    /// <param name="events">In the order in which they are to stand.</param>
    /// <param name="said">The words behind the events; may be empty.</param>
    /// <param name="output">Where the rows go.</param>
    /// <returns>What the format could not hold.</returns>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    /// <exception cref="KnowledgeException">A table is missing, or a line of it is not understood.</exception>
    public ExportLosses Write(string format, IEnumerable<Event> events, IEnumerable<Said> said, TextWriter output)
    {
        var losses = new ExportLosses(format);
        foreach (var row in knowledge.Table("exchange", "not-held.tsv").Rows)
            if (row.Required("format") == format)
                losses.Never(row.Required("what"), row.Required("instead"));
        var words = said.DistinctBy(one => one.Report).ToDictionary(one => one.Report, StringComparer.Ordinal);
        var counted = events.Select(@event =>
        {
            losses.Read();
            return @event;
        });
        switch (format)
        {
            case "jsonl":
                foreach (var @event in counted)
                {
                    output.Write(Json.Write(@event));
                    output.Write('\n');
                    losses.Wrote();
                }
                break;
            case "csv":
                FlatCsv.Write(counted, output, losses);
                break;
            case "geojson":
                GeoJson.Write(counted, output, losses);
                break;
            case "acled":
                AcledCsv.Load(knowledge).Write(counted, words, output, losses);
                break;
            case "ucdp-ged":
                UcdpCsv.Load(knowledge).Write(counted, words, output, losses);
                break;
            default:
                throw new ArgumentException(
                    $"no such format: \"{format}\" (there are {string.Join(", ", Formats.Select(one => one.Name))})",
                    nameof(format)
                );
        }
        return losses;
    }

    /// <summary>The forms that go by article: what each article tells, from its reports.</summary>
    /// <param name="format">A name of <see cref="Formats"/> that is by article.</param>
    /// <param name="accounts">In the order in which they are to stand.</param>
    /// <param name="only">Which people and how many incidents count; all where it is null. For incidents alone.</param>
    /// <param name="output">Where the rows go.</param>
    /// <returns>What the format could not hold.</returns>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    /// <exception cref="KnowledgeException">A table is missing, or a line of it is not understood.</exception>
    public ExportLosses Write(string format, IEnumerable<Account> accounts, OnlyFilter? only, TextWriter output)
    {
        var losses = new ExportLosses(format, "reports");
        switch (format)
        {
            case "incidents":
                IncidentLines.Load(knowledge, only).Write(accounts, output, losses);
                break;
            case "muc4":
                Muc4Lines.Load(knowledge).Write(accounts, output, losses);
                break;
            case "plover-records":
                PloverLines.Load(knowledge).Write(accounts, output, losses);
                break;
            default:
                throw new ArgumentException($"no such format by article: \"{format}\"", nameof(format));
        }
        return losses;
    }

    /// <summary>Only what somebody says has happened goes to those who count events.</summary>
    internal static bool Happened(Event @event) =>
        !@event.Negated && @event.Status is (Status.Reported or Status.Claimed or Status.Alleged or Status.Confirmed);

    /// <summary>The same of what one article says.</summary>
    internal static bool Happened(Happening report) =>
        !report.Negated && report.Status is (Status.Reported or Status.Claimed or Status.Alleged or Status.Confirmed);

    internal static EventHarm? Harm(Event @event, Effect effect) =>
        @event.Harm.FirstOrDefault(harm => harm.Effect == effect);
}
