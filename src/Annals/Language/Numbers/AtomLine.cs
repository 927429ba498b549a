namespace Annals.Language;

internal enum AtomKind : byte
{
    Letters,
    Digits,
    Mark,
}

/// <summary>A run of letters, a written number ("1,200", "1.2") or a single mark; Glued: nothing stands before it but the last atom.</summary>
internal readonly record struct Atom(int Start, int End, int Word, AtomKind Kind, bool Glued);

/// <summary>
/// A sentence cut finer than words. Treebanks part "58-year-old" and "30-40" in their own ways and headlines in others;
/// numbers and times are read from pieces that do not depend on it. Dotted letters ("p.m.", "U.S.") stay one piece.
/// </summary>
internal sealed class AtomLine(Particles particles)
{
    private Atom[] atoms = new Atom[64];

    public string Source { get; private set; } = "";

    public Sentence? Sentence { get; private set; }

    public int Length { get; private set; }

    public ref readonly Atom this[int index] => ref atoms[index];

    /// <summary>The characters of a piece; empty outside the line.</summary>
    public ReadOnlySpan<char> Text(int index) =>
        (uint)index < (uint)Length ? Source.AsSpan(atoms[index].Start, atoms[index].End - atoms[index].Start) : default;

    public bool Is(int index, string text) => Text(index).Equals(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>One of the words that play a part.</summary>
    public bool Is(int index, Particle part) => particles.Holds(part, Text(index));

    /// <summary>A word with such an ending.</summary>
    public bool EndsIn(int index, Particle ending) => particles.HoldsEnding(ending, Text(index));

    public Particles Particles => particles;

    public bool IsKind(int index, AtomKind kind) => (uint)index < (uint)Length && atoms[index].Kind == kind;

    public bool IsGlued(int index) => (uint)index < (uint)Length && atoms[index].Glued;

    /// <summary>Any of the dashes that join numbers.</summary>
    public bool IsDash(int index) =>
        Text(index) is ['-' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212'];

    public AtomLine Fill(Sentence sentence)
    {
        Sentence = sentence;
        Cut(sentence.Source, sentence.Start, sentence.End);
        var word = 0;
        for (var i = 0; i < Length; i++)
        {
            while (word < sentence.Length - 1 && sentence[word].End <= atoms[i].Start)
                word++;
            atoms[i] = atoms[i] with { Word = word };
        }
        return this;
    }

    /// <summary>The same for a phrase of a table.</summary>
    public static string[] Pieces(string phrase)
    {
        var line = new AtomLine(Particles.None);
        line.Cut(phrase, 0, phrase.Length);
        var pieces = new string[line.Length];
        for (var i = 0; i < pieces.Length; i++)
            pieces[i] = line.Text(i).ToString();
        return pieces;
    }

    private void Cut(string source, int start, int end)
    {
        Source = source;
        Length = 0;
        var at = start;
        var last = -1;
        while (at < end)
        {
            var c = source[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
                continue;
            }
            var (kind, stop) =
                char.IsAsciiDigit(c) ? (AtomKind.Digits, NumberEnd(source, at, end))
                : IsLetter(c) ? (AtomKind.Letters, LettersEnd(source, at, end))
                : (AtomKind.Mark, MarkEnd(source, at, end));
            if (Length == atoms.Length)
                Array.Resize(ref atoms, Length * 2);
            atoms[Length++] = new Atom(at, stop, 0, kind, at == last);
            last = at = stop;
        }
    }

    private static bool IsLetter(char c) =>
        char.IsLetter(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark;

    private static int MarkEnd(string source, int at, int end) =>
        char.IsHighSurrogate(source[at]) && at + 1 < end && char.IsLowSurrogate(source[at + 1]) ? at + 2 : at + 1;

    private static int LettersEnd(string source, int at, int end)
    {
        var stop = at + 1;
        if (
            stop + 1 < end
            && source[stop] == '.'
            && IsLetter(source[stop + 1])
            && (stop + 2 >= end || !IsLetter(source[stop + 2]))
        )
        {
            // Single letters with dots between them: "p.m.", "U.N.".
            while (
                stop + 1 < end
                && source[stop] == '.'
                && IsLetter(source[stop + 1])
                && (stop + 2 >= end || !IsLetter(source[stop + 2]))
            )
                stop += 2;
            return stop < end && source[stop] == '.' ? stop + 1 : stop;
        }
        while (stop < end && IsLetter(source[stop]))
            stop++;
        return stop;
    }

    private static int NumberEnd(string source, int at, int end)
    {
        var stop = DigitsEnd(source, at, end);
        while (stop < end && source[stop] == ',' && stop - at <= 15 && DigitsEnd(source, stop + 1, end) == stop + 4)
            stop += 4;
        if (stop + 1 >= end || source[stop] != '.' || !char.IsAsciiDigit(source[stop + 1]))
            return stop;
        var decimals = DigitsEnd(source, stop + 1, end);
        // "21.3.2019" and "10.5.1.2" are no decimals.
        return
            decimals + 1 < end && source[decimals] == '.' && char.IsAsciiDigit(source[decimals + 1])
            || at >= 2 && source[at - 1] == '.' && char.IsAsciiDigit(source[at - 2])
            ? stop
            : decimals;
    }

    private static int DigitsEnd(string source, int at, int end)
    {
        while (at < end && char.IsAsciiDigit(source[at]))
            at++;
        return at;
    }
}
