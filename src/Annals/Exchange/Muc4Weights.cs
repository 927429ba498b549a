using System.Collections.Frozen;
using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>
/// How likely a template is one of MUC-4's: a sum of weights over what stands in its reports, none of them about a word.
/// `data/exchange/muc4-weights.tsv` holds them; "threshold" is the least sum. Fitted on MUC-4's keys by
/// `Annals.Training muc4-weights`.
/// </summary>
internal sealed class Muc4Weights
{
    private readonly FrozenDictionary<string, double> weights;

    private Muc4Weights(Table table) =>
        weights = table.Rows.ToFrozenDictionary(
            row => row.Required("feature"),
            row => row.Number("weight"),
            StringComparer.Ordinal
        );

    public static Muc4Weights Load(KnowledgeFolder knowledge) => new(knowledge.Table("exchange", "muc4-weights.tsv"));

    /// <summary>The sum reaches the threshold.</summary>
    public bool Passes(Muc4Template template, Account account) =>
        Sum(Features(template, account)) >= weights.GetValueOrDefault("threshold");

    private double Sum(IEnumerable<(string Name, double Value)> features) =>
        features.Sum(feature => feature.Value * weights.GetValueOrDefault(feature.Name));

    /// <summary>What the weights are about. A new feature is a line here, and a run of the fitting command.</summary>
    public static IEnumerable<(string Name, double Value)> Features(Muc4Template template, Account account)
    {
        var reports = template.Reports;
        var actors = reports.SelectMany(report => report.Actors).ToList();
        var doers = actors.Where(Muc4Doers.IsDoer).ToList();
        var targets = actors.Where(Muc4People.IsTarget).ToList();
        var harms = reports.SelectMany(report => report.Harm).ToList();
        var acts = reports.Sum(report => report.TypeSpans.Length);
        var time = reports.Select(report => report.Time).OfType<EventTime>().FirstOrDefault(one => one.To is not null);
        var age =
            time?.To is { } to && account.Published is { } published ? published.DayNumber - to.DayNumber : (int?)null;
        yield return ("always", 1);
        yield return ("type " + template.Type, 1);
        yield return ("acts", Math.Log2(1 + acts));
        yield return ("reports", Math.Log2(reports.Length));
        yield return ("incidents of the article", Math.Log2(1 + account.Incidents.Length));
        yield return ("first", Is(account.Incidents[0].Contains(reports[0])));
        yield return ("day known", Is(time is { Precision: <= TimePrecision.Day }));
        yield return ("within a week", Is(age is >= 0 and <= 7));
        yield return ("older than a month", Is(age > 31));
        yield return ("after publication", Is(age < 0));
        yield return ("town known", Is(reports.Any(report => report.Place?.Precision <= PlacePrecision.Town)));
        yield return ("place unknown", Is(reports.All(report => report.Place?.Country is null)));
        yield return ("people named", Is(targets.Exists(actor => actor.Named is not null)));
        yield return ("people described", Is(targets.Exists(actor => actor.Named is null)));
        yield return (
            "people civil",
            Is(targets.Exists(actor => actor.Type is ActorType.Civilians or ActorType.Person))
        );
        yield return ("people of the state", Is(targets.Exists(actor => actor.Type is ActorType.Government)));
        yield return ("people armed", Is(targets.Exists(actor => actor.Type is ActorType.StateForce)));
        yield return (
            "people rebels",
            Is(targets.Exists(actor => actor.Type is ActorType.Rebel or ActorType.Militia or ActorType.Criminal))
        );
        yield return ("killed", Is(harms.Exists(harm => harm.Effect == Effect.Killed)));
        yield return ("injured", Is(harms.Exists(harm => harm.Effect == Effect.Injured)));
        yield return ("counted", Is(harms.Exists(harm => harm.Count.Best is > 0)));
        yield return ("thousands", Is(harms.Exists(harm => harm.Count.Shown >= 300)));
        yield return (
            "things",
            Is(reports.Any(report => report.Objects.Any(thing => thing.Kind is not ("military" or "weapon" or "base"))))
        );
        yield return (
            "military things",
            Is(reports.Any(report => report.Objects.Any(thing => thing.Kind is "military" or "base")))
        );
        yield return ("instrument", Is(reports.Any(report => !report.Means.IsEmpty)));
        yield return ("doers", Is(doers.Count > 0));
        yield return (
            "doers rebels",
            Is(doers.Exists(actor => actor.Type is ActorType.Rebel or ActorType.Militia or ActorType.Criminal))
        );
        yield return (
            "doers of the state",
            Is(doers.Exists(actor => actor.Type is ActorType.StateForce or ActorType.Government))
        );
        yield return ("doers known", Is(doers.Exists(actor => actor.Id is not null)));
        yield return ("clash", Is(reports.All(report => report.Type is "armed-clash" or "territory-captured")));
        yield return (
            "claimed or alleged",
            Is(reports.Any(report => report.Status is Status.Claimed or Status.Alleged))
        );
        yield return ("not yet", Is(reports.All(report => report.Status is Status.Threatened or Status.Planned)));
        yield return ("outcome", Is(reports.Any(report => report.Outcome is not null)));
        foreach (var why in template.Against)
            yield return ("against: " + why, 1);
        yield return ("somebody says so", Is(reports.Any(report => !report.Attribution.IsEmpty)));
    }

    private static double Is(bool holds) => holds ? 1 : 0;
}
