using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Annals.Training.Gazetteer;

/// <summary>A country or first division of the list: its GeoNames id, its English name, and its names in other scripts.</summary>
public sealed record CodedArea(int Geonames, IReadOnlyList<string> Names);

/// <summary>
/// GeoNames ids and names of countries and first divisions (npm iso3166-2-db). Codes of divisions are given anew now and then, so an id holds
/// only where the list and GeoNames call the division alike.
/// </summary>
public sealed class IsoCodes
{
    private readonly Dictionary<string, CodedArea> countries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CodedArea> divisions = new(StringComparer.Ordinal);

    private IsoCodes() { }

    public static IsoCodes Read(string path)
    {
        var codes = new IsoCodes();
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var country in json.RootElement.EnumerateObject())
        {
            if (Area(country.Value) is { } whole)
                codes.countries.TryAdd(country.Name, whole);
            foreach (var region in country.Value.GetProperty("regions").EnumerateArray())
                if (region.TryGetProperty("admin", out var admin) && Area(region) is { } part)
                    codes.divisions.TryAdd($"{country.Name}.{admin}", part);
        }
        return codes;
    }

    public CodedArea? Country(string iso2) => countries.GetValueOrDefault(iso2);

    /// <summary>By GeoNames' code ("CA.01"), if the division is called by the name there, or shares a word with it.</summary>
    public CodedArea? Division(string code, string name) =>
        divisions.TryGetValue(code, out var area) && area.Names.Any(other => IsAlike(other, name)) ? area : null;

    private static CodedArea? Area(JsonElement item) =>
        item.TryGetProperty("reference", out var reference)
        && reference.TryGetProperty("geonames", out var id)
        && id.ValueKind == JsonValueKind.Number
            ? new CodedArea(
                id.GetInt32(),
                [
                    .. item.GetProperty("names")
                        .EnumerateObject()
                        // What other languages write in Latin letters is another place's name too often.
                        .Where(name => name.Name is "en" or "geonames" or "ar" or "he" or "hi" or "ja" or "ru" or "zh")
                        .Select(name => name.Value)
                        .Where(name => name.ValueKind == JsonValueKind.String)
                        .Select(name => name.GetString()!)
                        .Where(name => name.Length > 0)
                        .Distinct(StringComparer.Ordinal),
                ]
            )
            : null;

    private static bool IsAlike(string one, string other) =>
        Plain(one) == Plain(other) || Words(one).Intersect(Words(other), StringComparer.Ordinal).Any();

    private static IEnumerable<string> Words(string name) =>
        name.Split([' ', '-', ',', '(', ')', '/', '\u2013'])
            .Select(Plain)
            .Where(word => word.Length > 2 && !IsKind(word));

    private static bool IsKind(string word) =>
        word
            is "province"
                or "governorate"
                or "region"
                or "district"
                or "city"
                or "state"
                or "county"
                or "department"
                or "the"
                or "municipality"
                or "oblast"
                or "parish";

    /// <summary>Letters and digits alone, in lower case, without accents.</summary>
    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name.Normalize(NormalizationForm.FormD))
            if (
                char.IsLetterOrDigit(letter)
                && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark
            )
                plain.Append(char.ToLowerInvariant(letter));
        return plain.ToString();
    }
}
