using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using Annals.Reading.Html;
using Annals.Record;

namespace Annals.Reading;

/// <summary>RSS and Atom: each entry is an article, from its content where the feed has it, else from its summary.</summary>
internal sealed class Feeds(Languages languages, WrittenDates dates, InferredDates inferred)
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersFromEntities = 1 << 20,
        CheckCharacters = false,
    };

    public PageReading Read(PageReading reading)
    {
        XDocument feed;
        try
        {
            using var xml = XmlReader.Create(new StringReader(reading.Decoded.TrimStart()), Settings);
            feed = XDocument.Load(xml);
        }
        catch (XmlException exception)
        {
            return reading with
            {
                Problems = reading.Problems.Add(
                    new Problem(reading.Page.Path, exception.LineNumber, exception.Message)
                ),
            };
        }
        var channel = feed.Root?.Elements().FirstOrDefault(element => element.Name.LocalName == "channel") ?? feed.Root;
        var outlet = Text(channel, "title");
        var language = Text(channel, "language");
        var articles = ImmutableArray.CreateBuilder<Article>();
        var notes = ImmutableArray.CreateBuilder<PageNote>();
        var from = 0;
        foreach (var entry in feed.Descendants().Where(element => element.Name.LocalName is "item" or "entry"))
        {
            var (body, source) = Body(entry);
            var title = Text(entry, "title") is { } name ? Plain(name) : null;
            var text = body is null ? "" : Plain(body);
            if (text.Length == 0)
            {
                notes.Add(new PageNote(null, "kind", "entry without text", title ?? "no title"));
                continue;
            }
            notes.Add(new PageNote(articles.Count, "text", null, source));
            var start = title is null
                ? from
                : Math.Max(from, reading.Decoded.IndexOf(Text(entry, "title")!, from, StringComparison.Ordinal));
            var end = reading.Decoded.IndexOf(
                entry.Name.LocalName == "item" ? "</item" : "</entry",
                start,
                StringComparison.Ordinal
            );
            var url = Link(entry);
            articles.Add(
                new Article
                {
                    Id = Ids.OfArticle(url, outlet, title, text),
                    Title = title,
                    Author = Text(entry, "creator") ?? Text(entry, "author"),
                    Outlet = outlet,
                    Url = url,
                    Language = languages.Of(text) ?? language?.Split('-')[0],
                    Published =
                        Date(
                            Text(entry, "pubDate")
                                ?? Text(entry, "published")
                                ?? Text(entry, "date")
                                ?? Text(entry, "issued")
                        ) ?? PlainText.Dated(text, null, dates, inferred),
                    Modified = Date(Text(entry, "updated") ?? Text(entry, "modified")),
                    Text = text,
                    Page = new PageRef(
                        reading.Page.Path,
                        Digests.Sha256(reading.Page.Content.Span),
                        start,
                        end < 0 ? reading.Decoded.Length : end
                    ),
                }
            );
            from = Math.Max(start, end);
        }
        return reading with { Articles = articles.ToImmutable(), Notes = notes.ToImmutable() };
    }

    private static (string? Body, string Source) Body(XElement entry)
    {
        foreach (var name in (ReadOnlySpan<string>)["encoded", "content", "description", "summary"])
            if (Text(entry, name) is { Length: > 0 } body)
                return (
                    body,
                    name is "encoded" or "content" ? "the feed has the content" : "the feed has a summary only"
                );
        return (null, "the entry has no text");
    }

    /// <summary>What the markup in an entry shows, block by block.</summary>
    private static string Plain(string markup) =>
        string.Join("\n\n", Blocks.Of(HtmlParser.Parse(markup)).Select(block => block.Text));

    private static string? Text(XElement? element, string name)
    {
        var child = element
            ?.Elements()
            .FirstOrDefault(child =>
                child.Name.LocalName == name && child.Name.NamespaceName != "http://search.yahoo.com/mrss/"
            );
        if (child is null)
            return null;
        // Atom may hold XHTML as elements; a person's name stands a level down.
        var text =
            child.Attribute("type")?.Value == "xhtml" ? string.Concat(child.Nodes())
            : name == "author" && child.HasElements ? Text(child, "name") ?? ""
            : child.Value;
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    private static string? Link(XElement entry)
    {
        foreach (var link in entry.Elements().Where(child => child.Name.LocalName == "link"))
            if (link.Attribute("rel")?.Value is null or "alternate")
                return link.Attribute("href")?.Value
                    ?? (string.IsNullOrWhiteSpace(link.Value) ? null : link.Value.Trim());
        return null;
    }

    /// <summary>ISO 8601, or a mail's date ("Tue, 19 Nov 2019 08:02:00 GMT").</summary>
    private Publication? Date(string? words)
    {
        if (words is null)
            return null;
        if (IsoDates.Read(words) is { } iso)
            return iso;
        var found = dates.Find(words);
        return found.Count > 0 ? found[0].AsPublication(PublicationBasis.Metadata, []) : null;
    }
}
