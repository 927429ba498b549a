namespace Annals.Language;

/// <summary>A name: from First to Last, both included; Kind counts persons, places, organisations.</summary>
internal readonly record struct NameSpan(int First, int Last, int Kind);

/// <summary>A sentence as the finder of names sees it. One is filled again and again.</summary>
internal sealed class NameLine
{
    /// <summary>No name has more words.</summary>
    public const int Longest = 10;
    private const int LongestGap = 2;

    private Word[] words = new Word[64];
    private Listed[] marks = new Listed[64];
    private bool[] nameable = new bool[64];

    public int Length { get; private set; }

    public CaseMode Mode { get; private set; }

    public Span<Word> Words => words.AsSpan(0, Length);

    public Span<Listed> Marks => marks.AsSpan(0, Length);

    /// <summary>Words that may begin or end a name: capitals and digits, and where casing tells nothing whatever the tagger takes for a noun.</summary>
    public ReadOnlySpan<bool> Nameable => nameable.AsSpan(0, Length);

    public void Fill(Sentence sentence, NameLists lists)
    {
        Length = sentence.Length;
        if (words.Length < Length)
        {
            words = new Word[Length * 2];
            marks = new Listed[Length * 2];
            nameable = new bool[Length * 2];
        }
        for (var i = 0; i < Length; i++)
            words[i] = new Word
            {
                Start = sentence[i].Start,
                End = sentence[i].End,
                Joined = sentence[i].Joined,
            };
        Mode = Word.CaseOf(sentence.Source, Words);
        for (var i = 0; i < Length; i++)
        {
            words[i].Look(sentence.Source);
            words[i].Universal = (byte)sentence[i].Tag;
            if (Mode != CaseMode.Ordinary && char.IsLetter(sentence.Source[words[i].Start]))
                words[i].Shape = 1000 + (uint)Mode;
            nameable[i] = IsNameable(sentence[i], Mode);
        }
        lists.Mark(Words, Nameable, Marks);
    }

    private static bool IsNameable(in Token token, CaseMode mode)
    {
        if (token.Tag == Upos.Propn)
            return true;
        if (mode is CaseMode.Ordinary or CaseMode.TitleCase)
            return char.IsAsciiDigit(token.Form[0]) || token.Tag != Upos.Pron && HasCapital(token.Form);
        return token.Tag is Upos.Noun or Upos.Adj or Upos.X or Upos.Num;
    }

    private static bool HasCapital(string form)
    {
        foreach (var c in form)
            if (char.IsUpper(c))
                return true;
        return false;
    }

    /// <summary>The last word after Last that a name beginning at First may end with; -1 for none.</summary>
    public int NextLast(int first, int last)
    {
        var gap = 0;
        for (var next = last + 1; next < Math.Min(Length, first + Longest); next++)
        {
            if (nameable[next] || IsPossessive(next))
                return next;
            if (!Joins(next) || ++gap > LongestGap)
                return -1;
        }
        return -1;
    }

    /// <summary>"Macy's" is a name with its ending.</summary>
    private bool IsPossessive(int word) => words[word].Joined && words[word].Length <= 2;

    /// <summary>"of", "and the", "-": what may stand within a name without being one.</summary>
    private bool Joins(int word) => words[word].Length <= 4 && words[word].Universal != (byte)Upos.Verb;
}
