using Annals.Record;
using NodaTime;

namespace Annals.Language;

/// <summary>What a date says of itself; null for what it leaves out.</summary>
internal readonly record struct DateParts(int? Year, int? Month, int? Day);

/// <summary>A stretch of the calendar, both ends within; null for an open end.</summary>
internal readonly record struct Stretch(LocalDate? From, LocalDate? To)
{
    public static Stretch Day(LocalDate day) => new(day, day);

    public static Stretch Month(int year, int month) =>
        new(new LocalDate(year, month, 1), new LocalDate(year, month, 1).PlusMonths(1).PlusDays(-1));

    public static Stretch Year(int year) => new(new LocalDate(year, 1, 1), new LocalDate(year, 12, 31));

    /// <summary>Three months from March on (1), from June on (2)...; a winter ends in the year after its own.</summary>
    public static Stretch Season(int year, int season)
    {
        var from = new LocalDate(year, 3 * season, 1);
        return new(from, from.PlusMonths(3).PlusDays(-1));
    }

    public static Stretch WeekOf(LocalDate day) =>
        new(day.PlusDays(1 - (int)day.DayOfWeek), day.PlusDays(7 - (int)day.DayOfWeek));

    public Stretch Around(Stretch other) => new(Smaller(From, other.From), Larger(To, other.To));

    private static LocalDate? Smaller(LocalDate? a, LocalDate? b) =>
        a is { } x && b is { } y ? LocalDate.Min(x, y) : null;

    private static LocalDate? Larger(LocalDate? a, LocalDate? b) =>
        a is { } x && b is { } y ? LocalDate.Max(x, y) : null;
}

/// <summary>A time expression as it is being read: atoms from First to before Next.</summary>
internal sealed record Moment(int First, int Next)
{
    public const string Stated = "stated";
    public const string ByPublication = "relative to publication";
    public const string ByOther = "relative to another time";

    public Stretch Stretch { get; init; }

    public TimePrecision Precision { get; init; } = TimePrecision.Unknown;

    public string Basis { get; init; } = Stated;

    public string? Partial { get; init; }

    public string? Clock { get; init; }

    public string? Zone { get; init; }

    public bool IsDuration { get; init; }

    public Count? DurationDays { get; init; }

    public DateParts Parts { get; init; }

    /// <summary>1-7 for a bare weekday, whose date hangs on what stands around it.</summary>
    public int Weekday { get; init; }

    /// <summary>A clock without a day of its own.</summary>
    public bool IsClockOnly { get; init; }

    public bool IsSettled => Stretch.From is not null || Stretch.To is not null;

    public EventTime ToTime(System.Collections.Immutable.ImmutableArray<TextSpan> spans) =>
        new()
        {
            From = Stretch.From?.ToDateOnly(),
            To = Stretch.To?.ToDateOnly(),
            Precision = IsSettled || IsDuration is false && Partial is not null ? Precision : TimePrecision.Unknown,
            Basis = Basis,
            Clock = Clock,
            Zone = Zone,
            Partial = IsSettled ? null : Partial,
            Spans = spans,
        };
}
