using System.Collections.Immutable;
using System.Text.Json;
using Annals.Answers;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;
using Annals.Store;

namespace Annals.Tests.Store;

public sealed class ReviewTests(Databases databases) : IClassFixture<Databases>
{
    private static readonly Linker Linker = Linker.Load(KnowledgeFolder.Default);

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void A_corrected_field_is_what_the_event_says_and_the_report_stays_as_it_was(string kind)
    {
        using var store = Filled(kind);
        var (@event, report) = FirstOf(store, "a-1");
        var review = Reviewing(store).Correct(report, "harm.killed", "11-13");
        Assert.Equal(("maria", "names counted"), (review.Who, review.Why));
        var after = Why(store, @event);
        Assert.Equal((11, 13), (after.Event.Harm[0].Low, after.Event.Harm[0].High));
        Assert.Equal(10, Assert.IsType<Happening>(after.Reports.Single(one => one.Id == report)).Harm[0].Best);
        Assert.Equal(review.Id, Assert.Single(after.Reviews).Id);
        Assert.Contains(after.Tables, table => table.Title == "Reviews");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Who_acts_and_to_whom_it_is_done_can_be_put_right(string kind)
    {
        using var store = Filled(kind);
        var (@event, report) = FirstOf(store, "a-3");
        Reviewing(store).Correct(report, "actor", """[{"name":"The Other Band","id":"other","type":"militia"}]""");
        Reviewing(store).Correct(report, "target", "a convoy");
        Reviewing(store).Correct(report, "speaker", "The mayor");
        var after = Why(store, @event);
        Assert.Equal(
            [(ActorRole.Perpetrator, "The Other Band", "other"), (ActorRole.Target, "a convoy", null)],
            after.Event.Actors.Select(actor => (actor.Role, actor.Name, actor.Id))
        );
        Assert.Equal(3, after.Reviews.Length);
        Assert.Equal("other", Assert.Single(new Ask(store).Actors("The Other Band", 5)).Id);
        Assert.Equal(1, new Ask(store).Events(new Filter { Actor = "other" }).Total.Count);
        Assert.Empty(Rollups.Differing(store));
        // A newer coder that reads the words otherwise changes nothing of it; one that reads nothing there is named.
        var said = new List<RecodingChange>();
        new Recoding(store, IntakeTests.Code, Linker).Run(apply: true, said.Add);
        Assert.Equal("other", Why(store, FirstOf(store, "a-3").Event).Event.Actors[0].Id);
        new Recoding(store, _ => [], Linker).Run(apply: false, said.Add);
        Assert.Equal(3, said.Count(change => change.Change == "unheld" && change.Article == "a-3"));
    }

    [Fact]
    public void Claimants_and_speakers_of_other_reports_can_be_put_right()
    {
        var tally = new Tally
        {
            Id = "r-1",
            Article = "a-1",
            Claimant = new Party { Name = "IS" },
        };
        Assert.Equal("JNIM", ((Tally)Reviewed.Corrected(tally, "claimant", "JNIM")).Claimant!.Name);
        Assert.Null(((Tally)Reviewed.Corrected(tally, "claimant", "unknown")).Claimant);
        var warning = new Assessment
        {
            Id = "r-2",
            Article = "a-1",
            Who = new Attribution { Who = "The mayor" },
            Stance = "warns",
        };
        Assert.Equal("The governor", ((Assessment)Reviewed.Corrected(warning, "speaker", "The governor")).Who.Who);
        var claim = Some.Report(status: Status.Claimed, actor: "The Band");
        Assert.Equal("JNIM", ((Happening)Reviewed.Corrected(claim, "claimant", "JNIM")).Actors[0].Name);
        Assert.Throws<UnfitDecisionException>(() => Reviewed.Corrected(Some.Report(), "claimant", "JNIM"));
        Assert.Throws<UnfitDecisionException>(() => Reviewed.Corrected(tally, "target", "JNIM"));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void A_rejected_report_counts_in_no_event_until_it_is_confirmed(string kind)
    {
        using var store = Filled(kind);
        var (@event, report) = FirstOf(store, "a-1");
        Reviewing(store).Reject(report);
        Assert.DoesNotContain(report, Why(store, @event).Event.Reports);
        Reviewing(store).Confirm(report);
        Assert.Contains(report, Why(store, FirstOf(store, "a-1").Event).Event.Reports);
        Assert.Empty(Upkeep.Check(store));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void A_split_parts_what_the_linker_joins_and_a_merge_joins_what_it_parts(string kind)
    {
        using var store = Filled(kind);
        var (@event, report) = FirstOf(store, "a-1");
        Assert.Equal(2, Why(store, @event).Event.Reports.Length);
        Reviewing(store).Split(report);
        Assert.Equal(3, new Ask(store).Events(new Filter()).Total.Count);
        var (one, other) = (FirstOf(store, "a-1").Event, FirstOf(store, "a-3").Event);
        Reviewing(store).Merge(one, other);
        var merged = FirstOf(store, "a-3").Event;
        Assert.Equal(FirstOf(store, "a-1").Event, merged);
        Assert.Contains(
            Why(store, merged).Event.Merges,
            merge => merge.Reasons.Any(reason => reason.What == "a person put them together")
        );
        Assert.Empty(Upkeep.Check(store));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Coding_again_keeps_every_decision_and_says_first_what_would_change(string kind)
    {
        using var store = Filled(kind);
        var (@event, report) = FirstOf(store, "a-1");
        Reviewing(store).Correct(report, "harm.killed", "11");
        // The newer coder reads another place and gives other ids; the words are the same.
        var recoding = new Recoding(
            store,
            article =>
                [
                    .. IntakeTests
                        .Code(article)
                        .Cast<Happening>()
                        .Select(one => one with { Id = one.Id + "-new", Coder = "newer" }),
                ],
            Linker
        );
        var said = new List<RecodingChange>();
        recoding.Run(apply: false, said.Add);
        Assert.Equal(["changed", "changed", "changed"], said.Select(one => one.Change));
        Assert.All(said, one => Assert.EndsWith("another id", one.What, StringComparison.Ordinal));
        Assert.Equal(report, FirstOf(store, "a-1").Report);
        recoding.Run(apply: true, _ => { });
        var after = Why(store, FirstOf(store, "a-1").Event);
        Assert.Equal(@event, after.Event.Id);
        Assert.Equal(11, after.Event.Harm[0].By.Single(figure => figure.Report == report + "-new").Value);
        Assert.Single(after.Reviews);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void A_person_adds_a_report_with_the_words_of_its_article(string kind)
    {
        using var store = Filled(kind);
        var article = Some.Article("a-9", "A clinic in Kidal was burnt on Monday.", outlet: "Letter");
        var report = Some.Report("r-9", "a-9", "protest", words: article.Text);
        var reviewing = Reviewing(store);
        Assert.Throws<UnfitDecisionException>(() => reviewing.Add(report with { Evidence = [] }, article));
        Assert.Throws<UnfitDecisionException>(() =>
            reviewing.Add(report with { Evidence = [TextSpan.OfText("A school", 0, 8)] }, article)
        );
        reviewing.Add(report, article);
        Assert.Equal("protest", Why(store, FirstOf(store, "a-9").Event).Event.Type);
        new Recoding(store, one => one.Page is null ? [] : IntakeTests.Code(one), Linker).Run(apply: true, _ => { });
        Assert.Equal("r-9", FirstOf(store, "a-9").Report);
    }

    [Theory]
    [InlineData("harm.killed", "many")]
    [InlineData("harm.sold", "1")]
    [InlineData("time", "yesterday")]
    [InlineData("time", "2021-03-05..2021-03-01")]
    [InlineData("place", "Gao")]
    [InlineData("status", "true")]
    [InlineData("colour", "red")]
    [InlineData("actor", "{\"id\":\"band\"}")]
    [InlineData("actor", "[1]")]
    [InlineData("claimant", "JNIM")]
    [InlineData("harm.killed", "")]
    [InlineData("harm.killed", "-")]
    [InlineData("harm.killed", "10-5")]
    [InlineData("harm.killed", "1.5")]
    [InlineData("harm.3", "1")]
    [InlineData("type", "explosion")]
    [InlineData("negated", "maybe")]
    [InlineData("status", "3")]
    [InlineData("time", "")]
    [InlineData("time", "2021-03-xx..2021-03-04")]
    [InlineData("place", "{}")]
    [InlineData("place", "{\"name\":\"Gao\",\"lat\":116.27,\"lon\":0}")]
    [InlineData("actor", "")]
    public void What_cannot_be_carried_out_is_not_kept(string field, string value)
    {
        using var store = Filled("sqlite");
        Assert.Throws<UnfitDecisionException>(() =>
            Reviewing(store).Correct(FirstOf(store, "a-1").Report, field, value)
        );
        Assert.Empty(new Reviews(store).All);
    }

    [Theory]
    [InlineData("2021-03", "2021-03-01", "2021-03-31", TimePrecision.Month)]
    [InlineData("2021", "2021-01-01", "2021-12-31", TimePrecision.Year)]
    [InlineData("2021-03-05", "2021-03-05", "2021-03-05", TimePrecision.Day)]
    [InlineData("2021-03-05..2021-03-07", "2021-03-05", "2021-03-07", TimePrecision.Days)]
    [InlineData("2021-03-05..", "2021-03-05", null, TimePrecision.Days)]
    public void A_time_is_a_day_a_month_a_year_or_a_stretch(
        string value,
        string from,
        string? to,
        TimePrecision precision
    )
    {
        var time = Reviewed.Corrected(Some.Report(), "time", value).Time!;
        Assert.Equal(
            (from, to, precision),
            (time.From?.ToString("yyyy-MM-dd"), time.To?.ToString("yyyy-MM-dd"), time.Precision)
        );
    }

    [Fact]
    public void A_decision_that_an_earlier_version_took_stands_in_nobodys_way()
    {
        var review = new Review
        {
            Id = "v-1",
            Decision = Reviewed.Correct,
            Field = "harm.killed",
            Value = "1.5",
            Who = "maria",
            When = default,
        };
        Assert.Equal(3, ((Happening)Reviewed.Apply(Some.Report(killed: 3), [review])!).Harm[0].Best);
    }

    [Theory]
    [InlineData("sqlite", false)]
    [InlineData("sqlite", true)]
    [InlineData("postgres", true)]
    public void A_merge_takes_a_split_back_whichever_event_is_named_first(string kind, bool turned)
    {
        using var store = Filled(kind);
        var (@event, report) = FirstOf(store, "a-1");
        Reviewing(store).Split(report);
        var (one, other) = (FirstOf(store, "a-1").Event, FirstOf(store, "a-2").Event);
        Assert.NotEqual(one, other);
        Reviewing(store).Merge(turned ? other : one, turned ? one : other);
        Assert.Equal(FirstOf(store, "a-1").Event, FirstOf(store, "a-2").Event);
        Reviewing(store).Split(FirstOf(store, "a-2").Report);
        Assert.NotEqual(FirstOf(store, "a-1").Event, FirstOf(store, "a-2").Event);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void What_was_decided_later_was_not_known_then(string kind)
    {
        using var store = Filled(kind);
        var (@event, report) = FirstOf(store, "a-1");
        var before = new Filter { AsOf = store.Time.GetUtcNow() };
        Reviewing(store).Correct(report, "harm.killed", "11");
        var ask = new Ask(store);
        Assert.Empty(ask.Why(@event, before)!.Reviews);
        Assert.Equal(10, ask.Why(@event, before)!.Event.Harm[0].By.Single(figure => figure.Report == report).Value);
        Assert.Empty(ask.Article("a-1", before)!.Reviews);
        Assert.Single(ask.Article("a-1", new Filter())!.Reviews);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Of_several_reports_on_the_same_words_one_is_meant_after_coding_again_too(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        var article = Some.Article("a-1", "Gunmen killed 3 people in Gao and 4 in Kidal on Monday.");
        Happening[] both =
        [
            Some.Report("r-1", "a-1", place: Some.Gao, killed: 3, words: article.Text),
            Some.Report(
                "r-2",
                "a-1",
                place: Some.Town("Kidal", null, 18.44, 1.41, "MLI", "Kidal"),
                killed: 4,
                words: article.Text
            ),
        ];
        store.Transaction(() =>
        {
            var writer = new RecordWriter(store);
            writer.Add(article);
            writer.Replace(Coded.Of(article, RecordWriter.DigestOf(article), [.. both]));
        });
        new EventWriter(store, Linker).Relink();
        Reviewing(store).Reject("r-2");
        Assert.Equal("Gao", Assert.Single(new Ask(store).Events(new Filter()).Events).Place!.Name);
        new Recoding(
            store,
            _ => [.. both.Select(report => report with { Id = report.Id + "-new", Confidence = 0.5 })],
            Linker
        ).Run(apply: true, _ => { });
        var left = Assert.Single(new Ask(store).Events(new Filter()).Events);
        Assert.Equal(("Gao", "r-1-new"), (left.Place!.Name, Assert.Single(left.Reports)));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void A_report_splits_off_alone_where_it_is_asked_for(string kind)
    {
        using var store = Filled(kind);
        var article = new Ask(store).ArticlesBy(["a-1"])[0];
        Reviewing(store)
            .Add(Some.Report("r-9", "a-1", killed: 10, actor: "The Band", actorId: "band", words: article.Text), null);
        Assert.Equal(3, Why(store, FirstOf(store, "a-2").Event).Event.Reports.Length);
        Reviewing(store).Split("r-9", alone: true);
        Assert.Equal(2, Why(store, FirstOf(store, "a-2").Event).Event.Reports.Length);
        Assert.Equal(
            ["r-9"],
            new Ask(store)
                .Events(new Filter())
                .Events.Single(one => one.Reports.Length == 1 && one.Reports[0] == "r-9")
                .Reports
        );
    }

    [Fact]
    public void Another_type_has_the_codes_of_that_type()
    {
        using var store = Filled("sqlite");
        var (@event, report) = FirstOf(store, "a-3");
        Reviewing(store).Correct(report, "type", "air-strike");
        Assert.Equal("Air/drone strike", Why(store, @event).Event.Codes!.Acled!.SubEventType);
        // Where the fields tell nothing else than before, the coder's own codes stay: it knows the words.
        Reviewing(store).Correct(report, "time", "2021-03-02");
        Assert.Equal("Air/drone strike", Why(store, FirstOf(store, "a-3").Event).Event.Codes!.Acled!.SubEventType);
    }

    [Fact]
    public void An_event_is_no_report_and_its_reports_are_named()
    {
        using var store = Filled("sqlite");
        var (@event, report) = FirstOf(store, "a-1");
        var wrong = Assert.Throws<UnfitDecisionException>(() => Reviewing(store).Confirm(@event));
        Assert.Contains(report, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void A_coder_whose_tables_were_edited_adds_reports_and_what_stood_before_is_known_to_have_stood(string kind)
    {
        using var store = Filled(kind);
        var (@event, report) = FirstOf(store, "a-3");
        var first = store.Time.GetUtcNow();
        Recode("Timbuktu");
        var second = store.Time.GetUtcNow();
        Recode(null);
        Assert.Equal(
            ["Kidal", "Timbuktu", "Kidal"],
            new[] { first, second, store.Time.GetUtcNow() }.Select(then =>
                Assert.Single(new Ask(store).Article("a-3", new Filter { AsOf = then })!.Reports).Place!.Name
            )
        );
        Assert.Equal(report, FirstOf(store, "a-3").Report);
        Assert.Empty(Upkeep.Check(store));
        // Whoever follows the log has what stands.
        Assert.Contains(
            new ChangeLog(store).Since(second),
            line => line.Contains("\"added\",\"what\":\"report\"", StringComparison.Ordinal)
        );

        void Recode(string? town)
        {
            ImmutableArray<Report> Code(Article article) =>
                [
                    .. IntakeTests
                        .Code(article)
                        .Select(one =>
                            town is not null && article.Id == "a-3"
                                ? one with
                                {
                                    Place = one.Place! with { Name = town },
                                }
                                : one
                        ),
                ];
            var said = new List<RecodingChange>();
            var recoding = new Recoding(store, Code, Linker);
            recoding.Run(apply: false, said.Add);
            var change = Assert.Single(said);
            Assert.Equal(("changed", "a-3"), (change.Change, change.Article));
            Assert.Contains(town is null ? "-> Kidal" : "-> Timbuktu", change.What, StringComparison.Ordinal);
            recoding.Run(apply: true, _ => { });
            said.Clear();
            recoding.Run(apply: true, said.Add);
            Assert.Empty(said);
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void The_coders_own_report_stands_not_beside_the_same_one_made_by_hand(string kind)
    {
        using var store = Filled(kind);
        var article = new Ask(store).ArticlesBy(["a-1"])[0];
        var report = IntakeTests.Code(article)[0] with { Id = "r-hand" };
        Assert.NotNull(Reviewing(store).Add(report, null));
        Assert.Null(Reviewing(store).Add(report, null));
        var said = new List<RecodingChange>();
        new Recoding(store, one => one.Id == "a-1" ? [report] : IntakeTests.Code(one), Linker).Run(true, said.Add);
        Assert.Equal("gone", Assert.Single(said).Change);
        Assert.Equal("r-hand", Assert.Single(new Ask(store).Article("a-1", new Filter())!.Reports).Id);
    }

    [Fact]
    public void A_report_by_hand_needs_words_and_gets_its_offsets_id_and_codes()
    {
        var article = Some.Article("a-1", "On Monday a mine killed two farmers in Gao.", title: "Mine kills two");
        var report = Assert.IsType<Happening>(
            HandMade.Read(
                """{"kind":"happening","type":"mine-blast","article":"a-1","harm":[{"effect":"killed","low":2,"best":2,"high":2,"spans":["two farmers"]}],"evidence":["a mine killed two farmers",{"text":"Mine kills two"}]}""",
                id => id == "a-1" ? article : null
            )
        );
        Assert.All(report.AllSpans(), span => Assert.True(article.Holds(span)));
        Assert.Equal((24, 35), (report.Harm[0].Spans[0].Start, report.Harm[0].Spans[0].End));
        Assert.Equal("title", report.Evidence[1].In);
        Assert.Matches("^r-[0-9a-f]{16}$", report.Id);
        Assert.Equal("Remote explosive/landmine/IED", report.Codes!.Acled!.SubEventType);
        Assert.Equal(1, report.Confidence);
        foreach (
            var wrong in (string[])
                [
                    """{"kind":"happening","type":"mine","article":"a-1","evidence":["a mine"]}""",
                    """{"kind":"happening","type":"mine-blast","article":"a-2","evidence":["a mine"]}""",
                    """{"kind":"happening","type":"mine-blast","article":"a-1","evidence":["a bomb"]}""",
                ]
        )
            Assert.Throws<UnfitDecisionException>(() => HandMade.Read(wrong, id => id == "a-1" ? article : null));
        Assert.Throws<JsonException>(() => HandMade.Read("[]", _ => article));
        Assert.Throws<JsonException>(() => HandMade.Read("{\"kind\":\"happening\"}", _ => article));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Whoever_asks_for_what_stands_no_longer_is_told_what_became_of_it(string kind)
    {
        using var store = Filled(kind);
        var (@event, report) = FirstOf(store, "a-3");
        var ask = new Ask(store);
        Assert.Null(ask.Gone("article", "a-3"));
        Assert.Null(ask.Gone("why", "e-unheard"));
        Reviewing(store).Merge(@event, FirstOf(store, "a-1").Event);
        var gone = new[] { @event, "e-a-1" }.Select(id => ask.Gone("why", id)).OfType<string>().Single();
        Assert.Contains($"are in {FirstOf(store, "a-3").Event} now", gone, StringComparison.Ordinal);
        new Removal(store, Linker).Remove("a-3", false, "maria", "retracted");
        Assert.Contains("removed by maria", ask.Gone("article", "a-3"), StringComparison.Ordinal);
    }

    private static Reviewing Reviewing(RecordStore store) => new(store, Linker, "maria", "names counted");

    private static WhyAnswer Why(RecordStore store, string @event) => new Ask(store).Why(@event, new Filter())!;

    private static (string Event, string Report) FirstOf(RecordStore store, string article)
    {
        var answer = new Ask(store).Article(article, new Filter())!;
        return (answer.Events[0].Id, answer.Reports[^1].Id);
    }

    private RecordStore Filled(string kind)
    {
        var store = RecordStore.Open(databases.New(kind));
        IntakeTests.Ingest(store, "a-1|Gao|10", "a-2|Gao|12", "a-3|Kidal|3");
        return store;
    }
}
