using System.Collections.Immutable;
using System.Globalization;
using Annals.Record;

namespace Annals.Linking;

/// <summary>
/// The range of an effect over all reports. The rule: of each source only its latest figure stands, and what a later
/// publication of any source replaces upwards by its own words stays listed as superseded. Low is the lowest figure that
/// stands and high the highest; best is the one that most independent sources give, on a tie the latest published, then
/// the lower. What the one who did it claims widens the range, and is best only where nobody else gives a figure.
/// </summary>
internal static class EventHarms
{
    public static ImmutableArray<EventHarm> Of(
        ImmutableArray<Said> sightings,
        Sources sources,
        ImmutableArray<Disagreement>.Builder disagreements
    )
    {
        var harms = ImmutableArray.CreateBuilder<EventHarm>();
        foreach (var effect in Enum.GetValues<Effect>())
        {
            if (!Mention(sightings, effect))
                continue;
            var figures = sightings
                .Where(one => !one.Report.Negated)
                .Select(one => new Given(one, Tolls.Of(one.Report, effect)))
                .Where(given => !given.Count.IsUnknown)
                .ToArray();
            if (figures.Length == 0)
                continue;
            var standing = Standing(figures, sources);
            harms.Add(Range(effect, figures, standing, sources));
            Disagree(effect, standing, disagreements);
        }
        return harms.ToImmutable();
    }

    private static bool Mention(ImmutableArray<Said> sightings, Effect effect)
    {
        foreach (var one in sightings)
        foreach (var harm in one.Report.Harm)
            if (harm.Effect == effect)
                return true;
        return false;
    }

    private sealed record Given(Said Said, Count Count)
    {
        public int Published => Said.Article?.Published?.DayNumber ?? 0;

        public double Shown => Count.Shown!.Value;

        public bool IsClaim => Said.Report.Status == Status.Claimed;
    }

    private static HashSet<Given> Standing(Given[] figures, Sources sources) =>
        [
            .. figures
                .GroupBy(given => (sources.SourceOf(given.Said), given.IsClaim))
                .SelectMany(source =>
                {
                    var latest = source.Max(given => given.Published);
                    return source.Where(given => given.Published == latest);
                }),
        ];

    private static EventHarm Range(Effect effect, Given[] figures, HashSet<Given> standing, Sources sources)
    {
        var trusted = standing.Any(given => !given.IsClaim) ? standing.Where(given => !given.IsClaim) : standing;
        var best = trusted
            .GroupBy(given => given.Count.Best ?? given.Shown)
            .OrderByDescending(group => sources.Count(group.Select(given => given.Said)))
            .ThenByDescending(group => group.Max(given => given.Published))
            .ThenBy(group => group.Key)
            .First()
            .Key;
        return new EventHarm(
            effect,
            Lowest(standing),
            standing.Any(given => given.Count.Best is not null) || standing.Count > 1 ? best : null,
            Highest(standing),
            [
                .. figures.Select(given => new HarmFigure(
                    given.Said.Id,
                    given.Count.Best,
                    given.Count.Low,
                    given.Count.High,
                    !standing.Contains(given)
                )),
            ]
        );
    }

    private static double? Lowest(HashSet<Given> standing)
    {
        var lows = standing.Select(given => given.Count.Low ?? given.Count.Best).OfType<double>().ToArray();
        return lows.Length == 0 ? null : lows.Min();
    }

    /// <summary>Open where the highest figure is an "at least": nobody bounds it then.</summary>
    private static double? Highest(HashSet<Given> standing)
    {
        var top = standing.Max(given => given.Count.High ?? given.Count.Best ?? given.Count.Low);
        return standing.Any(given => (given.Count.High ?? given.Count.Best) == top) ? top : null;
    }

    private static void Disagree(
        Effect effect,
        HashSet<Given> standing,
        ImmutableArray<Disagreement>.Builder disagreements
    )
    {
        var excludes = standing.Any(one => standing.Any(other => one.Count.Excludes(other.Count)));
        if (!excludes)
            return;
        disagreements.Add(
            new Disagreement(
                "harm." + effect.ToString().ToLowerInvariant(),
                [
                    .. standing
                        .GroupBy(given => given.Shown)
                        .OrderBy(group => group.Key)
                        .Select(group => new DisagreementValue(
                            group.Key.ToString(CultureInfo.InvariantCulture),
                            [.. group.Select(given => given.Said.Id).Order(StringComparer.Ordinal)]
                        )),
                ]
            )
        );
    }
}
