using System.Linq;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Tests.Coding;

/// <summary>Objects behind a day or a bounded number, phrases with a noun of their own, and what a demonstration makes of the acts beside it.</summary>
public sealed class WordOrderTests
{
    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);

    private static Happening[] Code(string text) =>
        [.. Pipeline.Code(new Article { Id = "a-1", Text = text }).OfType<Happening>()];

    [Theory]
    [InlineData("Government forces captured on Monday the port of Mokha.", "territory-captured")]
    [InlineData("Rebel fighters seized on Friday a key neighbourhood of Gao.", "territory-captured")]
    [InlineData("Rebels have taken over four localities in Masisi.", "territory-captured")]
    [InlineData("The army took control of the town of Mopti on Monday.", "territory-captured")]
    [InlineData("Militants gained control of a base near Mopti.", "territory-captured")]
    public void What_stands_behind_a_day_or_an_own_noun_is_the_object(string text, string type)
    {
        var report = Assert.Single(Code(text));
        Assert.Equal(type, report.Type);
        Assert.Contains(report.Actors, actor => actor.Role == ActorRole.Perpetrator);
    }

    [Theory]
    [InlineData("Bandits kidnapped up to 16 teachers from a school in Kano.", "teachers", 16)]
    [InlineData("Insurgents have abducted up to 30 girls in Kano.", "girls", 30)]
    public void Up_to_opens_a_number_and_is_no_particle(string text, string who, int high)
    {
        var report = Assert.Single(Code(text), one => one.Type == "abduction");
        Assert.Equal(who, Assert.Single(report.Actors, actor => actor.Role == ActorRole.Target).Name);
        Assert.Equal(high, Assert.Single(report.Harm).Count.High);
    }

    [Theory]
    [InlineData("Soldiers stayed on alert in the occupied West Bank on Monday.")]
    [InlineData("Traders from the captured border town met the governor on Monday.")]
    public void What_describes_a_place_took_it_before(string text) =>
        Assert.DoesNotContain(Code(text), report => report.Type == "territory-captured");

    [Theory]
    [InlineData(
        "A rights group said soldiers had committed widespread rape against women in Rakhine.",
        Status.Reported
    )]
    [InlineData("The government has committed to releasing ten prisoners by Friday.", Status.Planned)]
    public void To_commit_something_is_no_plan(string text, Status status) =>
        Assert.Equal(status, Assert.Single(Code(text)).Status);

    [Fact]
    public void The_most_since_a_year_is_one_act_and_no_sum()
    {
        var report = Assert.Single(
            Code("An air strike killed 29 soldiers near Idlib on Friday, the largest loss for the army since 2016.")
        );
        Assert.Equal("air-strike", report.Type);
        Assert.Equal(29, Assert.Single(report.Harm).Count.Best);
    }

    [Theory]
    [InlineData("Two soldiers were killed in a landmine attack near Mopti on Saturday.", "mine-blast")]
    [InlineData("Unknown men attacked two shops with grenades in Yala on Wednesday.", "grenade")]
    [InlineData("Gunmen attacked a mosque with rifles and grenades in Yala on Wednesday.", "attack")]
    public void One_means_alone_tells_the_type(string text, string type) =>
        Assert.Equal(type, Assert.Single(Code(text)).Type);

    [Theory]
    [InlineData("Clashes broke out during a protest by students in Lima on Monday.", "riot", null)]
    [InlineData("Riot police fired tear gas to disperse demonstrators during clashes in Lima on Monday.", "riot", null)]
    [InlineData("Clashes broke out between rebels and soldiers near Mopti on Monday.", "armed-clash", "Armed clash")]
    [InlineData(
        "Police detained two protesters during a protest in Lima on Monday.",
        "arrest",
        "Protest with intervention"
    )]
    [InlineData(
        "Police brutally dispersed a peaceful march in Lima on Monday.",
        "crackdown",
        "Excessive force against protesters"
    )]
    public void A_demonstration_tells_what_the_acts_beside_it_are(string text, string type, string? acled)
    {
        var report = Code(text).First(one => one.Type == type);
        if (acled is not null)
            Assert.Equal(acled, report.Codes!.Acled?.SubEventType);
    }

    [Theory]
    [InlineData("Al-Shabaab fighters attacked a military base near Afgoye on Monday.", "Armed clash")]
    [InlineData("Gunmen attacked a village near Gao on Monday.", "Attack")]
    [InlineData("The rebels were driven out of Mopti on Monday.", "Government regains territory")]
    public void Whoever_is_attacked_or_driven_out_decides_the_code(string text, string acled) =>
        Assert.Equal(acled, Assert.Single(Code(text)).Codes!.Acled?.SubEventType);

    [Theory]
    [InlineData("Ousted President Mamadou Sow met diplomats in Dakar on Monday.", "leadership-change")]
    [InlineData("Parliament lifted an embargo on sales to Cuba on Monday.", "sanction")]
    [InlineData("Ministers met in Geneva on Monday to discuss efforts to forge a peace settlement.", "agreement")]
    [InlineData("Serbia lodged an official protest with Albania on Monday.", "protest")]
    public void What_is_over_or_sought_has_not_happened_now(string text, string type) =>
        Assert.DoesNotContain(Code(text), report => report.Type == type && report.Status == Status.Reported);

    [Fact]
    public void Each_of_a_row_of_things_is_hit() =>
        Assert.Equal(
            ["telephone exchange", "hotel", "medical clinics", "school"],
            Assert
                .Single(Code("The bomb damaged the telephone exchange, a hotel, two medical clinics, and a school."))
                .Objects.Select(thing => thing.What)
        );

    [Theory]
    [InlineData("Guerrillas sacked two pharmacies and several stores in Talo on Monday.", "looting")]
    [InlineData("The president sacked the governor of Talo on Monday.", "leadership-change")]
    public void What_is_sacked_decides_the_type(string text, string type) =>
        Assert.Equal(type, Assert.Single(Code(text)).Type);

    [Fact]
    public void Who_receives_water_holds_no_talks() =>
        Assert.Empty(Code("The residents of the capital are not receiving water."));

    [Fact]
    public void In_capitals_us_is_a_pronoun_and_a_state_no_part_of_a_persons_name()
    {
        var reports = Code(
            "GUNMEN KILLED MALIAN INTERIOR MINISTER AMADOU SOW IN BAMAKO ON MONDAY. THIS CRIME HAS KILLED HOPE IN ALL OF US."
        );
        Assert.DoesNotContain(reports.SelectMany(report => report.Actors), actor => actor.Id == "usa");
        Assert.Contains(reports.SelectMany(report => report.Harm), harm => harm.Named == "AMADOU SOW");
    }

    [Theory]
    [InlineData("A group of subversives conducted a terrorist attack on a bank in Talo.", "subversives")]
    [InlineData("Two men set off 5 kg of dynamite in Talo on Monday.", "men")]
    public void Who_did_it_is_not_the_kind_of_the_deed(string text, string who) =>
        Assert.Equal(
            who,
            Assert.Single(Assert.Single(Code(text)).Actors, actor => actor.Role == ActorRole.Perpetrator).Name
        );

    [Theory]
    [InlineData("The gunman killed a guard, a professor and a nurse in Talo on Monday.", 3)]
    [InlineData("The gunman killed the guard, a professor, and a nurse in Talo on Monday.", 3)]
    [InlineData("Nine people, three men and six women, were killed in a shooting in Talo on Monday.", 9)]
    public void Each_of_a_row_of_people_is_counted_and_no_part_twice(string text, int killed) =>
        Assert.Equal(
            killed,
            Assert.Single(Code(text)).Harm.Where(harm => harm.IncludedIn is null).Sum(harm => harm.Best)
        );

    [Fact]
    public void Whoever_was_injured_where_nobody_else_was_attacked_was_the_target() =>
        Assert.Equal(
            "target",
            Assert
                .Single(Code("A nurse received injuries after being assaulting while in local police custody in Talo."))
                .Harm.Single()
                .Side
        );
}
