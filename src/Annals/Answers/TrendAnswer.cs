using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Annals.Answers;

/// <summary>
/// `ask trend`: is it getting worse, or only reported more? Happenings and their dead by month, beside how much the record
/// read of that month. No judgement is made: where events and articles rise alike, more may only have been read.
/// </summary>
/// <param name="Rows">Month by month without a gap, the first first: a month of which nothing is told has nought events.</param>
/// <param name="Unsettled">Events that belong to no month: without a day, or told of more than a month as a whole.</param>
/// <param name="EarlierLeftOut">Whether earlier months were left out.</param>
public sealed record TrendAnswer(ImmutableArray<TrendRow> Rows, long Unsettled, bool EarlierLeftOut) : Answer
{
    [JsonIgnore]
    public override ImmutableArray<AnswerTable> Tables =>
        [
            new(
                "Happenings by month, and what was read of it",
                [
                    "month",
                    "events",
                    "month before",
                    "killed",
                    "killed not known",
                    "articles read",
                    "outlets",
                    "events per 100 articles",
                ],
                [
                    .. Rows.Select(
                        (row, index) =>
                            ImmutableArray.Create(
                                row.Month,
                                Words.Number(row.Events),
                                index == 0 ? Words.Unknown : Signed(row.Events - Rows[index - 1].Events),
                                Words.Of(row.KilledLow, row.KilledBest, row.KilledHigh),
                                Words.Number(row.KilledUnknown),
                                Words.Number(row.Articles),
                                Words.Number(row.Outlets),
                                row.Articles == 0
                                    ? Words.Unknown
                                    : (100.0 * row.Events / row.Articles).ToString("0.0", CultureInfo.InvariantCulture)
                            )
                    ),
                ],
                [
                    "Events count in the month in which they began; articles are all that the record has of that month, whatever they tell. Where both rise alike, more may only have been read.",
                    .. Unsettled > 0
                        ? (string[])
                            [
                                $"{Words.Number(Unsettled)} events are of no one month: without a day, or told of more than a month as a whole.",
                            ]
                        : [],
                    .. EarlierLeftOut ? (string[])[$"The latest {Rows.Length} months; --limit gives more."] : [],
                ]
            ),
        ];

    private static string Signed(long change) => change.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture);
}

/// <summary>One month ("2021-03").</summary>
/// <param name="KilledLow">Sums over the events with a figure; null where none has one, and high is null where one is open.</param>
/// <param name="KilledUnknown">Events without any figure of the dead.</param>
/// <param name="Articles">Articles that appeared in that month.</param>
public sealed record TrendRow(
    string Month,
    long Events,
    double? KilledLow,
    double? KilledBest,
    double? KilledHigh,
    long KilledUnknown,
    long Articles,
    long Outlets
);
