namespace Annals.Language;

/// <summary>
/// Gives each word its pair of universal and Penn tag, in two readings from left to right: the second knows what the
/// first made of the words to come.
/// </summary>
/// <param name="readings">What is put right between the two readings; null in training.</param>
/// <param name="sureLead">What the first reading says with a lead like this, the second need not look at.</param>
internal sealed class Tagger(Weights first, Weights? second, int classes, int sureLead, Readings? readings = null)
{
    public const int FeatureCount = 44;
    public const int SecondFeatureCount = FeatureCount + 14;

    private readonly int padded = (classes + Weights.Lane - 1) / Weights.Lane * Weights.Lane;

    public void Tag(ReadOnlySpan<char> text, Span<Word> words, ReadOnlySpan<byte> universalOf)
    {
        BlotCasing(text, words);
        Span<uint> features = stackalloc uint[SecondFeatureCount];
        Span<int> scores = stackalloc int[padded];
        for (var i = 0; i < words.Length; i++)
        {
            Features(words, i, features);
            first.Score(features[..FeatureCount], scores);
            var best = Best(scores[..classes]);
            words[i].Tag = words[i].Guess = (byte)best;
            words[i].IsSure = Lead(scores[..classes], best) >= sureLead;
        }
        readings?.Apply(words);
        TagAgain(words, universalOf, second);
    }

    /// <summary>The second reading alone, where there is one.</summary>
    public void TagAgain(Span<Word> words, ReadOnlySpan<byte> universalOf, Weights? by)
    {
        Span<uint> features = stackalloc uint[SecondFeatureCount];
        Span<int> scores = stackalloc int[padded];
        for (var i = 0; by is not null && i < words.Length; i++)
        {
            if (words[i].IsSure)
                continue;
            SecondFeatures(words, i, features);
            by.Score(features, scores);
            words[i].Tag = (byte)Best(scores[..classes]);
        }
        foreach (ref var word in words)
        {
            word.Universal = universalOf[word.Tag];
            word.Both = (word.Key * 31) + word.Tag;
        }
    }

    /// <summary>Blots out casing where it says nothing.</summary>
    public static void BlotCasing(ReadOnlySpan<char> text, Span<Word> words)
    {
        var mode = Word.CaseOf(text, words);
        if (mode == CaseMode.Ordinary)
            return;
        foreach (ref var word in words)
            if (char.IsLetter(text[word.Start]))
                word.Shape = 1000 + (uint)mode;
    }

