using Annals.Record;
using NodaTime;

namespace Annals.Language;

/// <summary>Reads times that are counted from another: weekdays, "yesterday", "last month", "two days earlier", "for two months".</summary>
internal sealed class RelativeReader(TimeWords words, NumeralReader numerals)
{
    public Moment? Read(AtomLine line, int at, TimeContext context, bool ahead)
    {
        foreach (var word in words.At(line, at, out var next))
            switch (word.Role)
            {
                case TimeRole.Day:
                    return DayFrom(at, next, word.Value, context);
                case TimeRole.Night:
                    return NightBefore(at, next, word.Value, context);
                case TimeRole.Weekend:
                    return context.FromPublication(
                        at,
                        next,
                        day =>
                            Shifted(
                                day,
                                day.DayOfWeek >= IsoDayOfWeek.Saturday ? 0
                                    : ahead ? 0
                                    : -1,
                                "weekend"
                            ),
                        TimePrecision.Days,
                        Partial(ahead ? 0 : -1, "weekend")
                    );
                case TimeRole.Anchor:
                    return FromAnchor(at, next, word, context);
                case TimeRole.Frequency:
                    return new Moment(at, next) { IsDuration = true };
                case TimeRole.Every
                    when words.As(line, next, TimeRole.Unit, out var end) is not null
                        || words.As(line, next, TimeRole.Weekday, out end) is not null
                        || words.As(line, next, TimeRole.Part, out end) is not null:
                    return new Moment(at, end) { IsDuration = true };
                case TimeRole.Weekday when char.IsUpper(line.Text(at)[0]):
                    return Weekday(line, at, next, word.Value, ahead, context);
                case TimeRole.Direction when Directed(line, at, next, word, ahead, context) is { } directed:
                    return directed;
            }
        return Counted(line, at, context);
    }

    // Rules stand apart from the search, which runs at every word: what a rule captures is made for a time that is found.
    private static Moment DayFrom(int at, int next, int days, TimeContext context) =>
        context.FromPublication(
            at,
            next,
            day => Stretch.Day(day.PlusDays(days)),
            TimePrecision.Day,
            days switch
            {
                < 0 => $"-P{-days}D",
                0 => "P0D",
                _ => $"P{days}D",
            }
        );

    private static Moment NightBefore(int at, int next, int days, TimeContext context) =>
        context.FromPublication(at, next, day => new(day.PlusDays(-days), day), TimePrecision.Days, "-P1D/P0D");

    private static Moment FromAnchor(int at, int next, TimeWord word, TimeContext context) =>
        context.FromAnchor(
            at,
            next,
            day => Shifted(day, word.Value, word.Name),
            PrecisionOf(word.Name),
            Partial(word.Value, word.Name)
        );

    /// <summary>The last such day up to and including the day of publication; the next one for what lies ahead.</summary>
    public static Moment WeekdayMoment(int first, int next, int weekday, bool ahead, TimeContext context) =>
        context.FromPublication(
            first,
            next,
            day => Stretch.Day(ahead ? OnOrAfter(day, weekday) : OnOrBefore(day, weekday)),
            TimePrecision.Day,
            $"-W-{weekday}"
        ) with
        {
            Weekday = weekday,
        };

    public static LocalDate OnOrBefore(LocalDate day, int weekday) =>
        day.PlusDays(-(((int)day.DayOfWeek - weekday + 7) % 7));

    private static LocalDate OnOrAfter(LocalDate day, int weekday) =>
        day.PlusDays((weekday - (int)day.DayOfWeek + 7) % 7);

    private Moment Weekday(AtomLine line, int at, int next, int weekday, bool ahead, TimeContext context)
    {
        var of = line.Is(next, Particle.Of) ? next + 1 : next;
        if (
            words.As(line, of, TimeRole.Direction, out var unitAt) is { } direction
            && words.As(line, unitAt, TimeRole.Unit, out var end) is { Name: "week" }
        )
            return context.FromPublication(
                at,
                end,
                day => Stretch.Day(Stretch.WeekOf(day.PlusDays(7 * direction.Value)).From!.Value.PlusDays(weekday - 1)),
                TimePrecision.Day,
                $"-W-{weekday}"
            );
        return WeekdayMoment(at, next, weekday, ahead, context);
    }

