namespace Annals.Language;

/// <summary>
/// Finds names from left to right: each word begins, continues, ends or is alone a name of a person, a place or an
/// organisation, or is none (BILOU; Ratinov and Roth 2009). Casing is blotted out where it tells nothing.
/// </summary>
internal sealed class NameTagger(Weights weights, NameLists lists)
{
    /// <summary>Outside, then begin, inside, last, alone for each of the three.</summary>
    public const int Labels = 13;
    public const int Kinds = 3;
    public const int FeatureCount = 50;

    public static int Begin(int kind) => 1 + (kind * 4);

    public static bool Follows(int label, int previous)
    {
        var open = previous > 0 && (previous - 1) % 4 is 0 or 1;
        var continues = label > 0 && (label - 1) % 4 is 1 or 2;
        return open && previous > 0 ? continues && (label - 1) / 4 == (previous - 1) / 4 : !continues;
    }

    public void Prepare(Sentence sentence, Span<Word> words, Span<Listed> marks)
    {
        for (var i = 0; i < words.Length; i++)
            words[i] = new Word
            {
                Start = sentence[i].Start,
                End = sentence[i].End,
                Joined = sentence[i].Joined,
            };
        var mode = Word.CaseOf(sentence.Source, words);
        for (var i = 0; i < words.Length; i++)
        {
            words[i].Look(sentence.Source);
            words[i].Universal = (byte)sentence[i].Tag;
            if (mode != CaseMode.Ordinary && char.IsLetter(sentence.Source[words[i].Start]))
                words[i].Shape = 1000 + (uint)mode;
        }
        lists.Mark(words, marks);
    }

    /// <summary>A label for each word.</summary>
    public void Tag(Sentence sentence, Span<byte> labels)
    {
        var words = new Word[sentence.Length];
        var marks = new Listed[sentence.Length];
        Prepare(sentence, words, marks);
        Span<uint> features = stackalloc uint[FeatureCount];
        Span<int> scores = stackalloc int[Weights.Lane];
        for (var i = 0; i < words.Length; i++)
        {
            Features(words, marks, labels, i, features);
            weights.Score(features, scores);
            labels[i] = (byte)Best(scores, i == 0 ? 0 : labels[i - 1], i + 1 == words.Length);
        }
    }

    public static int Best(ReadOnlySpan<int> scores, int previous, bool isLast)
    {
        var best = -1;
        for (var label = 0; label < Labels; label++)
        {
            var open = label > 0 && (label - 1) % 4 is 0 or 1;
            if (
                Follows(label, previous)
                && !(isLast && open && label > 0)
                && (best < 0 || scores[label] > scores[best])
            )
                best = label;
        }
        return Math.Max(best, 0);
    }

