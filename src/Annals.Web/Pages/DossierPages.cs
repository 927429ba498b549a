using Annals.Answers;
using Annals.Store;

namespace Annals.Web.Pages;

/// <summary>Actors and places: what the record holds of them, each table as on the command line.</summary>
public static class DossierPages
{
    public static void Map(IEndpointRouteBuilder routes, OpenStore record)
    {
        routes.MapGet(
            "/actors",
            context => record.Ask(context, ask => Replies.Html(context, Actors(context.Request.Query["part"], ask)))
        );
        routes.MapGet(
            "/actors/{name}.json",
            (HttpContext context, string name) =>
                record.Ask(
                    context,
                    ask => Replies.Json(context, AnswerJson.Write(ask.Actor(name, Question.Of(context.Request.Query))))
                )
        );
        routes.MapGet(
            "/actors/{name}.csv",
            (HttpContext context, string name) =>
                record.Ask(
                    context,
                    ask =>
                        Replies.Csv(
                            context,
                            EventTable.Of(name, ask.Actor(name, Question.Of(context.Request.Query)).Events, []),
                            "actor"
                        )
                )
        );
        routes.MapGet(
            "/actors/{name}",
            (HttpContext context, string name) =>
                record.Ask(context, ask => Replies.Html(context, Actor(name, context.Request.Query, ask)))
        );
        routes.MapGet(
            "/places/{name}.json",
            (HttpContext context, string name) =>
                record.Ask(
                    context,
                    ask => Replies.Json(context, AnswerJson.Write(ask.Place(name, Question.Of(context.Request.Query))))
                )
        );
        routes.MapGet(
            "/places/{name}.csv",
            (HttpContext context, string name) =>
                record.Ask(
                    context,
                    ask =>
                        Replies.Csv(
                            context,
                            EventTable.Of(name, ask.Place(name, Question.Of(context.Request.Query)).Events, []),
                            "place"
                        )
                )
        );
        routes.MapGet(
            "/places/{name}",
            (HttpContext context, string name) =>
                record.Ask(context, ask => Replies.Html(context, Place(name, context.Request.Query, ask)))
        );
    }

    private static Markup Actors(string? part, Ask ask)
    {
        var rows = ask.Actors(part, 500);
        return Layout.Page(
            "Actors",
            Markup.Of(
                $"""
                <h1>Actors</h1>
                <form class="filters" action="/actors" role="search"><label>Part of a name<input type="search" name="part" value="{part}"></label><div><button class="main">Show</button></div></form>
                <div class="scroll" tabindex="0" role="region" aria-label="Actors"><table><thead><tr><th scope="col">Actor</th><th scope="col" class="number">Events</th><th scope="col">First</th><th scope="col">Last</th></tr></thead>
                <tbody>{rows.Select(row =>
                    Markup.Of(
                        $"<tr><td><a href=\"/actors/{Uri.EscapeDataString(row.Id ?? row.Name)}\">{row.Name}</a></td><td class=\"number\">{row.Events}</td><td>{Words.Of(row.First)}</td><td>{Words.Of(row.Last)}</td></tr>"
                    )
                )}</tbody></table></div>
                """
            )
        );
    }

    private static Markup Actor(string name, IQueryCollection query, Ask ask)
    {
        var filter = Question.Of(query);
        var answer = ask.Actor(name, filter);
        var reach = ask.Reach(name, filter);
        var tally = ask.Tally(filter with { Actor = name });
        return Layout.Page(
            answer.Actor,
            Markup.Of(
                $"""
                <h1>{answer.Actor}</h1>
                <p class="soft">{(
                    answer.Names.Length > 1
                        ? "also " + string.Join(", ", answer.Names.Where(other => other != answer.Actor))
                        : ""
                )}</p>
                <h2>Latest of {answer.Total} events</h2>{Views.Events(answer.Events, "Events that name it")}
                {reach.Tables.Concat(tally.Tables).Concat(
                    answer.Tables.Where(table => !table.Columns.Contains("event"))
                ).Select(Views.Table)}
                <p class="soft">The same as <a href="/actors/{Uri.EscapeDataString(
                    name
                )}.json">JSON</a> or <a href="/actors/{Uri.EscapeDataString(name)}.csv">CSV</a>.</p>
                """
            )
        );
    }

    private static Markup Place(string name, IQueryCollection query, Ask ask)
    {
        var answer = ask.Place(name, Question.Of(query));
        return Layout.Page(
            answer.Place,
            Markup.Of(
                $"""
                <h1>{answer.Place}</h1>
                <h2>Latest of {answer.Total} events</h2>{Views.Events(answer.Events, "Events there")}
                {answer.Tables.Where(table => !table.Columns.Contains("event")).Select(Views.Table)}
                <p class="soft">The same as <a href="/places/{Uri.EscapeDataString(
                    name
                )}.json">JSON</a> or <a href="/places/{Uri.EscapeDataString(name)}.csv">CSV</a>.</p>
                """
            )
        );
    }
}

/// <summary>What does not exist: as a page for people, as problem details (RFC 9457) for programs.</summary>
public static class Missing
{
    public static IResult Of(HttpContext context, string what, string id) =>
        context.Request.Path.Value?.EndsWith(".json", StringComparison.Ordinal) == true
            ? Results.Problem($"The record holds no {what} \"{id}\".", statusCode: 404, title: $"No such {what}")
            : Replies.Html(
                context,
                Layout.Page(
                    $"No such {what}",
                    Markup.Of(
                        $"<h1>No such {what}</h1><p>The record holds no {what} by the id {id}. <a href=\"/\">All events</a></p>"
                    )
                ),
                404
            );
}
