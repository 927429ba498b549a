using Annals.Language;
using Annals.Record;

namespace Annals.Places;

/// <summary>
/// What the words around a place say of where, by it, something was: between two places, on the road that joins them, off a coast, along
/// a border, all over it. The named place keeps its own point; the scene has one of its own where the words give one.
/// </summary>
internal sealed class SceneReader(Gazetteer gazetteer, PlaceWords words)
{
    private const double CoastKm = 50;
    private const double OwnExtentKm = 5;

    // How many words a place may stand from the word that speaks of it.
    private const int Reach = 5;

    public PlaceScene? Of(Toponym toponym, List<Toponym> all)
    {
        if (toponym.Sentence is not { } sentence || toponym.Chosen < 0 || toponym.Use != PlaceUse.Location)
            return null;
        var next = Partner(sentence, toponym, all);
        return Border(sentence, toponym, next)
            ?? Between(sentence, toponym, next)
            ?? Between(sentence, Before(sentence, toponym, all), toponym)
            ?? Coast(sentence, toponym)
            ?? Across(sentence, toponym);
    }

    /// <summary>The place behind "and", "to" or a hyphen: "between Gao and Ansongo", "the Gao-Ansongo road".</summary>
    private static Toponym? Partner(Sentence sentence, Toponym toponym, List<Toponym> all)
    {
        var word = toponym.Last + 1;
        if (
            word >= sentence.Length
            || sentence[word].Form is not ("and" or "to" or "-" or "\u2013" or "\u2014" or "with")
        )
            return null;
        do word++;
        while (word < sentence.Length && sentence[word].Form is "the");
        return all.Find(other => other.Sentence == sentence && other.First == word && other.Chosen >= 0);
    }

    private static Toponym? Before(Sentence sentence, Toponym toponym, List<Toponym> all) =>
        all.Find(other =>
            other.Sentence == sentence
            && other.Chosen >= 0
            && other.Last < toponym.First
            && Partner(sentence, other, all) == toponym
        );

    /// <summary>The middle of two places that a road joins or between which something was.</summary>
    private PlaceScene? Between(Sentence sentence, Toponym? first, Toponym? second)
    {
        if (first is null || second is null)
            return null;
        var isRoad = IsRoad(sentence, first, second);
        if (!isRoad && !Says(sentence, first.First, "between"))
            return null;
        var (a, b) = (Place(first), Place(second));
        // "Talks between Mali and Niger" are no place between them.
        if (!IsSpot(a) || !IsSpot(b))
            return null;
        var km = Geometry.DistanceKm(a.Lat, a.Lon, b.Lat, b.Lon);
        var middle = Geometry.Middle(a.Lat, a.Lon, b.Lat, b.Lon);
        return new PlaceScene(
            isRoad ? "road" : "between",
            [a.Name, b.Name],
            middle.Lat,
            middle.Lon,
            Math.Round((km / 2) + OwnExtentKm, 1)
        );
    }

    private bool IsRoad(Sentence sentence, Toponym first, Toponym second)
    {
        var after = second.Last + 1;
        if (after < sentence.Length && words.Is(sentence[after].Lemma, "road"))
            return true;
        // "the road from Gao to Ansongo", "the highway that links Gao and Ansongo".
        for (var word = first.First - 1; word >= 0 && word >= first.First - Reach; word--)
            if (words.Is(sentence[word].Lemma, "road"))
                return sentence[first.Last + 1].Form is "to" or "and";
        return false;
    }

    private PlaceScene? Border(Sentence sentence, Toponym toponym, Toponym? next)
    {
        var last = (next ?? toponym).Last + 1;
        var isBehind =
            last < sentence.Length
            && (words.Is(sentence[last].Lemma, "border") || words.Is(sentence[last].Form, "border"));
        var isBefore = next is not null
            ? Says(sentence, toponym.First, "border")
            : toponym.First > 1
                && sentence[toponym.First - 1].Form is "with" or "of"
                && words.Is(sentence[toponym.First - 2].Lemma, "border");
        return isBehind || isBefore
            ? new PlaceScene(
                "border",
                next is null ? [Place(toponym).Name] : [Place(toponym).Name, Place(next).Name],
                null,
                null,
                null
            )
            : null;
    }

    /// <summary>"Off the coast of Mombasa", "off Hodeidah".</summary>
    private PlaceScene? Coast(Sentence sentence, Toponym toponym)
    {
        var word = toponym.First - 1;
        while (word > 0 && (sentence[word].Form is "the" or "of" || words.Is(sentence[word].Lemma, "coast")))
            word--;
        if (word < 0 || sentence[word].Form is not ("off" or "Off"))
            return null;
        var place = Place(toponym);
        return IsSpot(place)
            ? new PlaceScene("off-coast", [place.Name], Math.Round(place.Lat, 5), Math.Round(place.Lon, 5), CoastKm)
            : new PlaceScene("off-coast", [place.Name], null, null, null);
    }

    private PlaceScene? Across(Sentence sentence, Toponym toponym)
    {
        var word = toponym.First - 1;
        while (word > 0 && sentence[word].Form is "the" or "of" or "all")
            word--;
        return word >= 0 && words.Is(sentence[word].Form, "across")
            ? new PlaceScene("across", [Place(toponym).Name], null, null, null)
            : null;
    }

    /// <summary>One of the words before says it, with nothing but little words and kinds of place between.</summary>
    private bool Says(Sentence sentence, int first, string role)
    {
        for (var word = first - 1; word >= 0 && word >= first - Reach; word--)
        {
            if (
                sentence[word].Form.Equals(role, StringComparison.OrdinalIgnoreCase)
                || words.Is(sentence[word].Lemma, role)
            )
                return true;
            if (
                sentence[word].Form is not ("the" or "of" or "between" or "with")
                && !words.Is(sentence[word].Form, "generic")
                && !words.Is(sentence[word].Lemma, "generic")
            )
                return false;
        }
        return false;
    }

    private GazetteerPlace Place(Toponym toponym) => gazetteer[toponym.Candidates[toponym.Chosen]];

    private static bool IsSpot(GazetteerPlace place) =>
        place.HasPoint
        && place.Kind
            is not (PlaceKind.Country or PlaceKind.Continent or PlaceKind.Region or PlaceKind.Sea or PlaceKind.Admin1);
}
