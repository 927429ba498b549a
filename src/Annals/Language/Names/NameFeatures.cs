namespace Annals.Language;

/// <summary>What is looked at to tell names: of each word, and of each stretch of words that may be one name.</summary>
internal static class NameFeatures
{
    public const int Most = 48;
    private const uint ListBits = (1u << NameLists.SenseShift) - 1;

    private static uint Lists(Listed mark) => (uint)mark & ListBits;

    private static uint Sense(Listed mark) => (uint)mark >> NameLists.SenseShift;

    public static int OfWord(NameLine line, int i, Span<uint> into)
    {
        var words = line.Words;
        var marks = line.Marks;
        ref readonly var w = ref words[i];
        ref readonly var p1 = ref At(words, i - 1);
        ref readonly var p2 = ref At(words, i - 2);
        ref readonly var n1 = ref At(words, i + 1);
        ref readonly var n2 = ref At(words, i + 2);
        var (m, mp, mn) = (Lists(marks[i]), MarkAt(marks, i - 1), MarkAt(marks, i + 1));
        var (s, sp, sn) = (Sense(marks[i]), Sense((Listed)mp), Sense((Listed)mn));
        (mp, mn) = (Lists((Listed)mp), Lists((Listed)mn));
        var tag = (uint)w.Universal;
        var k = 0;
        into[k++] = Hash.Mix(100, 0);
        into[k++] = Hash.Mix(101, w.Form);
        into[k++] = Hash.Mix(103, w.Suffix2);
        into[k++] = Hash.Mix(104, w.Suffix3);
        into[k++] = Hash.Mix(105, w.Suffix4);
        into[k++] = Hash.Mix(106, w.Prefix2);
        into[k++] = Hash.Mix(107, w.Prefix3);
        into[k++] = Hash.Mix(108, w.Shape);
        into[k++] = Hash.Mix(110, w.Shape, p1.Shape, n1.Shape);
        into[k++] = Hash.Mix(111, w.Shape, i == 0 ? 1u : 0u, tag);
        into[k++] = Hash.Mix(112, p1.Form);
        into[k++] = Hash.Mix(113, p2.Form);
        into[k++] = Hash.Mix(114, n1.Form);
        into[k++] = Hash.Mix(115, n2.Form);
        into[k++] = Hash.Mix(116, p1.Form, w.Form);
        into[k++] = Hash.Mix(117, w.Form, n1.Form);
        into[k++] = Hash.Mix(120, p1.Form, p2.Form);
        into[k++] = Hash.Mix(121, n1.Form, n2.Form);
        into[k++] = Hash.Mix(122, tag);
        into[k++] = Hash.Mix(124, tag, p1.Universal, n1.Universal);
        into[k++] = Hash.Mix(128, m);
        into[k++] = Hash.Mix(129, m, w.Shape);
        into[k++] = Hash.Mix(130, m, mp);
        into[k++] = Hash.Mix(131, m, mn);
        into[k++] = Hash.Mix(134, m, tag, i == 0 ? 1u : 0u);
        into[k++] = Hash.Mix(135, s, m);
        into[k++] = Hash.Mix(136, sp, mp);
        into[k++] = Hash.Mix(137, sn, mn);
        into[k++] = Hash.Mix(138, sp, s);
        into[k++] = Hash.Mix(139, sn, s);
        into[k++] = Hash.Mix(140, p1.Suffix3, w.Shape);
        into[k++] = Hash.Mix(141, n1.Suffix3, w.Shape);
        into[k++] = Hash.Mix(146, (uint)Math.Min(w.Length, 8), w.Shape);
        into[k++] = Hash.Mix(147, w.Suffix3, w.Shape);
        return k;
    }

