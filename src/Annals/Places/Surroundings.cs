using Annals.Language;
using Annals.Record;

namespace Annals.Places;

/// <summary>What the words around a place name say of it: what holds it, its kind, a distance, a government.</summary>
internal sealed class Surroundings(PlaceWords words)
{
    /// <summary>Words between a dateline's place and its dash: a day, a country, an agency.</summary>
    private const int LongestDateline = 9;

    /// <summary>Characters of a text before its dateline: at most a headline that was left in.</summary>
    private const int LongestBeforeDateline = 200;

    /// <summary>What the words around say of it: its container, its kind, a distance, a metonym.</summary>
    public void Look(Toponym toponym, List<Toponym> all)
    {
        var sentence = toponym.Sentence!;
        var after = toponym.Last + 1;
        if (after < sentence.Length && !char.IsUpper(sentence[after].Form[0]))
        {
            toponym.SaysDivision |= words.Is(sentence[after].Lemma, "division");
            toponym.SaysTown |= words.Is(sentence[after].Lemma, "settlement");
        }
        if (after + 1 < sentence.Length && sentence[after].Form is "," or "(")
            toponym.Container = all.Find(other =>
                other.Sentence == sentence && other.First == after + 1 && other.Use is PlaceUse.Location
            );
        if (toponym.Container is { } outer)
            outer.Inner = toponym;
        toponym.Container ??= Within(sentence, toponym, all);
        if (toponym.Use == PlaceUse.Location && IsMetonym(sentence, toponym))
            toponym.Use = PlaceUse.Metonym;
        LookBack(sentence, toponym);
        toponym.IsDateline = IsDateline(sentence, toponym);
    }

    /// <summary>The text's first words, up to a dash that stands alone.</summary>
    private static bool IsDateline(Sentence sentence, Toponym toponym)
    {
        if (sentence.InTitle || toponym.First != 0 || sentence.Start > LongestBeforeDateline)
            return false;
        for (var word = toponym.Last + 1; word < sentence.Length && word <= toponym.Last + LongestDateline; word++)
            if (
                sentence[word].Form is "-" or "--" or "\u2013" or "\u2014"
                && sentence[word].Start > sentence[word - 1].End
            )
                return true;
        return false;
    }

    /// <summary>"Niono, in central Mali", "a village in Ituri province".</summary>
    private Toponym? Within(Sentence sentence, Toponym toponym, List<Toponym> all)
    {
        var word = toponym.Last + 1;
        while (word < sentence.Length && word < toponym.Last + 6)
        {
            var form = sentence[word].Form;
            if (
                form is not ("," or "in" or "the" or "of")
                && !words.Directions.ContainsKey(form)
                && !words.Is(form, "of-head")
                && form is not ("central" or "northern" or "southern" or "eastern" or "western")
            )
                return all.Find(other =>
                    other.Sentence == sentence
                    && other.First == word
                    && other.Use == PlaceUse.Location
                    && word > toponym.Last + 1
                );
            word++;
        }
        return null;
    }

    private bool IsMetonym(Sentence sentence, Toponym toponym)
    {
        var head = toponym.Last;
        while (sentence[head].Head >= toponym.First && sentence[head].Head <= toponym.Last)
            head = sentence[head].Head;
        ref readonly var token = ref sentence[head];
        return token.Relation is Dependency.Nsubj
            && token.Head >= 0
            && words.Is(sentence[token.Head].Lemma, "metonym-verb");
    }

    private void LookBack(Sentence sentence, Toponym toponym)
    {
        var before = toponym.First - 1;
        while (before >= 0 && (sentence[before].Lemma is "the" || words.Is(sentence[before].Lemma, "settlement")))
            before--;
        if (before >= 1 && sentence[before].Form is "of")
        {
            toponym.SaysTown |= words.Is(sentence[before - 1].Lemma, "settlement");
            toponym.SaysDivision |= words.Is(sentence[before - 1].Lemma, "division");
        }
        if (before < 0)
            return;
        toponym.IsNear = IsNear(sentence, before);
        if (sentence[before].Form is "of" or "from")
            toponym.Offset = OffsetBefore(sentence, before - 1, toponym.Span.Text);
        if (toponym.Offset is null && sentence[before].Form is "of" or "from")
            before--;
        if (toponym.Offset is null && before >= 0 && Direction(sentence, before) is not null)
            toponym.Offset = OffsetBefore(sentence, before, toponym.Span.Text);
    }

    /// <summary>"near Gao", "outside the city of Homs".</summary>
    private bool IsNear(Sentence sentence, int before)
    {
        if (sentence[before].Form is "of")
            before--;
        while (before > 0 && (sentence[before].Lemma is "the" || words.Is(sentence[before].Lemma, "settlement")))
            before--;
        return before >= 0 && words.Is(sentence[before].Form, "near");
    }

    /// <summary>The direction whose last word this is, with its first: "north", or "north - west" in three words.</summary>
    private (double Bearing, int First)? Direction(Sentence sentence, int word)
    {
        if (
            word > 1
            && sentence[word - 1].Form is "-"
            && words.Directions.TryGetValue($"{sentence[word - 2].Form}-{sentence[word].Form}", out var joined)
        )
            return (joined, word - 2);
        return words.Directions.TryGetValue(sentence[word].Form, out var bearing) ? (bearing, word) : null;
    }

    /// <summary>"20 km north" before "of Gao", "about 15 miles" before "from Gao".</summary>
    private PlaceOffset? OffsetBefore(Sentence sentence, int word, string from)
    {
        if (word < 1)
            return null;
        var direction = Direction(sentence, word);
        var bearing = direction?.Bearing;
        if (direction is { First: var first })
            word = first - 1;
        if (word < 1)
            return null;
        while (word > 0 && sentence[word].Form is "to" or "the")
            word--;
        var unit = sentence[word].Form.ToLowerInvariant().TrimEnd('s', '.');
        var km = unit switch
        {
            "km" or "kilometre" or "kilometer" => 1.0,
            "mile" or "mi" => 1.609344,
            _ => 0,
        };
        if (km == 0 || word == 0)
            return null;
        var number = sentence[word - 1].Form.Replace(",", "", StringComparison.Ordinal);
        return double.TryParse(
            number,
            System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture,
            out var distance
        )
            ? new PlaceOffset(Math.Round(distance * km, 1), bearing, from)
            : null;
    }
}
