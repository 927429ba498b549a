namespace Annals.Linking;

/// <summary>
/// Finds which sightings are worth weighing against each other, by <see cref="Whereabouts.Meets"/>: they are put by
/// family, country and stretch of days, and by place, so that only those are looked at that may meet.
/// </summary>
internal sealed class Blocks
{
    /// <summary>Days to a stretch.</summary>
    private const int Stretch = 8;

    private const string Anywhere = "*";
    private const int AnyDay = -1;
    private const int OpenDays = -2;

    private readonly List<Sighting> sightings = [];
    private readonly Dictionary<(string What, string Where, int When), List<int>> blocks = [];

    /// <summary>Pairs of indices, the smaller first, each once.</summary>
    public static List<(int A, int B)> Pairs(IReadOnlyList<Sighting> sightings)
    {
        var blocks = new Blocks();
        var pairs = new List<(int, int)>();
        for (var index = 0; index < sightings.Count; index++)
        {
            foreach (var other in blocks.Meet(sightings[index]))
                pairs.Add((other, index));
            blocks.Add(sightings[index]);
        }
        return pairs;
    }

    /// <summary>Puts a sighting where it can be met; they are numbered in the order in which they come.</summary>
    public void Add(Sighting sighting)
    {
        foreach (var key in KeysOf(sighting))
        {
            if (!blocks.TryGetValue(key, out var block))
                blocks.Add(key, block = []);
            block.Add(sightings.Count);
        }
        sightings.Add(sighting);
    }

    /// <summary>Those put in so far that this one meets, each once.</summary>
    public List<int> Meet(Sighting sighting)
    {
        var met = new HashSet<int>();
        var all = new List<int>();
        foreach (var key in AskedBy(sighting))
            if (blocks.TryGetValue(key, out var block))
                foreach (var other in block)
                    if (met.Add(other) && Meets(sighting, sightings[other]))
                        all.Add(other);
        return all;
    }

    private static bool Meets(Sighting one, Sighting other) =>
        one.Family == other.Family
        && (
            one.ArticleId == other.ArticleId
            || (one.Article is { } article && article.Text == other.Article?.Text)
            || one.At.Meets(other.At)
        );

    private static IEnumerable<(string, string, int)> KeysOf(Sighting sighting)
    {
        var at = sighting.At;
        yield return ("article", sighting.ArticleId, AnyDay);
        if (sighting.Article is { } article)
            yield return ("text", article.Text, AnyDay);
        if (at.Place is { } place)
        {
            yield return (at.Family, place, AnyDay);
            if (at.IsOpen)
                yield return (at.Family, place, OpenDays);
        }
        if (at.IsOpen)
            yield break;
        foreach (var stretch in Stretches(at.First!.Value, at.Last!.Value))
        {
            yield return (at.Family, at.Country ?? "", stretch);
            yield return (at.Family, Anywhere, stretch);
        }
    }

    private static IEnumerable<(string, string, int)> AskedBy(Sighting sighting)
    {
        var at = sighting.At;
        yield return ("article", sighting.ArticleId, AnyDay);
        if (sighting.Article is { } article)
            yield return ("text", article.Text, AnyDay);
        if (at.Place is { } place)
            yield return (at.Family, place, at.IsOpen ? AnyDay : OpenDays);
        if (at.IsOpen)
            yield break;
        var (first, last) = (at.First!.Value - Whereabouts.MostDaysApart, at.Last!.Value + Whereabouts.MostDaysApart);
        foreach (var stretch in Stretches(first, last))
            if (at.Country is { } country)
            {
                yield return (at.Family, country, stretch);
                yield return (at.Family, "", stretch);
            }
            else
                yield return (at.Family, Anywhere, stretch);
    }

    private static IEnumerable<int> Stretches(int first, int last)
    {
        for (var stretch = first / Stretch; stretch <= last / Stretch; stretch++)
            yield return stretch;
    }
}
