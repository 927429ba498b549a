using Annals.Record;

namespace Annals.Language;

/// <summary>Reads hours of the day: "3 p.m.", "15:30 GMT", "1530 GMT", "noon", "3 o'clock".</summary>
internal sealed class ClockReader(TimeWords words)
{
    public Moment? Read(AtomLine line, int at)
    {
        if (words.As(line, at, TimeRole.Clock, out var after) is { } clock)
            return Zoned(line, At(at, after, clock.Value / 60, clock.Value % 60, TimePrecision.Hour));
        if (!line.IsKind(at, AtomKind.Digits))
            return null;
        var (hour, minute, next) = (TimeWords.Number(line, at, 1, 2), 0, at + 1);
        var precision = TimePrecision.Hour;
        if (hour < 0 && line.Text(at) is [_, '.', _, _] or [_, _, '.', _, _] && words.Is(line, next, TimeRole.HalfDay))
        {
            var dot = line.Text(at).IndexOf('.');
            (hour, minute) = (
                int.Parse(line.Text(at)[..dot], System.Globalization.CultureInfo.InvariantCulture),
                int.Parse(line.Text(at)[(dot + 1)..], System.Globalization.CultureInfo.InvariantCulture)
            );
            precision = TimePrecision.Minute;
        }
        else if (
            hour >= 0
            && line.Is(next, ":")
            && line.IsGlued(next)
            && line.IsGlued(next + 1)
            && TimeWords.Number(line, next + 1, 2, 2) is >= 0 and < 60 and var minutes
        )
        {
            (minute, next, precision) = (minutes, next + 2, TimePrecision.Minute);
            if (line.Is(next, ":") && line.IsGlued(next) && TimeWords.Number(line, next + 1, 2, 2) >= 0)
                next += 2;
        }
        if (words.As(line, next, TimeRole.HalfDay, out var half) is { } part && hour is >= 1 and <= 12 && minute < 60)
            return Zoned(line, At(at, half, hour % 12 + part.Value, minute, precision));
        if (precision == TimePrecision.Minute)
            return hour < 24 ? Zoned(line, At(at, next, hour, minute, precision)) : null;
        if (line.Is(next, Particle.OfClock) && line.Is(next + 2, Particle.Clock) && hour is >= 1 and <= 12)
            return At(at, next + 3, hour, 0, precision);
        // Four digits are a clock where a zone or "hours" follows: "1530 GMT".
        return
            TimeWords.Number(line, at, 4, 4) is >= 0 and < 2400 and var digits
            && digits % 100 < 60
            && (words.Is(line, next, TimeRole.Zone) || line.Is(next, Particle.Hours))
            ? Zoned(
                line,
                At(
                    at,
                    line.Is(next, Particle.Hours) ? next + 1 : next,
                    digits / 100,
                    digits % 100,
                    TimePrecision.Minute
                )
            )
            : null;
    }

    private static Moment At(int first, int next, int hour, int minute, TimePrecision precision) =>
        new(first, next)
        {
            Clock = $"{hour:00}:{minute:00}",
            Precision = precision,
            IsClockOnly = true,
            Partial = $"T{hour:00}:{minute:00}",
        };

    private Moment Zoned(AtomLine line, Moment clock) =>
        words.As(line, clock.Next, TimeRole.Zone, out var next) is not null
            ? clock with
            {
                Zone = line.Source[line[clock.Next].Start..line[next - 1].End],
                Next = next,
            }
            : clock;
}
