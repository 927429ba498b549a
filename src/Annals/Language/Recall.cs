namespace Annals.Language;

/// <summary>
/// What was decided before in the same sentence: trees that are carried on side by side mostly meet the same questions.
/// A newer answer takes the place of an older one.
/// </summary>
internal sealed class Recall(int answerLength)
{
    private const int Size = 512;

    private readonly uint[] questions = new uint[Size];
    private readonly int[] answers = new int[Size * answerLength];

    public void Forget() => questions.AsSpan().Clear();

    /// <summary>The place of the answer, and whether it is there already; else it is for the asker to fill in.</summary>
    public Span<int> Answer(uint question, out bool known)
    {
        // 0 stands for no question.
        question |= 1u << 31;
        var at = (int)(question % Size);
        known = questions[at] == question;
        questions[at] = question;
        return answers.AsSpan(at * answerLength, answerLength);
    }
}
