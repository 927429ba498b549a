using System.Globalization;
using Annals.Answers;
using Annals.Record;
using Annals.Store;

namespace Annals.Web.Pages;

/// <summary>Map, timeline and table of events, moving together. The address holds the whole view.</summary>
public sealed class FirstPage(Lexicon lexicon)
{
    public void Map(Twins twins)
    {
        twins.Map(
            "/events",
            "The events that fit, latest first",
            Question.Parameters.Add(Question.PageNumber),
            Events,
            page: "/"
        );
        twins.Json(
            "/timeline.json",
            "How many events there are by day, month or year; the view's own days do not narrow it",
            Question.Parameters,
            // All of the time is shown, so that a brush can be widened again.
            (context, ask) =>
                AnswerJson.Write(ask.Timeline(Question.Of(context.Request.Query) with { From = null, To = null }))
        );
        twins.Json(
            "/map.json",
            "Points and clusters for a stretch of the map, as GeoJSON",
            Question
                .Parameters.Add(new("seen", "west,south,east,north of what is drawn"))
                .Add(new("zoom", "of web maps", "integer")),
            (context, ask) => Points(context.Request.Query, ask)
        );
    }

    private Look Events(HttpContext context, Ask ask)
    {
        var query = context.Request.Query;
        var filter = Question.Of(query);
        var answer = new Lazy<EventsAnswer>(() => ask.Events(filter));
        return new Look(
            () => Show(query, ask.Facets(), answer.Value),
            () => AnswerJson.Write(answer.Value),
            () => ask.Events(filter with { Limit = Total.Exact, Skip = 0 }).Tables
        )
        {
            More = More(query, answer.Value),
        };
    }

    private static bool More(IQueryCollection query, EventsAnswer answer) =>
        answer.Total.Over && answer.Events.Length == Question.RowsAPage
        || Question.Page(query) * Question.RowsAPage < answer.Total.Count;

    private Markup Show(IQueryCollection query, Facets facets, EventsAnswer answer) =>
        Layout.Page(
            "Events",
            Markup.Of(
                $"""
                <h1>What was reported</h1>
                {Form(query, facets)}
                <p id="status" role="status" class="soft"></p>
                <div class="view">
                <div class="seen"><div id="map" role="region" aria-label="Map of the events; the table holds the same"></div>
                <p class="soft" id="unplaced"></p>
                <div class="panel"><svg id="timeline" role="img"></svg><p class="soft hint">Drag over the bars to choose days; double click to take it back. The two dates above do the same.</p></div></div>
                <div class="table" id="results">
                <p id="count"><strong>{Views.Count(answer.Total, "event")}</strong>{(
                    !Chosen(query).Any() ? " in the record"
                    : answer.Total is { Count: 1, Over: false } ? " fits"
                    : " fit"
                )}</p>
                {Chips(query)}
                {Views.Events(answer.Events, "Events, latest first")}
                {Paging.Nav(query, "/", More(query, answer), "Pages of the table")}
                {Views.Same("/events", Paging.Query(query))}
                </div></div>
                """
            ),
            "lib/topojson-client.min.js",
            "first.mjs"
        );

    private Markup Form(IQueryCollection query, Facets facets)
    {
        string[] further = ["place", "status", "killed", "sources", "confidence", "box"];
        var open = further.Any(name => !string.IsNullOrEmpty(query[name]));
        return Markup.Of(
            $"""
            <form class="filters" action="/" method="get" role="search" autocomplete="off" aria-label="Narrow the events">
            <details class="fold" open><summary>Narrow the events</summary><div class="fields">
            {Field(query, "words", "Words in the evidence", "search")}
            {Choice(query, "type", "What", "everything", Types(facets))}
            {Field(query, "actor", "Who or whom")}
            {Choice(
                query,
                "country",
                "Country",
                "everywhere",
                facets.Countries.Select(row => (row.Name, lexicon.Country(row.Name), row.Events)).OrderBy(
                    row => row.Item2,
                    StringComparer.Ordinal
                )
            )}
            {Field(query, "from", "From", "date")}
            {Field(query, "to", "To", "date")}
            <details class="further" {Markup.Flag("open", open)}><summary>More</summary><div class="fields">
            {Field(query, "place", "Place or province")}
            {Choice(
                query,
                "status",
                "Status",
                "all that is counted",
                Enum.GetNames<Status>().Select(Words.Kebab).Select(name => (name, name, 0L))
            )}
            {Number(query, "killed", "Killed, at least", "1")}
            {Number(query, "sources", "Sources, at least", "1")}
            {Number(query, "confidence", "Confidence, at least", "0.05")}
            {Field(query, "box", "Box (W,S,E,N in degrees)")}
            </div></details>
            <input type="hidden" name="at" value="{query["at"].ToString()}">
            <div class="does"><button class="main" type="submit">Show</button> <button type="button" id="use-box">Only what the map shows</button> <a href="/">Everything</a></div>
            </div></details></form>
            """
        );
    }

