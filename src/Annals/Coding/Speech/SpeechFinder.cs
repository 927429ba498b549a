using System.Collections.Immutable;
using Annals.Coding.Actors;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Speech;

/// <summary>Finds the speech acts of an article and how far each reaches.</summary>
internal static class SpeechFinder
{
    /// <summary>Words from an inverted verb of saying to the end of its sentence.</summary>
    private const int LongestInverted = 12;

    public static ImmutableArray<SpeechAct> Find(SpeechLexicon lexicon, Document document, Cast cast)
    {
        var acts = new List<SpeechAct>();
        foreach (var sentence in document.Sentences)
        {
            var tail = sentence.InTitle ? null : Heard(lexicon, sentence, TailSpeech.Find(lexicon, sentence), cast);
            for (var word = 0; word < sentence.Length; word++)
            {
                if (
                    OfVerb(lexicon, sentence, word, cast) is { } act
                    && !IsLost(sentence, act, tail)
                    && NoTime(act, sentence, document) is { } heard
                )
                    acts.Add(SameAsBefore(heard, sentence, acts, document, cast));
                else if (Sources.AccordingTo(lexicon, sentence, word) is { } source)
                    acts.Add(source);
                else if (tail?.Cue == word)
                    acts.Add(SameAsBefore(tail, sentence, acts, document, cast));
                else if (TailSpeech.AtNoun(lexicon, sentence, word) is { } mistaken)
                    acts.Add(mistaken);
            }
        }
        foreach (var sentence in document.Sentences)
            Sources.Take(lexicon, sentence, acts);
        acts.AddRange(AcrossSentences(document, acts));
        return [.. acts.Where(act => act.Scope.Count > 0)];
    }

    /// <summary>
    /// "Women who came in the ten days to Sunday said that ...": a day says nothing. Where a tree takes it for the subject, whoever
    /// opens the sentence speaks, if nothing but a clause about them stands between.
    /// </summary>
    private static SpeechAct? NoTime(SpeechAct act, Sentence sentence, Document document)
    {
        if (!IsTime(document, sentence, act.Speaker))
            return act;
        for (var word = 0; word < act.Speaker; word++)
            if (sentence[word].Tag is Upos.Punct && sentence[word].Form is not "-" || sentence[word].Tag is Upos.Sconj)
                return null;
        for (var word = 0; word < act.Speaker; word++)
            if (sentence[word].Tag is Upos.Noun or Upos.Propn or Upos.Pron && !IsTime(document, sentence, word))
            {
                var speaker = word;
                while (
                    speaker + 1 < act.Speaker
                    && sentence[speaker + 1].Tag is Upos.Noun or Upos.Propn
                    && !IsTime(document, sentence, speaker + 1)
                )
                    speaker++;
                if (
                    sentence[speaker + 1].Xpos is not ("VBN" or "VBG")
                    && !sentence.Plays(sentence[speaker + 1].Lemma, Particle.Relative)
                )
                    return null;
                var heard = new SpeechAct(act.Sentence, act.Cue, act.SpeakerSentence, speaker, act.Hearer, act.Verb);
                heard.Scope.AddRange(act.Scope);
                return heard;
            }
            else if (sentence[word].Tag is Upos.Adp or Upos.Verb)
                return null;
        return null;
    }

    private static bool IsTime(Document document, Sentence sentence, int word)
    {
        foreach (var time in document.Times)
            if (time.Sentence == sentence.Index && time.First <= word && word <= time.Last)
                return true;
        return false;
    }

    /// <summary>"..., a source told AFP": the medium behind a verb of telling relays.</summary>
    private static SpeechAct? Heard(SpeechLexicon lexicon, Sentence sentence, SpeechAct? tail, Cast cast)
    {
        if (tail is null || lexicon.KindOfVerb(sentence, tail.Cue) != "tell")
            return tail;
        for (
            var word = tail.Cue + 1;
            word < sentence.Length && sentence[word].Tag is not (Upos.Punct or Upos.Verb);
            word++
        )
            if (IsMedium(sentence, word, cast))
            {
                var act = new SpeechAct(tail.Sentence, tail.Cue, tail.SpeakerSentence, tail.Speaker, word, tail.Verb);
                act.Scope.AddRange(tail.Scope);
                return act;
            }
        return tail;
    }

