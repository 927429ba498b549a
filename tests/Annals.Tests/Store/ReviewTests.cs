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
        Assert.Equal((3, 3), (said.Count(one => one.Change == "added"), said.Count(one => one.Change == "gone")));
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
    public void What_cannot_be_carried_out_is_not_kept(string field, string value)
    {
        using var store = Filled("sqlite");
        Assert.Throws<UnfitDecisionException>(() =>
            Reviewing(store).Correct(FirstOf(store, "a-1").Report, field, value)
        );
        Assert.Empty(new Reviews(store).All);
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
