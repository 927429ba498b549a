using Annals.Record;
using NodaTime;

namespace Annals.Language;

/// <summary>Reads dates that name a day, month, season, year or decade: "14 September 2013", "SEPT. 14", "19 APR 89", "2011-01-07", "the 1990s".</summary>
internal sealed class DateReader(TimeWords words)
{
    private readonly FiscalYears fiscal = new(words);

    public Moment? Read(AtomLine line, int at, TimeContext context, bool ahead)
    {
        if (line.IsKind(at, AtomKind.Digits))
            return Numeric(line, at)
                ?? Telegram(line, at, context, ahead)
                ?? DayMonth(line, at, context, ahead)
                ?? fiscal.YearFirst(line, at)
                ?? Decade(line, at)
                ?? Year(line, at)
                ?? Named(line, at);
        return MonthFirst(line, at, context, ahead)
            ?? Season(line, at, context, ahead)
            ?? DecadeWord(line, at)
            ?? Feast(line, at, context, ahead)
            ?? fiscal.WordFirst(line, at)
            ?? Named(line, at);
    }

    /// <summary>A day, month or year as far as it is given; the year that is left out comes from the text around it, else from the publication.</summary>
    public static Moment Resolve(int first, int next, DateParts parts, TimeContext context, bool ahead)
    {
        var precision = parts.Day is not null ? TimePrecision.Day : TimePrecision.Month;
        var partial = parts.Day is { } d ? $"--{parts.Month:00}-{d:00}" : $"--{parts.Month:00}";
        if (
            parts is { Day: { } day, Month: { } month }
            && day > (month == 2 ? 29 : CalendarSystem.Iso.GetDaysInMonth(2000, month))
        )
            return new Moment(first, next) { Partial = partial };
        if (parts.Year is { } year)
            return Settled(first, next, year, parts, precision) is { } settled
                ? settled
                : new Moment(first, next) { Partial = partial };
        var moment =
            context.RecentYear is { } recent && (context.Published is not { } published || recent < published.Year)
                ? (Settled(first, next, recent, parts, precision) ?? new Moment(first, next)) with
                {
                    Basis = Moment.ByOther,
                }
                : context.FromPublication(
                    first,
                    next,
                    from => Nearest(from, parts, ahead),
                    precision,
                    partial,
                    isDated: true
                );
        return moment with { Parts = parts };
    }

    private static Moment? Settled(int first, int next, int year, DateParts parts, TimePrecision precision) =>
        StretchOf(year, parts) is { } stretch
            ? new Moment(first, next)
            {
                Stretch = stretch,
                Precision = precision,
                Parts = parts,
            }
            : null;

    private static Stretch? StretchOf(int year, DateParts parts)
    {
        if (year is < 1 or > 9000 || parts.Month is not { } month)
            return null;
        if (parts.Day is not { } day)
            return Stretch.Month(year, month);
        return day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? Stretch.Day(new LocalDate(year, month, day))
            : null;
    }

    /// <summary>The last one that began by then; the next one for what lies ahead.</summary>
    private static Stretch Nearest(LocalDate from, DateParts parts, bool ahead)
    {
        for (var step = 0; step < 9; step++)
            if (
                StretchOf(ahead ? from.Year + step : from.Year - step, parts) is { } stretch
                && (ahead ? stretch.To >= from : stretch.From <= from)
            )
                return stretch;
        throw new ArgumentOutOfRangeException(nameof(parts));
    }

    private int MonthAt(AtomLine line, int at, out int next)
    {
        if (words.As(line, at, TimeRole.Month, out next) is { } full)
            return char.IsUpper(line.Text(at)[0]) ? full.Value : 0;
        if (
            words.As(line, at, TimeRole.ShortMonth, out next) is not { } brief
            || !char.IsUpper(line.Text(at)[0]) && !line.IsGlued(at)
        )
            return 0;
        if (line.Is(next, ".") && line.IsGlued(next))
            next++;
        return brief.Value;
    }

