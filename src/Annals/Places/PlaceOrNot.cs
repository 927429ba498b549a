using Annals.Language;
using Annals.Record;

namespace Annals.Places;

/// <summary>
/// Whether what bears a place's name is one: a person who is called so, or a common word that is a village's name somewhere, is taken out of what was
/// found unless the article shows it to be a place.
/// </summary>
internal sealed class PlaceOrNot(Gazetteer gazetteer, PlaceWords words)
{
    /// <summary>A name that so many bear as their town's is a place's until something speaks against it.</summary>
    private const int ManyPeople = 100_000;

    public void Sift(List<Toponym> found)
    {
        var persons = Persons(found);
        var shown = found
            .Where(one => IsShownAsPlace(one, found))
            .Select(toponym => toponym.Span.Text)
            .ToHashSet(StringComparer.Ordinal);
        found.RemoveAll(toponym =>
            IsPerson(toponym, persons) || (IsCommonWord(toponym) && !shown.Contains(toponym.Span.Text))
        );
    }

    public bool IsCountry(int candidate) => gazetteer.Entry(candidate).Country == candidate;

    /// <summary>A country, a first division, or a city of a size that few persons share their name with.</summary>
    public bool IsGreat(Toponym toponym)
    {
        ref readonly var entry = ref gazetteer.Entry(toponym.Candidates[0]);
        return IsCountry(toponym.Candidates[0])
            || entry.Admin1 == toponym.Candidates[0]
            || entry.Population > 1_000_000
            || entry.Kind
                is PlaceKind.Continent
                    or PlaceKind.Region
                    or PlaceKind.Sea
                    or PlaceKind.Water
                    or PlaceKind.Land
            || entry.Country < 0;
    }

    /// <summary>"Act", "Patrol", "Story" are villages too, "Federal" is a district.</summary>
    private bool IsCommonWord(Toponym toponym) =>
        toponym is { First: var first, Last: var last, Use: PlaceUse.Location or PlaceUse.Metonym }
        && first == last
        && words.Common.Contains(toponym.Span.Text)
        && (gazetteer.Entry(toponym.Candidates[0]).Kind == PlaceKind.Admin1 || !IsGreat(toponym))
        && !Array.Exists(toponym.Candidates, IsLargeTown);

    private bool IsLargeTown(int candidate) =>
        gazetteer.Entry(candidate)
            is {
                Population: >= ManyPeople,
                Kind: PlaceKind.Capital or PlaceKind.Seat or PlaceKind.LowerSeat or PlaceKind.Town
            };

    /// <summary>The words right beside it say that it is a place: what holds it, its kind, or a preposition of place before the bare name.</summary>
    private bool IsShownAsPlace(Toponym toponym, List<Toponym> found)
    {
        if (
            toponym.SaysTown
            || toponym.SaysDivision
            || IsOfKindOfPlace(toponym)
            || IsOnRoad(toponym, found)
            || IsBesidePlace(toponym, found)
            || (toponym.Container is { } container && (!IsCommonWord(container) || Holds(container, toponym)))
            || found.Exists(inner => inner.Container == toponym && Holds(toponym, inner))
            || FollowsScene(toponym)
        )
            return true;
        var (sentence, before, after) = (toponym.Sentence!, toponym.First - 1, toponym.Last + 1);
        return before >= 0
            && words.Is(sentence[before].Form, "at")
            && (
                after >= sentence.Length
                || sentence[after].Tag is not (Upos.Propn or Upos.Noun or Upos.Adj or Upos.Num or Upos.Part)
            );
    }

    /// <summary>"in Mir Mir, Unity": a first division behind the name of a place that the gazetteer need not know.</summary>
    private bool FollowsScene(Toponym toponym)
    {
        var sentence = toponym.Sentence!;
        var word = toponym.First - 2;
        if (
            word < 1
            || sentence[word + 1].Form != ","
            || gazetteer.Entry(toponym.Candidates[0]).Kind != PlaceKind.Admin1
        )
            return false;
        if (sentence[word].Tag != Upos.Propn || !char.IsUpper(sentence[word].Form[0]))
            return false;
        if (toponym.Last + 1 < sentence.Length && sentence[toponym.Last + 1].Tag is not (Upos.Punct or Upos.Adp))
            return false;
        while (word > 0 && (sentence[word].Tag == Upos.Propn || sentence[word].Form == ","))
            word--;
        return words.Is(sentence[word].Form, "at");
    }

    /// <summary>"Ganyiel, Unity": the gazetteer knows a place of the one name within one of the other, so both are places.</summary>
    private bool Holds(Toponym outer, Toponym inner) =>
        Array.Exists(
            inner.Candidates,
            within =>
                gazetteer.Entry(within) is var entry
                && Array.Exists(
                    outer.Candidates,
                    one => one == entry.Admin1 || one == entry.Admin2 || one == entry.Country
                )
        );

