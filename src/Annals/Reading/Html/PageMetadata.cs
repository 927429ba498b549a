using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Reading.Html;

/// <summary>
/// What a page says of its article, with the source of every value. Sources are asked in a fixed order, the one that
/// was made for machines first; where another one disagrees, a note says what it said and why it lost.
/// </summary>
internal sealed class PageMetadata
{
    private readonly HtmlTree tree;
    private readonly List<PageNote> notes = [];
    private readonly List<(string Name, string Value)> metas = [];
    private readonly WrittenDates dates;
    private readonly Bylines bylines;

    public JsonLd? Data { get; }
    public string? Title { get; }
    public string? Author { get; }
    public string? Outlet { get; }
    public string? Url { get; }
    public string? Language { get; }
    public Publication? Published { get; }
    public Publication? Modified { get; }
    public IEnumerable<PageNote> Notes => notes;

    /// <summary>The page calls itself an article.</summary>
    public bool SaysArticle { get; }

    public PageMetadata(HtmlTree tree, Page page, WrittenDates dates, Bylines bylines)
    {
        this.tree = tree;
        this.dates = dates;
        this.bylines = bylines;
        var found = JsonLd.Of(tree);
        Data =
            found.Find(data => data.Posts.Count > 0)
            ?? found.Find(data => data.Published is not null)
            ?? found.FirstOrDefault();
        CollectMetas();
        SaysArticle = Data is not null || Meta("og:type") is "article";
        Outlet = Take(
            "outlet",
            Known("JSON-LD publisher", Data?.Publisher),
            FromMeta("og:site_name"),
            FromMeta("dc.publisher"),
            FromMeta("application-name"),
            FromMeta("twitter:app:name:iphone")
        );
        Title = Headline();
        Author = Take(
            "author",
            Known("JSON-LD author", bylines.Name(Data?.Author)),
            Known("meta author", bylines.Name(Meta("author"))),
            Known("meta article:author", bylines.Name(Meta("article:author"))),
            Known("Dublin Core creator", bylines.Name(Meta("dc.creator"))),
            Known("rel=author", bylines.Name(TextWhere("rel", "author"))),
            Known("itemprop author", bylines.Name(TextWhere("itemprop", "author"))),
            Known("visible byline", Byline())
        );
        Url = Take(
            "url",
            Known("link canonical", Canonical()),
            Known("og:url", Absolute(Meta("og:url"))),
            Known("JSON-LD url", Absolute(Data?.Url)),
            Known("address of the fetch", page.Url)
        );
        Language = Take(
            "language",
            Known("html lang", Code(HtmlLang())),
            Known("JSON-LD inLanguage", Code(Data?.Language)),
            Known("og:locale", Code(Meta("og:locale"))),
            Known("meta content-language", Code(Meta("content-language") ?? Meta("language")))
        );
        Published = TakeDate(
            "published",
            Known("JSON-LD datePublished", Data?.Published),
            FromMeta("article:published_time"),
            FromMeta("og:published_time"),
            FromMeta("datepublished"),
            FromMeta("dc.date.issued"),
            FromMeta("dcterms.created"),
            FromMeta("dc.date"),
            FromMeta("date"),
            FromMeta("pubdate"),
            FromMeta("publishdate"),
            FromMeta("publish-date"),
            FromMeta("sailthru.date"),
            FromMeta("parsely-pub-date"),
            FromMeta("cxenseparse:recs:publishtime"),
            Known("time element", TimeElement()),
            Known("address", DateInUrl(Url ?? page.Url))
        );
        Modified = TakeDate(
            "modified",
            Known("JSON-LD dateModified", Data?.Modified),
            FromMeta("article:modified_time"),
            FromMeta("og:updated_time"),
            FromMeta("datemodified"),
            FromMeta("dc.date.modified"),
            FromMeta("dcterms.modified"),
            FromMeta("last-modified")
        );
        if (Modified is { } modified && Published is { } published && modified.To < published.From)
        {
            notes.Add(new PageNote(0, "modified", Show(modified), "earlier than the publication: left out"));
            Modified = null;
        }
    }

    private static (string Source, string? Value) Known(string source, string? value) => (source, value);

    private (string, string?) FromMeta(string name) => ($"meta {name}", Meta(name));

    private string? Meta(string name)
    {
        foreach (var (key, value) in metas)
            if (key == name)
                return value;
        return null;
    }