    /// <summary>A year after a date: four digits, or two after an abbreviated or capital month.</summary>
    private int YearAt(AtomLine line, int at, bool brief, out int next)
    {
        next = at;
        var number =
            line.Is(at, ",") || line.Is(at, Particle.Of) || line.Is(at, "'") || line.IsDash(at) || line.Is(at, "/")
                ? at + 1
                : at;
        var year = TimeWords.Number(line, number, 4, 4);
        if (year is >= 1000 and < 2200 && !(line.Is(number + 1, ":")))
        {
            next = number + 1;
            return year;
        }
        year = TimeWords.Number(line, number, 2, 2);
        if (year < 0 || !(line.Is(at, "'") || brief && number == at) || line.Is(number + 1, ":"))
            return 0;
        next = number + 1;
        // Two digits are of the century that has passed by now: POSIX parts them so as well.
        return year < 50 ? 2000 + year : 1900 + year;
    }

    private Moment? DayMonth(AtomLine line, int at, TimeContext context, bool ahead)
    {
        var day = TimeWords.Number(line, at, 1, 2);
        if (day is < 1 or > 31)
            return null;
        var next = AfterOrdinal(line, at + 1);
        var last = 0;
        if (
            (
                line.IsDash(next)
                || words.Is(line, next, TimeRole.To)
                || line.Is(next, "/")
                || line.Is(next, Particle.And)
                || line.Is(next, Particle.Or)
            )
            && TimeWords.Number(line, next + 1, 1, 2) is var second
            && second > day
            && second <= 31
        )
        {
            var pair = line.Is(next, Particle.And) && !words.IsBefore(line, at, TimeRole.Between);
            last = pair ? 0 : second;
            next = AfterOrdinal(line, next + 2);
            if (pair)
                return MonthAfter(line, next, out var month)
                    ? Resolve(
                        at,
                        at + 1,
                        new(YearAt(line, month.Next, false, out _) is > 0 and var own ? own : null, month.Value, day),
                        context,
                        ahead
                    )
                    : null;
        }
        if (line.Is(next, Particle.Of))
            next++;
        if (!MonthAfter(line, next, out var found))
            return null;
        var brief =
            line.Text(found.Next - 1) is "."
            || words.Is(line, next, TimeRole.ShortMonth)
            || line.Text(next) is var text && text.Length > 2 && char.IsUpper(text[1]);
        var year = YearAt(line, found.Next, brief, out var end);
        int? stated = year > 0 ? year : null;
        var moment = Resolve(at, end, new(stated, found.Value, day), context, ahead);
        return last == 0 ? moment : Joined(moment, Resolve(at, end, new(stated, found.Value, last), context, ahead));
    }

    private bool MonthAfter(AtomLine line, int at, out (int Value, int Next) month)
    {
        if (line.IsDash(at) && line.IsGlued(at))
            at++;
        month = (MonthAt(line, at, out var next), next);
        return month.Value > 0;
    }

    private static int AfterOrdinal(AtomLine line, int at) =>
        line.IsGlued(at) && line.Is(at, Particle.OrdinalEnding) ? at + 1 : at;

    public static Moment Joined(Moment early, Moment late) =>
        early with
        {
            Next = Math.Max(early.Next, late.Next),
            Stretch = new(early.Stretch.From, late.Stretch.To),
            Precision =
                early.Precision <= TimePrecision.Days && late.Precision <= TimePrecision.Days
                    ? TimePrecision.Days
                    : (TimePrecision)Math.Max((int)early.Precision, (int)late.Precision),
            Partial = early.Partial is null || late.Partial is null ? null : $"{early.Partial}/{late.Partial}",
            Weekday = 0,
        };

