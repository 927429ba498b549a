using Annals.Language;
using Annals.Record;

namespace Annals.Places;

/// <summary>
/// Finds the words that name places: the longest run of words that the gazetteer knows, unless the words around say
/// that it is part of another name ("Bank of Cyprus", "Paris Hilton") or no name at all ("Reading a book").
/// </summary>
internal sealed class ToponymFinder(Gazetteer gazetteer, PlaceWords words)
{
    private const int MostWords = 6;
    private const int MostCandidates = 40;

    public List<Toponym> Find(Document document)
    {
        var found = new List<Toponym>();
        foreach (var sentence in document.Sentences)
            FindIn(sentence, document.Mentions, found);
        foreach (var toponym in found)
            Look(toponym, found);
        return found;
    }

    /// <summary>The spans that the article brings along, and no others.</summary>
    public List<Toponym> Given(Document document)
    {
        var found = new List<Toponym>();
        foreach (var given in document.Article.Mentions ?? [])
        {
            if (given.Start < 0 || given.End > document.Article.Text.Length || given.Start >= given.End)
                continue;
            var span = TextSpan.OfText(document.Article.Text, given.Start, given.End);
            var sentence = document.Sentences.FirstOrDefault(one => !one.InTitle && one.Start <= given.Start && one.End >= given.End);
            var (first, last) = sentence is null ? (-1, -1) : (sentence.WordAt(given.Start), Math.Max(sentence.WordAt(given.Start), sentence.WordAt(given.End - 1)));
            var isKnownForm = words.AfterComma.TryGetValue(span.Text.TrimEnd('.'), out var form);
            var candidates = Candidates(span.Text);
            if (isKnownForm && (candidates.Length == 0 || span.Text.Length <= 3))
                candidates = [form];
            var use = PlaceUse.Location;
            if (candidates.Length == 0 && words.Demonyms.TryGetValue(span.Text.ToLowerInvariant(), out var country))
                (candidates, use) = ([country], PlaceUse.Demonym);
            if (candidates.Length == 0 && sentence is not null)
                candidates = Shorter(span.Text);
            found.Add(new Toponym { Sentence = sentence, First = first, Last = last, Span = span, Candidates = candidates, Use = use });
        }
        foreach (var toponym in found)
            if (toponym.Sentence is not null)
                Look(toponym, found);
        return found;
    }

    /// <summary>"Anbar province" where the gazetteer knows Anbar; "the city of Gao" where it knows Gao.</summary>
    private int[] Shorter(string name)
    {
        var parts = name.Split(' ');
        if (parts.Length > 1 && words.Is(parts[^1], "generic"))
            return Candidates(string.Join(' ', parts[..^1]));
        if (parts.Length > 1 && (words.Is(parts[0], "of-head") || words.Directions.ContainsKey(parts[0])))
            return Candidates(string.Join(' ', parts[1..]));
        return [];
    }

    private void FindIn(Sentence sentence, IReadOnlyList<Mention> mentions, List<Toponym> found)
    {
        var isCapitals = IsCapitals(sentence);
        for (var first = 0; first < sentence.Length; first++)
        {
            if (!CanStart(sentence, first, isCapitals))
                continue;
            var toponym = Longest(sentence, first, isCapitals) ?? Demonym(sentence, first);
            if (toponym is null)
                continue;
            if (toponym.Use == PlaceUse.Location && IsPartOfName(sentence, toponym, mentions))
                toponym.Use = PlaceUse.PartOfName;
            found.Add(toponym);
            first = toponym.Last;
        }
    }

    private static bool IsCapitals(Sentence sentence)
    {
        var (upper, lower) = (0, 0);
        foreach (ref readonly var token in sentence.Tokens)
            foreach (var letter in token.Form)
                if (char.IsUpper(letter))
                    upper++;
                else if (char.IsLower(letter))
                    lower++;
        return upper > 8 * (lower + 1);
    }