    /// <summary>The tree has found a speaker before the tail that names one, or nothing that is said.</summary>
    private static bool IsLost(Sentence sentence, SpeechAct act, SpeechAct? tail) =>
        tail is not null
        && act.Cue == tail.Cue
        && (
            act.Scope.Count == 0
            || act.Speaker < tail.Speaker && !IsWithin(sentence, act.Speaker, tail)
            || IsBehindPreposition(sentence, act.Speaker, tail)
        );

    /// <summary>"an aid group in Talo said": the group speaks, and not the town.</summary>
    private static bool IsBehindPreposition(Sentence sentence, int speaker, SpeechAct tail)
    {
        for (var word = tail.Speaker + 1; word < speaker && speaker < tail.Cue; word++)
            if (sentence[word].Tag == Upos.Adp)
                return true;
        return false;
    }

    /// <summary>The tree's speaker stands within the tail's own noun phrase.</summary>
    private static bool IsWithin(Sentence sentence, int speaker, SpeechAct tail) =>
        sentence[speaker].Start >= tail.Scope[0].End;

    /// <summary>"he added", "it told": whoever spoke last, where a pronoun speaks on.</summary>
    private static SpeechAct SameAsBefore(
        SpeechAct act,
        Sentence sentence,
        List<SpeechAct> acts,
        Document document,
        Cast cast
    )
    {
        if (sentence[act.Speaker].Tag != Upos.Pron)
            return act;
        var isPerson = sentence.PlaysInAnyCase(sentence[act.Speaker].Form, Particle.OnePerson);
        var isMany = sentence.PlaysInAnyCase(sentence[act.Speaker].Form, Particle.SeveralPeople);
        for (var index = acts.Count - 1; index >= 0 && act.Sentence - acts[index].Sentence <= 4; index--)
        {
            var other = acts[index];
            var words = document.Sentences[other.SpeakerSentence];
            if (
                words.InTitle
                || (other.Sentence == act.Sentence && other.Scope.Exists(span => span.End > sentence[act.Cue].Start))
            )
                continue;
            var speaker = words[other.Speaker];
            if (isPerson && IsBody(cast, other))
                continue;
            if (speaker.Tag == Upos.Pron || (speaker.Xpos is "NNS" or "NNPS") != isMany)
                continue;
            return Moved(act, other);
        }
        return act;
    }

    /// <summary>A group, a state, a medium: nobody whom "he" can mean.</summary>
    private static bool IsBody(Cast cast, SpeechAct act) =>
        cast.At(act.SpeakerSentence, act.Speaker) is not null
        || cast.RoleOf(act.SpeakerSentence, act.Speaker) is { Refers: not null };

    private static SpeechAct Moved(SpeechAct act, SpeechAct other)
    {
        var moved = new SpeechAct(act.Sentence, act.Cue, other.SpeakerSentence, other.Speaker, act.Hearer, act.Verb);
        moved.Scope.AddRange(act.Scope);
        return moved;
    }

