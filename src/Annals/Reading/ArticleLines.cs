using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Annals.Record;

namespace Annals.Reading;

/// <summary>
/// JSON Lines: an article a line, taken whole, neither cut nor cleaned. Reads what others write (`published` as a day,
/// a timestamp, a month or a year) and what `annals read` itself writes. A line that is none is a problem with its number.
/// </summary>
public static class ArticleLines
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, MaxDepth = 64 };

    internal static PageReading Read(Page page, string why, Languages languages)
    {
        var articles = ImmutableArray.CreateBuilder<Article>();
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var content = page.Content;
        if (content.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            content = content[3..];
        if (IsOneDocument(content.Span))
            ReadElement(page, content, page.Line ?? 1, articles, problems);
        else
            ReadLines(page, content, articles, problems);
        return new PageReading
        {
            Page = page,
            Format = PageFormat.JsonLines,
            Why = why,
            Encoding = "utf-8",
            Decoded = Encoding.UTF8.GetString(content.Span),
            Articles =
            [
                .. articles.Select(article =>
                    article.Language is null ? article with { Language = languages.Of(article.Text) } : article
                ),
            ],
            Problems = problems.ToImmutable(),
        };
    }

    /// <summary>One line, as `annals read` writes it or as others do.</summary>
    /// <exception cref="JsonException">It is no article, or its publication is no day.</exception>
    public static Article Read(string line)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        using var document = JsonDocument.Parse(line, Options);
        var article = ReadArticle(document.RootElement, new Page { Path = "", Content = default }, 1, problems);
        return problems is [var problem, ..] ? throw new JsonException(problem.Cause) : article;
    }

    /// <summary>An array, or one object printed over several lines: its first line alone is no JSON.</summary>
    private static bool IsOneDocument(ReadOnlySpan<byte> content)
    {
        var text = content.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty || text[0] == (byte)'[')
            return true;
        var end = text.IndexOf((byte)'\n');
        return end < 0 || text[..end].Trim(" \t\r"u8) is [(byte)'{'];
    }

    private static void ReadLines(
        Page page,
        ReadOnlyMemory<byte> content,
        ImmutableArray<Article>.Builder articles,
        ImmutableArray<Problem>.Builder problems
    )
    {
        for (var line = page.Line ?? 1; !content.IsEmpty; line++)
        {
            var end = content.Span.IndexOf((byte)'\n');
            var text = end < 0 ? content : content[..end];
            content = end < 0 ? default : content[(end + 1)..];
            if (!text.Span.Trim(" \t\r"u8).IsEmpty)
                ReadElement(page, text, line, articles, problems);
        }
    }

    private static void ReadElement(
        Page page,
        ReadOnlyMemory<byte> json,
        int line,
        ImmutableArray<Article>.Builder articles,
        ImmutableArray<Problem>.Builder problems
    )
    {
        if (json.Span.Trim(" \t\r\n"u8).IsEmpty)
            return;
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Array)
                articles.Add(ReadArticle(root, page, line, problems));
            else
                foreach (var element in root.EnumerateArray())
                    articles.Add(ReadArticle(element, page, line, problems));
        }
        catch (JsonException exception)
        {
            var at = line + (int)(exception.LineNumber ?? 0);
            problems.Add(new Problem(page.Path, at, $"broken JSON: {WithoutPlace(exception.Message)}"));
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair, written as an escape: valid JSON, but no text.
            problems.Add(new Problem(page.Path, line, exception.Message));
        }
    }

    private static string WithoutPlace(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static Article ReadArticle(
        JsonElement line,
        Page page,
        int number,
        ImmutableArray<Problem>.Builder problems
    )
    {
        if (line.ValueKind != JsonValueKind.Object)
            throw new JsonException("an article is a JSON object");
        var text = String(line, "text") ?? throw new JsonException("an article needs a \"text\"");
        var title = String(line, "title");
        var outlet = String(line, "outlet");
        var url = String(line, "url");
        return new Article
        {
            Id = String(line, "id") ?? Ids.OfArticle(url, outlet, title, text),
            Title = title,
            Author = String(line, "author"),
            Outlet = outlet,
            Url = url,
            Language = String(line, "language"),
            Published = Published(line, "published", page, number, problems) ?? Publication.Unknown,
            Modified = Published(line, "modified", page, number, problems),
            Text = text,
            Page = Part(line, "page") is { } from ? from.Deserialize(RecordContext.Default.PageRef) : null,
            Dropped = Part(line, "dropped") is { } dropped
                ? dropped.Deserialize(RecordContext.Default.ImmutableArrayDropped)
                : [],
            Notes =
                Part(line, "notes") is { } notes && AreNotes(notes)
                    ? notes.Deserialize(RecordContext.Default.ImmutableArrayArticleNote)
                    : [],
            Mentions = Part(line, "mentions") is { } mentions && AreSpans(mentions) ? Mentions(mentions, text) : null,
        };
    }

    private static Publication? Published(
        JsonElement line,
        string name,
        Page page,
        int number,
        ImmutableArray<Problem>.Builder problems
    )
    {
        if (Part(line, name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Object)
            return value.Deserialize(RecordContext.Default.Publication);
        var words = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.GetString();
        if (string.IsNullOrWhiteSpace(words))
            return null;
        if (IsoDates.Read(words) is { } published)
            return published;
        problems.Add(new Problem(page.Path, number, $"\"{name}\" is no ISO date: \"{words}\""));
        return null;
    }

    /// <summary>Others keep other things under that name (labels, counts): those are not ours to read.</summary>
    private static bool AreSpans(JsonElement mentions) =>
        mentions.ValueKind == JsonValueKind.Array
        && mentions
            .EnumerateArray()
            .All(one => one.ValueKind == JsonValueKind.Object && one.TryGetProperty("start", out _));

    private static bool AreNotes(JsonElement notes) =>
        notes.ValueKind == JsonValueKind.Array
        && notes
            .EnumerateArray()
            .All(one =>
                one.ValueKind == JsonValueKind.Object
                && one.TryGetProperty("about", out _)
                && one.TryGetProperty("why", out _)
            );

    private static IReadOnlyList<GivenMention> Mentions(JsonElement mentions, string text)
    {
        var given = new List<GivenMention>();
        foreach (var mention in mentions.EnumerateArray())
        {
            var (start, end) = (mention.GetProperty("start").GetInt32(), mention.GetProperty("end").GetInt32());
            if (start < 0 || end < start || end > text.Length)
                throw new JsonException($"mention {start}-{end} lies outside the text of {text.Length}");
            given.Add(new GivenMention(start, end));
        }
        return given;
    }

    private static JsonElement? Part(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? String(JsonElement line, string name) =>
        Part(line, name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } value => value.GetString(),
            { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
            { } value => throw new JsonException($"\"{name}\" is {value.ValueKind}, not a string"),
        };
}