    private Moment? MonthFirst(AtomLine line, int at, TimeContext context, bool ahead)
    {
        var month = MonthAt(line, at, out var next);
        if (month == 0)
            return null;
        var brief = words.Is(line, at, TimeRole.ShortMonth);
        var day = TimeWords.Number(line, next, 1, 2);
        if (day is >= 1 and <= 31 && !(line.Is(next + 1, ":") || line.Is(next + 1, "%")))
        {
            var end = AfterOrdinal(line, next + 1);
            var last = 0;
            if (
                (
                    line.IsDash(end)
                    || words.Is(line, end, TimeRole.To)
                    || line.Is(end, Particle.And) && words.IsBefore(line, at, TimeRole.Between)
                )
                && TimeWords.Number(line, end + 1, 1, 2) is var second
                && second > day
                && second <= 31
                && MonthAt(line, AfterOrdinal(line, end + 2), out _) == 0
            )
            {
                last = second;
                end = AfterOrdinal(line, end + 2);
            }
            var year = YearAt(line, end, false, out var after);
            int? stated = year > 0 ? year : null;
            var moment = Resolve(at, after, new(stated, month, day), context, ahead);
            return last == 0 ? moment : Joined(moment, Resolve(at, after, new(stated, month, last), context, ahead));
        }
        if (YearAt(line, next, brief, out var yearEnd) is > 0 and var of)
            return Resolve(at, yearEnd, new(of, month, null), context, ahead);
        if (
            words.As(line, next, TimeRole.Direction, out var direction) is { } which
            && words.As(line, direction, TimeRole.Unit, out var unit) is { Name: "year" }
        )
            return MonthOfYear(at, unit, month, which.Value, context);
        // A bare month needs something that leads to it: "March" marches, "May" may, April and June are people.
        return IsLed(line, at) ? Resolve(at, next, new(null, month, null), context, ahead) : null;
    }

    /// <summary>"March last year".</summary>
    private static Moment MonthOfYear(int at, int next, int month, int years, TimeContext context) =>
        context.FromPublication(
            at,
            next,
            from => Stretch.Month(from.Year + years, month),
            TimePrecision.Month,
            $"--{month:00}"
        );

    private bool IsLed(AtomLine line, int at) =>
        words.IsBefore(line, at, TimeRole.Lead)
        || words.IsBefore(line, at, TimeRole.Since)
        || words.IsBefore(line, at, TimeRole.Until)
        || words.IsBefore(line, at, TimeRole.Before)
        || words.IsBefore(line, at, TimeRole.After)
        || words.IsBefore(line, at, TimeRole.By)
        || words.IsBefore(line, at, TimeRole.Edge)
        || words.IsBefore(line, at, TimeRole.Direction)
        || words.IsBefore(line, at, TimeRole.To)
        || words.IsBefore(line, at, TimeRole.Between)
        || line.IsDash(at - 1);

    /// <summary>"2011-01-07", "21/3/2019", "21.3.2019"; "3/5/2019" is one of two days.</summary>
    private static Moment? Numeric(AtomLine line, int at)
    {
        if (
            !line.IsGlued(at + 1)
            || !line.IsGlued(at + 2)
            || !line.IsGlued(at + 3)
            || !line.IsGlued(at + 4)
            || !(line.IsDash(at + 1) || line.Is(at + 1, "/") || line.Is(at + 1, "."))
            || !line.Text(at + 1).SequenceEqual(line.Text(at + 3))
        )
            return null;
        var (a, b, c) = (
            TimeWords.Number(line, at, 1, 4),
            TimeWords.Number(line, at + 2, 1, 2),
            TimeWords.Number(line, at + 4, 1, 4)
        );
        if (line.Text(at).Length == 4)
            return Day(a, b, c);
        if (b < 1 || line.Text(at + 4).Length is not (2 or 4) || line.Text(at).Length > 2)
            return null;
        var year =
            line.Text(at + 4).Length == 4 ? c
            : c < 50 ? 2000 + c
            : 1900 + c;
        if (line.Is(at + 1, ".") || a > 12)
            return Day(year, b, a);
        if (b > 12 || a == b)
            return Day(year, a, b);
        return Day(year, a, b) is null
            ? null
            : new Moment(at, at + 5)
            {
                Partial =
                    $"[{year:0000}-{Math.Min(a, b):00}-{Math.Max(a, b):00},{year:0000}-{Math.Max(a, b):00}-{Math.Min(a, b):00}]",
                Precision = TimePrecision.Day,
            };

        Moment? Day(int year, int month, int day) =>
            year is >= 1000 and < 2200 && month is >= 1 and <= 12 && day >= 1
                ? Settled(at, at + 5, year, new(year, month, day), TimePrecision.Day)
                : null;
    }

