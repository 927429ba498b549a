using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Linking;

/// <summary>
/// A group of reports as one event. Every value is one that a report gives, and names the reports that give it: nothing
/// is averaged. What most independent sources say stands; on a tie the more precise, then the earlier report. Where
/// sources exclude each other, both are listed as a disagreement. Most events are told once: then there is nothing to choose
/// between, and nothing is grouped and sorted.
/// </summary>
internal sealed class Merging(TypeFamilies families)
{
    public Event Merge(ImmutableArray<Sighting> tellings, ImmutableArray<Merge> merges)
    {
        var sightings = tellings
            .SelectMany(telling => telling.Reports.Select(report => new Said(report, telling.Article)))
            .OrderBy(one => one.Id, StringComparer.Ordinal)
            .ToImmutableArray();
        var sources = Sources.Of(sightings);
        var real = sightings.Any(one => one.IsReal) ? [.. sightings.Where(one => one.IsReal)] : sightings;
        var type = TypeOf(real, sources);
        var lead = real.First(one => one.Report.Type == type);
        var disagreements = ImmutableArray.CreateBuilder<Disagreement>();
        var time = TimeOf(real, sources);
        var place = PlaceOf(real, sources);
        if (real.Length > 1)
            Disagree(real, disagreements);
        var harm = EventHarms.Of(real, sources, disagreements);
        return new Event
        {
            Id = Ids.OfEvent(sightings[0].Id),
            Type = type,
            Reports = [.. sightings.Select(one => one.Id)],
            Articles = sightings.Select(one => one.Report.Article).Distinct(StringComparer.Ordinal).Count(),
            Outlets = sources.Outlets,
            Independent = sources.Independent,
            Time = time,
            Place = place,
            Actors = ActorsOf(real),
            Harm = harm,
            Status = StatusOf(real),
            Negated = real.All(one => one.Report.Negated),
            Disagreements = disagreements.ToImmutable(),
            Confidence = ConfidenceOf(real, sources),
            Codes = lead.Report.Codes,
            Merges = merges,
        };
    }

    private void Disagree(ImmutableArray<Said> real, ImmutableArray<Disagreement>.Builder disagreements)
    {
        Disagree(disagreements, "time", real.Where(one => one.IsDated), one => Days(one.Report.Time!), Excludes(real));
        Disagree(disagreements, "place", real.Where(one => one.Extent == Extent.Point), one => one.Place!.Name, true);
        Disagree(
            disagreements,
            "type",
            real.Where(one => !families.IsGeneral(one.Report.Type)),
            one => one.Report.Type,
            true
        );
        Disagree(disagreements, "status", real.Where(one => one.Report.Status != Status.Claimed), Side, true);
    }

    /// <summary>A special word counts more than a general one: who says "grenade" has said "attack" too.</summary>
    private string TypeOf(ImmutableArray<Said> real, Sources sources) =>
        real.Length == 1
            ? real[0].Report.Type
            : real.GroupBy(one => one.Report.Type, StringComparer.Ordinal)
                .OrderByDescending(group => sources.Count(group) * (families.IsGeneral(group.Key) ? 1 : 2))
                .ThenByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .First()
                .Key;

    private static EventTime? TimeOf(ImmutableArray<Said> real, Sources sources)
    {
        if (real.Length == 1)
            return real[0].Report.Time;
        var settled = real.Where(one => one.Report.Time is { IsUnsettled: false }).ToArray();
        if (settled.Length == 0)
            return real.Select(one => one.Report.Time).FirstOrDefault(time => time is not null);
        return settled
            .GroupBy(one => (one.Report.Time!.From, one.Report.Time.To))
            .OrderBy(group => Width(group.Key.From, group.Key.To))
            .ThenByDescending(group => sources.Count(group))
            .ThenBy(group => group.Key.From)
            .First()
            .OrderBy(one => one.Report.Time!.Precision)
            .First()
            .Report.Time;
    }

    /// <summary>0 for a day or two, more for what is coarser: only then does the number of sources speak.</summary>
    private static int Width(DateOnly? from, DateOnly? to) =>
        from is { } first && to is { } last
            ? (last.DayNumber - first.DayNumber) switch
            {
                <= 1 => 0,
                <= 7 => 1,
                <= 31 => 2,
                _ => 3,
            }
            : 4;

