using System.Diagnostics;
using System.Globalization;

namespace Annals.Benchmarks;

/// <summary>Seconds by the clock, of all cores, and of the thread that writes.</summary>
internal sealed record Spent(double Clock, double Processor, double Writer)
{
    public static Spent By(Action work)
    {
        var since = Begin();
        work();
        return since();
    }

    /// <summary>To be asked, on the same thread, what has been spent since.</summary>
    public static Func<Spent> Begin()
    {
        var (clock, processor, writer) = (Stopwatch.StartNew(), Processors, Machine.ThreadSeconds);
        return () => new Spent(clock.Elapsed.TotalSeconds, Processors - processor, Machine.ThreadSeconds - writer);
    }

    public static Spent None { get; } = new(0, 0, 0);

    private static double Processors => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    public Spent And(Spent other) => new(Clock + other.Clock, Processor + other.Processor, Writer + other.Writer);

    public Spent Without(Spent other) => new(Clock - other.Clock, Processor - other.Processor, Writer - other.Writer);

    public string Rate(long count) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{count / Clock:N0} ({count / Processor:N0}; {count / Writer:N0})"
        );
}
