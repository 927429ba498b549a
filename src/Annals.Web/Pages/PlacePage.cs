using System.Collections.Immutable;
using Annals.Answers;
using Annals.Record;
using Annals.Store;

namespace Annals.Web.Pages;

/// <summary>A place: what happened there, who controlled it, what was damaged.</summary>
public static class PlacePage
{
    /// <summary>Types by which a place changes hands.</summary>
    private static readonly ImmutableArray<string> Changes =
    [
        "territory-captured",
        "territory-transfer",
        "withdrawal",
        "siege",
        "base-established",
    ];

    public static void Map(Twins twins) =>
        twins.Map(
            "/places/{name}",
            "What the record holds of a place: what happened, who controlled it, what was hit",
            Question.Parameters,
            (context, ask) => One((string)context.Request.RouteValues["name"]!, context.Request.Query, ask)
        );

    private static Look One(string name, IQueryCollection query, Ask ask)
    {
        var filter = Question.Of(query);
        var answer = ask.Place(name, filter);
        var changes = ask.Events(filter with { Place = name, Types = Changes }).Events;
        ImmutableArray<AnswerTable> tables = [.. answer.Tables, EventTable.Of("How it changed hands", changes, [])];
        return new Look(
            () => Page(answer, changes, tables, query),
            () =>
                Joined.Write(
                    AnswerJson.Write(answer),
                    ("changes", "[" + string.Join(",", changes.Select(@event => Json.Write(@event))) + "]")
                ),
            () => tables
        );
    }

    private static Markup Page(
        PlaceAnswer answer,
        ImmutableArray<Event> changes,
        ImmutableArray<AnswerTable> tables,
        IQueryCollection query
    )
    {
        var address = "/places/" + Uri.EscapeDataString(answer.Place);
        var where = Paging.Query(query);
        var csv = address + ".csv" + (where.Length == 0 ? "?" : where + "&") + "table=";
        var name = answer.Events.Select(@event => @event.Place).FirstOrDefault(place => place is not null);
        return Layout.Page(
            Title(answer, name),
            Markup.Of(
                $"""
                <h1>{Title(answer, name)}</h1>
                {Map(name)}
                <section><h2>What happened: latest of {Views.Count(answer.Total, "event")}</h2>{Views.Events(
                    answer.Events,
                    "Events there"
                )}
                <p><a href="/?place={Uri.EscapeDataString(
                    answer.Place
                )}">All of them, on the map and in time</a></p></section>
                <section><h2>Who controlled it</h2>{Held(changes)}</section>
                {Views.Tables(
                    tables.Where(table => !table.Columns.Contains("event")),
                    table => csv + (tables.IndexOf(table) + 1)
                )}
                {Views.Same(address, where)}
                """
            ),
            "lib/topojson-client.min.js",
            "place.mjs"
        );
    }

    private static string Title(PlaceAnswer answer, Place? name) =>
        name is null || !long.TryParse(answer.Place, System.Globalization.CultureInfo.InvariantCulture, out _)
            ? answer.Place
            : Views.Where(name);

    private static Markup Map(Place? place) =>
        place is { Lat: { } lat, Lon: { } lon }
            ? Markup.Of(
                $"<div id=\"place-map\" role=\"region\" aria-label=\"Map: {Views.Where(place)}\" data-lat=\"{lat}\" data-lon=\"{lon}\" data-radius=\"{place.RadiusKm ?? 0}\" data-rivals=\"\"></div>"
            )
            : Markup.Empty;

    /// <summary>Captures, transfers, withdrawals and sieges in the order of their days: who came, who went.</summary>
    private static Markup Held(ImmutableArray<Event> changes) =>
        changes.Length == 0
            ? Markup.Of($"<p class=\"soft\">No change of hands is recorded.</p>")
            : Markup.Of(
                $"""
                <ol class="held">{changes.Reverse().Select(@event => Markup.Of(
                    $"<li><a href=\"/events/{@event.Id}\">{Views.When(@event.Time) ?? "day unknown"}</a> {Views.Plain(@event.Type)}{Named(@event, " by ", ActorRole.Perpetrator, ActorRole.Participant)}{Named(@event, ", from or against ", ActorRole.Target)} {Views.Status(@event.Status, @event.Negated)}</li>"
                ))}</ol>
                """
            );

    private static string Named(Event @event, string link, params ReadOnlySpan<ActorRole> roles) =>
        Words.Of(@event.Actors, roles) is var names && names == Words.Unknown ? "" : link + names;
}
