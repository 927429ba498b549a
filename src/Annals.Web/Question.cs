using System.Collections.Immutable;
using System.Globalization;
using Annals.Answers;
using Annals.Record;

namespace Annals.Web;

/// <summary>The address of a view, as a filter: the names are those of `annals ask`.</summary>
public static class Question
{
    public const int RowsAPage = 50;

    /// <summary>What narrows a view, in the order of the form.</summary>
    public static readonly ImmutableArray<Parameter> Parameters =
    [
        new("words", "words that the evidence holds, all of them"),
        new("type", "types of happening, parted by commas"),
        new("actor", "key of an actor, or part of its name"),
        new("country", "ISO 3166-1 alpha-3"),
        new("place", "part of a place's name, or its GeoNames id"),
        new("from", "first day", "date"),
        new("to", "last day", "date"),
        new("status", "one status alone; by default all that is counted"),
        new("killed", "at least so many dead, by the lowest figure", "integer"),
        new("sources", "at least so many independent sources", "integer"),
        new("confidence", "at least so sure, 0 to 1", "number"),
        new("box", "west,south,east,north in degrees"),
        new("all", "also what is denied, planned, threatened or said not to have happened"),
        new("asof", "as the record stood at the end of that day (UTC), or at that moment"),
    ];

    public static readonly Parameter PageNumber = new("page", "page of rows, from 1", "integer");

    /// <exception cref="BadHttpRequestException">A value is not understood; the message says which.</exception>
    public static Filter Of(IQueryCollection query) =>
        new()
        {
            Types = [.. query["type"].SelectMany(value => (value ?? "").Split(',')).Where(type => type.Length > 0)],
            Actor = Text(query, "actor"),
            Country = Text(query, "country"),
            Place = Text(query, "place"),
            From = Day(query, "from"),
            To = Day(query, "to"),
            Status = StatusOf(Text(query, "status")),
            Words = Text(query, "words"),
            Killed = Whole(query, "killed"),
            Sources = Whole(query, "sources"),
            Confidence = Share(query, "confidence"),
            Box = BoxOf(Text(query, "box"), "box"),
            All = Text(query, "all") is not null,
            AsOf = AsOf(Text(query, "asof")),
            Limit = RowsAPage,
            Skip = (Page(query) - 1) * RowsAPage,
        };

    /// <summary>The page of rows, from 1.</summary>
    public static int Page(IQueryCollection query) =>
        int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            ? Math.Max(1, page)
            : 1;

    /// <exception cref="BadHttpRequestException">It is no whole number.</exception>
    public static int? Whole(IQueryCollection query, string name) =>
        Text(query, name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new BadHttpRequestException($"\"{name}\" is a whole number, not \"{text}\"");

    private static double? Share(IQueryCollection query, string name) =>
        Text(query, name) is not { } text ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
        && share <= 1
            ? share
        : throw new BadHttpRequestException($"\"{name}\" is a number from 0 to 1, not \"{text}\"");

    /// <summary>"west,south,east,north" in degrees.</summary>
    public static Box? BoxOf(string? text, string name)
    {
        if (text is null)
            return null;
        var parts = text.Split(',');
        var sides = new double[4];
        for (var side = 0; side < 4; side++)
            if (
                parts.Length != 4
                || !double.TryParse(parts[side], NumberStyles.Float, CultureInfo.InvariantCulture, out sides[side])
            )
                throw new BadHttpRequestException($"\"{name}\" is west,south,east,north in degrees, not \"{text}\"");
        if (sides[2] - sides[0] >= 360)
            return new Box(sides[1], -180, sides[3], 180);
        return new Box(sides[1], Wrapped(sides[0]), sides[3], Wrapped(sides[2]));
    }

    private static double Wrapped(double lon) => lon is >= -180 and <= 180 ? lon : ((lon + 540) % 360) - 180;

    private static string? Text(IQueryCollection query, string name) =>
        query[name].ToString() is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static DateOnly? Day(IQueryCollection query, string name) =>
        Text(query, name) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
        : throw new BadHttpRequestException($"\"{name}\" is a day like 2021-03-23, not \"{text}\"");

    private static DateTimeOffset? AsOf(string? text) =>
        text is null ? null
        : Filter.TryReadAsOf(text, out var moment) ? moment
        : throw new BadHttpRequestException($"\"asof\" is a day or a moment, not \"{text}\"");

    private static Status? StatusOf(string? text) =>
        text is null ? null
        : Enum.TryParse<Status>(text, ignoreCase: true, out var status) ? status
        : throw new BadHttpRequestException(
            $"\"status\" is one of {string.Join(", ", Enum.GetNames<Status>())}, not \"{text}\""
        );
}
