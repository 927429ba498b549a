using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Annals.Record;

namespace Annals.Answers;

/// <summary>`ask events`: the happenings that fit, latest first, and the words behind them.</summary>
public sealed record EventsAnswer(Total Total, ImmutableArray<Event> Events, ImmutableArray<Said> Said) : Answer
{
    [JsonIgnore]
    public override ImmutableArray<AnswerTable> Tables =>
        [EventTable.Of("Events", Events, Events.Length < Total.Count ? [$"{Events.Length} of {Total} shown"] : [])];
}

/// <summary>`ask why EVENT`: what the event was merged from, and for which reasons.</summary>
public sealed record WhyAnswer(
    Event Event,
    ImmutableArray<Report> Reports,
    ImmutableArray<Said> Said,
    ImmutableArray<Review> Reviews
) : Answer
{
    [JsonIgnore]
    public override ImmutableArray<AnswerTable> Tables =>
        [
            EventTable.Of("Event", [Event], []),
            SaidTable.Of("Reports", Said),
            MergeTable,
            FigureTable,
            DisagreementTable,
            .. Reviews.Length == 0 ? [] : (ImmutableArray<AnswerTable>)[ReviewTable.Of(Reviews)],
        ];

    private AnswerTable MergeTable =>
        new(
            "Merges",
            ["a", "b", "score", "reasons"],
            [
                .. Event.Merges.Select(merge =>
                    ImmutableArray.Create(
                        merge.A,
                        merge.B,
                        Words.Number(merge.Score),
                        string.Join("; ", merge.Reasons.Select(reason => $"{reason.What} {Signed(reason.Weight)}"))
                    )
                ),
            ],
            Event.Merges.Length == 0 ? ["one report: nothing was merged"] : []
        );

    private AnswerTable FigureTable =>
        new(
            "Figures",
            ["effect", "event", "report", "said"],
            [
                .. Event.Harm.SelectMany(harm =>
                    harm.By.Select(figure =>
                        ImmutableArray.Create(
                            Words.Kebab(harm.Effect.ToString()),
                            Words.Of(harm.Low, harm.Best, harm.High),
                            figure.Report,
                            Words.Of(figure.Low, figure.Value, figure.High) + (figure.Superseded ? " (superseded)" : "")
                        )
                    )
                ),
            ],
            []
        );

    private AnswerTable DisagreementTable =>
        new(
            "Disagreements",
            ["field", "value", "reports"],
            [
                .. Event.Disagreements.SelectMany(disagreement =>
                    disagreement.Values.Select(value =>
                        ImmutableArray.Create(disagreement.Field, value.Value, string.Join(", ", value.Reports))
                    )
                ),
            ],
            []
        );

    private static string Signed(double weight) =>
        weight.ToString("+0.0#;-0.0#", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>People's decisions as rows: what, on which words, who, when, why.</summary>
public static class ReviewTable
{
    public static AnswerTable Of(ImmutableArray<Review> reviews) =>
        new(
            "Reviews",
            ["review", "decision", "article", "words", "who", "when", "why"],
            [
                .. reviews.Select(review =>
                    ImmutableArray.Create(
                        review.Id,
                        Decision(review),
                        Words.Of(review.Article),
                        Words.Short(review.Span?.Text ?? "", 60),
                        review.Who,
                        review.When.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                        Words.Of(review.Why)
                    )
                ),
            ],
            []
        );

    /// <summary>A place and parties are kept as JSON, and read by their names.</summary>
    private static string Decision(Review review)
    {
        if (review.Field is null)
            return review.Decision;
        var value = Words.Of(review.Value);
        try
        {
            if (review.Field == "place" && value[0] == '{')
                value = Json.ReadPlace(value) is { Geonames: { } geonames } place
                    ? $"{Words.Of(place)} ({geonames})"
                    : Words.Of(Json.ReadPlace(value));
            else if (value[0] is '[' or '{')
                value = string.Join("; ", Json.ReadParties(value).Select(party => party.Id ?? party.Name));
        }
        catch (JsonException) { }
        return $"{review.Decision} {review.Field} = {value}";
    }
}

/// <summary>One version of an article, and from when until when it stood in the record; null while it stands.</summary>
public sealed record ArticleVersion(string Id, int Version, DateTimeOffset Learnt, DateTimeOffset? Until);

/// <summary>`ask article ID`: an article with all that it says.</summary>
public sealed record ArticleAnswer(Article Article, ImmutableArray<Report> Reports, ImmutableArray<Event> Events)
    : Answer
{
    /// <summary>The versions of the article, the first first; a corrected article is a version of the same one.</summary>
    public ImmutableArray<ArticleVersion> Versions { get; init; } = [];

    /// <summary>Decisions of people on its reports.</summary>
    public ImmutableArray<Review> Reviews { get; init; } = [];

    /// <summary>Why nothing of it is coded; null where it is.</summary>
    public string? Uncoded { get; init; }

    [JsonIgnore]
    public override ImmutableArray<AnswerTable> Tables =>
        [
            new(
                Article.Title ?? Article.Id,
                ["report", "kind", "what", "when", "where", "status", "words"],
                [.. Reports.Select(Row)],
                [
                    $"{Words.Of(Article.Outlet)}, {Words.Of(Article.Published.From)}, {Words.Of(Article.Url)}",
                    .. Uncoded is null ? (string[])[] : [$"Not coded: {Uncoded}."],
                ]
            ),
            EventTable.Of("Events", Events, []),
            .. Versions.Length < 2 ? [] : (ImmutableArray<AnswerTable>)[VersionTable],
            .. Reviews.Length == 0 ? [] : (ImmutableArray<AnswerTable>)[ReviewTable.Of(Reviews)],
        ];

    private AnswerTable VersionTable =>
        new(
            "Versions",
            ["article", "version", "stood from", "until"],
            [
                .. Versions.Select(version =>
                    ImmutableArray.Create(
                        version.Id,
                        Words.Number(version.Version),
                        Moment(version.Learnt),
                        version.Until is { } until ? Moment(until) : Words.Unknown
                    )
                ),
            ],
            []
        );

    private static string Moment(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static ImmutableArray<string> Row(Report report) =>
        [
            report.Id,
            Words.Kebab(report.Kind.ToString()),
            ReportWords.What(report),
            Words.Of(report.Time),
            Words.Of(report.Place),
            (report.Negated ? "not " : "") + Words.Of(report.Status),
            Words.Short(ReportWords.Evidence(report)),
        ];
}

/// <summary>`ask types`: the vocabulary and its codes in other schemes, as the table in `data/` has them.</summary>
public sealed record TypesAnswer(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Types) : Answer
{
    [JsonIgnore]
    public override ImmutableArray<AnswerTable> Tables => [new("Types", Columns, Types, [])];
}

/// <summary>Events as rows: when, where, what, who, whom, harm, status, sources.</summary>
public static class EventTable
{
    public static AnswerTable Of(string title, ImmutableArray<Event> events, ImmutableArray<string> notes) =>
        new(
            title,
            ["event", "when", "where", "type", "who", "whom", "killed", "injured", "status", "sources"],
            [.. events.Select(Row)],
            notes
        );

    private static ImmutableArray<string> Row(Event @event) =>
        [
            @event.Id,
            Words.Of(@event.Time),
            Words.Of(@event.Place),
            @event.Type,
            Words.Of(@event.Actors, ActorRole.Perpetrator, ActorRole.Participant),
            Words.Of(@event.Actors, ActorRole.Target, ActorRole.Victim),
            Words.Of(@event, Effect.Killed),
            Words.Of(@event, Effect.Injured),
            (@event.Negated ? "not " : "") + Words.Of(@event.Status),
            @event.Independent is { } sources ? Words.Number(sources) : Words.Unknown,
        ];
}

/// <summary>Who says it, where and in which words, as rows.</summary>
public static class SaidTable
{
    public static AnswerTable Of(string title, ImmutableArray<Said> said) =>
        new(
            title,
            ["report", "outlet", "published", "who", "status", "words"],
            [
                .. said.Select(one =>
                    ImmutableArray.Create(
                        one.Report,
                        Words.Of(one.Outlet),
                        Words.Of(one.Published),
                        Words.Of(one.Who),
                        Words.Of(one.Status),
                        Words.Short(one.Words, 160)
                    )
                ),
            ],
            []
        );
}

/// <summary>A report in a few words, whatever its kind.</summary>
public static class ReportWords
{
    public static string What(Report report) =>
        report switch
        {
            Happening happening => happening.Type,
            Tally tally => $"{Words.Of(tally.Count)} {string.Join("/", tally.Of)}",
            Figure figure => $"{figure.Measure} {Words.Of(figure.Count)} {figure.Unit}".TrimEnd(),
            Relation relation => $"{Names(relation.Subject)} {relation.Name} {Names(relation.Object)}",
            Assessment assessment => $"{Words.Of(assessment.Who.Who ?? assessment.Who.Role)} {assessment.Stance}",
            _ => Words.Unknown,
        };

    public static string Evidence(Report report) => string.Join(" ", report.Evidence.Select(span => span.Text));

    public static string Names(ImmutableArray<Party> parties) =>
        Words.Of(string.Join(", ", parties.Select(party => party.Name)));

    /// <summary>The first speaker, by name or by what he is.</summary>
    public static string? Speaker(Report report) =>
        report.Attribution.Length == 0 ? null : report.Attribution[0].Who ?? report.Attribution[0].Role;

    public static Said Said(Report report, ArticleHead? article) =>
        new(
            report.Id,
            report.Article,
            article?.Outlet,
            article?.Title,
            article?.Published,
            Speaker(report),
            report.Status,
            Evidence(report)
        );
}