    private static SpeechAct? OfVerb(SpeechLexicon lexicon, Sentence sentence, int verb, Cast cast)
    {
        if (Participle(lexicon, sentence, verb) is { } trailing)
            return trailing;
        if (lexicon.KindOfVerb(sentence, verb) is not { } kind)
            return null;
        // "Said" within a sentence is a name, where not all is written in capitals.
        if (
            verb > 0
            && !sentence.InCapitals
            && char.IsUpper(sentence[verb].Form[0])
            && sentence[verb - 1].Tag is not Upos.Punct
        )
            return null;
        if (
            lexicon.Cues.Has(sentence[verb].Lemma, Cue.Claim)
            && sentence.Child(verb, Dependency.Obj) is >= 0 and var claimed
            && lexicon.Cues.Has(sentence[claimed].Lemma, Cue.Claimed)
        )
            return null;
        // "continued to shell": a deed.
        if (lexicon.Cues.Has(sentence[verb].Lemma, Cue.GoesOn) && sentence.Child(verb, Dependency.Xcomp) >= 0)
            return null;
        if (kind == "quote")
            return Quoted(lexicon, sentence, verb);
        // "quoted a doctor as saying that": the doctor says it.
        if (sentence[verb].Xpos is "VBG" && verb > 0 && sentence.Plays(sentence[verb - 1].Lemma, Particle.As))
            return null;
        if (kind is "say" or "report" && Inverted(sentence, verb) is { } inverted)
            return inverted;
        if (kind is "say" or "judge" && BetweenMarkAndVerb(sentence, verb) is { } quoting)
            return quoting;
        var speaker = SubjectOf(sentence, verb);
        if (speaker < 0)
            return kind == "say" ? AfterQuotation(sentence, verb) : null;
        var hearer = -1;
        foreach (var child in sentence.ChildrenOf(verb))
            if (
                kind == "tell"
                && sentence[child].Relation is Dependency.Obj or Dependency.Iobj or Dependency.Obl
                && IsMedium(sentence, child, cast)
            )
                hearer = child;
        var act = new SpeechAct(sentence.Index, verb, sentence.Index, speaker, hearer, sentence[verb].Lemma);
        var isClause = false;
        foreach (var child in sentence.ChildrenOf(verb))
        {
            var isContent =
                sentence[child].Relation is Dependency.Ccomp or Dependency.Xcomp or Dependency.Csubj
                || (
                    sentence[child].Relation is Dependency.Parataxis or Dependency.Dislocated
                    && HasVerb(sentence, child)
                )
                || (kind is "say" or "judge" && sentence[child].Relation == Dependency.Obj)
                || (
                    sentence[child].Relation == Dependency.Obl
                    && lexicon.Cues.Has(Phrases.Preposition(sentence, child), Cue.About)
                )
                || (
                    sentence[child].Relation is Dependency.Obl or Dependency.Advcl
                    && lexicon.Cues.Has(sentence[verb].Lemma, Cue.Appeal)
                    && child > verb
                )
                || (sentence[child].Relation == Dependency.Advcl && kind is "say" && child < speaker)
                || (
                    sentence[child].Relation is Dependency.Advcl or Dependency.Obl
                    && lexicon.Cues.Has(sentence[verb].Lemma, Cue.Accuse)
                    && child > verb
                )
                || IsSaidOn(sentence, verb, child);
            if (!isContent)
                continue;
            isClause |= sentence[child].Relation is not (Dependency.Obj or Dependency.Obl);
            Widen(act, sentence, child);
        }
        // "..., police said": the verb hangs on what was said, or closes the sentence that says it.
        if (sentence[verb].Relation == Dependency.Parataxis && sentence[verb].Head >= 0)
            Around(act, sentence, verb);
        else if (!isClause && Math.Min(speaker, verb) > 2 && EndsSentence(sentence, verb, speaker))
            act.Scope.Add(sentence.Span(0, Math.Min(Phrases.Core(sentence, speaker).First, verb) - 1));
        // "..., the mayor said, "and took the cattle."": what is quoted behind the speaker goes on.
        if (kind is "say" or "judge" or "tell" && QuoteBehind(sentence, Math.Max(verb, speaker)) is >= 0 and var again)
            act.Scope.Add(sentence.Span(again, sentence.Length - 1));
        // "said for instance that ...": the clause belongs to the verb wherever the tree has hung it.
        if (act.Scope.Count == 0 && kind is "say" or "judge" or "tell")
            for (var that = verb + 1; that < Math.Min(sentence.Length - 1, verb + 5); that++)
                if (
                    sentence.Plays(sentence[that].Lemma, Particle.That)
                    && sentence[that].Tag is Upos.Sconj or Upos.Pron or Upos.Det
                )
                {
                    act.Scope.Add(sentence.Span(that, sentence.Length - 1));
                    break;
                }
        return act;
    }

    /// <summary>"noted that the army had spared the bridge, but it had hit the road": what was spoken of goes on, and so does the speaker.</summary>
    private static bool IsSaidOn(Sentence sentence, int verb, int child) =>
        sentence[child].Relation == Dependency.Conj
        && sentence.Plays(sentence[verb + 1].Lemma, Particle.That)
        && sentence.Child(child, Dependency.Nsubj) is >= 0 and var subject
        && sentence.Plays(sentence[subject].Lemma, Particle.SpokenOf);

