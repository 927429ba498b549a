using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Language;
using Annals.Places;
using Annals.Record;

namespace Annals.Tests.Places;

public class GeocoderTests
{
    private static readonly Parser Parser = Parser.Load(KnowledgeFolder.Default);
    private static readonly Geocoder Geocoder = Geocoder.Load(KnowledgeFolder.Default);

    private static ImmutableArray<PlaceMention> Locate(string text) =>
        Geocoder.Locate(Parser.Parse(new Article { Id = "a", Text = text }));

    private static PlaceMention Only(string text, string name) =>
        Assert.Single(Locate(text), mention => text[mention.Start..mention.End] == name);

    [Theory]
    [InlineData("Gunmen attacked a convoy near Gao on Monday.", "Gao", "MLI")]
    [InlineData("Two soldiers died in Maiduguri, the army said.", "Maiduguri", "NGA")]
    [InlineData("Shells fell on Kharkiv overnight.", "Kharkiv", "UKR")]
    [InlineData("Fighters entered Goma at dawn.", "Goma", "COD")]
    [InlineData("The bomb went off in Mogadishu.", "Mogadishu", "SOM")]
    [InlineData("Protesters blocked roads in Lima on Friday.", "Lima", "PER")]
    [InlineData("The market in Paris, Texas, was closed.", "Paris", "USA")]
    [InlineData("A blast hit a bus in Quetta, Pakistan.", "Quetta", "PAK")]
    [InlineData("Three people drowned near Tripoli, Libya.", "Tripoli", "LBY")]
    [InlineData("Three people were hurt in Tripoli, Lebanon.", "Tripoli", "LBN")]
    [InlineData("Villagers fled from Pemba, Mozambique.", "Pemba", "MOZ")]
    [InlineData("Iraq closed the border crossing.", "Iraq", "IRQ")]
    [InlineData("The governor of Borno visited Maiduguri.", "Borno", "NGA")]
    public void A_place_has_the_country_that_the_text_speaks_of(string text, string name, string country) =>
        Assert.Equal(country, Only(text, name).Place.Country);

    [Theory]
    [InlineData("Shells fell on Muse in Myanmar's Shan State.", "Muse", "MMR")]
    [InlineData("Three men were shot in Berlin, Mali, and one in Kidal.", "Kidal", "MLI")]
    [InlineData("Gunmen killed two farmers in Karamai, Kaduna state, on 11 March.", "Karamai", "NGA")]
    [InlineData("Looters emptied shops in El Valle, a district of Caracas, on Monday.", "El Valle", "VEN")]
    [InlineData("Boko Haram fighters attacked a village near Bosso, in southeastern Niger.", "Bosso", "NER")]
    [InlineData("Rebels attacked Buleusa, in Congo's North Kivu province, on Monday.", "Buleusa", "COD")]
    public void A_village_of_another_country_is_not_what_the_text_places_here(
        string text,
        string name,
        string country
    ) => Assert.Equal(country, Only(text, name).Place.Country);

    [Fact]
    public void A_name_whose_only_bearers_lie_elsewhere_has_no_point()
    {
        var place = Only("Shells fell on Muse in Shan State. Two people died in hospital.", "Muse").Place;
        Assert.Equal(("MMR", "Shan State", PlacePrecision.Town), (place.Country, place.Admin1, place.Precision));
        Assert.Equal((null, null, null), (place.Geonames, place.Lat, place.Lon));
        Assert.Contains("no gazetteer entry that bears the name lies there", place.Reasons);
    }

    [Theory]
    [InlineData("Fighters burned twelve houses in Baalbek district.", "Baalbek", "LBN")]
    [InlineData("Two people were killed in Bcharre District.", "Bcharre District", "LBN")]
    public void A_division_that_only_its_seat_is_known_of_is_no_town(string text, string name, string country)
    {
        var place = Only(text, name).Place;
        Assert.Equal((country, PlacePrecision.Admin2), (place.Country, place.Precision));
        Assert.Equal("seat", place.PointFrom);
        Assert.Null(place.RadiusKm);
    }

