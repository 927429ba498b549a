using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Gate;

/// <summary>One row of the acceptance table: whether it came out right, and what was missing where it did not.</summary>
public sealed record AcceptanceRow(int Number, string What, bool Right, string Why);

/// <summary>
/// Checks what was read from the acceptance page, row by row of the table that lies beside it. The page itself is
/// copyrighted and never part of this repository: the checks name values, not sentences.
/// </summary>
public static class Acceptance
{
    public static ImmutableArray<AcceptanceRow> Check(IReadOnlyList<Article> articles, IReadOnlyList<Report> reports)
    {
        if (articles.Count != 2)
            return
            [
                .. Enumerable
                    .Range(0, 20)
                    .Select(row => new AcceptanceRow(row, "two articles", false, $"{articles.Count} articles")),
            ];
        var first = new ReportsOf(articles[0], reports);
        var second = new ReportsOf(articles[1], reports);
        return
        [
            Row(0, "two articles, whole bodies, repeats dropped", Cut(articles, reports)),
            Row(1, "article 1: published 2021-03, inferred", Published(articles[0])),
            Row(2, "tally of 5,665 operations, 8 a day, consistent", first.Tallies.Any(IsTheTally)),
            Row(3, "ISIS active in the places named, 30 countries", ActiveIn(first)),
            Row(4, "twin suicide bombing, Baghdad, January 2021, 31+", first.Happenings.Any(IsTheBaghdadBombing)),
            Row(5, "al-Baghdadi dies in a US raid, October 2019", first.Happenings.Any(IsTheRaid)),
            Row(6, "al-Mawla leads, al-Baghdadi led until October 2019", Succession(first)),
            Row(7, "Baghouz taken by Kurdish forces, 2019-03-23", first.Happenings.Any(IsTheLastBastion)),
            Row(8, "62,000 held at al-Hol, two thirds under 18, half under 12", first.Figures.Any(IsTheCamp)),
            Row(9, "McKenzie's assessment, via AFP", first.Assessments.Any(IsTheGenerals)),
            Row(
                10,
                "France warns of a resurgence",
                first.Assessments.Any(it => it.Stance == "warns" && Says(it, "France"))
            ),
            Row(11, "three analysts, each one's own words apart", Analysts(first)),
            Row(12, "article 2: publication unknown, a September of no year", Undated(articles[1], second)),
            Row(13, "Israeli strikes on Qusayr: bridges, roads, checkpoints, trucks", QusayrStrikes(second)),
            Row(14, "the Israeli army on its aims", second.Assessments.Any(it => Says(it, "Israel"))),
            Row(15, "Hezbollah controls Qusayr (told); allied with the regime", Control(second)),
            Row(16, "Hezbollah captures Qusayr, June 2013; people fled", Capture(second)),
            Row(17, "parade at al-Dabaa, 2016", second.Happenings.Any(IsTheParade)),
            Row(
                18,
                "Qusayr about 20 km from the border",
                second.Figures.Any(it =>
                    it.Count is { } c
                    && c.Shown == 20
                    && (Named(it.Unit ?? "", "km") || Named(it.Unit ?? "", "kilomet"))
                )
            ),
            Row(19, "no happening from comparisons and figures of speech", Traps(first, second)),
        ];

        static AcceptanceRow Row(int number, string what, bool right) =>
            new(number, what, right, right ? "" : "not found as asked");
    }

    private sealed class ReportsOf(Article article, IReadOnlyList<Report> reports)
    {
        public Article Article { get; } = article;
        public ImmutableArray<Report> All { get; } = [.. reports.Where(it => it.Article == article.Id)];
        public IEnumerable<Happening> Happenings => All.OfType<Happening>();
        public IEnumerable<Tally> Tallies => All.OfType<Tally>();
        public IEnumerable<Figure> Figures => All.OfType<Figure>();
        public IEnumerable<Relation> Relations => All.OfType<Relation>();
        public IEnumerable<Assessment> Assessments => All.OfType<Assessment>();
    }