    /// <summary>"last week", "this month", "next Friday", "the past two years", "last summer", "last March".</summary>
    private Moment? Directed(AtomLine line, int at, int next, TimeWord which, bool ahead, TimeContext context)
    {
        var direction = which.Value;
        foreach (var word in words.At(line, next, out var end))
            switch (word.Role)
            {
                // "the past month" ends on the day itself, "last month" does not.
                case TimeRole.Unit when which.Name == "running" && word.Name is not ("hour" or "minute" or "second"):
                    return context.FromPublication(
                        at,
                        end,
                        day => new(Moved(day, -1, word.Name), day),
                        TimePrecision.Days,
                        Partial(-1, word.Name)
                    );
                case TimeRole.Unit
                    when !line.EndsIn(next, Particle.PluralEnding) && word.Name is not ("hour" or "minute" or "night"):
                    return context.FromPublication(
                        at,
                        end,
                        day => Shifted(day, direction, word.Name),
                        PrecisionOf(word.Name),
                        Partial(direction, word.Name)
                    );
                case TimeRole.Weekday:
                    return context.FromPublication(
                        at,
                        end,
                        day =>
                            Stretch.Day(
                                direction > 0 || direction == 0 && ahead
                                    ? OnOrAfter(day.PlusDays(direction), word.Value)
                                    : OnOrBefore(day.PlusDays(direction), word.Value)
                            ),
                        TimePrecision.Day,
                        $"-W-{word.Value}"
                    );
                case TimeRole.Season:
                    return DateReader.OfPublication(at, end, word.Value, direction, context);
                case TimeRole.Month when char.IsUpper(line.Text(next)[0]):
                    return context.FromPublication(
                        at,
                        end,
                        day =>
                            direction > 0
                                ? Stretch.Month(word.Value > day.Month ? day.Year : day.Year + 1, word.Value)
                                : Stretch.Month(
                                    word.Value < day.Month || direction == 0 && word.Value == day.Month
                                        ? day.Year
                                        : day.Year - 1,
                                    word.Value
                                ),
                        TimePrecision.Month,
                        $"--{word.Value:00}"
                    );
            }
        return Span(line, at, next, direction, context);
    }

    /// <summary>"the past two months", "the next three days", "the last few weeks": up to the day of publication, or from it on.</summary>
    private Moment? Span(AtomLine line, int at, int next, int direction, TimeContext context)
    {
        if (
            direction == 0
            || Number(line, next, out var count, out var after) is false
            || words.As(line, after, TimeRole.Unit, out var end) is not { } unit
        )
            return null;
        var most = (int)Math.Min(count.High ?? count.Best ?? count.Low ?? 1, 100_000);
        return context.FromPublication(
            at,
            end,
            day => direction < 0 ? new(Moved(day, -most, unit.Name), day) : new(day, Moved(day, most, unit.Name)),
            TimePrecision.Days,
            Partial(direction * most, unit.Name)
        );
    }

    /// <summary>"two days ago", "two days earlier", "a week later"; else a length of time.</summary>
    private Moment? Counted(AtomLine line, int at, TimeContext context)
    {
        if (!Number(line, at, out var count, out var next))
            return null;
        var first = at;
        var unitAt = line.IsDash(next) && line.IsGlued(next) ? next + 1 : next;
        if (words.As(line, unitAt, TimeRole.Unit, out var end) is not { } unit)
            return null;
        if (line.Is(end, "-") && line.Is(end + 1, Particle.Old) || line.Is(end, Particle.Old))
            return null;
        return Counted(line, first, end, count, unit, context);
    }

