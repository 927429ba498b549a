namespace Annals.Language;

/// <summary>
/// Says after which words a sentence ends. A blank line always ends one; so does a line that breaks off although the
/// next word would have fitted, unless what follows begins small. Line breaks of hard-wrapped text count as spaces.
/// </summary>
internal sealed class SentenceSplitter(Weights weights, Abbreviations abbreviations)
{
    public const int FeatureCount = 30;

    /// <summary>What runs on longer is no sentence (tables, rows of names); rooms further on may rely on it.</summary>
    public const int LongestSentence = 2000;

    /// <summary>By how much an end without a mark must win, in units of the weights.</summary>
    private const int LeadOfBareEnd = 200;

    private const int LongestDateline = 20;

    private const int LongestAside = 20;

    /// <summary>Whether a sentence ends after word i, given where it began.</summary>
    public bool EndsAfter(
        ReadOnlySpan<char> text,
        ReadOnlySpan<Word> words,
        int first,
        int i,
        Span<uint> features,
        Span<int> scores
    )
    {
        if (i + 1 >= words.Length)
            return true;
        ref readonly var next = ref words[i + 1];
        if (next.Gap == Gap.Blank)
            return true;
        if (next.Gap == Gap.Line && !char.IsLower(text[next.Start]))
            return true;
        if (i - first + 1 >= (next.Joined ? LongestSentence : LongestSentence - 4))
            return true;
        if (EndsDateline(text, words, first, i))
            return true;
        if (!MayEnd(text, words, i) || abbreviations.NeverEnds(words[i].Form) || ClosesAside(text, words, first, i))
            return false;
        Features(text, words, first, i, features);
        weights.Score(features, scores);
        // "in Nineveh Governorate": within a line and without a mark only great certainty ends a sentence.
        var isBare = next.Gap == Gap.Space && char.IsLetterOrDigit(text[words[i].End - 1]);
        return scores[1] > scores[0] + (isBare ? LeadOfBareEnd : 0);
    }

    /// <summary>
    /// "SANTA ROSA, 3 MAR 91 (AGENCY) -- [TEXT]", "GAO, May 2 (Agency) -", "KIDAL, Mali —": how a report says where and when it was
    /// filed, and what kind of text follows, is no part of its first sentence.
    /// </summary>
    private static bool EndsDateline(ReadOnlySpan<char> text, ReadOnlySpan<Word> words, int first, int i)
    {
        if (i - first > LongestDateline)
            return false;
        if (text[words[i].Start] == ']' && text[words[first].Start] == '[' && first > 0)
            return text[words[first - 1].End - 1] is ']' or '-';
        if (words[first].Gap != Gap.Blank || !IsCapitals(text[words[first].Start..words[first].End]))
            return false;
        var isWire = text[words[i].Start..words[i].End] is "--";
        if (!isWire && (words[i].Gap == Gap.None || text[words[i].Start..words[i].End] is not ("-" or "–" or "—")))
            return false;
        var (hasDay, hasAgency, isOfNames) = (false, false, true);
        for (var word = first; word < i; word++)
        {
            var initial = text[words[word].Start];
            hasDay |= char.IsAsciiDigit(initial);
            hasAgency |= initial == '(';
            isOfNames &= !char.IsLower(initial);
        }
        // Where all is in capitals a dash may be any dash: only a day or an agency tells.
        var next = text[words[i + 1].Start..words[i + 1].End];
        return hasDay || hasAgency
            ? isWire || isOfNames
            : !isWire && isOfNames && !IsCapitals(next) && char.IsUpper(next[0]);
    }

    /// <summary>"the FPL [Popular Liberation Forces] guerrillas": what an editor puts in brackets within a sentence does not end it.</summary>
    private static bool ClosesAside(ReadOnlySpan<char> text, ReadOnlySpan<Word> words, int first, int i)
    {
        if (text[words[i].Start] != ']' || words[i + 1].Gap == Gap.Blank || i == first)
            return false;
        if (text[words[i - 1].End - 1] is '.' or '?' or '!' or '"')
            return false;
        for (var word = i - 1; word > first && i - word < LongestAside; word--)
            if (text[words[word].Start] == '[')
                return text[words[word - 1].End - 1] is not ('.' or '?' or '!' or ':' or ']' or '"');
        return false;
    }

