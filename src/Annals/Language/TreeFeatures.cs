namespace Annals.Language;

/// <summary>What the parser looks at, after Zhang and Nivre (2011), with what lies between two words.</summary>
internal static class TreeFeatures
{
    private readonly ref struct Node
    {
        public readonly uint Form;
        public readonly uint Tag;
        public readonly uint Both;
        public readonly uint Label;

        public Node(ParseState state, ReadOnlySpan<Word> words, int at)
        {
            if (at < 0)
            {
                (Form, Tag, Both, Label) = (3, 201, 3, 99);
                return;
            }
            if (at >= words.Length)
            {
                (Form, Tag, Both, Label) = (5, 202, 5, 98);
                return;
            }
            ref readonly var word = ref words[at];
            Form = word.Key;
            Tag = word.Tag;
            Both = word.Both;
            Label = (uint)(state.Labels[at] + 1);
        }
    }

    private static uint Distance(int a, int b)
    {
        if (a < 0 || b < 0)
            return 0;
        var d = b - a;
        return d < 6 ? (uint)d
            : d < 10 ? 6u
            : d < 16 ? 7u
            : 8u;
    }

    /// <summary>What stands between: verbs, commas, conjunctions, prepositions, each none, one or more.</summary>
    private static uint Between(ReadOnlySpan<Word> words, int a, int b)
    {
        if (a < 0 || b < 0)
            return 0;
        uint seen = 0;
        b = Math.Min(b, words.Length);
        if (b - a > 40)
            return 255;
        for (var i = a + 1; i < b; i++)
        {
            seen |= (Upos)words[i].Universal switch
            {
                Upos.Verb => 1u,
                Upos.Aux => 2u,
                Upos.Punct => 4u,
                Upos.Cconj => 8u,
                Upos.Adp => 16u,
                Upos.Sconj => 32u,
                Upos.Noun or Upos.Propn or Upos.Pron => 64u,
                _ => 0u,
            };
        }
        return seen;
    }

