using Annals.Record;

namespace Annals.Coding.Speech;

/// <summary>
/// Someone saying something: the cue ("said", "according to"), the speaker's head word (-1 for none), and the words
/// that are the speaker's, as character ranges of the title or the text.
/// </summary>
/// <param name="Hearer">Head word of a news medium that was told; -1 for none.</param>
public sealed record SpeechAct(int Sentence, int Cue, int SpeakerSentence, int Speaker, int Hearer, string Verb)
{
    /// <summary>The speaker's words, outermost first.</summary>
    public List<TextSpan> Scope { get; } = [];

    public bool Covers(bool inTitle, int offset)
    {
        foreach (var span in Scope)
            if (span.InTitle == inTitle && span.Start <= offset && offset < span.End)
                return true;
        return false;
    }

    /// <summary>How many characters it covers: the nearest speaker has the fewest.</summary>
    public int Breadth => Scope.Sum(span => span.Length);
}
