using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>
/// What MUC-4 counts as an incident: the rows of `data/exchange/muc4-relevance.tsv`, each `condition & !condition` with the
/// reason for leaving out; the first that holds. The conditions are what stands in the reports.
/// </summary>
internal sealed class Muc4Relevance
{
    private const int RecentDays = 62;
    private readonly ImmutableArray<(string[] When, string Why)> rows;
    private readonly Muc4Words words;
    private Account? account;

    private Muc4Relevance(Table table, Muc4Words words)
    {
        this.words = words;
        rows =
        [
            .. table.Rows.Select(row =>
                (row.Required("when").Split('&', StringSplitOptions.TrimEntries), row.Required("why"))
            ),
        ];
        foreach (var row in table.Rows)
        foreach (var condition in row["when"].Split('&', StringSplitOptions.TrimEntries))
            if (!Conditions.ContainsKey(condition.TrimStart('!')))
                throw row.Wrong($"no such condition: \"{condition}\"");
    }

    private delegate bool Condition(Muc4Relevance relevance, ImmutableArray<Happening> reports, DateOnly? published);

    private static readonly Dictionary<string, Condition> Conditions = new(StringComparer.Ordinal)
    {
        ["unreal"] = (_, reports, _) =>
            reports.All(report =>
                (report.Negated && report.Outcome is null) || report.Status is Status.Denied or Status.Hypothetical
            ),
        ["planned"] = (_, reports, _) =>
            reports.All(report => report.Status is Status.Planned && report.Outcome is null),
        ["threatened"] = (_, reports, _) => reports.All(report => report.Status is Status.Threatened),
        ["old"] = (_, reports, published) =>
            published is { } day
            && reports.Any(report => report.Time?.To is not null)
            && reports.All(report => report.Time?.To is not { } to || to.AddDays(RecentDays) < day),
        ["elsewhere"] = (relevance, reports, _) =>
            reports.Any(report => report.Place?.Country is not null)
            && reports.All(report =>
                report.Place?.Country is not { } country || !relevance.words.IsOfInterest(country)
            ),
        ["by-country"] = (_, reports, _) =>
            reports.All(report => report.Place?.Precision is null or PlacePrecision.Country or PlacePrecision.Region),
        ["abroad"] = (relevance, reports, _) =>
            relevance.account is { } account
            && !account.Incidents.Any(incident =>
                incident.Any(report => report.Place?.Country is { } country && relevance.words.IsOfInterest(country))
            ),
        ["clash"] = (_, reports, _) => reports.All(report => report.Type is "armed-clash" or "territory-captured"),
        ["civil-people"] = (relevance, reports, _) =>
            reports.Any(report =>
                report.Actors.Any(actor => Muc4People.IsTarget(actor) && !IsArmed(actor.Type))
                || report.Harm.Any(harm =>
                    harm.Who is { } who
                    && harm.Effect is Effect.Killed or Effect.Injured or Effect.Abducted
                    && relevance.words.People.Of(Muc4Text.Of(who)) is null or "CIVILIAN" or "POLITICAL FIGURE"
                )
            ),
        ["armed-people"] = (_, reports, _) =>
            reports.Any(report => report.Actors.Any(actor => Muc4People.IsTarget(actor) && IsArmed(actor.Type))),
        ["civil-things"] = (_, reports, _) =>
            reports.Any(report =>
                report.Objects.Any(thing => thing.Kind is not ("military" or "weapon" or "base" or "relief" or "goods"))
            ),
        ["military-things"] = (_, reports, _) =>
            reports.Any(report => report.Objects.Any(thing => thing.Kind is "military" or "base")),
        ["things"] = (_, reports, _) => reports.Any(report => !report.Objects.IsEmpty),
        ["people"] = (_, reports, _) =>
            reports.Any(report =>
                report.Actors.Any(Muc4People.IsTarget) || report.Harm.Any(harm => harm.Who is not null)
            ),
        ["doers"] = (_, reports, _) => reports.Any(report => report.Actors.Any(Muc4Doers.IsDoer)),
        ["state-doers"] = (_, reports, _) =>
            reports.Any(report =>
                report.Actors.Any(actor =>
                    Muc4Doers.IsDoer(actor) && actor.Type is ActorType.StateForce or ActorType.Government
                )
            ),
        ["instrument"] = (_, reports, _) => reports.Any(report => !report.Means.IsEmpty),
    };

    public static Muc4Relevance Load(KnowledgeFolder knowledge, Muc4Words words) =>
        new(knowledge.Table("exchange", "muc4-relevance.tsv"), words);

    /// <summary>What speaks against its being an incident of MUC-4's: the reasons of all rows that hold.</summary>
    public IEnumerable<string> Against(Account of, ImmutableArray<Happening> reports)
    {
        account = of;
        var published = of.Published;
        foreach (var (when, why) in rows)
            if (
                Array.TrueForAll(
                    when,
                    condition =>
                        Conditions[condition.TrimStart('!')](this, reports, published) != condition.StartsWith('!')
                )
            )
                yield return why;
    }

    private static bool IsArmed(ActorType? type) =>
        type is ActorType.StateForce or ActorType.Rebel or ActorType.Militia or ActorType.Peacekeepers;
}