    public static int Best(ReadOnlySpan<int> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best])
                best = i;
        return best;
    }

    /// <summary>How far the best is ahead of the next best.</summary>
    private static int Lead(ReadOnlySpan<int> scores, int best)
    {
        var next = int.MinValue;
        for (var i = 0; i < scores.Length; i++)
            if (i != best && scores[i] > next)
                next = scores[i];
        return scores[best] - next;
    }

    public static void Features(ReadOnlySpan<Word> words, int i, Span<uint> into)
    {
        ref readonly var w = ref words[i];
        ref readonly var p1 = ref i > 0 ? ref words[i - 1] : ref Edge;
        ref readonly var p2 = ref i > 1 ? ref words[i - 2] : ref Edge;
        ref readonly var n1 = ref i + 1 < words.Length ? ref words[i + 1] : ref Edge;
        ref readonly var n2 = ref i + 2 < words.Length ? ref words[i + 2] : ref Edge;
        var t1 = (uint)p1.Tag;
        var t2 = (uint)p2.Tag;
        if (i == 0)
            t1 = 250;
        if (i < 2)
            t2 = 251;
        var k = 0;
        into[k++] = Hash.Mix(1, w.Key);
        into[k++] = Hash.Mix(2, w.Suffix1);
        into[k++] = Hash.Mix(3, w.Suffix2);
        into[k++] = Hash.Mix(4, w.Suffix3);
        into[k++] = Hash.Mix(5, w.Suffix4);
        into[k++] = Hash.Mix(6, w.Prefix1);
        into[k++] = Hash.Mix(7, w.Prefix2);
        into[k++] = Hash.Mix(8, w.Prefix3);
        into[k++] = Hash.Mix(9, w.Shape);
        into[k++] = Hash.Mix(10, w.Shape, w.Key);
        into[k++] = Hash.Mix(11, w.Shape, w.Suffix2);
        into[k++] = Hash.Mix(12, t1);
        into[k++] = Hash.Mix(13, t1, t2);
        into[k++] = Hash.Mix(14, t1, w.Key);
        into[k++] = Hash.Mix(15, t1, w.Suffix3);
        into[k++] = Hash.Mix(16, t2, w.Key);
        into[k++] = Hash.Mix(17, t1, t2, w.Class);
        into[k++] = Hash.Mix(18, p1.Key);
        into[k++] = Hash.Mix(19, p2.Key);
        into[k++] = Hash.Mix(20, n1.Key);
        into[k++] = Hash.Mix(21, n2.Key);
        into[k++] = Hash.Mix(22, p1.Key, w.Key);
        into[k++] = Hash.Mix(23, n1.Key, w.Key);
        into[k++] = Hash.Mix(24, p1.Key, n1.Key);
        into[k++] = Hash.Mix(25, n1.Suffix3);
        into[k++] = Hash.Mix(26, n1.Suffix2, w.Suffix3);
        into[k++] = Hash.Mix(27, p1.Suffix3);
        into[k++] = Hash.Mix(28, w.Class);
        into[k++] = Hash.Mix(29, w.Class, n1.Class);
        into[k++] = Hash.Mix(30, t1, w.Class, n1.Class);
        into[k++] = Hash.Mix(31, n1.Class, n2.Class);
        into[k++] = Hash.Mix(32, t1, w.Class);
        into[k++] = Hash.Mix(33, w.Class, n1.Class, n2.Class);
        into[k++] = Hash.Mix(34, n1.Shape, w.Shape);
        into[k++] = Hash.Mix(35, p1.Shape, w.Shape);
        into[k++] = Hash.Mix(36, t1, w.Shape, n1.Shape);
        into[k++] = Hash.Mix(37, w.Class, w.Shape);
        into[k++] = Hash.Mix(38, i == 0 ? 1u : 0u, w.Shape, w.Class);
        into[k++] = Hash.Mix(39, w.Key, n1.Class);
        into[k++] = Hash.Mix(40, w.Key, n1.Class, n2.Class);
        into[k++] = Hash.Mix(41, w.Suffix3, w.Prefix1, w.Shape);
        into[k++] = Hash.Mix(42, t1, n1.Class);
        into[k++] = Hash.Mix(43, t1, t2, w.Key);
        into[k++] = Hash.Mix(44, t1, t2, w.Suffix2);
    }

    /// <summary>All that the first reading looks at, and what it made of this word and the next ones.</summary>
    public static void SecondFeatures(ReadOnlySpan<Word> words, int i, Span<uint> into)
    {
        Features(words, i, into);
        ref readonly var w = ref words[i];
        var t1 = i > 0 ? words[i - 1].Tag : 250u;
        var t2 = i > 1 ? words[i - 2].Tag : 251u;
        var g0 = (uint)w.Guess;
        var g1 = i + 1 < words.Length ? words[i + 1].Guess : 252u;
        var g2 = i + 2 < words.Length ? words[i + 2].Guess : 253u;
        var g3 = i + 3 < words.Length ? words[i + 3].Guess : 254u;
        var k = FeatureCount;
        into[k++] = Hash.Mix(51, g0);
        into[k++] = Hash.Mix(52, g1);
        into[k++] = Hash.Mix(53, g1, g2);
        into[k++] = Hash.Mix(54, g1, w.Key);
        into[k++] = Hash.Mix(55, t1, g1);
        into[k++] = Hash.Mix(56, t1, g1, w.Key);
        into[k++] = Hash.Mix(57, t1, g1, w.Class);
        into[k++] = Hash.Mix(58, g1, w.Suffix3);
        into[k++] = Hash.Mix(59, t2, t1, g1);
        into[k++] = Hash.Mix(60, t1, g1, g2);
        into[k++] = Hash.Mix(61, g1, g2, w.Key);
        into[k++] = Hash.Mix(62, g0, t1, g1);
        into[k++] = Hash.Mix(63, g1, g2, g3);
        into[k++] = Hash.Mix(64, t1, g1, g2, w.Class);
    }

    private static readonly Word Edge = new()
    {
        Form = 1,
        Suffix2 = 1,
        Suffix3 = 1,
        Class = 1,
        Shape = 1,
    };
}
