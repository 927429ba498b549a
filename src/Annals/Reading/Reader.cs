using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Reading.Html;
using Annals.Record;

namespace Annals.Reading;

/// <summary>Page to articles: the article and nothing else. Holds no state: one reader serves any number of threads.</summary>
public sealed class Reader
{
    /// <exception cref="KnowledgeException">A file that reading needs is missing or not understood.</exception>
    public static Reader Load(KnowledgeFolder knowledge)
    {
        var dates = new WrittenDates(MonthNames.Load(knowledge));
        var inferred = InferredDates.Load(knowledge, dates);
        var languages = Languages.Load(knowledge);
        var lines = ScrapeLines.Load(knowledge);
        var bylines = Bylines.Load(knowledge);
        var live = LivePages.Load(knowledge);
        return new Reader(
            new HtmlPage(
                Furniture.Load(knowledge),
                lines,
                PageKinds.Load(knowledge),
                live,
                bylines,
                languages,
                dates,
                inferred
            ),
            new PlainText(lines, bylines, live, languages, dates, inferred),
            new Feeds(languages, dates, inferred),
            languages
        );
    }

    private readonly HtmlPage html;
    private readonly PlainText text;
    private readonly Feeds feeds;
    private readonly Languages languages;

    private Reader(HtmlPage html, PlainText text, Feeds feeds, Languages languages) =>
        (this.html, this.text, this.feeds, this.languages) = (html, text, feeds, languages);

    /// <param name="page">The page as fetched.</param>
    /// <param name="format">Overrides what the reader finds out by itself; null to let it.</param>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    public PageReading Read(Page page, string? format = null)
    {
        var reading = Cut(page, format);
        if (reading.Format == PageFormat.JsonLines)
            return reading;
        var transcripts = reading
            .Articles.Select((article, index) => (article, index))
            .Where(one => Transcripts.Is(one.article.Text))
            .Select(one => new PageNote(one.index, "kind", "transcript", "its lines begin with who speaks"));
        reading = reading with { Notes = reading.Notes.AddRange(transcripts) };
        return reading.Notes.IsEmpty ? reading : reading with { Articles = [.. reading.Articles.Select(Noted)] };

        Article Noted(Article article, int index) =>
            article with
            {
                Notes =
                [
                    .. article.Notes,
                    .. reading
                        .Notes.Where(note => note.Article == index)
                        .Select(note => new ArticleNote(note.About, note.Value, note.Why)),
                ],
            };
    }

    private PageReading Cut(Page page, string? format)
    {
        var (name, why) = PageFormat.Of(page, format);
        if (name == PageFormat.JsonLines)
            return ArticleLines.Read(page, why, languages);
        if (name is PageFormat.Pdf or PageFormat.Docx)
            return ReadDocument(page, name, why);
        var (decoded, encoding) = Decoding.Decode(page);
        var reading = new PageReading
        {
            Page = page,
            Format = name,
            Why = why,
            Decoded = decoded,
            Encoding = encoding,
        };
        return name switch
        {
            PageFormat.Html => html.Read(reading),
            PageFormat.Rss or PageFormat.Atom => feeds.Read(reading),
            PageFormat.Mail or PageFormat.Mbox => ReadMail(reading),
            PageFormat.Markdown => text.ReadMarkdown(reading),
            PageFormat.Warc or PageFormat.Zip => reading with
            {
                Problems =
                [
                    new Problem(page.Path, page.Line, $"a {name} is opened by a page source, not read as a page"),
                ],
            },
            _ => text.Read(reading),
        };
    }

    /// <summary>The decoded page of a document is the text that it shows.</summary>
    private PageReading ReadDocument(Page page, string format, string why)
    {
        var reading = new PageReading
        {
            Page = page,
            Format = format,
            Why = why,
        };
        try
        {
            var shown = format == PageFormat.Pdf ? Documents.Pdf(page.Content) : Documents.Docx(page.Content);
            return text.Read(reading with { Decoded = shown }) with { Format = format, Why = why };
        }
        catch (InvalidDataException exception)
        {
            return reading with { Problems = [new Problem(page.Path, null, exception.Message)] };
        }
    }

