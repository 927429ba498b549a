using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;

namespace Annals.Tests.Linking;

/// <summary>What makes two reports of one happening, or of two, by what their words leave open.</summary>
public sealed class ReasonsTests
{
    private static readonly Linker Linker = Linker.Load(KnowledgeFolder.Default);

    [Theory]
    [InlineData("Officials said on Tuesday that gunmen had attacked a market in Gao.", true)]
    [InlineData("Gunmen attacked a market in Gao on Tuesday, officials said.", false)]
    public void A_day_right_behind_who_speaks_is_that_of_the_telling(string words, bool one)
    {
        var act = Some.Report("r-1", "a-1", day: "2021-03-01", words: "Traders fled from shots.");
        var told = Told(words, "Tuesday", "2021-03-02", words.Contains("Officials") ? "Officials" : "officials");
        var articles = new[]
        {
            Some.Article("a-1", "Traders fled from shots.", "Shots", published: "2021-03-01"),
            Some.Article("a-2", words, "In Gao", "The Herald", "2021-03-03"),
        };
        Assert.Equal(one ? 1 : 2, Linker.Link([act, told], articles).Length);
    }

    private static Happening Told(string words, string day, string date, string speaker) =>
        Some.Report("r-2", "a-2", day: date, words: words) with
        {
            Time = Some.On(date) with { Spans = [Span(words, day)] },
            Attribution =
            [
                new Attribution
                {
                    Role = speaker,
                    Verb = "say",
                    Spans = [Span(words, speaker)],
                },
            ],
        };

    private static TextSpan Span(string text, string part) =>
        TextSpan.OfText(
            text,
            text.IndexOf(part, StringComparison.Ordinal),
            text.IndexOf(part, StringComparison.Ordinal) + part.Length
        );

    [Fact]
    public void A_claim_that_gives_the_day_of_the_act_is_of_that_day()
    {
        const string Words = "The Band claimed responsibility for the attack in Gao on Thursday.";
        var claim = Told(Words, "Thursday", "2021-03-04", "The Band") with { Status = Status.Claimed };
        var events = Linker.Link(
            [Some.Report("r-1", "a-1", day: "2021-03-01", words: "Shots fell."), claim],
            [
                Some.Article("a-1", "Shots fell.", "Shots", published: "2021-03-01"),
                Some.Article("a-2", Words, "Claim", "The Herald", "2021-03-05"),
            ]
        );
        Assert.Equal(2, events.Length);
    }

    [Theory]
    [InlineData("crackdown", "protest", 1)]
    [InlineData("crackdown", "attack", 2)]
    [InlineData("bombing", "abduction", 2)]
    [InlineData("bombing", "attack", 1)]
    public void Types_of_other_kinds_are_other_acts_unless_words_say_otherwise(string type, string other, int events) =>
        Assert.Equal(
            events,
            Linker
                .Link(
                    [
                        Some.Report("r-1", "a-1", type, words: "It was told."),
                        Some.Report("r-2", "a-2", other, words: "Nothing more."),
                    ],
                    TwoArticles
                )
                .Length
        );

    [Fact]
    public void The_country_of_who_speaks_is_not_held_against_the_place_of_the_act()
    {
        const string Words = "France's foreign ministry said that gunmen attacked a market in Gao on Monday.";
        var france = new Place
        {
            Name = "France",
            Country = "FRA",
            Precision = PlacePrecision.Country,
        };
        Happening Abroad(string speaker) =>
            Some.Report("r-2", "a-2", place: france with { Spans = [Span(Words, "France")] }, words: Words) with
            {
                Attribution =
                [
                    new Attribution
                    {
                        Role = speaker,
                        Verb = "say",
                        Spans = [Span(Words, speaker)],
                    },
                ],
            };
        Article[] articles = [Some.Article("a-1"), Some.Article("a-2", Words, "Paris on Gao", "The Herald")];
        Assert.Single(Linker.Link([Some.Report("r-1", "a-1"), Abroad("France's foreign ministry")], articles));
        Assert.Equal(2, Linker.Link([Some.Report("r-1", "a-1"), Abroad("ministry")], articles).Length);
    }

