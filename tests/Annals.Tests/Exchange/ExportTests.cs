using System.Text.Json;
using Annals.Answers;
using Annals.Exchange;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;
using Said = Annals.Answers.Said;

namespace Annals.Tests.Exchange;

public sealed class ExportTests
{
    private static readonly Export Export = Export.Load(KnowledgeFolder.Default);

    private static readonly Codes Codes = new(
        new AcledCode("Violence against civilians", "Attack"),
        new PloverCode("ASSAULT", null),
        "180",
        new UcdpCode(3)
    );

    [Theory]
    [InlineData("csv", 33)]
    [InlineData("acled", 31)]
    [InlineData("ucdp-ged", 49)]
    public void Every_row_has_the_columns_of_its_format(string format, int columns)
    {
        var lines = Write(format, Attack()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Equal(columns, line.Split(',').Length));
    }

    [Fact]
    public void Jsonl_is_read_back_as_it_was()
    {
        var @event = Attack();
        Assert.Equal(Json.Write(@event), Json.Write(Json.ReadEvent(Write("jsonl", @event))));
    }

    [Fact]
    public void Geojson_has_longitude_first_and_no_geometry_for_an_unknown_point()
    {
        using var json = JsonDocument.Parse(Write("geojson", Attack(), Attack() with { Place = null }));
        var features = json.RootElement.GetProperty("features");
        Assert.Equal(-0.04, features[0].GetProperty("geometry").GetProperty("coordinates")[0].GetDouble());
        Assert.Equal(JsonValueKind.Null, features[1].GetProperty("geometry").ValueKind);
    }

