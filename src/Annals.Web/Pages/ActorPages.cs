using System.Collections.Immutable;
using Annals.Answers;
using Annals.Coding.Actors;
using Annals.Record;
using Annals.Store;

namespace Annals.Web.Pages;

/// <summary>Actors: names, who led them, where they reach month by month, what is claimed beside what is recorded.</summary>
public sealed class ActorPages(Lexicon lexicon, TimeProvider time)
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
                        <form class="filters" action="/actors" role="search"><label>Part of a name<input type="search" name="part" value="{part}"></label><div class="does"><button class="main">Show</button></div></form>
                        <div class="scroll" tabindex="0" role="region" aria-label="Actors"><table><thead><tr><th scope="col">Actor</th><th scope="col" class="number">Events</th><th scope="col">First</th><th scope="col">Last</th></tr></thead>
                        <tbody>{answer.Actors.Select(Row)}</tbody></table></div>
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

    private static Markup Row(ActorRow row) =>
        Markup.Of(
            $"<tr><td><a href=\"/actors/{Uri.EscapeDataString(row.Id ?? row.Name)}\">{row.Name}</a></td><td class=\"number\">{row.Events}</td><td>{Words.Of(row.First)}</td><td>{Words.Of(row.Last)}</td></tr>"
        );

    private Look One(string name, IQueryCollection query, Ask ask)
    {
        var known = lexicon.Actor(name);
        var key = known?.Id ?? name;
        var filter = Question.Of(query);
        var actor = ask.Actor(key, filter);
        var reach = ask.Reach(key, filter);
        var tally = ask.Tally(filter with { Actor = key });
        var claimed = ask.Claimed(key, tally, filter);
        var leaders = Terms.Of(known is null ? [] : lexicon.Leaders(key), actor.Relations);
        ImmutableArray<AnswerTable> tables =
        [
            Terms.Table(leaders),
            .. reach.Tables,
            ClaimedRow.Table(claimed),
            tally.Tables[0],
            .. actor.Tables,
        ];
        return new Look(
            () => Page(known, actor, leaders, tables, query, ask),
            () =>
                Joined.Write(
                    AnswerJson.Write(actor),
                    ("leaders", Terms.Json(leaders)),
                    ("reach", AnswerJson.Write(reach)),
                    ("tally", AnswerJson.Write(tally)),
                    ("claimed", AnswerJson.Write(claimed))
                ),
            () => tables
        );
    }

    private Markup Page(
        KnownActor? known,
        ActorAnswer answer,
        ImmutableArray<Term> leaders,
        ImmutableArray<AnswerTable> tables,
        IQueryCollection query,
        Ask ask
    )
    {
        var address = "/actors/" + Uri.EscapeDataString(answer.Actor);
        var where = Paging.Query(query);
        var csv = address + ".csv" + (where.Length == 0 ? "?" : where + "&") + "table=";
        var name = known?.Name ?? answer.Actor;
        return Layout.Page(
            name,
            Markup.Of(
                $"""
                <h1>{name}</h1>
                {Names(known, answer, name)}
                {Ties(known)}
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
                {tables.Skip(1).Where(table => !table.Columns.Contains("event")).Select(table =>
                    Views.Table(table, csv + (tables.IndexOf(table) + 1))
                )}
                <section><h2>Latest of {answer.Total} events</h2>{Views.Events(answer.Events, "Events that name it")}
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

    private static Markup Names(KnownActor? known, ActorAnswer answer, string name)
    {
        var others = (known?.Names ?? [])
            .Concat(known?.Acronyms ?? [])
            .Concat(known?.Script ?? [])
            .Concat(answer.Names)
            .Where(other => other != name)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(30)
            .ToList();
        return Markup.Of(
            $"""
            <p class="soft">{(
                known is null ? "not in the knowledge files" : Views.Plain(Words.Kebab(known.Type.ToString()))
            )}{(known is { From: { } from } ? $", since {from}" : "")}{(
                known is { To: { } to } ? $", until {to}" : ""
            )}</p>
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

    private Markup Ties(KnownActor? known)
    {
        var ties = known is null ? [] : lexicon.Links(known.Id);
        return ties.Length == 0
            ? Markup.Empty
            : Markup.Of(
                $"""
                <section><h2>What it is to others</h2><ul>{ties.Select(tie =>
                    Markup.Of($"<li>{Tie(Actor(tie.Actor), tie.Link.Kind, Actor(tie.Link.Other))} <span class=\"soft\">{Terms.Years(tie.Link.From, tie.Link.To)} {Views.Citation(tie.Link.Source)}</span></li>")
                )}</ul></section>
                """
            );
    }

    private static Markup Tie(Markup actor, LinkKind kind, Markup other) =>
        kind switch
        {
            LinkKind.Parent => Markup.Of($"{actor} belongs or answers to {other}"),
            LinkKind.Splinter => Markup.Of($"{other} broke away from {actor}"),
            LinkKind.Merger => Markup.Of($"{other} joined {actor}"),
            _ => Markup.Of($"{actor} is allied with {other}"),
        };

    private Markup Actor(string key) =>
        Markup.Of($"<a href=\"/actors/{Uri.EscapeDataString(key)}\">{lexicon.Actor(key)?.Name ?? key}</a>");

    private static Markup Reach(IEnumerable<string> monthly, string address, string where)
    {
        var months = monthly.Distinct(StringComparer.Ordinal).ToList();
        return months.Count == 0
            ? Markup.Empty
            : Markup.Of(
                $"""
                <section><h2>Reach by month</h2>
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
