using System.Collections.Immutable;
using System.Text;
using Annals.Record;

namespace Annals.Reading;

/// <summary>What a page is written in, found out by what whoever opened it knows, the header, the content, then the name.</summary>
public static class PageFormat
{
    public const string Html = "html";
    public const string Text = "text";
    public const string Scrape = "scrape";
    public const string Markdown = "markdown";
    public const string JsonLines = "jsonl";
    public const string Rss = "rss";
    public const string Atom = "atom";
    public const string Mbox = "mbox";
    public const string Mail = "eml";
    public const string Warc = "warc";
    public const string Zip = "zip";
    public const string Pdf = "pdf";
    public const string Docx = "docx";

    /// <summary>The names that `--format` takes.</summary>
    public static readonly ImmutableArray<string> All =
    [
        Html,
        Text,
        Scrape,
        Markdown,
        JsonLines,
        Rss,
        Atom,
        Mbox,
        Mail,
        Warc,
        Zip,
        Pdf,
        Docx,
    ];

    private static readonly Dictionary<string, string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = Html,
        [".htm"] = Html,
        [".xhtml"] = Html,
        [".shtml"] = Html,
        [".txt"] = Text,
        [".text"] = Text,
        [".md"] = Markdown,
        [".markdown"] = Markdown,
        [".jsonl"] = JsonLines,
        [".ndjson"] = JsonLines,
        [".json"] = JsonLines,
        [".rss"] = Rss,
        [".rdf"] = Rss,
        [".atom"] = Atom,
        [".xml"] = Rss,
        [".mbox"] = Mbox,
        [".mbx"] = Mbox,
        [".eml"] = Mail,
        [".warc"] = Warc,
        [".zip"] = Zip,
        [".pdf"] = Pdf,
        [".docx"] = Docx,
    };

    /// <summary>The file's name says that it may be a page; ".gz" is looked through.</summary>
    public static bool Knows(string path) => OfName(path) is not null;

    /// <summary>The format that the file's name promises; null for none.</summary>
    internal static string? OfName(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Extensions.GetValueOrDefault(Path.GetExtension(name));
    }

    /// <exception cref="ArgumentException">There is no such format.</exception>
    internal static (string Format, string Why) Of(Page page, string? asked)
    {
        if (asked is not null)
            return All.Contains(asked)
                ? (asked, "asked for")
                : throw new ArgumentException(
                    $"no such format: \"{asked}\"; there are {string.Join(", ", All)}",
                    nameof(asked)
                );
        if (page.Format is { } known)
            return (known, known == JsonLines ? "a line of JSON Lines" : "its container says so");
        return OfContent(page.Content.Span, page.Path, page.Headers.GetValueOrDefault("content-type"));
    }

    /// <param name="content">The beginning of it is enough.</param>
    /// <param name="path">Its name settles what the content leaves open.</param>
    /// <param name="contentType">The header of the fetch, where there was one.</param>
    internal static (string Format, string Why) OfContent(ReadOnlySpan<byte> content, string path, string? contentType)
    {
        var named = OfName(path);
        if (content.StartsWith("%PDF-"u8))
            return (Pdf, "the content begins with %PDF-");
        if (content.StartsWith("PK\u0003\u0004"u8))
            return named == Docx ? (Docx, "a zip archive by content, named .docx") : (Zip, "a zip archive by content");
        if (content.StartsWith("WARC/"u8))
            return (Warc, "the content begins with WARC/");
        var head = Head(content);
        if (
            head.StartsWith("From ", StringComparison.Ordinal)
            && head.Contains("\nFrom:", StringComparison.OrdinalIgnoreCase)
        )
            return (Mbox, "the content begins with a From line of a mailbox");
        if (contentType is not null && OfContentType(contentType) is { } typed && typed != Text)
            return (typed, $"the header says {contentType}");
        var start = head.TrimStart();
        if (start.StartsWith('{') && (named == JsonLines || LooksLikeArticleLine(start)))
            return (JsonLines, "the content begins with a JSON object");
        if (start.StartsWith('[') && named == JsonLines)
            return (JsonLines, "the content is JSON by its name");
        if (named == Mail || (named is null && LooksLikeMail(start)))
            return (Mail, named == Mail ? "the name says so" : "the content begins with mail headers");
        if (OfMarkup(start, named) is { } markup)
            return markup;
        if (named is not null && named is not (Html or Rss or Atom or Zip or Warc or Pdf or Docx or Mbox))
            return (named, "the name says so");
        if (named == Html)
            return (Html, "the name says so");
        return (Text, "nothing in the content says otherwise");
    }

    private static (string, string)? OfMarkup(string start, string? named)
    {
        if (!start.StartsWith('<'))
            return named == Html && start.Contains("</", StringComparison.Ordinal)
                ? (Html, "the name says so, and there are tags in it")
                : null;
        if (ContainsTag(start, "<rss") || ContainsTag(start, "<rdf:RDF"))
            return (Rss, "the content has an <rss> or <rdf:RDF> element");
        if (ContainsTag(start, "<feed") && start.Contains("Atom", StringComparison.Ordinal))
            return (Atom, "the content has an Atom <feed> element");
        foreach (
            var tag in (ReadOnlySpan<string>)
                [
                    "<!doctype html",
                    "<html",
                    "<head",
                    "<body",
                    "<div",
                    "<p",
                    "<meta",
                    "<article",
                    "<title",
                    "<h1",
                    "<table",
                    "<section",
                    "<main",
                    "<script",
                    "<span",
                    "<a ",
                ]
        )
            if (ContainsTag(start, tag))
                return (Html, $"the content has {tag.TrimEnd()}");
        return named == Html ? (Html, "the name says so") : null;
    }

    private static bool ContainsTag(string start, string tag) =>
        start.Contains(tag, StringComparison.OrdinalIgnoreCase);

    private static string? OfContentType(string contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type switch
        {
            "text/html" or "application/xhtml+xml" => Html,
            "text/plain" => Text,
            "text/markdown" => Markdown,
            "application/rss+xml" => Rss,
            "application/atom+xml" => Atom,
            "application/pdf" => Pdf,
            "application/x-ndjson" or "application/jsonl" => JsonLines,
            "message/rfc822" => Mail,
            _ => null,
        };
    }

    private static bool LooksLikeArticleLine(string start)
    {
        var line = start.AsSpan();
        if (line.IndexOf('\n') is var end and >= 0)
            line = line[..end];
        return line.Contains("\"text\"", StringComparison.Ordinal);
    }

    private static bool LooksLikeMail(string start)
    {
        var headers = 0;
        foreach (var line in start.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty)
                break;
            foreach (
                var name in (ReadOnlySpan<string>)
                    ["From:", "To:", "Subject:", "Date:", "Message-ID:", "MIME-Version:", "Received:", "Return-Path:"]
            )
                if (line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                    headers++;
            if (headers == 0)
                return false;
        }
        return headers >= 3;
    }

    /// <summary>The first kilobytes as letters: enough to look for markup in, whatever the encoding.</summary>
    private static string Head(ReadOnlySpan<byte> content)
    {
        var head = content[..Math.Min(content.Length, 4096)];
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(head[2..]);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(head[2..]);
        return Encoding.Latin1.GetString(head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? head[3..] : head);
    }
}
