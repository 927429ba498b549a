using Annals.Coding.Actors;
using Annals.Knowledge;
using Annals.Language;

namespace Annals.Coding.Speech;

/// <summary>Verbs that give words to someone, and what a speaker's noun says of the kind of speaker.</summary>
public sealed class SpeechLexicon
{
    private readonly Dictionary<string, string> verbs = new(StringComparer.Ordinal);
    private readonly NameIndex<string> kinds = new();

    private SpeechLexicon(Cues cues) => Cues = cues;

    internal Cues Cues { get; }

    public static SpeechLexicon Load(KnowledgeFolder knowledge, Cues cues)
    {
        var lexicon = new SpeechLexicon(cues);
        foreach (var row in knowledge.Table("coding", "speech.tsv").Rows)
            if (!lexicon.verbs.TryAdd(row.Required("lemma"), row.Required("kind")))
                throw row.Wrong($"\"{row["lemma"]}\" stands twice");
        foreach (var row in knowledge.Table("coding", "speakers.tsv").Rows)
            lexicon.kinds.Add(row.Required("noun"), row.Required("kind"));
        return lexicon;
    }

    /// <summary>say, judge, tell, report, quote; null for a verb of something else.</summary>
    public string? KindOfVerb(Sentence sentence, int word) =>
        sentence[word].Tag is Upos.Verb or Upos.Aux ? verbs.GetValueOrDefault(sentence[word].Lemma) : null;

    public string? KindOfLemma(string lemma) => verbs.GetValueOrDefault(lemma);

    /// <summary>"official", "witness"... by the longest phrase that ends in the head; null where the noun says nothing.</summary>
    public string? KindOfSpeaker(Sentence sentence, int head)
    {
        var lemmas = FoldedSentence.OfLemmas(sentence);
        for (var first = Math.Max(0, head - 2); first <= head; first++)
            if (kinds.Match(lemmas, first) is { } match && match.Last == head)
                return match.Values[0];
        return null;
    }
}
