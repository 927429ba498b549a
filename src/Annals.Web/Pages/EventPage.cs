using System.Collections.Immutable;
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
            $"{Views.Plain(@event.Type)}, {Views.Where(@event.Place)}, {Views.When(@event.Time) ?? "day unknown"}",
            Markup.Of(
                $"""
                <h1>{Capital(@event.Type)}{(@event.Place is null ? "" : " in " + Views.Where(@event.Place))}</h1>
                <p>{Views.Status(@event.Status, @event.Negated)} <span class="soft">{Views.When(@event.Time) ?? "day unknown"} · {Views.Count(@event.Articles, "article")}, {Independent(@event)} · confidence {@event.Confidence:0.00}</span></p>
                <div class="two"><div>
                <section class="panel"><dl class="facts">
                {Fact("What", TypesOf(answer))}
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
                    (table, index) => Markup.Of($"{(index > 0 ? ", " : "")}<a href=\"/events/{@event.Id}.csv?table={index + 1}\">{table.Title.ToLowerInvariant()}</a>")
                )}. Id {@event.Id}.</p>
                </div><div>
                <h2>The words</h2>
                {Marks.Legend}
                {answer.Reports.GroupBy(report => report.Article, StringComparer.Ordinal).Select(told =>
                    SourceOf(told.Key, [.. told], articles.GetValueOrDefault(told.Key))
                )}
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

    /// <summary>A value as a report has it, by the words that say it.</summary>
    private static IEnumerable<Held> In<T>(
        WhyAnswer answer,
        string field,
        Func<Happening, IEnumerable<T>> values,
        Func<T, bool> isMeant,
        Func<T, IEnumerable<TextSpan>> spans
    ) =>
        answer
            .Reports.OfType<Happening>()
            .SelectMany(report =>
                values(report)
                    .Select(
                        (one, index) => (one, held: new Held(report, $"{report.Id}:{field}:{index}", [.. spans(one)]))
                    )
            )
            .Where(pair => isMeant(pair.one))
            .Select(pair => pair.held);

    private sealed record Held(Report Report, string Value, ImmutableArray<TextSpan> Spans);

    /// <summary>Links to a value's words, one a place where they stand: several reports of an article may have it from the same.</summary>
    private static Markup Links(string of, IEnumerable<Held> held) =>
        Markup.Join(
            held.Where(one => one.Spans.Length > 0)
                .GroupBy(
                    one =>
                        one.Report.Article
                        + string.Concat(
                            one.Spans.Select(span => $" {span.Start}-{span.End}{(span.InTitle ? "t" : "")}")
                        ),
                    StringComparer.Ordinal
                )
                .Select(
                    (group, index) =>
                        Markup.Of(
                            $" <a class=\"ref\" href=\"#w-{group.First().Value}\" data-shows=\"{string.Join(' ', group.Select(one => one.Value))}\" aria-label=\"Words {index + 1} for {of}\">{index + 1}</a>"
                        )
                )
        );

    private static Markup Value(string words, IEnumerable<Held> held) => Markup.Of($"{words}{Links(words, held)}");

    /// <summary>The reports of one event may name it differently: a siege, an attack.</summary>
    private static Markup TypesOf(WhyAnswer answer) =>
        Markup.Join(
            answer
                .Reports.OfType<Happening>()
                .GroupBy(report => report.Type, StringComparer.Ordinal)
                .OrderBy(type => type.Key != answer.Event.Type)
                .Select(type =>
                    Markup.Of(
                        $"<div>{Value(Views.Plain(type.Key), type.Select(report => new Held(report, $"{report.Id}:type:0", report.TypeSpans)))}</div>"
                    )
                )
        );

    private static Markup TimeOf(Event @event, WhyAnswer answer) =>
        Value(
            Views.When(@event.Time) ?? "unknown",
            answer.Reports.Select(report => new Held(report, $"{report.Id}:time:0", report.Time?.Spans ?? []))
        );

    private static Markup PlaceOf(Event @event, WhyAnswer answer)
    {
        if (@event.Place is not { } place)
            return Markup.Of($"unknown");
        var precision = place.Precision is { } known ? Words.Kebab(known.ToString()) : "unknown precision";
        var radius = place.RadiusKm is { } km ? $", within {Words.Number(km)} km" : "";
        var point = place is { Lat: { } lat, Lon: { } lon } ? $"{lat:0.000}, {lon:0.000}" : "no point";
        var value = Links(
            "place",
            answer.Reports.Select(report => new Held(report, $"{report.Id}:place:0", report.Place?.Spans ?? []))
        );
        var rivals = place
            .Rivals.Take(5)
            .Select(rival =>
                Markup.Of(
                    $"<li>{string.Join(", ", new[] { rival.Name, rival.Admin1, rival.Country is { } iso3 ? Lexicon.Default.Country(iso3) : null }.Where(part => !string.IsNullOrEmpty(part)))} <span class=\"soft\">(score {rival.Score:0.00})</span></li>"
                )
            )
            .ToList();
        return Markup.Of(
            $"""
            <a href="/places/{Uri.EscapeDataString(place.Name)}">{Views.Where(place)}</a>{value}<br><span class="soft">{precision}{radius}; {(point == "no point" ? "no point is known, none is drawn" : point)}</span>
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

    private static Markup ActorOf(EventActor actor, WhyAnswer answer) =>
        Markup.Of(
            $"<a href=\"/actors/{Uri.EscapeDataString(actor.Id ?? actor.Name)}\">{actor.Name}</a>{Links(actor.Name, In(answer, "actors", report => report.Actors, one => one.Role == actor.Role && one.Name == actor.Name, one => one.Spans))}"
        );

    private static Markup HarmOf(EventHarm harm, WhyAnswer answer, Func<string, string> sources)
    {
        var words = In(answer, "harm", report => report.Harm, one => one.Effect == harm.Effect, one => one.Spans);
        return Markup.Of(
            $"{Value(Words.Of(harm.Low, harm.Best, harm.High), words)}{(harm.By.Length > 0 ? Views.Range(harm, sources) : Markup.Empty)}"
        );
    }

    /// <summary>What was hit, in which state it is left where that is said, and by what means.</summary>
    private static Markup Things(WhyAnswer answer)
    {
        var reports = answer.Reports.OfType<Happening>().ToList();
        var things = reports
            .SelectMany(report => report.Objects)
            .Select(thing => (thing.What, thing.State))
            .Distinct()
            .Select(thing =>
                Value(
                    thing.State is null or "hit" ? thing.What : $"{thing.What}, {thing.State}",
                    In(
                        answer,
                        "objects",
                        report => report.Objects,
                        one => one.What == thing.What && one.State == thing.State,
                        one => one.Spans
                    )
                )
            )
            .ToList();
        var means = reports
            .SelectMany(report => report.Means)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(means =>
                Value(
                    means,
                    reports.SelectMany(report =>
                        report
                            .Means.Select((one, index) => (one, index))
                            .Where(one =>
                                one.one.Equals(means, StringComparison.OrdinalIgnoreCase)
                                && one.index < report.MeansSpans.Length
                            )
                            .Select(one => new Held(
                                report,
                                $"{report.Id}:means:{one.index}",
                                [report.MeansSpans[one.index]]
                            ))
                    )
                )
            )
            .ToList();
        return Markup.Of($"{List("Hit", things)}{List("Means", means)}");
    }

    private static Markup List(string name, List<Markup> values) =>
        values.Count == 0
            ? Markup.Empty
            : Fact(name, Markup.Join(values.Select(value => Markup.Of($"<div>{value}</div>"))));

    /// <summary>"harm.killed" is "killed".</summary>
    private static string FieldOf(string field) => Views.Plain(field[(field.LastIndexOf('.') + 1)..]);

    private static Markup Disagreements(Event @event, Func<string, string> sources) =>
        @event.Disagreements.Length == 0
            ? Markup.Empty
            : Markup.Of(
                $"""
                <section class="panel warn"><h2>Where the accounts differ</h2><dl class="facts">{@event.Disagreements.Select(one =>
                    Markup.Of($"<dt>{FieldOf(one.Field)}</dt><dd>{one.Values.Select(value => Markup.Of($"<div><strong>{(one.Field == "type" ? Views.Plain(value.Value) : value.Value)}</strong> <span class=\"soft\">{Named(value.Reports, sources)}</span></div>"))}</dd>")
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
                <div id="place-map" role="region" aria-label="Map: {Views.Where(place)}{(
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

    /// <summary>An article with what its reports say of the event, and the paragraphs that hold their words.</summary>
    private static Markup SourceOf(string id, IReadOnlyList<Report> reports, Article? article) =>
        Markup.Of(
            $"""
            <article class="panel"><p><strong>{article?.Outlet ?? "Unknown outlet"}</strong>, {Words.Of(
                article?.Published.From
            )}:
            <a href="/articles/{Uri.EscapeDataString(id)}" dir="auto">{article?.Title ?? id}</a></p>
            <ul class="says">{reports.Select(report => Markup.Of(
                $"<li id=\"{report.Id}\">{Views.Status(report.Status, report.Negated)} {Views.Plain(ReportWords.What(report))} <span class=\"soft\">{Speakers(report)}</span></li>"
            ))}</ul>
            {(article is null ? Markup.Empty : Marks.Paragraphs(article, reports))}
            </article>
            """
        );

    private static string Speakers(Report report) =>
        report.Attribution.Length == 0
            ? "told by the article itself"
            : "told by "
                + string.Join(
                    "; ",
                    report.Attribution.Select(speaker =>
                        (speaker.Who ?? speaker.Role ?? "unnamed")
                        + (speaker.Via.Length > 0 ? $", via {string.Join(", via ", speaker.Via)}" : "")
                    )
                );
}
