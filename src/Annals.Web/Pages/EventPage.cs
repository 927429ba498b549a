using Annals.Answers;
using Annals.Record;
using Annals.Store;

namespace Annals.Web.Pages;

/// <summary>One event: what, who, where, when, harm, who says so, what they disagree on, and the words of every value.</summary>
public static class EventPage
{
    public static void Map(Twins twins) =>
        twins.Map(
            "/events/{id}",
            "An event with its reports, their words, the reasons of the merge, each source's figures and what they disagree on",
            [Question.Parameters[^1]],
            (context, ask) =>
                ask.Why((string)context.Request.RouteValues["id"]!, Question.Of(context.Request.Query)) is { } answer
                    ? new Look(() => Show(answer, ask), () => AnswerJson.Write(answer), () => answer.Tables)
                    : null
        );

    private static Markup Show(WhyAnswer answer, Ask ask)
    {
        var @event = answer.Event;
        var articles = ask.ArticlesBy(answer.Reports.Select(report => report.Article))
            .ToDictionary(article => article.Id, StringComparer.Ordinal);
        var sources = Sources(answer.Reports, articles);
        return Layout.Page(
            $"{Views.Plain(@event.Type)}, {Words.Of(@event.Place)}, {Words.Of(@event.Time)}",
            Markup.Of(
                $"""
                <h1>{Capital(@event.Type)}{(@event.Place is null ? "" : " in " + Words.Of(@event.Place))}</h1>
                <p>{Views.Status(@event.Status, @event.Negated)} <span class="soft">{Words.Of(
                    @event.Time
                )} · {Views.Count(@event.Articles, "article")}, {Independent(@event)} · confidence {@event.Confidence:0.00}</span></p>
                <div class="two"><div>
                <section class="panel"><dl class="facts">
                {Fact("When", TimeOf(@event, answer))}
                {Fact("Where", PlaceOf(@event, answer))}
                {@event.Actors.GroupBy(actor => actor.Role).Select(role =>
                    Fact(Capital(Words.Kebab(role.Key.ToString())), Markup.Join(role.OrderBy(actor => actor.Id is null).Select(actor => Markup.Of($"<div>{ActorOf(actor, answer)}</div>"))))
                )}
                {@event.Harm.Select(harm => Fact(Capital(Words.Kebab(harm.Effect.ToString())), HarmOf(harm, answer, sources)))}
                {Things(answer)}
                </dl></section>
                {PlaceMap(@event)}
                {Disagreements(@event, sources)}
                <details><summary>Why these reports are one event</summary>{Merges(@event, sources)}</details>
                <p class="soft same">The same as <a href="/events/{@event.Id}.json">JSON</a>; as CSV: {answer.Tables.Select(
                    (table, index) => Markup.Of($"<a href=\"/events/{@event.Id}.csv?table={index + 1}\">{table.Title.ToLowerInvariant()}</a> ")
                )}. Id {@event.Id}.</p>
                </div><div>
                <h2>The words</h2>
                {Marks.Legend}
                {answer.Reports.Select(report => SourceOf(report, articles.GetValueOrDefault(report.Article)))}
                </div></div>
                """
            ),
            "lib/topojson-client.min.js",
            "words.mjs",
            "place.mjs"
        );
    }

