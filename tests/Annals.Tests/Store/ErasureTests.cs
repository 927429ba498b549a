using System.Text;
using Annals.Answers;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Reading;
using Annals.Record;
using Annals.Store;

namespace Annals.Tests.Store;

/// <summary>After an erasure no word of the article is left, wherever the record had come to hold it.</summary>
public sealed class ErasureTests(Databases databases) : IClassFixture<Databases>
{
    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);
    private static readonly Linker Linker = Linker.Load(KnowledgeFolder.Default);

    private const string First =
        """{"id":"dunes-1","title":"Market blast in Gao","text":"A bomb exploded at a market in Gao on Monday 4 March 2024, killing 11 people, hospital officials said. The trader Aminata Dembroko lost both of her brothers in the blast, neighbours said.","published":"2024-03-05","outlet":"The Dunes","url":"https://dunes.example/gao-dembroko"}""";

    private const string Corrected =
        """{"id":"dunes-2","title":"Market blast in Gao","text":"A bomb exploded at a market in Gao on Monday 4 March 2024, killing 12 people, hospital officials said. The trader Aminata Dembroko lost both of her brothers in the blast, neighbours said.","published":"2024-03-05","outlet":"The Dunes","url":"https://dunes.example/gao-dembroko"}""";

    private const string Other =
        """{"id":"wire-1","title":"Nine dead in Gao","text":"Nine people were killed on Monday 4 March 2024 when a bomb exploded at a market in Gao, police said.","published":"2024-03-05","outlet":"The Wire","url":"https://wire.example/gao"}""";

    /// <summary>The same article fetched once more, with something else after it: another page.</summary>
    private const string Again = "[" + First + ",\n" + Other + "]";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void No_word_is_left_of_any_version_in_any_table_page_or_decision(string kind)
    {
        var database = databases.New(kind);
        var store = RecordStore.Open(database);
        Ingest(store, "first.jsonl", First);
        Ingest(store, "again.jsonl", Again);
        var together = store.Time.GetUtcNow();
        var before = Assert.Single(new Ask(store).Events(new Filter()).Events);
        Assert.Equal(2, before.Articles);
        // A decision on the other article quotes this one.
        new Reviewing(store, Linker, "maria", "the hospital, not the police").Split(
            new Ask(store).Article("wire-1", new Filter())!.Reports[0].Id
        );
        Ingest(store, "corrected.jsonl", Corrected);
        // A corrected article is a version of the same one, and the one before leads to it.
        var versions = new Ask(store).Article("dunes-2", new Filter())!.Versions;
        Assert.Equal([("dunes-1", 1), ("dunes-2", 2)], versions.Select(version => (version.Id, version.Version)));
        Assert.Equal(versions[1].Learnt, versions[0].Until);
        Assert.Contains("dunes-2", new Ask(store).Gone("article", "dunes-1"), StringComparison.Ordinal);
        Assert.True(Holds(store, "dembroko"));

        var removed = new Removal(store, Linker).Remove("dunes-2", erase: true, "maria", "a court ordered it");
        Assert.Equal(["dunes-1", "dunes-2"], removed.Articles);
        Assert.False(Holds(store, "dembroko"));
        Assert.False(Holds(store, "hospital officials"));
        Assert.Empty(new Reviews(store).All);
        Assert.Empty(new PagesWith(store).Find([ArticleLines.Read(First)]));
        Assert.Empty(Upkeep.Check(store));

        // What the other article said was known then, and still is known to have been; no count counts more than is shown.
        var then = new Ask(store).Events(new Filter { AsOf = together });
        Assert.Equal((1L, "wire-1"), (then.Total.Count, Assert.Single(then.Said).Article));
        Assert.Equal(9, Assert.Single(then.Events).Harm.Single().Best);
        Assert.Equal(before.Id, then.Events[0].Id);
        var early = new Ask(store).Events(new Filter { AsOf = together.AddYears(-1), All = true });
        Assert.Equal(0, early.Total.Count);
        // Whoever follows the log learns that it is gone, and nothing of what it was.
        string[] log = [.. new ChangeLog(store).Since(DateTimeOffset.MinValue)];
        Assert.Contains(log, line => line.Contains("\"erased\"", StringComparison.Ordinal));
        Assert.DoesNotContain(
            log,
            line =>
                line.Contains("\"added\",\"what\":\"event\"", StringComparison.Ordinal)
                && line.EndsWith("null}", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(log, line => line.Contains("Dembroko", StringComparison.OrdinalIgnoreCase));
        store.Dispose();
        if (kind == "sqlite")
            Assert.DoesNotContain(
                "dembroko",
                Encoding.Latin1.GetString(File.ReadAllBytes(database)),
                StringComparison.OrdinalIgnoreCase
            );
    }

    [Fact]
    public void An_article_is_taken_out_once_and_an_erasure_may_follow_a_removal()
    {
        using var store = RecordStore.Open(databases.New("sqlite"));
        Ingest(store, "first.jsonl", First);
        var removal = new Removal(store, Linker);
        Assert.Equal(
            (1, 1),
            (removal.Remove("dunes-1", false, "jon", "retracted") is var one ? one.Articles.Count : 0, one.Events)
        );
        var twice = Assert.Throws<UnfitDecisionException>(() => removal.Remove("dunes-1", false, "maria", "once more"));
        Assert.Contains("removed by jon", twice.Message, StringComparison.Ordinal);
        Assert.True(Holds(store, "dembroko"));
        removal.Remove("dunes-1", true, "maria", "a court ordered it");
        Assert.False(Holds(store, "dembroko"));
        Assert.True(Removal.Of(store, "dunes-1")!.Erased);
        // One that broke off before the end is brought to it by the same command.
        Assert.Equal(0, removal.Remove("dunes-1", true, "maria", "a court ordered it").Reports);
        Assert.Throws<UnfitDecisionException>(() => removal.Remove("dunes-1", false, "maria", "once more"));
    }

    [Fact]
    public void Another_outlets_copy_of_the_words_stays_with_its_page()
    {
        using var store = RecordStore.Open(databases.New("sqlite"));
        Ingest(store, "first.jsonl", First);
        Ingest(store, "copy.jsonl", First.Replace("dunes", "copy", StringComparison.Ordinal));
        new Removal(store, Linker).Remove("dunes-1", true, "maria", "a court ordered it");
        Assert.True(Holds(store, "dembroko"));
        Assert.Equal(1L, store.Connection.Value("SELECT COUNT(*) FROM contents WHERE packed IS NOT NULL"));
    }

    [Fact]
    public void A_run_is_words_with_single_spaces_and_nothing_else_between_them() =>
        Assert.Equal(
            ["one two three four five six", "a b c d e f g h i"],
            PagesWith
                .Runs("one two three four five six, seven.  Eight \"nine\" a b c d e f g h i j")
                .Select(Encoding.UTF8.GetString)
        );

    private static void Ingest(RecordStore store, string path, string lines) =>
        new Intake(store, Pipeline, Linker).Run([new Page { Path = path, Content = Encoding.UTF8.GetBytes(lines) }]);

    /// <summary>Looks through every column of every table, the search included.</summary>
    private static bool Holds(RecordStore store, string words)
    {
        if (store.Dialect == SqlDialect.Postgres)
            return store
                .Connection.Query(
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
                    row => row.GetString(0)
                )
                .Any(table =>
                    store.Connection.Value(
                        $"SELECT 1 FROM {table} AS t WHERE CAST(t AS text) ILIKE @words LIMIT 1",
                        ("words", $"%{words}%")
                    )
                        is not null
                );
        store.Connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return File.ReadAllBytes(store.Name) is var bytes
            && Encoding.Latin1.GetString(bytes).Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
