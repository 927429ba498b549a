using System.Runtime.CompilerServices;

namespace Annals.Language;

/// <summary>How the letters of a sentence are cased: what capitals tell depends on it.</summary>
internal enum CaseMode : byte
{
    Ordinary,
    AllCapitals,
    AllLower,
    TitleCase,
}

/// <summary>A word on its way through the engine: where it stands and the hashes of what it looks like.</summary>
internal struct Word
{
    public int Start;
    public int End;
    public bool Joined;
    public bool EndsSentence;

    /// <summary>What stands before it.</summary>
    public Gap Gap;

    /// <summary>Hash of the form in lower case, digits as 0, quotes straight.</summary>
    public uint Form;
    public uint Suffix1;
    public uint Suffix2;
    public uint Suffix3;
    public uint Suffix4;
    public uint Prefix1;
    public uint Prefix2;
    public uint Prefix3;
    public uint Shape;

    /// <summary>What tags the training text gives this form.</summary>
    public uint Class;

    /// <summary>Form and tag at once.</summary>
    public uint Both;

    /// <summary>
    /// The form where the treebanks have it often enough, else what it is like: what a rare word taught about itself
    /// helps no other, and would hide what its kind teaches.
    /// </summary>
    public uint Key;

    /// <summary>Index among the model's pairs of universal and Penn tag.</summary>
    public byte Tag;
    public byte Universal;

    /// <summary>The tag that the first reading gave it.</summary>
    public byte Guess;

    /// <summary>The first reading left no doubt of it.</summary>
    public bool IsSure;

    public int Head;
    public byte Relation;

    public readonly int Length => End - Start;

    /// <summary>Looks the form up.</summary>
    public void Know(Lexicon lexicon)
    {
        Class = lexicon.ClassOf(Form);
        Key = Lexicon.IsCommon(Class) ? Form : Hash.Mix(77, Class, Suffix3);
    }

    /// <summary>The character that stands for this one in forms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static char Fold(char c)
    {
        if (c < 128)
            return c is >= 'A' and <= 'Z' ? (char)(c | 0x20)
                : c is >= '0' and <= '9' ? '0'
                : c == '`' ? '\''
                : c;
        return c switch
        {
            '\u2018' or '\u2019' or '\u02BC' or '\u00B4' => '\'',
            '\u201C' or '\u201D' => '"',
            '\u2013' or '\u2014' or '\u2212' => '-',
            _ => char.ToLowerInvariant(c),
        };
    }

    /// <summary>What `Suffix2` is for a word that ends in these two letters.</summary>
    public static uint EndingHash(ReadOnlySpan<char> ending) => Hash.Of(ending) + 2;

    /// <summary>Reads off everything that the characters alone tell.</summary>
    public void Look(ReadOnlySpan<char> text)
    {
        var form = text[Start..End];
        Span<char> folded = form.Length <= 64 ? stackalloc char[form.Length] : new char[form.Length];
        var hash = Hash.Start;
        uint shape = 0;
        uint previous = 0;
        var (upper, lower, digits, others) = (0, 0, 0, 0);
        for (var i = 0; i < form.Length; i++)
        {
            var c = form[i];
            folded[i] = Fold(c);
            hash = Hash.Step(hash, folded[i]);
            uint kind;
            if (char.IsUpper(c))
                (kind, upper) = (1, upper + 1);
            else if (char.IsLetter(c))
                (kind, lower) = (2, lower + 1);
            else if (char.IsDigit(c))
                (kind, digits) = (3, digits + 1);
            else
                (kind, others) = (
                    c is '-' ? 4u
                    : c is '.' ? 5u
                    : c is '\'' or '\u2019' ? 6u
                    : 7u,
                    others + 1
                );
            if (kind != previous)
                shape = (shape * 8) + kind;
            previous = kind;
        }
        Form = hash;
        Shape = (shape * 4) + (uint)Math.Min(form.Length, 3);
        Suffix1 = Hash.Of(folded[^1..]);
        Suffix2 = EndingHash(folded[Math.Max(0, folded.Length - 2)..]);
        Suffix3 = Hash.Of(folded[Math.Max(0, folded.Length - 3)..]) + 3;
        Suffix4 = Hash.Of(folded[Math.Max(0, folded.Length - 4)..]) + 4;
        Prefix1 = Hash.Of(folded[..1]);
        Prefix2 = Hash.Of(folded[..Math.Min(2, folded.Length)]) + 2;
        Prefix3 = Hash.Of(folded[..Math.Min(3, folded.Length)]) + 3;
    }

    /// <summary>
    /// Where all letters are capital, small, or each word begins with a capital, casing tells nothing of a single word.
    /// </summary>
    public static CaseMode CaseOf(ReadOnlySpan<char> text, ReadOnlySpan<Word> words)
    {
        var (alphabetic, capitals, initials, longLower) = (0, 0, 0, 0);
        foreach (ref readonly var word in words)
        {
            var first = text[word.Start];
            if (!char.IsLetter(first) || word.Joined)
                continue;
            alphabetic++;
            if (!char.IsUpper(first))
            {
                if (word.Length > 4)
                    longLower++;
                continue;
            }
            initials++;
            if (word.Length == 1 || char.IsUpper(text[word.End - 1]))
                capitals++;
        }
        if (alphabetic >= 3 && capitals * 10 >= alphabetic * 7)
            return CaseMode.AllCapitals;
        if (alphabetic >= 3 && initials == 0)
            return CaseMode.AllLower;
        return alphabetic >= 4 && longLower == 0 && initials * 10 >= alphabetic * 6
            ? CaseMode.TitleCase
            : CaseMode.Ordinary;
    }
}
