using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Reading.Html;

/// <summary>A live blog: each entry is an article with its own time, from JSON-LD where that has them, else from the page itself.</summary>
internal sealed class LiveBlog(
    PageReading reading,
    HtmlTree tree,
    List<Block> blocks,
    PageMetadata metadata,
    LivePages pages,
    ScrapeLines lines,
    Languages languages
)
{
    private readonly string sha256 = Digests.Sha256(reading.Page.Content.Span);

    /// <summary>Null where the page is no live blog.</summary>
    public PageReading? Read()
    {
        if (metadata.Data is { Posts.Count: > 0 } data)
            return Of(
                [.. data.Posts.Select(FromData).OfType<Article>()],
                $"JSON-LD liveBlogUpdate has {data.Posts.Count} entries"
            );
        var names = new[] { metadata.Title, metadata.Url, metadata.Data?.Type };
        var entries = LiveEntries.Of(tree, blocks, pages, names, out var why);
        return entries.Count < LivePages.FewestEntries
            ? null
            : Of([.. entries.Select(FromPage).OfType<Article>()], why);
    }

    private PageReading Of(ImmutableArray<Article> articles, string why)
    {
        var notes = ImmutableArray.CreateBuilder<PageNote>();
        notes.Add(new PageNote(null, "kind", "live blog", why));
        for (var i = 0; i < articles.Length; i++)
            notes.Add(new PageNote(i, "kind", "live blog entry", why));
        return reading with { Articles = articles, Notes = reading.Notes.AddRange(notes) };
    }

    private Article? FromData(JsonLd.LivePost post)
    {
        var text = HtmlParser.Parse(post.Body).TextOf(0);
        var at = blocks.Find(block => block.Words > 3 && text.StartsWith(block.Text, StringComparison.Ordinal));
        var published = post.Published is { } time ? IsoDates.Read(time) : null;
        return Make(post.Url, post.Headline, text, published, at?.Start ?? 0, at?.End ?? reading.Decoded.Length, []);
    }

    private Article? FromPage(LiveEntry entry)
    {
        string? title = null;
        var kept = new List<Block>();
        var dropped = ImmutableArray.CreateBuilder<Dropped>();
        foreach (var block in blocks)
        {
            if (block.Node < entry.Node || block.Node >= tree[entry.Node].SubtreeEnd)
                continue;
            if (title is null && kept.Count == 0 && HtmlTags.IsHeading(block.Tag))
                title = block.Text;
            else if (Why(block) is { } why)
                dropped.Add(new Dropped(block.Start, block.End, why));
            else
                kept.Add(block);
        }
        var anchor = tree.Attribute(entry.Node, "id");
        return Make(
            anchor is null || metadata.Url is null ? null : $"{metadata.Url}#{anchor}",
            title,
            string.Join("\n\n", kept.Select(block => block.Text)),
            Time(entry.Time),
            tree[entry.Node].Start,
            tree[entry.Node].End,
            dropped.ToImmutable()
        );
    }

    private string? Why(Block block)
    {
        if (block.Words <= 5 && pages.Clocks.Of(block.Text) is not null)
            return "hour of the entry";
        for (var node = block.Node; node > 0; node = tree[node].Parent)
            if (tree[node].Tag is HtmlTag.Time)
                return "hour of the entry";
            else if (tree[node].Tag is HtmlTag.Figure or HtmlTag.Figcaption)
                return "caption";
        return lines.Why(block.Text, block.Words) ?? (block.IsProse || block.EndsSentence ? null : "no sentence");
    }

    /// <summary>The entry's own day and hour; an hour alone is one of the page's day, where that is known.</summary>
    private Publication Time(string time)
    {
        if (IsoDates.Read(time) is { } whole)
            return whole;
        if (pages.Clocks.Of(time) is not var (clock, zone))
            return Publication.Unknown;
        return (metadata.Published is { Day: not null } day ? day : Publication.Unknown) with
        {
            Clock = clock,
            Zone = zone,
        };
    }

    private Article? Make(
        string? url,
        string? title,
        string text,
        Publication? published,
        int start,
        int end,
        ImmutableArray<Dropped> dropped
    ) =>
        text.Length == 0
            ? null
            : new Article
            {
                Id = Ids.OfArticle(url ?? metadata.Url, metadata.Outlet, title, text),
                Title = title,
                Author = metadata.Author,
                Outlet = metadata.Outlet,
                Url = url ?? metadata.Url,
                Language = languages.Of(text) ?? metadata.Language,
                Published = published ?? Publication.Unknown,
                Text = text,
                Page = new PageRef(reading.Page.Path, sha256, start, end),
                Dropped = dropped,
            };
}