    private Moment? Counted(AtomLine line, int first, int end, Count count, TimeWord unit, TimeContext context)
    {
        var (least, most) = (
            (int)Math.Min(count.Low ?? count.Best ?? count.High ?? 1, 100_000),
            (int)Math.Min(count.High ?? count.Best ?? count.Low ?? 1, 100_000)
        );
        if (words.As(line, end, TimeRole.Ago, out var ago) is not null)
            return context.FromPublication(
                first,
                ago,
                day => Between(day, -most, -least, unit.Name),
                PrecisionOf(unit.Name),
                Partial(-most, unit.Name)
            );
        if (
            words.As(line, end, TimeRole.Earlier, out var earlier) is not null
            && (
                line.Is(end, Particle.Earlier)
                || !line.IsKind(earlier, AtomKind.Letters) && !line.IsKind(earlier, AtomKind.Digits)
            )
        )
            return context.FromAnchor(
                first,
                earlier,
                day => Between(day, -most, -least, unit.Name),
                PrecisionOf(unit.Name),
                Partial(-most, unit.Name)
            );
        if (words.As(line, end, TimeRole.Later, out var later) is not null && (line.Is(end, Particle.Later)))
            return context.FromAnchor(
                first,
                later,
                day => Between(day, least, most, unit.Name),
                PrecisionOf(unit.Name),
                Partial(most, unit.Name)
            );
        return unit.Value == 0 && unit.Name != "hour" && unit.Name != "minute"
            ? null
            : new Moment(first, end) { IsDuration = true, DurationDays = InDays(count, unit) };
    }

    private bool Number(AtomLine line, int at, out Count count, out int next)
    {
        (count, next) = (Count.Exactly(1), at + 1);
        if (numerals.TryRead(line, at, out var numeral))
        {
            if (!numeral.IsCardinal && numeral.Form != NumeralForm.Vague)
                return false;
            (count, next) = (numeral.Count, numeral.Next);
            return true;
        }
        return line.Is(at, Particle.Indefinite);
    }

    private static Count InDays(Count count, TimeWord unit)
    {
        double factor = unit.Name switch
        {
            "hour" => 1 / 24.0,
            "minute" => 1 / 1440.0,
            "weekend" => 2,
            _ => unit.Value,
        };
        return new(count.Low * factor, count.Best * factor, count.High * factor);
    }

    private static Stretch Between(LocalDate day, int from, int to, string unit) =>
        from == to ? Shifted(day, from, unit) : new(Moved(day, from, unit), Moved(day, to, unit));

    /// <summary>The calendar week, month or year that lies so many before or after the one of a day.</summary>
    private static Stretch Shifted(LocalDate day, int by, string unit)
    {
        var moved = Moved(day, by, unit);
        return unit switch
        {
            "week" or "fortnight" => Stretch.WeekOf(moved),
            "weekend" => new(Stretch.WeekOf(moved).From!.Value.PlusDays(5), Stretch.WeekOf(moved).To),
            "month" => Stretch.Month(moved.Year, moved.Month),
            "year" or "decade" or "century" when unit == "year" || by != 0 => Stretch.Year(moved.Year),
            "decade" => new(new LocalDate(moved.Year / 10 * 10, 1, 1), new LocalDate(moved.Year / 10 * 10 + 9, 12, 31)),
            _ => Stretch.Day(moved),
        };
    }

    private static LocalDate Moved(LocalDate day, int by, string unit) =>
        unit switch
        {
            "week" or "weekend" => day.PlusWeeks(by),
            "fortnight" => day.PlusWeeks(2 * by),
            "month" => day.PlusMonths(by),
            "year" => day.PlusYears(by),
            "decade" => day.PlusYears(10 * by),
            "century" => day.PlusYears(100 * by),
            "hour" or "minute" => day,
            _ => day.PlusDays(by),
        };

    private static TimePrecision PrecisionOf(string unit) =>
        unit switch
        {
            "week" or "fortnight" => TimePrecision.Week,
            "weekend" => TimePrecision.Days,
            "month" => TimePrecision.Month,
            "year" or "decade" or "century" => TimePrecision.Year,
            _ => TimePrecision.Day,
        };

    private static string Partial(int by, string unit) =>
        $"{(by < 0 ? "-" : "")}P{Math.Abs(by)}{(unit switch { "week" or "weekend" or "fortnight" => "W", "month" => "M", "year" or "decade" or "century" => "Y", _ => "D" })}";
}