    private bool CanStart(Sentence sentence, int word, bool isCapitals)
    {
        ref readonly var token = ref sentence[word];
        if (!char.IsUpper(token.Form[0]) || token.Joined)
            return false;
        if (isCapitals)
            return token.Tag is Upos.Propn or Upos.Adj or Upos.Noun;
        return word > 0 || token.Tag is Upos.Propn or Upos.Adj or Upos.Noun or Upos.X;
    }

    private Toponym? Longest(Sentence sentence, int first, bool isCapitals)
    {
        for (var last = Math.Min(sentence.Length - 1, first + MostWords - 1); last >= first; last--)
        {
            if (!CanEnd(sentence, first, last))
                continue;
            var span = sentence.Span(first, last);
            if (span.Length > 60)
                continue;
            if (last == first && !IsLikelyAlone(sentence, first, isCapitals))
                continue;
            var candidates = Candidates(span.Text);
            if (candidates.Length == 0 && first > 1 && sentence[first - 1].Form == "," && words.AfterComma.TryGetValue(span.Text.TrimEnd('.'), out var form))
                candidates = [form];
            if (candidates.Length > 0)
                return new Toponym { Sentence = sentence, First = first, Last = last, Span = span, Candidates = candidates };
        }
        return null;
    }

    private static bool CanEnd(Sentence sentence, int first, int last)
    {
        ref readonly var end = ref sentence[last];
        if (!char.IsLetterOrDigit(end.Form[0]) || (last > first && char.IsLower(end.Form[0])))
            return false;
        for (var word = first; word < last; word++)
            if (sentence[word].Form is "," or ";" or ":" or "(" or ")" or "\"" or "/" or "\u201C" or "\u201D" or "'s" or "\u2019s")
                return false;
        return true;
    }

    private bool IsLikelyAlone(Sentence sentence, int word, bool isCapitals)
    {
        ref readonly var token = ref sentence[word];
        if (words.Is(token.Form, "never"))
            return token.Form is "US" or "U.S.";
        if (token.Form.Length < 3)
            return token.Form is "US" or "UK";
        // In mixed text an acronym is an organisation; the countries that go by one are names of the gazetteer's first entries.
        if (!isCapitals && token.Form.Length <= 5 && IsAcronym(token.Form))
            return Candidates(token.Form) is [var first, ..] && gazetteer.Entry(first).Country == first;
        if (token.Tag == Upos.Propn)
            return true;
        return !isCapitals && word > 0 && token.Tag is Upos.Noun or Upos.Adj or Upos.X && sentence[word - 1].Relation != Dependency.Punct;
    }

    private static bool IsAcronym(string form)
    {
        foreach (var letter in form)
            if (!char.IsUpper(letter) && letter != '.')
                return false;
        return true;
    }

    private Toponym? Demonym(Sentence sentence, int word)
    {
        ref readonly var token = ref sentence[word];
        return words.Demonyms.TryGetValue(token.Form.ToLowerInvariant(), out var country)
            ? new Toponym { Sentence = sentence, First = word, Last = word, Span = sentence.Span(word, word), Candidates = [country], Use = PlaceUse.Demonym }
            : null;
    }

    /// <summary>Entries that bear the name, the likeliest first by kind and people.</summary>
    private int[] Candidates(string name)
    {
        var bearers = gazetteer.Find(name);
        if (bearers.Count == 0)
            return [];
        var all = new (double Prior, int Number)[bearers.Count];
        for (var index = 0; index < all.Length; index++)
            all[index] = (ToponymResolver.Prior(gazetteer, bearers[index]), bearers[index]);
        Array.Sort(all, (a, b) => a.Prior != b.Prior ? b.Prior.CompareTo(a.Prior) : a.Number.CompareTo(b.Number));
        return [.. all.Take(MostCandidates).Select(one => one.Number)];
    }