    private static bool Cut(IReadOnlyList<Article> articles, IReadOnlyList<Report> reports) =>
        articles.All(article =>
            article.Title is { Length: > 10 } title
            && !article.Text.Contains(title, StringComparison.Ordinal)
            && !article.Text.Split('\n').Any(line => line.Trim() == "TT")
            && !article.Text.Contains("(SANA)", StringComparison.Ordinal)
            && !article.Text.Contains("setbacks - AFP", StringComparison.Ordinal)
            && article.Dropped.Length > 0
            && article.Dropped.All(dropped => dropped.Why.Length > 0)
        )
        && articles[0].Text.Contains("caliph", StringComparison.Ordinal)
        && articles[0].Text.TrimEnd().EndsWith("he added.", StringComparison.Ordinal)
        && articles[1].Text.TrimEnd().EndsWith("border.", StringComparison.Ordinal)
        && reports.All(report => report.AllSpans().All(span => !Named(span.Text, "smoke billows")));

    private static bool Published(Article article) =>
        article.Published is { Basis: PublicationBasis.Inferred, Precision: TimePrecision.Month } published
        && published.From == new DateOnly(2021, 3, 1)
        && published.Evidence.Any(span => Named(span.Text, "two years since"));

    private static bool IsTheTally(Tally tally) =>
        tally.Count?.Shown == 5665
        && tally.Rate == 8
        && tally.Per == "day"
        && tally.Check?.Verdict == "consistent"
        && IsIsis(tally.Claimant)
        && tally.Period?.From == new DateOnly(2019, 3, 23)
        && tally.Period.To is { Year: 2021, Month: 2 }
        && tally.Attribution.Any(speaker => Named(speaker.Who ?? "", "Mister"));

    private static bool ActiveIn(ReportsOf first)
    {
        string[] wanted = ["Egypt", "Mali", "Mozambique", "Caucasus", "Asia"];
        return first.Relations.Any(it =>
                it.Name == Relations.ActiveIn
                && it.Subject.Any(IsIsis)
                && wanted.All(place => it.Object.Any(party => Named(party.Name, place)))
            ) && first.Figures.Any(it => it.Count?.Shown == 30);
    }

    private static bool IsTheBaghdadBombing(Happening it) =>
        it.Type == "suicide-bombing"
        && it.Place is { Country: "IRQ" } place
        && Named(place.Name, "Baghdad")
        && Within(it.Time, new(2021, 1, 1), new(2021, 1, 31))
        && it.Harm.Any(harm => harm is { Effect: Effect.Killed, Low: 31, Best: 31, High: null })
        && it.Objects.Select(thing => thing.What)
            .Concat(it.Harm.Select(harm => harm.Who ?? ""))
            .Any(words => Named(words, "market"));

    private static bool IsTheRaid(Happening it) =>
        it.Type is "attack" or "assassination" or "armed-clash"
        && Within(it.Time, new(2019, 10, 1), new(2019, 10, 31))
        && it.Actors.Any(actor => Named(actor.Name, "Baghdadi"))
        && it.Actors.Any(actor => actor.Role == ActorRole.Perpetrator && IsAmerican(actor));

    private static bool Succession(ReportsOf first) =>
        first.Relations.Any(it => it.Name == Relations.Leads && Subject(it, "Mawla") && it.Object.Any(IsIsis))
        && first.Relations.Any(it =>
            it.Name == Relations.LedUntil && Subject(it, "Baghdadi") && it.Time?.To is { Year: 2019, Month: 10 }
        );

    private static bool IsTheLastBastion(Happening it) =>
        it.Type == "territory-captured"
        && it.Time?.From == new DateOnly(2019, 3, 23)
        && it.Place is { Country: "SYR" }
        && it.Actors.Any(actor => actor.Role == ActorRole.Perpetrator && Named(actor.Name, "Kurdish"));

    private static bool IsTheCamp(Figure it) =>
        it.Count?.Shown == 62000
        && Named(it.Object?.Name ?? "", "Hol")
        && it.Relation == Relations.HeldAt
        && it.Shares.Any(share => Math.Abs(share.Fraction - 2.0 / 3) < 0.01)
        && it.Shares.Any(share => Math.Abs(share.Fraction - 0.5) < 0.01)
        && it.Attribution.Any(speaker => Named(speaker.Who ?? "", "US") || Named(speaker.Who ?? "", "United States"));

    private static bool IsTheGenerals(Assessment it) =>
        Says(it, "McKenzie")
        && it.Who.Via.Concat(it.Attribution.SelectMany(speaker => speaker.Via)).Any(via => Named(via, "AFP"));

