using Annals.Coding;
using Annals.Record;

namespace Annals.Store;

/// <summary>A report as the columns that it is found by.</summary>
internal static class ReportRows
{
    public static readonly string[] Columns =
    [
        "id",
        "coder",
        "article",
        "kind",
        "type",
        "status",
        "negated",
        "day_from",
        "day_to",
        "country",
        "place",
        "geonames",
        "lat",
        "lon",
        "confidence",
        "body",
        "learnt",
    ];

    /// <summary>The values of <see cref="Columns"/>.</summary>
    public static object?[] Values(Report report, string learnt) =>
        [
            report.Id,
            report.Coder ?? Coder.Version,
            report.Article,
            Answers.Words.Kebab(report.Kind.ToString()),
            (report as Happening)?.Type,
            Answers.Words.Of(report.Status),
            report.Negated ? 1 : 0,
            Moment.Text(report.Time?.From),
            Moment.Text(report.Time?.To),
            report.Place?.Country,
            report.Place?.Name,
            report.Place?.Geonames,
            report.Place?.Lat,
            report.Place?.Lon,
            report.Confidence,
            Json.Pack(report),
            learnt,
        ];

    /// <summary>Who stands in it, in which role.</summary>
    public static IEnumerable<(string Role, Party Party)> Parties(Report report) =>
        report switch
        {
            Happening happening => happening.Actors.Select(actor =>
                (Answers.Words.Kebab(actor.Role.ToString()), (Party)actor)
            ),
            Tally { Claimant: { } claimant } => [("claimant", claimant)],
            Figure { Object: { } thing } => [("object", thing)],
            Relation relation => relation
                .Subject.Select(party => ("subject", party))
                .Concat(relation.Object.Select(party => ("object", party))),
            Assessment assessment => assessment.About.Select(party => ("about", party)),
            _ => [],
        };
}
