using Annals.Coding.Actors;
using Annals.Language;

namespace Annals.Coding.Speech;

/// <summary>Speakers whom no verb of saying names: "according to X", "in the view of X", "the agency reported, quoting X".</summary>
internal static class Sources
{
    /// <summary>"the agency reported, quoting a policeman", "citing three officials": whoever is quoted speaks, and the agency relays.</summary>
    public static void Take(SpeechLexicon lexicon, Sentence sentence, List<SpeechAct> acts)
    {
        for (var word = 0; word + 1 < sentence.Length; word++)
        {
            if (
                sentence[word].Xpos is not "VBG"
                || lexicon.KindOfLemma(sentence[word].Lemma) != "quote"
                || SourceOf(sentence, word) is not (>= 0 and var source)
            )
                continue;
            // "Citing the mayor, the agency said": whoever relays may stand behind.
            var relayed =
                word == 0
                    ? acts.FindIndex(act => act.Sentence == sentence.Index && act.Cue > 0)
                    : acts.FindLastIndex(act => act.Sentence == sentence.Index && act.Cue >= 0 && act.Cue < word);
            if (relayed < 0 || lexicon.KindOfLemma(acts[relayed].Verb) is not ("say" or "report" or "tell"))
                continue;
            var relay = acts[relayed];
            if (relay.SpeakerSentence != sentence.Index || relay.Speaker == source)
                continue;
            var act = new SpeechAct(sentence.Index, word, sentence.Index, source, relay.Speaker, sentence[word].Lemma);
            act.Scope.AddRange(relay.Scope);
            acts[relayed] = act;
        }
    }

    /// <summary>The last noun of the phrase right behind the word, before any preposition, verb or mark.</summary>
    private static int SourceOf(Sentence sentence, int quoting)
    {
        var source = -1;
        for (var word = quoting + 1; word < sentence.Length; word++)
            if (sentence[word].Tag is Upos.Noun or Upos.Propn)
                source = word;
            else if (sentence[word].Tag is not (Upos.Det or Upos.Adj or Upos.Num or Upos.Part))
                break;
        while (source >= 0 && sentence[source].Relation is Dependency.Flat && sentence[source].Head > quoting)
            source = sentence[source].Head;
        return source;
    }

    /// <summary>"According to X, ...", "... in the view of X".</summary>
    public static SpeechAct? AccordingTo(SpeechLexicon lexicon, Sentence sentence, int word)
    {
        if (InTheViewOf(lexicon, sentence, word) is { } view)
            return view;
        if (
            !lexicon.Cues.Has(sentence[word].Lemma, Cue.According)
            || word + 2 >= sentence.Length
            || !sentence.Plays(sentence[word + 1].Lemma, Particle.To)
        )
            return null;
        var head = sentence[word].Head;
        if (sentence[word].Relation is not (Dependency.Case or Dependency.Fixed))
        {
            head = -1;
            foreach (var child in sentence.ChildrenOf(word))
                if (child > word + 1 && sentence[child].Relation is Dependency.Obl or Dependency.Nmod or Dependency.Obj)
                    head = child;
        }
        if (head < word)
            for (head = word + 2; head + 1 < sentence.Length && sentence[head].Tag is not (Upos.Noun or Upos.Propn); )
                head++;
        while (sentence[head].Relation is Dependency.Compound or Dependency.Amod && sentence[head].Head > head)
            head = sentence[head].Head;
        // "According to X, ...", "that, according to X, ...": what follows the comma is said.
        var comma = word + 2;
        while (comma < sentence.Length && sentence[comma].Form != ",")
            comma++;
        if (
            (word == 0 || sentence[word - 1].Form == ",")
            && comma + 1 < sentence.Length
            && head < comma
            // ", according to X, the mayor of Y.": a name and who it is end the sentence.
            && (word == 0 || HasVerb(sentence, comma))
        )
        {
            var told = new SpeechAct(sentence.Index, word, sentence.Index, head, -1, "according to");
            told.Scope.Add(sentence.Span(comma + 1, sentence.Length - 1));
            return told;
        }
        var act = new SpeechAct(sentence.Index, word, sentence.Index, head, -1, "according to");
        var (first, last) = sentence.Subtree(head);
        first = Math.Min(first, word);
        if (first > 0)
            act.Scope.Add(sentence.Span(0, first - 1));
        else if (last + 1 < sentence.Length)
            act.Scope.Add(sentence.Span(last + 1, sentence.Length - 1));
        return act;
    }

    private static bool HasVerb(Sentence sentence, int from)
    {
        for (var word = from; word < sentence.Length; word++)
            if (sentence[word].Tag is Upos.Verb or Upos.Aux)
                return true;
        return false;
    }

    /// <summary>"in the judgement of the minister": whoever it is of judges the rest of the sentence.</summary>
    private static SpeechAct? InTheViewOf(SpeechLexicon lexicon, Sentence sentence, int word)
    {
        if (
            !lexicon.Cues.Has(sentence[word].Lemma, Cue.View)
            || word < 1
            || word + 2 >= sentence.Length
            || !sentence.Plays(sentence[word + 1].Lemma, Particle.Of)
            || !sentence.Plays(Phrases.Preposition(sentence, word), Particle.ViewBefore)
        )
            return null;
        var head = -1;
        foreach (var child in sentence.ChildrenOf(word))
            if (child > word + 1 && sentence[child].Relation == Dependency.Nmod)
                head = child;
        if (head < 0)
            return null;
        var first = sentence.Subtree(word).First;
        var last = sentence.Subtree(word).Last;
        var act = new SpeechAct(sentence.Index, word, sentence.Index, head, -1, "assess");
        if (first > 1)
            act.Scope.Add(sentence.Span(0, first - 1));
        else if (last + 2 < sentence.Length)
            act.Scope.Add(sentence.Span(last + 1, sentence.Length - 1));
        return act;
    }
}
