using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Reading.Html;

/// <summary>An HTML page to its articles: one, the entries of a live blog, or none, with the reason.</summary>
internal sealed class HtmlPage(
    Furniture furniture,
    ScrapeLines lines,
    PageKinds kinds,
    Languages languages,
    WrittenDates dates,
    InferredDates inferred
)
{
    /// <summary>Linked headings of a page that lists articles rather than being one.</summary>
    private const int HeadingsOfAList = 6;

    /// <summary>Words of prose below which a page with so many linked headings is a list.</summary>
    private const int ProseOfAnArticle = 120;

    public PageReading Read(PageReading reading)
    {
        var tree = HtmlParser.Parse(reading.Decoded);
        if (tree.WasTooDeep)
            reading = reading with
            {
                Problems = reading.Problems.Add(
                    new Problem(
                        reading.Page.Path,
                        null,
                        $"elements nested deeper than {HtmlParser.DeepestNesting}: read as if at that depth"
                    )
                ),
            };
        var metadata = new PageMetadata(tree, reading.Page, dates);
        var blocks = Blocks.Of(tree);
        if (metadata.Data is { Posts.Count: > 0 } live)
            return LiveBlog(reading, metadata, live, blocks);
        var (kept, dropped) = MainText.Find(tree, blocks, furniture, lines, metadata.Title);
        if (kept.Count == 0)
            return None(reading, dropped, "no text", "nothing on the page reads like an article");
        if (!metadata.SaysArticle && IsList(tree, blocks, kept))
            return None(
                reading,
                Whole(blocks),
                "list page",
                "many linked headings, hardly any text, and the page does not call itself an article"
            );
        return One(reading, metadata, blocks, kept, dropped);
    }

    private PageReading One(
        PageReading reading,
        PageMetadata metadata,
        List<Block> blocks,
        List<Block> kept,
        List<Dropped> dropped
    )
    {
        var text = string.Join("\n\n", kept.Select(block => block.Text));
        var notes = ImmutableArray.CreateBuilder<PageNote>();
        notes.AddRange(metadata.Notes);
        var around =
            text.Length > PageKinds.LongestStub
                ? ""
                : string.Join(
                    "\n",
                    blocks
                        .Where(block => !kept.Contains(block, ReferenceEqualityComparer.Instance))
                        .Select(block => block.Text)
                );
        if (kinds.Of(text, around) is var (kind, phrase))
        {
            if (kind != PageKinds.Paywall)
                return None(reading, Whole(blocks), kind, $"\"{phrase}\", and hardly any other text");
            notes.Add(new PageNote(0, "kind", kind, $"\"{phrase}\" stands beside a short text"));
        }
        else if (metadata.Data?.IsFree == false)
            notes.Add(new PageNote(0, "kind", PageKinds.Paywall, "JSON-LD isAccessibleForFree is false"));
        var article = new Article
        {
            Id = Ids.OfArticle(metadata.Url, metadata.Outlet, metadata.Title, text),
            Title = metadata.Title,
            Author = metadata.Author,
            Outlet = metadata.Outlet,
            Url = metadata.Url,
            Language = LanguageOf(text, metadata, notes),
            Published = metadata.Published ?? Visible(blocks, kept) ?? PlainText.Dated(text, null, dates, inferred),
            Modified = metadata.Modified,
            Text = text,
            Page = new PageRef(
                reading.Page.Path,
                Digests.Sha256(reading.Page.Content.Span),
                kept[0].Start,
                kept[^1].End
            ),
            Dropped = [.. dropped],
        };
        return reading with { Articles = [article], Notes = notes.ToImmutable() };
    }

    /// <summary>A short line before the text with a full date: "Published March 3, 2020".</summary>
    private Publication? Visible(List<Block> blocks, List<Block> kept)
    {
        foreach (var block in blocks)
        {
            if (block.Start >= kept[0].Start)
                return null;
            if (block.Words > 14 || block.EndsSentence)
                continue;
            foreach (var date in dates.Find(block.Text))
                if (date is { Year: not null, Day: not null })
                    return date.AsPublication(PublicationBasis.Dateline, []);
        }
        return null;
    }

    private string? LanguageOf(string text, PageMetadata metadata, ImmutableArray<PageNote>.Builder notes)
    {
        if (languages.Of(text) is not { } recognised)
            return metadata.Language;
        if (metadata.Language is { } said && said != recognised)
            notes.Add(new PageNote(0, "language", recognised, $"the text's own words; the page says {said}"));
        return recognised;
    }

    /// <summary>Each entry of a live blog is an article with its own time.</summary>
    private PageReading LiveBlog(PageReading reading, PageMetadata metadata, JsonLd live, List<Block> blocks)
    {
        var articles = ImmutableArray.CreateBuilder<Article>();
        var notes = ImmutableArray.CreateBuilder<PageNote>();
        notes.Add(new PageNote(null, "kind", "live blog", $"JSON-LD liveBlogUpdate has {live.Posts.Count} entries"));
        foreach (var post in live.Posts)
        {
            var text = HtmlParser.Parse(post.Body).TextOf(0);
            if (text.Length == 0)
                continue;
            var at = blocks.Find(block => block.Words > 3 && text.StartsWith(block.Text, StringComparison.Ordinal));
            articles.Add(
                new Article
                {
                    Id = Ids.OfArticle(post.Url ?? metadata.Url, metadata.Outlet, post.Headline, text),
                    Title = post.Headline,
                    Author = metadata.Author,
                    Outlet = metadata.Outlet,
                    Url = post.Url ?? metadata.Url,
                    Language = languages.Of(text) ?? metadata.Language,
                    Published = (post.Published is { } time ? IsoDates.Read(time) : null) ?? Publication.Unknown,
                    Text = text,
                    Page = new PageRef(
                        reading.Page.Path,
                        Digests.Sha256(reading.Page.Content.Span),
                        at?.Start ?? 0,
                        at?.End ?? reading.Decoded.Length
                    ),
                }
            );
        }
        return reading with { Articles = articles.ToImmutable(), Notes = notes.ToImmutable() };
    }

    private static bool IsList(HtmlTree tree, List<Block> blocks, List<Block> kept)
    {
        var headings = 0;
        foreach (var block in blocks)
            if (block.LinkShare > 0.8 && block.Words >= 3 && UnderHeading(tree, block.Node))
                headings++;
        return headings >= HeadingsOfAList
            && (
                kept.Where(block => block.IsProse).Sum(block => block.Words) < ProseOfAnArticle
                || headings > 2 * kept.Count(block => block.IsProse)
            );
    }

    private static bool UnderHeading(HtmlTree tree, int node)
    {
        for (var up = 0; node > 0 && up < 3; node = tree[node].Parent, up++)
            if (HtmlTags.IsHeading(tree[node].Tag))
                return true;
        return false;
    }

    private static List<Dropped> Whole(List<Block> blocks) =>
        [.. blocks.Select(block => new Dropped(block.Start, block.End, "the page holds no article"))];

    private static PageReading None(PageReading reading, List<Dropped> dropped, string kind, string why) =>
        reading with
        {
            Dropped = [.. dropped],
            Notes = reading.Notes.Add(new PageNote(null, "kind", kind, why)),
        };
}
