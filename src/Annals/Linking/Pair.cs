using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Annals.Record;

namespace Annals.Linking;

/// <summary>How the places of two reports lie to each other.</summary>
internal enum Nearness
{
    Unknown,
    Same,

    /// <summary>Two points within <see cref="Pair.NearKm"/>.</summary>
    Near,

    /// <summary>One is a point or a smaller division within the other's division.</summary>
    Within,

    /// <summary>All that is known is the same country.</summary>
    SameCountry,

    /// <summary>Two names finer than a division, and nothing says how the places lie to each other: a village that no gazetteer knows.</summary>
    OtherName,

    /// <summary>Two points of one country, further than that.</summary>
    Apart,
    OtherDivision,
    OtherCountry,
}

/// <summary>Two reports held against each other: what the features look at.</summary>
internal sealed class Pair
{
    public const double NearKm = 15;

    /// <summary>Two towns further apart than this are not one place under two names.</summary>
    public const double ApartKm = 60;

    private readonly TypeFamilies families;
    private TypeRelations types;

    public Pair(Sighting a, Sighting b, TypeFamilies families)
    {
        this.families = families;
        Hold(a, b);
    }

    /// <summary>Makes it another pair: millions are weighed one after the other.</summary>
    [MemberNotNull(nameof(A), nameof(B))]
    public void Hold(Sighting a, Sighting b)
    {
        (A, B) = (a, b);
        Nearness = NearnessOf(a, b);
        types = families.Between(a, b);
        SameArticle = a.ArticleId == b.ArticleId;
        BothDated = a.First is not null && b.First is not null;
        DaysApart = BothDated
            ? Math.Max(0, Math.Max(a.First!.Value - b.Last!.Value, b.First!.Value - a.Last!.Value))
            : 0;
        LaterIsDayOfTelling = DaysApart is >= 1 and <= 3 && IsToldLater();
    }

    public Sighting A { get; private set; }

    public Sighting B { get; private set; }

    public Nearness Nearness { get; private set; }

    public bool SameType => types.HasFlag(TypeRelations.Same);

    public bool TypesAreNear => !SameType && types.HasFlag(TypeRelations.Near);

    public bool OneIsGeneral =>
        (types & (TypeRelations.Same | TypeRelations.Near | TypeRelations.General)) == TypeRelations.General;

    /// <summary>One family, but neither one type nor near ones, and none of them general: a bomb and an abduction.</summary>
    public bool OtherTypes => types == TypeRelations.None;

    public bool BothDated { get; private set; }

    /// <summary>Days between the two; 0 where they overlap.</summary>
    public int DaysApart { get; private set; }

    /// <summary>A thing that lasts, told from two of its days: a strike, a siege.</summary>
    public bool Lasts => DaysApart is > 0 and <= 7 && types.HasFlag(TypeRelations.Lasting);

    public bool SameDay => BothDated && A.IsDated && B.IsDated && DaysApart == 0;

    public bool SameArticle { get; private set; }

    public bool SameText => !SameArticle && A.Article is not null && A.Article.Text == B.Article?.Text;

    /// <summary>
    /// Up to three days apart, and the later of the two days is the one on which it was told: "said on Monday", or the day on
    /// which its article appeared. One article that gives two days for two acts means both.
    /// </summary>
    public bool LaterIsDayOfTelling { get; private set; }

    private bool IsToldLater()
    {
        var later = A.First > B.First ? A : B;
        return later.IsToldThen || (!SameArticle && later.Article?.Published?.DayNumber == later.Last);
    }

    /// <summary>One was published before the other's act took place: it cannot speak of it, unless of an earlier day of it.</summary>
    public bool ToldBefore => !Lasts && !LaterIsDayOfTelling && (Before(A, B) || Before(B, A));

    /// <summary>The same, but for the later day being that of its telling: it may be an act of the day before that is told again, or a new one.</summary>
    public bool ToldBeforeTheTelling => !Lasts && LaterIsDayOfTelling && (Before(A, B) || Before(B, A));

    /// <summary>An undated report whose article appeared within days of the other's act.</summary>
    public bool PublishedSoonAfter => SoonAfter(A, B) || SoonAfter(B, A);

    /// <summary>Agencies tell of every attack in the same words: where towns or days are others, words say nothing.</summary>
    public bool IsContradicted =>
        (Nearness >= Nearness.Apart && !(Nearness == Nearness.Apart && OneNamesTheOthersPlace))
        || (DaysApart > 3 && !Lasts);

    public double LeadLikeness => A.Lead is { } one && B.Lead is { } other ? one.Likeness(other) : 0;

    public double WordsLikeness => A.Words.Likeness(B.Words);

    /// <summary>One names the town of the other without placing the act there: "the convoy was on its way to Diapaga".</summary>
    public bool OneNamesTheOthersPlace => Names(A, B) || Names(B, A);

    public bool SharesActor => Share(A.Actors, B.Actors);

    /// <summary>A force or an organisation of the record that both say was attacked.</summary>
    public bool SharesTarget => Share(A.Targets, B.Targets);

    public bool OtherActors => A.Actors.Length > 0 && B.Actors.Length > 0 && !SharesActor;

    public bool SameKilled => A.Killed is > 0 and { } dead && dead == B.Killed;

    /// <summary>The same number of injured, abducted, detained, freed or displaced.</summary>
    public bool SameOtherFigure => A.SharesOtherFigure(B);

    /// <summary>How many times the larger toll holds the smaller; 1 where one is unknown.</summary>
    public double KilledRatio =>
        A.Killed is { } one && B.Killed is { } other ? (Math.Max(one, other) + 1) / (Math.Min(one, other) + 1) : 1;

