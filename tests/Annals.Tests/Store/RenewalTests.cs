using System.Collections.Immutable;
using Annals.Record;
using Annals.Store;

namespace Annals.Tests.Store;

/// <summary>Which ids and versions events get.</summary>
public sealed class RenewalTests(Databases databases) : IClassFixture<Databases>
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void An_id_that_another_event_holds_is_given_to_no_second(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        Write(store, Told("e-1", "r-2"), Told("e-1-2", "r-3"));

        Assert.Equal("e-1-3", Renewed(store, Told("e-1", "r-1")));
        Assert.Equal("e-4", Renewed(store, Told("e-1", "r-1", "r-4")));
        Assert.Equal("e-5", Renewed(store, Told("e-5", "r-5")));
    }

    [Fact]
    public void A_version_follows_the_last_of_its_id_and_retires_what_stands()
    {
        using var store = RecordStore.Open(databases.New("sqlite"));
        Write(store, Told("e-1", "r-1", "r-2"));
        var live = LiveRows.Of(store, "WHERE retired_at IS NULL");

        var renewed = Renewal(store).Of([Told("e-1", "r-1", "r-2", "r-3")], live);

        var next = Assert.Single(renewed.Changed);
        Assert.Equal(("e-1", 2), (next.Row.Id, next.Version));
        Assert.Equal("e-1", Assert.Single(renewed.Retired).Row.Id);
        Assert.Equal(0, renewed.Gone);
    }

    [Fact]
    public void What_stands_as_it_is_stays()
    {
        using var store = RecordStore.Open(databases.New("sqlite"));
        Write(store, Told("e-1", "r-1"), Told("e-2", "r-2"));
        var live = LiveRows.Of(store, "WHERE retired_at IS NULL");

        var renewed = Renewal(store).Of([Told("e-1", "r-1")], live);

        Assert.Empty(renewed.Changed);
        Assert.Equal("e-2", Assert.Single(renewed.Retired).Row.Id);
        Assert.Equal(1, renewed.Count);
    }

    [Fact]
    public void Of_two_that_stand_under_one_id_both_give_way()
    {
        using var store = RecordStore.Open(databases.New("sqlite"));
        Write(store, Told("e-1", "r-1"));
        Write(store, (Told("e-1", "r-2"), 2));
        var live = LiveRows.Of(store, "WHERE retired_at IS NULL");

        var renewed = Renewal(store).Of([Told("e-1", "r-1"), Told("e-2", "r-2")], live);

        Assert.Equal([("e-1", 3), ("e-2", 1)], renewed.Changed.Select(one => (one.Row.Id, one.Version)));
        Assert.Equal(2, renewed.Retired.Length);
    }

    private static string Renewed(RecordStore store, Event @event) =>
        Assert.Single(Renewal(store).Of([@event], []).Changed).Row.Id;

    private static Renewal Renewal(RecordStore store) => new(store, ImmutableDictionary<string, Report>.Empty);

    private static Event Told(string id, params string[] reports) =>
        new()
        {
            Id = id,
            Type = "attack",
            Reports = [.. reports],
        };

    private static void Write(RecordStore store, params Event[] events) =>
        Write(store, [.. events.Select(one => (one, 1))]);

    private static void Write(RecordStore store, params (Event Event, int Version)[] events) =>
        store.Transaction(() =>
        {
            var rows = new EventRows(store, store.Now);
            foreach (var (one, version) in events)
            {
                var body = Json.PackUtf8(one);
                rows.Add(EventRow.Of(one), one.Reports, new Utf8Text(body), Ids.Digest(body), version);
            }
            rows.Write();
        });
}
