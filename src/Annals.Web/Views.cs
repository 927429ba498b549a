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
                <thead><tr><th scope="col">When</th><th scope="col">Where</th><th scope="col">What</th><th scope="col">Who</th><th scope="col">Whom or what</th>
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
            <tr{point}><td><a href="/events/{@event.Id}">{When(@event)}</a></td>{Said("Where", Where(@event.Place))}{Said("What", Plain(@event.Type))}
            {Said("Who", Few(@event, ActorRole.Perpetrator, ActorRole.Participant))}{Said(
                "Whom or what",
                Few(@event, ActorRole.Target, ActorRole.Victim)
            )}
            {Said("Killed", Words.Of(@event, Effect.Killed), "number")}{Said(
                "Injured",
                Words.Of(@event, Effect.Injured),
                "number"
            )}
            <td data-label="Status">{Status(@event.Status, @event.Negated)}</td>{Said("Sources", Sources(@event), "number")}</tr>
            """
        );
    }

    /// <summary>On a phone a row is a card, whose cells say what they are; what is not known is left out there.</summary>
    private static Markup Said(string label, string words, string kind = "") =>
        Markup.Of($"<td data-label=\"{label}\" class=\"{kind} {(words == Words.Unknown ? "none" : "")}\">{words}</td>");

    /// <summary>"Gao, Gao, Mali": as <see cref="Words.Of(Place?)"/>, with the country's name.</summary>
    public static string Where(Place? place) =>
        place is null
            ? Words.Unknown
            : Words.Of(
                string.Join(
                    ", ",
                    new[] { place.Name, place.Admin1, place.Country is { } iso3 ? Lexicon.Default.Country(iso3) : null }
                        .Where(part => !string.IsNullOrEmpty(part))
                        .Distinct(StringComparer.Ordinal)
                )
            );

    /// <summary>"2014-01-01 to 2014-04-30"; null where nothing is known of the time.</summary>
    public static string? When(EventTime? time) =>
        Words.Of(time) is var words && words == Words.Unknown
            ? null
            : words.Replace("..", " to ", StringComparison.Ordinal);

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

    public static string Count(Total number, string what) =>
        $"{number} {what}{(number is { Count: 1, Over: false } ? "" : "s")}";

    /// <summary>"territory-captured" as a reader writes it.</summary>
    public static string Plain(string name) => name.Replace('-', ' ');

    /// <summary>Where the same stands for programs.</summary>
    public static Markup Same(string address, string query = "") =>
        Markup.Of(
            $"<p class=\"soft same\">The same as <a href=\"{address}.json{query}\">JSON</a> or <a href=\"{address}.csv{query}\">CSV</a>.</p>"
        );

    /// <summary>Days stay whole where a cell is narrow.</summary>
    private static Markup When(Event @event) =>
        When(@event.Time) is { } time
            ? Markup.Join(
                time.Split(" to ")
                    .Select((day, index) => Markup.Of($"{(index > 0 ? " to " : "")}<span class=\"day\">{day}</span>"))
            )
            : Markup.Of($"day unknown");

    private static string Sources(Event @event) =>
        @event.Independent is { } sources ? Words.Number(sources) : Words.Unknown;

    public static Markup Status(Status status, bool negated) =>
        Markup.Of(
            $"<span class=\"chip {Words.Of(status)}\">{(negated ? "said not to have happened" : Words.Of(status))}</span>"
        );

    /// <summary>Tables one after the other; those without a row are named in a sentence.</summary>
    /// <param name="tables">Of an answer.</param>
    /// <param name="csv">Where the rows of a table stand as CSV.</param>
    public static Markup Tables(IEnumerable<AnswerTable> tables, Func<AnswerTable, string> csv)
    {
        var all = tables.ToList();
        var empty = all.Where(table => table.Rows.Length == 0)
            .Select(table => Title(table).ToLowerInvariant())
            .ToList();
        return Markup.Of(
            $"{all.Where(table => table.Rows.Length > 0).Select(table => Table(table, csv(table)))}{(empty.Count == 0 ? Markup.Empty : Markup.Of($"<p class=\"soft\">Nothing is recorded of: {string.Join("; ", empty)}.</p>"))}"
        );
    }

    /// <summary>Any answer's table as it is on the command line, with names of countries, and links where a cell names an article or an event.</summary>
    /// <param name="table">Rows of words.</param>
    /// <param name="csv">Where the same rows stand as CSV.</param>
    public static Markup Table(AnswerTable table, string csv) =>
        Markup.Of(
            $"""
            <h2>{Title(table)}</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="{Title(table)}"><table><thead><tr>{table.Columns.Select(
                Head
            )}</tr></thead>
            <tbody>{table.Rows.Select(row => Markup.Of($"<tr>{row.Select((cell, column) => Cell(table.Columns[column], cell))}</tr>"))}</tbody></table></div>
            {table.Notes.Select(note => Markup.Of($"<p class=\"soft\">{note}</p>"))}
            <p class="soft same"><a href="{csv}" aria-label="{Title(table)} as CSV">CSV</a></p>
            """
        );

    /// <summary>"Gao: what was hit" is "What was hit": whose page it is stands at its head.</summary>
    private static string Title(AnswerTable table)
    {
        var title = table.Title[(table.Title.IndexOf(": ", StringComparison.Ordinal) is var at and > 0 ? at + 2 : 0)..];
        return char.ToUpperInvariant(title[0]) + title[1..];
    }

    private static Markup Head(string column) => Markup.Of($"<th scope=\"col\">{column}</th>");

    private static Markup Cell(string column, string cell)
    {
        var kind =
            cell.Length > LongCell ? "long"
            : char.IsAsciiDigit(cell[..Math.Min(1, cell.Length)].FirstOrDefault()) ? "day"
            : "";
        return Markup.Of($"<td dir=\"auto\" class=\"{kind}\">{Linked(column, cell)}</td>");
    }

    private const int LongCell = 40;

    private static Markup Linked(string column, string cell) =>
        column switch
        {
            "country" or "countries" => Markup.Of(
                $"{string.Join(", ", cell.Split(", ").Select(Lexicon.Default.Country))}"
            ),
            "source" => Markup.Join(
                cell.Split("; ").Select((part, index) => Markup.Of($"{(index > 0 ? "; " : "")}{Origin(part)}"))
            ),
            _ => Markup.Of($"{cell}"),
        };

    private const string File = "file: ";
    private const string Articles = "articles: ";

    /// <summary>A part of <see cref="Answers.Origin.ToString"/>.</summary>
    private static Markup Origin(string part)
    {
        if (part.StartsWith(File, StringComparison.Ordinal))
            return part[File.Length..].Split(" (") is [var address, var opened]
                ? Markup.Of($"knowledge files: {Source(address)} ({opened}")
                : Markup.Of($"knowledge files, {Basis(part[File.Length..])}");
        if (!part.StartsWith(Articles, StringComparison.Ordinal))
            return Markup.Of($"{part}");
        var (named, more) = part[Articles.Length..].Split(" (+") is [var list, var rest]
            ? (list, $" (+{rest}")
            : (part[Articles.Length..], "");
        return Markup.Of(
            $"{Articles}{named.Split(", ").Select((id, index) => Markup.Of($"{(index > 0 ? ", " : "")}<a href=\"/articles/{Uri.EscapeDataString(id)}\">{id}</a>"))}{more}"
        );
    }

    private static string Basis(string basis) =>
        basis switch
        {
            "unverified" => "no source was opened for it",
            "rule" => "by rule",
            _ => basis,
        };

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
            : Markup.Of($"{(origin.Basis is { } basis ? Basis(basis) : "")}");

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
        var (low, high) = (X(harm.Low ?? 0), X(harm.High ?? most));
        var lines = figures.Select(figure =>
        {
            var (from, to) = (figure.Low ?? figure.Value ?? 0, figure.High ?? figure.Value ?? most);
            var dot = figure.Value is { } value
                ? Markup.Of($"<circle cx=\"{X(value)}\" cy=\"9\" r=\"4\"/>")
                : Markup.Empty;
            var open = figure.High is null && figure.Value is null ? "open" : "";
            return Markup.Of(
                $"""
                <li class="{(figure.Superseded ? "old" : "")} {open}"><svg viewBox="0 0 212 18" aria-hidden="true"><rect x="{low}" width="{Math.Max(
                    1,
                    high - low
                )}" y="0" height="18"/><line x1="{X(from)}" x2="{X(Math.Max(from, to))}" y1="9" y2="9"/><line x1="{X(
                    from
                )}" x2="{X(from)}" y1="5" y2="13"/>{dot}</svg> <span><strong>{Words.Of(
                    figure.Low,
                    figure.Value,
                    figure.High
                )}</strong>{(figure.Superseded ? ", superseded" : "")} {source(figure.Report)}</span></li>
                """
            );
        });
        return Markup.Of(
            $"""
            <ul class="figures">{lines}<li class="scale" aria-hidden="true"><svg viewBox="0 0 212 14"><text x="6" y="11">0</text><text x="206" y="11" text-anchor="end">{Words.Number(
                most
            )}</text></svg><span></span></li></ul>
            """
        );
    }
}
