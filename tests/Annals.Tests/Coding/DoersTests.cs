using Annals.Knowledge;
using Annals.Record;

namespace Annals.Tests.Coding;

/// <summary>Which group somebody who did it is of, and what leaves that open. The articles are of Tuesday, 2 March 2021.</summary>
public class DoersTests
{
    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);

    private static List<Happening> Code(string text) =>
        [.. Pipeline.Code(Some.Article(text: text)).OfType<Happening>()];

    private static IEnumerable<ReportActor> Doers(string text) =>
        Code(text).SelectMany(report => report.Actors).Where(actor => actor.Role is ActorRole.Perpetrator);

    [Theory]
    [InlineData("Boko Haram members killed four farmers near Bama on Monday.", "boko-haram")]
    [InlineData("The militant group Boko Haram killed four farmers near Bama on Monday.", "boko-haram")]
    [InlineData("A group known as Boko Haram abducted two nurses in Bama on Monday.", "boko-haram")]
    [InlineData("Al-Shabaab said its fighters killed six soldiers in Baidoa on Monday.", "al-shabaab")]
    [InlineData("AL-SHABAAB SAID THAT ITS FORCES BLEW UP A BRIDGE IN BAIDOA ON MONDAY.", "al-shabaab")]
    [InlineData(
        "Police in Lima said the guerrilla organisation Shining Path killed a judge on Monday.",
        "shining-path"
    )]
    public void They_are_of_the_group_that_is_named_beside_them(string text, string id) =>
        Assert.Contains(Doers(text), actor => actor.Id == id);

    [Theory]
    [InlineData("A group calling itself the Hill Freedom Front abducted two nurses in Kumba on Monday.")]
    [InlineData("A new rebel group, the Hill Freedom Front, abducted two nurses in Kumba on Monday.")]
    [InlineData("The Hill Freedom Front abducted two nurses in Kumba on Monday.")]
    public void A_group_that_nobody_knows_is_of_the_kind_that_its_name_tells(string text) =>
        Assert.Contains(Doers(text), actor => actor is { Name: "Hill Freedom Front", Type: ActorType.Rebel });

    [Fact]
    public void A_movement_that_does_no_violence_bears_no_arms() =>
        Assert.DoesNotContain(
            Doers("The Dock Workers Movement called a strike in Lima on Monday."),
            actor => actor.Type is ActorType.Rebel
        );

    [Theory]
    [InlineData("Suspected rebels burned a clinic in Beni on Monday.", "Suspected")]
    [InlineData("A nurse was abducted in Kumba on Monday, apparently by separatist rebels.", "apparently")]
    [InlineData("A group of alleged rebels burned a clinic in Beni on Monday.", "alleged")]
    [InlineData("Gunmen believed to be from Boko Haram killed four farmers near Bama on Monday.", "believed")]
    [InlineData("The attack on a clinic in Beni on Monday was presumably carried out by rebels.", "presumably")]
    [InlineData("A nurse had apparently been abducted by rebels in Beni on Monday.", "apparently")]
    [InlineData("ALLEGED SHINING PATH MEMBERS KILLED A JUDGE IN LIMA ON MONDAY.", "ALLEGED")]
    public void A_word_that_leaves_open_who_it_was_is_kept(string text, string word) =>
        Assert.Contains(Doers(text), actor => actor.Doubt == word);

    [Theory]
    [InlineData("Rebels burned a clinic in Beni on Monday.")]
    [InlineData("Soldiers who were searching for suspected rebels burned a clinic in Beni on Monday.")]
    public void Nothing_is_left_open_where_the_text_says_it_plainly(string text) =>
        Assert.All(Doers(text), actor => Assert.Null(actor.Doubt));

    [Theory]
    [InlineData("Gunmen killed fund manager Ana Ruiz in Lima on Monday.")]
    [InlineData("Gunmen killed political analyst Ana Ruiz in Lima on Monday.")]
    [InlineData("The governor has condemned the murder of political analyst Ana Ruiz in Lima.")]
    public void Whoever_bears_a_persons_name_is_a_person(string text) =>
        Assert.Contains(
            Code(text).SelectMany(report => report.Actors),
            actor => actor is { Role: ActorRole.Target, Named: "Ana Ruiz" }
        );

    [Fact]
    public void What_an_editor_puts_in_brackets_ends_no_sentence() =>
        Assert.Contains(
            Doers("POLICE IN LIMA BLAMED THE RFL [RIVER FREEDOM LEAGUE] REBELS FOR THE MURDER OF A JUDGE ON MONDAY."),
            actor => actor.Name.Contains("RFL", StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("REBELS BLEW UP A BRIDGE IN TALOCO, EL SALVADOR, ON MONDAY.", "TALOCO")]
    [InlineData("REBELS BLEW UP A BRIDGE IN THE AREA ON MONDAY.", null)]
    public void A_place_that_no_gazetteer_knows_is_read_in_capitals_too(string text, string? place) =>
        Assert.All(Code(text), report => Assert.Equal(place, report.Place?.Name));

    [Fact]
    public void Who_speaks_is_read_in_capitals_too() =>
        Assert.Contains(
            Code("THE ARMY SAID THAT REBELS BURNED A CLINIC IN BENI ON MONDAY.")
                .SelectMany(report => report.Attribution),
            speaker => speaker.Kind == "military"
        );
}