    public static int Move(ParseState state, ReadOnlySpan<Word> words, Span<uint> into)
    {
        var (is0, is1, is2) = (state.Top(0), state.Top(1), state.Top(2));
        var ib0 = state.Ahead(0);
        var s0 = new Node(state, words, is0);
        var s1 = new Node(state, words, is1);
        var s2 = new Node(state, words, is2);
        var b0 = new Node(state, words, ib0);
        var b1 = new Node(state, words, state.Ahead(1));
        var b2 = new Node(state, words, state.Ahead(2));
        var b3 = new Node(state, words, state.Ahead(3));
        var left1 = state.Left1;
        var left2 = state.Left2;
        var right1 = state.Right1;
        var right2 = state.Right2;
        int Of(Span<int> column, int at) => at < 0 ? -1 : column[at];
        var s0l1 = new Node(state, words, Of(left1, is0));
        var s0r1 = new Node(state, words, Of(right1, is0));
        var s0r2 = new Node(state, words, Of(right2, is0));
        var s0l2 = new Node(state, words, Of(left2, is0));
        var s1l1 = new Node(state, words, Of(left1, is1));
        var s1r1 = new Node(state, words, Of(right1, is1));
        var s1r2 = new Node(state, words, Of(right2, is1));
        var s1l2 = new Node(state, words, Of(left2, is1));
        var b0l1 = new Node(state, words, Of(left1, ib0));
        var b0l2 = new Node(state, words, Of(left2, ib0));
        var s0rr = new Node(state, words, Of(right1, Of(right1, is0)));
        var d0 = Distance(is0, ib0);
        var d1 = Distance(is1, is0);
        var v0l = is0 < 0 ? 0u : (uint)state.LeftSet[is0];
        var v0r = is0 < 0 ? 0u : (uint)state.RightSet[is0];
        var v1l = is1 < 0 ? 0u : (uint)state.LeftSet[is1];
        var v1r = is1 < 0 ? 0u : (uint)state.RightSet[is1];
        var vb = ib0 < 0 ? 0u : (uint)state.LeftSet[ib0];
        var m0 = Between(words, is0, ib0);
        var m1 = Between(words, is1, is0);
        var k = 0;
        into[k++] = Hash.Mix(1, s0.Form);
        into[k++] = Hash.Mix(2, s0.Tag);
        into[k++] = Hash.Mix(3, s0.Both);
        into[k++] = Hash.Mix(4, s1.Form);
        into[k++] = Hash.Mix(5, s1.Tag);
        into[k++] = Hash.Mix(6, s1.Both);
        into[k++] = Hash.Mix(7, s2.Tag);
        into[k++] = Hash.Mix(8, s2.Both);
        into[k++] = Hash.Mix(9, b0.Form);
        into[k++] = Hash.Mix(10, b0.Tag);
        into[k++] = Hash.Mix(11, b0.Both);
        into[k++] = Hash.Mix(12, b1.Form);
        into[k++] = Hash.Mix(13, b1.Tag);
        into[k++] = Hash.Mix(14, b1.Both);
        into[k++] = Hash.Mix(15, b2.Form);
        into[k++] = Hash.Mix(16, b2.Tag);
        into[k++] = Hash.Mix(17, b2.Both);
        into[k++] = Hash.Mix(18, b3.Tag);
        // Pairs.
        into[k++] = Hash.Mix(19, s0.Both, b0.Both);
        into[k++] = Hash.Mix(20, s0.Both, b0.Form);
        into[k++] = Hash.Mix(21, s0.Form, b0.Both);
        into[k++] = Hash.Mix(22, s0.Both, b0.Tag);
        into[k++] = Hash.Mix(23, s0.Tag, b0.Both);
        into[k++] = Hash.Mix(24, s0.Form, b0.Form);
        into[k++] = Hash.Mix(25, s0.Tag, b0.Tag);
        into[k++] = Hash.Mix(26, s1.Both, s0.Both);
        into[k++] = Hash.Mix(27, s1.Form, s0.Form);
        into[k++] = Hash.Mix(28, s1.Both, s0.Tag);
        into[k++] = Hash.Mix(29, s1.Tag, s0.Both);
        into[k++] = Hash.Mix(30, s1.Tag, s0.Tag);
        into[k++] = Hash.Mix(31, s1.Tag, s0.Form);
        into[k++] = Hash.Mix(32, s1.Form, s0.Tag);
        into[k++] = Hash.Mix(33, s1.Form, b0.Form);
        into[k++] = Hash.Mix(34, s1.Tag, b0.Both);
        into[k++] = Hash.Mix(35, s1.Both, b0.Tag);
        into[k++] = Hash.Mix(36, s1.Tag, b0.Tag);
        into[k++] = Hash.Mix(37, b0.Both, b1.Tag);
        into[k++] = Hash.Mix(38, b0.Tag, b1.Tag);
        into[k++] = Hash.Mix(39, b0.Tag, b1.Both);
        into[k++] = Hash.Mix(40, b0.Form, b1.Form);
        // Triples.
        into[k++] = Hash.Mix(41, b0.Tag, b1.Tag, b2.Tag);
        into[k++] = Hash.Mix(42, s0.Tag, b0.Tag, b1.Tag);
        into[k++] = Hash.Mix(43, s1.Tag, s0.Tag, b0.Tag);
        into[k++] = Hash.Mix(44, s2.Tag, s1.Tag, s0.Tag);
        into[k++] = Hash.Mix(45, s1.Tag, s0.Tag, b0.Tag, b1.Tag);
        into[k++] = Hash.Mix(46, s0.Tag, b0.Tag, b1.Tag, b2.Tag);
        into[k++] = Hash.Mix(47, s0.Form, b0.Tag, b1.Tag);
        into[k++] = Hash.Mix(48, s0.Tag, b0.Form, b1.Tag);
        into[k++] = Hash.Mix(49, s0.Tag, b0.Tag, b1.Form);
        into[k++] = Hash.Mix(50, s1.Form, s0.Tag, b0.Tag);
        into[k++] = Hash.Mix(51, s1.Tag, s0.Form, b0.Tag);
        into[k++] = Hash.Mix(52, s1.Tag, s0.Tag, b0.Form);
        into[k++] = Hash.Mix(53, s0.Tag, b0.Tag, b0l1.Tag);
        into[k++] = Hash.Mix(54, s0.Tag, b0.Tag, s0r1.Tag);
        into[k++] = Hash.Mix(55, s0.Tag, b0.Tag, s0l1.Tag);
        into[k++] = Hash.Mix(56, s1.Tag, s0.Tag, s0l1.Tag);
        into[k++] = Hash.Mix(57, s1.Tag, s0.Tag, s0r1.Tag);
        into[k++] = Hash.Mix(58, s1.Tag, s0.Tag, s1l1.Tag);
        into[k++] = Hash.Mix(59, s1.Tag, s0.Tag, s1r1.Tag);
        into[k++] = Hash.Mix(60, s1.Form, s0.Tag, s0l1.Form);
        into[k++] = Hash.Mix(61, s1.Tag, s0.Tag, s0l1.Form, s0l1.Label);
        into[k++] = Hash.Mix(62, s0.Tag, s0l1.Label, s0l2.Label, b0.Tag);
        into[k++] = Hash.Mix(63, s0.Tag, s0r1.Label, s0r2.Label, b0.Tag);
        into[k++] = Hash.Mix(64, s1.Tag, s1r1.Label, s1r2.Label, s0.Tag);
        into[k++] = Hash.Mix(65, s1.Tag, s1l1.Label, s1l2.Label, s0.Tag);
        into[k++] = Hash.Mix(66, b0.Tag, b0l1.Label, b0l2.Label, s0.Tag);
        into[k++] = Hash.Mix(67, s0.Form, s0r1.Form, s0r1.Label);
        into[k++] = Hash.Mix(68, s0.Form, s0l1.Form, s0l1.Label);
        into[k++] = Hash.Mix(69, s1.Form, s1r1.Form, s1r1.Label);
        into[k++] = Hash.Mix(70, b0.Form, b0l1.Form, b0l1.Label);
        // Distances and what is complete already.
        into[k++] = Hash.Mix(71, s0.Form, d0);
        into[k++] = Hash.Mix(72, s0.Tag, d0);
        into[k++] = Hash.Mix(73, b0.Form, d0);
        into[k++] = Hash.Mix(74, b0.Tag, d0);
        into[k++] = Hash.Mix(75, s0.Tag, b0.Tag, d0);
        into[k++] = Hash.Mix(76, s0.Form, b0.Form, d0);
        into[k++] = Hash.Mix(77, s1.Tag, s0.Tag, d1);
        into[k++] = Hash.Mix(78, s1.Form, s0.Tag, d1);
        into[k++] = Hash.Mix(79, s1.Tag, s0.Form, d1);
        into[k++] = Hash.Mix(80, s0.Form, v0l);
        into[k++] = Hash.Mix(81, s0.Tag, v0l);
        into[k++] = Hash.Mix(82, s0.Form, v0r);
        into[k++] = Hash.Mix(83, s0.Tag, v0r);
        into[k++] = Hash.Mix(84, s1.Form, v1r);
        into[k++] = Hash.Mix(85, s1.Tag, v1r);
        into[k++] = Hash.Mix(86, s1.Tag, v1l);
        into[k++] = Hash.Mix(87, b0.Form, vb);
        into[k++] = Hash.Mix(88, b0.Tag, vb);
        into[k++] = Hash.Mix(89, s1.Tag, s0.Tag, v1r);
        into[k++] = Hash.Mix(90, s0.Tag, b0.Tag, v0r);
        into[k++] = Hash.Mix(91, s0.Tag, b0.Tag, v0l, vb);
        into[k++] = Hash.Mix(92, s0.Tag, b0.Tag, m0);
        into[k++] = Hash.Mix(93, s1.Tag, s0.Tag, m1);
        into[k++] = Hash.Mix(94, s1.Tag, s0.Tag, m1, b0.Tag);
        into[k++] = Hash.Mix(95, s1.Tag, s0.Tag, v1r, v0l);
        into[k++] = Hash.Mix(96, s0.Tag, s0r1.Tag, s0rr.Tag, b0.Tag);
        into[k++] = Hash.Mix(97, s0.Form, s0r1.Form, b0.Form);
        into[k++] = Hash.Mix(98, s1.Form, s0.Form, s0l1.Form);
        into[k++] = Hash.Mix(99, s1.Form, s1r1.Tag, s0.Tag, s0l1.Form);
        into[k++] = Hash.Mix(100, s0.Tag, b0.Tag, b1.Tag, v0r);
        into[k++] = Hash.Mix(101, s2.Tag, s1.Tag, s0.Tag, b0.Tag);
        into[k++] = Hash.Mix(102, s2.Form, s1.Tag, s0.Tag);
        into[k++] = Hash.Mix(103, b0.Form, b1.Tag, b2.Tag);
        into[k++] = Hash.Mix(104, (uint)Math.Min(state.Depth, 4), b0.Tag, s0.Tag);
        into[k++] = Hash.Mix(105, b1.Tag, b2.Tag, b3.Tag);
        into[k++] = Hash.Mix(106, s1.Both, s0.Tag, b0.Both);
        return k;
    }