    private void CollectMetas()
    {
        for (var i = 0; i < tree.Count; i++)
        {
            if (tree[i].Tag != HtmlTag.Meta && !tree.HasAttribute(i, "itemprop"))
                continue;
            var name =
                tree.Attribute(i, "property")
                ?? tree.Attribute(i, "name")
                ?? tree.Attribute(i, "itemprop")
                ?? tree.Attribute(i, "http-equiv");
            var value = tree.Attribute(i, "content") ?? tree.Attribute(i, "datetime");
            if (name is not null && value is not null && Spaces.Fold(value) is { Length: > 0 } folded)
                metas.Add((name.Trim().ToLowerInvariant(), folded));
        }
    }

    /// <summary>The first source that has a value; the others that say something else are noted.</summary>
    private string? Take(string about, params ReadOnlySpan<(string Source, string? Value)> sources)
    {
        (string Source, string Value)? taken = null;
        foreach (var (source, value) in sources)
        {
            if (value is null)
                continue;
            if (taken is null)
            {
                taken = (source, value);
                notes.Add(new PageNote(0, about, value, source));
            }
            else if (!value.Equals(taken.Value.Value, StringComparison.OrdinalIgnoreCase))
                notes.Add(new PageNote(0, about, value, $"{source} disagrees; {taken.Value.Source} comes before it"));
        }
        return taken?.Value;
    }

    private Publication? TakeDate(string about, params ReadOnlySpan<(string Source, string? Value)> sources)
    {
        (string Source, Publication Value)? taken = null;
        foreach (var (source, value) in sources)
        {
            if (value is null || ReadDate(value) is not { } date)
                continue;
            if (taken is null)
            {
                taken = (source, date);
                notes.Add(new PageNote(0, about, Show(date), source));
            }
            else if (date.From != taken.Value.Value.From)
                notes.Add(
                    new PageNote(0, about, Show(date), $"{source} disagrees; {taken.Value.Source} comes before it")
                );
        }
        return taken?.Value;
    }

    private static string Show(Publication date) =>
        date.From is { } from
            ? $"{from:yyyy-MM-dd}" + (date.To == date.From ? "" : $"/{date.To:yyyy-MM-dd}")
            : "unknown";

    private Publication? ReadDate(string value)
    {
        if (IsoDates.Read(value) is { } iso)
            return iso;
        var written = dates.Find(value);
        return written.Count > 0 ? written[0].AsPublication(PublicationBasis.Metadata, []) : null;
    }

    private string? Headline()
    {
        var title = First(HtmlTag.Title) is { } node
            ? Spaces.Fold(CharacterReferences.Resolve(tree.RawText(node)))
            : null;
        var social = Meta("og:title") ?? Meta("twitter:title");
        return Take(
            "title",
            Known("JSON-LD headline", WithoutOutlet(Data?.Headline)),
            Known("h1", HeadlineElement(social ?? title)),
            Known("og:title", WithoutOutlet(social)),
            Known("Dublin Core title", Meta("dc.title")),
            Known("title element", WithoutOutlet(title))
        );
    }

    /// <summary>The h1, and of several the one that the page's own title begins like.</summary>
    private string? HeadlineElement(string? like)
    {
        string? only = null;
        var count = 0;
        for (var i = 0; i < tree.Count; i++)
        {
            if (tree[i].Tag != HtmlTag.H1 || tree.TextOf(i) is not { Length: > 2 } text)
                continue;
            count++;
            if (like is not null && like.Contains(text, StringComparison.OrdinalIgnoreCase) && text.Length > 12)
                return text;
            only ??= text;
        }
        return count == 1 && only!.Length > 12 && only != Outlet ? only : null;
    }

    /// <summary>"Headline - Outlet", "Headline | Section | Outlet": cut where the outlet's name follows, or at the last bar.</summary>
    private string? WithoutOutlet(string? title)
    {
        if (string.IsNullOrWhiteSpace(title))
            return null;
        foreach (var mark in (ReadOnlySpan<string>)[" | ", " - ", " – ", " — ", " :: ", " » "])
        {
            var at = title.LastIndexOf(mark, StringComparison.Ordinal);
            if (at <= 0)
                continue;
            var suffix = title[(at + mark.Length)..].Trim();
            if (
                (
                    Outlet is not null
                    && (
                        suffix.Contains(Outlet, StringComparison.OrdinalIgnoreCase)
                        || Outlet.Contains(suffix, StringComparison.OrdinalIgnoreCase)
                    )
                ) || (mark is " | " or " :: " && suffix.Length < at)
            )
                return WithoutOutlet(title[..at].Trim());
        }
        return title;
    }

