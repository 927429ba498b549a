namespace Annals.Reading.Html;

/// <summary>
/// One pass over the page, without recursion: start tags push, end tags pop to their match or are ignored, a few start
/// tags imply the end of an open one (HTML standard, 13.1.2.4). It does less than the standard's tree builder where text
/// does not depend on it (no adoption of misnested formatting, no foster parents), and is therefore bounded: time grows
/// with the page's length, depth stops at <see cref="DeepestNesting"/>.
/// </summary>
internal sealed class HtmlParser
{
    /// <summary>Browsers stop at 512 as well.</summary>
    public const int DeepestNesting = 512;

    private readonly HtmlTree tree;
    private readonly string source;
    private readonly int[] open = new int[DeepestNesting];
    private int depth;
    private int at;

    /// <summary>Elements beyond the deepest nesting, whose end tags have to be passed over.</summary>
    private int beyond;

    private HtmlParser(string source)
    {
        this.source = source;
        tree = new HtmlTree(source);
    }

    public static HtmlTree Parse(string source) => new HtmlParser(source).Parse();

    private HtmlTree Parse()
    {
        Push(HtmlTag.Root, 0, 0, 0);
        while (at < source.Length)
        {
            var next = source.AsSpan(at).IndexOf('<');
            var end = next < 0 ? source.Length : at + next;
            AddText(at, end);
            at = end;
            if (at < source.Length)
                ReadMarkup();
        }
        while (depth > 0)
            Pop(source.Length);
        return tree;
    }

    private void ReadMarkup()
    {
        var rest = source.AsSpan(at);
        if (rest.StartsWith("<!--"))
            at = After("-->", at + 4);
        else if (rest.StartsWith("<![CDATA["))
            at = After("]]>", at + 9);
        else if (rest.Length > 1 && rest[1] is '!' or '?')
            at = After(">", at + 2);
        else if (rest.Length > 2 && rest[1] == '/' && char.IsAsciiLetter(rest[2]))
            ReadEndTag();
        else if (rest.Length > 1 && char.IsAsciiLetter(rest[1]))
            ReadStartTag();
        else
        {
            AddText(at, at + 1);
            at++;
        }
    }

    /// <summary>Just after the next such mark from there; the end of the page where it is missing.</summary>
    private int After(string mark, int from)
    {
        var end = from >= source.Length ? -1 : source.AsSpan(from).IndexOf(mark, StringComparison.Ordinal);
        return end < 0 ? source.Length : from + end + mark.Length;
    }

    private void ReadStartTag()
    {
        var start = at;
        at++;
        var tag = HtmlTags.Of(ReadName());
        var firstAttribute = tree.AttributeCount;
        var closesItself = ReadAttributes();
        ImplyEnds(tag, start);
        var leaf = HtmlTags.IsVoid(tag) || (closesItself && tag == HtmlTag.Other);
        var pushed = Push(tag, start, firstAttribute, tree.AttributeCount);
        if (HtmlTags.IsRaw(tag))
            ReadRaw(tag, NameAt(start + 1));
        if (pushed && (leaf || HtmlTags.IsRaw(tag)))
            Pop(at);
        else if (!pushed && !leaf && !HtmlTags.IsRaw(tag))
            beyond++;
    }

    private ReadOnlySpan<char> NameAt(int position)
    {
        var name = source.AsSpan(position);
        var length = 0;
        while (length < name.Length && char.IsAsciiLetter(name[length]))
            length++;
        return name[..length];
    }

    private ReadOnlySpan<char> ReadName()
    {
        var start = at;
        while (at < source.Length && !(source[at] is '>' or '/' or ' ' or '\t' or '\n' or '\r' or '\f'))
            at++;
        return source.AsSpan(start, at - start);
    }

    /// <summary>Reads to just after ">"; true where the tag closes itself.</summary>
    private bool ReadAttributes()
    {
        var closesItself = false;
        while (at < source.Length)
        {
            var letter = source[at];
            if (letter == '>')
            {
                at++;
                return closesItself;
            }
            if (letter == '/' || char.IsWhiteSpace(letter))
            {
                closesItself = letter == '/' || (closesItself && letter != '/');
                at++;
                continue;
            }
            closesItself = false;
            ReadAttribute();
        }
        return closesItself;
    }

    private void ReadAttribute()
    {
        var nameStart = at;
        at++;
        while (at < source.Length && !(source[at] is '=' or '>' or '/') && !char.IsWhiteSpace(source[at]))
            at++;
        var nameEnd = at;
        var look = at;
        while (look < source.Length && char.IsWhiteSpace(source[look]))
            look++;
        if (look >= source.Length || source[look] != '=')
        {
            tree.Add(new HtmlAttribute(nameStart, nameEnd - nameStart, nameEnd, 0));
            return;
        }
        at = look + 1;
        while (at < source.Length && char.IsWhiteSpace(source[at]))
            at++;
        if (at < source.Length && source[at] is '"' or '\'')
        {
            var length = source.AsSpan(at + 1).IndexOf(source[at]);
            var valueEnd = length < 0 ? source.Length : at + 1 + length;
            tree.Add(new HtmlAttribute(nameStart, nameEnd - nameStart, at + 1, valueEnd - at - 1));
            at = Math.Min(valueEnd + 1, source.Length);
            return;
        }
        var valueStart = at;
        while (at < source.Length && source[at] != '>' && !char.IsWhiteSpace(source[at]))
            at++;
        tree.Add(new HtmlAttribute(nameStart, nameEnd - nameStart, valueStart, at - valueStart));
    }

