using System.Collections.Frozen;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Places;

/// <summary>
/// Where an outlet is at home: the country of its row in `data/actors/media.tsv`, or the place that it bears in its title ("Kampala Gazette", "The
/// Kanawha Herald").
/// </summary>
internal sealed class Outlets
{
    private const int MostWords = 4;
    private readonly FrozenDictionary<string, int> countries;
    private readonly NameLookup lookup;
    private readonly PlaceWords words;

    private Outlets(Dictionary<string, int> countries, NameLookup lookup, PlaceWords words)
    {
        this.countries = countries.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        this.lookup = lookup;
        this.words = words;
    }

    public static Outlets Load(KnowledgeFolder knowledge, NameLookup lookup, PlaceWords words)
    {
        var codes = knowledge
            .Table("places", "countries.tsv")
            .Rows.Select((row, number) => (Code: row.Required("iso3"), number))
            .ToDictionary(row => row.Code, row => row.number, StringComparer.Ordinal);
        var countries = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in knowledge.Table("actors", "media.tsv").Rows)
            if (row.List("countries").ToArray() is [var only] && codes.TryGetValue(only, out var number))
                foreach (var name in row.List("names").Concat(row.List("acronyms")).Append(row.Required("name")))
                    countries.TryAdd(name, number);
        return new Outlets(countries, lookup, words);
    }

    /// <summary>Null where neither list nor title says.</summary>
    public Toponym? HomeOf(string? outlet)
    {
        if (string.IsNullOrWhiteSpace(outlet))
            return null;
        if (countries.TryGetValue(outlet.Trim(), out var country))
            return Home(outlet, [country], 0);
        var title = outlet.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var length = Math.Min(MostWords, title.Length); length > 0; length--)
        for (var first = 0; first + length <= title.Length; first++)
        {
            var name = string.Join(' ', title[first..(first + length)]);
            if (length == 1 && IsNoName(name))
                continue;
            if (lookup.Of(name) is { IsEmpty: false } meanings)
                return Home(name, meanings.Entries, meanings.OwnName);
        }
        return null;
    }

    /// <summary>"The", "Daily", "Sun": what papers are called.</summary>
    private bool IsNoName(string word) =>
        word.Length < 3
        || !char.IsUpper(word[0])
        || words.Is(word, "never")
        || words.Is(word, "no-start")
        || words.Is(word, "name-tail")
        || words.Is(word, "body")
        || words.Common.Contains(word);

    private static Toponym Home(string name, int[] candidates, uint ownName) =>
        new()
        {
            Sentence = null,
            First = -1,
            Last = -1,
            Span = TextSpan.OfText(name, 0, name.Length),
            Candidates = candidates,
            OwnName = ownName,
        };
}
