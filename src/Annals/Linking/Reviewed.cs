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
    /// <param name="id">The report's id when it was decided: where it is still among them, that one alone is meant.</param>
    public static ImmutableArray<Report> Find(
        string? article,
        TextSpan? span,
        ReportKind? kind,
        string? type,
        IEnumerable<Report> reports,
        string? id = null
    )
    {
        ImmutableArray<Report> fitting =
        [
            .. reports.Where(report =>
                (kind is null || report.Kind == kind) && (span is not { } words || StandsOn(report, article, words))
            ),
        ];
        if (fitting.FirstOrDefault(report => report.Id == id) is { } meant)
            return [meant];
        ImmutableArray<Report> same =
        [
            .. fitting.Where(report => report is Happening happening && happening.Type == type),
        ];
        return same.Length > 0 ? same : fitting;
    }

    /// <summary>Of reports on the same words, those that say most of what this one said: who, where, when, how many, how certainly.</summary>
    public static ImmutableArray<Report> MostLike(Report before, ImmutableArray<Report> reports)
    {
        if (reports.Length < 2)
            return reports;
        var likeness = reports.Select(report => Features(report).Intersect(Features(before)).Count()).ToArray();
        return [.. reports.Where((_, index) => likeness[index] == likeness.Max())];
    }

    private static IEnumerable<string> Features(Report report)
    {
        yield return $"kind {report.Kind}";
        yield return $"status {report.Status} {report.Negated}";
        yield return $"place {report.Place?.Name}";
        yield return $"time {report.Time?.From} {report.Time?.To}";
        foreach (var speaker in report.Attribution)
            yield return $"speaker {speaker.Who ?? speaker.Role}";
        if (report is not Happening happening)
            yield break;
        yield return $"type {happening.Type}";
        foreach (var actor in happening.Actors)
            yield return $"{actor.Role} {actor.Name}";
        foreach (var harm in happening.Harm)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{harm.Effect} {harm.Low} {harm.Best} {harm.High} {harm.Who}"
            );
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
                Correct when after is not null => CorrectedOrAsItWas(after, review),
                _ => after,
            };
        return after;
    }

    /// <summary>A value that an earlier version took, and this one does not, is passed over: it must not stand in the way of all else.</summary>
    private static Report CorrectedOrAsItWas(Report report, Review review)
    {
        try
        {
            return Corrected(report, review.Field!, review.Value) with { Confidence = 1 };
        }
        catch (UnfitDecisionException)
        {
            return report;
        }
    }

    /// <summary>The report with another value in a field: type, status, negated, time, place, harm.EFFECT, actor, target, claimant, speaker.</summary>
    /// <exception cref="UnfitDecisionException">There is no such field, or the value is none of its own; the message says which.</exception>
    public static Report Corrected(Report report, string field, string? value) =>
        (field, report) switch
        {
            ("status", _) => report with { Status = One<Status>(field, value) },
            ("negated", _) => report with { Negated = IsTrue(value) },
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

    /// <summary>"12", "10-12", "10-" (at least), "-12" (at most), "unknown"; whole numbers, the smaller first.</summary>
    private static Count CountOf(string field, string? value)
    {
        if (value is null or "unknown")
            return Count.Unknown;
        var ends = value.Split('-');
        if (
            ends.Length > 2
            || ends.All(end => end.Length == 0)
            || ends.Any(end => end.Length > 0 && Number(end) is null)
        )
            throw Wrong(field, value);
        var (low, high) = (Number(ends[0]), Number(ends[^1]));
        if (ends.Length == 1)
            return Count.Exactly(low!.Value);
        return low > high ? throw Wrong(field, value) : new Count(low, null, high);
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsTrue(string? value) =>
        value switch
        {
            "true" => true,
            "false" => false,
            _ => throw Wrong("negated", value),
        };

    /// <summary>A day, a month ("2021-03") or a year, "day..day" with an end left open where it is, or "unknown".</summary>
    private static EventTime? TimeOf(string? value)
    {
        if (value is null or "unknown")
            return null;
        var ends = value.Split("..");
        if (ends.Length > 2 || ends.All(end => end.Length == 0))
            throw Wrong("time", value);
        var (first, last) = (Days(ends[0], value), Days(ends[^1], value));
        if (first is { } from && last is { } to && to.To < from.From)
            throw Wrong("time", value);
        return new EventTime
        {
            From = first?.From,
            To = last?.To,
            Precision = ends.Length == 1 || first?.From == last?.To ? last!.Value.Precision : TimePrecision.Days,
            Basis = "reviewed",
        };
    }

    /// <summary>First and last day of what is written; null for nothing.</summary>
    private static (DateOnly From, DateOnly To, TimePrecision Precision)? Days(string text, string value)
    {
        if (text.Length == 0)
            return null;
        if (Parsed("yyyy-MM-dd") is { } day)
            return (day, day, TimePrecision.Day);
        if (Parsed("yyyy-MM") is { } month)
            return (month, month.AddMonths(1).AddDays(-1), TimePrecision.Month);
        return Parsed("yyyy") is { } year
            ? (year, year.AddYears(1).AddDays(-1), TimePrecision.Year)
            : throw Wrong("time", value);

        DateOnly? Parsed(string form) =>
            DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
                ? first
                : null;
    }

    /// <summary>A place as the contract has it in JSON, or "unknown".</summary>
    private static Place? PlaceOf(string? value)
    {
        if (value is null or "unknown")
            return null;
        try
        {
            if (
                Json.ReadPlace(value) is { Name.Length: > 0 } place
                && place.Lat is null or (>= -90 and <= 90)
                && place.Lon is null or (>= -180 and <= 180)
                && place.Lat.HasValue == place.Lon.HasValue
                && place.Country is null or { Length: 3 }
            )
                return place;
        }
        catch (JsonException) { }
        throw Wrong("place", value);
    }

    private static T One<T>(string field, string? value)
        where T : struct, Enum =>
        // Numbers are no names, though .NET reads them as such.
        value is [>= 'a' and <= 'z', ..]
        && Enum.TryParse<T>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var one)
        && Enum.IsDefined(one)
            ? one
            : throw Wrong(field, value);

    private static UnfitDecisionException Wrong(string field, string? value) => new($"\"{value}\" is no {field}");
}

/// <summary>A decision that cannot be carried out: says why.</summary>
public sealed class UnfitDecisionException(string message) : InvalidOperationException(message);
