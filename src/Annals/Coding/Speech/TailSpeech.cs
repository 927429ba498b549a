using Annals.Language;

namespace Annals.Coding.Speech;

/// <summary>
/// "..., the regional administration said on Tuesday": at the end of a news sentence the order of the words tells who
/// speaks more surely than the tree, which hangs such a tail in many places and takes "reports" for a noun.
/// </summary>
internal static class TailSpeech
{
    private const int LongestNoun = 16;
    private const int LongestRest = 8;

    public static SpeechAct? Find(SpeechLexicon lexicon, Sentence sentence)
    {
        var end = sentence.Length - 1;
        while (end > 0 && sentence[end].Tag == Upos.Punct)
            end--;
        for (var verb = end; verb > Math.Max(3, end - LongestRest); verb--)
        {
            if (verb < end && IsBreak(sentence, verb))
                return null;
            if (SayingAt(lexicon, sentence, verb) is not { } lemma)
                continue;
            var comma = verb - 1;
            while (comma > 0 && verb - comma < LongestNoun && !IsClosing(sentence, comma))
            {
                // "a spokesman for the army-backed alliance": such a verb only describes.
                if (
                    sentence[comma].Tag is Upos.Verb or Upos.Aux or Upos.Sconj or Upos.Cconj
                    && sentence[comma].Relation != Dependency.Amod
                    && !IsLonePlural(sentence, comma, verb)
                )
                    return null;
                comma--;
            }
            if (comma <= 2 || !IsClosing(sentence, comma) || comma + 1 >= verb)
                return null;
            var head = IsLonePlural(sentence, verb - 1, verb) ? verb - 1 : HeadOf(sentence, comma + 1, verb - 1);
            if (head < 0)
                return null;
            var act = new SpeechAct(sentence.Index, verb, sentence.Index, head, -1, lemma);
            act.Scope.Add(sentence.Span(0, comma - 1));
            return act;
        }
        return null;
    }

    /// <summary>
    /// "The famine monitor forecasts that ...", "the bishops call on ...": a verb of saying that the tagger took for a noun,
    /// right behind whoever speaks and right before what is said.
    /// </summary>
    public static SpeechAct? AtNoun(SpeechLexicon lexicon, Sentence sentence, int word)
    {
        if (
            word < 1
            || word + 2 >= sentence.Length
            || sentence[word].Tag != Upos.Noun
            || sentence[word - 1].Tag is not (Upos.Noun or Upos.Propn)
        )
            return null;
        var form = sentence[word].Form.ToLowerInvariant();
        var lemma = form.EndsWith('s') ? form[..^1] : form;
        if (lexicon.KindOfLemma(lemma) is not ("say" or "judge" or "report" or "tell"))
            return null;
        if (
            !sentence.Plays(sentence[word + 1].Lemma, Particle.That)
            && !(lexicon.Cues.Has(lemma, Cue.Call) && lexicon.Cues.Has(sentence[word + 1].Lemma, Cue.CallFor))
        )
            return null;
        var head = word - 1;
        for (
            var at = word - 1;
            at >= 0 && sentence[at].Tag is Upos.Noun or Upos.Propn or Upos.Adp or Upos.Det or Upos.Adj;
            at--
        )
            if (sentence[at].Tag == Upos.Adp && at > 0 && sentence[at - 1].Tag is Upos.Noun or Upos.Propn)
                head = at - 1;
        var act = new SpeechAct(sentence.Index, word, sentence.Index, head, -1, lemma);
        act.Scope.Add(sentence.Span(word + 1, sentence.Length - 1));
        return act;
    }

    /// <summary>"..., witnesses said": a word alone between the comma and the verb, which the tagger may take for another verb.</summary>
    private static bool IsLonePlural(Sentence sentence, int word, int verb) =>
        word == verb - 1 && word > 1 && sentence[word - 1].Form == "," && sentence[word].Xpos is "VBZ";

    /// <summary>The last noun before the first preposition: "the peace desk of the diocese" is the desk.</summary>
    private static int HeadOf(Sentence sentence, int first, int last)
    {
        if (sentence[first].Tag is Upos.Adp or Upos.Verb or Upos.Adv or Upos.Part)
            return -1;
        var head = -1;
        for (var word = first; word <= last && sentence[word].Tag != Upos.Adp; word++)
            if (sentence[word].Tag is Upos.Noun or Upos.Propn || (word == last && sentence[word].Tag is Upos.Pron))
                head = word;
        return head;
    }

    private static string? SayingAt(SpeechLexicon lexicon, Sentence sentence, int word)
    {
        if (sentence[word].Tag is Upos.Verb or Upos.Aux)
            return lexicon.KindOfLemma(sentence[word].Lemma) is not (null or "quote") ? sentence[word].Lemma : null;
        var form = sentence[word].Form.ToLowerInvariant();
        // "..., local authorities report.": behind a plural the verb has no ending.
        if (
            sentence[word].Xpos is "NN"
            && sentence[word - 1].Xpos is "NNS" or "NNPS"
            && lexicon.KindOfLemma(form) is not (null or "quote")
        )
            return form;
        return
            sentence[word].Xpos is "NNS" or "NN"
            && form.EndsWith('s')
            && lexicon.KindOfLemma(form[..^1]) is not (null or "quote")
            ? form[..^1]
            : null;
    }

    private static bool IsClosing(Sentence sentence, int word) =>
        sentence[word].Form is "," or "\"" or "”" or "''" or "—" or "–";

    private static bool IsBreak(Sentence sentence, int word) => sentence[word].Form is "," or ";" or ":";
}
