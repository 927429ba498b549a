using System.Collections.Immutable;
using System.Globalization;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Coding.Actors;

/// <summary>Who the record knows: states by rule, groups and bodies by rows, and what a noun alone says of its kind.</summary>
public sealed class ActorBook
{
    private readonly Dictionary<string, KnownActor> byId = new(StringComparer.Ordinal);

    private ActorBook(StateTable states) => States = states;

    public StateTable States { get; }

    /// <summary>Every actor, states' own included, by id.</summary>
    public IReadOnlyDictionary<string, KnownActor> Actors => byId;

    /// <summary>Full names and aliases.</summary>
    public NameIndex<KnownActor> Names { get; } = new();

    /// <summary>Acronyms, which stand in capitals.</summary>
    public NameIndex<KnownActor> Acronyms { get; } = new();

    public NameIndex<RoleNoun> Roles { get; } = new();

    public ImmutableArray<LeaderTerm> Leaders { get; private set; } = [];

    /// <summary>Leaders by their names, for persons that a text names.</summary>
    public NameIndex<LeaderTerm> LeaderNames { get; } = new();

    public KnownActor? Of(string? id) => id is not null && byId.TryGetValue(id, out var actor) ? actor : null;

    /// <exception cref="KnowledgeException">A table is missing, or a row of one is not understood.</exception>
    public static ActorBook Load(KnowledgeFolder knowledge)
    {
        var book = new ActorBook(StateTable.Load(knowledge));
        foreach (var state in book.States.All)
        {
            book.Add(state.Government);
            book.Add(state.Army);
            book.Add(state.Police);
        }
        foreach (var row in knowledge.Table("actors", "groups.tsv").Rows)
            book.AddGroup(row);
        foreach (var row in knowledge.Table("actors", "roles.tsv").Rows)
        {
            var noun = row.Required("noun");
            var role = new RoleNoun(noun, row.Choice<ActorType>("type"), row.Optional("state"), row.Optional("refers"));
            book.Roles.Add(noun, role);
        }
        book.Leaders = [.. knowledge.Table("actors", "leaders.tsv").Rows.Select(book.Term)];
        foreach (var term in book.Leaders)
        foreach (var name in term.Names.Add(term.Leader))
            book.LeaderNames.Add(name, term);
        return book;
    }

    private void AddGroup(Table.Row row)
    {
        var source = row.Required("source");
        if (source != "unverified" && row["opened"].Length == 0)
            throw row.Wrong("a source without the day on which it was opened");
        if (source == "unverified" && (row["from"].Length > 0 || row["to"].Length > 0))
            throw row.Wrong("an unverified row carries no dates");
        var actor = new KnownActor
        {
            Id = row.Required("id"),
            Name = row.Required("name"),
            Type = row.Choice<ActorType>("type"),
            Names = [.. row.List("names")],
            Acronyms = [.. row.List("acronyms")],
            Countries = [.. row.List("countries")],
            Parents = [.. row.List("parents")],
            Splinters = [.. row.List("splinters")],
            Allies = [.. row.List("allies")],
            From = Year(row, "from"),
            To = Year(row, "to"),
            Source = source == "unverified" ? source : $"{source} ({row["opened"]})",
        };
        if (byId.ContainsKey(actor.Id))
            throw row.Wrong($"actor \"{actor.Id}\" stands twice");
        Add(actor);
    }

    private void Add(KnownActor actor)
    {
        byId.Add(actor.Id, actor);
        foreach (var name in actor.Names.Add(actor.Name))
            (IsAcronym(name) ? Acronyms : Names).Add(name, actor);
        foreach (var acronym in actor.Acronyms)
            Acronyms.Add(acronym, actor);
    }

    private LeaderTerm Term(Table.Row row)
    {
        var actor = row.Required("actor");
        if (!byId.ContainsKey(actor))
            throw row.Wrong($"no actor \"{actor}\"");
        if (row["source"].Length == 0 || row["opened"].Length == 0)
            throw row.Wrong("a leader's term needs a source and the day on which it was opened");
        return new(
            actor,
            row.Required("leader"),
            [.. row.List("names")],
            row.Optional("from"),
            row.Optional("to"),
            $"{row["source"]} ({row["opened"]})"
        );
    }

    /// <summary>Short, without blanks, mostly capitals: matched in capitals only, so that "is" is not IS.</summary>
    private static bool IsAcronym(string name) =>
        name.Length <= 7 && !name.Contains(' ', StringComparison.Ordinal) && name.Count(char.IsUpper) >= 2;

    private static int? Year(Table.Row row, string column) =>
        row.Optional(column) is not { } cell ? null
        : int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year
        : throw row.Wrong($"\"{cell}\" is no year");
}