    private static Place? PlaceOf(ImmutableArray<Said> real, Sources sources) =>
        real.Length == 1
            ? real[0].Place
            : real.Where(one => one.Place is not null)
                .GroupBy(one => (one.Place!.Geonames, one.Place.Name))
                .OrderByDescending(group => group.First().Extent)
                .ThenByDescending(group => group.First().Place!.Lat is not null)
                .ThenByDescending(group => sources.Count(group))
                .ThenBy(group => group.First().Place!.Precision ?? PlacePrecision.Region)
                .ThenBy(group => group.First().Id, StringComparer.Ordinal)
                .FirstOrDefault()
                ?.First()
                .Place;

    /// <summary>One entry for each role and actor; a name that the record does not know counts by its words.</summary>
    private static ImmutableArray<EventActor> ActorsOf(ImmutableArray<Said> real) =>
        [
            .. real.Where(one =>
                    one.Report.Status != Status.Denied || real.All(other => other.Report.Status == Status.Denied)
                )
                .SelectMany(one => one.Report.Actors.Select(actor => (Actor: actor, one.Id)))
                .GroupBy(pair => (pair.Actor.Role, Key: pair.Actor.Id ?? pair.Actor.Name.ToUpperInvariant()))
                .OrderBy(group => group.Key.Role)
                .ThenByDescending(group => group.First().Actor.Id is not null)
                .ThenByDescending(group => group.Count())
                .ThenBy(group => group.Key.Key, StringComparer.Ordinal)
                .Select(group => new EventActor(
                    group.Key.Role,
                    group.First().Actor.Name,
                    group.First().Actor.Id,
                    group.Select(pair => pair.Actor.Type).FirstOrDefault(type => type is not null),
                    [.. group.Select(pair => pair.Id).Distinct(StringComparer.Ordinal)]
                )),
        ];

    /// <summary>Confirmed by anyone, else stated as fact, else claimed, else alleged; denied only where nobody says otherwise.</summary>
    private static Status StatusOf(ImmutableArray<Said> real) =>
        real.Length == 1
            ? real[0].Report.Status
            : real.Where(one => !one.Report.Negated || real.All(other => other.Report.Negated))
                .Select(one => one.Report.Status)
                .OrderBy(status => status == Status.Confirmed ? -1 : (int)status)
                .First();

    /// <summary>Chance that at least one of the independent sources is right, each by its surest report.</summary>
    private static double ConfidenceOf(ImmutableArray<Said> real, Sources sources)
    {
        var wrong = 1.0;
        foreach (var source in real.GroupBy(sources.SourceOf).OrderBy(group => group.Key))
            wrong *= 1 - Math.Clamp(source.Max(one => one.Report.Confidence), 0, 1);
        return Math.Round(Math.Min(1 - wrong, 0.999), 3);
    }

    private static string Side(Said one) =>
        one.Report.Negated ? "did not happen"
        : one.Report.Status == Status.Denied ? "denied"
        : "happened";

    private static string Days(EventTime time) =>
        time.From == time.To ? $"{time.From:yyyy-MM-dd}" : $"{time.From:yyyy-MM-dd}..{time.To:yyyy-MM-dd}";

    /// <summary>Two dated reports whose days do not overlap.</summary>
    private static bool Excludes(ImmutableArray<Said> real)
    {
        var dated = real.Where(one => one.IsDated).ToArray();
        return dated.Length > 1 && dated.Max(one => one.First) > dated.Min(one => one.Last);
    }

    private static void Disagree(
        ImmutableArray<Disagreement>.Builder disagreements,
        string field,
        IEnumerable<Said> saying,
        Func<Said, string> value,
        bool exclude
    )
    {
        if (!exclude)
            return;
        var values = saying
            .GroupBy(value, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new DisagreementValue(group.Key, [.. group.Select(one => one.Id)]))
            .ToImmutableArray();
        if (values.Length > 1)
            disagreements.Add(new Disagreement(field, values));
    }
}

/// <summary>A report with the article that it stands in, where that was given.</summary>
internal sealed record Said(Happening Report, ArticleSketch? Article)
{
    public string Id => Report.Id;

    public Place? Place => Report.Place;

    public Extent Extent { get; } = Sighting.ExtentOf(Report.Place);

    private readonly (int First, int Last)? days = Sighting.DaysOf(Report.Time, Article);

    public int? First => days?.First;

    public int? Last => days?.Last;

    public bool IsDated => Last - First <= 1;

    public bool IsReal => Report.Status is not (Status.Threatened or Status.Planned or Status.Hypothetical);
}
