using Annals.Record;

namespace Annals.Reading.Html;

/// <summary>
/// Which blocks of a page are its article. Prose weighs; every element weighs what its prose weighs, and the article's
/// element is found by going down from the body as long as one child holds most of the weight. Within it, blocks go that
/// are marked as something else, that are links, or that stand before or after the running text without being part of it.
/// Structure and density only: no site is known by name.
/// </summary>
internal sealed class MainText
{
    /// <summary>A child that holds this share of its parent's prose is gone down into.</summary>
    private const double MostOfTheProse = 0.75;

    /// <summary>An element with this share of the page's prose is the article's, whatever its class says.</summary>
    private const double TooMuchForFurniture = 0.5;

    private readonly HtmlTree tree;
    private readonly List<Block> blocks;
    private readonly string?[] furniture;
    private readonly double[] prose;

    private MainText(HtmlTree tree, List<Block> blocks, Furniture words)
    {
        this.tree = tree;
        this.blocks = blocks;
        prose = Weigh(_ => true);
        furniture = Mark(words);
        prose = Weigh(block => furniture[block.Node] is null);
    }

    /// <summary>The kept blocks in order, and the others with the reason why they are not.</summary>
    public static (List<Block> Kept, List<Dropped> Dropped) Find(
        HtmlTree tree,
        List<Block> blocks,
        Furniture words,
        ScrapeLines lines,
        string? title
    )
    {
        var text = new MainText(tree, blocks, words);
        var whys = text.Judge(text.Container(), lines, title);
        var kept = new List<Block>();
        var dropped = new List<Dropped>();
        for (var i = 0; i < blocks.Count; i++)
            if (whys[i] is { } why)
                dropped.Add(new Dropped(blocks[i].Start, blocks[i].End, why));
            else
                kept.Add(blocks[i]);
        return (kept, dropped);
    }

    /// <summary>The prose below every element, in words.</summary>
    private double[] Weigh(Func<Block, bool> counts)
    {
        var weights = new double[tree.Count];
        foreach (var block in blocks)
            if (block.IsProse && counts(block))
                weights[block.Node] += block.Words - block.LinkedWords;
        for (var i = tree.Count - 1; i > 0; i--)
            weights[tree[i].Parent] += weights[i];
        return weights;
    }

    /// <summary>Why each element is no article; passed down to what it holds.</summary>
    private string?[] Mark(Furniture words)
    {
        var marks = new string?[tree.Count];
        for (var i = 1; i < tree.Count; i++)
        {
            ref var node = ref tree.At(i);
            if (marks[node.Parent] is { } inherited)
                marks[i] = inherited;
            else if (!node.IsText && prose[i] < prose[0] * TooMuchForFurniture)
                marks[i] =
                    ByTag(i, node) ?? words.Why(tree.RawAttribute(i, "class")) ?? words.Why(tree.RawAttribute(i, "id"));
        }
        return marks;
    }

    private string? ByTag(int index, HtmlNode node)
    {
        switch (node.Tag)
        {
            case HtmlTag.Nav or HtmlTag.Menu:
                return "navigation";
            case HtmlTag.Footer:
                return "footer";
            case HtmlTag.Aside:
                return "sidebar";
            case HtmlTag.Figcaption or HtmlTag.Figure:
                return "caption";
            case HtmlTag.Form or HtmlTag.Label or HtmlTag.Fieldset or HtmlTag.Dialog:
                return "form";
            case HtmlTag.Address:
                return "byline";
            case HtmlTag.Caption:
                return "caption";
        }
        if (node.FirstAttribute == node.LastAttribute)
            return null;
        if (tree.HasAttribute(index, "hidden") || tree.RawAttribute(index, "aria-hidden") is "true")
            return "hidden";
        var style = tree.RawAttribute(index, "style");
        if (!style.IsEmpty && style.Contains("display", StringComparison.OrdinalIgnoreCase))
            if (
                style
                    .ToString()
                    .Replace(" ", "", StringComparison.Ordinal)
                    .Contains("display:none", StringComparison.OrdinalIgnoreCase)
            )
                return "hidden";
        return tree.RawAttribute(index, "role") switch
        {
            "navigation" or "menu" or "menubar" => "navigation",
            "complementary" => "sidebar",
            "contentinfo" => "footer",
            "dialog" or "alertdialog" => "overlay",
            "search" or "form" => "form",
            _ => null,
        };
    }