    /// <summary>A mail's decoded page is its body; its headers give title, author and day.</summary>
    private PageReading ReadMail(PageReading reading)
    {
        if (Mails.Open(reading, out var problem) is not var (body, isHtml, subject, sender, sent))
            return reading with { Problems = [problem!] };
        var inner = reading with { Decoded = body };
        var read = isHtml ? html.Read(inner) : text.Read(inner);
        return read with
        {
            Format = reading.Format,
            Why = reading.Why,
            Articles =
            [
                .. read.Articles.Select(article =>
                    article with
                    {
                        Id = Ids.OfArticle(article.Url, article.Outlet, article.Title ?? subject, article.Text),
                        Title = article.Title ?? subject,
                        Author = article.Author ?? sender,
                        Published =
                            article.Published.Basis is PublicationBasis.Metadata or PublicationBasis.Dateline
                            || sent is not { } day
                                ? article.Published
                                : IsoDates.Day(day.Year, day.Month, day.Day, PublicationBasis.Metadata)!,
                    }
                ),
            ],
        };
    }

    /// <summary>
    /// All pages of a source, in its order, read on as many threads as are given. An article whose id was seen before
    /// with another content is a problem of its page, and left out; an exact copy is left out silently.
    /// </summary>
    public IEnumerable<PageReading> ReadAll(PageSource source, string? format = null, int threads = 1)
    {
        var ids = new ArticleIds();
        foreach (var batch in source.Pages().Chunk(threads == 1 ? 1 : threads * PagesAThread))
        {
            var readings = new PageReading[batch.Length];
            if (threads == 1)
                for (var i = 0; i < batch.Length; i++)
                    readings[i] = Read(batch[i], format);
            else
                Parallel.For(
                    0,
                    batch.Length,
                    new ParallelOptions { MaxDegreeOfParallelism = threads },
                    i => readings[i] = Read(batch[i], format)
                );
            foreach (var reading in readings)
                yield return ids.Check(reading);
        }
    }

    /// <summary>Enough that no thread waits for another, few enough that memory stays flat.</summary>
    private const int PagesAThread = 8;
}

/// <summary>The ids met so far: one id has one content. Not thread-safe: it watches one stream of readings.</summary>
public sealed class ArticleIds
{
    private readonly Dictionary<string, string> contents = new(StringComparer.Ordinal);

    /// <summary>The reading without articles whose id already stands for another content, each of them a problem.</summary>
    public PageReading Check(PageReading reading)
    {
        ImmutableArray<Problem>.Builder? problems = null;
        ImmutableArray<Article>.Builder? kept = null;
        for (var i = 0; i < reading.Articles.Length; i++)
        {
            var article = reading.Articles[i];
            var verdict = Verdict(article);
            if (verdict == IdVerdict.New)
            {
                kept?.Add(article);
                continue;
            }
            kept ??= StartWith(reading.Articles, i);
            if (verdict == IdVerdict.Clash)
                (problems ??= ImmutableArray.CreateBuilder<Problem>()).Add(
                    new Problem(reading.Page.Path, reading.Page.Line, $"id \"{article.Id}\" stands for two contents")
                );
        }
        if (kept is null)
            return reading;
        return reading with
        {
            Articles = kept.ToImmutable(),
            Problems = problems is null ? reading.Problems : reading.Problems.AddRange(problems),
        };
    }

    private IdVerdict Verdict(Article article)
    {
        var content = Ids.Digest(article.Title ?? "", article.Text);
        if (contents.TryAdd(article.Id, content))
            return IdVerdict.New;
        return contents[article.Id] == content ? IdVerdict.Copy : IdVerdict.Clash;
    }

    private static ImmutableArray<Article>.Builder StartWith(ImmutableArray<Article> articles, int count)
    {
        var builder = ImmutableArray.CreateBuilder<Article>();
        builder.AddRange(articles.AsSpan()[..count]);
        return builder;
    }

    private enum IdVerdict
    {
        New,
        Copy,
        Clash,
    }
}
