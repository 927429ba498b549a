using Annals.Answers;
using Annals.Record;
using Annals.Store;

namespace Annals.Web.Pages;

/// <summary>One event: what, who, where, when, harm, who says so, what they disagree on, and the words of every value.</summary>
public static class EventPage
{
    public static void Map(IEndpointRouteBuilder routes, OpenStore record)
    {
        routes.MapGet(
            "/events/{id}.json",
            (HttpContext context, string id) =>
                record.Ask(
                    context,
                    ask => Reply(context, ask, id, answer => Replies.Json(context, AnswerJson.Write(answer)))
                )
        );
        routes.MapGet(
            "/events/{id}.csv",
            (HttpContext context, string id) =>
                record.Ask(
                    context,
                    ask =>
                        Reply(
                            context,
                            ask,
                            id,
                            answer => Replies.Csv(context, SaidTable.Of("Reports", answer.Said), id)
                        )
                )
        );
        routes.MapGet(
            "/events/{id}",
            (HttpContext context, string id) =>
                record.Ask(context, ask => Reply(context, ask, id, answer => Replies.Html(context, Show(answer, ask))))
        );
    }

    private static IResult Reply(HttpContext context, Ask ask, string id, Func<WhyAnswer, IResult> reply) =>
        ask.Why(id, Question.Of(context.Request.Query)) is { } answer
            ? reply(answer)
            : Missing.Of(context, "event", id);

    private static Markup Show(WhyAnswer answer, Ask ask)
    {
        var @event = answer.Event;
        var articles = answer
            .Reports.Select(report => report.Article)
            .Distinct(StringComparer.Ordinal)
            .Select(id => ask.Article(id, new Filter())?.Article)
            .OfType<Article>()
            .ToDictionary(article => article.Id, StringComparer.Ordinal);
        return Layout.Page(
            $"{@event.Type}, {Words.Of(@event.Place)}, {Words.Of(@event.Time)}",
            Markup.Of(
                $"""
                <h1>{Capital(@event.Type)}{(@event.Place is null ? "" : " in " + Words.Of(@event.Place))}</h1>
                <p>{Views.Status(@event.Status, @event.Negated)} <span class="soft">{Words.Of(
                    @event.Time
                )} · {@event.Articles} articles, {Independent(@event)} · confidence {@event.Confidence:0.00}</span></p>
                <div class="two"><div>
                <section class="panel"><dl class="facts">
                {Fact("When", TimeOf(@event, answer))}
                {Fact("Where", PlaceOf(@event, answer))}
                {@event.Actors.Select(actor =>
                    Fact(Capital(Words.Kebab(actor.Role.ToString())), ActorOf(actor, answer))
                )}
                {@event.Harm.Select(harm => Fact(Capital(Words.Kebab(harm.Effect.ToString())), HarmOf(harm, answer)))}
                {Things(answer)}
                </dl></section>
                {Disagreements(@event)}
                <details><summary>Why these reports are one event</summary>{answer.Tables.Skip(2).Take(1).Select(
                    Views.Table
                )}</details>
                <p class="soft">The same as <a href="/events/{@event.Id}.json">JSON</a> or <a href="/events/{@event.Id}.csv">CSV</a>. Id {@event.Id}.</p>
                </div><div>
                <h2>The words</h2>
                {Marks.Legend}
                {answer.Reports.Select(report => SourceOf(report, articles.GetValueOrDefault(report.Article)))}
                </div></div>
                """
            ),
            "words.mjs"
        );
    }

    private static string Capital(string words) =>
        words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..].Replace('-', ' ');

    private static string Independent(Event @event) =>
        @event.Independent is { } sources ? $"{sources} independent" : "independent sources not known";

    private static Markup Fact(string name, Markup value) => Markup.Of($"<dt>{name}</dt><dd>{value}</dd>");

    /// <summary>A value, which leads to its words in each report that has it.</summary>
    private static Markup Value(string words, IEnumerable<string> values) =>
        Markup.Of(
            $"{words}{values.Select((value, index) => Markup.Of($" <a href=\"#w-{value}\" data-shows=\"{value}\" aria-label=\"The words for {words}\">[{index + 1}]</a>"))}"
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
            Words.Of(place),
            answer.Reports.Where(report => report.Place?.Spans.Length > 0).Select(report => $"{report.Id}:place:0")
        );
        var rivals = place
            .Rivals.Take(5)
            .Select(rival => Markup.Of($"<li>{rival.Name}, {rival.Admin1}, {rival.Country} ({rival.Score:0.00})</li>"))
            .ToList();
        return Markup.Of(
            $"""
            <a href="/places/{Uri.EscapeDataString(
                place.Name
            )}">{place.Name}</a>: {value}<br><span class="soft">{precision}{radius}; {point}</span>
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
            $"<a href=\"/actors/{Uri.EscapeDataString(actor.Id ?? actor.Name)}\">{actor.Name}</a>{Value("", values)}"
        );
    }

    private static Markup HarmOf(EventHarm harm, WhyAnswer answer)
    {
        var values = answer
            .Reports.OfType<Happening>()
            .SelectMany(report => report.Harm.Select((one, index) => (one, value: $"{report.Id}:harm:{index}")))
            .Where(pair => pair.one.Effect == harm.Effect && pair.one.Spans.Length > 0)
            .Select(pair => pair.value);
        return Markup.Of(
            $"{Value(Words.Of(harm.Low, harm.Best, harm.High), values)}{(harm.By.Length > 1 ? Views.Range(harm) : Markup.Empty)}"
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

    private static Markup Disagreements(Event @event) =>
        @event.Disagreements.Length == 0
            ? Markup.Empty
            : Markup.Of(
                $"""
                <section class="panel warn"><h2>Where the accounts differ</h2><ul>{@event.Disagreements.Select(one =>
                    Markup.Of($"<li><strong>{one.Field}</strong>: {string.Join("; ", one.Values.Select(value => $"{value.Value} ({value.Reports.Length})"))}</li>")
                )}</ul></section>
                """
            );

    private static Markup SourceOf(Report report, Article? article) =>
        Markup.Of(
            $"""
            <article class="panel"><p><strong>{article?.Outlet ?? "Unknown outlet"}</strong>, {Words.Of(
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
