using Annals.Knowledge;

namespace Annals.Training;

/// <summary>Forms of verbs and nouns that no rule makes (`irregular.tsv`), and what words go like them.</summary>
internal sealed class Irregulars
{
    private readonly Dictionary<string, (string[] Past, string[] Participle)> verbs = [];
    private readonly Dictionary<string, string[]> nouns = [];
    private readonly List<string> prefixes = [];
    private readonly HashSet<string> regular = [];

    public static Irregulars None { get; } = new();

    /// <exception cref="KnowledgeException">The file is missing, or a line is not understood.</exception>
    public static Irregulars Read(string path)
    {
        var made = new Irregulars();
        foreach (var row in Table.Read(path).Rows)
            switch (row["kind"])
            {
                case "verb":
                    made.verbs[row.Required("base")] = ([.. row.List("past")], [.. row.List("participle")]);
                    break;
                case "noun":
                    made.nouns[row.Required("base")] = [.. row.List("plural")];
                    break;
                case "prefix":
                    made.prefixes.AddRange(row.List("base"));
                    break;
                case "regular":
                    made.regular.UnionWith(row.List("base"));
                    break;
                default:
                    throw row.Wrong($"\"{row["kind"]}\" is no kind of irregular word");
            }
        return made;
    }

    /// <summary>Past and participle; null for a verb that goes by the rule.</summary>
    public (string[] Past, string[] Participle)? Forms(string verb)
    {
        if (verbs.TryGetValue(verb, out var forms))
            return forms;
        foreach (var prefix in prefixes)
            if (
                verb.StartsWith(prefix, StringComparison.Ordinal)
                && verbs.TryGetValue(verb[prefix.Length..], out var of)
                // "rebuild" goes like "build", but "beset" has a row of its own and "unset" none of "be".
                && verb.Length - prefix.Length > 2
            )
                return (
                    Array.ConvertAll(of.Past, form => prefix + form),
                    Array.ConvertAll(of.Participle, form => prefix + form)
                );
        return null;
    }

    /// <summary>The plurals; null for a noun that goes by the rule.</summary>
    public string[]? Plurals(string noun)
    {
        if (regular.Contains(noun))
            return null;
        if (nouns.TryGetValue(noun, out var plurals))
            return plurals;
        for (var at = 0; at < noun.Length; at++)
            if (nouns.TryGetValue("-" + noun[at..], out var endings))
                return Array.ConvertAll(endings, ending => noun[..at] + ending[1..]);
        return null;
    }
}
