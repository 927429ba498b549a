using System.Diagnostics;
using System.Globalization;

namespace Annals.Cli.Working;

/// <summary>
/// Says on standard error how far the work is: one line overwritten in place where somebody watches, a line every few
/// seconds where it was asked for, nothing otherwise.
/// </summary>
internal sealed class Progress(Terminal terminal, bool asked)
{
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(5);

    private readonly List<(string What, long Count)> counts = [];
    private readonly long start = Stopwatch.GetTimestamp();
    private TimeSpan shownAt = TimeSpan.Zero;
    private int shownLength;

    /// <summary>So many more of these: "pages", "articles", "reports".</summary>
    public void Add(string what, long more = 1)
    {
        var index = counts.FindIndex(count => count.What == what);
        if (index < 0)
            counts.Add((what, more));
        else
            counts[index] = (what, counts[index].Count + more);
        Show();
    }

    /// <summary>So many of these by now.</summary>
    public void Set(string what, long count) => Add(what, count - this[what]);

    public long this[string what] => counts.FirstOrDefault(count => count.What == what).Count;

    /// <summary>Makes room for another line on standard error.</summary>
    public void Clear()
    {
        if (shownLength == 0)
            return;
        terminal.Error.Write('\r' + new string(' ', shownLength) + '\r');
        shownLength = 0;
    }

    /// <summary>The last word: all counts and the time it took.</summary>
    public void Finish()
    {
        Clear();
        if (counts.Count > 0 && (asked || terminal.ErrorIsWatched))
            terminal.Error.WriteLine(Text());
    }

    private void Show()
    {
        var now = Stopwatch.GetElapsedTime(start);
        if (terminal.ErrorIsWatched && now - shownAt > Blink)
        {
            var text = Text();
            terminal.Error.Write('\r' + text.PadRight(shownLength));
            shownLength = text.Length;
        }
        else if (!terminal.ErrorIsWatched && asked && now - shownAt > Line)
            terminal.Error.WriteLine(Text());
        else
            return;
        shownAt = now;
    }

    private string Text()
    {
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var words = counts.Select(count =>
            string.Create(CultureInfo.InvariantCulture, $"{count.Count:N0} {count.What}")
        );
        return string.Join(", ", words) + string.Create(CultureInfo.InvariantCulture, $" in {seconds:0.0} s");
    }
}