    public static void Features(
        ReadOnlySpan<Word> words,
        ReadOnlySpan<Listed> marks,
        ReadOnlySpan<byte> labels,
        int i,
        Span<uint> into
    )
    {
        ref readonly var w = ref words[i];
        var p1 = i > 0 ? words[i - 1] : Edge;
        var p2 = i > 1 ? words[i - 2] : Edge;
        var n1 = i + 1 < words.Length ? words[i + 1] : Edge;
        var n2 = i + 2 < words.Length ? words[i + 2] : Edge;
        var m = (uint)marks[i];
        var mp = i > 0 ? (uint)marks[i - 1] : 300;
        var mn = i + 1 < words.Length ? (uint)marks[i + 1] : 300;
        var l1 = i > 0 ? labels[i - 1] : 20u;
        var l2 = i > 1 ? labels[i - 2] : 20u;
        var tag = (uint)w.Universal;
        var k = 0;
        into[k++] = Hash.Mix(101, w.Form);
        into[k++] = Hash.Mix(102, w.Form, l1);
        into[k++] = Hash.Mix(103, w.Suffix2);
        into[k++] = Hash.Mix(104, w.Suffix3);
        into[k++] = Hash.Mix(105, w.Suffix4);
        into[k++] = Hash.Mix(106, w.Prefix2);
        into[k++] = Hash.Mix(107, w.Prefix3);
        into[k++] = Hash.Mix(108, w.Shape);
        into[k++] = Hash.Mix(109, w.Shape, l1);
        into[k++] = Hash.Mix(110, w.Shape, p1.Shape, n1.Shape);
        into[k++] = Hash.Mix(111, w.Shape, i == 0 ? 1u : 0u);
        into[k++] = Hash.Mix(112, p1.Form);
        into[k++] = Hash.Mix(113, p2.Form);
        into[k++] = Hash.Mix(114, n1.Form);
        into[k++] = Hash.Mix(115, n2.Form);
        into[k++] = Hash.Mix(116, p1.Form, w.Form);
        into[k++] = Hash.Mix(117, w.Form, n1.Form);
        into[k++] = Hash.Mix(118, p1.Form, w.Shape);
        into[k++] = Hash.Mix(119, n1.Form, w.Shape);
        into[k++] = Hash.Mix(120, p1.Form, p2.Form, w.Shape);
        into[k++] = Hash.Mix(121, n1.Form, n2.Form, w.Shape);
        into[k++] = Hash.Mix(122, tag);
        into[k++] = Hash.Mix(123, tag, l1);
        into[k++] = Hash.Mix(124, tag, p1.Universal, n1.Universal);
        into[k++] = Hash.Mix(125, tag, n1.Universal, w.Shape, l1);
        into[k++] = Hash.Mix(126, l1);
        into[k++] = Hash.Mix(127, l1, l2);
        into[k++] = Hash.Mix(128, m);
        into[k++] = Hash.Mix(129, m, w.Shape);
        into[k++] = Hash.Mix(130, m, mp);
        into[k++] = Hash.Mix(131, m, mn);
        into[k++] = Hash.Mix(132, m, l1);
        into[k++] = Hash.Mix(133, m, mp, mn);
        into[k++] = Hash.Mix(134, m, tag, w.Shape);
        into[k++] = Hash.Mix(135, mn, w.Shape, l1);
        into[k++] = Hash.Mix(136, mp, w.Shape, l1);
        into[k++] = Hash.Mix(137, m, p1.Form);
        into[k++] = Hash.Mix(138, m, n1.Form);
        into[k++] = Hash.Mix(139, w.Suffix3, w.Shape, l1);
        into[k++] = Hash.Mix(140, p1.Suffix3, w.Shape);
        into[k++] = Hash.Mix(141, n1.Suffix3, w.Shape);
        into[k++] = Hash.Mix(142, w.Shape, n1.Shape, n2.Shape);
        into[k++] = Hash.Mix(143, w.Shape, p1.Shape, p2.Shape);
        into[k++] = Hash.Mix(144, n1.Form, l1, w.Shape);
        into[k++] = Hash.Mix(145, p1.Form, n1.Form);
        into[k++] = Hash.Mix(146, (uint)Math.Min(w.Length, 8), w.Shape);
        into[k++] = Hash.Mix(147, Next(words, marks, i), w.Shape, l1);
        into[k++] = Hash.Mix(148, Last(words, i), w.Shape, l1);
        into[k++] = Hash.Mix(149, Last(words, i), m, l1);
        into[k++] = Hash.Mix(150, n2.Form, n1.Form);
    }

    /// <summary>What the lists say of the words of the same run of proper nouns that are still to come.</summary>
    private static uint Next(ReadOnlySpan<Word> words, ReadOnlySpan<Listed> marks, int i)
    {
        var all = 0u;
        for (var at = i + 1; at < Math.Min(words.Length, i + 6) && words[at].Universal == (byte)Upos.Propn; at++)
            all |= (uint)marks[at];
        return all;
    }

    /// <summary>The last word of the run of proper nouns that a word stands in: "Bank" of "Central Bank".</summary>
    private static uint Last(ReadOnlySpan<Word> words, int i)
    {
        if (words[i].Universal != (byte)Upos.Propn)
            return 0;
        var at = i;
        while (at + 1 < Math.Min(words.Length, i + 8) && words[at + 1].Universal == (byte)Upos.Propn)
            at++;
        return words[at].Form;
    }

    private static readonly Word Edge = new()
    {
        Form = 1,
        Suffix2 = 1,
        Suffix3 = 1,
        Shape = 1,
        Universal = 99,
    };
}