    /// <summary>"191430Z APR 89", as signals are dated.</summary>
    private Moment? Telegram(AtomLine line, int at, TimeContext context, bool ahead)
    {
        if (
            line.Text(at).Length != 6
            || TimeWords.Number(line, at, 6, 6) is not (>= 0 and var digits)
            || !line.Is(at + 1, "Z")
            || !line.IsGlued(at + 1)
            || !MonthAfter(line, at + 2, out var month)
            || digits / 10000 is < 1 or > 31
            || digits / 100 % 100 > 23
            || digits % 100 > 59
        )
            return null;
        var year = YearAt(line, month.Next, true, out var end);
        return Resolve(at, end, new(year > 0 ? year : null, month.Value, digits / 10000), context, ahead) with
        {
            Precision = TimePrecision.Minute,
            Clock = $"{digits / 100 % 100:00}:{digits % 100:00}",
            Zone = "Z",
        };
    }

    private Moment? Year(AtomLine line, int at)
    {
        var year = TimeWords.Number(line, at, 4, 4);
        if (year is < 1000 or >= 2200)
            return null;
        if (
            line.IsDash(at + 1)
            && (
                TimeWords.Number(line, at + 2, 4, 4) is var last && last > year && last < 2200
                || TimeWords.Number(line, at + 2, 2, 2) is var brief
                    && brief > year % 100
                    && line.IsGlued(at + 2)
                    && (last = year - year % 100 + brief) > 0
            )
            && year >= 1900
        )
            return Stated(at, at + 3, new(Stretch.Year(year).From, Stretch.Year(last).To), TimePrecision.Year, year);
        var next = at + 1;
        if (
            line.IsGlued(next) && !line.Is(next, "'") && !line.Is(next, "\u2019") && line.IsKind(next, AtomKind.Letters)
            || line.Is(next, Particle.People)
            || line.Is(next, "%")
            || line.Is(next, Particle.Percent)
        )
            return null;
        var counts = line.IsKind(next, AtomKind.Letters) && line.EndsIn(next, Particle.PluralEnding) && year % 100 == 0;
        var bracketed = line.Is(at - 1, "(") && (line.Is(next, ")") || line.IsDash(next));
        var described =
            year is >= 1900 and < 2100 && line.IsKind(next, AtomKind.Letters) && line.Is(at - 1, Particle.YearLead);
        return !counts && (IsLed(line, at) || bracketed || described)
            ? Stated(at, next, Stretch.Year(year), TimePrecision.Year, year)
            : null;
    }

    private static Moment Stated(int first, int next, Stretch stretch, TimePrecision precision, int year) =>
        new(first, next)
        {
            Stretch = stretch,
            Precision = precision,
            Parts = new(year, null, null),
        };

    /// <summary>"the 1990s", "the '90s", "the 19th century".</summary>
    private Moment? Decade(AtomLine line, int at)
    {
        if (
            words.As(line, at + 2, TimeRole.Unit, out var end) is { Name: "century" }
            && AfterOrdinal(line, at + 1) == at + 2
            && TimeWords.Number(line, at, 1, 2) is >= 1 and <= 21 and var century
        )
            return Stated(
                at,
                end,
                new(new LocalDate(century * 100 - 99, 1, 1), new LocalDate(century * 100, 12, 31)),
                TimePrecision.Decade,
                century * 100
            );
        if (!line.Is(at + 1, Particle.PluralEnding) || !line.IsGlued(at + 1))
            return null;
        var year = TimeWords.Number(line, at, 4, 4);
        if (year < 0 && TimeWords.Number(line, at, 2, 2) is >= 20 and var brief)
            year = 1900 + brief;
        return year is >= 1000 and < 2100 && year % 10 == 0
            ? Stated(
                at,
                at + 2,
                new(new LocalDate(year, 1, 1), new LocalDate(year + 9, 12, 31)),
                TimePrecision.Decade,
                year
            )
            : null;
    }