    private static string Capital(string words) =>
        words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..].Replace('-', ' ');

    private static string Independent(Event @event) =>
        @event.Independent is { } sources ? $"{sources} independent" : "independent sources not known";

    private static Markup Fact(string name, Markup value) => Markup.Of($"<dt>{name}</dt><dd>{value}</dd>");

    /// <summary>A value, which leads to its words in each report that has it.</summary>
    private static Markup Value(string words, IEnumerable<string> values) => Value(words, words, values);

    private static Markup Value(string words, string of, IEnumerable<string> values) =>
        Markup.Of(
            $"{words}{values.Select((value, index) => Markup.Of($" <a class=\"ref\" href=\"#w-{value}\" data-shows=\"{value}\" aria-label=\"Words {index + 1} for {of}\">{index + 1}</a>"))}"
        );

    private static Markup TimeOf(Event @event, WhyAnswer answer) =>
        Value(
            Words.Of(@event.Time) is var time && time == Words.Unknown ? "unknown" : time,
            answer.Reports.Where(report => report.Time?.Spans.Length > 0).Select(report => $"{report.Id}:time:0")
        );

    private static Markup PlaceOf(Event @event, WhyAnswer answer)
    {
        if (@event.Place is not { } place)
            return Markup.Of($"unknown");
        var precision = place.Precision is { } known ? Words.Kebab(known.ToString()) : "unknown precision";
        var radius = place.RadiusKm is { } km ? $", within {Words.Number(km)} km" : "";
        var point = place is { Lat: { } lat, Lon: { } lon } ? $"{lat:0.000}, {lon:0.000}" : "no point";
        var value = Value(
            "",
            "place",
            answer.Reports.Where(report => report.Place?.Spans.Length > 0).Select(report => $"{report.Id}:place:0")
        );
        var rivals = place
            .Rivals.Take(5)
            .Select(rival => Markup.Of($"<li>{rival.Name}, {rival.Admin1}, {rival.Country} ({rival.Score:0.00})</li>"))
            .ToList();
        return Markup.Of(
            $"""
            <a href="/places/{Uri.EscapeDataString(place.Name)}">{Words.Of(place)}</a>{value}<br><span class="soft">{precision}{radius}; {(point == "no point" ? "no point is known, none is drawn" : point)}</span>
            {(
                rivals.Count == 0
                    ? Markup.Empty
                    : Markup.Of($"<details><summary>Other places of that name</summary><ul>{rivals}</ul></details>")
            )}
            {(
                place.Reasons.Length == 0
                    ? Markup.Empty
                    : Markup.Of(
                        $"<details><summary>Why this place</summary><ul>{place.Reasons.Select(reason => Markup.Of($"<li>{reason}</li>"))}</ul></details>"
                    )
            )}
            """
        );
    }

    private static Markup ActorOf(EventActor actor, WhyAnswer answer)
    {
        var values = answer
            .Reports.OfType<Happening>()
            .SelectMany(report => report.Actors.Select((one, index) => (one, value: $"{report.Id}:actors:{index}")))
            .Where(pair => pair.one.Role == actor.Role && pair.one.Name == actor.Name && pair.one.Spans.Length > 0)
            .Select(pair => pair.value);
        return Markup.Of(
            $"<a href=\"/actors/{Uri.EscapeDataString(actor.Id ?? actor.Name)}\">{actor.Name}</a>{Value("", actor.Name, values)}"
        );
    }

    private static Markup HarmOf(EventHarm harm, WhyAnswer answer, Func<string, string> sources)
    {
        var values = answer
            .Reports.OfType<Happening>()
            .SelectMany(report => report.Harm.Select((one, index) => (one, value: $"{report.Id}:harm:{index}")))
            .Where(pair => pair.one.Effect == harm.Effect && pair.one.Spans.Length > 0)
            .Select(pair => pair.value);
        return Markup.Of(
            $"{Value(Words.Of(harm.Low, harm.Best, harm.High), values)}{(harm.By.Length > 0 ? Views.Range(harm, sources) : Markup.Empty)}"
        );
    }

    private static Markup Things(WhyAnswer answer)
    {
        var things = answer
            .Reports.OfType<Happening>()
            .SelectMany(report =>
                report.Objects.Select(
                    (thing, index) =>
                        (words: $"{thing.What} {thing.State}".TrimEnd(), value: $"{report.Id}:objects:{index}")
                )
            )
            .GroupBy(pair => pair.words, StringComparer.OrdinalIgnoreCase);
        var means = answer
            .Reports.OfType<Happening>()
            .SelectMany(report =>
                report.Means.Select((one, index) => (words: one, value: $"{report.Id}:means:{index}"))
            )
            .GroupBy(pair => pair.words, StringComparer.OrdinalIgnoreCase);
        return Markup.Of(
            $"{things.Select(thing => Fact("Hit", Value(thing.Key, thing.Select(pair => pair.value))))}{means.Select(one => Fact("Means", Value(one.Key, one.Select(pair => pair.value))))}"
        );
    }

    private static Markup Disagreements(Event @event, Func<string, string> sources) =>
        @event.Disagreements.Length == 0
            ? Markup.Empty
            : Markup.Of(
                $"""
                <section class="panel warn"><h2>Where the accounts differ</h2><dl class="facts">{@event.Disagreements.Select(one =>
                    Markup.Of($"<dt>{one.Field}</dt><dd>{one.Values.Select(value => Markup.Of($"<div><strong>{value.Value}</strong> <span class=\"soft\">{Named(value.Reports, sources)}</span></div>"))}</dd>")
                )}</dl></section>
                """
            );

    private static string Named(IEnumerable<string> reports, Func<string, string> sources) =>
        string.Join("; ", reports.Select(sources).Distinct(StringComparer.Ordinal));

    /// <summary>Each link between two reports: by whom, how strong, and which reasons for and against it.</summary>
    private static Markup Merges(Event @event, Func<string, string> sources) =>
        @event.Merges.Length == 0
            ? Markup.Of($"<p class=\"soft\">One report: nothing was merged.</p>")
            : Markup.Of(
                $"""
                <ul class="merges">{@event.Merges.Select(merge => Markup.Of(
                    $"""
                    <li><a href="#{merge.A}">{sources(merge.A)}</a> and <a href="#{merge.B}">{sources(merge.B)}</a>: <strong>{merge.Score:+0.0;-0.0}</strong>
                    <span class="soft">{string.Join("; ", merge.Reasons.Select(reason => reason.What + reason.Weight.ToString(" +0.0#; -0.0#", System.Globalization.CultureInfo.InvariantCulture)))}</span></li>
                    """
                ))}</ul>
                """
            );

    /// <summary>The point with its radius, and its rivals; nothing is drawn where no point is known.</summary>
    private static Markup PlaceMap(Event @event) =>
        @event.Place is { Lat: { } lat, Lon: { } lon } place
            ? Markup.Of(
                $"""
                <div id="place-map" role="region" aria-label="Map: {Words.Of(place)}{(
                    place.RadiusKm is { } km ? $", within {Words.Number(km)} km" : ""
                )}" data-lat="{lat}" data-lon="{lon}" data-radius="{place.RadiusKm ?? 0}" data-rivals="{string.Join(
                    ';',
                    place.Rivals.Take(5).Select(rival =>
                        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rival.Lat},{rival.Lon}")
                    )
                )}"></div>
                """
            )
            : Markup.Empty;

    /// <summary>A report by who tells it: the outlet, and whom it quotes.</summary>
    private static Func<string, string> Sources(IEnumerable<Report> reports, Dictionary<string, Article> articles)
    {
        var names = reports.ToDictionary(
            report => report.Id,
            report =>
                (articles.GetValueOrDefault(report.Article)?.Outlet ?? "unknown outlet")
                + (ReportWords.Speaker(report) is { } speaker ? $" ({speaker})" : ""),
            StringComparer.Ordinal
        );
        return report => names.GetValueOrDefault(report, report);
    }

    private static Markup SourceOf(Report report, Article? article) =>
        Markup.Of(
            $"""
            <article class="panel" id="{report.Id}"><p><strong>{article?.Outlet ?? "Unknown outlet"}</strong>, {Words.Of(
                article?.Published.From
            )}:
            <a href="/articles/{report.Article}" dir="auto">{article?.Title ?? report.Article}</a> {Views.Status(
                report.Status,
                report.Negated
            )}</p>
            <p class="soft">{Speakers(report)}</p>
            {(article is null ? Markup.Empty : Marks.Paragraphs(article, report))}
            </article>
            """
        );

    private static string Speakers(Report report) =>
        report.Attribution.Length == 0
            ? "the article itself says so"
            : "says so: "
                + string.Join(
                    "; ",
                    report.Attribution.Select(speaker =>
                        (speaker.Who ?? speaker.Role ?? "unnamed")
                        + (speaker.Via.Length > 0 ? $", via {string.Join(", via ", speaker.Via)}" : "")
                    )
                );
}