    private IEnumerable<(string, string, long)> Types(Facets facets)
    {
        var counted = facets.Types.ToDictionary(row => row.Name, row => row.Events, StringComparer.Ordinal);
        return lexicon
            .Types.All.Where(type => counted.ContainsKey(type.Name))
            .Select(type => (type.Name, Views.Plain(type.Name), counted[type.Name]));
    }

    private static Markup Field(IQueryCollection query, string name, string label, string type = "text") =>
        Markup.Of($"<label>{label}<input type=\"{type}\" name=\"{name}\" value=\"{query[name].ToString()}\"></label>");

    private static Markup Number(IQueryCollection query, string name, string label, string step) =>
        Markup.Of(
            $"<label>{label}<input type=\"number\" min=\"0\" step=\"{step}\" name=\"{name}\" value=\"{query[name].ToString()}\"></label>"
        );

    /// <summary>What is chosen stays among the choices, also where nothing of it is in the record.</summary>
    private static Markup Choice(
        IQueryCollection query,
        string name,
        string label,
        string none,
        IEnumerable<(string Value, string Words, long Events)> choices
    )
    {
        var chosen = query[name].ToString();
        var all = choices.ToList();
        if (chosen.Length > 0 && !all.Exists(one => one.Value == chosen))
            all.Insert(0, (chosen, chosen, 0));
        var options = all.Select(one =>
            Markup.Of(
                $"<option value=\"{one.Value}\" {Markup.Flag("selected", one.Value == chosen)}>{one.Words}{(one.Events > 0 ? $" ({Words.Number(one.Events)})" : "")}</option>"
            )
        );
        return Markup.Of(
            $"<label>{label}<select name=\"{name}\"><option value=\"\">{none}</option>{options}</select></label>"
        );
    }

    /// <summary>The parts of the view that narrow it; where the map stands does not.</summary>
    private static IEnumerable<(string Name, string Value)> Chosen(IQueryCollection query) =>
        query
            .Where(one => one.Key is not ("page" or "at") && !string.IsNullOrEmpty(one.Value))
            .Select(one => (one.Key, one.Value.ToString()));

    /// <summary>A part of the view as a person says it.</summary>
    private string Chip(string name, string value) =>
        name switch
        {
            "country" => lexicon.Country(value),
            "type" => Views.Plain(value),
            "words" => $"words: {value}",
            "from" => $"from {value}",
            "to" => $"to {value}",
            "killed" => $"at least {value} killed",
            "sources" => $"at least {value} {(value == "1" ? "source" : "sources")}",
            "confidence" => $"confidence {value} or more",
            "all" => "with what is denied, planned or threatened",
            "asof" => $"as known on {value}",
            _ => $"{name}: {value}",
        };

    private Markup Chips(IQueryCollection query)
    {
        var chips = Chosen(query)
            .Select(one =>
                Markup.Of(
                    $"<li>{Chip(one.Name, one.Value)} <a href=\"/{Paging.Query(query, without: one.Name)}\" aria-label=\"Without: {Chip(one.Name, one.Value)}\">&times;</a></li>"
                )
            )
            .ToList();
        return chips.Count == 0
            ? Markup.Empty
            : Markup.Of($"<ul class=\"chips\" aria-label=\"What narrows the view\">{chips}</ul>");
    }

    /// <summary>GeoJSON (RFC 7946); longitude first.</summary>
    private static string Points(IQueryCollection query, Ask ask)
    {
        var zoom = Question.Whole(query, "zoom") ?? 1;
        var seen = Question.BoxOf(query["seen"].ToString() is { Length: > 0 } text ? text : null, "seen");
        var view = ask.Map(Question.Of(query), seen, zoom);
        return GeoJson.Write(
            view.Points,
            point => (point.Lat, point.Lon),
            (json, point) =>
            {
                json.WriteNumber("count", point.Count);
                json.WriteString("event", point.Event);
                json.WriteString("place", point.Name);
                json.WriteString(
                    "label",
                    point.Count > 1 ? point.Count.ToString("N0", CultureInfo.InvariantCulture) : ""
                );
            },
            view.Unplaced
        );
    }
}
