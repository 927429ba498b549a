using Annals.Knowledge;
using Annals.Record;

namespace Annals.Tests.Coding;

/// <summary>
/// Who has what part in a happening, and who tells it, where trees hang the words elsewhere. The articles are of Tuesday, 2 March 2021.
/// </summary>
public class PartsTests
{
    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);

    private static List<Happening> Code(string text) =>
        [.. Pipeline.Code(Some.Article(title: null, text: text)).OfType<Happening>()];

    private static bool Is(ReportActor actor, ActorRole role, string name) =>
        actor.Role == role
        && $"{actor.Name} {actor.Words} {actor.Named}".Contains(name, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Whoever_speaks_behind_what_is_told_has_no_part_in_it()
    {
        var report = Assert.Single(
            Code("Fourteen people were injured in a bomb attack in Jos on Monday, hospital staff said.")
        );
        Assert.DoesNotContain(report.Actors, actor => Is(actor, ActorRole.Target, "hospital staff"));
        Assert.Contains(report.Attribution, speaker => speaker.Role == "hospital staff");
    }

    [Theory]
    [InlineData("Three farmers stepped on a mine laid by FARC guerrillas near Tame on Monday and died.", "FARC")]
    [InlineData("A train was derailed by a bomb planted by Renamo rebels near Moatize on Monday.", "Renamo")]
    [InlineData("Al-Shabaab fighters held the port of Merca until Kenyan troops retook the town on Monday.", "Kenya")]
    public void Whoever_laid_it_or_stands_before_the_verb_did_it(string text, string name) =>
        Assert.Contains(Code(text), report => report.Actors.Any(actor => Is(actor, ActorRole.Perpetrator, name)));

    [Theory]
    [InlineData("Oxfam handed out 900 tents and 200 blankets to displaced families in Jacmel on Monday.", "families")]
    [InlineData("The UN Security Council demanded on Monday that the M23 withdraw from Goma.", "M23")]
    [InlineData("Police fired live rounds at marchers in Nairobi on Monday.", "marchers")]
    public void Whoever_receives_is_asked_or_is_aimed_at_is_the_target(string text, string name) =>
        Assert.Contains(Code(text), report => report.Actors.Any(actor => Is(actor, ActorRole.Target, name)));

    [Theory]
    [InlineData("Tajikistan expelled nine Afghans on Monday.", "Afghans")]
    [InlineData("Soldiers in Bissau arrested the interim president, Raimundo Pereira, on Monday.", "Pereira")]
    public void People_are_no_governments(string text, string name) =>
        Assert.Contains(
            Code(text).SelectMany(report => report.Actors),
            actor =>
                Is(actor, ActorRole.Target, name) && actor.Type is not ActorType.Government
                || actor.Name == "Raimundo Pereira"
        );

    [Fact]
    public void What_burned_in_an_ambush_makes_it_no_arson() =>
        Assert.Equal(
            "attack",
            Assert
                .Single(
                    Code(
                        "Jihadists ambushed a convoy near Djibo on Monday, killing five soldiers and setting fire to two lorries."
                    )
                )
                .Type
        );

    [Fact]
    public void A_device_that_fails_to_explode_has_not_gone_off() =>
        Assert.All(
            Code("A device failed to explode outside a bank in Salonika on Monday."),
            report => Assert.True(report.Negated || report.Status is not Status.Reported)
        );

    [Theory]
    [InlineData("Families laid flowers in Madrid on Monday, ten years after bombs on four trains killed 191 people.")]
    [InlineData("An assault on Idlib would be a disaster, Turkey warned on Monday.")]
    public void What_was_long_ago_or_is_only_imagined_is_no_news(string text) =>
        Assert.DoesNotContain(Code(text), report => report is { Status: Status.Reported, Negated: false });

    [Theory]
    [InlineData(
        "A grenade killed a guard in Baidoa on Monday, AFP reported, quoting a policeman.",
        "a policeman",
        "AFP"
    )]
    [InlineData(
        "Rebels killed two guards in Baidoa on Monday, a security source told AFP.",
        "a security source",
        "AFP"
    )]
    public void Whoever_is_quoted_speaks_and_the_medium_relays(string text, string speaker, string via) =>
        Assert.Contains(
            Code(text).SelectMany(report => report.Attribution),
            one => one.Role == speaker && one.Via.Any(relay => relay.Contains(via, StringComparison.Ordinal))
        );

    [Fact]
    public void A_plan_that_is_a_thing_makes_no_future() =>
        Assert.Contains(
            Code("Students were demonstrating against a land plan in Ambo on Saturday."),
            report => report.Time?.From == new DateOnly(2021, 2, 27)
        );
}
