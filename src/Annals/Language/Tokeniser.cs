namespace Annals.Language;

/// <summary>What stands between a word and the one before it.</summary>
internal enum Gap : byte
{
    None,
    Space,

    /// <summary>A line break, the line having been full: hard-wrapped text.</summary>
    Wrap,

    /// <summary>A line break where the next word would still have fitted.</summary>
    Line,
    Blank,
}

/// <summary>
/// Cuts text into words. White space always cuts; within a stretch without white space each place where the kind of
/// character changes is weighed, and so are the insides of those letter runs that the treebanks cut ("cannot").
/// </summary>
internal sealed class Tokeniser(Weights weights, HashSet<uint> cutRuns, Abbreviations abbreviations)
{
    public const int FeatureCount = 25;
    public const int Keep = 0;
    public const int Cut = 1;
    public const int Join = 2;

    /// <summary>Longer stretches (base64, rows of signs) are cut here, so that no word grows without bound.</summary>
    public const int LongestWord = 400;

    public int Read(ReadOnlySpan<char> text, ref Word[] words)
    {
        var count = 0;
        var position = 0;
        Span<uint> features = stackalloc uint[FeatureCount];
        Span<int> scores = stackalloc int[Weights.Lane];
        while (true)
        {
            var start = position;
            while (start < text.Length && char.IsWhiteSpace(text[start]))
                start++;
            if (start >= text.Length)
                return count;
            var end = start + 1;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            var next = end;
            while (next < text.Length && char.IsWhiteSpace(text[next]))
                next++;
            var first = start;
            var joined = false;
            var address = AddressIn(text, start, end);
            if (address == default)
                address = AbbreviationIn(text, start, end);
            for (var p = start + 1; p < end; p++)
            {
                if (p - first < LongestWord || char.IsLowSurrogate(text[p]))
                {
                    if (address.Holds(p) || !MayCut(text, start, p, end))
                        continue;
                    Features(text, start, p, end, next, features);
                    weights.Score(features, scores);
                    var choice = Tagger.Best(scores[..3]);
                    if (choice == Keep)
                        continue;
                    Add(ref words, count++, first, p, joined);
                    joined = choice == Join;
                }
                else
                {
                    Add(ref words, count++, first, p, joined);
                    joined = false;
                }
                first = p;
            }
            Add(ref words, count++, first, end, joined);
            position = end;
        }
    }

    private static void Add(ref Word[] words, int index, int start, int end, bool joined)
    {
        if (index == words.Length)
            Array.Resize(ref words, words.Length * 2);
        words[index] = new Word
        {
            Start = start,
            End = end,
            Joined = joined,
        };
    }

    /// <summary>A known abbreviation within signs: "(Gen." or "etc.),".</summary>
    private Address AbbreviationIn(ReadOnlySpan<char> text, int start, int end)
    {
        while (start < end && KindOf(text[start]) == 3)
            start++;
        while (end > start && text[end - 1] != '.' && KindOf(text[end - 1]) == 3)
            end--;
        return end - start is > 1 and < 9 && text[end - 1] == '.' && abbreviations.Contains(text[start..end])
            ? new Address(start, end)
            : default;
    }

    /// <summary>A stretch whose inside is never cut.</summary>
    public readonly record struct Address(int Start, int End)
    {
        public bool Holds(int p) => p > Start && p < End;
    }

