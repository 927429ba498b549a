namespace Annals.Reading.Html;

/// <summary>
/// A page as a flat tree: nodes in the order of their start tags, each with its parent and the number just after its last
/// descendant, so that a subtree is a range. Offsets count in the page as decoded, so that whatever is dropped can be
/// pointed at. Nothing in it is executed or fetched.
/// </summary>
internal sealed class HtmlTree(string source)
{
    private readonly List<HtmlNode> nodes = new(1024);
    private readonly List<HtmlAttribute> attributes = new(1024);

    public string Source { get; } = source;

    /// <summary>An element was nested deeper than <see cref="HtmlParser.DeepestNesting"/>; it and those in it were read as if at that depth.</summary>
    public bool WasTooDeep { get; set; }

    public int Count => nodes.Count;

    public HtmlNode this[int index] => nodes[index];

    public ref HtmlNode At(int index) => ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(nodes)[index];

    public int Add(HtmlNode node)
    {
        nodes.Add(node);
        return nodes.Count - 1;
    }

    public int AttributeCount => attributes.Count;

    public void Add(HtmlAttribute attribute) => attributes.Add(attribute);

    /// <summary>An attribute's value with its character references resolved; null where the element has none of that name.</summary>
    public string? Attribute(int node, string name)
    {
        ref var element = ref At(node);
        for (var i = element.FirstAttribute; i < element.LastAttribute; i++)
        {
            var attribute = attributes[i];
            if (
                Source
                    .AsSpan(attribute.NameStart, attribute.NameLength)
                    .Equals(name, StringComparison.OrdinalIgnoreCase)
            )
                return CharacterReferences.Resolve(Source.AsSpan(attribute.ValueStart, attribute.ValueLength));
        }
        return null;
    }

    /// <summary>The same as it stands in the source; empty where there is none.</summary>
    public ReadOnlySpan<char> RawAttribute(int node, string name)
    {
        ref var element = ref At(node);
        for (var i = element.FirstAttribute; i < element.LastAttribute; i++)
        {
            var attribute = attributes[i];
            if (
                Source
                    .AsSpan(attribute.NameStart, attribute.NameLength)
                    .Equals(name, StringComparison.OrdinalIgnoreCase)
            )
                return Source.AsSpan(attribute.ValueStart, attribute.ValueLength);
        }
        return default;
    }

    public bool HasAttribute(int node, string name)
    {
        ref var element = ref At(node);
        for (var i = element.FirstAttribute; i < element.LastAttribute; i++)
            if (
                Source
                    .AsSpan(attributes[i].NameStart, attributes[i].NameLength)
                    .Equals(name, StringComparison.OrdinalIgnoreCase)
            )
                return true;
        return false;
    }

    /// <summary>All text below a node, spaces folded, block by block parted by one space.</summary>
    public string TextOf(int node)
    {
        var text = new System.Text.StringBuilder();
        for (var i = node; i < nodes[node].SubtreeEnd; i++)
        {
            if (nodes[i].Tag is HtmlTag.Script or HtmlTag.Style && i != node)
            {
                i = nodes[i].SubtreeEnd - 1;
                continue;
            }
            if (nodes[i].IsText)
                text.Append(CharacterReferences.Resolve(Source.AsSpan(nodes[i].Start, nodes[i].End - nodes[i].Start)));
            else if (text.Length > 0)
                text.Append(' ');
        }
        return Spaces.Fold(text.ToString());
    }

    /// <summary>The source between a raw element's tags: a script's, a style's.</summary>
    public ReadOnlySpan<char> RawText(int node) =>
        node + 1 < nodes[node].SubtreeEnd
            ? Source.AsSpan(nodes[node + 1].Start, nodes[node + 1].End - nodes[node + 1].Start)
            : default;
}

/// <summary>An element or a stretch of text.</summary>
internal struct HtmlNode
{
    public HtmlTag Tag;

    /// <summary>Index of the parent; -1 for the root.</summary>
    public int Parent;

    /// <summary>Index just after the last descendant.</summary>
    public int SubtreeEnd;

    /// <summary>First character of the start tag, or of the text.</summary>
    public int Start;

    /// <summary>Just after the end tag, or after the text.</summary>
    public int End;

    public int FirstAttribute;
    public int LastAttribute;

    public readonly bool IsText => Tag == HtmlTag.Text;
}

internal readonly record struct HtmlAttribute(int NameStart, int NameLength, int ValueStart, int ValueLength);
