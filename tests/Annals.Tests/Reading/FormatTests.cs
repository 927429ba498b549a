using System.IO.Compression;
using System.Text;
using Annals.Knowledge;
using Annals.Reading;

namespace Annals.Tests.Reading;

/// <summary>Every format that `annals read` takes, as files of our own making.</summary>
public sealed class FormatTests : IDisposable
{
    private const string First =
        "A fuel depot burned down in the hills on Monday night after shells hit it, officials said.";
    private const string Second = "Nobody was hurt in the fire, which firemen put out by the morning, they added.";

    private static readonly Reader Reader = Reader.Load(KnowledgeFolder.Default);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annals-formats-");

    public void Dispose() => folder.Delete(recursive: true);

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    private static List<PageReading> ReadAll(string path) => [.. Reader.ReadAll(new PageSource([path]))];

    private static string Page(string charset, string name) =>
        $"<html><head>{charset}</head><body><article><h1>Fire above {name}</h1><p>{First}</p><p>{Second}</p></article></body></html>";

    [Theory]
    [InlineData("windows-1252", "<meta charset=\"windows-1252\">", "Büren", "the page says so")]
    [InlineData(
        "windows-1251",
        "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">",
        "Бурен",
        "the page says so"
    )]
    [InlineData("iso-8859-2", "<meta charset=\"iso-8859-2\">", "Łódź", "the page says so")]
    [InlineData("shift_jis", "<meta charset=\"shift_jis\">", "東京", "the page says so")]
    [InlineData("utf-8", "", "Büren", "content")]
    [InlineData("utf-8", "<meta charset=\"windows-1252\">", "Büren", "content")]
    [InlineData("utf-16", "", "Büren", "byte order mark")]
    [InlineData("windows-1252", "", "Büren", "content")]
    [InlineData("windows-1252", "<meta charset=\"utf-8\">", "Büren", "content")]
    public void A_page_is_decoded_whatever_its_encoding(string encoding, string charset, string name, string why)
    {
        var code = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        byte[] bytes = [.. code.GetPreamble().Where(_ => encoding == "utf-16"), .. code.GetBytes(Page(charset, name))];
        var reading = Assert.Single(ReadAll(Write("page.html", bytes)));
        Assert.Equal($"Fire above {name}", Assert.Single(reading.Articles).Title);
        Assert.Contains(why, reading.Encoding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page.html", "html")]
    [InlineData("page", "html")]
    [InlineData("page.txt", "html")]
    public void A_page_is_known_by_its_content(string name, string format)
    {
        var reading = Assert.Single(ReadAll(Write(name, Page("", "Marhan"))));
        Assert.Equal(format, reading.Format);
        Assert.NotEmpty(reading.Why);
    }

    [Fact]
    public void The_header_of_the_fetch_comes_before_what_the_page_says()
    {
        var warc = Warc(
            "text/html; charset=windows-1251",
            Encoding.GetEncoding("iso-8859-1").GetBytes(Page("<meta charset=\"utf-8\">", "ÁÁÁÁ"))
        );
        var reading = Assert.Single(ReadAll(Write("one.warc", warc)));
        Assert.Equal("Fire above ББББ", Assert.Single(reading.Articles).Title);
        Assert.Equal("https://hill.example/depot", reading.Articles[0].Url);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Web_archives_are_read_record_by_record(bool packed)
    {
        var one = Warc("text/html", Encoding.UTF8.GetBytes(Page("", "Marhan")));
        var two = Warc("text/html", Encoding.UTF8.GetBytes(Page("", "Ostrow")));
        byte[] archive = packed ? [.. Gzip(one), .. Gzip(two)] : [.. one, .. two];
        var titles = ReadAll(Write(packed ? "crawl.warc.gz" : "crawl.warc", archive))
            .SelectMany(reading => reading.Articles)
            .Select(article => article.Title);
        Assert.Equal(["Fire above Marhan", "Fire above Ostrow"], titles);
    }

    [Fact]
    public void A_broken_record_of_a_web_archive_is_said_and_the_pages_before_it_are_read()
    {
        byte[] archive =
        [
            .. Warc("text/html", Encoding.UTF8.GetBytes(Page("", "Marhan"))),
            .. "WARC/1.0\r\nContent-Length: 9999\r\n\r\nshort"u8,
        ];
        var source = new PageSource([Write("crawl.warc", archive)]);
        Assert.Single(Reader.ReadAll(source).SelectMany(reading => reading.Articles));
        Assert.NotEmpty(source.Problems);
    }

    private static byte[] Warc(string contentType, byte[] body)
    {
        var http = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\n\r\n");
        var head =
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://hill.example/depot\r\nWARC-Date: 2021-03-04T10:00:00Z\r\n"
            + $"Content-Type: application/http; msgtype=response\r\nContent-Length: {http.Length + body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. http, .. body, .. "\r\n\r\n"u8];
    }

    private static byte[] Gzip(byte[] content)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }

    [Fact]
    public void Gzip_is_seen_by_content()
    {
        var reading = Assert.Single(ReadAll(Write("page.html", Gzip(Encoding.UTF8.GetBytes(Page("", "Marhan"))))));
        Assert.Equal("Fire above Marhan", Assert.Single(reading.Articles).Title);
    }

    [Theory]
    [InlineData(
        "<content:encoded><![CDATA[<p>"
            + First
            + "</p><p>"
            + Second
            + "</p>]]></content:encoded><description>Short.</description>",
        First + "\n\n" + Second
    )]
    [InlineData("<description>" + First + "</description>", First)]
    [InlineData("<description>&lt;p&gt;" + First + "&lt;/p&gt;</description>", First)]
    public void Feeds_give_the_content_or_else_the_summary(string body, string text)
    {
        var feed =
            "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Hill Post</title>"
            + $"<item><title>Depot burns</title><link>https://hill.example/depot</link><pubDate>Thu, 04 Mar 2021 10:15:00 GMT</pubDate>{body}</item></channel></rss>";
        var article = Assert.Single(Assert.Single(ReadAll(Write("feed.xml", feed))).Articles);
        Assert.Equal(("Depot burns", "Hill Post", text), (article.Title, article.Outlet, article.Text));
        Assert.Equal("https://hill.example/depot", article.Url);
        Assert.Equal(new DateOnly(2021, 3, 4), article.Published.Day);
    }

    [Fact]
    public void Atom_has_published_and_updated()
    {
        const string feed =
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Hill Post</title><entry><title>Depot burns</title><link href=\"https://hill.example/depot\"/>"
            + "<author><name>Ann Lee</name></author><published>2021-03-04T10:15:00Z</published><updated>2021-03-05T08:00:00Z</updated>"
            + "<content type=\"html\">&lt;p&gt;"
            + First
            + "&lt;/p&gt;</content></entry></feed>";
        var article = Assert.Single(Assert.Single(ReadAll(Write("feed.atom", feed))).Articles);
        Assert.Equal((First, "Ann Lee"), (article.Text, article.Author));
        Assert.Equal(new DateOnly(2021, 3, 4), article.Published.Day);
        Assert.Equal(new DateOnly(2021, 3, 5), article.Modified?.Day);
    }

    private static string Mail(string subject) =>
        $"From: Ann Lee <ann@hill.example>\r\nTo: desk@hill.example\r\nSubject: {subject}\r\nDate: Thu, 04 Mar 2021 10:15:00 +0000\r\nMIME-Version: 1.0\r\n"
        + $"Content-Type: text/plain; charset=utf-8\r\n\r\n{First}\r\n\r\n{Second}\r\n";

    [Fact]
    public void A_mail_is_an_article_with_the_day_of_its_header()
    {
        var article = Assert.Single(Assert.Single(ReadAll(Write("one.eml", Mail("Depot burns")))).Articles);
        Assert.Equal("Depot burns", article.Title);
        Assert.Equal(new DateOnly(2021, 3, 4), article.Published.Day);
    }

    [Fact]
    public void A_mailbox_is_read_message_by_message()
    {
        var box =
            $"From ann Thu Mar  4 10:15:00 2021\n{Mail("Depot burns")}\nFrom bo Thu Mar  4 11:15:00 2021\n{Mail("Bridge closed")}\n";
        var titles = ReadAll(Write("box.mbox", box))
            .SelectMany(reading => reading.Articles)
            .Select(article => article.Title);
        Assert.Equal(["Depot burns", "Bridge closed"], titles);
    }

    [Fact]
    public void Markdown_has_its_first_heading_for_title()
    {
        var article = Assert.Single(
            Assert.Single(ReadAll(Write("notes.md", $"# Depot burns in the hills\n\n{First}\n\n{Second}\n"))).Articles
        );
        Assert.Equal(("Depot burns in the hills", $"{First}\n\n{Second}"), (article.Title, article.Text));
    }

    [Fact]
    public void A_zipped_folder_is_read_in_order_and_says_what_it_left_aside()
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            foreach (
                var (name, content) in new[]
                {
                    ("b.html", Page("", "Ostrow")),
                    ("a/a.html", Page("", "Marhan")),
                    ("photo.png", "x"),
                }
            )
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(content);
            }
        var source = new PageSource([Write("crawl.zip", packed.ToArray())]);
        var titles = Reader
            .ReadAll(source)
            .SelectMany(reading => reading.Articles)
            .Select(article => article.Title)
            .ToList();
        Assert.Equal(["Fire above Marhan", "Fire above Ostrow"], titles);
        Assert.Equal(1, source.Skipped[".png"]);
    }

