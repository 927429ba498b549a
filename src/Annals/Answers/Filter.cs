using System.Collections.Immutable;
using System.Globalization;
using Annals.Record;

namespace Annals.Answers;

/// <summary>What a question is narrowed to. Unset is unrestricted; set parts all have to hold.</summary>
public sealed record Filter
{
    /// <summary>Any of these types of happening.</summary>
    public ImmutableArray<string> Types { get; init; } = [];

    /// <summary>Key of an actor ("islamic-state"), or part of its name in any case.</summary>
    public string? Actor { get; init; }

    /// <summary>ISO 3166-1 alpha-3.</summary>
    public string? Country { get; init; }

    /// <summary>Part of a place's name in any case, its first or second division, or a GeoNames id.</summary>
    public string? Place { get; init; }

    /// <summary>First day: events that ended before it are left out.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day: events that began after it are left out.</summary>
    public DateOnly? To { get; init; }

    public Status? Status { get; init; }

    /// <summary>At least so many dead, by the event's lowest figure.</summary>
    public int? Killed { get; init; }

    /// <summary>At least so many independent sources.</summary>
    public int? Sources { get; init; }

    /// <summary>At least so sure, 0 to 1.</summary>
    public double? Confidence { get; init; }

    /// <summary>Words that the evidence has to hold, all of them.</summary>
    public string? Words { get; init; }

    /// <summary>South, west, north, east in degrees.</summary>
    public Box? Box { get; init; }

    /// <summary>At most so many rows.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>So many rows are passed over first.</summary>
    public int Skip { get; init; }

    /// <summary>What was known then: rows learnt later are left out, rows retired later still stand.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>A day means all of it (UTC), an ISO 8601 time that moment; without a zone it is UTC.</summary>
    public static bool TryReadAsOf(string text, out DateTimeOffset moment)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day < DateOnly.MaxValue
        )
        {
            moment = new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).AddTicks(-1);
            return true;
        }
        // An hour alone would be one of today.
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out moment)
            && text.Length > 10
            && text[4] == '-';
    }

    /// <summary>Things said not to have happened, threatened, planned or only supposed are listed too. They are never counted.</summary>
    public bool All { get; init; }
}

/// <summary>A stretch of the map in degrees. West may lie east of east, across the antimeridian.</summary>
public sealed record Box(double South, double West, double North, double East);
