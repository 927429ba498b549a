using Annals.Knowledge;

namespace Annals.Linking;

/// <summary>
/// Which types of happening may be one happening under another word, from `data/linking/families.tsv`. An outlet calls
/// "clash" what another calls "ambush"; nobody calls a release what another calls an arrest.
/// </summary>
public sealed class TypeFamilies
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    private sealed record Entry(string Family, string Group, bool General, bool Lasts);

    /// <exception cref="KnowledgeException">A line is not understood.</exception>
    public static TypeFamilies Load(KnowledgeFolder knowledge)
    {
        var families = new TypeFamilies();
        foreach (var row in knowledge.Table("linking", "families.tsv").Rows)
        {
            if (row["reach"] is not ("" or "any"))
                throw row.Wrong($"\"{row["reach"]}\" in \"reach\" is neither empty nor \"any\"");
            if (row["lasts"] is not ("" or "yes"))
                throw row.Wrong($"\"{row["lasts"]}\" in \"lasts\" is neither empty nor \"yes\"");
            var entry = new Entry(
                row.Required("family"),
                row.Required("group"),
                row["reach"] == "any",
                row["lasts"] == "yes"
            );
            if (!families.entries.TryAdd(row.Required("type"), entry))
                throw row.Wrong($"type \"{row["type"]}\" stands twice");
        }
        return families;
    }

    /// <summary>A type that the table does not list is a family of its own.</summary>
    public string FamilyOf(string type) => entries.TryGetValue(type, out var entry) ? entry.Family : type;

    /// <summary>All types of a family.</summary>
    public IEnumerable<string> TypesOf(string family) =>
        entries
            .Where(entry => entry.Value.Family == family)
            .Select(entry => entry.Key)
            .DefaultIfEmpty(family)
            .Order(StringComparer.Ordinal);

    /// <summary>The general word for its whole family.</summary>
    public bool IsGeneral(string type) => entries.TryGetValue(type, out var entry) && entry.General;

    /// <summary>Goes on for days, and is told from any of them.</summary>
    public bool Lasts(string type) => entries.TryGetValue(type, out var entry) && entry.Lasts;

    public bool SameGroup(string a, string b) =>
        entries.TryGetValue(a, out var one)
        && entries.TryGetValue(b, out var other)
        && one.Family == other.Family
        && one.Group == other.Group;
}
