using System.Collections.Immutable;
using System.Text.Json;
using Annals.Record;

namespace Annals.Linking;

/// <summary>
/// Who acts, to whom it is done, who claims it and who says so, as a person has put it right. The value is a name, or
/// JSON as the contract has it (`{"name","id","type"}`, or a list of those), or "unknown" for nobody that the words name.
/// </summary>
internal static class CorrectedActors
{
    public const string Fields = "actor, target, claimant, speaker";

    /// <summary>Null where the field is none of these, or the report has no such field.</summary>
    /// <exception cref="UnfitDecisionException">The value is none; the message says which.</exception>
    public static Report? Of(Report report, string field, string? value) =>
        (field, report) switch
        {
            ("actor", Happening happening) => happening with { Actors = Acting(happening, Parties(field, value)) },
            // Who claims an act says that it did it.
            ("claimant", Happening { Status: Status.Claimed } claim) => claim with
            {
                Actors = Acting(claim, Parties(field, value)),
            },
            ("target", Happening happening) => happening with
            {
                Actors =
                [
                    .. happening.Actors.Where(actor => actor.Role != ActorRole.Target),
                    .. Parties(field, value).Select(party => In(ActorRole.Target, party)),
                ],
            },
            ("claimant", Tally tally) => tally with { Claimant = Parties(field, value).FirstOrDefault() },
            ("speaker", Assessment assessment) when Speaker(Parties(field, value)) is var speaker => assessment with
            {
                Who = speaker ?? new Attribution(),
                Attribution = speaker is null ? [] : [speaker],
            },
            ("speaker", _) => report with { Attribution = [.. Parties(field, value).Select(Speaker)] },
            _ => null,
        };

    /// <summary>Sides of a clash stay sides; whoever acts alone is the perpetrator.</summary>
    private static ImmutableArray<ReportActor> Acting(Happening happening, ImmutableArray<Party> parties)
    {
        var role = happening.Actors.Any(actor => actor.Role == ActorRole.Participant)
            ? ActorRole.Participant
            : ActorRole.Perpetrator;
        return
        [
            .. parties.Select(party => In(role, party)),
            .. happening.Actors.Where(actor => actor.Role is not (ActorRole.Perpetrator or ActorRole.Participant)),
        ];
    }

    private static ReportActor In(ActorRole role, Party party) =>
        new()
        {
            Role = role,
            Name = party.Name,
            Id = party.Id,
            Type = party.Type,
        };

    private static Attribution? Speaker(ImmutableArray<Party> parties) =>
        parties.Length == 0 ? null : Speaker(parties[0]);

    private static Attribution Speaker(Party party) => new() { Who = party.Name, Id = party.Id };

    private static ImmutableArray<Party> Parties(string field, string? value)
    {
        if (value is null or "unknown")
            return [];
        if (value.Length > 0 && value[0] is not ('{' or '['))
            return [new Party { Name = value }];
        try
        {
            var parties = Json.ReadParties(value);
            if (parties.All(party => party.Name.Length > 0))
                return parties;
        }
        catch (JsonException) { }
        throw new UnfitDecisionException(
            $"\"{value}\" is no {field}: a name, or JSON such as {{\"name\":\"The Band\",\"id\":\"band\"}}"
        );
    }
}