    private Moment? DecadeWord(AtomLine line, int at) =>
        words.As(line, at, TimeRole.Decade, out var next) is { } decade
        && (line.Is(at - 1, Particle.Definite) || words.IsBefore(line, at, TimeRole.Edge) || line.Is(at - 1, "-"))
            ? Stated(
                at,
                next,
                new(new LocalDate(1900 + decade.Value, 1, 1), new LocalDate(1909 + decade.Value, 12, 31)),
                TimePrecision.Decade,
                1900 + decade.Value
            )
            : null;

    private Moment? Season(AtomLine line, int at, TimeContext context, bool ahead)
    {
        if (words.As(line, at, TimeRole.Season, out var next) is not { } season)
            return null;
        var number = line.Is(next, Particle.Of) ? next + 1 : next;
        if (TimeWords.Number(line, number, 4, 4) is >= 1000 and < 2200 and var year)
        {
            // "winter of 2013-14" names both of its years.
            var both =
                line.IsDash(number + 1) && line.IsGlued(number + 1) && TimeWords.Number(line, number + 2, 2, 4) > 0;
            return Stated(
                at,
                both ? number + 3 : number + 1,
                Stretch.Season(year, season.Value),
                TimePrecision.Season,
                year
            );
        }
        if (
            !line.Is(at - 1, Particle.Definite)
            && !words.IsBefore(line, at, TimeRole.Lead)
            && !words.IsBefore(line, at, TimeRole.Since)
            && !words.IsBefore(line, at, TimeRole.Edge)
            && !words.IsBefore(line, at, TimeRole.By)
        )
            return null;
        if (
            line.Is(next, Particle.Of)
            || line.Is(at - 1, Particle.Definite) && !words.IsBefore(line, at - 1, TimeRole.Lead)
        )
            return null;
        return OfPublication(at, next, season.Value, ahead ? 1 : 0, context);
    }

    /// <summary>The last season of that name that has begun; direction -1 the last that is over, 1 the next.</summary>
    public static Moment OfPublication(int first, int next, int season, int direction, TimeContext context) =>
        context.FromPublication(
            first,
            next,
            from =>
            {
                var year = from.Year + 1;
                while (
                    direction > 0 ? Stretch.Season(year - 1, season).From > from
                    : direction < 0 ? Stretch.Season(year, season).To >= from
                    : Stretch.Season(year, season).From > from
                )
                    year--;
                return Stretch.Season(year, season);
            },
            TimePrecision.Season,
            $"XXXX-{20 + season}"
        );

    private Moment? Feast(AtomLine line, int at, TimeContext context, bool ahead)
    {
        if (words.As(line, at, TimeRole.Feast, out var next) is not { } feast || !char.IsUpper(line.Text(at)[0]))
            return null;
        var year = YearAt(line, next, false, out var end);
        return Resolve(at, end, new(year > 0 ? year : null, feast.Value / 100, feast.Value % 100), context, ahead);
    }

    private Moment? Named(AtomLine line, int at)
    {
        if (
            words.As(line, at, TimeRole.Named, out var next) is not { } named
            || !DateOnly.TryParseExact(named.Name, "yyyy-MM-dd", out var day)
        )
            return null;
        return new Moment(at, next)
        {
            Stretch = Stretch.Day(LocalDate.FromDateOnly(day)),
            Precision = TimePrecision.Day,
            Parts = new(day.Year, day.Month, day.Day),
        };
    }
}
