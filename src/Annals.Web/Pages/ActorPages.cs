using System.Collections.Immutable;
using Annals.Answers;
using Annals.Store;

namespace Annals.Web.Pages;

/// <summary>Actors: names, who led them, where they reach month by month, what is claimed beside what is recorded.</summary>
public sealed class ActorPages(TimeProvider time)
{
    private const int MostActors = 500;

    public void Map(Twins twins)
    {
        twins.Map(
            "/actors",
            "The actors of the record, those with most events first",
            [new("part", "part of a name")],
            All
        );
        twins.Map(
            "/actors/{name}",
            "What the record holds of an actor, and what the knowledge files know of it",
            Question.Parameters,
            (context, ask) => One((string)context.Request.RouteValues["name"]!, context.Request.Query, ask)
        );
        twins.Json(
            "/actors/{name}/months.json",
            "Where an actor's events lie, month by month, as GeoJSON",
            Question.Parameters,
            (context, ask) => Months((string)context.Request.RouteValues["name"]!, context.Request.Query, ask)
        );
    }

    private static Look All(HttpContext context, Ask ask)
    {
        var part = context.Request.Query["part"].ToString();
        var answer = new ActorsAnswer(ask.Actors(part, MostActors));
        return Look.At(
            answer,
            () =>
                Layout.Page(
                    "Actors",
                    Markup.Of(
                        $"""
                        <h1>Actors</h1>
                        <form class="filters short" action="/actors" role="search"><label>Part of a name<input type="search" name="part" value="{part}"></label><div class="does"><button class="main">Show</button></div></form>
                        {Rows("In the knowledge files", answer.Actors.Where(row => row.Id is not null))}
                        {Rows("Others, as articles name them", answer.Actors.Where(row => row.Id is null))}
                        {(
                            answer.Actors.Length == MostActors
                                ? Markup.Of(
                                    $"<p class=\"soft\">The {MostActors} with most events; part of a name finds the others.</p>"
                                )
                                : Markup.Empty
                        )}
                        {Views.Same("/actors", Paging.Query(context.Request.Query))}
                        """
                    )
                )
        );
    }

    /// <summary>Names and bare nouns ("gunmen", "people") that no file knows stand apart.</summary>
    private static Markup Rows(string title, IEnumerable<ActorRow> rows)
    {
        var all = rows.ToList();
        return all.Count == 0
            ? Markup.Empty
            : Markup.Of(
                $"""
                <section><h2>{title}</h2><div class="scroll" tabindex="0" role="region" aria-label="{title}"><table class="actors"><thead><tr><th scope="col">Actor</th><th scope="col" class="number">Events</th><th scope="col">First acted</th><th scope="col">Last acted</th></tr></thead>
                <tbody>{all.Select(Row)}</tbody></table></div></section>
                """
            );
    }

    private static Markup Row(ActorRow row) =>
        Markup.Of(
            $"<tr><td><a href=\"/actors/{Uri.EscapeDataString(row.Id ?? row.Name)}\">{row.Name}</a></td><td class=\"number\">{Words.Number(row.Events)}</td><td>{Words.Of(row.First)}</td><td>{Words.Of(row.Last)}</td></tr>"
        );

    private Look One(string name, IQueryCollection query, Ask ask)
    {
        var answer = (ActorAnswer)ask.Answer("actor", name, Question.Of(query))!;
        var tables = answer.Tables;
        return new Look(() => Page(answer, tables, query, ask), () => AnswerJson.Write(answer), () => tables);
    }

