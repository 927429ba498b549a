using System.Text;

namespace Annals.Reading.Html;

/// <summary>White space of a page is layout: runs of it count as one space. Control and direction characters are no space and stay.</summary>
internal static class Spaces
{
    public static bool Is(char letter) => letter is ' ' or '\t' or '\n' or '\r' or '\f' or '\u00A0';

    public static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        AppendFolded(folded, text);
        return folded.Length > 0 && folded[^1] == ' ' ? folded.ToString(0, folded.Length - 1) : folded.ToString();
    }

    /// <summary>Appends with runs of space folded, also with what stands there already; none at the beginning.</summary>
    public static void AppendFolded(StringBuilder builder, ReadOnlySpan<char> text)
    {
        var last = builder.Length == 0 ? ' ' : builder[^1];
        foreach (var letter in text)
        {
            if (!Is(letter))
                builder.Append(last = letter == '\0' ? '\uFFFD' : letter);
            else if (last is not (' ' or '\n'))
                builder.Append(last = ' ');
        }
    }
}
