using Annals.Coding;
using Annals.Knowledge;

namespace Annals.Web;

/// <summary>What pages take from the knowledge files: names of countries and types.</summary>
public sealed class Lexicon
{
    private readonly Dictionary<string, string> countries;

    private Lexicon(Dictionary<string, string> countries, HappeningTypes types) =>
        (this.countries, Types) = (countries, types);

    private static readonly Lazy<Lexicon> Shipped = new(() => Load(KnowledgeFolder.Default));

    /// <summary>Of the knowledge files beside the program.</summary>
    /// <exception cref="KnowledgeException">A file is missing, or a line of it is not understood.</exception>
    public static Lexicon Default => Shipped.Value;

    /// <summary>In the order of the table.</summary>
    public HappeningTypes Types { get; }

    /// <exception cref="KnowledgeException">A file is missing, or a line of it is not understood.</exception>
    public static Lexicon Load(KnowledgeFolder knowledge) =>
        new(
            knowledge
                .Table("exchange", "countries.tsv")
                .Rows.ToDictionary(row => row.Required("iso3"), row => row.Required("name"), StringComparer.Ordinal),
            HappeningTypes.Load(knowledge)
        );

    /// <summary>The country's English name; the code where it has none here.</summary>
    public string Country(string iso3) => countries.GetValueOrDefault(iso3, iso3);
}