    public static int OfName(NameLine line, NameLists lists, int first, int last, Span<uint> into)
    {
        var words = line.Words;
        var marks = line.Marks;
        ref readonly var f = ref words[first];
        ref readonly var l = ref words[last];
        ref readonly var p = ref At(words, first - 1);
        ref readonly var n = ref At(words, last + 1);
        var whole = Lists(lists.Of(words[first..(last + 1)]));
        var (mf, ml) = (Lists(marks[first]), Lists(marks[last]));
        var (sf, sl) = (Sense(marks[first]), Sense(marks[last]));
        var (before, after) = ((Listed)MarkAt(marks, first - 1), (Listed)MarkAt(marks, last + 1));
        var length = (uint)Math.Min(last - first, 5);
        var (forms, shapes, kinds, kindsOfLists, inner) = (0u, 0u, 0u, 0u, 0u);
        for (var i = first; i <= last; i++)
        {
            forms = Hash.Mix(7, forms, words[i].Form);
            shapes = Hash.Mix(8, shapes, line.Nameable[i] ? words[i].Shape : words[i].Form);
            kinds = Hash.Mix(9, kinds, line.Nameable[i] ? words[i].Universal : words[i].Form);
            kindsOfLists = Hash.Mix(10, kindsOfLists, line.Nameable[i] ? Lists(marks[i]) : words[i].Form);
            if (i > first && i < last && !line.Nameable[i])
                inner = words[i].Form;
        }
        // A name that stops short of a capital on either side is seldom whole.
        var open = (uint)(
            (first > 0 && line.Nameable[first - 1] ? 1 : 0)
            + (last + 1 < line.Length && line.Nameable[last + 1] ? 2 : 0)
        );
        var mode = (uint)line.Mode;
        var head = HeadOf(line, first, last);
        ref readonly var h = ref words[head];
        var (mh, sh) = (Lists(marks[head]), Sense(marks[head]));
        var k = 0;
        into[k++] = Hash.Mix(200, length, mode);
        into[k++] = Hash.Mix(201, forms);
        into[k++] = Hash.Mix(202, shapes);
        into[k++] = Hash.Mix(203, kinds);
        into[k++] = Hash.Mix(204, kindsOfLists);
        into[k++] = Hash.Mix(205, whole);
        into[k++] = Hash.Mix(206, whole, length, open);
        into[k++] = Hash.Mix(207, open, mode, length);
        into[k++] = Hash.Mix(208, h.Form, length > 0 ? 1u : 0u);
        into[k++] = Hash.Mix(209, sh, mh, length > 0 ? 1u : 0u);
        into[k++] = Hash.Mix(210, h.Suffix3, length > 0 ? 1u : 0u);
        into[k++] = Hash.Mix(211, mf, ml, length);
        into[k++] = Hash.Mix(212, mf, sl, length);
        into[k++] = Hash.Mix(213, p.Form, n.Form);
        into[k++] = Hash.Mix(214, p.Form, whole);
        into[k++] = Hash.Mix(215, n.Form, whole);
        into[k++] = Hash.Mix(216, Sense(before), Lists(before), length);
        into[k++] = Hash.Mix(217, Sense(after), Lists(after), length);
        into[k++] = Hash.Mix(218, inner, mf);
        into[k++] = Hash.Mix(219, inner, ml);
        into[k++] = Hash.Mix(220, p.Form, length, open);
        into[k++] = Hash.Mix(221, n.Form, length, open);
        into[k++] = Hash.Mix(222, p.Form, mh);
        into[k++] = Hash.Mix(223, n.Form, mh);
        into[k++] = Hash.Mix(224, p.Form, sh, mh);
        into[k++] = Hash.Mix(225, p.Universal, n.Universal, mode);
        into[k++] = Hash.Mix(226, f.Form, h.Form);
        into[k++] = Hash.Mix(227, open, p.Universal, n.Universal);
        into[k++] = Hash.Mix(228, p.Form, At(words, first - 2).Form, length > 0 ? 1u : 0u);
        into[k++] = Hash.Mix(229, n.Form, At(words, last + 2).Form, length > 0 ? 1u : 0u);
        into[k++] = Hash.Mix(230, Lists(before), whole, ml);
        into[k++] = Hash.Mix(231, sf, sl, length);
        into[k++] = Hash.Mix(232, l.Form, open);
        into[k++] = Hash.Mix(233, f.Form, open);
        var named = KindSaid(line, first, last);
        into[k++] = Hash.Mix(234, Sense(named), Lists(named));
        into[k++] = Hash.Mix(235, Sense(named), mh, length);
        into[k++] = Hash.Mix(236, Sense(named), whole);
        into[k++] = Hash.Mix(239, open, Lists(after), whole);
        into[k++] = Hash.Mix(240, open, Lists(before), whole);
        into[k++] = Hash.Mix(241, n.Universal, p.Universal, whole);
        into[k++] = Hash.Mix(242, mh, length, Unknown(line, first, last));
        var ahead = NounBefore(line, first);
        into[k++] = Hash.Mix(237, p.Form, Sense(ahead), Lists(ahead));
        into[k++] = Hash.Mix(238, p.Form, Sense(ahead), whole);
        return k;
    }

