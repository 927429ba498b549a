using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Coding.Actors;

/// <summary>A state, with the government, army and police that its row makes by rule.</summary>
public sealed record State(
    string Iso3,
    string Name,
    string Adjective,
    KnownActor Government,
    KnownActor Army,
    KnownActor Police
)
{
    /// <summary>By the role table's word: army, police, government.</summary>
    public KnownActor Force(string role) =>
        role switch
        {
            "army" => Army,
            "police" => Police,
            _ => Government,
        };
}

/// <summary>How a state is named at one point of a text.</summary>
public enum StateForm
{
    Name,
    Adjective,
    People,
    Seat,
}

/// <summary>The states of `data/actors/states.tsv`.</summary>
public sealed class StateTable
{
    private readonly Dictionary<string, State> byCode = new(StringComparer.Ordinal);

    private StateTable() { }

    /// <summary>Names, adjectives, peoples and seats.</summary>
    public NameIndex<(State State, StateForm Form)> Index { get; } = new();

    public ImmutableArray<State> All { get; private set; } = [];

    public State? Of(string? iso3) => iso3 is not null && byCode.TryGetValue(iso3, out var state) ? state : null;

    /// <summary>The state whose name, as it or others write it, this is.</summary>
    public State? Named(string name) => Index.Exactly(name).FirstOrDefault(one => one.Form == StateForm.Name).State;

    public static StateTable Load(KnowledgeFolder knowledge)
    {
        var table = new StateTable();
        foreach (var row in knowledge.Table("actors", "states.tsv").Rows)
            table.Add(row);
        table.All = [.. table.byCode.Values];
        return table;
    }

    private void Add(Table.Row row)
    {
        var iso3 = row.Required("iso3");
        var name = row.Required("name");
        var adjectives = row.List("adjectives");
        var adjective = adjectives is [var first, ..] ? first : name;
        var state = new State(
            iso3,
            name,
            adjective,
            Make("", $"Government of {name}", ActorType.Government, row.List("government")),
            Make("-army", $"{adjective} Armed Forces", ActorType.StateForce, row.List("army")),
            Make("-police", $"{adjective} Police", ActorType.StateForce, row.List("police"))
        );
        if (!byCode.TryAdd(iso3, state))
            throw row.Wrong($"state {iso3} stands twice");
        Index.Add(name, (state, StateForm.Name));
        foreach (var other in row.List("names"))
            Index.Add(other, (state, StateForm.Name));
        foreach (var word in adjectives)
            Index.Add(word, (state, StateForm.Adjective));
        foreach (var word in row.List("people"))
            Index.Add(word, (state, StateForm.People));
        foreach (var seat in row.List("seats"))
            Index.Add(seat, (state, StateForm.Seat));

        KnownActor Make(string suffix, string actorName, ActorType type, string[] names) =>
            new()
            {
                Id = iso3.ToLowerInvariant() + suffix,
                Name = actorName,
                Type = type,
                Names = [.. names],
                Countries = [iso3],
            };
    }
}
