using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Annals.Record;

namespace Annals.Linking;

/// <summary>
/// Reports as people have decided on them. A review finds its report again after re-coding, and in a corrected version of
/// the article, by the words that it stands on: the report itself is never changed, only what is linked is.
/// </summary>
public static class Reviewed
{
    public const string Confirm = "confirm";
    public const string Correct = "correct";
    public const string Reject = "reject";
    public const string Merge = "merge";
    public const string Split = "split";
    public const string Add = "add";

    /// <summary>The reports that a review is about: of its kind, on its words; where one of them has its type, only those.</summary>
    /// <param name="article">The review's article, or its other article.</param>
    /// <param name="span">The review's words there.</param>
    /// <param name="kind">Null for any.</param>
    /// <param name="type">Type of the happening when it was decided; null for any.</param>
    /// <param name="reports">Reports of the article and of its other versions.</param>
    public static ImmutableArray<Report> Find(
        string? article,
        TextSpan? span,
        ReportKind? kind,
        string? type,
        IEnumerable<Report> reports
    )
    {
        ImmutableArray<Report> fitting =
        [
            .. reports.Where(report =>
                (kind is null || report.Kind == kind) && (span is not { } words || StandsOn(report, article, words))
            ),
        ];
        ImmutableArray<Report> same =
        [
            .. fitting.Where(report => report is Happening happening && happening.Type == type),
        ];
        return same.Length > 0 ? same : fitting;
    }

    /// <summary>The report after these reviews, in the order in which they were made; null where it was rejected.</summary>
    public static Report? Apply(Report report, IEnumerable<Review> reviews)
    {
        Report? after = report;
        foreach (var review in reviews)
            after = review.Decision switch
            {
                Reject => null,
                // A confirmation takes a rejection back.
                Confirm => (after ?? report) with { Confidence = 1 },
                Correct when after is not null => Corrected(after, review.Field!, review.Value) with { Confidence = 1 },
                _ => after,
            };
        return after;
    }

    /// <summary>The report with another value in a field: type, status, negated, time, place, harm.EFFECT, actor, target, claimant, speaker.</summary>
    /// <exception cref="UnfitDecisionException">There is no such field, or the value is none of its own; the message says which.</exception>
    public static Report Corrected(Report report, string field, string? value) =>
        (field, report) switch
        {
            ("status", _) => report with { Status = One<Status>(field, value) },
            ("negated", _) => report with { Negated = value == "true" },
            ("time", _) => report with { Time = TimeOf(value) },
            ("place", _) => report with { Place = PlaceOf(value) },
            ("type", Happening happening) => happening with { Type = value ?? throw Wrong(field, value) },
            (_, Happening happening) when field.StartsWith("harm.", StringComparison.Ordinal) => WithHarm(
                happening,
                One<Effect>("harm", field[5..]),
                CountOf(field, value)
            ),
            _ => CorrectedActors.Of(report, field, value)
                ?? throw new UnfitDecisionException(
                    $"\"{field}\" is no field to correct here: type, status, negated, time, place, {CorrectedActors.Fields} or harm.EFFECT (harm.killed)"
                ),
        };

    /// <summary>The same words at the same place, or, in another version of the article, the same words.</summary>
    private static bool StandsOn(Report report, string? article, TextSpan words) =>
        report.Evidence.Any(span =>
            report.Article == article ? span.Overlaps(words) : span.Text.Equals(words.Text, StringComparison.Ordinal)
        );

    private static Happening WithHarm(Happening happening, Effect effect, Count count)
    {
        var kept = happening.Harm.Where(harm => harm.Effect != effect);
        if (count.IsUnknown)
            return happening with { Harm = [.. kept] };
        var before = happening.Harm.FirstOrDefault(harm => harm.Effect == effect);
        var harm = (before ?? new Harm { Effect = effect }) with
        {
            Low = count.Low,
            Best = count.Best,
            High = count.High,
            IncludedIn = null,
            Superseded = false,
        };
        // Indices of parts would point elsewhere now: a whole that was corrected stands alone.
        return happening with { Harm = [harm, .. kept.Select(other => other with { IncludedIn = null })] };
    }

    /// <summary>"12", "10-12", "10-" (at least), "-12" (at most), "unknown".</summary>
    private static Count CountOf(string field, string? value)
    {
        if (value is null or "unknown" or "")
            return Count.Unknown;
        var ends = value.Split('-');
        if (ends.Length == 1 && Number(ends[0]) is { } exact)
            return Count.Exactly(exact);
        return ends.Length == 2 && (Number(ends[0]) ?? Number(ends[1])) is not null
            ? new Count(Number(ends[0]), null, Number(ends[1]))
            : throw Wrong(field, value);
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>A day, "day..day" with an end left open where it is, or "unknown".</summary>
    private static EventTime? TimeOf(string? value)
    {
        if (value is null or "unknown" or "")
            return null;
        var ends = value.Split("..");
        var (from, to) = (Day(ends[0]), Day(ends[^1]));
        if (ends.Length > 2 || (from is null && to is null) || to < from)
            throw Wrong("time", value);
        return new EventTime
        {
            From = from,
            To = to,
            Precision = from == to ? TimePrecision.Day : TimePrecision.Days,
            Basis = "reviewed",
        };
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>A place as the contract has it in JSON, or "unknown".</summary>
    private static Place? PlaceOf(string? value)
    {
        if (value is null or "unknown" or "")
            return null;
        try
        {
            return Json.ReadPlace(value);
        }
        catch (JsonException)
        {
            throw Wrong("place", value);
        }
    }

    private static T One<T>(string field, string? value)
        where T : struct, Enum =>
        Enum.TryParse<T>(value?.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var one)
        && Enum.IsDefined(one)
            ? one
            : throw Wrong(field, value);

    private static UnfitDecisionException Wrong(string field, string? value) => new($"\"{value}\" is no {field}");
}

/// <summary>A decision that cannot be carried out: says why.</summary>
public sealed class UnfitDecisionException(string message) : InvalidOperationException(message);