    private int? First(HtmlTag tag)
    {
        for (var i = 0; i < tree.Count; i++)
            if (tree[i].Tag == tag && (tag != HtmlTag.Title || !InSvg(i)))
                return i;
        return null;
    }

    private bool InSvg(int node)
    {
        for (var at = tree[node].Parent; at > 0; at = tree[at].Parent)
            if (tree[at].Tag == HtmlTag.Svg)
                return true;
        return false;
    }

    private string? Canonical()
    {
        for (var i = 0; i < tree.Count; i++)
            if (
                tree[i].Tag == HtmlTag.Link
                && tree.RawAttribute(i, "rel").Equals("canonical", StringComparison.OrdinalIgnoreCase)
            )
                return Absolute(tree.Attribute(i, "href"));
        return null;
    }

    private static string? Absolute(string? address) =>
        address is not null
        && Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? address.Trim()
            : null;

    private string? HtmlLang() =>
        First(HtmlTag.Html) is { } html ? tree.Attribute(html, "lang") ?? tree.Attribute(html, "xml:lang") : null;

    /// <summary>"en-GB", "en_US": en.</summary>
    private static string? Code(string? language)
    {
        var code = language?.Trim().Split('-', '_')[0].ToLowerInvariant();
        return code is { Length: 2 } && code.All(char.IsAsciiLetter) ? code : null;
    }

    private string? TextWhere(string attribute, string value)
    {
        for (var i = 0; i < tree.Count; i++)
            if (
                !tree[i].IsText
                && tree[i].Tag is not (HtmlTag.Meta or HtmlTag.Link)
                && tree.RawAttribute(i, attribute).Equals(value, StringComparison.OrdinalIgnoreCase)
                && tree.TextOf(i) is { Length: > 2 and < 100 } text
            )
                return text;
        return null;
    }

    /// <summary>An element that calls itself a byline and begins as one.</summary>
    private string? Byline()
    {
        for (var i = 0; i < tree.Count; i++)
        {
            if (tree[i].IsText)
                continue;
            var names = tree.RawAttribute(i, "class");
            if (
                names.Contains("byline", StringComparison.OrdinalIgnoreCase)
                || names.Contains("author", StringComparison.OrdinalIgnoreCase)
            )
                if (tree.TextOf(i) is { Length: > 5 and < 80 } text && bylines.InLine(text) is { } name)
                    return name;
        }
        return null;
    }

    /// <summary>The first time element that says it is the publication, else the first of all with a date.</summary>
    private string? TimeElement()
    {
        string? first = null;
        for (var i = 0; i < tree.Count; i++)
        {
            if (tree[i].Tag != HtmlTag.Time)
                continue;
            var value = tree.Attribute(i, "datetime") ?? tree.TextOf(i);
            if (ReadDate(value) is null)
                continue;
            if (
                tree.HasAttribute(i, "pubdate")
                || tree.RawAttribute(i, "itemprop").Equals("datePublished", StringComparison.OrdinalIgnoreCase)
                || tree.RawAttribute(i, "class").Contains("publish", StringComparison.OrdinalIgnoreCase)
            )
                return value;
            if (!tree.RawAttribute(i, "class").Contains("updated", StringComparison.OrdinalIgnoreCase))
                first ??= value;
        }
        return first;
    }

    /// <summary>"/2019/11/19/", "/2019-11-19-": year, month and day between slashes or dashes; "/2019/nov/19/" as well.</summary>
    internal string? DateInUrl(string? url)
    {
        if (url is null)
            return null;
        var parts = url.Split('/', '-', '_', '.', '?');
        for (var i = 0; i + 2 < parts.Length; i++)
        {
            if (
                parts[i].Length != 4
                || !parts[i].StartsWith("20", StringComparison.Ordinal)
                    && !parts[i].StartsWith("19", StringComparison.Ordinal)
            )
                continue;
            if (ReadDate($"{parts[i]}-{parts[i + 1].PadLeft(2, '0')}-{parts[i + 2].PadLeft(2, '0')}") is { } date)
                return Show(date);
            if (
                parts[i + 1].Length >= 3
                && ReadDate($"{parts[i + 2]} {char.ToUpperInvariant(parts[i + 1][0])}{parts[i + 1][1..]} {parts[i]}")
                    is { Precision: TimePrecision.Day } named
            )
                return Show(named);
        }
        foreach (var part in parts)
            if (
                part.Length == 8
                && part.StartsWith("20", StringComparison.Ordinal)
                && part.All(char.IsAsciiDigit)
                && IsoDates.Read(part) is { } compact
            )
                return Show(compact);
        return null;
    }
}