    /// <summary>
    /// How often a name stands where only a person's or only a place's can: behind a first name or before a verb of
    /// saying; behind a preposition of place or before a comma and what holds it.
    /// </summary>
    private Dictionary<string, int> Persons(List<Toponym> found)
    {
        var scores = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var toponym in found)
        {
            var name = toponym.Span.Text;
            scores[name] = scores.GetValueOrDefault(name) + LooksLikePlace(toponym, found) - LooksLikePerson(toponym);
        }
        return scores;
    }

    private int LooksLikePlace(Toponym toponym, List<Toponym> found)
    {
        var (sentence, before, after) = (toponym.Sentence!, toponym.First - 1, toponym.Last + 1);
        var score = 0;
        if (before >= 0 && words.Is(sentence[before].Form, "at"))
            score += 2;
        if (IsOfKindOfPlace(toponym))
            score += 2;
        if (
            after + 1 < sentence.Length
            && sentence[after].Form == ","
            && found.Exists(other => other.Sentence == sentence && other.First == after + 1 && IsGreat(other))
        )
            score += 3;
        if (
            after < sentence.Length
            && (words.Is(sentence[after].Form, "generic") || words.Is(sentence[after].Form, "body"))
        )
            score += 2;
        // "Mubi residents", "an Augusta native".
        if (after < sentence.Length && words.Is(sentence[after].Lemma, "dweller"))
            score += 2;
        // "shelled Gao", "Gao was retaken": what is done to places.
        ref readonly var token = ref sentence[toponym.Last];
        if (
            token.Relation is Dependency.Obj or Dependency.NsubjPass
            && token.Head >= 0
            && words.Is(sentence[token.Head].Lemma, "place-verb")
        )
            score += 1;
        if (IsBesidePlace(toponym, found) || IsOnRoad(toponym, found))
            score += 2;
        return toponym.SaysDivision ? score + 2 : score;
    }

    /// <summary>"20 km north of Gao", "the towns of Gao and Kidal".</summary>
    private bool IsOfKindOfPlace(Toponym toponym)
    {
        var (sentence, before) = (toponym.Sentence!, toponym.First - 1);
        return before >= 1
            && sentence[before].Form is "of"
            && (
                words.Directions.ContainsKey(sentence[before - 1].Form)
                || words.Is(sentence[before - 1].Lemma, "generic")
            );
    }

    /// <summary>"the Gao-Kidal road", "the road from Gao to Kidal": what a road joins is a place.</summary>
    private bool IsOnRoad(Toponym toponym, List<Toponym> found)
    {
        var (sentence, after) = (toponym.Sentence!, toponym.Last + 1);
        for (var word = toponym.First - 1; word >= 0 && word >= toponym.First - 4; word--)
            if (words.Is(sentence[word].Lemma, "road") && char.IsLower(sentence[word].Form[0]))
                return true;
        if (after >= sentence.Length)
            return false;
        if (words.Is(sentence[after].Lemma, "road"))
            return true;
        return sentence[after].Form is "-" or "\u2013"
            && found.Find(other => other.Sentence == sentence && other.First == after + 1) is { } next
            && next.Last + 1 < sentence.Length
            && words.Is(sentence[next.Last + 1].Lemma, "road");
    }

    /// <summary>"between Gao and Ansongo", "in Goma, Bukavu and Uvira", "the Beni-Kasindi road": the name before it is a place's.</summary>
    private bool IsBesidePlace(Toponym toponym, List<Toponym> found)
    {
        var (sentence, before) = (toponym.Sentence!, toponym.First - 1);
        if (before < 1 || sentence[before].Form is not ("and" or "or" or "," or "-" or "\u2013" or "to"))
            return false;
        return found.Exists(other =>
            other.Sentence == sentence
            && other.Last == before - 1
            && other.Use == PlaceUse.Location
            && (
                IsGreat(other)
                || IsOnRoad(other, found)
                || (other.First > 0 && words.Is(sentence[other.First - 1].Form, "at"))
                || IsOfKindOfPlace(other)
                || IsBesidePlace(other, found)
            )
        );
    }

    private int LooksLikePerson(Toponym toponym)
    {
        var (sentence, before, after) = (toponym.Sentence!, toponym.First - 1, toponym.Last + 1);
        var score = toponym.Use == PlaceUse.PartOfName ? 2 : 0;
        if (before >= 0 && words.Is(sentence[before].Form, "title"))
            score += 3;
        ref readonly var token = ref sentence[toponym.Last];
        if (
            token.Relation is Dependency.Nsubj
            && token.Head >= 0
            && words.Is(sentence[token.Head].Lemma, "person-verb")
        )
            score += 2;
        return after < sentence.Length && sentence[after].Form is "'s" or "\u2019s" ? score + 1 : score;
    }

    /// <summary>A single name that nothing shows to be a place, of a place that few know, is taken for a person's or a thing's.</summary>
    private bool IsPerson(Toponym toponym, Dictionary<string, int> persons)
    {
        if (
            toponym.First != toponym.Last
            || toponym.Use is PlaceUse.Demonym or PlaceUse.PartOfName
            || IsGreat(toponym)
            || toponym.Container is not null
        )
            return false;
        var score = persons[
            toponym.Sentence!.Span(toponym.First, toponym.Last).Text is var text && persons.ContainsKey(text)
                ? text
                : toponym.Span.Text
        ];
        var people = gazetteer.Entry(toponym.Candidates[0]).Population;
        // Of a name that no list of persons' names has, nothing needs to be said for the place; in capitals any word may look like one.
        var isNoPersons = toponym.Sentence is { InCapitals: false } && !words.PersonNames.Contains(toponym.Span.Text);
        return score < (people > ManyPeople || isNoPersons ? 0 : 1);
    }
}
