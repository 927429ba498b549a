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
    [InlineData("")]
    [InlineData("-")]
    [InlineData("Xyzzyplugh")]
    public void What_no_place_is_called_has_no_bearer(string name) => Assert.Equal(0, Gazetteer.Find(name).Count);
}
