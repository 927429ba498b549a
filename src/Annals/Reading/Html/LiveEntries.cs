namespace Annals.Reading.Html;

/// <summary>An entry of a live blog as it stands in the page.</summary>
/// <param name="Node">The element that holds it.</param>
/// <param name="Time">Its time element's value, or its line with the hour.</param>
internal sealed record LiveEntry(int Node, string Time);

/// <summary>
/// The entries of a live blog by structure: the element of which most children each hold an hour and running text. An hour
/// alone does not make a live blog (comments and lists of articles have hours as well): the page has to call itself one.
/// </summary>
internal static class LiveEntries
{
    private const int FewestWords = 8;

    /// <param name="why">What said that the page is a live blog.</param>
    public static List<LiveEntry> Of(
        HtmlTree tree,
        List<Block> blocks,
        LivePages pages,
        string?[] names,
        out string why
    )
    {
        var said = names.Select(pages.SaidBy).FirstOrDefault(word => word is not null);
        why = said is null ? "" : $"the page calls itself \"{said}\"";
        var words = Words(tree, blocks);
        var children = new Dictionary<int, SortedDictionary<int, string>>();
        foreach (var (node, time) in Hours(tree, blocks, pages.Clocks))
            for (var child = node; child > 0; child = tree[child].Parent)
            {
                if (!children.TryGetValue(tree[child].Parent, out var timed))
                    children[tree[child].Parent] = timed = [];
                timed.TryAdd(child, time);
            }
        List<LiveEntry> best = [];
        foreach (var (parent, timed) in children.OrderBy(one => one.Key))
        {
            var entries = timed
                .Where(one => words[one.Key] >= FewestWords)
                .Select(one => new LiveEntry(one.Key, one.Value))
                .ToList();
            if (entries.Count < LivePages.FewestEntries || entries.Count < best.Count)
                continue;
            if (said is null && ByClass(tree, parent, pages) is not { } named)
                continue;
            else if (said is null)
                why = $"an element of class \"{ByClass(tree, parent, pages)}\" holds entries with their hours";
            best = entries;
        }
        return best;
    }

    private static string? ByClass(HtmlTree tree, int node, LivePages pages)
    {
        for (; node > 0; node = tree[node].Parent)
            if ((pages.SaidBy(tree.Attribute(node, "class")) ?? pages.SaidBy(tree.Attribute(node, "id"))) is { } word)
                return word;
        return null;
    }

    /// <summary>Where hours stand: time elements with an hour, and blocks that are nothing but one.</summary>
    private static IEnumerable<(int Node, string Time)> Hours(HtmlTree tree, List<Block> blocks, Clocks clocks)
    {
        for (var i = 0; i < tree.Count; i++)
            if (tree[i].Tag == HtmlTag.Time)
            {
                var time = tree.Attribute(i, "datetime") ?? tree.TextOf(i);
                if (IsoDates.Read(time)?.Clock is not null || clocks.Of(time) is not null)
                    yield return (i, time);
            }
        foreach (var block in blocks)
            if (block.Words <= 5 && clocks.Of(block.Text) is not null)
                yield return (block.Node, block.Text);
    }

    private static int[] Words(HtmlTree tree, List<Block> blocks)
    {
        var words = new int[tree.Count];
        foreach (var block in blocks)
            if (block.IsProse)
                words[block.Node] += block.Words;
        for (var i = tree.Count - 1; i > 0; i--)
            words[tree[i].Parent] += words[i];
        return words;
    }
}
