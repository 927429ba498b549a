using System.Collections.Immutable;
using System.Text;
using Annals.Answers;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Reading;
using Annals.Record;
using Annals.Store;

namespace Annals.Tests.Store;

public sealed class IntakeTests(Databases databases) : IClassFixture<Databases>
{
    private static readonly Linker Linker = Linker.Load(KnowledgeFolder.Default);

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Pages_become_events_and_a_second_run_changes_nothing(string kind)
    {
        var database = databases.New(kind);
        using (var store = RecordStore.Open(database))
        {
            var summary = Ingest(store, "a-1|Gao|10", "a-2|Gao|12", "a-3|Kidal|");
            Assert.Equal((3, 3, 3, 2), (summary.Pages, summary.Articles, summary.Reports, summary.Events));
        }
        using var again = RecordStore.Open(database);
        var before = Lines(again);
        var second = Ingest(again, "a-1|Gao|10", "a-2|Gao|12", "a-3|Kidal|");
        Assert.Equal((3, 0, 0, 0), (second.Known, second.Articles, second.Reports, second.Events));
        Assert.Equal(before, Lines(again));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Batches_in_any_order_give_the_events_of_one_run(string kind)
    {
        string[] pages = ["a-1|Gao|10", "a-2|Gao|12", "a-3|Kidal|3", "a-4|Gao|"];
        using var whole = RecordStore.Open(databases.New(kind));
        Ingest(whole, pages);
        using var parts = RecordStore.Open(databases.New(kind));
        foreach (var page in pages.Reverse())
            Ingest(parts, page);
        Assert.Equal(Groups(whole), Groups(parts));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Linking_around_what_is_new_gives_what_linking_everything_gives(string kind)
    {
        var random = new Random(5);
        string[] pages =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(number =>
                    $"a-{number}|{(random.Next(3) == 0 ? "Kidal" : "Gao")}|{random.Next(9)}|2021-0{random.Next(1, 4)}-{random.Next(1, 28):00}"
                ),
        ];
        using var parts = RecordStore.Open(databases.New(kind));
        Ingest(parts, pages[..40]);
        foreach (var page in pages[40..])
            Ingest(parts, page);
        // A corrected article takes its report out of one event and puts it into another.
        Ingest(parts, "a-50|Gao|44|2021-02-14");
        using var whole = RecordStore.Open(databases.New(kind));
        Ingest(whole, [.. pages[..50], "a-50|Gao|44|2021-02-14", .. pages[51..]]);
        Assert.Equal(Groups(whole), Groups(parts));
        Assert.Empty(Upkeep.Check(parts));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void What_was_known_on_a_day_is_a_filter(string kind)
    {
        var clock = new Clock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var store = RecordStore.Open(databases.New(kind), time: clock);
        Ingest(store, "a-1|Gao|10");
        clock.Now = clock.Now.AddDays(10);
        Ingest(store, "a-2|Gao|12");
        var then = new Ask(store).Events(new Filter { AsOf = clock.Now.AddDays(-5) });
        Assert.Equal(10, Assert.Single(then.Events).Harm[0].High);
        Assert.Equal("r-a-1", Assert.Single(then.Said).Report);
        var now = Assert.Single(new Ask(store).Events(new Filter()).Events);
        Assert.Equal(12, now.Harm[0].High);
        Assert.Equal(then.Events[0].Id, now.Id);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void A_corrected_article_is_a_version_of_the_same_one(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        Ingest(store, "a-1|Gao|10");
        Ingest(store, "a-1|Gao|11");
        var killed = Assert.Single(new Ask(store).Events(new Filter()).Events).Harm[0];
        Assert.Equal((11, 11), (killed.Low, killed.High));
    }

    /// <summary>An article that was given no id gets one by its words: a corrected one has another.</summary>
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void An_event_keeps_its_id_where_its_only_article_is_corrected_under_another_id(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        Ingest(store, "a-1|Gao|8|2021-03-01|https://paper.example/1");
        var before = Assert.Single(new Ask(store).Events(new Filter()).Events);
        Ingest(store, "a-2|Gao|9|2021-03-01|https://paper.example/1");
        var after = Assert.Single(new Ask(store).Events(new Filter()).Events);
        Assert.Equal((before.Id, 9), (after.Id, after.Harm[0].Best));
    }

    [Theory]
    [InlineData("sqlite", "Gao", 2)]
    [InlineData("sqlite", "gao killed", 2)]
    [InlineData("sqlite", "nowhere", 0)]
    [InlineData("sqlite", "\" OR *", 0)]
    [InlineData("postgres", "Gao", 2)]
    [InlineData("postgres", "gao killed", 2)]
    [InlineData("postgres", "nowhere", 0)]
    public void Words_of_the_evidence_are_found(string kind, string words, int found)
    {
        using var store = RecordStore.Open(databases.New(kind));
        Ingest(store, "a-1|Gao|10|2021-03-01", "a-2|Gao|12|2021-05-01", "a-3|Kidal|3");
        Assert.Equal(found, new Ask(store).Events(new Filter { Words = words }).Events.Length);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Every_question_has_an_answer_in_words_and_in_json(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        Ingest(store, "a-1|Gao|10", "a-3|Kidal|3");
        var ask = new Ask(store);
        var @event = ask.Events(new Filter()).Events[0].Id;
        foreach (var (question, subject) in Ask.Questions.Where(question => question.Question != "types"))
        {
            var of = subject switch
            {
                "ACTOR" => "band",
                "PLACE" => "Gao",
                "ARTICLE" => "a-1",
                "EVENT" => @event,
                _ => null,
            };
            var answer = ask.Answer(
                question,
                of,
                new Filter { From = Some.Day("2021-01-01"), To = Some.Day("2022-01-01") }
            );
            Assert.NotNull(answer);
            Assert.NotEmpty(answer.Tables);
            using var json = System.Text.Json.JsonDocument.Parse(AnswerJson.Write(answer));
            // Tables are the answer for a reader; the values stand in JSON once.
            Assert.False(json.RootElement.TryGetProperty("tables", out _));
        }
        Assert.Equal((2, 13), (ask.Tally(new Filter()).Rows[0].Events, ask.Tally(new Filter()).Rows[0].KilledBest));
        Assert.Equal("MLI", Assert.Single(ask.Reach("band", new Filter()).Rows).Country);
        Assert.Null(ask.Answer("why", "e-none", new Filter()));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void The_trend_has_every_month_and_what_was_read_of_it(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        Ingest(store, "a-1|Gao|10|2021-01-03", "a-2|Kidal||2021-01-20", "a-3|Kidal|3|2021-03-01");
        var trend = new Ask(store).Trend(new Filter());
        Assert.Equal(
            [("2021-01", 2L, 10.0, 1L, 0L), ("2021-02", 0L, null, 0L, 0L), ("2021-03", 1L, 3.0, 0L, 3L)],
            trend.Rows.Select(row => (row.Month, row.Events, row.KilledBest, row.KilledUnknown, row.Articles))
        );
        Assert.Equal(["-", "-2", "+1"], trend.Tables[0].Rows.Select(row => row[2]));
        Assert.Equal(["-", "-", "33.3"], trend.Tables[0].Rows.Select(row => row[7]));
        Assert.Equal("2021-03", Assert.Single(new Ask(store).Trend(new Filter { Limit = 1 }).Rows).Month);
        Assert.Empty(new Ask(store).Trend(new Filter { Country = "XXX" }).Rows);
        Assert.Empty(new Ask(store).Trend(new Filter { AsOf = store.Time.GetUtcNow().AddDays(-1) }).Rows);
    }

    [Fact]
    public void Whoever_writes_after_an_intake_moves_the_log_by_himself_again()
    {
        using var store = RecordStore.Open(databases.New("sqlite"));
        Ingest(store, "a-1|Gao|10");
        Assert.Equal((long)Checkpoints.Due, store.Connection.Value("PRAGMA wal_autocheckpoint"));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Of_pages_that_are_looked_at_together_some_may_come_twice(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        Ingest(store, "a-1|Gao|10");
        var summary = Ingest(store, "a-1|Gao|10", "a-2|Gao|12", "a-2|Gao|12", "a-2|Gao|13");
        Assert.Equal((4, 1), (summary.Pages, summary.Articles));
        Assert.Equal("article a-2 came before with other words; passed over", Assert.Single(summary.Problems).Cause);
        Assert.Empty(Upkeep.Check(store));
    }

    internal static IntakeSummary Ingest(RecordStore store, params string[] pages) =>
        new Intake(store, Read, Code, Linker).Run(
            pages.Select(text => new Page { Path = text, Content = Encoding.UTF8.GetBytes(text) })
        );

    /// <summary>"id|town|killed|day|address" as a page: the reader and the coder of these tests.</summary>
    private static PageReading Read(Page page, string? format)
    {
        var parts = Encoding.UTF8.GetString(page.Content.Span).Split('|');
        var text = $"Gunmen of the Band attacked {parts[1]} and killed {parts[2]} people.";
        return new PageReading
        {
            Page = page,
            Format = "text",
            Why = "test",
            Articles =
            [
                Some.Article(parts[0], text, outlet: "Paper " + parts[0]) with
                {
                    Url = parts.Length > 4 ? parts[4] : null,
                },
            ],
        };
    }

    internal static ImmutableArray<Report> Code(Article article)
    {
        var parts = article.Page!.Path!.Split('|');
        return
        [
            Some.Report(
                "r-" + article.Id,
                article.Id,
                day: parts.Length > 3 ? parts[3] : "2021-03-01",
                place: parts[1] == "Gao" ? Some.Gao : Some.Town(parts[1], null, 18.44, 1.41, "MLI", "Kidal"),
                actor: "The Band",
                actorId: "band",
                killed: double.TryParse(parts[2], out var killed) ? killed : null,
                words: article.Text
            ) with
            {
                Id =
                    Ids.OfReport(article.Id, ReportKind.Happening, "attack", null, null, parts[2]) is var id
                    && parts[2] == "10"
                        ? "r-a-1"
                        : id,
                Coder = null,
            },
        ];
    }

    private static string Lines(RecordStore store) => AnswerJson.Write(new Ask(store).Events(new Filter()));

    private static string[] Groups(RecordStore store) =>
        [
            .. new Ask(store)
                .Events(new Filter())
                .Events.Select(@event => string.Join(' ', @event.Reports))
                .Order(StringComparer.Ordinal),
        ];

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
