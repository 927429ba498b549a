using Annals.Knowledge;
using Annals.Record;

namespace Annals.Tests.Coding;

/// <summary>Where a captured place lies by the words around it, when it fell by another sentence, and what a state's strikes hit.</summary>
public sealed class CapturesAndStrikesTests
{
    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);

    [Theory]
    [InlineData(
        "Kurdish fighters seized the jihadists' last Iraqi holdout, an achievement that was years in the making.",
        "IRQ",
        null
    )]
    [InlineData("Government troops captured the rebels' last Malian stronghold after a long siege.", "MLI", null)]
    [InlineData("Coalition forces recaptured the group's final Libyan enclave.", "LBY", null)]
    [InlineData(
        "Since the fall of the insurgents' northern Chad enclave of Torvalo, the insurgents have fled.",
        "TCD",
        "Torvalo"
    )]
    [InlineData("The army captured the Somali port town of Barvalo on Tuesday.", "SOM", "Barvalo")]
    [InlineData("Army troops retook the rebel stronghold of Kesselo in Niger on Monday.", "NER", "Kesselo")]
    // Whose it is says nothing of where it is.
    [InlineData("French troops captured the insurgents' stronghold on Monday.", null, null)]
    [InlineData("Troops captured a Syrian rebel near the border on Monday.", null, null)]
    [InlineData("Rebels seized an American base on Monday.", null, null)]
    public void An_adjective_before_a_piece_of_land_is_its_country(string text, string? country, string? place)
    {
        var reports = Code(text);
        var report = reports.Find(one => one.Type == "territory-captured") ?? reports[0];
        Assert.Equal(country, report.Place?.Country);
        if (place is not null)
            Assert.Equal(place, report.Place?.Name);
    }

    [Theory]
    [InlineData("Army commandos entered the building in Segou on Monday and freed twelve hostages.")]
    [InlineData("Gunmen entered a house in Segou on Monday and shot two brothers.")]
    [InlineData("Police entered the hotel in Segou on Monday and arrested two suspects.")]
    public void Who_goes_into_a_building_has_captured_no_ground(string text) =>
        Assert.DoesNotContain(Code(text), report => report.Type == "territory-captured");

    [Fact]
    public void Who_enters_a_town_in_arms_has_captured_it() =>
        Assert.Contains(
            Code("Rebel fighters entered the town of Segou on Monday after two days of fighting."),
            report => report.Type == "territory-captured"
        );

    [Fact]
    public void Who_calls_an_attack_a_crime_has_not_done_it() =>
        Assert.DoesNotContain(
            Code("An air strike destroyed a clinic in Kunduz. The charity called the attack a war crime."),
            report => report.Actors.Any(actor => actor is { Role: ActorRole.Perpetrator, Name: "charity" })
        );

    [Theory]
    [InlineData("A commander was killed in a U.S. drone strike near Marib.")]
    [InlineData("A US air strike killed ten fighters in Marib.")]
    [InlineData("Ten fighters died in an American air strike in Marib.")]
    public void A_state_before_its_strike_is_who_struck(string text)
    {
        var report = Assert.Single(Code(text), one => one.Type == "air-strike");
        Assert.Equal("usa", Assert.Single(report.Actors, actor => actor.Role == ActorRole.Perpetrator).Id);
        Assert.DoesNotContain(report.Actors, actor => actor.Role == ActorRole.Target && actor.Id == "usa");
    }

    [Theory]
    [InlineData(
        "Kurdish fighters seized the jihadists' last Iraqi holdout, an achievement that was years in the making. The defeat of the jihadists on 9 July 2017 was celebrated in the streets.",
        "2017-07-09"
    )]
    [InlineData(
        "Government troops captured the rebels' last Malian stronghold after a long siege. The rebels' defeat on May 12, 2018, was hailed in the capital.",
        "2018-05-12"
    )]
    [InlineData(
        "Soldiers captured the militants' Nigerian stronghold. Their defeat on 3 March 2019 scattered the militants.",
        "2019-03-03"
    )]
    [InlineData(
        "Coalition forces recaptured the group's final Libyan enclave. The senator's defeat on November 6, 2018, was narrow.",
        null
    )]
    [InlineData(
        "Coalition forces recaptured the group's final Libyan enclave. The team's defeat on Saturday ended its season.",
        null
    )]
    [InlineData(
        "Coalition forces recaptured the group's final Libyan enclave. His defeat at the polls on May 7, 2017 surprised many.",
        null
    )]
    public void The_day_of_a_defeat_told_elsewhere_is_the_day_of_the_capture(string text, string? day) =>
        Assert.Equal(
            day is null ? null : Some.Day(day),
            Code(text).First(report => report.Type == "territory-captured").Time?.From
        );

    [Fact]
    public void What_ends_a_period_is_no_day_of_the_act_that_begins_it() =>
        Assert.All(
            Code(
                "Between the fall of the rebels' eastern Chad holdout of Torvalo and last month, the rebels have claimed 300 attacks."
            ),
            report => Assert.Null(report.Time)
        );

    [Theory]
    [InlineData(
        "Turkey has struck several bridges near Kobani. It has also hit power stations and militia checkpoints in the area. Analyst Rami Haddad noted that Turkey has not limited its strikes to bridges, but it has also hit trucks headed to Iraq.",
        "bridges|power stations|checkpoints|trucks",
        "Rami Haddad"
    )]
    [InlineData(
        "Ethiopian strikes destroyed two bridges in the Mekele area. Ethiopia also targeted fuel depots and army trucks, a resident said.",
        "bridges|fuel depots|trucks",
        "a resident"
    )]
    [InlineData(
        "Iranian strikes destroyed a bridge. Iran has also targeted fuel depots and barracks near Erbil, Governor Sami Barzan noted.",
        "bridge|fuel depots|barracks",
        "Sami Barzan"
    )]
    [InlineData(
        "Israel also struck the highway, and it hit a fuel depot near Tyre on Monday, the mayor said.",
        "highway|fuel depot",
        "the mayor"
    )]
    [InlineData(
        "Saudi Arabia hit roads and a water plant in the al-Jawf region in Yemen on Monday.",
        "roads|water plant",
        null
    )]
    public void What_a_state_hit_in_several_sentences_is_one_happening(string text, string things, string? speaker)
    {
        var report = Assert.Single(Code(text));
        foreach (var thing in things.Split('|'))
            Assert.Contains(report.Objects, hit => hit.What.Contains(thing, StringComparison.Ordinal));
        if (speaker is not null)
            Assert.Contains(report.Attribution, who => (who.Who ?? who.Role) == speaker);
    }

    [Theory]
    [InlineData("China hit trucks with new tariffs on Monday.")]
    [InlineData("Inflation has hit roads and hospitals in Egypt.")]
    [InlineData("Germany hit its climate targets on Monday.")]
    [InlineData("Britain struck a deal over vehicles on Monday.")]
    [InlineData("The tunnel allows them to carry out attacks.")]
    [InlineData("It is where the party builds launchpads for firing its rockets.")]
    public void What_is_figurative_possible_or_for_a_use_is_no_happening(string text) => Assert.Empty(Code(text));

    private static List<Happening> Code(string text) =>
        [
            .. Pipeline
                .Code(
                    new Article
                    {
                        Id = "a-test",
                        Text = text,
                        Published = new()
                        {
                            From = new(2021, 3, 10),
                            To = new(2021, 3, 10),
                            Precision = TimePrecision.Day,
                            Basis = PublicationBasis.Metadata,
                        },
                    }
                )
                .OfType<Happening>(),
        ];
}
