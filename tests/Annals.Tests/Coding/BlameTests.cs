using Annals.Knowledge;
using Annals.Record;

namespace Annals.Tests.Coding;

/// <summary>Who is held to have done it, who says so, and what is no happening at all. The articles are of Tuesday, 2 March 2021.</summary>
public class BlameTests
{
    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);

    private static List<Happening> Code(string text, string? title = null) =>
        [.. Pipeline.Code(Some.Article(text: text, title: title)).OfType<Happening>()];

    private static IEnumerable<string> Doers(Happening report) =>
        report.Actors.Where(actor => actor.Role is ActorRole.Perpetrator).Select(actor => actor.Named ?? actor.Name);

    [Theory]
    [InlineData(
        "Gunmen killed three teachers in Kumba on Monday. The army blamed separatist rebels for the killings.",
        "separatist rebels"
    )]
    [InlineData(
        "A bomb went off in a market in Baidoa on Monday. Police blamed the attack on al-Shabaab.",
        "al-Shabaab"
    )]
    [InlineData(
        "Two reporters were shot dead in Goma on Monday. A priest said that army soldiers were responsible for the crime.",
        "army soldiers"
    )]
    [InlineData(
        "Two bombs destroyed a depot in Lima on Monday. Nobody was hurt in the blasts, for which Shining Path is being held responsible.",
        "Shining Path"
    )]
    [InlineData(
        "In a new action attributed to drug trafficking rings, a bomb destroyed a school in Medellin on Monday.",
        "drug trafficking rings"
    )]
    [InlineData("GUNMEN KILLED A JUDGE IN LIMA ON MONDAY. POLICE BLAMED SHINING PATH FOR THE MURDER.", "SHINING PATH")]
    public void An_accusation_is_a_report_beside_the_fact(string text, string accused)
    {
        var reports = Code(text);
        Assert.Contains(
            reports,
            report =>
                report.Status is Status.Reported && !Doers(report).Contains(accused, StringComparer.OrdinalIgnoreCase)
        );
        Assert.Contains(
            reports,
            report =>
                report.Status is Status.Alleged && Doers(report).Contains(accused, StringComparer.OrdinalIgnoreCase)
        );
    }

    [Theory]
    [InlineData("Police blamed the raid in Gao on the rebels.", "police")]
    [InlineData("The army blamed the rebels for the raid in Gao on Monday.", "military")]
    public void Whoever_accuses_is_the_speaker(string text, string kind) =>
        Assert.Contains(Code(text), report => report.Attribution.Any(speaker => speaker.Kind == kind));

    [Fact]
    public void A_claim_names_its_claimant() =>
        Assert.Contains(
            Code("A church was burned down in Jos on Monday. Boko Haram claimed responsibility for the attack."),
            report => report.Status is Status.Claimed && Doers(report).Contains("Boko Haram")
        );

    [Theory]
    [InlineData("We killed five soldiers near Baidoa on Monday, Al-Shabaab said.")]
    [InlineData("\"Our fighters ambushed a patrol near Baidoa on Monday,\" an Al-Shabaab spokesman said.")]
    [InlineData("Rebel sources said that Al-Shabaab had attacked a garrison in Baidoa on Monday.")]
    public void Whoever_tells_of_his_own_deed_claims_it(string text) =>
        Assert.Contains(
            Code(text),
            report =>
                report.Status is Status.Claimed
                && report.Actors.Any(actor => actor is { Role: ActorRole.Perpetrator, Id: "al-shabaab" })
        );

    [Theory]
    [InlineData("No group said that it was behind the blast.")]
    [InlineData("None of the armed groups has taken responsibility for this action.")]
    public void What_nobody_claims_has_no_doer(string text) =>
        Assert.DoesNotContain(
            Code("A car bomb went off outside a teashop in Baidoa on Monday. " + text),
            report => Doers(report).Any()
        );

    [Theory]
    [InlineData("Officers of the army will be tried for the killing of six priests in San Salvador in November.")]
    [InlineData("The president will investigate the attack that killed ten union members in San Salvador on Monday.")]
    public void What_is_to_be_tried_or_investigated_has_happened(string text) =>
        Assert.Equal(Status.Reported, Assert.Single(Code(text), report => report.Harm.Length > 0).Status);

    [Theory]
    [InlineData("Masked men torched a bus belonging to the Civil Guard in Bilbao on Monday.", "Masked men")]
    [InlineData(
        "Eleven people died in attacks by about 40 Shining Path members in Ayacucho on Monday.",
        "Shining Path"
    )]
    [InlineData(
        "The murder of six priests, perpetrated in San Salvador on Monday by a death squad, shocked the church.",
        "death squad"
    )]
    [InlineData(
        "Death squads are most certainly to blame for the murder of six priests in San Salvador.",
        "Death squads"
    )]
    public void They_alone_did_it(string text, string doer) =>
        Assert.All(Code(text), report => Assert.Equal([doer], Doers(report)));

    [Theory]
    [InlineData("A spokesman for Al-Shabaab claimed responsibility for the attack.")]
    [InlineData("A man who said he spoke for Al-Shabaab called a radio station to claim responsibility.")]
    [InlineData("The attack was claimed by Al-Shabaab.")]
    public void Who_claims_it_for_a_group_makes_the_group_claim_it(string claim) =>
        Assert.Contains(
            Code("A bomb killed two people in Baidoa on Monday. " + claim),
            report =>
                report.Status is Status.Claimed
                && report.Actors.Any(actor => actor is { Role: ActorRole.Perpetrator, Id: "al-shabaab" })
        );

    [Theory]
    [InlineData("The murder of the mayor in Baidoa on Monday was the work of al-Shabaab, police said.")]
    [InlineData("Police said al-Shabaab was behind the bombing of a hotel in Baidoa on Monday.")]
    [InlineData("Police said the bombing of a hotel in Baidoa on Monday bore the hallmarks of al-Shabaab.")]
    [InlineData("Al-Shabaab is involved in the murder of the mayor in Baidoa on Monday, police said.")]
    public void Whoever_speaks_of_it_is_not_accused(string text) =>
        Assert.Equal(
            ["al-Shabaab"],
            Code(text).SelectMany(Doers).Distinct(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase
        );

    [Theory]
    [InlineData("A bomb killed two people in Baidoa on Monday. Al-Shabaab claimed responsibility.", Status.Claimed)]
    [InlineData("A bomb exploded at a bank in Baidoa on Monday. Police blamed it on al-Shabaab.", Status.Alleged)]
    [InlineData("A bomb exploded at a bank in Baidoa on Monday. Police suspect al-Shabaab.", Status.Alleged)]
    public void A_deed_that_was_told_before_is_meant_where_none_is_named(string text, Status status) =>
        Assert.Contains(Code(text), report => report.Status == status && Doers(report).Any());

    [Theory]
    [InlineData(
        "Militants bombed a bank in Baidoa on Monday. Neither al-Shabaab nor any other group has claimed responsibility."
    )]
    [InlineData("Suspected separatists bombed a bank in Baidoa on Monday, police said.")]
    public void Nobody_is_held_to_have_done_it_where_none_is_said_to(string text) => Assert.Single(Code(text));

    [Fact]
    public void Who_did_it_may_be_supposed_where_that_it_happened_is_known() =>
        Assert.Contains(
            Code("The attacks in Baidoa on Monday could have been carried out by al-Shabaab."),
            report => report.Status is Status.Alleged
        );

    [Theory]
    [InlineData("A church was burned down in Jos on Monday. No group has claimed responsibility for the attack.")]
    [InlineData("Al-Shabaab was not behind the bombing of a hotel in Baidoa on Monday, police said.")]
    [InlineData("The governor is responsible for the budget. The act was passed on Monday.")]
    public void Nobody_is_blamed_where_the_words_blame_nobody(string text) =>
        Assert.DoesNotContain(Code(text), report => report.Status is Status.Claimed or Status.Alleged);

    [Theory]
    [InlineData("Militants stop buses and beat drivers on the coast road.")]
    [InlineData("Her novel tells of a boy soldier who kills his officer.")]
    [InlineData("His duties include advice on attacks, kidnapping and arrest.")]
    public void Habits_plots_and_kinds_of_act_are_no_happenings(string text) =>
        Assert.DoesNotContain(Code(text, "On the coast"), report => report.Status is Status.Reported);

    [Theory]
    [InlineData("Gunmen attacked a bus near Gao on Monday and now hold its driver.")]
    [InlineData("The rebels say they attacked a bus near Gao on Monday.")]
    public void A_present_beside_a_day_is_a_happening(string text) => Assert.NotEmpty(Code(text, "Bus attacked"));

    [Theory]
    [InlineData("A militia handed over 38 child soldiers in Bunia on Monday.", 38)]
    [InlineData("A militia freed over 38 child soldiers in Bunia on Monday.", 39)]
    public void Over_after_handed_is_no_bound(string text, int low) =>
        Assert.Contains(Code(text).SelectMany(report => report.Harm), harm => harm.Low == low);

    [Theory]
    [InlineData("The old general died of heart failure in Lima on Monday.")]
    [InlineData("The old general died in his sleep in Lima on Monday.")]
    public void A_natural_death_harms_nobody(string text) => Assert.Empty(Code(text));
}
