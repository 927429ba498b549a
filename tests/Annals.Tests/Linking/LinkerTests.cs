using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;

namespace Annals.Tests.Linking;

public sealed class LinkerTests
{
    private static readonly Linker Linker = Linker.Load(KnowledgeFolder.Default);

    private static readonly Place Ansongo = Some.Town("Ansongo", 2460846, 15.66, 0.50, "MLI", "Gao");

    [Fact]
    public void Two_outlets_on_one_attack_are_one_event_with_both_figures()
    {
        var @event = Assert.Single(
            Link(
                [Some.Report("r-1", "a-1", killed: 10), Some.Report("r-2", "a-2", killed: 12)],
                [
                    Some.Article("a-1"),
                    Some.Article("a-2", "A market in Gao was hit; twelve died.", outlet: "The Herald"),
                ]
            )
        );
        Assert.Equal(["r-1", "r-2"], @event.Reports);
        Assert.Equal(2, @event.Independent);
        var killed = Assert.Single(@event.Harm);
        Assert.Equal((10, 12), (killed.Low, killed.High));
        Assert.Equal(["r-1", "r-2"], killed.By.Select(figure => figure.Report));
        Assert.Contains(@event.Disagreements, disagreement => disagreement.Field == "harm.killed");
        Assert.NotEmpty(Assert.Single(@event.Merges).Reasons);
    }

    [Fact]
    public void Without_articles_what_their_reports_have_of_their_words_is_compared()
    {
        Happening Told(string id, string article, string type, string words) =>
            Some.Report(id, article, type) with
            {
                Place = null,
                Evidence = [TextSpan.OfText(words, 0, words.Length)],
            };
        Happening[] one = [Told("r-1", "a-1", "attack", "Raiders came."), Told("r-2", "a-2", "attack", "A boat sank.")];
        const string Fire = "The granary at the ferry landing burned until noon with forty goats in its yard.";
        Assert.Equal(2, Linker.Link(one, []).Length);
        var events = Linker.Link([.. one, Told("r-3", "a-1", "arson", Fire), Told("r-4", "a-2", "arson", Fire)], []);
        Assert.Equal(["r-1", "r-2", "r-3", "r-4"], Assert.Single(events).Reports);
    }

    [Theory]
    [InlineData("two bombs in one town in one week", "bombing", "2021-03-01", "bombing", "2021-03-05")]
    [InlineData("an attack and the arrest after it", "attack", "2021-03-01", "arrest", "2021-03-01")]
    [InlineData("the same day a year later", "attack", "2021-03-01", "attack", "2022-03-01")]
    [InlineData("an abduction and the release", "abduction", "2021-03-01", "release", "2021-03-02")]
    public void Stand_apart(string what, string type, string day, string otherType, string otherDay)
    {
        var events = Link(
            [Some.Report("r-1", "a-1", type, day), Some.Report("r-2", "a-2", otherType, otherDay)],
            [
                Some.Article("a-1"),
                Some.Article("a-2", "Another thing was told here at length.", "Other", published: null),
            ]
        );
        Assert.True(events.Length == 2, what);
    }

    [Theory]
    [InlineData("attack", "armed-clash")]
    [InlineData("attack", "grenade")]
    [InlineData("bombing", "mine-blast")]
    [InlineData("armed-clash", "shelling")]
    public void One_act_may_go_by_several_types(string type, string other) =>
        Assert.Single(Link([Some.Report("r-1", "a-1", type), Some.Report("r-2", "a-2", other)], TwoArticles));

    [Fact]
    public void Hundreds_of_articles_about_one_kidnapping_are_one_event()
    {
        string[] doers = ["Gunmen", "Armed men", "Bandits", "Kidnappers"];
        string[] deeds = ["seized", "took", "abducted", "carried off"];
        var articles = new List<Article>();
        var reports = new List<Report>();
        for (var number = 0; number < 366; number++)
        {
            var words =
                $"{doers[number % 4]} {deeds[number / 4 % 4]} eleven pupils from a school in Gao on Monday, parent {number} said.";
            articles.Add(
                Some.Article(
                    $"a-{number:000}",
                    words + $" It was written down for paper {number} by reporter {number * 7}.",
                    title: $"Pupils taken from school, {number % 9} days on",
                    outlet: $"Paper {number}",
                    published: $"2021-03-0{2 + (number % 7)}"
                )
            );
            reports.Add(
                Some.Report(
                    $"r-{number:000}",
                    $"a-{number:000}",
                    number % 10 == 0 ? "attack" : "abduction",
                    day: number % 8 == 0 ? null : "2021-03-01",
                    nowhere: number % 11 == 0,
                    words: words
                )
            );
        }
        var @event = Assert.Single(Link([.. reports], [.. articles]));
        Assert.Equal((366, "abduction"), (@event.Articles, @event.Type));
    }