    /// <summary>What tells the relation of the arc that a move makes.</summary>
    public static int Label(ParseState state, ReadOnlySpan<Word> words, int move, Span<uint> into)
    {
        var ichild = state.Top(0);
        var ihead = move == TreeParser.Left ? state.Front : state.Top(1);
        var child = new Node(state, words, ichild);
        var head = new Node(state, words, ihead);
        var left1 = state.Left1;
        var right1 = state.Right1;
        var cl = new Node(state, words, left1[ichild]);
        var cr = new Node(state, words, right1[ichild]);
        var hl = new Node(state, words, left1[ihead]);
        var hr = new Node(state, words, right1[ihead]);
        var before = new Node(state, words, ichild - 1);
        var after = new Node(state, words, ichild + 1);
        var beforeHead = new Node(state, words, ihead - 1);
        var afterHead = new Node(state, words, ihead + 1 > words.Length ? -1 : ihead + 1);
        var side = (uint)move;
        var distance = (Distance(Math.Min(ichild, ihead), Math.Max(ichild, ihead)) * 2) + side;
        var between = Between(words, Math.Min(ichild, ihead), Math.Max(ichild, ihead));
        var leftSet = (uint)state.LeftSet[ihead];
        var rightSet = (uint)state.RightSet[ihead];
        var childSet = (uint)state.LeftSet[ichild];
        var childRight = (uint)state.RightSet[ichild];
        var suffix = words[ichild].Suffix3;
        var k = 0;
        into[k++] = Hash.Mix(1, side);
        into[k++] = Hash.Mix(2, side, child.Form);
        into[k++] = Hash.Mix(3, side, child.Tag);
        into[k++] = Hash.Mix(4, side, child.Both);
        into[k++] = Hash.Mix(5, side, head.Form);
        into[k++] = Hash.Mix(6, side, head.Tag);
        into[k++] = Hash.Mix(7, side, head.Both);
        into[k++] = Hash.Mix(8, side, child.Both, head.Both);
        into[k++] = Hash.Mix(9, side, child.Both, head.Tag);
        into[k++] = Hash.Mix(10, side, child.Tag, head.Both);
        into[k++] = Hash.Mix(11, side, child.Form, head.Form);
        into[k++] = Hash.Mix(12, side, child.Tag, head.Tag);
        into[k++] = Hash.Mix(13, side, child.Tag, head.Tag, distance);
        into[k++] = Hash.Mix(14, side, child.Tag, head.Tag, between);
        into[k++] = Hash.Mix(15, side, child.Tag, head.Tag, cl.Form);
        into[k++] = Hash.Mix(16, side, child.Tag, head.Form, cl.Form);
        into[k++] = Hash.Mix(17, side, child.Form, head.Tag, cl.Form);
        into[k++] = Hash.Mix(18, side, child.Tag, cl.Label, cl.Form);
        into[k++] = Hash.Mix(19, side, child.Tag, head.Tag, cl.Label);
        into[k++] = Hash.Mix(20, side, child.Tag, head.Tag, cr.Tag);
        into[k++] = Hash.Mix(21, side, child.Tag, head.Tag, childSet);
        into[k++] = Hash.Mix(22, side, child.Tag, head.Tag, leftSet);
        into[k++] = Hash.Mix(23, side, child.Tag, head.Tag, rightSet);
        into[k++] = Hash.Mix(24, side, child.Form, rightSet);
        into[k++] = Hash.Mix(25, side, head.Form, leftSet, child.Tag);
        into[k++] = Hash.Mix(26, side, head.Form, rightSet, child.Tag);
        into[k++] = Hash.Mix(27, side, child.Tag, head.Tag, hr.Label);
        into[k++] = Hash.Mix(28, side, child.Tag, head.Tag, hl.Label);
        into[k++] = Hash.Mix(29, side, child.Tag, hr.Tag, hr.Label);
        into[k++] = Hash.Mix(30, side, before.Tag, child.Tag, after.Tag);
        into[k++] = Hash.Mix(31, side, before.Form, child.Tag, head.Tag);
        into[k++] = Hash.Mix(32, side, after.Form, child.Tag, head.Tag);
        into[k++] = Hash.Mix(33, side, beforeHead.Tag, head.Tag, child.Tag);
        into[k++] = Hash.Mix(34, side, afterHead.Tag, head.Tag, child.Tag);
        into[k++] = Hash.Mix(35, side, childSet, childRight, child.Tag);
        into[k++] = Hash.Mix(36, side, child.Form, childSet);
        into[k++] = Hash.Mix(37, side, suffix, head.Tag);
        into[k++] = Hash.Mix(38, side, words[ichild].Shape, child.Tag, head.Tag);
        into[k++] = Hash.Mix(39, side, child.Form, distance, head.Tag);
        into[k++] = Hash.Mix(40, side, head.Form, distance, child.Tag);
        into[k++] = Hash.Mix(41, side, cr.Form, child.Form);
        into[k++] = Hash.Mix(42, side, child.Form, before.Form);
        into[k++] = Hash.Mix(43, side, child.Form, after.Form);
        into[k++] = Hash.Mix(44, side, hl.Form, head.Form, child.Tag);
        into[k++] = Hash.Mix(45, side, between, child.Form, head.Tag);
        into[k++] = Hash.Mix(46, side, leftSet, rightSet, child.Both);
        return k;
    }
}
