using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Coding;

/// <summary>A type of happening, as its row in `data/types.tsv` has it.</summary>
public sealed record HappeningType
{
    public required string Name { get; init; }

    /// <summary>violence, property, coercion, strategic, politics.</summary>
    public required string Group { get; init; }

    /// <summary>Types that may tell the same act less exactly.</summary>
    public required ImmutableArray<string> Broader { get; init; }

    /// <summary>What an act of the type did to those whom it was done to: an arrest detains. Null where the type does not say.</summary>
    public required Effect? Harm { get; init; }

    public required string Gloss { get; init; }

    public required ImmutableArray<CodeRule> Acled { get; init; }

    public required ImmutableArray<CodeRule> Plover { get; init; }

    public required ImmutableArray<CodeRule> Cameo { get; init; }

    public required ImmutableArray<CodeRule> Ucdp { get; init; }

    /// <summary>Something is done to people or things: what the contract calls violent, and what harm belongs to.</summary>
    public bool IsViolent => Group is "violence" or "property";
}

/// <summary>A code, and the conditions under which it holds; "-" is no code.</summary>
public sealed record CodeRule(ImmutableArray<string> Conditions, string Code)
{
    public override string ToString() => Conditions.IsEmpty ? Code : $"{string.Join(" & ", Conditions)} -> {Code}";
}

/// <summary>The one table of types and of their codes in other schemes: `data/types.tsv`.</summary>
public sealed class HappeningTypes
{
    private readonly Dictionary<string, HappeningType> byName;

    private HappeningTypes(ImmutableArray<HappeningType> all)
    {
        All = all;
        byName = all.ToDictionary(type => type.Name);
    }

    /// <summary>In the order of the table.</summary>
    public ImmutableArray<HappeningType> All { get; }

    public HappeningType this[string name] => byName[name];

    public bool Knows(string name) => byName.ContainsKey(name);

    public static HappeningTypes Load(KnowledgeFolder knowledge)
    {
        var rows = knowledge.Table("types.tsv").Rows;
        var names = rows.Select(row => row.Required("type")).ToHashSet();
        return new([.. rows.Select(row => Read(row, names))]);
    }

    /// <summary>One act may be told by both types.</summary>
    public bool Agree(string left, string right) =>
        left == right || byName[left].Broader.Contains(right) || byName[right].Broader.Contains(left);

    /// <summary>The type that says more of two that agree.</summary>
    public string Finer(string left, string right) => byName[right].Broader.Contains(left) ? right : left;

    /// <summary>The codes of a happening, given what holds of it.</summary>
    public Codes CodesOf(string type, IReadOnlySet<string> holding)
    {
        var row = byName[type];
        var acled =
            First(row.Acled, holding) is { } both && both.Split(": ", 2) is [var act, var subact]
                ? new AcledCode(act, subact)
                : null;
        var plover = First(row.Plover, holding)?.Split('/') is [var root, .. var modes]
            ? new PloverCode(root, modes is [var mode] ? mode : null)
            : null;
        var ucdp = First(row.Ucdp, holding) is { } violence ? new UcdpCode(violence[0] - '0') : null;
        return new(acled, plover, First(row.Cameo, holding), ucdp);
    }

    private static string? First(ImmutableArray<CodeRule> rules, IReadOnlySet<string> holding)
    {
        foreach (var rule in rules)
            if (
                rule.Conditions.All(condition =>
                    condition[0] == '!' ? !holding.Contains(condition[1..]) : holding.Contains(condition)
                )
            )
                return rule.Code == "-" ? null : rule.Code;
        return null;
    }

    private static HappeningType Read(Table.Row row, HashSet<string> names)
    {
        var broader = row.List("broader");
        foreach (var name in broader)
            if (!names.Contains(name))
                throw row.Wrong($"no such type: \"{name}\"");
        return new()
        {
            Name = row.Required("type"),
            Group = row.Required("group"),
            Broader = [.. broader],
            Harm = row.Optional("harm") is null ? null : row.Choice<Effect>("harm"),
            Gloss = row.Required("gloss"),
            Acled = Rules(row, "acled"),
            Plover = Rules(row, "plover"),
            Cameo = Rules(row, "cameo"),
            Ucdp = Rules(row, "ucdp"),
        };
    }

    private static ImmutableArray<CodeRule> Rules(Table.Row row, string column)
    {
        var rules = ImmutableArray.CreateBuilder<CodeRule>();
        foreach (var cell in row.List(column))
        {
            var parts = cell.Split("->", StringSplitOptions.TrimEntries);
            var rule = parts switch
            {
                [var code] => new CodeRule([], code),
                [var conditions, var code] => new CodeRule(
                    [.. conditions.Split('&', StringSplitOptions.TrimEntries)],
                    code
                ),
                _ => throw row.Wrong($"\"{cell}\" in \"{column}\" is no rule"),
            };
            if (
                rule.Conditions.FirstOrDefault(condition => !Conditions.Names.Contains(condition.TrimStart('!'))) is
                { } unknown
            )
                throw row.Wrong($"no such condition: \"{unknown}\"");
            rules.Add(rule);
        }
        return rules.ToImmutable();
    }
}
