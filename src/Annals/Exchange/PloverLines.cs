using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>
/// A line an article: {"id","events":[{"source","target","code"}]}, who did what to whom in the classes of PLOVER's gold standard
/// records. A threat is one whatever is threatened; assessments give what is said of others.
/// </summary>
internal sealed class PloverLines
{
    private readonly ImmutableArray<(string Type, string? Status, string Class)> classes;
    private readonly CountryNames countries;

    private PloverLines(KnowledgeFolder knowledge)
    {
        classes =
        [
            .. knowledge
                .Table("exchange", "plover-records.tsv")
                .Rows.Select(row => (row.Required("type"), row.Optional("status"), row.Required("class"))),
        ];
        countries = CountryNames.Load(knowledge);
    }

    public static PloverLines Load(KnowledgeFolder knowledge) => new(knowledge);

    public void Write(IEnumerable<Account> accounts, TextWriter output, ExportLosses losses)
    {
        foreach (var account in accounts)
            JsonRow.Write(
                output,
                json =>
                {
                    json.WriteString("id", account.Article);
                    json.WriteStartArray("events");
                    foreach (var (source, target, code) in Told(Records(account, losses)))
                    {
                        json.WriteStartObject();
                        json.WriteString("source", source ?? "---");
                        json.WriteString("target", target ?? "---");
                        json.WriteString("code", code);
                        json.WriteEndObject();
                        losses.Wrote();
                    }
                    json.WriteEndArray();
                }
            );
    }

    /// <summary>Each once; one with a side unknown only where no other of its class says more.</summary>
    private static IEnumerable<(string? Source, string? Target, string Code)> Told(
        IEnumerable<(string? Source, string? Target, string Code)> records
    )
    {
        foreach (var same in records.Distinct().GroupBy(record => record.Code, StringComparer.Ordinal))
        {
            var whole = same.Where(record => record is { Source: not null, Target: not null }).ToList();
            foreach (var record in whole.Count > 0 ? whole : [same.OrderBy(Unknown).First()])
                yield return record;
        }
    }

    private static int Unknown((string? Source, string? Target, string Code) record) =>
        (record.Source is null ? 1 : 0) + (record.Target is null ? 1 : 0);

    private IEnumerable<(string? Source, string? Target, string Code)> Records(Account account, ExportLosses losses)
    {
        foreach (var report in account.Incidents.SelectMany(reports => reports).Concat(account.Others))
        {
            losses.Read();
            if (Class(report) is not { } code)
                losses.Leave(report.Id, "PLOVER's records have no such class");
            else
                foreach (var (source, target) in Pairs(report))
                    yield return (source, target, code);
        }
    }

    private string? Class(Report report)
    {
        var type = report switch
        {
            Happening happening => happening.Type,
            Assessment assessment => assessment.Stance,
            _ => null,
        };
        foreach (var row in classes)
            if ((row.Type == type || row.Type == "*") && type is not null && Holds(row.Status, report))
                return row.Class == "-" ? null : row.Class;
        return null;
    }

    private static bool Holds(string? status, Report report) =>
        status is null
        || (
            status == "negated" ? report.Negated
            : status == "foiled" ? report is Happening { Outcome: not null }
            : status.Equals(report.Status.ToString(), StringComparison.OrdinalIgnoreCase)
        );

    private IEnumerable<(string? Source, string? Target)> Pairs(Report report)
    {
        var (sources, targets) = report switch
        {
            Happening happening => (
                Codes(happening, ActorRole.Perpetrator),
                Codes(happening, ActorRole.Target).AddRange(Codes(happening, ActorRole.Victim))
            ),
            Assessment assessment => (
                [Code(assessment.Who.Id)],
                [assessment.About.Select(party => Code(party.Id)).FirstOrDefault(state => state is not null)]
            ),
            _ => (ImmutableArray<string?>.Empty, ImmutableArray<string?>.Empty),
        };
        if (report is Happening two && Codes(two, ActorRole.Participant) is { Length: > 1 } sides)
            return from one in sides from other in sides where one != other select (one, other);
        return from source in sources.DefaultIfEmpty() from target in targets.DefaultIfEmpty() select (source, target);
    }

    private ImmutableArray<string?> Codes(Happening report, ActorRole role) =>
        [.. report.Actors.Where(actor => actor.Role == role).Select(actor => Code(actor.Id)).Distinct()];

    /// <summary>The state of an actor: its key in the actor book begins with the country's code.</summary>
    private string? Code(string? id) =>
        id?.Split('-')[0].ToUpperInvariant() is { Length: 3 } state && countries.NumericOf(state) is not null
            ? state
            : null;
}
