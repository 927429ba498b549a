using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Coding;

/// <summary>What may hold of a happening, for the code columns of `data/types.tsv`.</summary>
public static class Conditions
{
    private static readonly ImmutableHashSet<ActorType> Armed =
    [
        ActorType.StateForce,
        ActorType.Rebel,
        ActorType.Militia,
        ActorType.Communal,
        ActorType.Criminal,
        ActorType.Peacekeepers,
    ];

    private static readonly ImmutableHashSet<ActorType> Unarmed =
    [
        ActorType.Civilians,
        ActorType.Protesters,
        ActorType.Media,
        ActorType.Person,
        ActorType.Organisation,
        ActorType.Government,
    ];

    /// <summary>All that a rule may name. Those that no field says come as tags of triggers and means.</summary>
    public static readonly ImmutableHashSet<string> Names =
    [
        "killed",
        "hurt",
        "mass",
        "target-armed",
        "target-unarmed",
        "target-important",
        "target-military",
        "against-armed-group",
        "by-state",
        "against-state",
        "state-involved",
        "sides-known",
        "armed-sides",
        "by-military",
        "by-police",
        "by-armed-group",
        "by-mob",
        "attempted",
        "against-individuals",
        "by-suicide",
        "by-drone",
        "by-air",
        "by-heavy-weapon",
        "by-explosive",
        "by-firearm",
        "by-blade",
        "by-vehicle",
        "by-roadside",
        "by-chemical",
        "by-fire",
        "by-crowd-control",
        "judicial",
        "repatriated",
        "rescued",
        "control-passes",
        "with-weapons",
        "parade",
        "alert",
        "coup",
        "resigned",
        "demanded",
        "intervention",
        "excessive",
        "with-demonstration",
        "in-force",
        "promised",
        "negotiated",
        "mild",
        "disapproved",
        "humanitarian",
    ];

    /// <summary>What holds, from the fields and from the tags of the words that said it.</summary>
    public static HashSet<string> Of(
        ImmutableArray<ReportActor> actors,
        ImmutableArray<Harm> harm,
        IEnumerable<string> tags,
        ImmutableArray<HitObject> objects = default
    )
    {
        var holding = new HashSet<string>(tags, StringComparer.Ordinal);
        void Put(string name, bool holds)
        {
            if (holds)
                holding.Add(name);
        }
        bool By(ActorType type) => actors.Any(actor => actor.Role is ActorRole.Perpetrator && actor.Type == type);
        var against = actors.Where(actor => actor.Role is ActorRole.Target or ActorRole.Victim).ToList();
        var sides = actors.Where(actor => actor.Role is ActorRole.Participant).ToList();
        double Count(Effect effect) =>
            harm.Where(entry => entry.Effect == effect && entry.Side != "perpetrator")
                .Sum(entry => entry.Count.Shown ?? 0);

        Put("killed", harm.Any(entry => entry is { Effect: Effect.Killed, Count.Shown: > 0 }));
        Put("hurt", harm.Any(entry => entry is { Effect: Effect.Injured, Count.Shown: > 0 }));
        Put("mass", Count(Effect.Detained) >= 10 || Count(Effect.Killed) >= 10);
        Put("target-armed", against.Any(actor => actor.Type is { } type && Armed.Contains(type)));
        Put(
            "target-unarmed",
            against.Any(actor => actor.Type is { } type && Unarmed.Contains(type)) && !holding.Contains("target-armed")
        );
        Put(
            "target-important",
            against.Any(actor => actor.Type is ActorType.Government or ActorType.Media || actor.Id is not null)
        );
        Put("target-military", !objects.IsDefault && objects.Any(thing => thing.Kind is "military" or "base"));
        Put(
            "against-armed-group",
            against.Any(actor => actor.Type is ActorType.Rebel or ActorType.Militia or ActorType.Criminal)
        );
        Put("by-state", By(ActorType.StateForce) || By(ActorType.Government));
        Put("against-state", against.Any(actor => actor.Type is ActorType.StateForce or ActorType.Government));
        Put(
            "state-involved",
            holding.Contains("by-state")
                || sides.Any(actor => actor.Type is ActorType.StateForce or ActorType.Government)
        );
        Put("sides-known", sides.Count > 1 || against.Count > 0);
        Put("armed-sides", sides.Any(actor => actor.Type is { } type && Armed.Contains(type)));
        Put("by-military", By(ActorType.StateForce) && !holding.Contains("by-police"));
        Put(
            "by-armed-group",
            By(ActorType.Rebel) || By(ActorType.Militia) || By(ActorType.Communal) || By(ActorType.Criminal)
        );
        Put("by-mob", By(ActorType.Rioters) || By(ActorType.Protesters));
        Put(
            "against-individuals",
            Count(Effect.Displaced) is > 0 and < 20 || against.Any(actor => actor.Type is ActorType.Government)
        );
        return holding;
    }
}
