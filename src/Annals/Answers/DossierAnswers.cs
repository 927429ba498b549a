using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Answers;

/// <summary>`ask tally`: happenings and their dead by actor and month, and what others claim in sum.</summary>
public sealed record TallyAnswer(ImmutableArray<TallyRow> Rows, ImmutableArray<TallyClaim> Claims) : Answer
{
    public override ImmutableArray<AnswerTable> Tables =>
        [
            new(
                "Happenings by actor and month",
                ["actor", "month", "events", "killed"],
                [
                    .. Rows.Select(row =>
                        ImmutableArray.Create(
                            row.Name,
                            Words.Of(row.Month),
                            Words.Number(row.Events),
                            Words.Of(row.KilledLow, row.KilledBest, row.KilledHigh)
                        )
                    ),
                ],
                [
                    "Counted over events that are reported, claimed, alleged or confirmed; those without a known day have no month.",
                ]
            ),
            new(
                "Totals that sources give",
                ["claimant", "of", "count", "rate", "period", "check", "words"],
                [.. Claims.Select(ClaimRow)],
                []
            ),
        ];

    private static ImmutableArray<string> ClaimRow(TallyClaim claim) =>
        [
            Words.Of(claim.Tally.Claimant?.Name),
            string.Join("/", claim.Tally.Of)
                + (claim.Tally.Effect is { } effect ? $" {Words.Kebab(effect.ToString())}" : ""),
            Words.Of(claim.Tally.Count),
            claim.Tally.Rate is { } rate ? $"{Words.Number(rate)} a {claim.Tally.Per}" : Words.Unknown,
            Words.Of(claim.Tally.Period),
            claim.Tally.Check is { } check ? $"{check.Verdict}: {check.How}" : Words.Unknown,
            Words.Quoted([claim.Said]),
        ];
}

/// <summary>One actor in one month ("2021-03"; null for events whose time is not settled to a month).</summary>
public sealed record TallyRow(
    string? Actor,
    string Name,
    string? Month,
    long Events,
    double? KilledLow,
    double? KilledBest,
    double? KilledHigh
);

/// <summary>A sum that a source gives, with its own arithmetic.</summary>
public sealed record TallyClaim(Tally Tally, Said Said);

/// <summary>`ask reach ACTOR`: in which countries an actor is active, since when, and who says so.</summary>
public sealed record ReachAnswer(string Actor, ImmutableArray<ReachRow> Rows) : Answer
{
    public override ImmutableArray<AnswerTable> Tables =>
        [
            new(
                $"Reach of {Actor}",
                ["country", "events", "first", "last", "stated", "words"],
                [
                    .. Rows.Select(row =>
                        ImmutableArray.Create(
                            row.Country,
                            Words.Number(row.Events),
                            Words.Of(row.First),
                            Words.Of(row.Last),
                            Words.Number(row.Stated),
                            Words.Quoted(row.Said)
                        )
                    ),
                ],
                []
            ),
        ];
}

/// <summary>One country: events of the actor there, and reports that state that it is active there.</summary>
public sealed record ReachRow(
    string Country,
    long Events,
    DateOnly? First,
    DateOnly? Last,
    int Stated,
    ImmutableArray<Said> Said
);

/// <summary>`ask actor NAME`: who leads it, whom it is allied with, what it did, what is said of it.</summary>
public sealed record ActorAnswer(
    string Actor,
    ImmutableArray<string> Names,
    Total Total,
    ImmutableArray<RelationRow> Relations,
    ImmutableArray<Event> Events,
    ImmutableArray<Said> Assessments
) : Answer
{
    public override ImmutableArray<AnswerTable> Tables =>
        [
            RelationRow.Table($"{Actor}: relations", Relations),
            EventTable.Of($"{Actor}: latest of {Total} events", Events, []),
            SaidTable.Of($"{Actor}: judgements", Assessments),
        ];
}

/// <summary>A state of affairs between actors and places, as stated, with who says so.</summary>
public sealed record RelationRow(
    string Subject,
    string Relation,
    string Object,
    EventTime? Time,
    ImmutableArray<Said> Said
)
{
    public static AnswerTable Table(string title, ImmutableArray<RelationRow> rows) =>
        new(
            title,
            ["subject", "relation", "object", "when", "words"],
            [
                .. rows.Select(row =>
                    ImmutableArray.Create(
                        row.Subject,
                        row.Relation,
                        row.Object,
                        Words.Of(row.Time),
                        Words.Quoted(row.Said)
                    )
                ),
            ],
            []
        );
}

/// <summary>`ask place NAME`: what happened there, who controls it, what was hit, who is held or displaced.</summary>
public sealed record PlaceAnswer(
    string Place,
    Total Total,
    ImmutableArray<Event> Events,
    ImmutableArray<RelationRow> Relations,
    ImmutableArray<ObjectRow> Objects,
    ImmutableArray<FigureRow> Figures
) : Answer
{
    public override ImmutableArray<AnswerTable> Tables =>
        [
            EventTable.Of($"{Place}: latest of {Total} events", Events, []),
            RelationRow.Table($"{Place}: control and presence", Relations),
            new(
                $"{Place}: what was hit",
                ["what", "kind", "state", "when", "words"],
                [
                    .. Objects.Select(row =>
                        ImmutableArray.Create(
                            row.Object.What,
                            Words.Of(row.Object.Kind),
                            Words.Of(row.Object.State),
                            Words.Of(row.Time),
                            Words.Quoted([row.Said])
                        )
                    ),
                ],
                []
            ),
            FigureRow.Table($"{Place}: figures", Figures),
        ];
}

/// <summary>A thing that was hit, and who says so.</summary>
public sealed record ObjectRow(HitObject Object, EventTime? Time, Said Said);

/// <summary>`ask figures`: measured quantities, each as its source gives it. They are never added up.</summary>
public sealed record FiguresAnswer(Total Total, ImmutableArray<FigureRow> Figures) : Answer
{
    public override ImmutableArray<AnswerTable> Tables => [FigureRow.Table("Figures", Figures)];
}

public sealed record FigureRow(Figure Figure, Said Said)
{
    public static AnswerTable Table(string title, ImmutableArray<FigureRow> rows) =>
        new(
            title,
            ["measure", "count", "unit", "of", "stock or flow", "where", "when", "words"],
            [
                .. rows.Select(row =>
                    ImmutableArray.Create(
                        row.Figure.Measure,
                        Words.Of(row.Figure.Count),
                        Words.Of(row.Figure.Unit),
                        Words.Of(row.Figure.Of?.Text),
                        Words.Of(row.Figure.Flow),
                        Words.Of(row.Figure.Place?.Name ?? row.Figure.Object?.Name),
                        Words.Of(row.Figure.Time),
                        Words.Quoted([row.Said])
                    )
                ),
            ],
            []
        );
}
