using Annals.Record;

namespace Annals.Reading;

/// <summary>What stands between a headline and its text in a plain page: who wrote it, for whom, and when.</summary>
internal sealed record TextHeader(string? Author, string? Outlet, Publication? Published)
{
    /// <summary>Lines below the headline in which a header is looked for.</summary>
    private const int Lines = 14;

    private const int LongestOutlet = 6;

    /// <summary>Reads the header that begins on a line, and marks what it took as no text.</summary>
    public static TextHeader Read(
        List<TextLine> lines,
        string?[] whys,
        int from,
        int to,
        Bylines bylines,
        WrittenDates dates
    )
    {
        string? author = null;
        Publication? published = null;
        var end = from;
        for (; end < to && end < from + Lines; end++)
        {
            var line = lines[end];
            if (whys[end] is not null)
                continue;
            var name = line.Words <= 10 && !line.EndsSentence ? bylines.InLine(line.Text) : null;
            if (line.IsProse && name is null)
                break;
            var found = dates.Find(line.Text);
            if (line.Words <= 14 && found.Count > 0 && found[0].Year is not null && !line.EndsSentence)
            {
                published ??= found[0].AsPublication(PublicationBasis.Dateline, []);
                whys[end] = "date line";
            }
            if (name is not null)
            {
                author ??= name;
                whys[end] = "byline";
            }
        }
        return new TextHeader(author, published is null ? null : FindOutlet(lines, whys, from, end), published);
    }

    /// <summary>An article below a header that stands over several.</summary>
    public Article Of(Article article, Publication published) =>
        article with
        {
            Id = Ids.OfArticle(article.Url, Outlet, article.Title, article.Text),
            Author = Author,
            Outlet = Outlet,
            Published = published,
        };

    /// <summary>A name in capitals right beside the date line: who published it. A subheading stands further down, or says something.</summary>
    private static string? FindOutlet(List<TextLine> lines, string?[] whys, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var beside =
                (i > from && whys[i - 1] is "date line" or "byline")
                || (i + 1 < to && whys[i + 1] is "date line" or "byline");
            if (whys[i] is not null || !beside || lines[i].Words is < 1 or > LongestOutlet || lines[i].EndsSentence)
                continue;
            if (!lines[i].Text.Split(' ').All(word => word.Length <= 3 || char.IsUpper(word[0])))
                continue;
            whys[i] = "outlet";
            return lines[i].Text;
        }
        return null;
    }
}
