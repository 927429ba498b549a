using System.Collections.Immutable;
using System.Globalization;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Coding.Actors;

/// <summary>Who the record knows: states by rule, groups and bodies by rows, and what a noun alone says of its kind.</summary>
public sealed class ActorBook
{
    private readonly Dictionary<string, KnownActor> byId = new(StringComparer.Ordinal);
    private readonly List<(string Actor, ActorLink Link)> links = [];

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

    /// <summary>By its key, its name, or another name or acronym that is one actor's alone; null where it is none's or several'.</summary>
    public KnownActor? Find(string keyOrName) =>
        Of(keyOrName)
        ?? byId.Values.FirstOrDefault(actor => string.Equals(actor.Name, keyOrName, StringComparison.OrdinalIgnoreCase))
        ?? (Names.Exactly(keyOrName) is [var named] ? named : null)
        ?? (Acronyms.Exactly(keyOrName) is [var known] ? known : null);

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
        foreach (var row in knowledge.ActorRows())
            book.AddActor(row);
        foreach (var row in knowledge.Table("actors", "links.tsv").Rows)
            book.AddLink(row);
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

    /// <summary>What stands for a source where none was opened.</summary>
    private const string Unverified = "unverified";

    private void AddActor(Table.Row row)
    {
        var actor = new KnownActor
        {
            Id = row.Required("id"),
            Name = row.Required("name"),
            Type = row.Choice<ActorType>("type"),
            Names = [.. row.List("names")],
            Script = [.. row.List("script")],
            Acronyms = [.. row.List("acronyms")],
            Countries = [.. row.List("countries")],
            From = Year(row, "from"),
            To = Year(row, "to"),
            Source = Source(row),
        };
        if (byId.ContainsKey(actor.Id))
            throw row.Wrong($"actor \"{actor.Id}\" stands twice");
        foreach (var country in actor.Countries)
            if (country.Length != 3 || !country.All(char.IsAsciiLetterUpper))
                throw row.Wrong($"\"{country}\" is no ISO 3166-1 alpha-3 code");
        Add(actor);
    }

    private void AddLink(Table.Row row)
    {
        var actor = Known(row, "actor");
        var other = Known(row, "other");
        var link = new ActorLink(
            row.Choice<LinkKind>("kind"),
            other.Id,
            When(row, "from"),
            When(row, "to"),
            Source(row)
        );
        if (link.From is not null || link.To is not null)
            Verified(row, actor);
        links.Add((actor.Id, link));
    }

    /// <summary>What the file knows of an actor's ties; those of others to it are read from their side.</summary>
    public IEnumerable<(string Actor, ActorLink Link)> LinksOf(string id) =>
        links.Where(one => one.Actor == id || one.Link.Other == id);

    /// <summary>Who is unverified carries no leader and no date in any file.</summary>
    private static KnownActor Verified(Table.Row row, KnownActor actor) =>
        actor.Source == Unverified
            ? throw row.Wrong($"\"{actor.Id}\" is unverified and carries no leader and no date")
            : actor;

    private KnownActor Known(Table.Row row, string column) =>
        Of(row.Required(column)) ?? throw row.Wrong($"no actor \"{row[column]}\"");

    /// <summary>The address and the day on which it was opened; an "unverified" row carries no dates.</summary>
    private static string Source(Table.Row row)
    {
        var source = row.Required("source");
        if (source == Unverified)
            return row["from"].Length > 0 || row["to"].Length > 0
                ? throw row.Wrong("an unverified row carries no dates")
                : source;
        return row["opened"].Length > 0
            ? $"{source} ({row["opened"]})"
            : throw row.Wrong("a source without the day on which it was opened");
    }

    private void Add(KnownActor actor)
    {
        byId.Add(actor.Id, actor);
        foreach (var name in actor.Names.Add(Bare(actor.Name)).AddRange(actor.Script))
            (IsAcronym(name) ? Acronyms : Names).Add(name, actor);
        foreach (var acronym in actor.Acronyms)
            Acronyms.Add(acronym, actor);
    }

    private LeaderTerm Term(Table.Row row)
    {
        var source = Source(row);
        return source == Unverified
            ? throw row.Wrong("a leader's term needs a source and the day on which it was opened")
            : new(
                Verified(row, Known(row, "actor")).Id,
                row.Required("leader"),
                [.. row.List("names")],
                When(row, "from"),
                When(row, "to"),
                source
            );
    }

    /// <summary>"Popular Resistance (Yemen)" is called "Popular Resistance".</summary>
    private static string Bare(string name) =>
        name.EndsWith(')') && name.IndexOf(" (", StringComparison.Ordinal) is > 0 and var at ? name[..at] : name;

    /// <summary>Short, without blanks, mostly capitals: matched in capitals only, so that "is" is not IS.</summary>
    private static bool IsAcronym(string name) =>
        name.Length <= 7 && !name.Contains(' ', StringComparison.Ordinal) && name.Count(char.IsUpper) >= 2;

    /// <summary>A day, a month or a year.</summary>
    private static string? When(Table.Row row, string column) =>
        row.Optional(column) is not { } cell ? null
        : DateOnly.TryParseExact(
            cell.Length switch
            {
                4 => cell + "-01-01",
                7 => cell + "-01",
                _ => cell,
            },
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out _
        )
            ? cell
        : throw row.Wrong($"\"{cell}\" is no day, month or year");

    private static int? Year(Table.Row row, string column) =>
        row.Optional(column) is not { } cell ? null
        : int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year
        : throw row.Wrong($"\"{cell}\" is no year");
}