    private void ReadRaw(HtmlTag tag, ReadOnlySpan<char> name)
    {
        var contentStart = at;
        var search = at;
        while (true)
        {
            var found = source.AsSpan(search).IndexOf("</");
            if (found < 0)
            {
                // Browsers lose the rest of such a page; a title or text box left open must not swallow an article.
                at = tag is HtmlTag.Script or HtmlTag.Style ? source.Length : contentStart;
                AddText(contentStart, at);
                return;
            }
            search += found;
            var after = search + 2 + name.Length;
            if (
                source.AsSpan(search + 2).StartsWith(name, StringComparison.OrdinalIgnoreCase)
                && (after >= source.Length || !char.IsAsciiLetterOrDigit(source[after]))
            )
                break;
            search += 2;
        }
        AddText(contentStart, search);
        at = search;
        at = After(">", at + 2);
    }

    private void ReadEndTag()
    {
        var start = at;
        at += 2;
        var tag = HtmlTags.Of(ReadName());
        at = After(">", at);
        if (beyond > 0 && tag != HtmlTag.Body && tag != HtmlTag.Html)
        {
            beyond--;
            return;
        }
        if (tag is HtmlTag.Body or HtmlTag.Html)
            return;
        for (var i = depth - 1; i > 0; i--)
        {
            var candidate = tree[open[i]].Tag;
            if (candidate == tag)
            {
                while (depth > i + 1)
                    Pop(start);
                Pop(at);
                return;
            }
            if (IsBarrier(candidate, tag))
                return;
        }
    }

    /// <summary>An end tag does not reach out of these: a stray one is ignored.</summary>
    private static bool IsBarrier(HtmlTag open, HtmlTag ending) =>
        open is HtmlTag.Body
        || (
            open is HtmlTag.Td or HtmlTag.Th or HtmlTag.Table or HtmlTag.Template or HtmlTag.Object
            && ending
                is not (
                    HtmlTag.Table
                    or HtmlTag.Tr
                    or HtmlTag.Tbody
                    or HtmlTag.Thead
                    or HtmlTag.Tfoot
                    or HtmlTag.Td
                    or HtmlTag.Th
                )
        )
        || (HtmlTags.IsInline(ending) && !HtmlTags.IsInline(open))
        || (ending == HtmlTag.P && !HtmlTags.IsInline(open));

    private void ImplyEnds(HtmlTag tag, int start)
    {
        if (HtmlTags.EndsParagraph(tag))
            CloseWithin(start, HtmlTag.P, HtmlTag.P, HtmlTag.Button, HtmlTag.Object);
        switch (tag)
        {
            case HtmlTag.Li:
                CloseWithin(start, HtmlTag.Li, HtmlTag.Li, HtmlTag.Ul, HtmlTag.Ol);
                break;
            case HtmlTag.Dd or HtmlTag.Dt:
                CloseWithin(start, HtmlTag.Dd, HtmlTag.Dt, HtmlTag.Dl, HtmlTag.Dl);
                break;
            case HtmlTag.Td or HtmlTag.Th:
                CloseWithin(start, HtmlTag.Td, HtmlTag.Th, HtmlTag.Tr, HtmlTag.Table);
                break;
            case HtmlTag.Tr:
                CloseWithin(start, HtmlTag.Tr, HtmlTag.Tr, HtmlTag.Table, HtmlTag.Tbody);
                break;
            case HtmlTag.Tbody or HtmlTag.Thead or HtmlTag.Tfoot:
                CloseWithin(start, HtmlTag.Tbody, HtmlTag.Thead, HtmlTag.Table, HtmlTag.Table);
                break;
            case HtmlTag.Option:
                CloseWithin(start, HtmlTag.Option, HtmlTag.Option, HtmlTag.Select, HtmlTag.Optgroup);
                break;
            case HtmlTag.A:
                CloseWithin(start, HtmlTag.A, HtmlTag.A, HtmlTag.Td, HtmlTag.Li);
                break;
            case HtmlTag.Body:
                CloseWithin(start, HtmlTag.Head, HtmlTag.Head, HtmlTag.Template, HtmlTag.Object);
                break;
        }
    }

    /// <summary>Ends the innermost open element of the two, unless one of the two barriers stands before it.</summary>
    private void CloseWithin(int position, HtmlTag first, HtmlTag second, HtmlTag barrier, HtmlTag otherBarrier)
    {
        for (var i = depth - 1; i > 0; i--)
        {
            var candidate = tree[open[i]].Tag;
            if (candidate == first || candidate == second)
            {
                while (depth > i)
                    Pop(position);
                return;
            }
            if (candidate == barrier || candidate == otherBarrier)
                return;
            // A paragraph is looked for through formatting only: another block has ended it already.
            if (first == HtmlTag.P && !HtmlTags.IsInline(candidate))
                return;
        }
    }

    /// <summary>False where that would be too deep: the element is kept as a leaf, and what it holds becomes its siblings.</summary>
    private bool Push(HtmlTag tag, int start, int firstAttribute, int lastAttribute)
    {
        var index = tree.Add(
            new HtmlNode
            {
                Tag = tag,
                Parent = depth > 0 ? open[depth - 1] : -1,
                SubtreeEnd = tree.Count + 1,
                Start = start,
                End = at,
                FirstAttribute = firstAttribute,
                LastAttribute = lastAttribute,
            }
        );
        if (depth == DeepestNesting)
        {
            tree.WasTooDeep = true;
            return false;
        }
        open[depth++] = index;
        return true;
    }

    private void Pop(int end)
    {
        depth--;
        ref var node = ref tree.At(open[depth]);
        node.End = end;
        node.SubtreeEnd = tree.Count;
    }

    private void AddText(int start, int end)
    {
        if (start >= end)
            return;
        tree.Add(
            new HtmlNode
            {
                Tag = HtmlTag.Text,
                Parent = open[depth - 1],
                SubtreeEnd = tree.Count + 1,
                Start = start,
                End = end,
            }
        );
    }
}
