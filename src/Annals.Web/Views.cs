using Annals.Answers;
using Annals.Record;

namespace Annals.Web;

/// <summary>Pieces that several pages show: tables of events and of words, chips, ranges, addresses.</summary>
public static class Views
{
    public static Markup Events(IReadOnlyCollection<Event> events, string caption) =>
        events.Count == 0
            ? Markup.Of($"<p class=\"soft\">No event fits.</p>")
            : Markup.Of(
                $"""
                <div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table class="events"><caption>{caption}</caption>
                <thead><tr><th scope="col">When</th><th scope="col">Where</th><th scope="col">What</th><th scope="col">Who</th><th scope="col">Whom</th>
                <th scope="col" class="number">Killed</th><th scope="col" class="number">Injured</th><th scope="col">Status</th><th scope="col" class="number">Sources</th></tr></thead>
                <tbody>{events.Select(Row)}</tbody></table></div>
                """
            );

    private static Markup Row(Event @event)
    {
        var point = @event.Place is { Lat: { } lat, Lon: { } lon }
            ? Markup.Of($" data-lat=\"{lat}\" data-lon=\"{lon}\"")
            : Markup.Empty;
        return Markup.Of(
            $"""
            <tr{point}><td><a href="/events/{@event.Id}">{When(@event)}</a></td><td>{Words.Of(
                @event.Place
            )}</td><td>{Plain(@event.Type)}</td>
            <td>{Few(@event, ActorRole.Perpetrator, ActorRole.Participant)}</td><td>{Few(
                @event,
                ActorRole.Target,
                ActorRole.Victim
            )}</td>
            <td class="number">{Words.Of(@event, Effect.Killed)}</td><td class="number">{Words.Of(
                @event,
                Effect.Injured
            )}</td>
            <td>{Status(@event.Status, @event.Negated)}</td><td class="number">{Sources(@event)}</td></tr>
            """
        );
    }

    /// <summary>The first three: a row is for finding, the event's own page names them all. Known actors come first.</summary>
    private static string Few(Event @event, params ReadOnlySpan<ActorRole> roles)
    {
        var wanted = roles.ToArray();
        var names = @event
            .Actors.Where(actor => wanted.Contains(actor.Role))
            .OrderBy(actor => actor.Id is null)
            .Select(actor => actor.Name)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return names.Count <= 3
            ? Words.Of(string.Join(", ", names))
            : $"{string.Join(", ", names.Take(3))} and {names.Count - 3} more";
    }

    /// <summary>"1 article", "3 articles".</summary>
    public static string Count(long number, string what) => $"{Words.Number(number)} {what}{(number == 1 ? "" : "s")}";

    /// <summary>"territory-captured" as a reader writes it.</summary>
    public static string Plain(string name) => name.Replace('-', ' ');

    /// <summary>Where the same stands for programs.</summary>
    public static Markup Same(string address, string query = "") =>
        Markup.Of(
            $"<p class=\"soft same\">The same as <a href=\"{address}.json{query}\">JSON</a> or <a href=\"{address}.csv{query}\">CSV</a>.</p>"
        );

    /// <summary>Days stay whole where a cell is narrow.</summary>
    private static Markup When(Event @event)
    {
        var time = Words.Of(@event.Time);
        return time == Words.Unknown
            ? Markup.Of($"day unknown")
            : Markup.Join(
                time.Split("..")
                    .Select((day, index) => Markup.Of($"{(index > 0 ? " to " : "")}<span class=\"day\">{day}</span>"))
            );
    }

    private static string Sources(Event @event) =>
        @event.Independent is { } sources ? Words.Number(sources) : Words.Unknown;

    public static Markup Status(Status status, bool negated) =>
        Markup.Of(
            $"<span class=\"chip {Words.Of(status)}\">{(negated ? "said not to have happened" : Words.Of(status))}</span>"
        );

    /// <summary>Any answer's table as it is on the command line.</summary>
    /// <param name="table">Rows of words.</param>
    /// <param name="csv">Where the same rows stand as CSV.</param>
    public static Markup Table(AnswerTable table, string? csv = null) =>
        table.Rows.Length == 0
            ? Markup.Of($"<h2>{table.Title}</h2><p class=\"soft\">Nothing recorded.</p>")
            : Markup.Of(
                $"""
                <h2>{table.Title}</h2>
                <div class="scroll" tabindex="0" role="region" aria-label="{table.Title}"><table><thead><tr>{table.Columns.Select(
                    Head
                )}</tr></thead>
                <tbody>{table.Rows.Select(row => Markup.Of($"<tr>{row.Select(Cell)}</tr>"))}</tbody></table></div>
                {table.Notes.Select(note => Markup.Of($"<p class=\"soft\">{note}</p>"))}
                {(
                    csv is null
                        ? Markup.Empty
                        : Markup.Of(
                            $"<p class=\"soft same\"><a href=\"{csv}\" aria-label=\"{table.Title} as CSV\">CSV</a></p>"
                        )
                )}
                """
            );