    /// <summary>A news medium by the actor book, or by letters alone: "told AFP", where an army has the same letters.</summary>
    private static bool IsMedium(Sentence sentence, int word, Cast cast) =>
        cast.PartyOf(sentence.Index, word).Type == ActorType.Media
        || (
            sentence[word].Tag == Upos.Propn
            && !sentence.InCapitals
            && sentence[word].Form.Length is > 1 and < 6
            && sentence[word].Form.All(char.IsUpper)
        );

    /// <summary>"television quoted the minister as saying that ...": the minister speaks, and the television relays.</summary>
    private static SpeechAct? Quoted(SpeechLexicon lexicon, Sentence sentence, int verb)
    {
        var isPassive = sentence.Child(verb, Dependency.AuxPass) >= 0;
        var speaker = sentence.Child(verb, isPassive ? Dependency.NsubjPass : Dependency.Obj);
        var saying = verb + 1;
        while (saying < sentence.Length && !lexicon.Cues.Has(sentence[saying].Form.ToLowerInvariant(), Cue.Quoting))
            saying++;
        if (speaker < 0 || saying + 1 >= sentence.Length)
            return null;
        // "was quoted as saying": the cue that opens the words is the second.
        if (isPassive && sentence.Plays(sentence[saying].Lemma, Particle.As))
            saying++;
        var relay = isPassive ? sentence.Child(verb, Dependency.OblAgent) : SubjectOf(sentence, verb);
        var act = new SpeechAct(sentence.Index, verb, sentence.Index, speaker, relay, sentence[verb].Lemma);
        var first = Phrases.Core(sentence, speaker).First;
        // "..., the mayor was quoted as saying.", "... by AFP."
        if (isPassive && first > 3 && sentence[first - 1].Form is "," or "\"" or "”" or "''")
            act.Scope.Add(sentence.Span(0, first - 2));
        else if (saying + 1 < sentence.Length)
            act.Scope.Add(sentence.Span(saying + 1, sentence.Length - 1));
        return act;
    }

    /// <summary>"..., says the army.": who stands between the verb and the end of the sentence speaks, whatever the tree takes them for.</summary>
    private static SpeechAct? Inverted(Sentence sentence, int verb)
    {
        var end = sentence.Length - 1;
        if (
            verb < 3
            || sentence[verb - 1].Form is not ","
            || sentence[end].Tag != Upos.Punct
            || end - verb is < 2 or > LongestInverted
        )
            return null;
        // "said a doctor at the hospital": where they are from stands behind them.
        var behind = end;
        for (var word = verb + 1; word < end; word++)
            if (sentence[word].Tag is Upos.Adp && word > verb + 1)
                behind = Math.Min(behind, word);
            else if (
                sentence[word].Tag is not (Upos.Det or Upos.Adj or Upos.Noun or Upos.Propn or Upos.Num or Upos.Pron)
            )
                return null;
        // "the chief, X, warned the mission in Talo": whoever is spoken to stands there too, where the verb has a subject.
        if (behind - verb > 6 || behind < end && sentence.Child(verb, Dependency.Nsubj) >= 0)
            return null;
        var speaker = behind - 1;
        while (speaker > verb + 1 && sentence[speaker].Relation is Dependency.Flat && sentence[speaker].Head > verb)
            speaker = sentence[speaker].Head;
        if (sentence[speaker].Relation is not Dependency.Obj)
            return null;
        var act = new SpeechAct(sentence.Index, verb, sentence.Index, speaker, -1, sentence[verb].Lemma);
        act.Scope.Add(sentence.Span(0, verb - 2));
        return act;
    }

    private static int QuoteBehind(Sentence sentence, int speech)
    {
        if (!IsQuote(sentence[0].Form))
            return -1;
        for (var word = speech + 1; word + 2 < sentence.Length; word++)
            if (IsQuote(sentence[word].Form))
                return word;
        return -1;

        static bool IsQuote(string form) => form is "\"" or "“" or "``";
    }

