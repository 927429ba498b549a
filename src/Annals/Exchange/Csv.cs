using System.Globalization;

namespace Annals.Exchange;

/// <summary>Rows of RFC 4180: a cell with a comma, a quote or a line break stands in quotes. Lines end as on every machine.</summary>
internal static class Csv
{
    public static void Write(TextWriter output, IEnumerable<object?> cells)
    {
        output.Write(string.Join(',', cells.Select(Cell)));
        output.Write('\n');
    }

    private static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            string words => words,
            IFormattable number => number.ToString(
                number is DateOnly ? "yyyy-MM-dd" : null,
                CultureInfo.InvariantCulture
            ),
            _ => value.ToString() ?? "",
        };
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