    [Theory]
    [InlineData("Caracas Herald", "VEN")]
    [InlineData("The Madrid Gazette", "ESP")]
    [InlineData("The Daily News", "VEN")]
    [InlineData(null, "VEN")]
    public void Where_the_paper_is_at_home_speaks_for_its_country(string? outlet, string country)
    {
        const string Text = "A man drowned in Valencia on Friday, police said.";
        var mentions = Geocoder.Locate(
            Parser.Parse(
                new Article
                {
                    Id = "a",
                    Outlet = outlet,
                    Text = Text,
                }
            )
        );
        Assert.Equal(country, Assert.Single(mentions).Place.Country);
    }

    [Theory]
    [InlineData("Syrian troops left the town.", "Syrian", "SYR")]
    [InlineData("Two Malian soldiers were wounded.", "Malian", "MLI")]
    [InlineData("Several Canadian aid workers were freed.", "Canadian", "CAN")]
    public void A_word_of_origin_is_a_demonym(string text, string name, string country)
    {
        var mention = Only(text, name);
        Assert.Equal((PlaceUse.Demonym, country), (mention.Use, mention.Place.Country));
    }

    [Theory]
    [InlineData("She reads the New York Times every day.", "New York")]
    [InlineData("The Bank of Cyprus was closed on Monday.", "Cyprus")]
    [InlineData("Officers searched a shop on Oxford Street.", "Oxford")]
    public void A_name_within_another_name_is_a_part_of_it(string text, string name) =>
        Assert.DoesNotContain(
            Locate(text),
            mention => text[mention.Start..mention.End] == name && mention.Use != PlaceUse.PartOfName
        );

    [Theory]
    [InlineData("Mr. Jackson said that he would stay. Jackson added nothing.", "Jackson")]
    [InlineData("\"We waited for hours,\" Houston said.", "We")]
    public void A_person_is_no_place(string text, string name) =>
        Assert.DoesNotContain(
            Locate(text),
            mention => text[mention.Start..mention.End] == name && mention.Use == PlaceUse.Location
        );

    [Theory]
    [InlineData("The village lies 20 km north of Gao.", "Gao", 20, 0)]
    [InlineData("The camp is 30 kilometres south of Kidal.", "Kidal", 30, 180)]
    [InlineData("They were stopped 10 miles east of Mosul.", "Mosul", 16.1, 90)]
    public void A_distance_and_a_direction_give_a_point_of_their_own(
        string text,
        string name,
        double km,
        double bearing
    )
    {
        var place = Only(text, name).Place;
        Assert.Equal((km, bearing), (place.Offset?.Km, place.Offset?.Bearing));
        Assert.True(place.RadiusKm > 5);
    }

    [Theory]
    [InlineData("Shells fell on Simferopol, Crimea.", "Simferopol", "Russia has held it")]
    [InlineData("A trader was freed in Hargeisa, Somaliland.", "Somaliland", "claim independence")]
    [InlineData("The envoy flew to Pristina, Kosovo.", "Kosovo", "Serbia disputes")]
    public void A_disputed_territory_carries_a_note(string text, string name, string note) =>
        Assert.Contains(note, Only(text, name).Place.Dispute, StringComparison.Ordinal);

    [Fact]
    public void An_answer_has_its_likelihood_its_rivals_and_its_reasons()
    {
        var mention = Only("The market in Paris, Texas, was closed.", "Paris");
        Assert.InRange(mention.Score!.Value, 0.5, 1);
        Assert.Contains(mention.Place.Rivals, rival => rival.Country == "FRA");
        Assert.Equal("the text says what it lies in", mention.Place.Reasons[0]);
    }

    [Fact]
    public void Given_spans_are_resolved_and_no_others()
    {
        const string text = "Talks between Mali and Niger were held in Algiers.";
        var start = text.IndexOf("Niger", StringComparison.Ordinal);
        var article = new Article
        {
            Id = "a",
            Text = text,
            Mentions = [new GivenMention(start, start + 5)],
        };
        var mention = Assert.Single(Geocoder.Locate(Parser.Parse(article)));
        Assert.Equal((start, "NER"), (mention.Start, mention.Place.Country));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("🙂")]
    [InlineData("....")]
    [InlineData("GAO")]
    public void Nothing_breaks_on_what_is_hardly_a_text(string text) => Assert.True(Locate(text).Length <= 1);
}
