using System.Collections.Immutable;

namespace Annals.Linking;

/// <summary>One reason for or against two reports being of one happening. What it finds, 0 to 1, times its weight is what it adds.</summary>
internal sealed class LinkFeature
{
    private readonly Func<Pair, double>? shares;

    public LinkFeature(string what, Func<Pair, bool> holds) => (What, Holds) = (what, holds);

    public LinkFeature(string what, Func<Pair, double> shares) => (What, this.shares) = (what, shares);

    public string What { get; }

    /// <summary>Null for a reason that holds more or less.</summary>
    public Func<Pair, bool>? Holds { get; }

    public double Finds(Pair pair) => Holds is { } holds ? (holds(pair) ? 1 : 0) : shares!(pair);
}

/// <summary>
/// What two reports are looked at for. What each reason weighs, and what it means, stands in `data/linking/weights.tsv`
/// (<see cref="LinkWeights"/>). A new reason is a row here, a row there, and a test.
/// </summary>
internal static class LinkFeatures
{
    /// <summary>The reason that every pair has: most reports are of different happenings.</summary>
    public const string Always = "most reports are of two happenings";

    public static readonly ImmutableArray<LinkFeature> All =
    [
        new(Always, _ => true),
        new("same type", pair => pair.SameType),
        new("types are near", pair => pair.TypesAreNear),
        new("one type is general", pair => pair.OneIsGeneral),
        new("types of other kinds", pair => pair.OtherTypes),
        new("same day", pair => pair.SameDay),
        new("times overlap", pair => pair.BothDated && !pair.SameDay && pair.DaysApart == 0),
        new("days of one thing that lasts", pair => pair.Lasts),
        new("a day apart", pair => pair.DaysApart == 1 && !pair.Lasts),
        new("days apart", pair => pair.DaysApart is > 1 and <= 3 && !pair.Lasts),
        new("the later day may be that of the telling", pair => pair.LaterIsDayOfTelling && !pair.Lasts),
        new("long apart", pair => pair.DaysApart > 3 && !pair.Lasts),
        new("published soon after the other's act", pair => pair.PublishedSoonAfter),
        new("published before the other's act", pair => pair.ToldBefore),
        new("published before the day of the other's telling", pair => pair.ToldBeforeTheTelling),
        new("same place", pair => pair.Nearness == Nearness.Same),
        new("places are near", pair => pair.Nearness == Nearness.Near),
        new("one place within the other", pair => pair.Nearness == Nearness.Within),
        new("same country", pair => pair.Nearness == Nearness.SameCountry),
        new("other names of places", pair => pair.Nearness == Nearness.OtherName),
        new("places apart", pair => pair.Nearness == Nearness.Apart),
        new("in other divisions", pair => pair.Nearness == Nearness.OtherDivision),
        new("in other countries", pair => pair.Nearness == Nearness.OtherCountry),
        new("one names the other's place", pair => pair.Nearness == Nearness.Apart && pair.OneNamesTheOthersPlace),
        new("same actor", pair => pair.SharesActor),
        new("same target", pair => pair.SharesTarget),
        new("other actors", pair => pair.OtherActors),
        new("same number of dead", pair => pair.SameKilled),
        new("same number harmed", pair => pair.SameOtherFigure),
        new("tolls differ by more than three times", pair => pair.KilledRatio > 3),
        new("its article names the other's place", pair => !pair.SameArticle && pair.ArticleNamesTheOthersPlace),
        new(
            "its article is silent of the other's place",
            pair => !pair.SameArticle && pair.ArticleIsSilentOfTheOthersPlace
        ),
        new("neither article names the other's place", pair => pair.NeitherNamesTheOthersPlace),
        new("same article", pair => pair.SameArticle && !pair.OtherTypes),
        new("same text", pair => pair.SameText),
        new("articles share words", pair => pair.SameArticle || pair.IsContradicted ? 0 : Share(pair.LeadLikeness)),
        new(
            "their sentences share words",
            pair => pair.SameArticle || pair.IsContradicted ? 0 : Share(pair.WordsLikeness)
        ),
        new("one happened, one did not", pair => pair.A.IsReal != pair.B.IsReal),
    ];

    /// <summary>From what any two texts share (0.08, nothing) to what only one matter gives (0.58, all).</summary>
    private static double Share(double likeness) => Math.Clamp((likeness - 0.08) / 0.5, 0, 1);
}