    private static Markup Head(string column) => Markup.Of($"<th scope=\"col\">{column}</th>");

    private static Markup Cell(string cell) => Markup.Of($"<td dir=\"auto\">{cell}</td>");

    /// <summary>
    /// The address of a source, as a link that tells it nothing of the reader. The host stands as the network knows it,
    /// so that a look-alike letter shows; anything but http and https is no link.
    /// </summary>
    public static Markup Source(string? url)
    {
        if (url is null || !Uri.TryCreate(url, UriKind.Absolute, out var address))
            return Markup.Of($"<span class=\"soft\">{url}</span>");
        return address.Scheme is "http" or "https"
            ? Markup.Of(
                $"<a href=\"{address.AbsoluteUri}\" rel=\"noopener noreferrer nofollow\">{address.IdnHost}{address.AbsolutePath}</a>"
            )
            : Markup.Of($"<span class=\"soft\">{url}</span>");
    }

    /// <summary>Where the files have it from: a link that names its host, and the day on which it was opened.</summary>
    public static Markup Citation(Origin origin) =>
        Uri.TryCreate(origin.Address, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? Markup.Of(
                $"<a href=\"{address.AbsoluteUri}\" rel=\"noopener noreferrer nofollow\">{address.IdnHost}</a> {origin.Opened}"
            )
            : Markup.Of($"{(origin.Basis == "rule" ? "by rule" : origin.Basis)}");

    /// <summary>Each source's figure on a line of its own with its bounds, all to one scale, the event's range behind them.</summary>
    /// <param name="harm">The figures.</param>
    /// <param name="source">Who gives a report's figure.</param>
    public static Markup Range(EventHarm harm, Func<string, string> source)
    {
        var figures = harm.By.Where(figure => (figure.Low ?? figure.Value ?? figure.High) is not null).ToList();
        var most = Math.Max(
            1,
            figures
                .SelectMany(figure => new[] { figure.Low, figure.Value, figure.High })
                .Append(harm.High)
                .Append(harm.Low)
                .Max()
                ?? 1
        );
        double X(double value) => Math.Round(6 + (value / most * 200), 1);
        var height = (figures.Count * 18) + 4;
        var (low, high) = (harm.Low ?? 0, harm.High ?? most);
        var lines = figures.Select(
            (figure, row) =>
            {
                var (from, to) = (figure.Low ?? figure.Value ?? 0, figure.High ?? figure.Value ?? most);
                var y = (row * 18) + 12;
                var dot = figure.Value is { } value
                    ? Markup.Of($"<circle cx=\"{X(value)}\" cy=\"{y}\" r=\"4\"/>")
                    : Markup.Empty;
                var open = figure.High is null && figure.Value is null ? "open" : "";
                return Markup.Of(
                    $"<g class=\"{(figure.Superseded ? "old" : "")} {open}\"><line x1=\"{X(from)}\" x2=\"{X(Math.Max(from, to))}\" y1=\"{y}\" y2=\"{y}\"/><line x1=\"{X(from)}\" x2=\"{X(from)}\" y1=\"{y - 4}\" y2=\"{y + 4}\"/>{dot}<text x=\"216\" y=\"{y + 4}\">{Words.Of(figure.Low, figure.Value, figure.High)}{(figure.Superseded ? ", superseded" : "")}: {Words.Short(source(figure.Report), 34)}</text></g>"
                );
            }
        );
        var words =
            $"{Words.Kebab(harm.Effect.ToString())}: {Words.Of(harm.Low, harm.Best, harm.High)}; {string.Join("; ", figures.Select(figure => $"{source(figure.Report)} {Words.Of(figure.Low, figure.Value, figure.High)}"))}";
        return Markup.Of(
            $"""
            <svg class="range" viewBox="0 0 460 {height}" role="img" aria-label="{words}"><rect x="{X(
                low
            )}" width="{Math.Max(1, X(high) - X(low))}" y="0" height="{height}"/>{lines}</svg>
            """
        );
    }
}