    private static bool Share(ImmutableArray<string> some, ImmutableArray<string> others)
    {
        foreach (var one in some)
        foreach (var other in others)
            if (one == other)
                return true;
        return false;
    }

    private static bool Before(Sighting teller, Sighting act) =>
        teller.Article?.PublishedTo is { } published && act.First is { } first && published.DayNumber < first;

    private static bool SoonAfter(Sighting undated, Sighting dated) =>
        undated.First is null
        && dated.Last is { } last
        && undated.Article?.Published is { } published
        && published.DayNumber - last >= 0
        && published.DayNumber - last <= (undated.IsWord ? 14 : 7);

    /// <summary>One has no place, or a coarse one, and its article names the town of the other.</summary>
    public bool ArticleNamesTheOthersPlace => CouldMean(A, B) || CouldMean(B, A);

    /// <summary>One has no place, and its article does not name the other's at all.</summary>
    public bool ArticleIsSilentOfTheOthersPlace => IsSilent(A, B) || IsSilent(B, A);

    /// <summary>Both have places finer than a first division, nothing says that one holds the other, and neither article names the other's.</summary>
    public bool NeitherNamesTheOthersPlace =>
        !SameArticle
        && Nearness is Nearness.Near or Nearness.SameCountry or Nearness.OtherName
        && IsFine(A)
        && IsFine(B)
        && A.Article is { } one
        && B.Article is { } other
        && !B.IsNamedIn(one.Lead)
        && !A.IsNamedIn(other.Lead);

    private static bool IsFine(Sighting sighting) =>
        sighting.Extent >= Extent.Division && sighting.Place!.Precision is not PlacePrecision.Admin1;

    private static bool CouldMean(Sighting teller, Sighting act) =>
        (teller.Extent < Extent.Point || teller.Place!.Lat is null)
        && act.Place?.Name is { } name
        && !Equal(name, teller.Place?.Name)
        && act.Extent == Extent.Point
        && teller.Lead is { } lead
        && act.IsNamedIn(lead);

    private static bool IsSilent(Sighting teller, Sighting act) =>
        teller.Extent == Extent.Unknown
        && act.Extent >= Extent.Division
        && teller.Article is { } article
        && !act.IsNamedIn(article.Lead);

    private static bool Names(Sighting teller, Sighting act) =>
        act.Extent == Extent.Point
        && teller.Extent is Extent.Point
        && act.Place is { } place
        && !place.Name.Equals(teller.Place?.Name, StringComparison.OrdinalIgnoreCase)
        && act.IsNamedIn(teller.Words);

    private static Nearness NearnessOf(Sighting a, Sighting b)
    {
        if (a.Place is not { } one || b.Place is not { } other)
            return Nearness.Unknown;
        if (one.Country is not null && other.Country is not null && one.Country != other.Country)
            return a.IsPlaceOfSpeaker || b.IsPlaceOfSpeaker ? Nearness.Unknown : Nearness.OtherCountry;
        if (one.Geonames is { } id && id == other.Geonames || Equal(one.Name, other.Name))
            return a.Extent == Extent.Country ? Nearness.SameCountry : Nearness.Same;
        if (a.IsPlaceOfSpeaker || b.IsPlaceOfSpeaker)
            return one.Country is not null && one.Country == other.Country ? Nearness.SameCountry : Nearness.Unknown;
        if (a.Extent == Extent.Unknown || b.Extent == Extent.Unknown)
            return Nearness.Unknown;
        if (a.Extent == Extent.Country || b.Extent == Extent.Country)
            return Nearness.SameCountry;
        if (a.Extent == Extent.Point && b.Extent == Extent.Point)
            return BetweenPoints(one, other);
        return Contains(one, other) || Contains(other, one) ? Nearness.Within
            // A division that no gazetteer knows may be anywhere.
            : one.Country is null || other.Country is null ? Nearness.Unknown
            : Equal(one.Admin1, other.Admin1) || one.Admin1 is null || other.Admin1 is null ? Nearness.SameCountry
            : Nearness.OtherDivision;
    }

    private static Nearness BetweenPoints(Place one, Place other)
    {
        if (KmBetween(one, other) is not { } km)
            return Equal(one.Admin1, other.Admin1) || one.Admin1 is null || other.Admin1 is null
                ? Nearness.OtherName
                : Nearness.OtherDivision;
        return km <= NearKm ? Nearness.Near
            : km <= ApartKm ? Nearness.Apart
            : Nearness.OtherDivision;
    }

    /// <summary>A division holds what is in it: by its own name, or by the division that both are said to be in.</summary>
    private static bool Contains(Place whole, Place part) =>
        whole.Precision switch
        {
            PlacePrecision.Admin1 => Equal(whole.Name, part.Admin1)
                || Equal(whole.Name, part.Admin2)
                || Equal(whole.Admin1, part.Admin1),
            PlacePrecision.Admin2 => Equal(whole.Name, part.Admin2) || Equal(whole.Admin2, part.Admin2),
            _ => false,
        };

    private static bool Equal(string? a, string? b) =>
        a is not null && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>Great-circle distance (haversine) on a sphere of 6,371 km; null where a point is missing.</summary>
    internal static double? KmBetween(Place a, Place b)
    {
        if (a.Lat is not { } latA || a.Lon is not { } lonA || b.Lat is not { } latB || b.Lon is not { } lonB)
            return null;
        const double radians = Math.PI / 180;
        var (dLat, dLon) = ((latB - latA) * radians / 2, (lonB - lonA) * radians / 2);
        var half =
            Math.Sin(dLat) * Math.Sin(dLat)
            + Math.Cos(latA * radians) * Math.Cos(latB * radians) * Math.Sin(dLon) * Math.Sin(dLon);
        return 2 * 6371 * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }
}
