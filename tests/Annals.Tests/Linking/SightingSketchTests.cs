using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;

namespace Annals.Tests.Linking;

/// <summary>What is kept of a sighting is all that it is compared by.</summary>
public sealed class SightingSketchTests
{
    private static readonly Linker Linker = Linker.Load(KnowledgeFolder.Default);

    private static readonly string[] Tellings =
    [
        "Gunmen from the Band shot dead three traders at the market of Gao on Monday, the mayor's office said.",
        "At least three people died in Gao when armed men came to the market; seven were hurt.",
        "Le Rassemblement said that its fighters had been in Ansongo, 80 km south of Gao.",
        "Twelve pupils were carried off near Bourem.",
    ];

    private static readonly Happening[] Reports =
    [
        Some.Report("r-1", "a-1", "attack", "2021-03-01", actorId: "band", killed: 3, words: Tellings[0]),
        Some.Report("r-2", "a-1", "attack", day: null, nowhere: true, status: Status.Claimed, words: Tellings[1]),
        Some.Report(
            "r-3",
            "a-2",
            "armed-clash",
            "2021-03-02",
            place: Some.Gao with
            {
                Spans = [Span("Gaô")],
            },
            words: Tellings[1]
        ) with
        {
            Harm =
            [
                new Harm
                {
                    Effect = Effect.Injured,
                    Low = 7,
                    Best = 7,
                    High = 7,
                },
            ],
        },
        Some.Report("r-4", "a-3", actor: "Le Rassemblement", words: Tellings[2]) with
        {
            Time = Some.On("2021-02-28") with { To = new DateOnly(2021, 3, 4), Precision = TimePrecision.Days },
        },
        Some.Report("r-5", "a-4", "siege", nowhere: true, words: Tellings[2]) with
        {
            Time = Some.On("2021-03-01") with { To = new DateOnly(2021, 6, 1), Precision = TimePrecision.Days },
        },
        Some.Report("r-6", "a-5", "abduction", "2021-03-03", words: Tellings[3]) with
        {
            Harm =
            [
                new Harm
                {
                    Effect = Effect.Abducted,
                    Low = 12,
                    Best = 12,
                    High = null,
                },
            ],
        },
        Some.Report("r-7", "a-6", "bombing", day: null, place: Some.Gao, words: Tellings[0]),
    ];

    private static readonly Article[] Articles =
    [
        .. Enumerable
            .Range(1, 4)
            .Select(number =>
                Some.Article(
                    $"a-{number}",
                    $"{Tellings[number - 1]} {string.Join(' ', Enumerable.Range(0, 200).Select(word => $"word{word % (17 * number)}"))}",
                    title: number == 2 ? null : $"Of Gao, {number}",
                    outlet: number == 3 ? null : "The Paper",
                    published: number == 4 ? null : "2021-03-03"
                )
            ),
    ];

    private static TextSpan Span(string text) => new(0, text.Length, text);

    [Fact]
    public void A_sighting_from_its_sketch_scores_with_others_as_it_does_itself()
    {
        var whole = Whole();
        var kept = Kept(whole, text: null);

        Assert.Equal(whole.Select(one => (one.Id, one.At)), kept.Select(one => (one.Id, one.At)));
        Assert.Equal(whole.Select(one => one.Article?.Text), kept.Select(one => one.Article?.Text));
        Assert.Equal(whole.Select(one => one.Article?.Outlet), kept.Select(one => one.Article?.Outlet));
        List<(int, int)> pairs =
        [
            .. from a in Enumerable.Range(0, whole.Length) from b in Enumerable.Range(0, a) select (a, b),
        ];
        var scores = Linker.Score(whole, pairs, Bonds.None);
        Assert.Contains(scores, score => score > 0);
        Assert.Equal(scores, Linker.Score(kept, pairs, Bonds.None));
        Sighting[] mixed = [.. whole.Select((one, index) => index % 2 == 0 ? one : kept[index])];
        Assert.Equal(scores, Linker.Score(mixed, pairs, Bonds.None));
    }

    [Fact]
    public void It_has_no_reports_until_they_are_given_back()
    {
        var one = Kept(Whole(), text: null)[0];

        Assert.True(one.IsSketch);
        Assert.Throws<InvalidOperationException>(() => one.Reports);
        Assert.Throws<InvalidOperationException>(() => SightingSketch.Of(one, hasLead: true));
        one.Restore(Reports);
        Assert.Equal(one.Ids, one.Reports.Select(report => report.Id));
    }

    [Fact]
    public void Its_article_may_have_become_one_text_with_another() =>
        Assert.All(
            Kept(Whole(), text: "a-0"),
            one => Assert.Equal(one.Article is null ? null : "a-0", one.Article?.Text)
        );

    [Fact]
    public void Bytes_of_another_form_are_not_read()
    {
        Assert.True(SightingSketch.IsRead(Linker.TraceOf(Reports[0], Articles[0]).Sketch));
        Assert.False(SightingSketch.IsRead([]));
        Assert.False(SightingSketch.IsRead([255, 1, 2]));
    }

    /// <summary>Two of the articles are not there.</summary>
    private static Sighting[] Whole() =>
        Linker.Together(
            [
                .. Reports
                    .GroupBy(report => report.Article, StringComparer.Ordinal)
                    .Select(told => new ArticleReports(
                        told.Key,
                        Array.Find(Articles, article => article.Id == told.Key),
                        null,
                        [.. told]
                    )),
            ],
            Bonds.None
        );

    private static Sighting[] Kept(Sighting[] whole, string? text) =>
        Linker.Together(
            [
                .. Linker
                    .TracesOf(whole)
                    .GroupBy(trace => trace.Article, trace => trace.Sketch, StringComparer.Ordinal)
                    .Select(kept => new ArticleReports(kept.Key, null, text, []) { Sketches = [.. kept] }),
            ],
            Bonds.None
        );
}