    /// <summary>
    /// A web or mail address: from its first letter to its last character that is no closing punctuation. One cut by
    /// a signature's angle brackets ends there.
    /// </summary>
    public static Address AddressIn(ReadOnlySpan<char> text, int start, int end)
    {
        var chunk = text[start..end];
        if (chunk.Length < 6)
            return default;
        var from = chunk.IndexOf("://");
        if (from < 0)
            from = chunk.IndexOf("www.", StringComparison.OrdinalIgnoreCase);
        if (from < 0 && chunk.IndexOf('@') is > 0 and var at && chunk[at..].IndexOf('.') > 0)
            from = at;
        if (from < 0)
            return default;
        while (from > 0 && (char.IsAsciiLetterOrDigit(chunk[from - 1]) || chunk[from - 1] is '.' or '_' or '-' or '+'))
            from--;
        var to = from;
        while (to < chunk.Length && chunk[to] is not ('<' or '>' or '"' or '[' or ']'))
            to++;
        while (to > from && chunk[to - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or '\'')
            to--;
        return new Address(start + from, start + to);
    }

    public static int KindOf(char c)
    {
        if (c < 128)
            return char.IsAsciiLetter(c) ? 1
                : char.IsAsciiDigit(c) ? 2
                : 3;
        if (char.IsLetter(c) || char.IsSurrogate(c))
            return 1;
        return char.GetUnicodeCategory(c) switch
        {
            System.Globalization.UnicodeCategory.NonSpacingMark => 1,
            System.Globalization.UnicodeCategory.SpacingCombiningMark => 1,
            System.Globalization.UnicodeCategory.DecimalDigitNumber => 2,
            _ => 3,
        };
    }

    /// <summary>Whether this place is worth weighing at all.</summary>
    public bool MayCut(ReadOnlySpan<char> text, int start, int p, int end)
    {
        var before = KindOf(text[p - 1]);
        var after = KindOf(text[p]);
        if (before != after || before == 3)
            return !char.IsLowSurrogate(text[p]);
        if (before == 2)
            return false;
        if (p + 1 < end && Word.Fold(text[p + 1]) == '\'')
            return true;
        if (cutRuns.Count == 0 || end - start > 24)
            return false;
        var (first, last) = RunAround(text, start, p, end);
        // The treebanks' careless writers leave out an apostrophe ("a persons name"); in capitals "PERSONS" are several.
        if (p + 1 == last && text[p] == 'S' && char.IsUpper(text[p - 1]))
            return false;
        // "Ras al-Ain" has no "ain't" in it.
        if (first > start && text[first - 1] == '-' && char.IsUpper(text[first]))
            return false;
        return cutRuns.Contains(RunHash(text[first..last]));
    }

    public static (int First, int Last) RunAround(ReadOnlySpan<char> text, int start, int p, int end)
    {
        var first = p;
        while (first > start && KindOf(text[first - 1]) == 1)
            first--;
        var last = p;
        while (last < end && KindOf(text[last]) == 1)
            last++;
        return (first, last);
    }

    public static uint RunHash(ReadOnlySpan<char> run)
    {
        var hash = Hash.Start;
        foreach (var c in run)
            hash = Hash.Step(hash, Word.Fold(c));
        return hash;
    }

    public static void Features(ReadOnlySpan<char> text, int start, int p, int end, int next, Span<uint> into)
    {
        uint At(ReadOnlySpan<char> t, int i) =>
            i < start ? 1u
            : i >= end ? 2u
            : Word.Fold(t[i]);
        uint Kind(ReadOnlySpan<char> t, int i) =>
            i < start || i >= end ? 0u
            : char.IsUpper(t[i]) ? 4u
            : (uint)KindOf(t[i]) is var k and < 3 ? k
            : 5u + Word.Fold(t[i]);
        var (l1, l2, l3) = (At(text, p - 1), At(text, p - 2), At(text, p - 3));
        var (r1, r2, r3) = (At(text, p), At(text, p + 1), At(text, p + 2));
        var (k1, k2, k3) = (Kind(text, p - 1), Kind(text, p - 2), Kind(text, p - 3));
        var (m1, m2, m3) = (Kind(text, p), Kind(text, p + 1), Kind(text, p + 2));
        var left = Math.Max(start, p - 24);
        var right = Math.Min(end, p + 24);
        var leftHash = RunHash(text[left..p]);
        var rightHash = RunHash(text[p..right]);
        var runStart = p - 1;
        while (runStart > left && KindOf(text[runStart - 1]) == KindOf(text[p - 1]))
            runStart--;
        var runEnd = p + 1;
        while (runEnd < right && KindOf(text[runEnd]) == KindOf(text[p]))
            runEnd++;
        var leftRun = RunHash(text[runStart..p]);
        var rightRun = RunHash(text[p..runEnd]);
        var follows =
            next >= text.Length ? 0u
            : char.IsUpper(text[next]) ? 4u
            : (uint)KindOf(text[next]);
        var before = (uint)Math.Min(p - start, 4);
        var after = (uint)Math.Min(end - p, 4);
        var k = 0;
        into[k++] = Hash.Mix(1, l1, r1);
        into[k++] = Hash.Mix(2, l2, l1, r1);
        into[k++] = Hash.Mix(3, l1, r1, r2);
        into[k++] = Hash.Mix(4, l2, l1, r1, r2);
        into[k++] = Hash.Mix(5, r1, r2, r3);
        into[k++] = Hash.Mix(6, l3, l2, l1);
        into[k++] = Hash.Mix(7, k1, m1);
        into[k++] = Hash.Mix(8, k2, k1, m1);
        into[k++] = Hash.Mix(9, k1, m1, m2);
        into[k++] = Hash.Mix(10, k2, k1, m1, m2);
        into[k++] = Hash.Mix(11, k3 * 4096 + k2, k1, m1, m2 * 4096 + m3);
        into[k++] = Hash.Mix(12, leftHash);
        into[k++] = Hash.Mix(13, rightHash);
        into[k++] = Hash.Mix(14, leftHash, rightHash);
        into[k++] = Hash.Mix(15, leftRun, r1);
        into[k++] = Hash.Mix(16, rightRun, l1);
        into[k++] = Hash.Mix(17, leftRun, rightRun);
        into[k++] = Hash.Mix(18, leftHash, after, follows);
        into[k++] = Hash.Mix(19, k1, m1, before, after);
        into[k++] = Hash.Mix(20, l1, r1, before, after);
        into[k++] = Hash.Mix(21, r1, after, follows, k1);
        into[k++] = Hash.Mix(22, leftRun, r1, after, follows);
        into[k++] = Hash.Mix(23, k1, m1, k2, (before * 64) + (after * 8) + follows);
        into[k++] = Hash.Mix(24, rightHash, k1);
        into[k++] = Hash.Mix(25, (uint)(p - runStart), (uint)(runEnd - p), k1, m1);
    }
}
