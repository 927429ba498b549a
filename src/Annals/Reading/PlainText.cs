using System.Collections.Immutable;
using System.Text;
using Annals.Record;

namespace Annals.Reading;

/// <summary>
/// Plain text and scrapes. A scraper saves what a browser shows: the headline over the picture and again over the text,
/// the caption twice, the letters of widgets. Just that repetition tells where an article begins: a line that ends no
/// sentence and stands again within a few lines is a headline, the other repeated lines near it are captions. Text without
/// any of it is one article, cut nowhere.
/// </summary>
internal sealed class PlainText(
    ScrapeLines furniture,
    Bylines bylines,
    LivePages live,
    Languages languages,
    WrittenDates dates,
    InferredDates inferred
)
{
    /// <summary>Lines, empty ones not counted, within which a headline or caption stands again.</summary>
    private const int RepeatedWithin = 14;

    /// <summary>Letters that a widget leaves behind ("TT", "A-"): a line no longer than this.</summary>
    private const int WidgetLetters = 2;

    public PageReading Read(PageReading reading, bool whole = false)
    {
        var lines = TextLine.Of(reading.Decoded);
        if (lines.Count == 0)
            return reading with { Notes = reading.Notes.Add(new PageNote(null, "kind", null, "empty")) };
        var whys = new string?[lines.Count];
        var hours = whole ? [] : live.Hours(lines);
        if (hours.Count > 0)
            return ReadLive(reading, lines, whys, hours);
        var heads = whole ? [] : Heads(lines, whys);
        if (!whole && (heads.Count > 0 || whys.Any(why => why is not null)) && reading.Why != "asked for")
            reading = reading with
            {
                Format = PageFormat.Scrape,
                Why = "lines that scrapers leave stand in it: headlines repeated, credits or links",
            };
        if (heads.Count == 0 && lines.Count > 1 && Titled(lines, whys))
            heads.Add(0);
        var articles = ImmutableArray.CreateBuilder<Article>();
        var notes = ImmutableArray.CreateBuilder<PageNote>();
        var loose = ImmutableArray.CreateBuilder<Dropped>();
        for (var i = heads.Count > 0 && heads[0] == 0 ? 0 : -1; i < heads.Count; i++)
        {
            var from = i < 0 ? 0 : heads[i];
            var to = i + 1 < heads.Count ? heads[i + 1] : lines.Count;
            if (Make(reading, lines, whys, from, to, i >= 0) is { } made)
            {
                var notices = Notices.Of(made.Dropped, reading.Decoded, dates, articles.Count);
                notes.AddRange(notices.Notes);
                articles.Add(made with { Modified = notices.Modified });
            }
            else
                for (var line = from; line < to; line++)
                    loose.Add(new Dropped(lines[line].Start, lines[line].End, whys[line] ?? "no text of an article"));
        }
        return reading with
        {
            Articles = articles.ToImmutable(),
            Dropped = loose.ToImmutable(),
            Notes = reading.Notes.AddRange(notes),
        };
    }

    /// <summary>A scraped live blog: what stands before the first hour is an article, and each entry is one with its hour.</summary>
    private PageReading ReadLive(
        PageReading reading,
        List<TextLine> lines,
        string?[] whys,
        SortedDictionary<int, (string Clock, string? Zone)> hours
    )
    {
        MarkFurniture(lines, whys);
        var articles = ImmutableArray.CreateBuilder<Article>();
        var notes = ImmutableArray.CreateBuilder<PageNote>();
        notes.Add(new PageNote(null, "kind", "live blog", $"it calls itself so, and {hours.Count} lines are hours"));
        int[] starts = [.. hours.Keys];
        var header = TextHeader.Read(lines, whys, 0, starts[0], bylines, dates);
        var day = header.Published;
        if (Make(reading, lines, whys, 0, starts[0], headed: lines[0].IsHeadline) is { } opening)
            articles.Add(header.Of(opening, day ?? opening.Published));
        for (var i = 0; i < starts.Length; i++)
        {
            var (from, to) = (starts[i], i + 1 < starts.Length ? starts[i + 1] : lines.Count);
            whys[from] = "hour of the entry";
            var headed = !lines[from + 1].IsProse && whys[from + 1] is null;
            if (Make(reading, lines, whys, headed ? from + 1 : from, to, headed) is not { } entry)
                continue;
            notes.Add(new PageNote(articles.Count, "kind", "live blog entry", "an hour stands alone above it"));
            var (clock, zone) = hours[from];
            var published = (day is { Day: not null } ? day : Publication.Unknown) with { Clock = clock, Zone = zone };
            articles.Add(header.Of(entry, published));
        }
        return reading with
        {
            Format = PageFormat.Scrape,
            Why = "a live blog: hours stand in lines of their own",
            Articles = articles.ToImmutable(),
            Notes = notes.ToImmutable(),
        };
    }

    /// <summary>Markdown: its first heading is the title, and the text stays as it is written.</summary>
    public PageReading ReadMarkdown(PageReading reading)
    {
        var plain = Read(reading, whole: true) with { Format = PageFormat.Markdown, Why = reading.Why };
        if (plain.Articles is not [{ } article])
            return plain;
        var title = article.Title ?? article.Text.Split('\n')[0];
        if (!title.StartsWith('#'))
            return plain;
        var text = article.Title is null ? article.Text[title.Length..].Trim() : article.Text;
        title = title.Trim('#', ' ', '\r');
        return plain with
        {
            Articles =
            [
                article with
                {
                    Id = Ids.OfArticle(article.Url, null, title, text),
                    Title = title,
                    Text = text,
                },
            ],
        };
    }

    /// <summary>The first line stands alone and ends no sentence, and text follows soon.</summary>
    private static bool Titled(List<TextLine> lines, string?[] whys) =>
        whys[0] is null
        && lines[0].IsHeadline
        && !lines[0].EndsSentence
        && lines[1].AfterBlank
        && lines.Skip(1).Take(LinesUnderATitle).Any(line => line.IsProse);

    /// <summary>Outlet, author and date may stand between a title and its text.</summary>
    private const int LinesUnderATitle = 4;

    /// <summary>The lines that head an article; every line that is no text gets its reason.</summary>
    private List<int> Heads(List<TextLine> lines, string?[] whys)
    {
        var heads = new List<int>();
        var repeats = Repeats(lines);
        MarkFurniture(lines, whys);
        for (var i = 0; i < lines.Count; )
        {
            // A cluster: lines one after the other that are repeated, short, or furniture.
            var end = i;
            while (end < lines.Count && (repeats[end] || whys[end] is not null || !lines[end].IsProse))
                end++;
            if (end > i)
                MarkCluster(lines, repeats, whys, i, end, heads);
            i = Math.Max(end, i + 1);
        }
        if (heads.Count == 0)
            FindWires(lines, whys, heads);
        DropRepeatedProse(lines, whys, heads);
        return heads;
    }

    private void MarkFurniture(List<TextLine> lines, string?[] whys)
    {
        for (var i = 0; i < lines.Count; i++)
            whys[i] ??=
                lines[i].Text.Length <= WidgetLetters && !char.IsDigit(lines[i].Text[0])
                    ? "widget letters"
                    : furniture.Why(lines[i].Text, lines[i].Words);
    }

    private static bool[] Repeats(List<TextLine> lines)
    {
        var repeats = new bool[lines.Count];
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Words < 3)
                continue;
            if (last.TryGetValue(lines[i].Text, out var before) && i - before <= RepeatedWithin)
                repeats[i] = repeats[before] = true;
            last[lines[i].Text] = i;
        }
        return repeats;
    }

    private static void MarkCluster(
        List<TextLine> lines,
        bool[] repeats,
        string?[] whys,
        int from,
        int to,
        List<int> heads
    )
    {
        var head = -1;
        for (var i = from; i < to && head < 0; i++)
            if (repeats[i] && whys[i] is null && lines[i].IsHeadline && StandsAgain(lines, i, to))
                head = i;
        if (head >= 0)
        {
            heads.Add(head);
            for (var i = from; i < head; i++)
                whys[i] ??= "before the headline";
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = from; i < to; i++)
        {
            if (i == head || !repeats[i])
                continue;
            var again = !seen.Add(lines[i].Text);
            var isHead = head >= 0 && lines[i].Text == lines[head].Text;
            whys[i] =
                isHead ? "headline repeated"
                : again ? "caption repeated"
                : "caption";
        }
    }

    private static bool StandsAgain(List<TextLine> lines, int line, int to)
    {
        for (var i = line + 1; i < to; i++)
            if (lines[i].Text == lines[line].Text)
                return true;
        return false;
    }

    /// <summary>Agency wires in one page: each a headline, then a paragraph that begins with a dateline.</summary>
    private void FindWires(List<TextLine> lines, string?[] whys, List<int> heads)
    {
        for (var i = 1; i < lines.Count; i++)
            if (
                lines[i].IsProse
                && lines[i - 1].IsHeadline
                && !lines[i - 1].EndsSentence
                && whys[i - 1] is null
                && Dateline.Of(lines[i].Text, dates) is not null
            )
                heads.Add(i - 1);
        if (heads.Count == 1 && heads[0] != 0)
            heads.Clear();
    }

    private static void DropRepeatedProse(List<TextLine> lines, string?[] whys, List<int> heads)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            if (heads.Contains(i))
                seen.Clear();
            else if (whys[i] is null && lines[i].Words >= 12 && !seen.Add(lines[i].Text))
                whys[i] = "paragraph repeated";
        }
    }

    private Article? Make(PageReading reading, List<TextLine> lines, string?[] whys, int from, int to, bool headed)
    {
        var (title, first) = headed ? (lines[from].Text, from + 1) : (null, from);
        var header = TextHeader.Read(lines, whys, first, to, bylines, dates);
        var text = Join(reading.Decoded, lines, whys, first, to);
        if (text.Length == 0)
            return null;
        var dropped = ImmutableArray.CreateBuilder<Dropped>();
        for (var i = first; i < to; i++)
            if (whys[i] is { } why)
                dropped.Add(new Dropped(lines[i].Start, lines[i].End, why));
        return new Article
        {
            Id = Ids.OfArticle(reading.Page.Url, header.Outlet, title, text),
            Title = title,
            Author = header.Author,
            Outlet = header.Outlet,
            Url = reading.Page.Url,
            Language = languages.Of(text),
            Published = Dated(text, header.Published, dates, inferred),
            Text = text,
            Page = new PageRef(
                reading.Page.Path,
                Digests.Sha256(reading.Page.Content.Span),
                lines[from].Start,
                lines[to - 1].End
            ),
            Dropped = dropped.ToImmutable(),
        };
    }

    /// <summary>The header's date, else the dateline's, else what the text's own anchors give.</summary>
    internal static Publication Dated(string text, Publication? header, WrittenDates dates, InferredDates inferred)
    {
        if (header is not null)
            return header;
        if (Dateline.Of(text, dates) is { Date: { Year: not null } date } line)
            return date.AsPublication(PublicationBasis.Dateline, [line.Span]) ?? Publication.Unknown;
        return inferred.Infer(text) ?? Publication.Unknown;
    }

    /// <summary>What is kept stands as in the page; where something was dropped between, an empty line parts it.</summary>
    private static string Join(string page, List<TextLine> lines, string?[] whys, int from, int to)
    {
        var text = new StringBuilder();
        for (var i = from; i < to; )
        {
            if (whys[i] is not null)
            {
                i++;
                continue;
            }
            var end = i + 1;
            while (end < to && whys[end] is null)
                end++;
            if (text.Length > 0)
                text.Append("\n\n");
            text.Append(page, lines[i].Start, lines[end - 1].End - lines[i].Start);
            i = end;
        }
        return text.ToString();
    }
}

internal static class Digests
{
    public static string Sha256(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
}