    /// <summary>
    /// "'...,' General X, head of the command that ..., said": whoever stands behind the closing mark speaks, where the
    /// tree has lost the subject among the clauses between.
    /// </summary>
    private static SpeechAct? AfterQuotation(Sentence sentence, int verb)
    {
        var close = ClosingMark(sentence, verb);
        if (close <= 1)
            return null;
        var speaker = close + 1;
        while (
            speaker < verb
            && (
                sentence[speaker].Tag is not (Upos.Propn or Upos.Noun)
                || sentence[speaker].Relation is Dependency.NmodDesc or Dependency.Compound or Dependency.Amod
            )
        )
            if (sentence[speaker++].Tag is Upos.Verb or Upos.Aux or Upos.Adp)
                return null;
        if (speaker >= verb || sentence[speaker].Relation is not (Dependency.Nsubj or Dependency.Root))
            return null;
        var act = new SpeechAct(sentence.Index, verb, sentence.Index, speaker, -1, sentence[verb].Lemma);
        act.Scope.Add(sentence.Span(0, close));
        return act;
    }

    private static int ClosingMark(Sentence sentence, int verb)
    {
        var close = verb - 1;
        while (close > 0 && sentence[close].Form is not ("\"" or "”" or "''"))
            close--;
        return close;
    }

    /// <summary>
    /// "'...,' the mayor said", "'...,' X, a shopkeeper, said": where nothing but one noun phrase stands between the closing mark
    /// and the verb, it speaks, whatever the tree makes of the words that are quoted.
    /// </summary>
    private static SpeechAct? BetweenMarkAndVerb(Sentence sentence, int verb)
    {
        var close = ClosingMark(sentence, verb);
        if (close <= 1 || verb - close is < 2 or > 12)
            return null;
        var first = sentence[close + 1].Form == "," ? close + 2 : close + 1;
        var speaker = -1;
        var isOver = false;
        for (var word = first; word < verb; word++)
        {
            var tag = sentence[word].Tag;
            if (tag is not (Upos.Det or Upos.Adj or Upos.Noun or Upos.Propn or Upos.Num or Upos.Pron or Upos.Adv))
            {
                if (tag is not (Upos.Adp or Upos.Punct or Upos.Part))
                    return null;
                isOver |= speaker >= 0 && (tag == Upos.Adp || sentence[word].Form == ",");
            }
            else if (!isOver && tag is Upos.Noun or Upos.Propn or Upos.Pron)
                speaker = word;
        }
        if (speaker < 0)
            return null;
        while (
            sentence[speaker].Relation is Dependency.Flat
            && sentence[speaker].Head >= first
            && sentence[speaker].Head < speaker
        )
            speaker = sentence[speaker].Head;
        var act = new SpeechAct(sentence.Index, verb, sentence.Index, speaker, -1, sentence[verb].Lemma);
        act.Scope.Add(sentence.Span(0, close));
        if (QuoteBehind(sentence, verb) is >= 0 and var again)
            act.Scope.Add(sentence.Span(again, sentence.Length - 1));
        return act;
    }

    /// <summary>", warning of ...", which taggers take for a noun: the subject of the sentence speaks on.</summary>
    private static SpeechAct? Participle(SpeechLexicon lexicon, Sentence sentence, int word)
    {
        if (
            sentence[word].Tag != Upos.Noun
            || word < 3
            || word + 2 >= sentence.Length
            || sentence[word - 1].Form != ","
        )
            return null;
        var form = sentence[word].Form.ToLowerInvariant();
        if (!sentence.EndsIn(form, Particle.GerundEnding) || lexicon.KindOfLemma(form[..^3]) is null)
            return null;
        if (!lexicon.Cues.Has(sentence[word + 1].Lemma, Cue.SaidBehind))
            return null;
        var subject = SubjectOf(sentence, sentence.Root);
        if (subject < 0)
            return null;
        var act = new SpeechAct(sentence.Index, word, sentence.Index, subject, -1, form[..^3]);
        act.Scope.Add(sentence.Span(word + 1, sentence.Length - 1));
        return act;
    }

