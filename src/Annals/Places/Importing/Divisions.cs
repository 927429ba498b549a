using System.Text;
using Annals.Knowledge;

namespace Annals.Places.Importing;

/// <summary>
/// Countries and divisions by their codes, as rows of a dump name them. The gazetteer that is added to knows them; a file of codes may
/// bring further ones, which are numbered after its entries.
/// </summary>
internal sealed class Divisions
{
    private readonly Gazetteer gazetteer;
    private readonly Dictionary<string, int> countries = new(StringComparer.Ordinal);
    private readonly HashSet<int> rough = [];
    private readonly Dictionary<string, int> divisions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> countriesBySpan;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> divisionsBySpan;

    public Divisions(KnowledgeFolder knowledge, Gazetteer gazetteer)
    {
        this.gazetteer = gazetteer;
        // The compiled file has the countries first, in the order of their table.
        var number = 0;
        foreach (var row in knowledge.Table("places", "countries.tsv").Rows)
        {
            if (row["rough"] == "yes")
                rough.Add(number);
            countries.Add(row.Required("iso2"), number++);
        }
        countriesBySpan = countries.GetAlternateLookup<ReadOnlySpan<char>>();
        divisionsBySpan = divisions.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Divisions that the gazetteer did not know: code, name, GeoNames id.</summary>
    public List<(string Code, string Name, int Geonames)> New { get; } = [];

    /// <summary>GeoNames ids of entries that the gazetteer had without, with further names.</summary>
    public List<(int Entry, int Geonames, string Name)> Known { get; } = [];

    public int Country(ReadOnlySpan<char> iso2) => countriesBySpan.TryGetValue(iso2, out var number) ? number : -1;

    /// <summary>Names of its places reach us from another script, in several spellings.</summary>
    public bool IsRough(int country) => rough.Contains(country);

    /// <summary>The number of the division with a code ("US.GA", "US.GA.121"); -1 for none.</summary>
    public int Of(ReadOnlySpan<char> code, int country)
    {
        if (divisionsBySpan.TryGetValue(code, out var known))
            return known;
        var number = Find(code, country);
        divisionsBySpan[code] = number;
        return number;
    }

    /// <summary>The compiler gave each division its code for a name, with blanks for points.</summary>
    private int Find(ReadOnlySpan<char> code, int country)
    {
        Span<char> name = stackalloc char[code.Length];
        code.Replace(name, '.', ' ');
        var kind = code.Count('.') == 1 ? PlaceKind.Admin1 : PlaceKind.Admin2;
        var bearers = gazetteer.Find(name);
        for (var index = 0; index < bearers.Count; index++)
            if (gazetteer.Entry(bearers[index]) is var entry && entry.Kind == kind && entry.Country == country)
                return bearers[index];
        return -1;
    }

    /// <summary>A row of admin1CodesASCII or admin2Codes: code, name, plain name, GeoNames id.</summary>
    public bool AddDivision(ReadOnlySpan<byte> line)
    {
        var cells = Encoding.UTF8.GetString(line).Split('\t');
        if (cells.Length != 4 || !int.TryParse(cells[3], out var id) || id <= 0)
            return false;
        var country = Country(cells[0].AsSpan(0, Math.Max(0, cells[0].IndexOf('.', StringComparison.Ordinal))));
        if (country < 0)
            return false;
        if (Of(cells[0], country) is >= 0 and var known)
            Known.Add((known, id, cells[1]));
        else
        {
            divisions[cells[0]] = gazetteer.Count + New.Count;
            New.Add((cells[0], cells[1], id));
        }
        return true;
    }

    /// <summary>A row of countryInfo: the second letter code first, the GeoNames id in the seventeenth column.</summary>
    public bool AddCountry(ReadOnlySpan<byte> line)
    {
        if (line.Length == 0 || line[0] == '#' || line.StartsWith("ISO\t"u8))
            return true;
        var cells = Encoding.UTF8.GetString(line).Split('\t');
        if (
            cells.Length < 17
            || !int.TryParse(cells[16], out var id)
            || Country(cells[0]) is not (>= 0 and var country)
        )
            return false;
        Known.Add((country, id, cells[4]));
        return true;
    }
}