    [Fact]
    public void A_village_without_a_point_is_the_town_that_its_article_names()
    {
        var village = new Place
        {
            Name = "Tinafozo",
            Country = "MLI",
            Precision = PlacePrecision.Town,
        };
        Article[] articles =
        [
            Some.Article(
                "a-1",
                "A convoy was attacked near Tinafozo, on its way to Gao. Nine soldiers died on Monday."
            ),
            Some.Article("a-2", "Twelve soldiers died on Monday on the road to Gao, the army said.", outlet: "Other"),
        ];
        Happening[] reports =
        [
            Some.Report("r-1", "a-1", place: village, killed: 9, words: "A convoy was attacked near Tinafozo."),
            Some.Report("r-2", "a-2", killed: 12, words: "Twelve soldiers died on Monday on the road to Gao."),
        ];
        Assert.Single(Link([.. reports], articles));
        Assert.Equal(
            2,
            Link(
                [.. reports],
                [Some.Article("a-1", "Nine farmers were hurt near Tinafozo.", title: "Fields"), articles[1]]
            ).Length
        );
    }

    [Fact]
    public void A_claim_days_later_joins_the_act_with_what_its_article_tells_beside_it() =>
        Assert.Single(
            Link(
                [
                    Some.Report("r-1", "a-1", killed: 10),
                    Some.Report("r-2", "a-2", day: "2021-03-08", status: Status.Claimed),
                    Some.Report("r-3", "a-2", day: "2021-03-08"),
                ],
                [
                    Some.Article("a-1"),
                    Some.Article(
                        "a-2",
                        "The Band said that it attacked the market in Gao.",
                        outlet: "Other",
                        published: "2021-03-08"
                    ),
                ]
            )
        );

    [Fact]
    public void Two_towns_on_one_day_are_two_events() =>
        Assert.Equal(
            2,
            Link([Some.Report("r-1", "a-1"), Some.Report("r-2", "a-2", place: Ansongo)], TwoArticles).Length
        );

    [Fact]
    public void Towns_of_one_name_in_two_countries_are_two_events() =>
        Assert.Equal(
            2,
            Link(
                [
                    Some.Report("r-1", "a-1"),
                    Some.Report("r-2", "a-2", place: Some.Town("Gao", 9, 9.8, -12.0, "GIN", "Mamou")),
                ],
                TwoArticles
            ).Length
        );

    [Fact]
    public void A_claim_joins_the_act_and_what_was_stated_as_fact_stands()
    {
        var @event = Assert.Single(
            Link(
                [
                    Some.Report("r-1", "a-1", killed: 10),
                    Some.Report("r-2", "a-2", status: Status.Claimed, killed: 40, actor: "The Band", actorId: "band"),
                ],
                TwoArticles
            )
        );
        Assert.Equal(Status.Reported, @event.Status);
        Assert.Equal((10, 10, 40), (@event.Harm[0].Low, @event.Harm[0].Best, @event.Harm[0].High));
    }

    [Fact]
    public void A_planned_act_is_not_the_one_that_happened() =>
        Assert.Equal(
            2,
            Link([Some.Report("r-1", "a-1"), Some.Report("r-2", "a-2", status: Status.Planned)], TwoArticles).Length
        );

    [Fact]
    public void A_later_figure_of_the_same_outlet_supersedes()
    {
        var @event = Assert.Single(
            Link(
                [Some.Report("r-1", "a-1", killed: 10), Some.Report("r-2", "a-2", killed: 13)],
                [
                    Some.Article("a-1", published: "2021-03-02"),
                    Some.Article("a-2", "The toll in Gao rose.", published: "2021-03-03"),
                ]
            )
        );
        Assert.Equal(1, @event.Independent);
        Assert.Equal((13, 13, 13), (@event.Harm[0].Low, @event.Harm[0].Best, @event.Harm[0].High));
        Assert.True(@event.Harm[0].By[0].Superseded);
    }