    [Fact]
    public void A_word_document_is_read_paragraph_by_paragraph()
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = new StreamWriter(zip.CreateEntry("word/document.xml").Open()))
            entry.Write(
                "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
                    + string.Concat(
                        new[] { "Depot burns in the hills", First, Second }.Select(line =>
                            $"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"
                        )
                    )
                    + "</w:body></w:document>"
            );
        var reading = Assert.Single(ReadAll(Write("report.docx", packed.ToArray())));
        Assert.Equal("docx", reading.Format);
        Assert.Equal($"{First}\n\n{Second}", Assert.Single(reading.Articles).Text);
    }

    [Fact]
    public void A_pdf_is_read_by_the_text_that_it_shows()
    {
        var builder = new UglyToad.PdfPig.Writer.PdfDocumentBuilder();
        var font = builder.AddStandard14Font(UglyToad.PdfPig.Fonts.Standard14Fonts.Standard14Font.Helvetica);
        var page = builder.AddPage(UglyToad.PdfPig.Content.PageSize.A4);
        page.AddText(First, 10, new UglyToad.PdfPig.Core.PdfPoint(25, 700), font);
        page.AddText(Second, 10, new UglyToad.PdfPig.Core.PdfPoint(25, 680), font);
        var reading = Assert.Single(ReadAll(Write("report.pdf", builder.Build())));
        Assert.Equal("pdf", reading.Format);
        Assert.Contains("fuel depot burned down", Assert.Single(reading.Articles).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("broken.pdf", "%PDF-1.7 and nothing more")]
    [InlineData("broken.docx", "PK\u0003\u0004 and nothing more")]
    [InlineData("broken.zip", "PK\u0003\u0004 and nothing more")]
    [InlineData("broken.rss", "<rss><channel><item>")]
    public void What_is_broken_is_a_problem_with_its_file(string name, string content)
    {
        var source = new PageSource([Write(name, content)]);
        var readings = Reader.ReadAll(source).ToList();
        Assert.Empty(readings.SelectMany(reading => reading.Articles));
        var problem = source.Problems.Concat(readings.SelectMany(reading => reading.Problems)).First();
        Assert.Contains(name, problem.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_is_bounded_and_said()
    {
        var bomb = Gzip(Gzip(new byte[80 << 20]));
        Assert.InRange(bomb.Length, 1, 100_000);
        var source = new PageSource([Write("bomb.html", bomb)]);
        Assert.Empty(Reader.ReadAll(source));
        Assert.Contains("unpacks to more than", Assert.Single(source.Problems).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void The_format_can_be_given()
    {
        var page = new Annals.Record.Page { Path = "page.html", Content = Encoding.UTF8.GetBytes(Page("", "Marhan")) };
        var reading = Reader.Read(page, "text");
        Assert.Equal(("text", "asked for"), (reading.Format, reading.Why));
        Assert.StartsWith("<html>", Assert.Single(reading.Articles).Text, StringComparison.Ordinal);
    }
}
