using Annals.Knowledge;
using Annals.Record;

namespace Annals.Tests.Coding;

/// <summary>A place that no gazetteer knows is a place all the same: with its name and without a point.</summary>
public class UnknownPlacesTests
{
    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);

    private static List<Place> PlacesOf(string text) =>
        [
            .. Pipeline
                .Code(new Article { Id = "a-test", Text = text })
                .OfType<Happening>()
                .Select(it => it.Place)
                .OfType<Place>(),
        ];

    [Theory]
    [InlineData("Gunmen killed two traders in Qorvelu village on Tuesday.", "Qorvelu", PlacePrecision.Town, null)]
    [InlineData("Gunmen killed two traders in the village of Qorvelu.", "Qorvelu", PlacePrecision.Town, null)]
    [InlineData("Gunmen killed two traders in Qorvelu, Mali.", "Qorvelu", PlacePrecision.Town, "MLI")]
    [InlineData("Gunmen killed two traders near Qorvelu camp in Mali.", "Qorvelu", PlacePrecision.Area, "MLI")]
    [InlineData(
        "Gunmen killed two traders on the Qorvelu-Tashpen road.",
        "Qorvelu-Tashpen road",
        PlacePrecision.Area,
        null
    )]
    public void Keeps_a_name_that_no_gazetteer_knows(
        string text,
        string name,
        PlacePrecision precision,
        string? country
    ) =>
        Assert.Contains(
            PlacesOf(text),
            place =>
                place.Name.StartsWith(name.Split(' ')[0], StringComparison.Ordinal)
                && place.Precision == precision
                && place.Country == country
                && place is { Lat: null, Lon: null, Geonames: null }
        );

    [Theory]
    [InlineData("Gunmen killed two traders in March.")]
    [InlineData("Gunmen killed two traders in the market on Tuesday.")]
    [InlineData("Two traders were killed in UNICEF vehicles on Tuesday.")]
    public void Takes_nothing_else_for_a_place(string text) => Assert.Empty(PlacesOf(text));
}