    private static int SubjectOf(Sentence sentence, int verb)
    {
        for (var (at, hops) = (verb, 0); at >= 0 && hops < 3; hops++)
        {
            foreach (var child in sentence.ChildrenOf(at))
                if (
                    Phrases.IsSubject(sentence[child].Relation)
                    && sentence[child].Relation != Dependency.NsubjPass
                    && sentence[child].Tag is Upos.Noun or Upos.Propn or Upos.Pron or Upos.Adj or Upos.Num
                    && !sentence.Plays(sentence[child].Lemma, Particle.NoSpeaker)
                )
                    return child;
            // "said X, adding Y", "said X and warned Y": the subject stands with the first verb.
            if (sentence[at].Relation is not (Dependency.Conj or Dependency.Advcl or Dependency.Xcomp))
            {
                if (sentence[at].Relation is Dependency.Acl && sentence[at].Xpos == "VBG")
                    return sentence[at].Head;
                return -1;
            }
            at = sentence[at].Head;
        }
        return -1;
    }

    private static bool HasVerb(Sentence sentence, int word)
    {
        if (sentence[word].Tag is Upos.Verb or Upos.Aux || sentence.Child(word, Dependency.Cop) >= 0)
            return true;
        return sentence.Child(word, Dependency.Nsubj) >= 0 || sentence.Child(word, Dependency.NsubjPass) >= 0;
    }

    private static bool EndsSentence(Sentence sentence, int verb, int speaker)
    {
        var edge = Math.Max(verb, speaker);
        var begin = Math.Min(Phrases.Core(sentence, speaker).First, verb);
        return begin > 0 && sentence[begin - 1].Tag == Upos.Punct && edge > sentence.Length / 2;
    }

    private static void Widen(SpeechAct act, Sentence sentence, int child)
    {
        var (first, last) = sentence.Subtree(child);
        act.Scope.Add(sentence.Span(first, last));
    }

    /// <summary>All of what the verb hangs on, but its own words.</summary>
    private static void Around(SpeechAct act, Sentence sentence, int verb)
    {
        var top = sentence[verb].Head;
        // "fighters overran the camp and took the town, a spokesman said": the speaker tells of both.
        while (
            sentence[top] is { Relation: Dependency.Conj, Head: >= 0 and var joined }
            && top < verb
            && !HasSemicolon(sentence, joined, top)
        )
            top = joined;
        var (first, last) = sentence.Subtree(top);
        var own = sentence.Subtree(verb);
        if (own.First > first)
            act.Scope.Add(sentence.Span(first, own.First - 1));
        if (own.Last < last)
            act.Scope.Add(sentence.Span(own.Last + 1, last));
    }

    private static bool HasSemicolon(Sentence sentence, int from, int to)
    {
        for (var word = from + 1; word < to; word++)
            if (sentence[word].Form is ";")
                return true;
        return false;
    }

    /// <summary>
    /// A sentence that stands wholly within quotation marks and names no speaker belongs to whoever spoke in the
    /// sentence before it within the same marks, or in the next one.
    /// </summary>
    private static IEnumerable<SpeechAct> AcrossSentences(Document document, List<SpeechAct> acts)
    {
        var bySentence = acts.Where(act => act.Speaker >= 0).ToLookup(act => act.Sentence);
        var isOpen = false;
        SpeechAct? last = null;
        foreach (var sentence in document.Sentences)
        {
            var (startsOpen, marks) = (isOpen, 0);
            var isNew = sentence.Length > 0 && sentence[0].Form is "\"" or "“" or "``";
            for (var word = 0; word < sentence.Length; word++)
                if (sentence[word].Form is "\"" or "“" or "”" or "``" or "''")
                {
                    isOpen = sentence[word].Form is "“" or "``" || (sentence[word].Form == "\"" && !isOpen);
                    marks++;
                }
            var own = bySentence[sentence.Index].FirstOrDefault();
            if (own is null && (startsOpen || isNew) && sentence.Length > 2)
            {
                var speaker = startsOpen || marks == 0 || !isNew ? last : last ?? Next(sentence.Index);
                if (speaker is not null)
                {
                    var act = speaker with { Cue = -1, Sentence = sentence.Index, Hearer = -1 };
                    act = new SpeechAct(sentence.Index, -1, speaker.SpeakerSentence, speaker.Speaker, -1, speaker.Verb);
                    act.Scope.Add(sentence.Span());
                    yield return act;
                }
            }
            if (own is not null)
                last = own;
            else if (!startsOpen && !isNew)
                last = null;
        }

        SpeechAct? Next(int sentence) => bySentence[sentence + 1].FirstOrDefault();
    }
}
