using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Annals.Record;

namespace Annals.Answers;

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
    [JsonIgnore]
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
/// <param name="Known">What the files know of the actors that the figures name: who gives them, whom they are of.</param>
public sealed record FiguresAnswer(Total Total, ImmutableArray<FigureRow> Figures, ImmutableArray<KnownRow> Known)
    : Answer
{
    [JsonIgnore]
    public override ImmutableArray<AnswerTable> Tables => [FigureRow.Table("Figures", Figures), KnownRow.Table(Known)];
}

public sealed record FigureRow(Figure Figure, Said Said)
{
    public Origin Origin => Origin.Of([Said]);

    public static AnswerTable Table(string title, ImmutableArray<FigureRow> rows) =>
        new(
            title,
            ["measure", "count", "unit", "of", "stock or flow", "where", "when", "whose", "source", "words"],
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
                        Words.Of(row.Said.Who),
                        row.Origin.ToString(),
                        Words.Quoted([row.Said])
                    )
                ),
            ],
            []
        );
}
