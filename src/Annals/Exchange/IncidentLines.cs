using System.Collections.Immutable;
using System.Globalization;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>
/// A line an article: {"id","events":[{date, country, admin1, place, lat, lon, killed, injured, kidnapped, detained, actor,
/// means, type}]}, the form in which bases of incidents are compared. An incident is what an article tells of one event.
/// Those that harm the people who count come first, then in the order of the text.
/// </summary>
internal sealed class IncidentLines
{
    private const int LongestName = 6;

    private static readonly (string Field, Effect Effect)[] Counts =
    [
        ("killed", Effect.Killed),
        ("injured", Effect.Injured),
        ("kidnapped", Effect.Abducted),
        ("detained", Effect.Detained),
    ];

    private readonly CountryNames countries;
    private readonly LabelTable means;
    private readonly LabelTable types;
    private readonly OnlyFilter? only;

    private IncidentLines(KnowledgeFolder knowledge, OnlyFilter? only)
    {
        this.only = only;
        countries = CountryNames.Load(knowledge);
        means = LabelTable.Load(knowledge.Table("exchange", "incident-means.tsv"));
        types = LabelTable.Load(knowledge.Table("exchange", "incident-types.tsv"));
    }

    public static IncidentLines Load(KnowledgeFolder knowledge, OnlyFilter? only) => new(knowledge, only);

    public void Write(IEnumerable<Account> accounts, TextWriter output, ExportLosses losses)
    {
        foreach (var account in accounts)
        {
            var incidents = account
                .Incidents.Select(reports => Happened(reports, losses))
                .Where(reports => !reports.IsEmpty)
                .Select(reports => (Reports: reports, Harmed: Counts.Sum(count => Sum(reports, count.Effect) ?? 0)))
                .OrderByDescending(incident => only?.Rank(incident.Reports) ?? 0)
                .ThenByDescending(incident => incident.Harmed > 0)
                // Where few are written, the one that is told first goes before its like.
                .ThenBy(incident => only?.Most is null ? default : incident.Reports[0].TypeSpans.DefaultIfEmpty().Min())
                .Select(incident => incident.Reports)
                .ToList();
            foreach (var reports in incidents.Skip(only?.Most ?? int.MaxValue))
                losses.Leave(reports[0].Id, "beyond the number of incidents that the filter takes");
            JsonRow.Write(
                output,
                json =>
                {
                    json.WriteString("id", account.Article);
                    json.WriteStartArray("events");
                    foreach (var reports in incidents.Take(only?.Most ?? int.MaxValue))
                        Write(reports, json, losses);
                    json.WriteEndArray();
                }
            );
            losses.Wrote();
        }
    }

    private static ImmutableArray<Happening> Happened(ImmutableArray<Happening> reports, ExportLosses losses)
    {
        foreach (var report in reports)
        {
            losses.Read();
            if (!Export.Happened(report))
                losses.Leave(report.Id, "not said to have happened");
        }
        return [.. reports.Where(Export.Happened)];
    }

    private void Write(ImmutableArray<Happening> reports, System.Text.Json.Utf8JsonWriter json, ExportLosses losses)
    {
        var place = reports.Select(report => report.Place).OfType<Place>().OrderBy(Coarseness).FirstOrDefault();
        var actor = reports.SelectMany(report => report.Actors).FirstOrDefault(IsDoer);
        json.WriteStartObject();
        json.WriteString("date", Date(reports.Select(report => report.Time).OfType<EventTime>().FirstOrDefault()));
        json.WriteString("country", countries.NameOf(place?.Country));
        json.WriteString("admin1", place?.Admin1);
        json.WriteString("admin2", place?.Admin2);
        json.WriteString("place", Coarseness(place) < Coarseness(PlacePrecision.Admin1) ? AsWritten(place) : null);
        Number(json, "lat", place?.Lat);
        Number(json, "lon", place?.Lon);
        foreach (var (field, effect) in Counts)
            Number(json, field, Sum(reports, effect));
        Number(json, "victims_killed", Sum(reports, Effect.Killed, victims: true));
        json.WriteString("actor", AsKnown(actor));
        json.WriteString("means", means.Of(reports));
        json.WriteString("type", types.Of(reports));
        json.WriteEndObject();
        if (reports.SelectMany(report => report.Harm).Any(harm => harm.Count is { Best: null, IsUnknown: false }))
            losses.Lose(reports[0].Id, "the range of a number (its one known end is written)");
        if (reports.SelectMany(report => report.Actors).Count(IsDoer) > 1)
            losses.Lose(reports[0].Id, "further actors");
        if (reports.Any(report => !report.Attribution.IsEmpty))
            losses.Lose(reports[0].Id, "who says so");
    }

    /// <summary>Those whom the filter counts, of the report that counts the most; null where nobody is counted.</summary>
    private double? Sum(ImmutableArray<Happening> reports, Effect effect, bool victims = false) =>
        reports.Max(report =>
        {
            var entries = report
                .Harm.Select((harm, index) => (Harm: harm, Index: index))
                .Where(entry =>
                    entry.Harm.Effect == effect
                    && !entry.Harm.Superseded
                    && entry.Harm.Count.Shown is not null
                    && !(victims && entry.Harm.Side == "perpetrator")
                )
                .Select(entry => (entry.Harm, entry.Index, Counts: only is null ? null : only.Counts(entry.Harm)))
                .Where(entry => entry.Counts is not false)
                .ToList();
            // "five people, three of them nurses": where the words name some of those who count, these alone count.
            if (entries.Exists(entry => entry.Counts is true))
                entries.RemoveAll(entry => entry.Counts is not true);
            entries.RemoveAll(entry => entries.Exists(other => other.Index == entry.Harm.IncludedIn));
            return entries.Count == 0 ? null : entries.Sum(entry => entry.Harm.Count.Shown);
        });

    private static bool IsDoer(ReportActor actor) => actor.Role is ActorRole.Perpetrator or ActorRole.Participant;

    private static string? Date(EventTime? time) =>
        time switch
        {
            { From: { } from, To: { } to } when from.Year != to.Year => null,
            { From: { } from, To: { } to } when from == to => from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            { From: { } from, To: { } to } when from.Month == to.Month => from.ToString(
                "yyyy-MM",
                CultureInfo.InvariantCulture
            ),
            { From: { } from, To: not null } => from.ToString("yyyy", CultureInfo.InvariantCulture),
            { From: { } from } => from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => null,
        };

    /// <summary>The text's own words for a place: the point says which entry of the gazetteer it is.</summary>
    private static string? AsWritten(Place? place) => place is { Spans: [var first, ..] } ? first.Text : place?.Name;

    /// <summary>The name that the record knows with the one that the text has: "Israeli Armed Forces (IDF)".</summary>
    private static string? AsKnown(ReportActor? actor)
    {
        if (actor is not { Id: not null, Spans: [var first, ..] })
            return actor?.Name;
        var words = first.Text.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? first.Text[4..] : first.Text;
        return
            actor.Name.Contains(words, StringComparison.OrdinalIgnoreCase)
            || !words.Any(char.IsUpper)
            || words.Count(letter => letter == ' ') >= LongestName
            ? actor.Name
            : $"{actor.Name} ({words})";
    }

    private static int Coarseness(Place? place) => Coarseness(place?.Precision ?? PlacePrecision.Region);

    private static int Coarseness(PlacePrecision precision) => (int)precision;

    private static void Number(System.Text.Json.Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
