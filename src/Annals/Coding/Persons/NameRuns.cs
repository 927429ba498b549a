using System.Collections.Immutable;
using Annals.Coding.Actors;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Persons;

/// <summary>Words that stand together as a name. First and last word are both included.</summary>
internal sealed record NameRun(
    int Sentence,
    int First,
    int Last,
    ImmutableArray<string> Words,
    TextSpan Span,
    bool IsPerson,
    bool IsDescribed,
    bool IsThere
)
{
    public string Text => Span.Text;

    /// <summary>"Rojas" after "Miguel Rojas": the end or the beginning of a longer name.</summary>
    public bool IsShortFor(NameRun other) =>
        Words.SequenceEqual(other.Words)
        || (Words.Length < other.Words.Length && (Ends(other.Words) || Words is [var only] && only == other.Words[0]));

    private bool Ends(ImmutableArray<string> longer) => longer[^Words.Length..].SequenceEqual(Words);
}

/// <summary>
/// Finds the names that can be a person's: what the language room takes for one, and capitalised words that a form of
/// address, an age, a noun for people or a deed done to them stands beside, where no place and no body bears the name.
/// </summary>
internal sealed class NameRuns(
    Document document,
    Cast cast,
    NameIndex<Standing> nouns,
    NameIndex<bool> firstNames,
    IReadOnlySet<string> bodies,
    Cues cues
)
{
    public List<NameRun> Find()
    {
        var runs = new List<NameRun>();
        foreach (var sentence in document.Sentences)
        {
            var folded = new FoldedSentence(sentence);
            for (var word = 0; word < sentence.Length; word++)
            {
                if (!IsNameWord(sentence, word) || IsActor(sentence, folded, word))
                    continue;
                var last = word;
                while (last + 1 < sentence.Length && Continues(sentence, last + 1))
                    last++;
                while (last > word && !char.IsUpper(sentence[last].Form[0]))
                    last--;
                var first = Trim(sentence, folded, word, last);
                if (
                    first <= last
                    && !IsPlace(sentence, folded, first, last)
                    && !IsCommon(sentence, folded, first, last)
                )
                    runs.Add(Run(sentence, folded, first, last));
                word = last;
            }
        }
        return runs;
    }

    /// <summary>A place from end to end; "Sofia Ruiz" is none.</summary>
    private bool IsPlace(Sentence sentence, FoldedSentence folded, int first, int last)
    {
        if (
            last > first
            && (
                document.Mentions.Any(mention =>
                    mention.Sentence == sentence.Index
                    && mention.Form == MentionForm.Name
                    && mention.Type == MentionType.Person
                    && mention.First <= first
                    && last <= mention.Last
                )
                || IsAged(sentence, last)
                || HasNounBefore(sentence, folded, first)
                || HasNounAfter(sentence, folded, last)
            )
        )
            return false;
        for (var word = first; word <= last; word++)
            if (sentence[word].Tag != Upos.Punct && !cast.IsPlace(sentence.Index, word))
                return false;
        return true;
    }

    /// <summary>
    /// A name of the cast's. "Sofia" before "Ruiz" is no capital, and "Guard Aliou Keita" no body, though each has a word of one.
    /// </summary>
    private bool IsActor(Sentence sentence, FoldedSentence? folded, int word)
    {
        if (cast.At(sentence.Index, word) is not { } mention)
            return false;
        if (mention.State is not null)
            return !(
                mention.IsSeat
                && mention.First == mention.Last
                && word + 1 < sentence.Length
                && sentence[word + 1].Tag == Upos.Propn
                && char.IsUpper(sentence[word + 1].Form[0])
                && cast.At(sentence.Index, word + 1) is null
                && !bodies.Contains(sentence[word + 1].Form)
            );
        return !(
            mention.Party.Id is null
            && mention.Last - mention.First is 1 or 2
            && nouns.Match(folded ?? new FoldedSentence(sentence), mention.First) is { } noun
            && noun.Last < mention.Last
            && noun.Values.Contains(Standing.Private)
        );
    }

    /// <summary>Two words or three that begin with capitals, where none of them names a body, a place or a people.</summary>
    private bool IsLikeName(Sentence sentence, int first, int last)
    {
        if (last == first || last - first > 4 || sentence[last].Xpos == "NNPS")
            return false;
        for (var word = first; word <= last; word++)
            if (
                bodies.Contains(sentence[word].Form)
                || (char.IsUpper(sentence[word].Form[0]) && sentence[word].Form.Skip(1).Any(char.IsUpper))
            )
                return false;
        return true;
    }

    private NameRun Run(Sentence sentence, FoldedSentence folded, int first, int last)
    {
        var words = Enumerable.Range(first, last - first + 1).Select(word => sentence[word].Form).ToImmutableArray();
        return new(
            sentence.Index,
            first,
            last,
            words,
            sentence.Span(first, last),
            IsPerson(sentence, folded, first, last),
            IsDescribed(sentence, folded, first, last),
            IsThere(sentence, first) || IsBeforePlace(sentence, last)
        );
    }

    /// <summary>Titles and nouns for people before the name are no part of it: "Shopkeeper Moussa Traore".</summary>
    private int Trim(Sentence sentence, FoldedSentence folded, int first, int last)
    {
        for (var moved = true; moved && first < last; )
        {
            moved = false;
            if (nouns.Match(folded, first) is { } noun && noun.Last < last)
                (first, moved) = (noun.Last + 1, true);
            else if (
                sentence.PlaysInAnyCase(sentence[first].Form.TrimEnd('.'), Particle.Address)
                || (first == 0 && sentence[first].Tag is Upos.Adj or Upos.Det or Upos.Adp or Upos.Sconj or Upos.Adv)
            )
                (first, moved) = (first + 1, true);
            while (first < last && (sentence[first].Tag == Upos.Punct || !char.IsUpper(sentence[first].Form[0])))
                first++;
        }
        return first;
    }

    private bool IsPerson(Sentence sentence, FoldedSentence folded, int first, int last)
    {
        if (IsOfBody(sentence, folded, first))
            return false;
        var type = TypeOf(sentence, first, last);
        var isNamed = first > 0 && cues.Has(sentence[first - 1].Lemma, Cue.Called) && last - first < 4;
        if (IsDescribed(sentence, folded, first, last))
            return first < last || IsOneName(sentence, folded, first);
        if (IsBeforePlace(sentence, last))
            return false;
        if (first == last)
            return IsOneName(sentence, folded, first)
                && (
                    isNamed
                    || (
                        type == MentionType.Person
                        && !IsThere(sentence, first)
                        && (
                            last + 1 < sentence.Length && cues.Has(sentence[last + 1].Lemma, Cue.SpeaksAsPerson)
                            || new PersonCues(document, nouns, cues).IsHarmed(sentence, first, last, peopleOnly: true)
                        )
                    )
                );
        if (!IsLikeName(sentence, first, last))
            return false;
        if (type == MentionType.Person)
            return true;
        if (IsThere(sentence, first))
            return false;
        return type is null
            || isNamed
            || firstNames.Match(folded, first) is not null
            || HasNounAfter(sentence, folded, last)
            || new PersonCues(document, nouns, cues).IsHarmed(sentence, first, last, peopleOnly: true);
    }

    /// <summary>"the institute Paz Viva": a noun for a body right before the name says that it is the body's.</summary>
    private bool IsOfBody(Sentence sentence, FoldedSentence folded, int first) =>
        first > 0
        && (
            // "Tierra y Vida": what stands behind "y" goes on with the name before it.
            first > 1
                && sentence.Plays(sentence[first - 1].Form, Particle.SpanishAnd)
                && char.IsUpper(sentence[first - 2].Form[0])
            || IsBodyNoun(sentence, folded, first)
        );

    private bool IsBodyNoun(Sentence sentence, FoldedSentence folded, int first) =>
        char.IsLower(sentence[first - 1].Form[0])
        && cast.RoleOf(sentence.Index, first - 1)
            is { Type: ActorType.Organisation or ActorType.Media or ActorType.Communal, Refers: not null }
        && !HasNounBefore(sentence, folded, first);

    /// <summary>A form of address, an age, or a noun for people beside it.</summary>
    private bool IsDescribed(Sentence sentence, FoldedSentence folded, int first, int last) =>
        (first > 0 && sentence.PlaysInAnyCase(sentence[first - 1].Form.TrimEnd('.'), Particle.Address))
        || IsAged(sentence, last)
        || (last + 2 < sentence.Length && sentence[last + 2].Tag == Upos.Det && HasNounAfter(sentence, folded, last))
        || (HasNounBefore(sentence, folded, first) && !IsThere(sentence, first) && !IsBeforePlace(sentence, last));

    private bool IsOneName(Sentence sentence, FoldedSentence folded, int word) =>
        sentence[word].Xpos != "NNPS"
        && !sentence[word].Form.All(char.IsUpper)
        && !bodies.Contains(sentence[word].Form)
        && nouns.Match(folded, word) is null;

    /// <summary>"Loi Tai Leng camp", "the Caño Limón pipeline".</summary>
    private bool IsBeforePlace(Sentence sentence, int last) =>
        last + 1 < sentence.Length
        && sentence[last + 1].Tag == Upos.Noun
        && char.IsLower(sentence[last + 1].Form[0])
        && bodies.Contains(sentence[last + 1].Lemma);

    /// <summary>What the language room takes the name for; null where it saw none.</summary>
    private MentionType? TypeOf(Sentence sentence, int first, int last)
    {
        MentionType? type = null;
        foreach (var mention in document.Mentions)
            if (
                mention.Sentence == sentence.Index
                && mention.Form == MentionForm.Name
                && mention.First <= last
                && first <= mention.Last
            )
                type = type == MentionType.Person ? type : mention.Type;
        return type;
    }

    /// <summary>"In Ras Kamboni", "the village of Tal Baydar": what stands there is a place.</summary>
    private bool IsThere(Sentence sentence, int first)
    {
        var before = first - 1;
        if (before < 0)
            return false;
        return sentence.Plays(sentence[before].Lemma, Particle.ThereBefore)
            || (
                sentence.Plays(sentence[before].Lemma, Particle.Of)
                && before > 0
                && bodies.Contains(sentence[before - 1].Lemma)
            );
    }

    private bool HasNounBefore(Sentence sentence, FoldedSentence folded, int first)
    {
        var end = first - 1;
        if (end >= 0 && sentence[end].Form == ",")
            end--;
        for (var from = Math.Max(0, end - 2); from <= end; from++)
            // "hit Al Talo": a deed says nothing of whom it is done to.
            if (
                nouns.Match(folded, from) is { } match
                && match.Last == end
                && match.Values.Any(standing => standing != Standing.Harmed)
            )
                return true;
        return false;
    }

    private bool HasNounAfter(Sentence sentence, FoldedSentence folded, int last)
    {
        if (last + 2 >= sentence.Length || sentence[last + 1].Form != ",")
            return false;
        for (var word = last + 2; word < Math.Min(sentence.Length, last + 9); word++)
            if (sentence[word].Form == "," || sentence[word].Tag == Upos.Verb)
                return sentence.Plays(sentence[word].Lemma, Particle.Who);
            else if (sentence.Plays(sentence[word].Lemma, Particle.Who))
                return true;
            else if (nouns.Match(folded, word) is { } noun)
                // "Al Durayhimi, residents said" tells of no resident by that name.
                return noun.Last + 1 >= sentence.Length || sentence[noun.Last + 1].Tag is not (Upos.Verb or Upos.Aux);
        return false;
    }

    /// <summary>"Fatima Diallo, 34," and "Khadija, 12".</summary>
    private static bool IsAged(Sentence sentence, int last) =>
        last + 2 < sentence.Length
        && sentence[last + 1].Form == ","
        && int.TryParse(sentence[last + 2].Form, out var age)
        && age is > 0 and < 110
        && (last + 3 >= sentence.Length || sentence[last + 3].Tag is Upos.Punct or Upos.Verb or Upos.Aux);

    /// <summary>A plain word with a capital because a sentence begins there.</summary>
    private static bool IsCommon(Sentence sentence, FoldedSentence folded, int first, int last) =>
        first == last
        && (
            sentence[first].Tag is not (Upos.Propn or Upos.Noun or Upos.X)
            || (first == 0 && sentence[first].Tag != Upos.Propn)
            || folded.Pieces(first).Length == 0
        );

    private static bool IsNameWord(Sentence sentence, int word) =>
        char.IsUpper(sentence[word].Form[0])
        && sentence[word].Tag is not (Upos.Punct or Upos.Pron or Upos.Det or Upos.Aux or Upos.Num)
        && !(word == 0 && sentence[word].Tag is Upos.Adp or Upos.Sconj or Upos.Cconj or Upos.Verb)
        && !sentence.IsMonthOrDay(sentence[word].Form);

    private bool Continues(Sentence sentence, int word)
    {
        var form = sentence[word].Form;
        if (char.IsUpper(form[0]) && IsActor(sentence, null, word))
            return false;
        if (char.IsUpper(form[0]))
            return IsNameWord(sentence, word);
        if (form == "-")
            return word + 1 < sentence.Length
                && sentence[word - 1].End == sentence[word].Start
                && sentence[word].End == sentence[word + 1].Start;
        return sentence.Plays(form, Particle.NameLink)
            && word + 1 < sentence.Length
            && (sentence[word + 1].Form == "-" || char.IsUpper(sentence[word + 1].Form[0]));
    }
}