    /// <summary>How many of its words no list has.</summary>
    private static uint Unknown(NameLine line, int first, int last)
    {
        var count = 0u;
        for (var i = first; i <= last; i++)
            if (line.Nameable[i] && line.Marks[i] == Listed.None)
                count++;
        return Math.Min(count, 3);
    }

    /// <summary>What the text says that a name is: the noun of "X is a village", "X, a singer from".</summary>
    private static Listed KindSaid(NameLine line, int first, int last)
    {
        var words = line.Words;
        var at = last + 1;
        if (at >= words.Length || words[at].Length > 4 || (Upos)words[at].Universal is not (Upos.Aux or Upos.Punct))
            return Listed.None;
        if (at + 1 >= words.Length || (Upos)words[at + 1].Universal is not Upos.Det)
            return Listed.None;
        for (var i = at + 2; i < Math.Min(words.Length, at + 7); i++)
            if (
                (Upos)words[i].Universal is Upos.Noun
                && (i + 1 == words.Length || (Upos)words[i + 1].Universal is not Upos.Noun)
            )
                return line.Marks[i];
            else if ((Upos)words[i].Universal is Upos.Verb or Upos.Adp)
                break;
        return Listed.None;
    }

    /// <summary>The noun of "the village of X", "the singer X", "the river that flows through X".</summary>
    private static Listed NounBefore(NameLine line, int first)
    {
        for (var i = first - 1; i >= Math.Max(0, first - 3); i--)
            if ((Upos)line.Words[i].Universal is Upos.Noun)
                return line.Marks[i];
        return Listed.None;
    }

    /// <summary>The word that says what kind of thing is named: "Bank" of "Central Bank", "Ministry" of "Ministry of Defence".</summary>
    private static int HeadOf(NameLine line, int first, int last)
    {
        for (var i = first + 1; i < last; i++)
            if (!line.Nameable[i] && line.Words[i].Length <= 3 && line.Words[i].Universal == (byte)Upos.Adp)
                return i - 1;
        return last;
    }

    private static ref readonly Word At(ReadOnlySpan<Word> words, int i)
    {
        if ((uint)i < (uint)words.Length)
            return ref words[i];
        return ref i < 0 ? ref edges[0] : ref edges[1];
    }

    private static uint MarkAt(ReadOnlySpan<Listed> marks, int i) =>
        (uint)i < (uint)marks.Length ? (uint)marks[i] : (uint)(Listed.Head | Listed.PlaceHead);

    private static readonly Word[] edges = [Edge(1), Edge(2)];

    private static Word Edge(uint side) =>
        new()
        {
            Form = side,
            Suffix2 = side,
            Suffix3 = side,
            Shape = side,
            Universal = (byte)(90 + side),
        };
}
