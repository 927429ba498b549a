using Annals.Record;

namespace Annals.Tests.Record;

public sealed class PrecisionScalesTests
{
    [Theory]
    [InlineData(PlacePrecision.Exact, 1, 1)]
    [InlineData(PlacePrecision.Town, 1, 1)]
    [InlineData(PlacePrecision.Area, 2, 2)]
    [InlineData(PlacePrecision.Admin2, 2, 3)]
    [InlineData(PlacePrecision.Admin1, 3, 4)]
    [InlineData(PlacePrecision.Region, 3, 5)]
    [InlineData(PlacePrecision.Country, 3, 6)]
    public void A_precision_has_its_number_in_each_scale(PlacePrecision precision, int acled, int ucdp)
    {
        var place = Some.Gao with { Precision = precision };
        Assert.Equal((acled, ucdp), (PrecisionScales.Acled(place), PrecisionScales.Ucdp(place)));
    }

    [Theory]
    [InlineData("road")]
    [InlineData("border")]
    [InlineData("between")]
    public void A_stretch_between_places_is_five_of_seven(string how) =>
        Assert.Equal(5, PrecisionScales.Ucdp(Some.Gao with { Scene = new PlaceScene(how, [], null, null, null) }));

    [Fact]
    public void Waters_between_countries_are_seven_of_seven() =>
        Assert.Equal(7, PrecisionScales.Ucdp(Some.Gao with { Feature = "SEA", Precision = PlacePrecision.Region }));

    [Fact]
    public void What_is_not_known_has_no_number()
    {
        var place = Some.Gao with { Precision = null };
        Assert.Equal((null, null), (PrecisionScales.Acled(place), PrecisionScales.Ucdp(place)));
    }
}
