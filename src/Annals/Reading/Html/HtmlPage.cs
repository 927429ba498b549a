using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Reading.Html;

/// <summary>An HTML page to its articles.</summary>
internal sealed class HtmlPage(Furniture furniture)
{
    public PageReading Read(PageReading reading)
    {
        var tree = HtmlParser.Parse(reading.Decoded);
        var blocks = Blocks.Of(tree);
        var (kept, dropped) = MainText.Find(tree, blocks, furniture, null);
        if (kept.Count == 0)
            return reading with { Dropped = [.. dropped] };
        var text = string.Join("\n\n", kept.Select(block => block.Text));
        var article = new Article
        {
            Id = Ids.OfArticle(reading.Page.Url, null, null, text),
            Url = reading.Page.Url,
            Text = text,
            Page = new PageRef(reading.Page.Path, Digests.Sha256(reading.Page.Content.Span), kept[0].Start, kept[^1].End),
            Dropped = [.. dropped],
        };
        return reading with { Articles = [article] };
    }
}
