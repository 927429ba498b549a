using System.Globalization;
using System.Text.Json;
using Annals.Answers;
using Annals.Record;
using Annals.Store;

namespace Annals.Web.Pages;

/// <summary>Map, timeline and table of events, moving together. The address holds the whole view.</summary>
public static class FirstPage
{
    public static void Map(IEndpointRouteBuilder routes, OpenStore record)
    {
        routes.MapGet(
            "/",
            context => record.Ask(context, ask => Replies.Html(context, Show(context.Request.Query, ask)))
        );
        routes.MapGet(
            "/events.json",
            context =>
                record.Ask(
                    context,
                    ask => Replies.Json(context, AnswerJson.Write(ask.Events(Question.Of(context.Request.Query))))
                )
        );
        routes.MapGet(
            "/events.csv",
            context =>
                record.Ask(
                    context,
                    ask =>
                        Replies.Csv(
                            context,
                            ask.Events(
                                Question.Of(context.Request.Query) with
                                {
                                    Limit = Total.Exact,
                                    Skip = 0,
                                }
                            ).Tables[0],
                            "events"
                        )
                )
        );
        routes.MapGet(
            "/timeline.json",
            context =>
                record.Ask(context, ask => Replies.Json(context, Bins(ask.Timeline(Unbrushed(context.Request.Query)))))
        );
        routes.MapGet(
            "/map.json",
            context => record.Ask(context, ask => Replies.Json(context, Points(context.Request.Query, ask)))
        );
    }

    /// <summary>The timeline shows all of the time, so that a brush can be widened again.</summary>
    private static Filter Unbrushed(IQueryCollection query) => Question.Of(query) with { From = null, To = null };

    private static Markup Show(IQueryCollection query, Ask ask)
    {
        var answer = ask.Events(Question.Of(query));
        var page = Question.Page(query);
        var pages = (int)((answer.Total.Count + Question.RowsAPage - 1) / Question.RowsAPage);
        return Layout.Page(
            "Events",
            Markup.Of(
                $"""
                <h1>What was reported</h1>
                <form class="filters" action="/" method="get" role="search" autocomplete="off" aria-label="Narrow the events">
                {Field(query, "words", "Words in the evidence", "search")}
                {Field(query, "actor", "Actor")}
                {Field(query, "place", "Place")}
                {Field(query, "country", "Country (ISO code)")}
                {Field(query, "type", "Type")}
                {Statuses(query)}
                {Field(query, "from", "From", "date")}
                {Field(query, "to", "To", "date")}
                {Field(query, "box", "Box (west,south,east,north)")}
                <div><button class="main" type="submit">Show</button> <button type="button" id="use-box">Only what the map shows</button></div>
                </form>
                <p id="status" role="status" class="soft"></p>
                <div class="view">
                <div><div id="map" role="region" aria-label="Map of the events; the table holds the same"></div></div>
                <div class="panel"><svg id="timeline" role="img"></svg><p class="soft">Drag over the bars to choose days; double click to take it back.</p></div>
                <div class="table" id="results">
                <p id="count">{answer.Total} events{Narrowed(query)}</p>
                {Views.Events(answer.Events, "Events, latest first")}
                {Pager(query, page, pages)}
                <p class="soft">The same as <a href="/events.json{Query(query)}">JSON</a> or <a href="/events.csv{Query(
                    query
                )}">CSV</a>.</p>
                </div></div>
                """
            ),
            "lib/topojson-client.min.js",
            "first.mjs"
        );
    }

    private static string Narrowed(IQueryCollection query) =>
        query.Any(one => one.Key != "page" && one.Value.Any(value => !string.IsNullOrEmpty(value)))
            ? " fit"
            : " in the record";

    private static Markup Field(IQueryCollection query, string name, string label, string type = "text") =>
        Markup.Of($"<label>{label}<input type=\"{type}\" name=\"{name}\" value=\"{query[name].ToString()}\"></label>");

    private static Markup Statuses(IQueryCollection query)
    {
        var chosen = query["status"].ToString();
        var options = Enum.GetNames<Status>()
            .Select(Words.Kebab)
            .Select(name =>
                name == chosen
                    ? Markup.Of($"<option value=\"{name}\" selected>{name}</option>")
                    : Markup.Of($"<option value=\"{name}\">{name}</option>")
            );
        return Markup.Of(
            $"<label>Status<select name=\"status\"><option value=\"\">all that is counted</option>{options}</select></label>"
        );
    }

    private static Markup Pager(IQueryCollection query, int page, int pages) =>
        pages <= 1
            ? Markup.Empty
            : Markup.Of(
                $"""
                <nav class="pager" aria-label="Pages of the table">
                {(
                    page > 1
                        ? Markup.Of($"<a rel=\"prev\" href=\"/{Query(query, page - 1)}\">Previous</a>")
                        : Markup.Empty
                )}
                <span>Page {page} of {pages}</span>
                {(
                    page < pages
                        ? Markup.Of($"<a rel=\"next\" href=\"/{Query(query, page + 1)}\">Next</a>")
                        : Markup.Empty
                )}
                </nav>
                """
            );

    private static string Query(IQueryCollection query, int? page = null)
    {
        var kept = query.Where(one => one.Key != "page" && !string.IsNullOrEmpty(one.Value)).ToList();
        var parts = kept.Select(one => $"{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value.ToString())}")
            .ToList();
        if (page is { } number)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={number}"));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private static string Bins(Timeline timeline) =>
        JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("unit", timeline.Unit);
            json.WriteNumber("undated", timeline.Undated);
            json.WriteStartArray("bins");
            foreach (var bin in timeline.Bins)
            {
                json.WriteStartObject();
                json.WriteString("from", Words.Of(bin.From));
                json.WriteString("to", Words.Of(bin.To));
                json.WriteNumber("count", bin.Count);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });

    /// <summary>GeoJSON (RFC 7946); longitude first.</summary>
    private static string Points(IQueryCollection query, Ask ask)
    {
        var zoom = int.TryParse(query["zoom"], NumberStyles.Integer, CultureInfo.InvariantCulture, out var asked)
            ? asked
            : 1;
        var seen = Question.BoxOf(query["seen"].ToString() is { Length: > 0 } text ? text : null, "seen");
        var view = ask.Map(Question.Of(query), seen, zoom);
        return JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteNumber("unplaced", view.Unplaced);
            json.WriteStartArray("features");
            foreach (var point in view.Points)
            {
                json.WriteStartObject();
                json.WriteString("type", "Feature");
                json.WriteStartObject("geometry");
                json.WriteString("type", "Point");
                json.WriteStartArray("coordinates");
                json.WriteNumberValue(point.Lon);
                json.WriteNumberValue(point.Lat);
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteStartObject("properties");
                json.WriteNumber("count", point.Count);
                json.WriteString("event", point.Event);
                json.WriteString("place", point.Name);
                json.WriteEndObject();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}

/// <summary>Small JSON by hand, where a record of its own would say nothing more.</summary>
internal static class JsonText
{
    public static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (
            var json = new Utf8JsonWriter(
                buffer,
                new JsonWriterOptions
                {
                    Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
        )
            write(json);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
