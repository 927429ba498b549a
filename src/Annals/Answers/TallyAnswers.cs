using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Annals.Record;

namespace Annals.Answers;

/// <summary>`ask tally`: happenings and their dead by actor and month, and what others claim in sum beside what is recorded.</summary>
/// <param name="Known">What the files know of the actors that the rows and the claims name.</param>
public sealed record TallyAnswer(
    ImmutableArray<TallyRow> Rows,
    ImmutableArray<TallyClaim> Claims,
    ImmutableArray<KnownRow> Known
) : Answer
{
    [JsonIgnore]
    public override ImmutableArray<AnswerTable> Tables =>
        [
            new(
                "Happenings by actor and month",
                ["actor", "month", "events", "killed", "source"],
                [
                    .. Rows.Select(row =>
                        ImmutableArray.Create(
                            row.Name,
                            Words.Of(row.Month),
                            Words.Number(row.Events),
                            Words.Of(row.KilledLow, row.KilledBest, row.KilledHigh),
                            "articles"
                        )
                    ),
                ],
                [
                    "Counted over events that are reported, claimed, alleged or confirmed; those without a known day have no month.",
                ]
            ),
            TallyClaim.Table("Totals that sources give", Claims),
            KnownRow.Table(Known),
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

/// <summary>A sum that a source gives, with its own arithmetic, beside what the record counts.</summary>
/// <param name="Recorded">Null where the claim says neither whose acts it counts nor in which country.</param>
public sealed record TallyClaim(Tally Tally, Said Said, Recorded? Recorded)
{
    public Origin Origin => Origin.Of([Said]);

    public static AnswerTable Table(string title, ImmutableArray<TallyClaim> claims) =>
        new(
            title,
            [
                "claimant",
                "of",
                "count",
                "rate",
                "period",
                "check",
                "recorded events",
                "recorded killed",
                "source",
                "words",
            ],
            [.. claims.Select(claim => claim.Row)],
            [
                "The record holds what was reported to it: less than is claimed may mean that it was not reported, not that it did not happen.",
            ]
        );

    private ImmutableArray<string> Row =>
        [
            Words.Of(Tally.Claimant?.Name ?? Said.Who),
            string.Join("/", Tally.Of) + (Tally.Effect is { } effect ? $" {Words.Kebab(effect.ToString())}" : ""),
            Words.Of(Tally.Count),
            Tally.Rate is { } rate ? $"{Words.Number(rate)} a {Tally.Per}" : Words.Unknown,
            Words.Of(Tally.Period),
            Tally.Check is { } check ? $"{check.Verdict}: {check.How}" : Words.Unknown,
            Recorded is null ? Words.Unknown : Words.Number(Recorded.Events),
            Recorded is null ? Words.Unknown : Words.Of(Recorded.KilledLow, null, Recorded.KilledHigh),
            Origin.ToString(),
            Words.Quoted([Said]),
        ];
}

/// <summary>Events of the record that are of a claim's types, in its period, by its actor, in its country.</summary>
/// <param name="Actor">Whose; null where only the country is known.</param>
/// <param name="Types">What is counted: for a general word such as "attack" every type of its family.</param>
public sealed record Recorded(
    string? Actor,
    string? Country,
    ImmutableArray<string> Types,
    long Events,
    double? KilledLow,
    double? KilledHigh
);
