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

    public static PlaceWords Load(KnowledgeFolder knowledge, Gazetteer gazetteer)
    {
        var roles = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in knowledge.Table("places", "words.tsv").Rows)
        {
            if (!roles.TryGetValue(row.Required("word"), out var set))
                roles.Add(row.Required("word"), set = new(StringComparer.Ordinal));
            set.Add(row.Required("role"));
        }
        var demonyms = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (row, number) in knowledge.Table("places", "countries.tsv").Rows.Select((row, number) => (row, number)))
            foreach (var demonym in row.List("demonyms"))
                demonyms.TryAdd(demonym.ToLowerInvariant(), number);
        var directions = knowledge.Table("places", "directions.tsv").Rows;
        return new PlaceWords(roles.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase))
        {
            Directions = directions.ToFrozenDictionary(row => row.Required("word"), row => row.Number("degrees"), StringComparer.OrdinalIgnoreCase),
            Demonyms = demonyms.ToFrozenDictionary(StringComparer.Ordinal),
            AfterComma = ShortForms(knowledge, gazetteer).ToFrozenDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>A division by its code is found by the name that the compiler gave it: "US.GA" under the key "us ga".</summary>
    private static Dictionary<string, int> ShortForms(KnowledgeFolder knowledge, Gazetteer gazetteer)
    {
        var forms = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in knowledge.Table("places", "abbreviations.tsv").Rows)
        {
            var bearers = gazetteer.Find(row.Required("division").Replace('.', ' '));
            if (bearers.Count > 0)
                forms[row.Required("form").TrimEnd('.')] = bearers[0];
        }
        return forms;
    }

    public bool Is(string word, string role) => roles.TryGetValue(word, out var found) && found.Contains(role);
}
