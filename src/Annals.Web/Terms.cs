using System.Collections.Immutable;
using System.Globalization;
using Annals.Answers;

namespace Annals.Web;

/// <summary>Terms of leaders beside each other in time.</summary>
public static class Terms
{
    /// <summary>"1989 to 1991-05", "since 2024"; nothing where no end is known.</summary>
    private static string Years(string? from, string? to) =>
        (from, to) switch
        {
            ({ } first, { } last) => $"{first} to {last}",
            ({ } first, null) => $"since {first}",
            (null, { } last) => $"until {last}",
            _ => "",
        };

    /// <summary>A bar a term over one scale of years; a term whose end is not known is pale, and goes on to this day.</summary>
    public static Markup Chart(ImmutableArray<LeaderRow> terms, DateOnly today)
    {
        var dated = terms.Where(term => term.From is not null || term.To is not null).ToList();
        if (dated.Count == 0)
            return Markup.Of(
                $"<p class=\"soft\">No dates are known: {string.Join(", ", terms.Select(term => term.Leader).Distinct())}.</p>"
            );
        var first = Math.Floor(dated.Min(term => Year(term.From ?? term.To!, false))) - 1;
        var last = dated.Exists(term => term.IsOpen)
            ? today.Year + 1
            : Math.Ceiling(dated.Max(term => Year(term.To ?? term.From!, true))) + 1;
        double X(double year) => Math.Round((year - first) / (last - first) * Width, 1);
        var step = Math.Max(1, (int)Math.Ceiling((last - first) / 7));
        var ticks = Enumerable
            .Range((int)first, (int)(last - first) + 1)
            .Where(year => year % step == 0 && year > first && year < last)
            .ToList();
        var lines = Markup.Join(
            ticks.Select(year => Markup.Of($"<line x1=\"{X(year)}\" x2=\"{X(year)}\" y1=\"0\" y2=\"18\"/>"))
        );
        var bars = dated.Select(term =>
        {
            var from = term.From is { } known ? X(Year(known, false)) : 0;
            var to =
                term.To is { } end ? X(Year(end, true))
                : term.IsOpen ? X(today.Year + (today.DayOfYear / 366.0))
                : Math.Min(Width, from + 20);
            var fades = term.From is null || term.To is null;
            return Markup.Of(
                $"""
                <li class="{(fades ? "open" : "")}"><span><strong>{term.Leader}</strong> {Years(
                    term.From,
                    term.To
                )}</span><svg viewBox="0 0 {Width} 18" aria-hidden="true">{lines}<rect x="{from}" width="{Math.Max(
                    3,
                    to - from
                )}" y="4" height="10" rx="2"/></svg></li>
                """
            );
        });
        return Markup.Of(
            $"""
            <ul class="terms">{bars}<li class="scale" aria-hidden="true"><span></span><svg viewBox="0 0 {Width} 14">{ticks.Select(
                year => Markup.Of($"<text x=\"{X(year)}\" y=\"10\" text-anchor=\"middle\">{year}</text>")
            )}</svg></li></ul>
            """
        );
    }

    private const int Width = 400;

    /// <summary>A day, month or year as a number of years; the end of a month or year is its last day.</summary>
    private static double Year(string date, bool isEnd)
    {
        var parts = date.Split('-');
        var year = double.Parse(parts[0], CultureInfo.InvariantCulture);
        if (parts.Length == 1)
            return year + (isEnd ? 1 : 0);
        var month = double.Parse(parts[1], CultureInfo.InvariantCulture) - (isEnd && parts.Length == 2 ? 0 : 1);
        var day = parts.Length > 2 ? double.Parse(parts[2], CultureInfo.InvariantCulture) / 372 : 0;
        return year + (month / 12) + day;
    }
}

/// <summary>An answer's JSON with further answers as fields of it: what a page shows beside the answer.</summary>
public static class Joined
{
    public static string Write(string answer, params ReadOnlySpan<(string Name, string Json)> further)
    {
        var parts = new List<string> { answer.TrimEnd()[..^1] };
        foreach (var (name, json) in further)
            parts.Add($"\"{name}\":{json}");
        return string.Join(',', parts) + "}";
    }
}
