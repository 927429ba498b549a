using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>
/// Who did it: people (slot 9), organisations (slot 10), and how far the text holds an organisation responsible (slot 11).
/// A group's proper name is an organisation, and so is a body of the state; whoever is only described is people.
/// </summary>
internal sealed class Muc4Doers(Muc4Words words, Muc4Groups groups, ImmutableArray<Happening> reports, Account account)
{
    public IEnumerable<Muc4Filler> Fillers()
    {
        var doers = DoersOf(reports).ToList();
        yield return new(
            "perp_cat",
            doers.Exists(doer => doer.Actor.Type is ActorType.StateForce or ActorType.Government)
            && !doers.Exists(doer => doer.Actor.Type is ActorType.Rebel or ActorType.Militia or ActorType.Criminal)
                ? "STATE-SPONSORED VIOLENCE"
                : "TERRORIST ACT"
        );
        foreach (
            var people in doers.Select(doer => Individual(doer.Actor)).OfType<string>().Distinct(StringComparer.Ordinal)
        )
            yield return new("perp_ind_id", people);
        if (doers.TrueForAll(doer => Organisation(doer.Actor) is null))
            foreach (var filler in ByArticle([.. doers.Select(doer => doer.Actor)]))
                yield return filler;
        foreach (
            var organisation in doers
                .Where(doer => Organisation(doer.Actor) is not null)
                .GroupBy(doer => Key(doer.Actor), StringComparer.Ordinal)
        )
        {
            var name = Organisation(organisation.First().Actor)!;
            yield return new("perp_org_id", name);
            yield return new("perp_org_conf", Confidence([.. organisation]), name);
        }
    }

    /// <summary>A name and its letters are one organisation, where the record knows both.</summary>
    private string Key(ReportActor actor) => actor.Id ?? Organisation(actor)!;

    /// <summary>
    /// Who did it where the incident names no organisation: the one that the article holds to have done most; where it holds none,
    /// and rebels did it, the group that it names nearest. Where people are named or belong to a state, none is.
    /// </summary>
    private IEnumerable<Muc4Filler> ByArticle(IReadOnlyList<ReportActor> doers)
    {
        if (doers.Any(doer => doer.Type is not (ActorType.Rebel or ActorType.Militia or ActorType.Unknown or null)))
            yield break;
        var organisations = DoersOf(account.Incidents.SelectMany(incident => incident))
            .Where(doer =>
                doer.Actor.Type is not (ActorType.StateForce or ActorType.Government)
                && Organisation(doer.Actor) is not null
            )
            .GroupBy(doer => Key(doer.Actor), StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ToList();
        if (organisations.Count == 0)
        {
            if (doers.Any(doer => doer.Type is ActorType.Rebel) && Nearest() is { } group)
            {
                yield return new("perp_org_id", group.Name);
                yield return new("perp_org_conf", Confidence([.. DoersOf(reports)]), group.Name);
            }
            yield break;
        }
        var name = Organisation(organisations[0].First().Actor)!;
        yield return new("perp_org_id", name);
        yield return new("perp_org_conf", Confidence([.. organisations[0]]), name);
    }

    /// <summary>The group that the article names nearest to the incident, of those that act in its country.</summary>
    private Muc4Group? Nearest()
    {
        var at = reports.SelectMany(report => report.Evidence).Select(span => span.Start).DefaultIfEmpty(0).Min();
        var countries = reports
            .Select(report => report.Place?.Country)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return groups
            .Of(account)
            .Where(group => countries.Count == 0 || group.Countries.IsEmpty || group.Countries.Any(countries.Contains))
            .MinBy(group => group.At.Min(one => Math.Abs(one - at)));
    }

    private static IEnumerable<(Happening Report, ReportActor Actor)> DoersOf(IEnumerable<Happening> reports) =>
        reports.SelectMany(report => report.Actors.Where(IsDoer).Select(actor => (report, actor)));

    public static bool IsDoer(ReportActor actor) => actor.Role is ActorRole.Perpetrator;

    private string? Individual(ReportActor actor)
    {
        var phrase = Muc4Text.Of(actor.Words ?? actor.Name);
        // "TERRORIST ATTACK", "REBEL FIRE": what kind of deed it was, and not one who did it.
        if (actor.Named is null && IsBeforeDeed(actor))
            return null;
        if (actor.Type is ActorType.Person)
            return Muc4Text.Of(actor.Named ?? actor.Name);
        var organisation = Organisation(actor);
        if (organisation == phrase || (actor.Named is not null && organisation is null) || words.IsVague(phrase))
            return null;
        // "EXTRADITABLES" beside "THE EXTRADITABLES"
        if (organisation?.EndsWith(" " + phrase, StringComparison.Ordinal) == true)
            return null;
        // "TERRORISTS OF THE FRONT": whose they are is the organisation.
        return words.WithoutDoubt(
            organisation is not null && phrase.EndsWith(organisation, StringComparison.Ordinal)
                ? phrase.Split(" OF ")[0]
                : phrase
        );
    }

    private bool IsBeforeDeed(ReportActor actor) =>
        actor.Spans is [var span]
        && !words.IsPlural(Muc4Text.Of(span.Text))
        && reports.Any(report => report.TypeSpans.Any(deed => deed.Start == span.End + 1));

    private string? Organisation(ReportActor actor)
    {
        var phrase = Muc4Text.Of(actor.Words ?? actor.Name);
        if (actor.Type is ActorType.Person)
            return null;
        if (actor.Named is null || actor.Type is ActorType.StateForce or ActorType.Government)
            if (words.Organisations.UpTo(words.WithoutDoubt(phrase)) is { } body)
                return body;
            else if (actor.Type is ActorType.StateForce or ActorType.Government)
                return null;
        // A name that no book and no word of its own tells for a body is a person's, a place's or a misreading's.
        if (
            actor.Named is { } named
            && actor.Type
                is ActorType.Rebel
                    or ActorType.Militia
                    or ActorType.Criminal
                    or ActorType.Organisation
                    or ActorType.Communal
        )
            return Muc4Text.Of(named);
        // The phrase takes up a group that was named before.
        return
            actor is { Id: not null, Spans.Length: > 1 }
            && Muc4Text.Of(actor.Spans[^1].Text) is var before
            && before != phrase
            ? before
            : null;
    }

    private string Confidence(IReadOnlyList<(Happening Report, ReportActor Actor)> doers)
    {
        var status = doers
            .Select(doer => doer.Report.Status)
            .OrderByDescending(one => one is Status.Claimed)
            .ThenByDescending(one => one is Status.Alleged)
            .First();
        if (status is Status.Reported && doers.Any(doer => doer.Actor.Doubt is not null))
            status = Status.Alleged;
        return words.Confidence(
            status,
            doers.SelectMany(doer => doer.Report.Attribution).Select(speaker => speaker.Kind)
        );
    }
}