    private Markup Page(ActorAnswer answer, ImmutableArray<AnswerTable> tables, IQueryCollection query, Ask ask)
    {
        var address = "/actors/" + Uri.EscapeDataString(answer.Actor);
        var where = Paging.Query(query);
        var csv = address + ".csv" + (where.Length == 0 ? "?" : where + "&") + "table=";
        var (name, leaders) = (answer.Name, answer.Leaders);
        return Layout.Page(
            name,
            Markup.Of(
                $"""
                <h1>{name}</h1>
                {Names(answer, name)}
                {Ties(answer.Links)}
                <section><h2>Who led it</h2>{(
                    leaders.IsEmpty
                        ? Markup.Of($"<p class=\"soft\">Nothing recorded.</p>")
                        : Terms.Chart(leaders, DateOnly.FromDateTime(time.GetUtcNow().Date))
                )}
                {(
                    leaders.IsEmpty
                        ? Markup.Empty
                        : Markup.Of(
                            $"<details><summary>As a table, with sources</summary>{Views.Table(tables[0], csv + "1")}</details>"
                        )
                )}</section>
                {Reach(ask.Months(answer.Actor, Question.Of(query)).Select(one => one.Month), address, where)}
                {Views.Tables(
                    tables.Skip(1).Where(table => !table.Columns.Contains("event")),
                    table => csv + (tables.IndexOf(table) + 1)
                )}
                <section><h2>Latest of {Views.Count(answer.Total, "event")}</h2>{Views.Events(answer.Events, "Events that name it")}
                <p><a href="/?actor={Uri.EscapeDataString(
                    answer.Actor
                )}">All of them, on the map and in time</a></p></section>
                {Views.Same(address, where)}
                """
            ),
            "lib/topojson-client.min.js",
            "months.mjs"
        );
    }

    private static Markup Names(ActorAnswer answer, string name)
    {
        var known = answer.Known;
        var others = (known?.Names ?? [])
            .Concat(answer.Names)
            .Where(other => other != name)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(30)
            .ToList();
        return Markup.Of(
            $"""
            <p class="soft">{(known is null ? Markup.Of($"not in the knowledge files") : Kind(known))}</p>
            {(
                others.Count == 0
                    ? Markup.Empty
                    : Markup.Of(
                        $"<p class=\"soft\">also {others.Select((other, index) => Markup.Of($"{(index > 0 ? ", " : "")}<bdi>{other}</bdi>"))}</p>"
                    )
            )}
            """
        );
    }

    private static Markup Kind(KnownRow known) =>
        Markup.Of(
            $"{Views.Plain(Words.Kebab(known.Type.ToString()))}{(known.From is { } from ? $", since {from}" : "")}{(known.To is { } to ? $", until {to}" : "")}; knowledge files, {Views.Citation(known.Origin)}"
        );

    private static Markup Ties(ImmutableArray<LinkRow> ties) =>
        ties.Length == 0
            ? Markup.Empty
            : Markup.Of(
                $"""
                <section><h2>What it is to others</h2><ul>{ties.Select(tie =>
                    Markup.Of($"<li>{Actor(tie.Actor, tie.ActorName)} {tie.Relation} {Actor(tie.Other, tie.OtherName)} <span class=\"soft\">{tie.Years} {Views.Citation(tie.Origin)}</span></li>")
                )}</ul></section>
                """
            );

    private static Markup Actor(string key, string name) =>
        Markup.Of($"<a href=\"/actors/{Uri.EscapeDataString(key)}\">{name}</a>");

    private static Markup Reach(IEnumerable<string> monthly, string address, string where)
    {
        var months = monthly.Distinct(StringComparer.Ordinal).ToList();
        return months.Count == 0
            ? Markup.Empty
            : Markup.Of(
                $"""
                <section class="reach"><h2>Reach by month</h2>
                <div id="months-map" role="region" aria-label="Map of its events by month; the tables below hold the same" data-from="{address}/months.json{where}"></div>
                <p class="slider"><label for="month">Month</label> <input type="range" id="month" min="0" max="{months.Count}" value="0" step="1"> <output for="month" id="month-shown">all months, {months[
                    0
                ]} to {months[^1]}</output></p>
                </section>
                """
            );
    }

    private static string Months(string name, IQueryCollection query, Ask ask) =>
        GeoJson.Write(
            ask.Months(name, Question.Of(query)),
            point => (point.Lat, point.Lon),
            (json, point) =>
            {
                json.WriteString("month", point.Month);
                json.WriteNumber("count", point.Events);
                json.WriteString("place", point.Place);
            }
        );
}
