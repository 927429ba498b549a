using Annals.Coding.Actors;
using Annals.Knowledge;
using Annals.Language;

namespace Annals.Coding.Figures;

/// <summary>`data/coding/inventories.tsv`: sites that hold people, things that are counted, and verbs of having them.</summary>
internal sealed class FigureNouns
{
    private readonly HashSet<string> sites = new(StringComparer.Ordinal);
    private readonly HashSet<string> having = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> units = new(StringComparer.Ordinal);
    private readonly NameIndex<string> things = new();

    private FigureNouns() { }

    public static FigureNouns Load(KnowledgeFolder knowledge)
    {
        var nouns = new FigureNouns();
        foreach (var row in knowledge.Table("coding", "inventories.tsv").Rows)
            switch (row.Required("role"))
            {
                case "site":
                    nouns.sites.Add(row.Required("word"));
                    break;
                case "unit":
                    nouns.units.Add(row.Required("word"), row.Required("measure"));
                    break;
                case "verb":
                    nouns.having.Add(row.Required("word"));
                    break;
                case "thing":
                    nouns.things.Add(row.Required("word"), row.Required("measure"));
                    break;
                default:
                    throw row.Wrong($"\"{row["role"]}\" in \"role\" is none of site, unit, verb, thing");
            }
        return nouns;
    }

    public bool IsSite(string lemma) => sites.Contains(lemma);

    /// <summary>What people are counted in where not one by one: "families".</summary>
    public string? Unit(string lemma) => units.GetValueOrDefault(lemma);

    public bool IsHaving(string lemma) => having.Contains(lemma);

    /// <summary>What is measured where such things are counted; null for other nouns.</summary>
    public string? Thing(Sentence sentence, int head)
    {
        var lemmas = FoldedSentence.OfLemmas(sentence);
        for (var first = Math.Max(0, head - 1); first <= head; first++)
            if (things.Match(lemmas, first) is { } match && match.Last == head)
                return match.Values[0];
        return null;
    }
}