    /// <summary>A longer name has it as a part: a person, an organisation, a street.</summary>
    private bool IsPartOfName(Sentence sentence, Toponym toponym, IReadOnlyList<Mention> mentions)
    {
        foreach (var mention in mentions)
            if (
                mention.Form == MentionForm.Name
                && mention.Type is MentionType.Person or MentionType.Organisation or MentionType.ArmedGroup or MentionType.Event or MentionType.Document
                && mention.Span.Contains(toponym.Span)
                && mention.Span.Length > toponym.Span.Length
            )
                return true;
        var (before, after) = (toponym.First - 1, toponym.Last + 1);
        if (after < sentence.Length && IsNamePart(sentence, after) && !words.Is(sentence[after].Form, "generic") && sentence[after].Start <= toponym.Span.End + 1)
            return true;
        if (before >= 0 && IsNamePart(sentence, before) && sentence[before].End >= toponym.Span.Start - 1)
            return !words.Is(sentence[before].Form, "generic") && !words.Directions.ContainsKey(sentence[before].Form);
        return before >= 1
            && sentence[before].Form is "of" or "OF"
            && IsNamePart(sentence, before - 1)
            && !words.Is(sentence[before - 1].Form, "of-head");
    }

    private bool IsNamePart(Sentence sentence, int word)
    {
        ref readonly var token = ref sentence[word];
        return token.Tag == Upos.Propn && char.IsUpper(token.Form[0]) && !words.Demonyms.ContainsKey(token.Form.ToLowerInvariant());
    }

    /// <summary>What the words around say of it: its container, its kind, a distance, a metonym.</summary>
    private void Look(Toponym toponym, List<Toponym> all)
    {
        var sentence = toponym.Sentence!;
        var after = toponym.Last + 1;
        if (after < sentence.Length && words.Is(sentence[after].Lemma, "generic"))
            toponym.SaysDivision = true;
        if (after + 1 < sentence.Length && sentence[after].Form is "," or "(")
            toponym.Container = all.Find(other => other.Sentence == sentence && other.First == after + 1 && other.Use is PlaceUse.Location);
        toponym.Container ??= Within(sentence, toponym, all);
        if (toponym.Use == PlaceUse.Location && IsMetonym(sentence, toponym))
            toponym.Use = PlaceUse.Metonym;
        LookBack(sentence, toponym);
    }

    /// <summary>"Niono, in central Mali", "a village in Ituri province".</summary>
    private Toponym? Within(Sentence sentence, Toponym toponym, List<Toponym> all)
    {
        var word = toponym.Last + 1;
        while (word < sentence.Length && word < toponym.Last + 6)
        {
            var form = sentence[word].Form;
            if (form is not ("," or "in" or "the" or "of") && !words.Directions.ContainsKey(form) && !words.Is(form, "of-head") && form is not ("central" or "northern" or "southern" or "eastern" or "western"))
                return all.Find(other => other.Sentence == sentence && other.First == word && other.Use == PlaceUse.Location && word > toponym.Last + 1);
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
        return token.Relation is Dependency.Nsubj && token.Head >= 0 && words.Is(sentence[token.Head].Lemma, "metonym-verb");
    }

    private void LookBack(Sentence sentence, Toponym toponym)
    {
        var before = toponym.First - 1;
        while (before >= 0 && sentence[before].Lemma is "the" or "city" or "town" or "village")
            before--;
        if (before < 0)
            return;
        if (words.Is(sentence[before].Form, "near"))
            toponym.IsNear = true;
        if (sentence[before].Form is "of" or "from")
            toponym.Offset = OffsetBefore(sentence, before - 1, toponym.Span.Text);
        if (toponym.Offset is null && sentence[before].Form is "of" or "from")
            before--;
        if (toponym.Offset is null && before >= 0 && words.Directions.ContainsKey(sentence[before].Form))
            toponym.Offset = OffsetBefore(sentence, before, toponym.Span.Text);
    }

    /// <summary>"20 km north" before "of Gao", "about 15 miles" before "from Gao".</summary>
    private PlaceOffset? OffsetBefore(Sentence sentence, int word, string from)
    {
        if (word < 1)
            return null;
        double? bearing = words.Directions.TryGetValue(sentence[word].Form, out var degrees) ? degrees : null;
        if (bearing is not null)
            word--;
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
        return double.TryParse(number, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var distance)
            ? new PlaceOffset(Math.Round(distance * km, 1), bearing, from)
            : null;
    }
}