    private static bool IsCapitals(ReadOnlySpan<char> word) =>
        word.Length > 1 && char.IsUpper(word[0]) && char.IsUpper(word[^1]);

    /// <summary>Between two words of letters, the second small, no sentence ends.</summary>
    public static bool MayEnd(ReadOnlySpan<char> text, ReadOnlySpan<Word> words, int i)
    {
        ref readonly var next = ref words[i + 1];
        if (next.Joined)
            return false;
        var before = text[words[i].End - 1];
        return !char.IsLetterOrDigit(before) || (next.Gap != Gap.None && !char.IsLower(text[next.Start]));
    }

    public static void Features(ReadOnlySpan<char> text, ReadOnlySpan<Word> words, int first, int i, Span<uint> into)
    {
        var a = words[i];
        var b = words[i + 1];
        var a2 = i > first ? words[i - 1] : default;
        var a3 = i > first + 1 ? words[i - 2] : default;
        var b2 = i + 2 < words.Length && words[i + 2].Gap != Gap.Blank ? words[i + 2] : default;
        var gap = b.Gap == Gap.None ? 0u : 1u;
        var gapA = a.Gap == Gap.None ? 0u : 1u;
        var length = (uint)Math.Min(i - first + 1, 40);
        length = length < 6 ? length : 6 + (length / 6);
        var (quotes, depth) = (0u, 0u);
        for (var j = Math.Max(first, i - 60); j <= i; j++)
        {
            var c = text[words[j].Start];
            if (c is '"' or '\u201C' or '\u201D')
                quotes ^= 1;
            else if (c is '(' or '[')
                depth++;
            else if (c is ')' or ']' && depth > 0)
                depth--;
        }
        var inside = (quotes * 4) + Math.Min(depth, 3);
        var small = char.IsLower(text[b.Start]) ? 1u : 0u;
        var k = 0;
        into[k++] = Hash.Mix(1, a.Form, gap);
        into[k++] = Hash.Mix(2, b.Form, gap);
        into[k++] = Hash.Mix(3, a.Form, b.Form);
        into[k++] = Hash.Mix(4, a.Form, b.Shape, gap);
        into[k++] = Hash.Mix(5, a2.Form, a.Form, gap);
        into[k++] = Hash.Mix(6, a2.Form, a.Form, b.Shape);
        into[k++] = Hash.Mix(7, a2.Shape, a.Form, b.Shape, gap);
        into[k++] = Hash.Mix(8, a.Shape, b.Shape, gap);
        into[k++] = Hash.Mix(9, a.Form, b.Class, gap);
        into[k++] = Hash.Mix(10, a.Class, b.Class, gap);
        into[k++] = Hash.Mix(11, a.Form, length, gap);
        into[k++] = Hash.Mix(12, b.Form, b2.Form);
        into[k++] = Hash.Mix(13, a.Form, b.Form, b2.Form);
        into[k++] = Hash.Mix(14, a.Form, inside, gap);
        into[k++] = Hash.Mix(15, a.Form, inside, b.Shape, gap);
        into[k++] = Hash.Mix(16, a2.Form, a.Form, b.Form);
        into[k++] = Hash.Mix(17, a.Shape, b.Form, small, gap);
        into[k++] = Hash.Mix(18, length, a.Shape, b.Shape);
        into[k++] = Hash.Mix(19, a2.Class, a.Form, b.Class);
        into[k++] = Hash.Mix(20, a3.Form, a2.Form, a.Form);
        into[k++] = Hash.Mix(21, b.Shape, b2.Shape, a.Form);
        into[k++] = Hash.Mix(22, a.Form, b.Form, inside, gap);
        into[k++] = Hash.Mix(23, a.Form, gapA, gap, small);
        into[k++] = Hash.Mix(24, a2.Suffix3, a.Form, b.Shape);
        into[k++] = Hash.Mix(25, a.Suffix3, b.Form, gap);
        into[k++] = Hash.Mix(26, (uint)Math.Min(a.Length, 4), a.Shape, small, gap);
        into[k++] = Hash.Mix(27, a.Form, small, b.Form, length);
        into[k++] = Hash.Mix(28, b.Class, b2.Class, a.Shape, gap);
        into[k++] = Hash.Mix(29, a2.Shape, a.Shape, b.Shape, b2.Shape);
        into[k++] = Hash.Mix(30, 0);
    }
}
