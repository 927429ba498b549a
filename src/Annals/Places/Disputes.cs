using System.Collections.Frozen;
using Annals.Knowledge;

namespace Annals.Places;

/// <summary>
/// Territories under dispute (`data/places/disputes.tsv`). Names and codes stay GeoNames'; a place that lies in one carries the note.
/// </summary>
internal sealed class Disputes
{
    private readonly FrozenDictionary<int, string> notes;

    private Disputes(FrozenDictionary<int, string> notes) => this.notes = notes;

    public static Disputes Load(KnowledgeFolder knowledge, Gazetteer gazetteer)
    {
        var notes = new Dictionary<int, string>();
        foreach (var row in knowledge.Table("places", "disputes.tsv").Rows)
            if (Find(gazetteer, row.Required("place"), row.Required("name")) is { } number)
                notes.TryAdd(number, row.Required("note"));
        return new Disputes(notes.ToFrozenDictionary());
    }

    /// <summary>By a country's or a division's code, or by the name of a region.</summary>
    private static int? Find(Gazetteer gazetteer, string code, string name)
    {
        var isDivision = code.Contains('.', StringComparison.Ordinal);
        foreach (var number in gazetteer.NumbersOf(isDivision ? code.Replace('.', ' ') : name))
        {
            var place = gazetteer[number];
            if (isDivision ? place.Kind == PlaceKind.Admin1 : place.Iso3 == code && place.Kind == PlaceKind.Country)
                return number;
            if (!isDivision && code == name && place.Name == name)
                return number;
        }
        return null;
    }

    /// <summary>The note on the nearest of what holds a place; null for none.</summary>
    public string? Of(GazetteerPlace place)
    {
        foreach (var number in (ReadOnlySpan<int>)[place.Number, place.Admin2, place.Admin1, place.Country])
            if (number >= 0 && notes.TryGetValue(number, out var note))
                return note;
        return null;
    }
}
