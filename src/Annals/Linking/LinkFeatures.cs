using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Linking;

/// <summary>One reason for or against two reports being of one happening. What it finds, 0 to 1, times its weight is what it adds.</summary>
internal sealed record LinkFeature(string What, double Weight, Func<Pair, double> Finds)
{
    public LinkFeature(string what, double weight, Func<Pair, bool> holds)
        : this(what, weight, pair => holds(pair) ? 1 : 0) { }
}

/// <summary>
/// The list is the documentation: two reports are of one happening where the sum is above nought. The reasons that
/// counted are kept with every merge. A new reason is a new row, with a test.
/// </summary>
internal static class LinkFeatures
{
    public static readonly ImmutableArray<LinkFeature> All =
    [
        new("two reports at random", -3.5, _ => true),
        new("same type", +1.0, pair => pair.SameType),
        new("types are near", +0.6, pair => pair.SameGroup),
        new("one type is general", +0.5, pair => pair.OneIsGeneral),
        new("same day", +2.2, pair => pair.SameDay),
        new("times overlap", +1.0, pair => pair.BothDated && !pair.SameDay && pair.DaysApart == 0),
        new("days of one thing that lasts", +1.0, pair => pair.Lasts),
        new("a day apart", -0.8, pair => pair.DaysApart == 1 && !pair.Lasts),
        new("days apart", -4.5, pair => pair.DaysApart is > 1 and <= 3 && !pair.Lasts),
        new("the later day may be that of the telling", +1.5, pair => pair.LaterIsDayOfTelling && !pair.Lasts),
        new("long apart", -9.0, pair => pair.DaysApart > 3 && !pair.Lasts),
        new("published soon after the other's act", +0.8, pair => pair.PublishedSoonAfter),
        new("published before the other's act", -6.0, pair => pair.ToldBefore),
        new("same place", +2.8, pair => pair.Nearness == Nearness.Same),
        new("places are near", +2.0, pair => pair.Nearness == Nearness.Near),
        new("one place within the other", +1.4, pair => pair.Nearness == Nearness.Within),
        new("same country", +0.3, pair => pair.Nearness == Nearness.SameCountry),
        new("places apart", -6.0, pair => pair.Nearness == Nearness.Apart),
        new("in other divisions", -9.0, pair => pair.Nearness == Nearness.OtherDivision),
        new("in other countries", -12.0, pair => pair.Nearness == Nearness.OtherCountry),
        new(
            "one names the other's place",
            +4.0,
            pair => pair.Nearness == Nearness.Apart && pair.OneNamesTheOthersPlace
        ),
        new("same actor", +0.9, pair => pair.SharesActor),
        new("same target", +0.5, pair => pair.SharesTarget),
        new("other actors", -0.8, pair => pair.OtherActors),
        new("same number of dead", +1.0, pair => pair.SameKilled),
        new("same number harmed", +0.9, pair => pair.SameOtherFigure),
        new("tolls differ by more than three times", -1.2, pair => pair.KilledRatio > 3),
        new("its article names the other's place", +1.6, pair => !pair.SameArticle && pair.ArticleNamesTheOthersPlace),
        new(
            "its article is silent of the other's place",
            -1.0,
            pair => !pair.SameArticle && pair.ArticleIsSilentOfTheOthersPlace
        ),
        new("same article", +3.6, pair => pair.SameArticle),
        new("same text", +3.0, pair => pair.SameText),
        new(
            "articles share words",
            +9.0,
            pair => pair.SameArticle || pair.IsContradicted ? 0 : Share(pair.LeadLikeness)
        ),
        new("evidence shares words", +5.0, pair => pair.IsContradicted ? 0 : Share(pair.WordsLikeness)),
        new("one happened, one did not", -9.0, pair => pair.A.IsReal != pair.B.IsReal),
    ];

    /// <summary>From what any two texts share (0.08, nothing) to what only one matter gives (0.58, all).</summary>
    private static double Share(double likeness) => Math.Clamp((likeness - 0.08) / 0.5, 0, 1);

    /// <summary>The sum, and what it is made of.</summary>
    public static (double Score, ImmutableArray<Reason> Reasons) Weigh(Pair pair)
    {
        var score = 0.0;
        var reasons = ImmutableArray.CreateBuilder<Reason>();
        foreach (var feature in All)
        {
            var weight = feature.Weight * feature.Finds(pair);
            if (weight == 0)
                continue;
            score += weight;
            reasons.Add(new Reason(feature.What, Math.Round(weight, 2)));
        }
        return (Math.Round(score, 4), reasons.ToImmutable());
    }

    /// <summary>The sum alone.</summary>
    public static double Score(Pair pair)
    {
        var score = 0.0;
        foreach (var feature in All)
            score += feature.Weight * feature.Finds(pair);
        return Math.Round(score, 4);
    }
}