    [Theory]
    [InlineData(Status.Denied)]
    [InlineData(Status.Threatened)]
    [InlineData(Status.Planned)]
    [InlineData(Status.Hypothetical)]
    public void What_did_not_happen_goes_to_nobody_who_counts(Status status)
    {
        foreach (var format in new[] { "acled", "ucdp-ged" })
        {
            var losses = Export.Write(format, [Attack() with { Status = status }], [], new StringWriter());
            Assert.Equal((0, 1), (losses.Rows, losses.LeftOut));
            Assert.Contains("not said to have happened", losses.ToJson(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Dozens of villagers were killed, residents said.", 24, 12)]
    [InlineData("At least 24 villagers were killed, and dozens fled.", 24, 24)]
    [InlineData("At least 24 villagers were killed, residents said.", 24, 24)]
    [InlineData("Hundreds died.", 200, 100)]
    [InlineData("Several people died.", 3, 3)]
    public void Acled_reads_number_words_by_its_own_table(string words, int low, int fatalities)
    {
        var @event = Attack() with
        {
            Harm = [new EventHarm(Effect.Killed, low, null, null, [new HarmFigure("r-1", null, low, null)])],
        };
        var said = new Said("r-1", "a-1", "The Courier", null, null, null, Status.Reported, words);
        Assert.Equal(fatalities.ToString(), Acled(@event, said)["fatalities"]);
    }

    [Fact]
    public void Acled_names_civilians_by_their_country_and_puts_who_is_alone_first()
    {
        EventActor Actor(ActorRole role, string name, ActorType type, string? id = null) =>
            new(role, name, id, type, []);
        var clash = Acled(
            Attack() with
            {
                Codes = new Codes(new AcledCode("Battles", "Armed clash"), null, null, null),
                Actors =
                [
                    Actor(ActorRole.Participant, "The Band", ActorType.Rebel),
                    Actor(ActorRole.Participant, "the army", ActorType.StateForce),
                    Actor(ActorRole.Victim, "farmers", ActorType.Civilians),
                ],
            }
        );
        Assert.Equal(
            ("The Band", "the army", "State forces-Rebel group", ""),
            (clash["actor1"], clash["actor2"], clash["interaction"], clash["civilian_targeting"])
        );
        var attack = Attack() with { Actors = [Actor(ActorRole.Target, "teachers", ActorType.Civilians)] };
        var against = Acled(attack);
        Assert.Equal(
            ("", "Civilians (Mali)", "teachers", "Civilians only", "Civilian targeting"),
            (
                against["actor1"],
                against["actor2"],
                against["assoc_actor_2"],
                against["interaction"],
                against["civilian_targeting"]
            )
        );
        var freed = Acled(
            attack with
            {
                Codes = new Codes(new AcledCode("Strategic developments", "Agreement"), null, null, null),
            }
        );
        Assert.Equal(("Civilians (Mali)", "", ""), (freed["actor1"], freed["actor2"], freed["civilian_targeting"]));
    }

    [Fact]
    public void Ucdp_has_the_state_as_side_a_and_an_article_once()
    {
        var @event = Attack() with
        {
            Reports = ["r-1", "r-2"],
            Codes = new Codes(null, null, null, new UcdpCode(1)),
            Actors =
            [
                new EventActor(ActorRole.Participant, "The Band", null, ActorType.Rebel, []),
                new EventActor(ActorRole.Participant, "the army", null, ActorType.StateForce, []),
            ],
        };
        Said Of(string report) => new(report, "a-1", "The Courier", "Clash", null, null, Status.Reported, "words");
        var output = new StringWriter();
        Export.Write("ucdp-ged", [@event], [Of("r-1"), Of("r-2")], output);
        var row = Assert.Single(ForeignRows.Read(new StringReader(output.ToString()), out _)).Cells;
        Assert.Equal(("the army", "The Band", "The Courier"), (row["side_a"], row["side_b"], row["source_office"]));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("geojson")]
    [InlineData("acled")]
    [InlineData("ucdp-ged")]
    public void What_a_form_can_never_hold_stands_beside_it(string format)
    {
        using var json = JsonDocument.Parse(Export.Write(format, [Attack()], [], new StringWriter()).ToJson());
        Assert.Contains(
            json.RootElement.GetProperty("neverHeld").EnumerateArray(),
            loss => loss.GetProperty("what").GetString()!.StartsWith("the words that say it", StringComparison.Ordinal)
        );
    }

    private static IReadOnlyDictionary<string, string> Acled(Event @event, params Said[] said)
    {
        var output = new StringWriter();
        Export.Write("acled", [@event], said, output);
        return Assert.Single(ForeignRows.Read(new StringReader(output.ToString()), out _)).Cells;
    }

    [Fact]
    public void Acled_writes_a_row_a_day_and_divides_the_dead()
    {
        var time = Some.On("2021-03-01") with { To = Some.Day("2021-03-03"), Precision = TimePrecision.Days };
        var rows = Write("acled", Attack() with { Time = time }).Split('\n', StringSplitOptions.RemoveEmptyEntries)[
            1..
        ];
        Assert.Equal(["4", "3", "3"], rows.Select(row => row.Split(',')[28]));
        Assert.Equal(["2021-03-01", "2021-03-02", "2021-03-03"], rows.Select(row => row.Split(',')[1]));
    }

    [Fact]
    public void An_unknown_toll_is_a_loss_and_not_a_nought_without_a_word()
    {
        var losses = Export.Write("acled", [Attack() with { Harm = [] }], [], new StringWriter());
        Assert.Contains("an unknown number of dead (written as 0)", losses.ToJson(), StringComparison.Ordinal);
    }

    // lat 5.0, lon 20.0: floor(95 * 2) * 720 + floor(200 * 2) + 1
    [Fact]
    public void Cells_are_numbered_as_prio_grid_numbers_them() =>
        Assert.Equal(137_201, UcdpCsv.PrioGrid(Some.Town("Somewhere", null, 5.0, 20.0, "CAF", null)));

    [Fact]
    public void An_unknown_format_is_refused() => Assert.Throws<ArgumentException>(() => Write("xml", Attack()));

    private static Event Attack() =>
        Linker
            .Load(KnowledgeFolder.Default)
            .Link(
                [Some.Report(killed: 10, actor: "The Band", actorId: "band", target: "traders") with { Codes = Codes }],
                [Some.Article()]
            )[0];

    private static string Write(string format, params Event[] events)
    {
        var output = new StringWriter();
        Export.Write(format, events, [], output);
        return output.ToString();
    }
}
