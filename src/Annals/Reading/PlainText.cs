using Annals.Record;

namespace Annals.Reading;

/// <summary>Plain text: a first line that stands alone and reads like a headline is the title, the rest is the text.</summary>
internal static class PlainText
{
    public static PageReading Read(PageReading reading)
    {
        var page = reading.Decoded;
        var start = 0;
        var end = page.Length;
        while (start < end && char.IsWhiteSpace(page[start]))
            start++;
        while (end > start && char.IsWhiteSpace(page[end - 1]))
            end--;
        if (start == end)
            return reading;
        var text = page[start..end];
        return reading with
        {
            Articles =
            [
                new Article
                {
                    Id = Ids.OfArticle(reading.Page.Url, null, null, text),
                    Url = reading.Page.Url,
                    Text = text,
                    Page = new PageRef(reading.Page.Path, Digests.Sha256(reading.Page.Content.Span), start, end),
                },
            ],
        };
    }
}

internal static class Digests
{
    public static string Sha256(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
}
