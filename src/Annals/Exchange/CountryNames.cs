using Annals.Knowledge;

namespace Annals.Exchange;

/// <summary>Names and numbers of countries by ISO 3166-1 alpha-3, from `data/exchange/countries.tsv`.</summary>
internal sealed class CountryNames
{
    private readonly Dictionary<string, (string Numeric, string Name)> countries = new(StringComparer.Ordinal);

    /// <exception cref="KnowledgeException">A line is not understood.</exception>
    public static CountryNames Load(KnowledgeFolder knowledge)
    {
        var names = new CountryNames();
        foreach (var row in knowledge.Table("exchange", "countries.tsv").Rows)
            names.countries.Add(row.Required("iso3"), (row["numeric"], row.Required("name")));
        return names;
    }

    public string? NameOf(string? iso3) =>
        iso3 is not null && countries.TryGetValue(iso3, out var country) ? country.Name : iso3;

    /// <summary>Three digits; null where there is none (Kosovo).</summary>
    public string? NumericOf(string? iso3) =>
        iso3 is not null
        && countries.TryGetValue(iso3, out var country)
        && country.Numeric is { Length: > 0 } and not "0"
            ? country.Numeric.PadLeft(3, '0')
            : null;
}
