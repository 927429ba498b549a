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
        if (toponym.Container is null && Within(sentence, toponym, all) is { } around)
            (toponym.Container, toponym.IsSaidToLie) = (around, true);
        else if (toponym.Container is null && Described(sentence, toponym, all) is { } holder)
            (toponym.Container, toponym.IsSaidToLie) = (holder, true);
        else if (toponym.Container is { } next && next.Last + 1 < sentence.Length)
            toponym.IsSaidToLie = words.Is(sentence[next.Last + 1].Lemma, "division");
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
                && !IsSide(form)
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

    /// <summary>Words between a name and the one that a description puts it in: ", a small mining town in the south of".</summary>
    private const int LongestDescription = 10;

    /// <summary>"Talo, a northern district of Gao", "Talo, a village in Mali's Gao region": what a description puts it in.</summary>
    private Toponym? Described(Sentence sentence, Toponym toponym, List<Toponym> all)
    {
        var word = toponym.Last + 1;
        if (
            word + 3 >= sentence.Length
            || sentence[word].Form is not ","
            || sentence[word + 1].Form is not ("a" or "an")
        )
            return null;
        var (kind, link) = (false, false);
        for (word += 2; word < sentence.Length && word < toponym.Last + LongestDescription; word++)
        {
            var form = sentence[word].Form;
            if (link && all.Find(other => other.Sentence == sentence && other.First == word) is { } held)
                return held.Use == PlaceUse.Location ? held : null;
            kind |=
                words.Is(sentence[word].Lemma, "settlement")
                || words.Is(sentence[word].Lemma, "division")
                || words.Is(sentence[word].Lemma, "of-head");
            if (form is "," or ";" || sentence[word].Tag is Upos.Verb)
                return null;
            link = kind && (form is "of" or "in" || link && IsOfTheSide(sentence[word]));
        }
        return null;

        bool IsOfTheSide(Token token) =>
            token.Form is "the" || words.Directions.ContainsKey(token.Form) || IsSide(token.Form);
    }

    /// <summary>"central", "southeastern", "north-western": which part of what is named next.</summary>
    private bool IsSide(string form) =>
        form is "central" || form.EndsWith("ern", StringComparison.Ordinal) && words.Directions.ContainsKey(form[..^3]);

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
