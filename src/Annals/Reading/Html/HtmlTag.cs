using System.Collections.Frozen;

namespace Annals.Reading.Html;

/// <summary>The elements that reading tells apart; every other is `Other`.</summary>
internal enum HtmlTag : byte
{
    Text,
    Other,
    Root,
    A,
    Address,
    Article,
    Aside,
    B,
    Blockquote,
    Body,
    Br,
    Button,
    Canvas,
    Caption,
    Center,
    Cite,
    Code,
    Dd,
    Del,
    Details,
    Dialog,
    Div,
    Dl,
    Dt,
    Em,
    Embed,
    Fieldset,
    Figcaption,
    Figure,
    Font,
    Footer,
    Form,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    Head,
    Header,
    Hr,
    Html,
    I,
    Iframe,
    Img,
    Input,
    Label,
    Legend,
    Li,
    Link,
    Main,
    Menu,
    Meta,
    Nav,
    Noembed,
    Noframes,
    Noscript,
    Object,
    Ol,
    Optgroup,
    Option,
    P,
    Picture,
    Pre,
    Q,
    S,
    Script,
    Section,
    Select,
    Small,
    Source,
    Span,
    Strong,
    Style,
    Summary,
    Svg,
    Table,
    Tbody,
    Td,
    Template,
    Textarea,
    Tfoot,
    Th,
    Thead,
    Time,
    Title,
    Tr,
    U,
    Ul,
    Video,
    Audio,
    Xmp,
    Wbr,
    Area,
    Base,
    Col,
    Param,
    Track,
}

internal static class HtmlTags
{
    private static readonly FrozenDictionary<string, HtmlTag> ByName = Enum.GetValues<HtmlTag>()
        .Where(tag => tag is not (HtmlTag.Text or HtmlTag.Other or HtmlTag.Root))
        .ToFrozenDictionary(tag => tag.ToString(), tag => tag, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, HtmlTag>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    public static HtmlTag Of(ReadOnlySpan<char> name) => Lookup.TryGetValue(name, out var tag) ? tag : HtmlTag.Other;

    /// <summary>Elements without content and end tag (HTML standard, 13.1.2).</summary>
    public static bool IsVoid(HtmlTag tag) =>
        tag
            is HtmlTag.Area
                or HtmlTag.Base
                or HtmlTag.Br
                or HtmlTag.Col
                or HtmlTag.Embed
                or HtmlTag.Hr
                or HtmlTag.Img
                or HtmlTag.Input
                or HtmlTag.Link
                or HtmlTag.Meta
                or HtmlTag.Param
                or HtmlTag.Source
                or HtmlTag.Track
                or HtmlTag.Wbr;

    /// <summary>Elements whose content is no markup: it runs to their own end tag.</summary>
    public static bool IsRaw(HtmlTag tag) =>
        tag
            is HtmlTag.Script
                or HtmlTag.Style
                or HtmlTag.Textarea
                or HtmlTag.Title
                or HtmlTag.Xmp
                or HtmlTag.Iframe
                or HtmlTag.Noembed
                or HtmlTag.Noframes;

    /// <summary>Elements within a line of text; all others begin and end a block.</summary>
    public static bool IsInline(HtmlTag tag) =>
        tag
            is HtmlTag.Text
                or HtmlTag.Other
                or HtmlTag.A
                or HtmlTag.B
                or HtmlTag.Cite
                or HtmlTag.Code
                or HtmlTag.Del
                or HtmlTag.Em
                or HtmlTag.Font
                or HtmlTag.I
                or HtmlTag.Img
                or HtmlTag.Label
                or HtmlTag.Q
                or HtmlTag.S
                or HtmlTag.Small
                or HtmlTag.Source
                or HtmlTag.Span
                or HtmlTag.Strong
                or HtmlTag.Time
                or HtmlTag.U
                or HtmlTag.Wbr
                or HtmlTag.Picture;

    public static bool IsHeading(HtmlTag tag) => tag is >= HtmlTag.H1 and <= HtmlTag.H6;

    /// <summary>A start tag of these ends an open paragraph (HTML standard, 13.1.2.4).</summary>
    public static bool EndsParagraph(HtmlTag tag) =>
        IsHeading(tag)
        || tag
            is HtmlTag.Address
                or HtmlTag.Article
                or HtmlTag.Aside
                or HtmlTag.Blockquote
                or HtmlTag.Center
                or HtmlTag.Details
                or HtmlTag.Dialog
                or HtmlTag.Div
                or HtmlTag.Dl
                or HtmlTag.Dd
                or HtmlTag.Dt
                or HtmlTag.Fieldset
                or HtmlTag.Figcaption
                or HtmlTag.Figure
                or HtmlTag.Footer
                or HtmlTag.Form
                or HtmlTag.Header
                or HtmlTag.Hr
                or HtmlTag.Li
                or HtmlTag.Main
                or HtmlTag.Menu
                or HtmlTag.Nav
                or HtmlTag.Ol
                or HtmlTag.P
                or HtmlTag.Pre
                or HtmlTag.Section
                or HtmlTag.Summary
                or HtmlTag.Table
                or HtmlTag.Ul;
}
