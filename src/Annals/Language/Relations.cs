namespace Annals.Language;

/// <summary>The names of tags and relations in CoNLL-U.</summary>
public static class Relations
{
    private static readonly Dependency[] All = Enum.GetValues<Dependency>();
    private static readonly string[] Names = [.. All.Select(NameOf)];
    private static readonly string[] TagNames = [.. Enum.GetNames<Upos>().Select(name => name.ToUpperInvariant())];

    public static int Count => All.Length;

    /// <summary>"nsubj:pass" for <see cref="Dependency.NsubjPass"/>.</summary>
    public static string Name(this Dependency relation) => Names[(int)relation];

    /// <summary>"PROPN" for <see cref="Upos.Propn"/>.</summary>
    public static string Name(this Upos tag) => TagNames[(int)tag];

    /// <summary>The relation of that name; of the same name without subtype where the subtype is unknown.</summary>
    public static Dependency Relation(string name)
    {
        var index = Array.IndexOf(Names, name);
        if (index < 0)
            index = Array.IndexOf(Names, name.Split(':')[0]);
        return index < 0 ? Dependency.Dep : (Dependency)index;
    }

    public static Upos Tag(string name) => (Upos)Math.Max(0, Array.IndexOf(TagNames, name));

    /// <summary>A capital after the first begins the subtype.</summary>
    private static string NameOf(Dependency relation)
    {
        var name = relation.ToString();
        for (var i = 1; i < name.Length; i++)
            if (char.IsUpper(name[i]))
                return $"{name[..i]}:{name[i..]}".ToLowerInvariant();
        return name.ToLowerInvariant();
    }
}
