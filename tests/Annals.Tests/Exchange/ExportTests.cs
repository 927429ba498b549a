using System.Text.Json;
using Annals.Exchange;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;

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
