using Annals.Record;

namespace Annals.Linking;

/// <summary>An article as linking sees it: its words, its names, and which other articles are the same text.</summary>
internal sealed class ArticleSketch(Article article, string text, WordWeights weights)
{
    /// <summary>News says first what it is about: words beyond these are background.</summary>
    private const int LeadWords = 160;

    public string Id { get; } = article.Id;

    public string? Outlet { get; } = article.Outlet;

    public DateOnly? Published { get; } = article.Published.From;

    public DateOnly? PublishedTo { get; } = article.Published.To;

    /// <summary>Smallest id of the articles that are one text with it.</summary>
    public string Text { get; } = text;

    public WordBag Lead { get; } = WordBag.Of($"{article.Title} {article.Text}", weights, LeadWords);

    public WordBag Title { get; } = WordBag.Of(article.Title ?? "", weights);
}

/// <summary>How fine a place is for linking.</summary>
internal enum Extent
{
    Unknown,
    Country,
    Division,
    Point,
}

/// <summary>A report as linking sees it: what it is compared by, worked out once.</summary>
internal sealed class Sighting
{
    public Sighting(Happening report, ArticleSketch? article, TypeFamilies families, WordWeights weights)
    {
        Report = report;
        Article = article;
        Family = families.FamilyOf(report.Type);
        Words = WordBag.Of(string.Join(' ', report.Evidence.Select(span => span.Text)), weights);
        Extent = ExtentOf(report.Place);
        (First, Last) = DaysOf(report.Time, article);
        Actors = NamedActors(report);
        IsReal = report.Status is not (Status.Threatened or Status.Planned or Status.Hypothetical);
    }

    public Happening Report { get; }

    public string Id => Report.Id;

    /// <summary>Null where the articles were not given.</summary>
    public ArticleSketch? Article { get; }

    public string Family { get; }

    /// <summary>Words of the evidence.</summary>
    public WordBag Words { get; }

    public Place? Place => Report.Place;

    public Extent Extent { get; }

    /// <summary>Day numbers; null where the time is not settled.</summary>
    public int? First { get; }

    public int? Last { get; }

    /// <summary>Known to a day or two.</summary>
    public bool IsDated => Last - First <= 1;

    /// <summary>Keys of the actors that the record knows, in the roles of those who act.</summary>
    public IReadOnlyList<string> Actors { get; }

    /// <summary>Said to have happened (or denied), not threatened, planned or supposed.</summary>
    public bool IsReal { get; }

    /// <summary>The figure of an effect over the whole of the report; unknown where it gives none.</summary>
    public Count FigureOf(Effect effect) => Tolls.Of(Report, effect);

    private static Extent ExtentOf(Place? place) =>
        place switch
        {
            null => Extent.Unknown,
            { Precision: PlacePrecision.Country or PlacePrecision.Region } => place.Country is null ? Extent.Unknown : Extent.Country,
            { Precision: PlacePrecision.Admin1 or PlacePrecision.Admin2 } => Extent.Division,
            _ => Extent.Point,
        };

    /// <summary>An open end reaches to the day of publication: "since Sunday" is still so when it is written.</summary>
    private static (int? First, int? Last) DaysOf(EventTime? time, ArticleSketch? article) =>
        (time?.From, time?.To) switch
        {
            ({ } from, { } to) => (from.DayNumber, Math.Max(from.DayNumber, to.DayNumber)),
            ({ } from, null) => (from.DayNumber, Math.Max(from.DayNumber, article?.Published?.DayNumber ?? from.DayNumber)),
            (null, { } to) => (to.DayNumber, to.DayNumber),
            _ => (null, null),
        };

    private static List<string> NamedActors(Happening report) =>
        [
            .. report
                .Actors.Where(actor => actor.Id is not null && actor.Role is ActorRole.Perpetrator or ActorRole.Participant)
                .Select(actor => actor.Id!)
                .Where(id => id is not null)
                .Distinct(StringComparer.Ordinal),
        ];
}

/// <summary>What a report says in sum of one effect.</summary>
internal static class Tolls
{
    /// <summary>
    /// Entries that stand for themselves are added up ("three soldiers and two civilians"); parts of another entry, figures
    /// that a later one replaced, and the attackers' own dead are left out. Unknown where any addend is.
    /// </summary>
    public static Count Of(Happening report, Effect effect)
    {
        Count? sum = null;
        foreach (var harm in report.Harm)
            if (harm.Effect == effect && harm.IncludedIn is null && !harm.Superseded && harm.Side != "perpetrator" && !harm.Count.IsUnknown)
                sum = sum is { } before ? Add(before, harm.Count) : harm.Count;
        return sum ?? Count.Unknown;
    }

    private static Count Add(Count a, Count b)
    {
        var low = a.Low + b.Low ?? a.Low ?? b.Low;
        var best = a.Best + b.Best;
        return new Count(low, best, a.High + b.High);
    }
}
