using Annals.Knowledge;
using Annals.Places;

namespace Annals.Tests.Places;

public class GazetteerTests
{
    private static readonly Gazetteer Gazetteer = Gazetteer.Open(KnowledgeFolder.Default.File("gazetteer.bin"));

    [Theory]
    [InlineData("Gao", "MLI")]
    [InlineData("GAO", "MLI")]
    [InlineData("Al-Qusayr", "SYR")]
    [InlineData("el Qusayr", "SYR")]
    [InlineData("Qusayr", "SYR")]
    [InlineData("Москва", "RUS")]
    [InlineData("القاهرة", "EGY")]
    [InlineData("Київ", "UKR")]
    [InlineData("Côte d'Ivoire", "CIV")]
    [InlineData("Ivory Coast", "CIV")]
    [InlineData("Burma", "MMR")]
    [InlineData("the Gambia", "GMB")]
    [InlineData("Deir ez-Zor", "SYR")]
    [InlineData("Sao Paulo", "BRA")]
    [InlineData("São Paulo", "BRA")]
    public void A_place_is_found_by_any_of_its_names(string name, string country)
    {
        var bearers = Gazetteer.Find(name);
        var isFound = false;
        for (var index = 0; index < bearers.Count; index++)
            isFound |= Gazetteer[bearers[index]].Iso3 == country;
        Assert.True(isFound);
    }

    [Theory]
    [InlineData("Qusayr", "Qusair", "SYR")]
    [InlineData("Qusayr", "Qoussair", "SYR")]
    [InlineData("Al Hudaydah", "Hodeidah", "YEM")]
    [InlineData("Al Hudaydah", "Hudaida", "YEM")]
    [InlineData("Foua", "Fouah", "SYR")]
    [InlineData("Saraqib", "Saraqeb", "SYR")]
    [InlineData("Deir ez-Zor", "Dayr az Zawr", "SYR")]
    [InlineData("Khan Shaykhun", "Khan Sheikhoun", "SYR")]
    [InlineData("Maarrat an Nu'man", "Maaret al-Numan", "SYR")]
    [InlineData("Tal Afar", "Tel Afar", "IRQ")]
    [InlineData("Zabid", "Zabeed", "YEM")]
    public void Two_spellings_of_a_name_find_one_place(string one, string other, string country) =>
        Assert.Contains(
            Gazetteer.NumbersOf(one).Intersect(Gazetteer.NumbersOf(other)),
            number => Gazetteer[number].Iso3 == country
        );

    [Theory]
    [InlineData("Mali", PlaceKind.Country, PointSource.Polygons)]
    [InlineData("Texas", PlaceKind.Admin1, PointSource.Polygons)]
    [InlineData("Kanawha County", PlaceKind.Admin2, PointSource.Places)]
    [InlineData("Kanawha", PlaceKind.Admin2, PointSource.Places)]
    [InlineData("Sahel", PlaceKind.Region, PointSource.Polygons)]
    [InlineData("Euphrates", PlaceKind.Water, PointSource.None)]
    [InlineData("Heathrow", PlaceKind.Site, PointSource.Row)]
    [InlineData("Kerch Bridge", PlaceKind.Site, PointSource.None)]
    [InlineData("Gao", PlaceKind.Seat, PointSource.GeoNames)]
    public void A_point_says_where_it_comes_from(string name, PlaceKind kind, PointSource source) =>
        Assert.Contains(
            Gazetteer.NumbersOf(name),
            number => (Gazetteer[number].Kind, Gazetteer[number].Point) == (kind, source)
        );

    [Theory]
    [InlineData("Soviet Union", "RUS")]
    [InlineData("Upper Volta", "BFA")]
    [InlineData("Zaire", "COD")]
    [InlineData("Rhodesia", "ZWE")]
    [InlineData("Ceylon", "LKA")]
    [InlineData("Burma", "MMR")]
    public void A_country_is_found_by_its_former_name(string name, string country) =>
        Assert.Contains(
            Gazetteer.NumbersOf(name),
            number => Gazetteer[number].Kind == PlaceKind.Country && Gazetteer[number].Iso3 == country
        );

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("Xyzzyplugh")]
    public void What_no_place_is_called_has_no_bearer(string name) => Assert.Equal(0, Gazetteer.Find(name).Count);
}
