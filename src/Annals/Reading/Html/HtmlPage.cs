using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Reading.Html;

/// <summary>An HTML page to its articles: one, the entries of a live blog, the captions of a gallery, or none, with the reason.</summary>
internal sealed class HtmlPage(
    Furniture furniture,
    ScrapeLines lines,
    PageKinds kinds,
    LivePages livePages,
    Bylines bylines,
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
        var metadata = new PageMetadata(tree, reading.Page, dates, bylines);
        var blocks = Blocks.Of(tree);
        if (new LiveBlog(reading, tree, blocks, metadata, livePages, lines, languages).Read() is { } live)
            return live;
        var (kept, dropped) = MainText.Find(tree, blocks, furniture, lines, metadata.Title);
        if (!kept.Any(block => block.IsProse) && Captions(blocks, dropped) is { Count: >= CaptionsOfAGallery } captions)
        {
            reading = reading with
            {
                Notes = reading.Notes.Add(
                    new PageNote(0, "kind", "gallery", "its only text is the captions of its pictures")
                ),
            };
            var left = dropped.Where(one => !captions.Exists(caption => caption.Start == one.Start)).ToList();
            return One(reading, metadata, blocks, captions, left);
        }
        if (!metadata.SaysArticle && IsList(tree, blocks, kept))
            return None(
                reading,
                Whole(blocks),
                "list page",
                "many linked headings, hardly any text, and the page does not call itself an article"
            );
        if (kept.Count == 0 && kinds.Of(string.Join('\n', blocks.Select(block => block.Text)), "") is var (wall, words))
            return None(reading, Whole(blocks), wall, $"\"{words}\", and no other text");
        if (kept.Count == 0)
            return None(reading, dropped, "no text", "nothing on the page reads like an article");
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
        notes.AddRange(reading.Notes);
        notes.AddRange(metadata.Notes);
        var notices = Notices.Of(dropped, reading.Decoded, dates);
        notes.AddRange(notices.Notes);
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
            Author = metadata.Author ?? VisibleAuthor(blocks, kept, notes),
            Outlet = metadata.Outlet,
            Url = metadata.Url,
            Language = LanguageOf(text, metadata, notes),
            Published =
                metadata.Published ?? Visible(blocks, kept, notes) ?? PlainText.Dated(text, null, dates, inferred),
            Modified = metadata.Modified ?? notices.Modified,
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
    private Publication? Visible(List<Block> blocks, List<Block> kept, ImmutableArray<PageNote>.Builder notes)
    {
        foreach (var block in blocks)
        {
            if (block.Start >= kept[0].Start)
                return null;
            if (block.Words > 14 || block.EndsSentence)
                continue;
            foreach (var date in dates.Find(block.Text))
                if (
                    date is { Year: not null, Day: not null }
                    && date.AsPublication(PublicationBasis.Dateline, []) is { } published
                )
                {
                    notes.Add(new PageNote(0, "published", block.Text, "a line before the text"));
                    return published;
                }
        }
        return null;
    }

    /// <summary>A short line before the text that begins as a byline does.</summary>
    private string? VisibleAuthor(List<Block> blocks, List<Block> kept, ImmutableArray<PageNote>.Builder notes)
    {
        foreach (var block in blocks)
        {
            if (block.Start >= kept[0].Start)
                return null;
            if (block.Words > 12 || block.EndsSentence || bylines.InLine(block.Text) is not { } author)
                continue;
            notes.Add(new PageNote(0, "author", author, "a line before the text"));
            return author;
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

    /// <summary>Captions that a page without other text still has to be called a gallery.</summary>
    private const int CaptionsOfAGallery = 3;

    /// <summary>The sentences under the pictures, each once.</summary>
    private static List<Block> Captions(List<Block> blocks, List<Dropped> dropped)
    {
        var captions = dropped.Where(one => one.Why is "caption" or "gallery").Select(one => one.Start).ToHashSet();
        return
        [
            .. blocks
                .Where(block => captions.Contains(block.Start) && block is { EndsSentence: true, IsProse: true })
                .DistinctBy(block => block.Text, StringComparer.Ordinal),
        ];
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
