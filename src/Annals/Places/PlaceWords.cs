using System.Collections.Frozen;
using Annals.Knowledge;

namespace Annals.Places;

/// <summary>Words around place names, from `data/places`: what they do to a name beside them.</summary>
internal sealed class PlaceWords
{
    private readonly FrozenDictionary<string, HashSet<string>> roles;

    private PlaceWords(FrozenDictionary<string, HashSet<string>> roles) => this.roles = roles;

    /// <summary>Degrees clockwise from north, by word of direction.</summary>
    public required FrozenDictionary<string, double> Directions { get; init; }

    /// <summary>Numbers of countries' entries, by demonym in lower case.</summary>
    public required FrozenDictionary<string, int> Demonyms { get; init; }

    /// <summary>Numbers of divisions' entries, by a short form that is taken only after a comma.</summary>
    public required FrozenDictionary<string, int> AfterComma { get; init; }

    /// <summary>Common words that places bear as names, in lower case.</summary>
    public required FrozenSet<string> Common { get; init; }

    public static PlaceWords Load(KnowledgeFolder knowledge, Gazetteer gazetteer)
    {
        var roles = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in knowledge.Table("places", "words.tsv").Rows)
            AddRole(roles, row.Required("word"), row.Required("role"));
        // A group's name is no village, though somewhere a village bears it among its other names.
        foreach (var row in knowledge.ActorRows())
        foreach (var name in row.List("names").Append(row.Required("name")))
            if (!name.Contains(' ', StringComparison.Ordinal))
                AddRole(roles, name, "never");
        var demonyms = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (
            var (row, number) in knowledge.Table("places", "countries.tsv").Rows.Select((row, number) => (row, number))
        )
        foreach (var demonym in row.List("demonyms"))
            demonyms.TryAdd(demonym.ToLowerInvariant(), number);
        var directions = knowledge.Table("places", "directions.tsv").Rows;
        return new PlaceWords(roles.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase))
        {
            Directions = directions.ToFrozenDictionary(
                row => row.Required("word"),
                row => row.Number("degrees"),
                StringComparer.OrdinalIgnoreCase
            ),
            Demonyms = demonyms.ToFrozenDictionary(StringComparer.Ordinal),
            WithPoint = knowledge
                .Table("places", "abbreviations.tsv")
                .Rows.Select(row => row.Required("form"))
                .Where(form => form.EndsWith('.'))
                .Append("U.S.")
                .ToFrozenSet(StringComparer.Ordinal),
            PersonNames = knowledge
                .LanguageTable("firstnames.tsv")
                .Rows.Concat(knowledge.LanguageTable("surnames.tsv").Rows)
                .Select(row => row.Required("name"))
                .ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            Common = knowledge
                .Table("places", "common.tsv")
                .Rows.SelectMany(row => row.List("words"))
                .ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            AfterComma = ShortForms(knowledge, gazetteer).ToFrozenDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>First and family names in lower case: a name that is among them may be a person's.</summary>
    public required FrozenSet<string> PersonNames { get; init; }

    private static void AddRole(Dictionary<string, HashSet<string>> roles, string word, string role)
    {
        if (!roles.TryGetValue(word, out var set))
            roles.Add(word, set = new(StringComparer.Ordinal));
        set.Add(role);
    }

    /// <summary>A division by its code is found by the name that the compiler gave it: "US.GA" under the key "us ga".</summary>
    private static Dictionary<string, int> ShortForms(KnowledgeFolder knowledge, Gazetteer gazetteer)
    {
        var forms = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in knowledge.Table("places", "abbreviations.tsv").Rows)
        {
            var bearers = gazetteer.Find(row.Required("division").Replace('.', ' '));
            for (var index = 0; index < bearers.Count; index++)
                if (gazetteer[bearers[index]].Kind == PlaceKind.Admin1)
                    forms[row.Required("form").TrimEnd('.')] = bearers[index];
        }
        return forms;
    }

    /// <summary>Short forms with their points ("Conn.").</summary>
    public required FrozenSet<string> WithPoint { get; init; }

    /// <summary>The form is one that newspapers write with a point.</summary>
    public bool HasPoint(string form) => WithPoint.Contains(form);

    public bool Is(string word, string role) => roles.TryGetValue(word, out var found) && found.Contains(role);
}
