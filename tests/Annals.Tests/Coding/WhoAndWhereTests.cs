using Annals.Coding;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Tests.Coding;

/// <summary>Who did what to whom, where and when: sentences that were once read wrongly, and what is no happening at all.</summary>
public class WhoAndWhereTests
{
    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);

    private static List<Report> All(string text, string? title = null) =>
        [.. Pipeline.Code(Some.Article("a-test", text, title, null, "2021-03-12"))];

    private static List<Happening> Code(string text, string? title = null) => [.. All(text, title).OfType<Happening>()];

    private static string[] Names(Happening report, ActorRole role) =>
        [.. report.Actors.Where(actor => actor.Role == role).Select(actor => actor.Name)];

    [Theory]
    [InlineData("A statement from the mayor said gunmen had killed two farmers near Mopti on Monday.")]
    [InlineData("Gunmen killed two farmers near Mopti on Monday, the mayor was quoted as saying.")]
    [InlineData("The mayor was quoted as saying that gunmen had killed two farmers near Mopti on Monday.")]
    [InlineData("Citing the mayor, AFP said gunmen had killed two farmers near Mopti on Monday.")]
    [InlineData("Gunmen attacked a village near Mopti on Monday. The mayor put the death toll at two.")]
    [InlineData("A medic reported on Tuesday that gunmen had killed the mayor of Mopti.", "medic")]
    [InlineData("Gunmen killed two farmers near Mopti on Monday, according to Ali Diallo, the mayor.", "mayor")]
    public void Whoever_wrote_it_was_quoted_or_gave_the_toll_says_it(string text, string speaker = "mayor") =>
        Assert.Contains(
            Assert.Single(Code(text)).Attribution,
            one => $"{one.Who} {one.Role}".Contains(speaker, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("Soldiers opened fire in Lome on Monday after thousands of people protested, killing three.", "people")]
    [InlineData("The bodies of five miners abducted last week were found near Gao on Monday.", "bodies")]
    public void Bystanders_and_bodies_are_no_actors(string text, string name) =>
        Assert.DoesNotContain(
            Code(text).Where(report => report.Type != "protest").SelectMany(report => report.Actors),
            actor => actor.Name == name
        );

    [Theory]
    [InlineData("The displacement of the suspect to the capital took place on Monday.", "displacement")]
    [InlineData("A man fled the scene on Monday.", "displacement")]
    [InlineData("The attackers fled in a minibus after killing two guards in Gao on Monday.", "displacement")]
    [InlineData("The deployment of gunmen outside the bank on Monday alarmed customers.", "deployment")]
    [InlineData("The gang deployed gunmen around the market on Monday.", "deployment")]
    [InlineData("Two men robbed a shop in Gao on Monday before soldiers arrived.", "deployment")]
    [InlineData(
        "Villagers were kidnapped in Zamfara on Monday while the Nigerian army was patrolling nearby.",
        "deployment"
    )]
    [InlineData("The two commanders met in Gao on Friday but signed no truce.", "agreement")]
    [InlineData(
        "Families laid wreaths in Gao on Tuesday to mark the centenary of the charge in which horsemen captured the town.",
        "territory-captured"
    )]
    [InlineData("Raiders usually come at night, tie up the guards and rob the safe.", "robbery")]
    [InlineData("Displaced people said that gunmen had killed two farmers near Mopti on Monday.", "displacement")]
    [InlineData("Activists were killed when gunmen opened fire near Mopti on Monday.", "crackdown")]
    [InlineData("A court in The Hague issued a warrant on Monday for the arrest of a rebel leader.", "arrest")]
    [InlineData("A dismissed policeman seized a coach carrying tourists in Manila on Monday.", "leadership-change")]
    [InlineData(
        "Thousands of villagers returned to Tyre on Monday, the first day of a lull in the bombing.",
        "bombing"
    )]
    [InlineData(
        "A vehicle stuffed with explosives ripped apart a crowded bus park in Abuja on Monday.",
        "mob-violence"
    )]
    [InlineData("The girls will not be freed until the government releases its prisoners.", "release")]
    [InlineData("Under the bill, anyone who kidnaps a child in a riot faces ten years in prison.", "riot")]
    public void Reads_no_such_happening(string text, string type) =>
        Assert.DoesNotContain(Code(text), report => report.Type == type && !report.Negated);

    [Theory]
    [InlineData("The displacement of 4,000 villagers followed the raid on Monday.", "villagers", 4000)]
    [InlineData("Sixty villagers waded across the river on Thursday.", "villagers", 60)]
    public void People_that_move_are_the_displaced(string text, string who, int count) =>
        Assert.Contains(
            Code(text).Where(report => report.Type == "displacement").SelectMany(report => report.Harm),
            harm => harm.Effect == Effect.Displaced && harm.Who == who && harm.Best == count
        );

    [Theory]
    [InlineData(
        "Boko Haram fighters took about 60 girls from a school in Geidam on 2 March.",
        Effect.Abducted,
        null,
        60
    )]
    [InlineData(
        "Gunmen took more than 700 students hostage at a school in Kankara on Friday.",
        Effect.Abducted,
        701,
        701
    )]
    [InlineData("Gunmen kidnapped a Nigerian priest and a Kenyan nun near Bamenda on Tuesday.", Effect.Abducted, 1, 1)]
    public void An_act_of_a_kind_that_harms_counts_its_targets(string text, Effect effect, int? low, int? best) =>
        Assert.Contains(
            Code(text).SelectMany(report => report.Harm),
            harm => harm.Effect == effect && harm.Low == low && harm.Best == best
        );

    [Theory]
    [InlineData("The death toll from Tuesday's missile strike on a mosque in Marib has risen to 31 from 24.", 31, 24)]
    [InlineData("The toll of Sunday's rocket strike on a bakery in Okhtyrka rose from five to six.", 6, 5)]
    [InlineData("The number of people killed in Monday's bomb attack in Gwoza has gone up to 38 from 27.", 38, 27)]
    [InlineData("The number of soldiers killed in Friday's raid in Gao has been put at 21 rather than 17.", 21, 17)]
    public void A_toll_that_moved_supersedes_the_one_before(string text, int now, int before)
    {
        var harm = Code(text).SelectMany(report => report.Harm).ToList();
        Assert.Contains(harm, entry => entry is { Effect: Effect.Killed, Superseded: false } && entry.Best == now);
        Assert.Contains(harm, entry => entry is { Effect: Effect.Killed, Superseded: true } && entry.Best == before);
    }

    [Theory]
    [InlineData("Rebels raped at least 40 women in Walikale on Monday, a relief group said.", "Rebels", "women")]
    [InlineData("Gunmen shot dead a tribal elder in Daraa on Thursday.", "Gunmen", "tribal elder")]
    [InlineData("American agents arrested an Indonesian militant in Hat Yai on Monday.", "agents", "militant")]
    public void What_stands_right_behind_a_verb_is_its_object(string text, string doer, string target)
    {
        var report = Code(text)[0];
        Assert.Contains(Names(report, ActorRole.Perpetrator), name => name.Contains(doer, StringComparison.Ordinal));
        Assert.Contains(Names(report, ActorRole.Target), name => name.Contains(target, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("A NATO air strike in Kunduz killed 14 villagers on Friday.", "NATO")]
    [InlineData("A NATO helicopter attack near Herat killed two on Monday.", "NATO")]
    [InlineData(
        "A joint US-British air strike hit a radar site near Hudaydah on Thursday.",
        "Government of United States|Government of United Kingdom"
    )]
    [InlineData(
        "Philippine and American marines stormed a village in Jolo on Monday.",
        "Philippine Armed Forces|American Armed Forces"
    )]
    [InlineData("Planes of the Saudi-led coalition bombed a farm near Taiz on Thursday.", "Saudi-led coalition")]
    [InlineData("The lynching of four gang members by residents of Carrefour on Monday shocked the town.", "residents")]
    public void Reads_who_did_it(string text, string doers)
    {
        var report = Code(text)[0];
        Assert.Equal(doers.Split('|').Order(), Names(report, ActorRole.Perpetrator).Order());
        Assert.DoesNotContain(Names(report, ActorRole.Target), name => doers.Split('|').Contains(name));
    }

    [Theory]
    [InlineData("Azerbaijani and Armenian soldiers exchanged fire near Tovuz on Sunday.", "Azerbaijani|Armenian")]
    [InlineData("At least 23 people died in clashes between Hema and Lendu fighters around Djugu.", "Hema|Lendu")]
    public void Two_names_before_one_noun_are_two_sides(string text, string sides)
    {
        var names = string.Join(';', Names(Code(text)[0], ActorRole.Participant));
        Assert.All(sides.Split('|'), side => Assert.Contains(side, names, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Russian shelling of Kyiv on Monday killed two people.", "Government of Ukraine")]
    [InlineData("An attack by rebels on a post near Gao was repelled by the army on Monday.", "rebels")]
    public void Is_not_the_target(string text, string name) =>
        Assert.DoesNotContain(Code(text), report => Names(report, ActorRole.Target).Contains(name));

    [Theory]
    [InlineData("A bomb killed three peacekeepers from Chad 20 km north of Tessalit on Wednesday.", "Tessalit")]
    [InlineData("Police in Georgia arrested a man in Macon, about 130 km southeast of Atlanta, on Friday.", "Macon")]
    [InlineData("The navy set up a base at Ras Kamboni on Tuesday.", "Ras Kamboni")]
    [InlineData("Gunmen attacked the garrison at Tessalit on Friday.", "Tessalit")]
    [InlineData("Raiders attacked the Kinihora refugee post on Thursday.", "Kinihora")]
    [InlineData("A convoy carrying wheat flour reached Wardo on Monday.", "Wardo")]
    [InlineData("POLICE SHOOT DEAD THREE RIOTERS IN MORADABAD SATURDAY.", "Morādābād")]
    public void Reads_where(string text, string place) =>
        Assert.Contains(Code(text), report => report.Place?.Name == place);

    [Theory]
    [InlineData("The Baloch Liberation Army blew up a gas pipeline near Sui on Friday.", "PAK")]
    [InlineData("The Houthis shelled a market in Hays on Sunday, killing six shoppers.", "YEM")]
    [InlineData("M23 rebels handed three captured soldiers over to monitors at Bunagana on Monday.", "COD")]
    [InlineData("Security guards shot dead three garment workers at Savar, near Dhaka, on Monday.", "BGD")]
    public void A_place_that_no_gazetteer_knows_lies_where_those_whom_the_text_names_act(string text, string country) =>
        Assert.All(Code(text), report => Assert.Equal(country, report.Place?.Country));

    [Theory]
    [InlineData("Drones struck fuel depots in Izmail, Reni and Kilia on Monday.", "Izmayil|Reni|Kiliya")]
    public void Towns_that_an_and_joins_are_a_report_each(string text, string places) =>
        Assert.True(Code(text).Count(report => report.Type == "air-strike") == places.Split('|').Length);

    [Theory]
    [InlineData(
        "The union condemned the attack by raiders on a convoy in Gao in which four drivers from Chad were killed."
    )]
    [InlineData("Raiders attacked a convoy near Gao on Friday. A driver from Chad was shot dead in the attack.")]
    public void The_country_that_victims_come_from_is_not_where_it_was(string text) =>
        Assert.DoesNotContain(Code(text), report => report.Place?.Name == "Chad");

    [Theory]
    [InlineData("A van exploded at a checkpoint in Gao on Monday.", "bombing")]
    [InlineData(
        "Three nuns who had been abducted in January have been released in Gao, the diocese said on Monday.",
        "release"
    )]
    [InlineData("A driver left behind the car which exploded near the mosque in Gao on Monday.", "bombing")]
    [InlineData("A group of masked people burnt nine lorries at a depot in Gao on Monday.", "arson")]
    [InlineData("About 3,000 people have fled Gao since raiders killed at least 20 herders there on Monday.", "attack")]
    [InlineData("Residents fled Gao on Monday.", "displacement")]
    [InlineData("Gunmen attacked Gao on Monday.", "attack")]
    public void Something_happened(string text, string type) =>
        Assert.Contains(
            Code(text),
            report =>
                report.Type == type && report.Time?.From == new DateOnly(2021, 3, 8) && report.Place?.Name == "Gao"
        );

    [Theory]
    [InlineData("The stayaway shut factories in Manzini on Wednesday and Thursday.", "2021-03-10", "2021-03-11")]
    [InlineData("Bandits killed 30 farmers in Zamfara between March and April.", "2020-03-01", "2020-04-30")]
    [InlineData("The council condemned the ambush of a convoy near Gao on 8 March.", "2021-03-08", "2021-03-08")]
    [InlineData(
        "Students marched in Lima on Monday. The guard dispersed them with tear gas.",
        "2021-03-08",
        "2021-03-08"
    )]
    public void Reads_when(string text, string from, string to) =>
        Assert.All(
            Code(text),
            report =>
            {
                Assert.Equal(DateOnly.Parse(from), report.Time?.From);
                Assert.Equal(DateOnly.Parse(to), report.Time?.To);
            }
        );

    [Theory]
    [InlineData("The Arakan Army captured an outpost outside Buthidaung on 3 March, its spokesman said.")]
    [InlineData("The New People's Army said on Thursday that one of its squads had killed a police major in Calbayog.")]
    public void Whoever_says_that_he_did_it_claims_it(string text) =>
        Assert.Equal(Status.Claimed, Code(text)[0].Status);

    [Fact]
    public void What_neither_has_claimed_is_claimed_by_none() =>
        Assert.DoesNotContain(
            Code(
                "Insurgents overran a base in Rann on 9 March. Boko Haram and its rival are both active there; neither has claimed the raid."
            ),
            report => report.Status is Status.Claimed
        );

    [Theory]
    [InlineData("The company controls Britain's largest port.")]
    [InlineData("The party that controls Britain will hold a vote on Monday.")]
    [InlineData("Militants were holding more than 700 students hostage in Kankara on Monday.")]
    public void Controls_no_land(string text) =>
        Assert.DoesNotContain(All(text).OfType<Relation>(), relation => relation.Name == "controls");

    [Fact]
    public void The_day_of_a_judgement_is_not_the_deeds() =>
        Assert.All(
            Code("Judges in Lima on Thursday jailed three soldiers for raping women in Ayacucho in 1992.")
                .Where(report => report.Type == "sexual-violence"),
            report => Assert.Equal(1992, report.Time?.From?.Year)
        );
}
