using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Annals.Web;

/// <summary>
/// HTML that is safe by construction: what is interpolated is encoded unless it is markup itself. Stored articles are
/// hostile input, and this is the only way by which their words reach a page.
/// </summary>
public sealed class Markup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string html;

    private Markup(string html) => this.html = html;

    public static readonly Markup Empty = new("");

    /// <summary>Interpolated values are encoded; literal parts are markup.</summary>
    public static Markup Of(ref Interpolation text) => new(text.ToHtml());

    /// <summary>An attribute that is there or not: the name is markup of ours, never a value.</summary>
    public static Markup Flag(string attribute, bool isSet) => isSet ? new(attribute) : Empty;

    /// <summary>The parts after each other.</summary>
    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(part => part.html)));

    public override string ToString() => html;

    /// <summary>
    /// Characters that turn the direction of what follows (Trojan Source, CVE-2021-42574) and control characters stand
    /// as a visible mark: what a page shows is what stands there, in its order.
    /// </summary>
    private static string WithoutTricks(string value)
    {
        if (
            !value.AsSpan().ContainsAnyInRange('\u202A', '\u202E')
            && !value.AsSpan().ContainsAnyInRange('\u2066', '\u2069')
            && !value.Any(IsControl)
        )
            return value;
        return string.Create(
            value.Length,
            value,
            (shown, from) =>
            {
                for (var index = 0; index < from.Length; index++)
                    shown[index] =
                        from[index] is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
                        || IsControl(from[index])
                            ? '\uFFFD'
                            : from[index];
            }
        );
    }

    private static bool IsControl(char character) =>
        char.IsControl(character) && character is not ('\n' or '\r' or '\t');

    [InterpolatedStringHandler]
    public ref struct Interpolation(int literalLength, int formattedCount)
    {
        private readonly StringBuilder builder = new(literalLength + (formattedCount * 16));

        public void AppendLiteral(string literal) => builder.Append(literal);

        public void AppendFormatted(Markup? markup) => builder.Append(markup?.html);

        public void AppendFormatted(IEnumerable<Markup> parts)
        {
            foreach (var part in parts)
                builder.Append(part.html);
        }

        public void AppendFormatted(string? value) =>
            builder.Append(value is null ? "" : Encoder.Encode(WithoutTricks(value)));

        public void AppendFormatted<T>(T value)
        {
            if (value is IEnumerable<Markup> parts)
                AppendFormatted(parts);
            else
                AppendFormatted(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
        }

        public void AppendFormatted<T>(T value, string format)
            where T : IFormattable =>
            AppendFormatted(value.ToString(format, System.Globalization.CultureInfo.InvariantCulture));

        public readonly string ToHtml() => builder.ToString();
    }
}
