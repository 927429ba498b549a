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

    /// <summary>What two types of the table are to each other, by their numbers: pairs of reports are weighed by the million.</summary>
    private TypeRelations[,] relations = new TypeRelations[0, 0];

    private sealed record Entry(
        int Number,
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
                families.entries.Count,
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
        families.Relate();
        return families;
    }

    private void Relate()
    {
        relations = new TypeRelations[entries.Count, entries.Count];
        alone = [.. Enumerable.Range(0, entries.Count).Select(number => ImmutableArray.Create(number))];
        foreach (var (a, one) in entries)
        foreach (var (b, other) in entries)
            relations[one.Number, other.Number] =
                (a == b ? TypeRelations.Same : TypeRelations.None)
                | (a == b && one.Lasts ? TypeRelations.Lasting : TypeRelations.None)
                | (AreNear(a, b) ? TypeRelations.Near : TypeRelations.None)
                | (OneIsUnderTheOther(a, b) ? TypeRelations.General : TypeRelations.None);
    }

    /// <summary>The number of a type; -1 for one that the table does not list.</summary>
    internal int NumberOf(string type) => entries.TryGetValue(type, out var entry) ? entry.Number : -1;

    /// <summary>Those of some types, in their order. What has the same types shares them.</summary>
    internal ImmutableArray<int> NumbersOf(ImmutableArray<string> types) =>
        types is [var only] && NumberOf(only) is >= 0 and var number ? alone[number] : [.. types.Select(NumberOf)];

    /// <summary>Each number by itself.</summary>
    private ImmutableArray<int>[] alone = [];

    /// <summary>All that any of some types is to any of others.</summary>
    internal TypeRelations Between(Sighting a, Sighting b)
    {
        var all = TypeRelations.None;
        for (var one = 0; one < a.TypeNumbers.Length; one++)
        for (var other = 0; other < b.TypeNumbers.Length; other++)
        {
            var (first, second) = (a.TypeNumbers[one], b.TypeNumbers[other]);
            if (first >= 0 && second >= 0)
                all |= relations[first, second];
            else if (a.Types[one] == b.Types[other])
                all |= TypeRelations.Same;
        }
        return all;
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

/// <summary>What a type is to another one.</summary>
[Flags]
internal enum TypeRelations
{
    None = 0,
    Same = 1,

    /// <summary>One type, of what lasts for days.</summary>
    Lasting = 2,

    /// <summary><see cref="TypeFamilies.AreNear"/>.</summary>
    Near = 4,

    /// <summary><see cref="TypeFamilies.OneIsUnderTheOther"/>.</summary>
    General = 8,
}
