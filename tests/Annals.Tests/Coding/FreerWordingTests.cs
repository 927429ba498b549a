using Annals.Knowledge;
using Annals.Record;

namespace Annals.Tests.Coding;

/// <summary>Happenings told by pronouns, by nouns with their parts put apart, by lists of clauses, and by those who deny them.</summary>
public sealed class FreerWordingTests
{
    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);

    private static List<Happening> Code(string text, string published = "2021-03-12") =>
        [.. Pipeline.Code(Some.Article("a-test", text, null, null, published)).OfType<Happening>()];

    private static Happening Of(string text, string type) => Assert.Single(Code(text), one => one.Type == type);

    private static string[] Names(Happening report, ActorRole role) =>
        [.. report.Actors.Where(actor => actor.Role == role).Select(actor => actor.Name)];

    [Theory]
    [InlineData("Kunduz fell on Monday. The Taliban seized it after two days of fighting.", "Taliban")]
    [InlineData("Rebels left the town of Bria on Sunday. The army took it on Tuesday.", "Central African Armed Forces")]
    [InlineData("Sake is a small town. The M23 seized it on Wednesday.", "M23")]
    public void A_place_that_a_pronoun_takes_up_is_captured_and_not_abducted(string text, string captor)
    {
        Assert.DoesNotContain(Code(text), one => one.Type is "abduction" or "arrest");
        Assert.Contains(captor, Names(Of(text, "territory-captured"), ActorRole.Perpetrator));
    }

    [Theory]
    [InlineData("The killing on Monday of a judge by two men shocked Djibo.", "attack", "judge")]
    [InlineData("The release by soldiers of 22 women was announced in Maiduguri on Friday.", "release", "women")]
    public void Whom_it_was_done_to_may_stand_behind_the_day_or_the_doers(string text, string type, string whom) =>
        Assert.Contains(whom, Names(Of(text, type), ActorRole.Target));

    [Fact]
    public void Whose_the_doers_are_is_no_target() =>
        Assert.DoesNotContain(
            Code("A raid by fighters of the M23 killed two traders in Goma on Monday.").SelectMany(one => one.Actors),
            actor => actor is { Role: ActorRole.Target, Name: "M23" }
        );

    [Fact]
    public void Clauses_in_a_row_with_subjects_and_towns_of_their_own_are_a_report_each()
    {
        var reports = Code(
            "A policeman was stabbed in Hebron on Monday, the windows of a shop in Haifa were smashed with stones, and troops shot dead a teenager in Nablus."
        );
        Assert.Equal(
            ["attack", "attack", "property-destruction"],
            reports.Select(one => one.Type).Order(StringComparer.Ordinal)
        );
        Assert.Equal(3, reports.Select(one => one.Place?.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("\"We did not attack the village,\" a spokesman for the rebels said on Thursday.", "attack")]
    [InlineData("The army said on Thursday that it had not bombed the market in Gao.", "bombing")]
    [InlineData("The Taliban said that they had not taken the six nurses.", "abduction")]
    public void Whoever_says_that_he_did_not_do_it_denies_it(string text, string type)
    {
        var report = Of(text, type);
        Assert.Equal((Status.Denied, false), (report.Status, report.Negated));
    }

    [Fact]
    public void What_others_say_did_not_happen_is_negated() =>
        Assert.True(Of("Police said that rebels had not attacked the post in Gao.", "attack").Negated);

    [Theory]
    [InlineData("Gunmen took three teachers in Gao on Monday. They were let go on Friday.", "release", 3)]
    [InlineData("Nine fishermen are alive: rebels freed them last night near Bria.", "release", 9)]
    public void Those_whom_a_pronoun_takes_up_are_as_many_as_they_were(string text, string type, int count) =>
        Assert.Contains(Of(text, type).Harm, harm => harm.Best == count);

    [Fact]
    public void A_toll_is_of_those_who_are_known_to_have_died() =>
        Assert.Contains(
            Code("The number of people known to have lost their lives in the explosion in Kano has climbed to 29.")
                .SelectMany(one => one.Harm),
            harm => harm is { Effect: Effect.Killed, Best: 29 }
        );

    [Fact]
    public void Many_who_were_killed_by_bombs_are_no_many_bombs() =>
        Assert.Contains(
            Of("Bombs killed at least 20 people in Jolo on Sunday.", "bombing").Harm,
            harm => harm.Low == 20
        );

    [Theory]
    [InlineData("Prisoners are to be swapped in Doha within a month.")]
    public void A_passive_that_is_to_be_is_planned(string text) =>
        Assert.Equal(Status.Planned, Of(text, "release").Status);

    [Theory]
    [InlineData(
        "Women who came to the clinic in Bentiu in the ten days to Sunday said soldiers had raped them.",
        "Women"
    )]
    [InlineData(
        "Eleven students picked up after a march in Kinshasa in June told Human Rights Watch that agents had tortured them.",
        "Eleven students"
    )]
    public void A_day_says_nothing(string text, string speaker) =>
        Assert.Contains(Code(text).SelectMany(one => one.Attribution), one => (one.Who ?? one.Role) == speaker);

    [Fact]
    public void Not_only_denies_nothing() =>
        Assert.All(
            Code("Rebels not only killed 20 soldiers in Gao on Sunday but destroyed a bridge."),
            one => Assert.False(one.Negated)
        );

    [Theory]
    [InlineData("Guards shot two attackers dead at a barracks in Gao on Monday.")]
    [InlineData("Gunmen fired on a post in Gao on Monday. Soldiers beat the attackers off, killing four of them.")]
    public void Attackers_are_no_target_and_their_dead_are_their_own_side(string text)
    {
        var reports = Code(text);
        Assert.DoesNotContain(
            reports.SelectMany(one => one.Actors),
            actor => actor is { Role: ActorRole.Target } && actor.Name.Contains("attackers", StringComparison.Ordinal)
        );
        Assert.Contains(
            reports.SelectMany(one => one.Harm),
            harm => harm is { Side: "perpetrator", Effect: Effect.Killed }
        );
    }

    [Theory]
    [InlineData(
        "A court in Dakar sentenced three men on Tuesday for an attack on a police post in 2016.",
        "attack",
        2016
    )]
    [InlineData("Ten men went on trial in Brussels on Monday over the bombing of a mosque.", "bombing", null)]
    [InlineData(
        "The trial of the men accused of the bombing of a church in Jos opened on Monday in Abuja.",
        "bombing",
        null
    )]
    [InlineData("Two men were hanged in Dhaka on Tuesday for the killing of a writer in 2015.", "attack", 2015)]
    [InlineData("Police arrested two men in Kano on Wednesday over the bombing of a market.", "bombing", null)]
    public void The_day_of_a_judgement_is_not_the_deeds(string text, string type, int? year) =>
        Assert.Equal(year, Of(text, type).Time?.From?.Year);

    [Fact]
    public void Those_whom_soldiers_free_were_held_by_others()
    {
        var report = Assert.Single(Code("Soldiers freed 40 captives held by Boko Haram near Bama on Friday."));
        Assert.Equal(
            ("release", 40d, new DateOnly(2021, 3, 12)),
            (report.Type, report.Harm[0].Best, report.Time?.From)
        );
    }

    [Theory]
    [InlineData(
        "The bombing in Kabul on Monday, which the Taliban said they carried out, killed six people.",
        "Taliban"
    )]
    [InlineData("Eight guards died in Quetta on Monday in an attack that the Taliban said was theirs.", "Taliban")]
    public void Whoever_is_said_in_a_relative_clause_to_own_up_claims_it(string text, string claimant) =>
        Assert.Contains(
            claimant,
            Names(Assert.Single(Code(text), one => one.Status is Status.Claimed), ActorRole.Perpetrator)
        );

    [Fact]
    public void Another_whom_a_relative_clause_names_is_accused() =>
        Assert.Contains(
            Code("An attack that the army said rebels had launched killed four traders in Gao on Monday."),
            one => one.Status is Status.Alleged
        );

    [Fact]
    public void Whatever_comes_under_fire_does_not_fire() =>
        Assert.DoesNotContain(
            Code("A nurse was killed when her car came under fire in Gao on Monday.").SelectMany(one => one.Actors),
            actor => actor.Role is ActorRole.Perpetrator
        );

    [Fact]
    public void Whoever_speaks_behind_the_verb_may_be_from_somewhere() =>
        Assert.Contains(
            Code("Gunmen wounded eleven officers in Sfax on Monday, said a doctor at the university hospital.")
                .SelectMany(one => one.Attribution),
            one => one.Role == "a doctor"
        );

    [Theory]
    [InlineData("The wounded driver received medical care in Juba on Monday.")]
    [InlineData("The office received reports of hunger in Bor on Monday.")]
    public void Whoever_receives_something_talks_to_nobody(string text) =>
        Assert.DoesNotContain(Code(text), one => one.Type == "talks");
}
