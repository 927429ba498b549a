using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Annals.Answers;
using Annals.Coding.Actors;
using Annals.Record;

namespace Annals.Web;

/// <summary>Someone's time at the head of an actor, as the knowledge files or articles of the record give it.</summary>
/// <param name="From">A day, a month or a year; null where it is not known.</param>
/// <param name="IsOpen">It is said to last.</param>
/// <param name="Source">An address, or the words of an article.</param>
public sealed record Term(string Leader, string? From, string? To, bool IsOpen, string Source);

/// <summary>Terms beside each other in time.</summary>
public static class Terms
{
    public static ImmutableArray<Term> Of(ImmutableArray<LeaderTerm> known, ImmutableArray<RelationRow> stated)
    {
        var terms = known.Select(term => new Term(
            term.Leader,
            term.From,
            term.To,
            term.To is null && term.From is not null,
            term.Source
        ));
        var said = stated
            .Where(row => row.Relation is Relations.Leads or Relations.LedUntil)
            .Select(row => new Term(
                row.Subject,
                Day(row.Time?.From),
                Day(row.Relation == Relations.LedUntil ? row.Time?.To ?? row.Time?.From : row.Time?.To),
                row.Relation == Relations.Leads && row.Time is { From: not null, To: null },
                Words.Quoted(row.Said)
            ));
        return [.. terms.Concat(said).OrderBy(term => term.From ?? term.To ?? "9", StringComparer.Ordinal)];
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static AnswerTable Table(ImmutableArray<Term> terms) =>
        new(
            "Leaders",
            ["leader", "from", "to", "source"],
            [
                .. terms.Select(term =>
                    ImmutableArray.Create(
                        term.Leader,
                        Words.Of(term.From),
                        term.IsOpen ? "still" : Words.Of(term.To),
                        term.Source
                    )
                ),
            ],
            []
        );

    public static string Json(ImmutableArray<Term> terms) =>
        new JsonArray([
            .. terms.Select(term =>
                (JsonNode)
                    new JsonObject
                    {
                        ["leader"] = term.Leader,
                        ["from"] = term.From,
                        ["to"] = term.To,
                        ["source"] = term.Source,
                    }
            ),
        ]).ToJsonString(
            new JsonSerializerOptions
            {
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );

    /// <summary>"1989 to 1991-05", "since 2024"; nothing where no end is known.</summary>
    public static string Years(string? from, string? to) =>
        (from, to) switch
        {
            ({ } first, { } last) => $"{first} to {last}",
            ({ } first, null) => $"since {first}",
            (null, { } last) => $"until {last}",
            _ => "",
        };

    /// <summary>A bar a term over one scale of years; an end that is not known fades into the scale's edge.</summary>
    public static Markup Chart(ImmutableArray<Term> terms, DateOnly today)
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
        double X(double year) => Math.Round((year - first) / (last - first) * 560, 1);
        var step = Math.Max(1, (int)Math.Ceiling((last - first) / 8));
        var ticks = Enumerable
            .Range((int)first, (int)(last - first) + 1)
            .Where(year => year % step == 0 && year > first && year < last);
        var height = (dated.Count * 22) + 20;
        var bars = dated.Select(
            (term, row) =>
            {
                var from = term.From is { } known ? X(Year(known, false)) : 0;
                var to =
                    term.To is { } end ? X(Year(end, true))
                    : term.IsOpen ? X(last)
                    : Math.Min(560, from + 20);
                var y = row * 22;
                var fades = term.From is null || term.To is null;
                return Markup.Of(
                    $"<g class=\"term {(fades ? "open" : "")}\"><rect x=\"{from}\" width=\"{Math.Max(3, to - from)}\" y=\"{y + 4}\" height=\"14\" rx=\"2\"/><text x=\"{(from > 340 ? from - 6 : to + 6)}\" y=\"{y + 15}\" text-anchor=\"{(from > 340 ? "end" : "start")}\">{term.Leader}, {Years(term.From, term.To)}</text></g>"
                );
            }
        );
        return Markup.Of(
            $"""
            <svg class="terms" viewBox="0 0 860 {height}" role="img" aria-label="Leaders in time; the table below holds the same">{ticks.Select(
                year =>
                    Markup.Of(
                        $"<line x1=\"{X(year)}\" x2=\"{X(year)}\" y1=\"0\" y2=\"{height - 16}\"/><text class=\"tick\" x=\"{X(year)}\" y=\"{height - 3}\" text-anchor=\"middle\">{year}</text>"
                    )
            )}{bars}</svg>
            """
        );
    }

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