    [Fact]
    public void A_capital_right_behind_who_speaks_is_not_held_against_the_place_of_the_act()
    {
        const string Words = "The ministry in Bamako said that gunmen attacked a market on Monday.";
        var bamako = Some.Town("Bamako", 2460596, 12.65, -8.0, "MLI", "Bamako") with { Feature = "PPLC" };
        Happening From(string speaker) =>
            Some.Report("r-2", "a-2", place: bamako with { Spans = [Span(Words, "Bamako")] }, words: Words) with
            {
                Attribution =
                [
                    new Attribution
                    {
                        Role = speaker,
                        Verb = "say",
                        Spans = [Span(Words, speaker)],
                    },
                ],
            };
        Article[] articles = [Some.Article("a-1"), Some.Article("a-2", Words, "Market hit", "The Herald")];
        Assert.Single(Linker.Link([Some.Report("r-1", "a-1"), From("The ministry")], articles));
        Assert.Equal(2, Linker.Link([Some.Report("r-1", "a-1"), From("gunmen")], articles).Length);
    }

    [Fact]
    public void A_town_is_named_as_the_text_spells_it()
    {
        const string Words = "Drivers were seized on the road from Herat to Shindand on Monday.";
        var herat = Some.Town("Herāt", 1140026, 34.35, 62.20, "AFG", "Herat");
        var shindand = Some.Town("Shīnḏanḏ", 1125444, 33.30, 62.14, "AFG", "Herat") with
        {
            Spans = [Span(Words, "Shindand")],
        };
        Article[] articles =
        [
            Some.Article("a-1", Words, "Drivers seized"),
            Some.Article("a-2", "Drivers were seized in Shindand on Monday.", "Drivers taken", "The Herald"),
        ];
        var near = herat with { Lat = 33.60 };
        Assert.Single(
            Linker.Link(
                [
                    Some.Report("r-1", "a-1", "abduction", place: near, words: Words),
                    Some.Report("r-2", "a-2", "abduction", place: shindand, words: "Drivers were seized in Shindand."),
                ],
                articles
            )
        );
    }

    [Fact]
    public void Two_villages_that_no_gazetteer_knows_are_two_places()
    {
        Place Village(string name) =>
            new()
            {
                Name = name,
                Country = "MLI",
                Admin1 = "Gao",
                Precision = PlacePrecision.Town,
            };
        int Events(string one, string other) =>
            Linker
                .Link(
                    [
                        Some.Report("r-1", "a-1", place: Village(one), words: "Three died."),
                        Some.Report("r-2", "a-2", place: Village(other), words: "Nothing more."),
                    ],
                    TwoArticles
                )
                .Length;
        Assert.Equal(2, Events("Tinafozo", "Wabaria"));
        Assert.Equal(1, Events("Tinafozo", "Tinafozo"));
    }

    [Theory]
    [InlineData("Three died at Berrah on Monday.", 2)]
    [InlineData("Three died at Berrah, near Gao, on Monday.", 1)]
    public void Two_towns_near_each_other_are_one_scene_where_an_article_names_both(string text, int events)
    {
        var berrah = Some.Town("Berrah", 2460001, 16.30, -0.10, "MLI", "Gao");
        Assert.Equal(
            events,
            Linker
                .Link(
                    [
                        Some.Report("r-1", "a-1", words: "Shots fell."),
                        Some.Report("r-2", "a-2", place: berrah, words: text),
                    ],
                    [
                        Some.Article("a-1", "Shots fell in Gao on Monday.", "Shots"),
                        Some.Article("a-2", text, "Deaths", "The Herald"),
                    ]
                )
                .Length
        );
    }

    [Fact]
    public void Of_one_day_what_is_told_first_in_its_articles_stands_first()
    {
        Happening At(string id, string article, Place place, int start) =>
            Some.Report(id, article, place: place) with
            {
                TypeSpans = [new TextSpan(start, start + 6, "attack")],
            };
        var ansongo = Some.Town("Ansongo", 2460846, 15.66, 0.50, "MLI", "Gao");
        var events = Linker.Link(
            [
                At("r-1", "a-1", Some.Gao, 8),
                At("r-2", "a-2", Some.Gao, 8),
                At("r-3", "a-2", ansongo, 90),
                At("r-4", "a-3", ansongo, 8),
                At("r-5", "a-4", ansongo, 8),
            ],
            [
                .. Enumerable
                    .Range(1, 4)
                    .Select(number => Some.Article($"a-{number}", $"Text {number}", outlet: $"Paper {number}")),
            ]
        );
        Assert.Equal(["Gao", "Ansongo"], events.Select(one => one.Place!.Name));
    }

    private static readonly Article[] TwoArticles =
    [
        Some.Article("a-1", "It was told.", "News"),
        Some.Article("a-2", "Nothing more.", "Mayor speaks", "The Herald"),
    ];
}