    private static bool Analysts(ReportsOf first) =>
        new[] { "Lister", "Hamming", "Mister" }.All(name =>
            first.Assessments.Any(it => Says(it, name) && it.Quote is { } quote && first.Article.Holds(quote))
        );

    private static bool Undated(Article article, ReportsOf second) =>
        article.Published.Basis == PublicationBasis.Unknown
        && article.Published.From is null
        && second.All.Any(report => report.Time?.Partial == "--09")
        && second.All.All(report => report.Time is not { Partial: not null, From: not null });

    private static bool QusayrStrikes(ReportsOf second)
    {
        var strikes = second.Happenings.Where(it => it.Actors.Any(actor => Named(actor.Name, "Israel"))).ToList();
        bool Hit(string what) => strikes.Exists(it => it.Objects.Any(thing => Named(thing.What, what)));
        return strikes.Exists(it =>
                Named(it.Place?.Name ?? "", "Qusayr")
                || (it.Place?.Spans.Any(span => Named(span.Text, "Qusayr")) ?? false)
            )
            && Hit("bridge")
            && Hit("road")
            && Hit("checkpoint")
            && strikes.Exists(it =>
                it.Objects.Any(thing => Named(thing.What, "truck"))
                && it.Attribution.Any(speaker => Named(speaker.Who ?? "", "Qazah"))
            );
    }

    private static bool Control(ReportsOf second) =>
        second.Relations.Any(it =>
            it.Name == Relations.Controls
            && Subject(it, "Hezbollah")
            && it.Attribution.Any(speaker => Named($"{speaker.Who} {speaker.Role}", "source"))
        )
        && second.Relations.Any(it =>
            it.Name == Relations.AlliedWith
            && (Subject(it, "Hezbollah") || it.Object.Any(party => Named(party.Name, "Hezbollah")))
        );

    private static bool Capture(ReportsOf second) =>
        second.Happenings.Any(it =>
            it.Type == "territory-captured"
            && it.Actors.Any(actor => actor.Role == ActorRole.Perpetrator && Named(actor.Name, "Hezbollah"))
            && Within(it.Time, new(2013, 6, 1), new(2013, 6, 30))
        ) && second.Happenings.Any(it => it.Type == "displacement");

    private static bool IsTheParade(Happening it) =>
        it.Type == "deployment"
        && it.Actors.Any(actor => Named(actor.Name, "Hezbollah"))
        && Within(it.Time, new(2016, 1, 1), new(2016, 12, 31));

    private static bool Traps(ReportsOf first, ReportsOf second) =>
        first
            .Happenings.Concat(second.Happenings)
            .All(it =>
                !it.Evidence.Any(span =>
                    (Named(span.Text, "size of Britain") && it.TypeSpans.Any(words => Named(words.Text, "controlled")))
                    || (Named(span.Text, "potent threat") && it.Type == "threat")
                    || Named(span.Text, "war of attrition")
                    || (Named(span.Text, "began in 2011") && it.Time?.From?.Year == 2011)
                )
            );

    private static bool Says(Assessment it, string name) =>
        Named($"{it.Who.Who} {it.Who.Role}", name)
        || it.Attribution.Any(speaker => Named($"{speaker.Who} {speaker.Role}", name));

    private static bool Subject(Relation relation, string name) =>
        relation.Subject.Any(party => Named(party.Name, name));

    private static bool IsIsis(Party? party) =>
        party is not null
        && (party.Id == "islamic-state" || Named(party.Name, "ISIS") || Named(party.Name, "Islamic State"));

    private static bool IsAmerican(Party party) =>
        Named(party.Name, "US") || Named(party.Name, "United States") || Named(party.Name, "American");

    private static bool Within(EventTime? time, DateOnly from, DateOnly to) => time?.From >= from && time.To <= to;

    /// <summary>The words stand in the text from the start of a word on; short ones must be whole words ("US" is not in "Russian").</summary>
    private static bool Named(string text, string words)
    {
        for (var at = 0; (at = text.IndexOf(words, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var after = at + words.Length;
            if (at > 0 && char.IsLetterOrDigit(text[at - 1]))
                continue;
            if (words.Length > 3 || after == text.Length || !char.IsLetterOrDigit(text[after]))
                return true;
        }
        return false;
    }
}
