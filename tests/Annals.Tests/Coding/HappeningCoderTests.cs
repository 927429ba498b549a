using Annals.Coding;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Tests.Coding;

public class HappeningCoderTests
{
    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);
    private static readonly Codebook Codebook = Codebook.Load(KnowledgeFolder.Default);

    private static List<Happening> Code(string text, string? title = null) =>
        [.. Pipeline.Code(Article(text, title)).OfType<Happening>()];

    private static Article Article(string text, string? title = null) =>
        new()
        {
            Id = "a-test",
            Title = title,
            Text = text,
            Published = new()
            {
                From = new(2021, 3, 12),
                To = new(2021, 3, 12),
                Precision = TimePrecision.Day,
                Basis = PublicationBasis.Metadata,
            },
        };

    [Theory]
    [InlineData("Gunmen attacked a village near Gao on Tuesday.", "attack")]
    [InlineData("A car bomb exploded outside a bank in Kirkuk on Tuesday.", "bombing")]
    [InlineData("Government warplanes bombed two villages near Idlib on Tuesday.", "air-strike|bombing")]
    [InlineData("Rebels shelled the town of Marib on Tuesday.", "shelling")]
    [InlineData("Armed men kidnapped a doctor in Kano on Tuesday.", "abduction")]
    [InlineData("Police arrested three students in Dhaka on Tuesday.", "arrest")]
    [InlineData("Thousands of people demonstrated in Lima on Tuesday.", "protest")]
    [InlineData("The rebels captured the town of Bria on Tuesday.", "territory-captured")]
    [InlineData("The rebels captured the region in mid-June 2013.", "territory-captured")]
    [InlineData("Soldiers clashed with insurgents near Mocimboa on Tuesday.", "armed-clash")]
    [InlineData("Attackers set fire to a school in Torodi on Tuesday.", "arson")]
    [InlineData("A strike by dockers at Mombasa entered its second week on Tuesday.", "strike-action")]
    [InlineData(
        "Trains have stood still since Tuesday because of a strike of railway workers at Izmir.",
        "strike-action"
    )]
    [InlineData("A strike by government jets killed six people near Idlib on Tuesday.", "air-strike")]
    [InlineData("Thousands marched through Lima on Tuesday against a new tax.", "protest")]
    [InlineData("Dockers at Mombasa walked off the job on Tuesday.", "strike-action")]
    [InlineData("The hostages returned home to Gusau on Tuesday.", "release")]
    [InlineData("Police clashed with protesters in Lima on Tuesday.", "riot")]
    [InlineData("The insurgents captured the district centre of Garmsir on Tuesday.", "territory-captured")]
    [InlineData("The suspects were seized on Tuesday at a house in Mastung.", "arrest")]
    public void Reads_the_type_from_the_verb(string text, string types) =>
        Assert.Contains(Code(text), report => types.Split('|').Contains(report.Type));

    [Theory]
    [InlineData("Kidnappers threatened to kill a hostage in Kano on Tuesday.", "attack")]
    [InlineData("The UN urged both sides in Mopti on Tuesday to halt the fighting.", "request")]
    [InlineData("Computers at two ministries in Tallinn were knocked out on Tuesday by a virus.", "cyber-attack")]
    [InlineData("The number of dead in Tuesday's bombings in Moscow climbed to 39 from 36.", "bombing")]
    public void Tells_one_act_of_this_type_and_no_other(string text, string type) =>
        Assert.Equal([type], Code(text).ConvertAll(report => report.Type));

    [Theory]
    [InlineData("Militants in Gaza lobbed rockets into Sderot on Tuesday.", "Sderot")]
    [InlineData("The army told foreign companies on Tuesday to leave Tessalit or face attack.", "Tessalit")]
    public void Where_it_struck_is_the_place(string text, string place) =>
        Assert.Equal(place, Code(text)[0].Place?.Name);

    [Theory]
    [InlineData("American and rebel envoys signed a deal in Doha under which foreign troops are to leave Afghanistan.")]
    [InlineData("The Americans signed a deal on Tuesday under which their troops are to leave Afghanistan.")]
    public void What_is_to_be_is_planned(string text) =>
        Assert.Contains(Code(text), report => report is { Type: "withdrawal", Status: Status.Planned });

    [Theory]
    [InlineData("A French navy ship unloaded tents for quake victims near Beira on Tuesday.", "French Armed Forces")]
    [InlineData("Israeli tanks shelled a village near Tyre on Tuesday.", "Government of Israel")]
    public void Whose_ship_or_tanks_they_are_acts(string text, string who) =>
        Assert.Contains(Code(text)[0].Actors, actor => actor.Role is ActorRole.Perpetrator && actor.Name == who);

    [Theory]
    [InlineData("The headless bodies of three taxi drivers were dumped near Iguala on Tuesday.", 3)]
    [InlineData("The bullet-riddled bodies of four men were found near Jos on Tuesday.", 4)]
    public void Those_whose_bodies_are_found_were_killed(string text, int killed) =>
        Assert.Contains(Code(text)[0].Harm, harm => harm.Effect == Effect.Killed && harm.Best == killed);

    [Fact]
    public void Whoever_relief_is_measured_out_for_receives_it() =>
        Assert.Contains(
            Code("The World Food Programme airlifted 20 tonnes of biscuits to survivors near Beira on Tuesday.")[
                0
            ].Actors,
            actor => actor is { Role: ActorRole.Target, Name: "survivors" }
        );

    [Theory]
    [InlineData("Seven soldiers were killed when gunmen attacked their camp near Gao on Tuesday.", 7, 7, 7)]
    [InlineData("Gunmen attacked a village near Gao on Tuesday, killing at least nine farmers.", 9, null, null)]
    [InlineData("More than 30 people were killed when gunmen attacked a market in Gao on Tuesday.", 31, 31, null)]
    public void Counts_the_dead_as_the_words_bound_them(string text, int? low, int? best, int? high) =>
        Assert.Contains(
            Code(text).SelectMany(report => report.Harm),
            harm => harm.Effect == Effect.Killed && harm.Count == new Count(low, best, high)
        );

    [Theory]
    [InlineData(
        "A suicide bomber attacked a checkpoint in Kirkuk on Tuesday, killing two soldiers.",
        "suicide-bombing"
    )]
    [InlineData("Aircraft attacked the town of Idlib with chlorine gas on Tuesday.", "chemical-attack")]
    [InlineData("A bomb damaged a shop in Kirkuk on Tuesday.", "bombing")]
    public void The_means_narrow_the_type(string text, string type) =>
        Assert.Equal(type, Assert.Single(Code(text)).Type);

    [Theory]
    [InlineData(
        "The rebels killed the priests Marko Ilic and Ana Petrova in Gao on Tuesday.",
        "Marko Ilic",
        "Ana Petrova"
    )]
    [InlineData("Grace Okoro, a teacher, was seen in Gao on Monday. Gunmen shot dead Okoro on Tuesday.", "Grace Okoro")]
    [InlineData("The group gunned down Judge Hector Jimenez in Gao on Tuesday.", "Hector Jimenez")]
    public void People_are_called_by_their_whole_names(string text, params string[] names)
    {
        var named = Code(text).SelectMany(report => report.Actors).Select(actor => actor.Named).ToList();
        foreach (var name in names)
            Assert.Contains(name, named);
    }

    [Theory]
    [InlineData("A bomb exploded on Tuesday morning near the office of the mayor.", "office of the mayor")]
    [InlineData("Rebels attacked the headquarters of the party on Tuesday.", "headquarters of the party")]
    [InlineData("A school near Gao was the target of an attack by gunmen on Tuesday.", "school")]
    [InlineData("The army fired rockets at a school near Idlib on Tuesday.", "school")]
    public void Says_what_was_hit_and_what_it_is_of(string text, string thing)
    {
        var hit = Code(text).SelectMany(report => report.Objects).Select(one => one.Words ?? one.What).ToList();
        Assert.Contains(thing, hit);
        Assert.DoesNotContain("rockets", hit);
    }

    [Fact]
    public void Persons_in_capitals_are_several() =>
        Assert.Contains(
            Code("UNIDENTIFIED PERSONS KILLED A JUDGE IN LIMA ON TUESDAY.").SelectMany(report => report.Actors),
            actor => actor is { Role: ActorRole.Perpetrator, Name: "UNIDENTIFIED PERSONS" }
        );

    [Fact]
    public void People_killed_at_a_market_were_hit_there() =>
        Assert.Contains(
            Code("Suicide bombers struck Kano on Tuesday, killing nine people at a market.")
                .SelectMany(it => it.Objects),
            thing => thing.What == "market"
        );

    [Theory]
    [InlineData("Gunmen attacked a school near Kano on Tuesday, killing at least 14 people.")]
    [InlineData("More than 30 people were killed in a suspected gas attack near Kano on Tuesday.")]
    public void The_number_is_no_part_of_the_name(string text) =>
        Assert.All(Code(text).SelectMany(it => it.Harm), harm => Assert.Equal("people", harm.Who));

    [Fact]
    public void Whoever_is_killed_by_name_is_an_actor() =>
        Assert.Contains(
            Code("Omar Farah Warsame was killed in a raid by US forces on Tuesday.").SelectMany(it => it.Actors),
            actor => actor.Name == "Omar Farah Warsame"
        );

    [Theory]
    [InlineData("The patient died of a heart attack on Tuesday.")]
    [InlineData("The group still poses a potent threat to the region.")]
    [InlineData("The striker scored twice as the team attacked from the first minute of the match.")]
    [InlineData("Shares fell after investors fled the stock market on Tuesday.")]
    [InlineData("Herders often attack villages in the dry season.")]
    public void Finds_nothing_where_nothing_happened(string text) => Assert.Empty(Code(text));

    [Theory]
    [InlineData("The rebels threatened to attack the town of Bria.", "reported")]
    [InlineData("Residents fear that rebels will attack the town of Bria.", "reported")]
    [InlineData("The rebels denied that they had attacked the town of Bria.", "reported")]
    public void States_no_fact_where_the_text_states_none(string text, string status) =>
        Assert.DoesNotContain(
            Code(text),
            report =>
                report.Type == "attack"
                && !report.Negated
                && report.Status.ToString().Equals(status, StringComparison.OrdinalIgnoreCase)
        );

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(".")]
    [InlineData("killed killed killed killed")]
    [InlineData("Ambush! Ambush? \"Ambush\" - \ud83d\udca5\ud83d\udca5 bombs bombs.")]
    public void Stands_degenerate_text(string text) => Assert.NotNull(Code(text, text));

    [Fact]
    public void A_day_that_is_told_later_is_finer_than_the_week_told_first() =>
        Assert.Equal(
            new DateOnly(2021, 3, 9),
            Assert
                .Single(
                    Code(
                        "Raiders ambushed a convoy near Gao earlier this week, killing four soldiers, the army said on Thursday. "
                            + "The attack on Tuesday was the third this year."
                    )
                )
                .Time?.From
        );

    [Fact]
    public void Whoever_tried_to_flee_has_not_left() =>
        Assert.DoesNotContain(
            Code("Two men were arrested in Gao on Tuesday while they tried to flee, the police said."),
            happening => happening.Type == "displacement"
        );

    [Fact]
    public void When_somebody_was_taken_is_not_when_he_was_freed() =>
        Assert.NotEqual(
            new DateOnly(2021, 3, 2),
            Code("The nine guests who were kidnapped near Gusau ten days ago have been released, the police said.")
                .First(happening => happening.Type == "release")
                .Time?.From
        );

    [Fact]
    public void Every_span_of_every_report_stands_in_the_article()
    {
        var article = Article(
            "Gunmen attacked a convoy near Niono in central Mali on Tuesday, killing seven soldiers and wounding twelve, the army said. "
                + "A local official put the toll at nine.\n\nOn Wednesday the army shelled two villages and arrested five men.",
            "Seven soldiers killed in Mali ambush"
        );
        var reports = Pipeline.Code(article);
        Assert.NotEmpty(reports);
        Assert.All(
            reports.SelectMany(report => report.AllSpans()),
            span => Assert.True(article.Holds(span), span.ToString())
        );
    }

    [Fact]
    public void The_same_article_gives_the_same_bytes_on_any_number_of_threads()
    {
        var article = Article("Rebels attacked Goma on Tuesday, killing 12 people, police said. The rebels denied it.");
        var once = string.Join('\n', Pipeline.Code(article).Select(Json.Write));
        Parallel.For(0, 8, _ => Assert.Equal(once, string.Join('\n', Pipeline.Code(article).Select(Json.Write))));
    }

    [Fact]
    public void Every_type_has_a_trigger_and_is_known_to_the_contract() => Assert.Equal(45, Codebook.Types.All.Length);

    [Theory]
    [InlineData("attack", "target-unarmed killed", "Attack", "3")]
    [InlineData("attack", "target-armed killed state-involved", "Armed clash", "1")]
    [InlineData("territory-captured", "by-state", "Government regains territory", null)]
    [InlineData("release", "rescued", "Agreement", null)]
    public void Codes_follow_the_conditions(string type, string holding, string acled, string? ucdp)
    {
        var codes = Codebook.Types.CodesOf(type, holding.Split(' ').ToHashSet());
        Assert.Equal(acled, codes.Acled?.SubEventType);
        Assert.Equal(ucdp, codes.Ucdp?.TypeOfViolence.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
