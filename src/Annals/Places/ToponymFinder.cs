using Annals.Language;
using Annals.Record;

namespace Annals.Places;

/// <summary>
/// Finds the words that name places: the longest run of words that the gazetteer knows, unless the words around say
/// that it is part of another name ("Bank of Cyprus", "Paris Hilton") or no name at all ("Reading a book").
/// </summary>
internal sealed class ToponymFinder(Gazetteer gazetteer, PlaceWords words, NameLookup lookup)
{
    private const int MostWords = 6;
    private readonly Surroundings surroundings = new(words);
    private readonly PlaceOrNot placeOrNot = new(gazetteer, words);

    public List<Toponym> Find(Document document)
    {
        var found = new List<Toponym>();
        foreach (var sentence in document.Sentences)
            FindIn(sentence, document.Mentions, found);
        foreach (var toponym in found)
            surroundings.Look(toponym, found);
        placeOrNot.Sift(found);
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
            var sentence = document.Sentences.FirstOrDefault(one =>
                !one.InTitle && one.Start <= given.Start && one.End >= given.End
            );
            var (first, last) = sentence is null
                ? (-1, -1)
                : (
                    sentence.WordAt(given.Start),
                    Math.Max(sentence.WordAt(given.Start), sentence.WordAt(given.End - 1))
                );
            var isKnownForm = words.AfterComma.TryGetValue(span.Text.TrimEnd('.'), out var form);
            var meanings = lookup.Of(span.Text);
            var candidates = meanings.Entries;
            if (isKnownForm && (candidates.Length == 0 || span.Text.Length <= 3 || span.Text.EndsWith('.')))
                candidates = [form];
            var use = PlaceUse.Location;
            // "Canadian" is a town in Texas, too: a word of origin is one before it is a name.
            if (
                (candidates.Length == 0 || !placeOrNot.IsCountry(candidates[0]))
                && words.Demonyms.TryGetValue(span.Text.ToLowerInvariant(), out var country)
            )
                (candidates, use) = ([country], PlaceUse.Demonym);
            var saysDivision = false;
            if (candidates.Length == 0)
            {
                (meanings, saysDivision) = Shorter(span.Text);
                if (meanings.IsEmpty)
                    meanings = lookup.Roughly(span.Text);
                candidates = meanings.Entries;
            }
            found.Add(
                new Toponym
                {
                    Sentence = sentence,
                    First = first,
                    Last = last,
                    Span = span,
                    Candidates = candidates,
                    OwnName = meanings.OwnName,
                    SaysDivision = saysDivision,
                    Use = use,
                }
            );
        }
        foreach (var toponym in found)
            if (toponym.Sentence is not null)
                surroundings.Look(toponym, found);
        return found;
    }

    /// <summary>"Anbar province" where the gazetteer knows Anbar; "the city of Gao" where it knows Gao.</summary>
    private (Meanings Meanings, bool SaysDivision) Shorter(string name)
    {
        var parts = name.Split(' ');
        if (parts.Length > 1 && words.Is(parts[^1], "generic"))
            return (lookup.Of(string.Join(' ', parts[..^1])), words.Is(parts[^1], "division"));
        if (parts.Length > 2 && words.Is(parts[0], "of-head") && parts[1] is "of")
            return (lookup.Of(string.Join(' ', parts[2..])), words.Is(parts[0], "division"));
        if (parts.Length > 1 && (words.Is(parts[0], "of-head") || words.Directions.ContainsKey(parts[0])))
            return (lookup.Of(string.Join(' ', parts[1..])), false);
        return (Meanings.None, false);
    }

    private void FindIn(Sentence sentence, IReadOnlyList<Mention> mentions, List<Toponym> found)
    {
        var isCapitals = IsCapitals(sentence);
        for (var first = 0; first < sentence.Length; first++)
        {
            if (!CanStart(sentence, first, isCapitals))
                continue;
            var toponym =
                Demonym(sentence, first) is { } demonym
                && !(
                    first + 1 < sentence.Length
                    && Longest(sentence, first, isCapitals) is { } longer
                    && longer.Last > first
                )
                    ? demonym
                    : Longest(sentence, first, isCapitals);
            if (toponym is null)
                continue;
            if (toponym.Use == PlaceUse.Location && IsPartOfName(sentence, toponym, mentions))
                toponym.Use = PlaceUse.PartOfName;
            found.Add(WithPoint(toponym));
            first = toponym.Last;
        }
    }

    /// <summary>"Conn" with the point behind it, where the point belongs to the short form and not to the sentence.</summary>
    private Toponym WithPoint(Toponym toponym)
    {
        var sentence = toponym.Sentence!;
        var end = toponym.Span.End;
        if (
            toponym.First != toponym.Last
            || end >= sentence.Source.Length
            || sentence.Source[end] != '.'
            || !words.HasPoint(toponym.Span.Text + ".")
        )
            return toponym;
        var span = sentence.InTitle
            ? TextSpan.OfTitle(sentence.Source, toponym.Span.Start, end + 1)
            : TextSpan.OfText(sentence.Source, toponym.Span.Start, end + 1);
        return new Toponym
        {
            Sentence = sentence,
            First = toponym.First,
            Last = toponym.Last,
            Span = span,
            Candidates = toponym.Candidates,
            OwnName = toponym.OwnName,
            SaysDivision = toponym.SaysDivision,
            Use = toponym.Use,
        };
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
        if (!char.IsUpper(token.Form[0]) || token.Joined || words.Is(token.Form, "no-start"))
            return false;
        // "Maarat al-Numan" is not Numan.
        if (word >= 3 && EndOfCompound(sentence, word - 3) == word)
            return false;
        // A tagger may take a people at the head of a sentence for anything.
        if (words.Demonyms.ContainsKey(token.Form.ToLowerInvariant()))
            return true;
        if (isCapitals)
            return token.Tag is Upos.Propn or Upos.Adj or Upos.Noun;
        return word > 0 || token.Tag is Upos.Propn or Upos.Adj or Upos.Noun or Upos.X;
    }

    /// <summary>The last word of "Ras al-Ain", where a name begins that an article ties to another; else that one itself.</summary>
    private int EndOfCompound(Sentence sentence, int first) =>
        first + 3 < sentence.Length
        && char.IsUpper(sentence[first].Form[0])
        && words.Is(sentence[first + 1].Form, "article")
        && sentence[first + 2] is { Form: "-", Start: var hyphen, End: var behind }
        && hyphen == sentence[first + 1].End
        && behind == sentence[first + 3].Start
        && char.IsUpper(sentence[first + 3].Form[0])
            ? first + 3
            : first;

    /// <summary>The last word of "San Jose de la Mariquina", where a name begins that small words tie to another; else the first.</summary>
    private int EndOfLinked(Sentence sentence, int first)
    {
        var word = first;
        while (word - first < 3 && word < sentence.Length && char.IsUpper(sentence[word].Form[0]))
            word++;
        var link = word;
        while (word - link < 2 && word < sentence.Length && words.Is(sentence[word].Form, "link"))
            word++;
        return word > link && word < sentence.Length && char.IsUpper(sentence[word].Form[0]) ? word : first;
    }

    private Toponym? Longest(Sentence sentence, int first, bool isCapitals)
    {
        var compound = Math.Max(EndOfCompound(sentence, first), EndOfLinked(sentence, first));
        for (var last = Math.Min(sentence.Length - 1, first + MostWords - 1); last >= first; last--)
        {
            // A part of such a name is another place.
            if (last < compound)
                return Roughly(sentence, first, compound);
            if (!CanEnd(sentence, first, last))
                continue;
            var span = sentence.Span(first, last);
            if (span.Length > 60)
                continue;
            if (last == first && !IsLikelyAlone(sentence, first, isCapitals))
                continue;
            var meanings = lookup.Of(span.Text);
            var candidates = meanings.Entries;
            if (
                candidates.Length == 0
                && first > 1
                && sentence[first - 1].Form == ","
                && words.AfterComma.TryGetValue(span.Text.TrimEnd('.'), out var form)
            )
                candidates = [form];
            if (last > first && candidates.Length > 0 && IsTownOfBody(sentence, first, last, candidates[0]))
                continue;
            if (candidates.Length > 0)
                return Named(sentence, first, last, span, candidates, meanings.OwnName);
            meanings =
                last > first
                && char.IsUpper(sentence[last].Form[0])
                && words.Is(sentence[last].Form, "generic")
                && !IsInBody(sentence, last)
                    ? lookup.Of(sentence.Span(first, last - 1).Text)
                    : Meanings.None;
            if (!meanings.IsEmpty)
                return new Toponym
                {
                    Sentence = sentence,
                    First = first,
                    Last = last,
                    Span = span,
                    Candidates = meanings.Entries,
                    OwnName = meanings.OwnName,
                    SaysDivision = words.Is(sentence[last].Form, "division"),
                    SaysTown = words.Is(sentence[last].Form, "settlement"),
                };
        }
        return null;
    }

    /// <summary>These words as a name that is spelt in another way; null where none is like it.</summary>
    private Toponym? Roughly(Sentence sentence, int first, int last)
    {
        // "Makka al-Mukarrama road" bears the name of a town elsewhere.
        if (last + 1 < sentence.Length && (IsTail(sentence, last + 1) || words.Is(sentence[last + 1].Form, "road")))
            return null;
        var span = sentence.Span(first, last);
        var meanings = lookup.Roughly(span.Text);
        return meanings.IsEmpty ? null : Named(sentence, first, last, span, meanings.Entries, meanings.OwnName);
    }

    private static Toponym Named(
        Sentence sentence,
        int first,
        int last,
        TextSpan span,
        int[] candidates,
        uint ownName
    ) =>
        new()
        {
            Sentence = sentence,
            First = first,
            Last = last,
            Span = span,
            Candidates = candidates,
            OwnName = ownName,
        };

    /// <summary>"Dublin City Council" has Dublin, whom some call Dublin City; "Kansas City Council" has Kansas City.</summary>
    private bool IsTownOfBody(Sentence sentence, int first, int last, int town) =>
        words.Is(sentence[last].Form, "settlement")
        && IsInBody(sentence, last)
        && lookup.Of(sentence.Span(first, last - 1).Text).Entries is [var shorter, ..]
        && shorter == town;

    /// <summary>"Dublin City Council", "Kansas State University", "Indiana Department of Health": the kind belongs to the body's name.</summary>
    private static bool IsInBody(Sentence sentence, int generic) =>
        generic + 1 < sentence.Length
        && sentence[generic + 1].Start <= sentence[generic].End + 1
        && (char.IsUpper(sentence[generic + 1].Form[0]) || sentence[generic] is { Lemma: "department" or "Department" })
        && sentence[generic + 1] is { Tag: Upos.Propn or Upos.Noun or Upos.Adj } or { Form: "of" };

    private bool CanEnd(Sentence sentence, int first, int last)
    {
        ref readonly var end = ref sentence[last];
        // "Al-Hol camp", "Tishreen dam": a site's kind is part of its name, capital or not.
        if (
            !char.IsLetterOrDigit(end.Form[0])
            || (last > first && char.IsLower(end.Form[0]) && !words.Is(end.Form, "site"))
        )
            return false;
        // "Pul-e Charkhi" is no Pul.
        if (
            last + 1 < sentence.Length
            && sentence[last + 1] is { Form: ['-', >= 'a' and <= 'z', ..] and { Length: <= 3 }, Start: var hyphen }
            && hyphen == end.End
        )
            return false;
        for (var word = first; word < last; word++)
            if (
                sentence[word].Form
                is ","
                    or ";"
                    or ":"
                    or "("
                    or ")"
                    or "\""
                    or "/"
                    or "\u201C"
                    or "\u201D"
                    or "'s"
                    or "\u2019s"
            )
                return false;
        return true;
    }

    private bool IsLikelyAlone(Sentence sentence, int word, bool isCapitals)
    {
        ref readonly var token = ref sentence[word];
        if (words.Is(token.Form.TrimEnd('.'), "never"))
            return token.Form is "US" or "U.S.";
        if (token.Form.Length < 3)
            return token.Form is "US" or "UK";
        // In mixed text an acronym is an organisation; the countries that go by one are names of the gazetteer's first entries.
        if (!isCapitals && token.Form.Length <= 5 && IsAcronym(token.Form) && !words.HasPoint(token.Form))
            return lookup.Of(token.Form).Entries is [var first, ..] && gazetteer.Entry(first).Country == first;
        if (token.Tag == Upos.Propn)
            return true;
        return !isCapitals
            && word > 0
            && token.Tag is Upos.Noun or Upos.Adj or Upos.X
            && sentence[word - 1].Relation != Dependency.Punct;
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
            ? new Toponym
            {
                Sentence = sentence,
                First = word,
                Last = word,
                Span = sentence.Span(word, word),
                Candidates = [country],
                Use = PlaceUse.Demonym,
            }
            : null;
    }

    /// <summary>A longer name has it as a part: a person, an organisation, a street.</summary>
    private bool IsPartOfName(Sentence sentence, Toponym toponym, IReadOnlyList<Mention> mentions)
    {
        var isSaid = false;
        foreach (var mention in mentions)
            if (
                mention.Form == MentionForm.Name
                && mention.Type
                    is MentionType.Person
                        or MentionType.Organisation
                        or MentionType.ArmedGroup
                        or MentionType.Event
                        or MentionType.Document
                && mention.Span.Contains(toponym.Span)
                && mention.Span.Length > toponym.Span.Length
                && !IsOfKind(sentence, toponym, mention)
            )
            {
                if (!SaysPlace(sentence, toponym, mention))
                    return true;
                isSaid = true;
            }
        var (before, after) = (toponym.First - 1, toponym.Last + 1);
        if (
            !isSaid
            && after < sentence.Length
            && (IsNamePart(sentence, after) || IsTail(sentence, after))
            && sentence[after].Start <= toponym.Span.End + 1
            // "IN MORADABAD SATURDAY": where all is in capitals, the day is no part of the name.
            && !(sentence.InCapitals && words.Is(sentence[after].Form, "day"))
            && IsNameWith(toponym, sentence[after].Form)
        )
            return true;
        if (before >= 0 && IsNamePart(sentence, before) && sentence[before].End >= toponym.Span.Start - 1)
            return IsNameAfter(toponym, sentence[before].Form);
        return before >= 1 && sentence[before].Form is "of" or "OF" && words.Is(sentence[before - 1].Form, "name-head");
    }

    /// <summary>
    /// A body of a place ("Paris Police Department", "Kanawha County Commission") still says the place; a paper, an airline,
    /// a street or a person does not.
    /// </summary>
    private bool IsNameWith(Toponym toponym, string next)
    {
        if (words.Is(next, "generic") || words.Is(next, "body") || words.Is(next, "title"))
            return false;
        if (words.Is(next, "name-tail"))
            return true;
        return toponym.First == toponym.Last && !placeOrNot.IsGreat(toponym);
    }

    private bool IsNameAfter(Toponym toponym, string previous) =>
        (words.Is(previous, "title") && !placeOrNot.IsCountry(toponym.Candidates[0]))
        || !words.Is(previous, "generic")
            && !words.Is(previous, "body")
            && !words.Directions.ContainsKey(previous)
            && !(placeOrNot.IsGreat(toponym) && !words.Is(previous, "first-name"));

    /// <summary>
    /// "Cass County Circuit Court", "Dublin Police", "Texas Forest Service": a body that begins with its place still says the place. So does what
    /// ends with it: "University of Georgia", "Steven Sachs of Alexandria".
    /// </summary>
    private bool SaysPlace(Sentence sentence, Toponym toponym, Mention mention)
    {
        if (mention.Span.End == toponym.Span.End && toponym.First > 1 && sentence[toponym.First - 1].Form is "of")
            return true;
        if (
            mention.Type is not (MentionType.Organisation or MentionType.ArmedGroup)
            || mention.Span.Start != toponym.Span.Start
        )
            return false;
        for (
            var word = toponym.Last + 1;
            word < sentence.Length && sentence[word].End <= mention.Span.End && sentence[word].Form is not "of";
            word++
        )
            if (words.Is(sentence[word].Form, "body"))
                return true;
        return false;
    }

    /// <summary>"Trust", "Street" with a capital, whatever the tagger makes of it.</summary>
    private bool IsTail(Sentence sentence, int word) =>
        char.IsUpper(sentence[word].Form[0]) && words.Is(sentence[word].Form, "name-tail");

    /// <summary>"the al-Talo area": whatever name stands before a kind of place is the place's, its article included.</summary>
    private bool IsOfKind(Sentence sentence, Toponym toponym, Mention mention)
    {
        var next = toponym.Last + 1;
        return mention.Span.End == toponym.Span.End
            && sentence.Source.AsSpan()[mention.Span.Start..toponym.Span.Start].Trim('-')
                is "al"
                    or "Al"
                    or "el"
                    or "El"
            && next < sentence.Length
            && words.Is(sentence[next].Form, "generic");
    }

    private bool IsNamePart(Sentence sentence, int word)
    {
        ref readonly var token = ref sentence[word];
        return token.Tag == Upos.Propn
            && char.IsUpper(token.Form[0])
            && !words.Demonyms.ContainsKey(token.Form.ToLowerInvariant());
    }
}
