using System.Collections.Immutable;
using Annals.Knowledge;

namespace Annals.Linking;

/// <summary>
/// Which types of happening may be one happening under another word, from `data/linking/families.tsv`. An outlet calls
/// "clash" what another calls "ambush"; nobody calls a release what another calls an arrest.
/// </summary>
public sealed class TypeFamilies
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    private sealed record Entry(
        string Family,
        string Group,
        ImmutableHashSet<string> Reach,
        ImmutableHashSet<string> Brings,
        bool Lasts
    );

    /// <exception cref="KnowledgeException">A line is not understood.</exception>
    public static TypeFamilies Load(KnowledgeFolder knowledge)
    {
        var families = new TypeFamilies();
        foreach (var row in knowledge.Table("linking", "families.tsv").Rows)
        {
            if (row["lasts"] is not ("" or "yes"))
                throw row.Wrong($"\"{row["lasts"]}\" in \"lasts\" is neither empty nor \"yes\"");
            var entry = new Entry(
                row.Required("family"),
                row.Required("group"),
                row.List("reach").ToImmutableHashSet(StringComparer.Ordinal),
                row.List("brings").ToImmutableHashSet(StringComparer.Ordinal),
                row["lasts"] == "yes"
            );
            if (!families.entries.TryAdd(row.Required("type"), entry))
                throw row.Wrong($"type \"{row["type"]}\" stands twice");
        }
        var groups = families.entries.Values.Select(entry => entry.Group).ToHashSet(StringComparer.Ordinal);
        foreach (var row in knowledge.Table("linking", "families.tsv").Rows)
        foreach (var column in (string[])["reach", "brings"])
            if (Array.Find(row.List(column), group => !groups.Contains(group)) is { } unknown)
                throw row.Wrong($"\"{unknown}\" in \"{column}\" is no group");
        return families;
    }

    /// <summary>A type that the table does not list is a family of its own.</summary>
    public string FamilyOf(string type) => entries.TryGetValue(type, out var entry) ? entry.Family : type;

    /// <summary>The types that a general word stands for, itself included; a word that is not general stands for itself.</summary>
    public IEnumerable<string> Under(string type) =>
        entries.TryGetValue(type, out var entry)
            ? entries
                .Where(other => other.Key == type || Reaches(entry, other.Value))
                .Select(other => other.Key)
                .Order(StringComparer.Ordinal)
            : [type];

    /// <summary>A general word for other types.</summary>
    public bool IsGeneral(string type) => entries.TryGetValue(type, out var entry) && !entry.Reach.IsEmpty;

    /// <summary>One is a general word that the other falls under.</summary>
    public bool OneIsUnderTheOther(string a, string b) =>
        entries.TryGetValue(a, out var one)
        && entries.TryGetValue(b, out var other)
        && (Reaches(one, other) || Reaches(other, one));

    private static bool Reaches(Entry general, Entry other) =>
        general.Family == other.Family && general.Reach.Contains(other.Group);

    /// <summary>Goes on for days, and is told from any of them.</summary>
    public bool Lasts(string type) => entries.TryGetValue(type, out var entry) && entry.Lasts;

    /// <summary>Of one group, or of one that the other brings along.</summary>
    public bool AreNear(string a, string b) =>
        entries.TryGetValue(a, out var one)
        && entries.TryGetValue(b, out var other)
        && one.Family == other.Family
        && (one.Group == other.Group || one.Brings.Contains(other.Group) || other.Brings.Contains(one.Group));
}
