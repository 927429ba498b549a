using System.Globalization;
using System.Net;
using System.Text;

namespace Annals.Reading.Html;

/// <summary>"&amp;amp;", "&amp;#8217;", "&amp;#x2019;" to the characters that they stand for; what is none stays as written.</summary>
internal static class CharacterReferences
{
    /// <summary>What browsers make of &amp;#128; to &amp;#159;: windows-1252, as pages mean it (HTML standard, 13.2.5.80).</summary>
    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    private const int LongestName = 32;

    public static string Resolve(ReadOnlySpan<char> text)
    {
        if (!text.Contains('&'))
            return text.ToString();
        var resolved = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            var next = text.IndexOf('&');
            if (next < 0)
                break;
            resolved.Append(text[..next]);
            text = text[next..];
            text = text[ResolveOne(text, resolved)..];
        }
        return resolved.Append(text).ToString();
    }

    /// <summary>Resolves the reference that the text begins with; how many characters it took, at least one.</summary>
    private static int ResolveOne(ReadOnlySpan<char> text, StringBuilder resolved)
    {
        if (text.Length > 2 && text[1] == '#')
            return ResolveNumber(text, resolved);
        var end = 1;
        while (end < text.Length && end < LongestName && char.IsAsciiLetterOrDigit(text[end]))
            end++;
        if (end > 1 && end < text.Length && text[end] == ';')
        {
            var reference = text[..(end + 1)].ToString();
            resolved.Append(WebUtility.HtmlDecode(reference));
            return end + 1;
        }
        // The oldest names are understood without their semicolon as well.
        foreach (var name in (ReadOnlySpan<string>)["amp", "lt", "gt", "quot", "nbsp"])
            if (text[1..end].Equals(name, StringComparison.Ordinal))
            {
                resolved.Append(WebUtility.HtmlDecode($"&{name};"));
                return end;
            }
        resolved.Append('&');
        return 1;
    }

    private static int ResolveNumber(ReadOnlySpan<char> text, StringBuilder resolved)
    {
        var hex = text[2] is 'x' or 'X';
        var start = hex ? 3 : 2;
        var end = start;
        while (
            end < text.Length
            && end - start < 8
            && (hex ? char.IsAsciiHexDigit(text[end]) : char.IsAsciiDigit(text[end]))
        )
            end++;
        var style = hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (end == start || !int.TryParse(text[start..end], style, CultureInfo.InvariantCulture, out var code))
        {
            resolved.Append('&');
            return 1;
        }
        if (code is >= 0x80 and <= 0x9F)
            resolved.Append(Windows1252[code - 0x80]);
        else
            resolved.Append(Rune.IsValid(code) && code != 0 ? new Rune(code).ToString() : "\uFFFD");
        return end < text.Length && text[end] == ';' ? end + 1 : end;
    }
}
