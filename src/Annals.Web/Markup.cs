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

    /// <summary>The parts after each other.</summary>
    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(part => part.html)));

    public override string ToString() => html;

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

        public void AppendFormatted(string? value) => builder.Append(value is null ? "" : Encoder.Encode(value));

        public void AppendFormatted<T>(T value) =>
            AppendFormatted(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));

        public readonly string ToHtml() => builder.ToString();
    }
}
