namespace Annals.Linking;

/// <summary>
/// Which pairs of reports are worth weighing: those of one family of types that meet in a country and in a stretch of
/// days. Gaps in what is known must not keep two reports apart, so a report without a country meets those of all
/// countries in its days, one without days meets those of its place, and reports of one article or of one text always
/// meet. A pair is found whatever else there is: more reports only add pairs.
/// </summary>
internal sealed class Blocks
{
    /// <summary>Days to a stretch. Reports up to <see cref="Slack"/> days apart meet.</summary>
    private const int Stretch = 4;

    private const int Slack = 2;

    /// <summary>A time longer than this meets by months instead of days.</summary>
    private const int LongDays = 40;

    private const int MostMonths = 36;

    /// <summary>An undated report is held to speak of the days before it was published.</summary>
    private const int UndatedDays = 7;

    /// <summary>A claim or a denial may come later.</summary>
    private const int WordDays = 14;

    /// <summary>What lasts is met from any of its days.</summary>
    private const int LastingDays = 7;

    private readonly Dictionary<(string, string, string), List<(int Report, bool Open)>> blocks = [];

    /// <summary>Pairs of indices, the smaller first, each once.</summary>
    public static HashSet<(int A, int B)> Pairs(IReadOnlyList<Sighting> sightings)
    {
        var blocks = new Blocks();
        var pairs = new HashSet<(int, int)>();
        for (var index = 0; index < sightings.Count; index++)
        {
            foreach (var other in blocks.Meet(sightings[index]))
                pairs.Add((other, index));
            blocks.Add(index, sightings[index]);
        }
        return pairs;
    }

    /// <summary>Puts a report where it can be met.</summary>
    public void Add(int index, Sighting sighting)
    {
        foreach (var (where, when, open) in Keys(sighting).Distinct())
        {
            var key = (sighting.Family, where, when);
            if (!blocks.TryGetValue(key, out var block))
                blocks.Add(key, block = []);
            block.Add((index, open));
        }
    }

    /// <summary>Those of the reports put in so far that this one meets; one may come several times.</summary>
    public IEnumerable<int> Meet(Sighting sighting)
    {
        foreach (var (where, when, open) in Keys(sighting).Distinct())
            if (blocks.TryGetValue((sighting.Family, where, when), out var block))
                foreach (var other in block)
                    if (open || other.Open)
                        yield return other.Report;
    }

    /// <summary>Where and when a report can be met. In a block that is not its own it meets only those whose own it is.</summary>
    private static IEnumerable<(string Where, string When, bool Open)> Keys(Sighting sighting)
    {
        yield return ("article", sighting.ArticleId, true);
        if (sighting.Article is { } article)
            yield return ("text", article.Text, true);
        var country = sighting.Place?.Country;
        var days = DaysOf(sighting);
        if (days is null)
        {
            yield return (country ?? "?", "undated", true);
            if (sighting.Place is { } place)
                yield return (place.Name.ToUpperInvariant(), "any", true);
            yield break;
        }
        if (sighting.Place is { } known)
            yield return (known.Name.ToUpperInvariant(), "any", false);
        var (first, last) = days.Value;
        var isLong = last - first > LongDays;
        foreach (var stretch in isLong ? Months(first, last) : Stretches(first, last))
        {
            yield return (country ?? "?", stretch, true);
            if (country is not null)
                yield return ("?", stretch, false);
        }
        if (isLong)
            yield break;
        foreach (var month in Months(first, last))
            yield return (country ?? "?", month, false);
    }

    internal static (int First, int Last)? DaysOf(Sighting sighting)
    {
        if (sighting.First is { } first && sighting.Last is { } last)
            return sighting.Lasts ? (first - LastingDays, last) : (first, last);
        if (sighting.Article?.Published is not { } published)
            return null;
        var latest = sighting.Article.PublishedTo ?? published;
        return (published.DayNumber - (sighting.IsWord ? WordDays : UndatedDays), latest.DayNumber);
    }

    private static IEnumerable<string> Stretches(int first, int last)
    {
        for (var stretch = (first - Slack) / Stretch; stretch <= (last + Slack) / Stretch; stretch++)
            yield return stretch.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Months(int first, int last)
    {
        var month = DateOnly.FromDayNumber(Math.Clamp(first, 0, DateOnly.MaxValue.DayNumber));
        var end = DateOnly.FromDayNumber(Math.Clamp(last, 0, DateOnly.MaxValue.DayNumber));
        for (
            var count = 0;
            count < MostMonths && (month.Year, month.Month).CompareTo((end.Year, end.Month)) <= 0;
            count++
        )
        {
            yield return month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
            month = month.AddMonths(1);
        }
    }
}
