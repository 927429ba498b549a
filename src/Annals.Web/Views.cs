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
                <div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table><caption>{caption}</caption>
                <thead><tr><th scope="col">When</th><th scope="col">Where</th><th scope="col">What</th><th scope="col">Who</th><th scope="col">Whom</th>
                <th scope="col" class="number">Killed</th><th scope="col" class="number">Injured</th><th scope="col">Status</th><th scope="col" class="number">Sources</th></tr></thead>
                <tbody>{events.Select(Row)}</tbody></table></div>
                """
            );

    private static Markup Row(Event @event) =>
        Markup.Of(
            $"""
            <tr><td><a href="/events/{@event.Id}">{When(@event)}</a></td><td>{Words.Of(
                @event.Place
            )}</td><td>{@event.Type}</td>
            <td>{Words.Of(@event.Actors, ActorRole.Perpetrator, ActorRole.Participant)}</td><td>{Words.Of(
                @event.Actors,
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

    private static string When(Event @event) =>
        Words.Of(@event.Time) is var time && time == Words.Unknown ? "day unknown" : time;

    private static string Sources(Event @event) =>
        @event.Independent is { } sources ? Words.Number(sources) : Words.Unknown;

    public static Markup Status(Status status, bool negated) =>
        Markup.Of(
            $"<span class=\"chip {Words.Of(status)}\">{(negated ? "said not to have happened" : Words.Of(status))}</span>"
        );

    /// <summary>Any answer's table as it is on the command line.</summary>
    public static Markup Table(AnswerTable table) =>
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

    /// <summary>Each source's figure as a dot on one line, the range beneath.</summary>
    public static Markup Range(EventHarm harm)
    {
        var values = harm.By.Select(figure => figure.Value ?? figure.Low ?? figure.High).OfType<double>().ToList();
        var most = Math.Max(1, Math.Max(harm.High ?? 0, values.Append(harm.Low ?? 0).Max()));
        double X(double value) => Math.Round(10 + (value / most * 260), 1);
        var (low, high) = (harm.Low ?? values.DefaultIfEmpty(0).Min(), harm.High ?? values.DefaultIfEmpty(0).Max());
        var words =
            $"{Words.Kebab(harm.Effect.ToString())}: {Words.Of(harm.Low, harm.Best, harm.High)}; {harm.By.Length} figures";
        return Markup.Of(
            $"""
            <svg class="range" viewBox="0 0 320 24" role="img" aria-label="{words}"><line x1="{X(low)}" x2="{X(
                high
            )}" y1="8" y2="8"/>
            {values.Distinct().Select(value =>
                Markup.Of(
                    $"<circle cx=\"{X(value)}\" cy=\"8\" r=\"4\"/><text x=\"{X(value)}\" y=\"23\" text-anchor=\"middle\">{Words.Number(value)}</text>"
                )
            )}</svg>
            """
        );
    }
}