    [Fact]
    public void A_sentence_without_day_and_town_joins_the_rest_of_its_article() =>
        Assert.Single(
            Link(
                [Some.Report("r-1", "a-1"), Some.Report("r-2", "a-1", day: null, nowhere: true, killed: 3)],
                [Some.Article()]
            )
        );

    [Fact]
    public void Without_articles_sources_are_unknown()
    {
        var @event = Assert.Single(Link([Some.Report()], []));
        Assert.Null(@event.Independent);
        Assert.Null(@event.Outlets);
    }

    [Fact]
    public void Many_articles_on_one_abduction_are_one_event()
    {
        var ids = Enumerable.Range(0, 366).ToArray();
        var reports = ids.Select(id =>
            Some.Report($"r-{id:000}", $"a-{id:000}", "abduction", day: id % 3 == 0 ? null : "2021-03-01")
        );
        var articles = ids.Select(id =>
            Some.Article(
                $"a-{id:000}",
                $"Pupils were taken from a school in Gao, and on day {id} after it paper {id * 7919} asked where they are.",
                "Pupils of Gao still missing",
                $"Paper {id}",
                Some.Day("2021-03-01").AddDays(id % 7).ToString("O")
            )
        );
        Assert.Single(Link([.. reports], [.. articles]));
    }

    [Fact]
    public void A_day_of_the_telling_yields_to_the_earlier_day_that_the_same_article_gives() =>
        Assert.Single(
            Link(
                [
                    Some.Report("r-1", "a-1", "abduction", "2021-03-01"),
                    Some.Report("r-2", "a-2", "attack", "2021-03-01"),
                    Some.Report("r-3", "a-2", "attack", "2021-03-02", killed: 4),
                    Some.Report("r-4", "a-2", "attack", "2021-03-02"),
                ],
                [
                    Some.Article("a-1", published: "2021-03-01"),
                    Some.Article(
                        "a-2",
                        "The president spoke of the dead on Tuesday.",
                        "Toll",
                        "The Herald",
                        "2021-03-02"
                    ),
                ]
            )
        );

    [Fact]
    public void A_strike_told_before_its_last_day_is_the_same_strike() =>
        Assert.Single(
            Link(
                [
                    Some.Report("r-1", "a-1", "strike-action", "2021-03-01"),
                    Some.Report("r-2", "a-2", "strike-action", "2021-03-04"),
                ],
                [
                    Some.Article("a-1", published: "2021-03-01"),
                    Some.Article("a-2", "Porters stayed away again.", "Strike goes on", "The Herald", "2021-03-04"),
                ]
            )
        );

    [Fact]
    public void The_order_of_reports_changes_nothing()
    {
        var random = new Random(20210301);
        var places = new[] { Some.Gao, Ansongo, Some.Town("Gossi", 2455690, 15.82, -1.30, "MLI", "Tombouctou") };
        var reports = Enumerable
            .Range(0, 60)
            .Select(index =>
                Some.Report(
                    $"r-{index:00}",
                    $"a-{random.Next(25):00}",
                    random.Next(2) == 0 ? "attack" : "bombing",
                    random.Next(4) == 0 ? null : $"2021-03-{1 + random.Next(9):00}",
                    places[random.Next(3)],
                    nowhere: random.Next(4) == 0,
                    killed: random.Next(3) == 0 ? random.Next(20) : null
                )
            )
            .ToArray();
        var articles = Enumerable
            .Range(0, 25)
            .Select(index => Some.Article($"a-{index:00}", outlet: $"Paper {index % 9}"))
            .ToArray();
        var expected = Lines(Link([.. reports], [.. articles]));
        for (var round = 0; round < 10; round++)
        {
            random.Shuffle(reports);
            random.Shuffle(articles);
            Assert.Equal(expected, Lines(Link([.. reports], [.. articles])));
        }
    }

    private static readonly Article[] TwoArticles =
    [
        Some.Article("a-1"),
        Some.Article("a-2", "Shots were heard in the town, and the mayor spoke of it.", "Mayor speaks", "The Herald"),
    ];

    private static ImmutableArray<Event> Link(Report[] reports, Article[] articles) => Linker.Link(reports, articles);

    private static string Lines(ImmutableArray<Event> events) => string.Join('\n', events.Select(Json.Write));
}