    /// <summary>The first headline; -1 where there is none.</summary>
    private int Headline()
    {
        for (var i = 0; i < tree.Count; i++)
            if (tree[i].Tag == HtmlTag.H1 && furniture[i] is null)
                return i;
        return -1;
    }

    /// <summary>
    /// Where going down begins: at the element that calls itself an article and holds the headline, so that
    /// further articles loaded below it stay out; else at the page.
    /// </summary>
    private int Start()
    {
        for (var i = Headline(); i > 0; i = tree[i].Parent)
            if (
                prose[i] >= WordsOfAnArticle
                && (
                    tree[i].Tag == HtmlTag.Article
                    || tree.RawAttribute(i, "itemtype").Contains("Article", StringComparison.Ordinal)
                )
            )
                return i;
        return 0;
    }

    /// <summary>Prose that an element holds before its calling itself an article is believed.</summary>
    private const double WordsOfAnArticle = 80;

    /// <summary>The element that holds the article.</summary>
    private int Container()
    {
        var container = Start();
        while (true)
        {
            var heaviest = -1;
            for (var child = container + 1; child < tree[container].SubtreeEnd; child = tree[child].SubtreeEnd)
                if (heaviest < 0 || prose[child] > prose[heaviest])
                    heaviest = child;
            if (heaviest < 0 || HtmlTags.IsInline(tree[heaviest].Tag) || tree[heaviest].Tag is HtmlTag.P or HtmlTag.Li)
                return container;
            if (prose[heaviest] == 0 || prose[heaviest] < prose[container] * MostOfTheProse)
                return container;
            container = heaviest;
        }
    }

    private string?[] Judge(int container, ScrapeLines lines, string? title)
    {
        var whys = new string?[blocks.Count];
        var last = tree[container].SubtreeEnd;
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            if (block.Node < container || block.Node >= last)
                whys[i] = furniture[block.Node] ?? "outside the article";
            else
                whys[i] = furniture[block.Node] ?? OfItself(block, title) ?? lines.Why(block.Text, block.Words);
        }
        TrimEdges(whys);
        KeepLead(whys, container);
        DropLooseHeadings(whys);
        return whys;
    }

    private static string? OfItself(Block block, string? title)
    {
        if (
            block.LinkShare > 0.5
            && !(block.EndsSentence && block.Words >= 10 && block.Tag is HtmlTag.P or HtmlTag.Blockquote)
        )
            return "links";
        if (title is not null && block.Words > 2 && block.Text.Equals(title, StringComparison.OrdinalIgnoreCase))
            return "headline repeated";
        if (block.Tag == HtmlTag.H1)
            return "headline";
        if (!block.Text.AsSpan().ContainsAnyInRange('0', char.MaxValue))
            return "no words";
        return null;
    }

    /// <summary>The first paragraph often stands by itself between the headline and the element of the rest.</summary>
    private void KeepLead(string?[] whys, int container)
    {
        var headline = Headline();
        if (headline < 0)
            return;
        for (var i = 0; i < blocks.Count && blocks[i].Node < container; i++)
            if (
                blocks[i].Node > headline
                && furniture[blocks[i].Node] is null
                && blocks[i] is { EndsSentence: true, Words: >= ShortestLead, LinkShare: < 0.3 }
            )
                whys[i] = null;
    }

    private const int ShortestLead = 15;

    /// <summary>Before the first and after the last prose stand names, dates, places to click: no text.</summary>
    private void TrimEdges(string?[] whys)
    {
        var first = 0;
        while (first < blocks.Count && !(whys[first] is null && blocks[first].IsProse))
            first++;
        if (first == blocks.Count)
            return;
        for (var i = 0; i < first; i++)
            whys[i] ??= "before the text";
        for (var i = blocks.Count - 1; i > first && !(whys[i] is null && blocks[i].IsProse); i--)
            whys[i] ??= "after the text";
    }

    /// <summary>A heading belongs to the text below it: without any, it headed something that was left out.</summary>
    private void DropLooseHeadings(string?[] whys)
    {
        var text = false;
        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            if (!HtmlTags.IsHeading(blocks[i].Tag))
                text = whys[i] is null;
            else if (whys[i] is null && !text)
                whys[i] = "heading of what was left out";
        }
    }
}
