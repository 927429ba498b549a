using System.Collections.Immutable;
using System.Globalization;
using Annals.Knowledge;
using Annals.Language;
using Annals.Places;
using Annals.Record;

namespace Annals.Tests.Places;

/// <summary>What a name does in its sentence (`uses.tsv`), and where something was by way of it (`scenes.tsv`).</summary>
public class PlaceTableTests
{
    private const int MostWrongUses = 4;
    private const int MostWrongScenes = 5;
    private static readonly Parser Parser = Parser.Load(KnowledgeFolder.Default);
    private static readonly Geocoder Geocoder = Geocoder.Load(KnowledgeFolder.Default);

    public static TheoryData<string, string, string> Uses()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var row in Rows("uses.tsv"))
            data.Add(row.Required("text"), row.Required("name"), row.Required("use"));
        return data;
    }

    public static TheoryData<string, string, string, string, string, string> Scenes()
    {
        var data = new TheoryData<string, string, string, string, string, string>();
        foreach (var row in Rows("scenes.tsv"))
            data.Add(
                row.Required("text"),
                row.Required("name"),
                row["how"],
                row["value"],
                row["precision"],
                row["country"]
            );
        return data;
    }

    [Theory]
    [MemberData(nameof(Uses))]
    public void A_name_is_taken_for_what_it_does(string text, string name, string use)
    {
        var found = Locate(text).Where(mention => text[mention.Start..mention.End] == name);
        var uses = found.Where(mention => mention.Use != PlaceUse.PartOfName).Select(mention => mention.Use);
        if (use == "not")
            Assert.Empty(uses);
        else
            Assert.Equal([Enum.Parse<PlaceUse>(use, ignoreCase: true)], uses);
    }

    [Theory]
    [MemberData(nameof(Scenes))]
    public void Words_around_a_place_say_where(
        string text,
        string name,
        string how,
        string value,
        string precision,
        string country
    )
    {
        var found = Locate(text);
        var place = found.First(mention => text[mention.Start..mention.End] == name).Place;
        Assert.Equal(country.Length == 0 ? null : country, place.Country);
        if (precision.Length > 0)
            Assert.Equal(precision, place.Precision?.ToString().ToLowerInvariant());
        switch (how)
        {
            case "offset":
                var bearing = place.Offset?.Bearing is { } degrees ? $" {Said(degrees)}" : "";
                Assert.Equal(value, Said(place.Offset!.Km) + bearing);
                Assert.True(place.RadiusKm > 5);
                break;
            case "near":
                Assert.Equal((null, null, true), (place.Offset, place.Scene, place.RadiusKm > 5));
                break;
            case "":
                Assert.Equal((null, null), (place.Offset, place.Scene));
                break;
            default:
                Assert.Equal(how, place.Scene?.How);
                Assert.Contains(
                    found.First(mention => text[mention.Start..mention.End] == value).Place.Name,
                    place.Scene!.Places
                );
                break;
        }
    }

    /// <summary>Rows that no rule was made for: how many are right is a measure, and may only grow.</summary>
    [Fact]
    public void Rows_that_no_rule_was_made_for_are_right_as_often_as_before()
    {
        var uses = Wrong(
            "fresh-uses.tsv",
            row => A_name_is_taken_for_what_it_does(row.Required("text"), row.Required("name"), row.Required("use"))
        );
        var scenes = Wrong(
            "fresh-scenes.tsv",
            row =>
                Words_around_a_place_say_where(
                    row.Required("text"),
                    row.Required("name"),
                    row["how"],
                    row["value"],
                    row["precision"],
                    row["country"]
                )
        );
        Assert.True(uses.Count <= MostWrongUses, string.Join('\n', uses));
        Assert.True(scenes.Count <= MostWrongScenes, string.Join('\n', scenes));
    }

    private static List<string> Wrong(string file, Action<Table.Row> check)
    {
        var wrong = new List<string>();
        foreach (var row in Rows(file))
            try
            {
                check(row);
            }
            catch (Exception cause)
                when (cause is Xunit.Sdk.XunitException or InvalidOperationException or NullReferenceException)
            {
                wrong.Add(row.Required("text"));
            }
        return wrong;
    }

    [Fact]
    public void Between_two_places_lies_the_middle_with_a_radius_to_either()
    {
        var scene = Locate("A bus was attacked between Homs and Hama.")[0].Place.Scene!;
        Assert.InRange(scene.Lat!.Value, 34.74, 35.13);
        Assert.InRange(scene.RadiusKm!.Value, 20, 35);
    }

    private static ImmutableArray<PlaceMention> Locate(string text) =>
        Geocoder.Locate(Parser.Parse(new Article { Id = "a", Text = text }));

    private static string Said(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static ImmutableArray<Table.Row> Rows(string file) =>
        Table.Read(Path.Combine(AppContext.BaseDirectory, "Places", file)).Rows;
}
