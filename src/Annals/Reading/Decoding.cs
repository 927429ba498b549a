using System.Text;
using System.Text.Unicode;
using Annals.Record;

namespace Annals.Reading;

/// <summary>
/// Bytes to text: the byte order mark, then the header of the fetch, then what the page says of itself, then the content;
/// the first that can be believed. A page that says one thing and is valid UTF-8 with other letters than ASCII is UTF-8:
/// no text in another encoding is that by chance.
/// </summary>
internal static class Decoding
{
    /// <summary>Where a page has to say its encoding (HTML standard, 4.2.5.5, has 1024; many pages are late).</summary>
    private const int MetaWithin = 4096;

    public static (string Text, string Encoding) Decode(Page page)
    {
        var bytes = page.Content.Span;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return (Encoding.UTF8.GetString(bytes[3..]), "utf-8 (byte order mark)");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return (Encoding.Unicode.GetString(bytes[2..]), "utf-16le (byte order mark)");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return (Encoding.BigEndianUnicode.GetString(bytes[2..]), "utf-16be (byte order mark)");
        if (Utf8.IsValid(bytes) && bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            return (Encoding.UTF8.GetString(bytes), "utf-8 (content)");
        if (
            Named(Charset(page.Headers.GetValueOrDefault("content-type"))) is { } byHeader
            && IsBelieved(byHeader, bytes)
        )
            return (byHeader.GetString(bytes), $"{byHeader.WebName} (header)");
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, MetaWithin)]);
        if (Named(Charset(head)) is { } byPage && IsBelieved(byPage, bytes))
            return (byPage.GetString(bytes), $"{byPage.WebName} (the page says so)");
        if (Utf8.IsValid(bytes))
            return (Encoding.UTF8.GetString(bytes), "utf-8 (content)");
        var guessed = OfContent(bytes);
        return (guessed.GetString(bytes), $"{guessed.WebName} (content)");
    }

    /// <summary>
    /// A page that says UTF-8 and has more letters that are none than letters that are was written by an older program;
    /// one with a few broken letters among sound ones is UTF-8 all the same.
    /// </summary>
    private static bool IsBelieved(Encoding said, ReadOnlySpan<byte> bytes)
    {
        if (said.CodePage != Encoding.UTF8.CodePage || Utf8.IsValid(bytes))
            return true;
        var (sound, broken) = (0, 0);
        foreach (var letter in Encoding.UTF8.GetString(bytes))
            if (letter == '\uFFFD')
                broken++;
            else if (letter > '\u007F')
                sound++;
        return sound >= broken;
    }

    /// <summary>What stands after "charset=" or "encoding=".</summary>
    private static string? Charset(string? words)
    {
        if (words is null)
            return null;
        foreach (var mark in (ReadOnlySpan<string>)["charset", "encoding"])
        {
            var at = words.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                continue;
            var value = words.AsSpan(at + mark.Length).TrimStart();
            if (value.IsEmpty || value[0] != '=')
                continue;
            value = value[1..].TrimStart(" \"'");
            var end = 0;
            while (end < value.Length && (char.IsAsciiLetterOrDigit(value[end]) || value[end] is '-' or '_'))
                end++;
            if (end > 0)
                return value[..end].ToString();
        }
        return null;
    }

    /// <summary>Null for a name that nobody knows. Latin-1 is read as windows-1252, as browsers do. UTF-16 cannot be said in ASCII.</summary>
    private static Encoding? Named(string? name)
    {
        if (name is null || name.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase))
            return null;
        if (
            name.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase)
            || name.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)
            || name.Equals("latin1", StringComparison.OrdinalIgnoreCase)
        )
            name = "windows-1252";
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Undeclared bytes: many high ones side by side are Cyrillic, whose small letters stand in the upper half of
    /// windows-1251 and in the lower half of KOI8-R; single ones among ASCII are Western.
    /// </summary>
    private static Encoding OfContent(ReadOnlySpan<byte> bytes)
    {
        var (pairs, high, upperHalf) = (0, 0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0xC0)
                continue;
            high++;
            if (bytes[i] >= 0xE0)
                upperHalf++;
            if (i > 0 && bytes[i - 1] >= 0xC0)
                pairs++;
        }
        var name =
            pairs * 2 <= high ? "windows-1252"
            : upperHalf * 2 > high ? "windows-1251"
            : "koi8-r";
        return CodePagesEncodingProvider.Instance.GetEncoding(name)!;
    }
}
