using System.Text.Json;
using Annals.Answers;
using Annals.Exchange;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;
using Annals.Store;

namespace Annals.Tests.Store;

public sealed class UpkeepTests(Databases databases) : IClassFixture<Databases>
{
    private static readonly Linker Linker = Linker.Load(KnowledgeFolder.Default);

    [Theory]
    [InlineData("sqlite", "sqlite")]
    [InlineData("sqlite", "postgres")]
    [InlineData("postgres", "sqlite")]
    public void A_copy_answers_as_the_store_does_and_goes_on_from_there(string from, string to)
    {
        using var store = RecordStore.Open(databases.New(from));
        IntakeTests.Ingest(store, "a-1|Gao|10", "a-2|Gao|12", "a-3|Kidal|3");
        IntakeTests.Ingest(store, "a-1|Gao|11");
        using var copy = RecordStore.Open(databases.New(to));
        Upkeep.Copy(store, copy);
        Assert.Equal(
            Inventory.Of(store) with
            {
                Name = "",
                Database = "",
            },
            Inventory.Of(copy) with
            {
                Name = "",
                Database = "",
            }
        );
        foreach (var filter in (Filter[])[new(), new() { Words = "killed" }, new() { Actor = "band" }])
            Assert.Equal(
                AnswerJson.Write(new Ask(store).Events(filter)),
                AnswerJson.Write(new Ask(copy).Events(filter))
            );
        Assert.Empty(Upkeep.Check(copy));
        IntakeTests.Ingest(copy, "a-4|Kidal|4");
        Assert.Empty(Upkeep.Check(copy));
        Assert.Throws<StoreException>(() => Upkeep.Copy(store, copy));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void A_backup_that_breaks_off_leaves_nothing_and_can_be_made_again(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        IntakeTests.Ingest(store, "a-1|Gao|10");
        var nowhere = Path.Combine(databases.File("no-such-folder-" + kind), "friday.db");
        var failure = Assert.Throws<StoreException>(() => Upkeep.Backup(store, nowhere));
        Assert.Contains("friday.db", failure.Message, StringComparison.Ordinal);
        var file = databases.File($"friday-{kind}.db");
        // What a backup that was killed has left behind is no backup.
        File.WriteAllText(file + ".part", "half");
        Upkeep.Backup(store, file);
        Assert.False(File.Exists(file + ".part"));
        using var backup = RecordStore.Open(file, StoreAccess.Read);
        Assert.Empty(Upkeep.Check(backup));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void A_backup_is_a_store_of_its_own_and_overwrites_nothing(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        IntakeTests.Ingest(store, "a-1|Gao|10");
        var file = databases.File($"backup-{kind}.db");
        Upkeep.Backup(store, file);
        using (var backup = RecordStore.Open(file, StoreAccess.Read))
            Assert.Equal(1, Inventory.Of(backup).Events);
        Assert.Throws<StoreException>(() => Upkeep.Backup(store, file));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void What_does_not_agree_is_found(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        IntakeTests.Ingest(store, "a-1|Gao|10", "a-3|Kidal|3");
        Assert.Empty(Upkeep.Check(store));
        store.Transaction(() =>
        {
            store.Connection.Execute("UPDATE tally_months SET events = events + 1");
            store.Connection.Execute("DELETE FROM event_bodies WHERE event = (SELECT MIN(seq) FROM events)");
            store.Connection.Execute("UPDATE contents SET size = size + 1");
        });
        var wrong = Upkeep.Check(store);
        Assert.Contains(wrong, one => one.StartsWith("events without a body", StringComparison.Ordinal));
        Assert.Contains(wrong, one => one.StartsWith("tally_months", StringComparison.Ordinal));
        Assert.Contains(wrong, one => one.Contains("does not unpack", StringComparison.Ordinal));
    }

    [Fact]
    public void A_corrupt_page_is_named_and_nothing_else_is_touched()
    {
        var path = databases.New("sqlite");
        using (var store = RecordStore.Open(path))
            IntakeTests.Ingest(store, [.. Enumerable.Range(0, 60).Select(one => $"a-{one}|Gao|{one}")]);
        using (var file = File.OpenWrite(path))
        {
            file.Seek(file.Length / 2, SeekOrigin.Begin);
            file.Write(new byte[16_384]);
        }
        string said;
        try
        {
            using var store = RecordStore.Open(path, StoreAccess.Read);
            said = string.Join("; ", Upkeep.Check(store));
        }
        catch (StoreException damaged)
        {
            said = damaged.Message;
        }
        Assert.NotEmpty(said);
    }

    [Fact]
    public void A_page_of_noise_is_said_with_what_cannot_be_read_any_more()
    {
        var path = databases.New("sqlite");
        long page;
        using (var store = RecordStore.Open(path))
        {
            IntakeTests.Ingest(store, [.. Enumerable.Range(0, 60).Select(one => $"a-{one}|Gao|{one}")]);
            page = Convert.ToInt64(
                store.Connection.Value("SELECT rootpage FROM sqlite_schema WHERE name = 'reports'"),
                System.Globalization.CultureInfo.InvariantCulture
            );
        }
        using (var file = File.OpenWrite(path))
        {
            file.Seek((page - 1) * 8192, SeekOrigin.Begin);
            var noise = new byte[8192];
            new Random(3).NextBytes(noise);
            file.Write(noise);
        }
        using var damaged = RecordStore.Open(path, StoreAccess.Read);
        var wrong = Upkeep.Check(damaged);
        Assert.Contains(wrong, one => one.Contains($"page {page}", StringComparison.Ordinal));
        Assert.Contains("the file: reports can be read for 0 rows, and no further", wrong);
        Assert.DoesNotContain(wrong, one => one.Contains("articles can be read", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_another_holds_is_said_to_be_in_use()
    {
        var path = databases.New("sqlite");
        using var store = RecordStore.Open(path);
        using var other = RecordStore.Open(path);
        other.Connection.Execute("PRAGMA busy_timeout = 1");
        ((Microsoft.Data.Sqlite.SqliteConnection)other.Connection).DefaultTimeout = 1;
        store.Transaction(() =>
        {
            store.SetMeta("held", "yes");
            var failure = Assert.Throws<StoreException>(() => other.Transaction(() => other.SetMeta("mine", "no")));
            Assert.Contains("another program is writing", failure.Message, StringComparison.Ordinal);
            // Readers go on with what was there before.
            Assert.Null(other.Meta("held"));
        });
        Assert.Equal("yes", other.Meta("held"));
    }

    [Fact]
    public void A_full_disk_is_said_and_nothing_is_lost()
    {
        using var store = RecordStore.Open(databases.New("sqlite"));
        IntakeTests.Ingest(store, "a-1|Gao|10");
        store.Connection.Execute("PRAGMA max_page_count = 1");
        var failure = Assert.Throws<StoreException>(() =>
            store.Transaction(() => store.SetMeta("big", new string('x', 3_000_000)))
        );
        Assert.Contains("the disk is full", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, Inventory.Of(store).Events);
        store.Connection.Execute("PRAGMA max_page_count = 1073741823");
        IntakeTests.Ingest(store, "a-3|Kidal|3");
        Assert.Equal(2, Inventory.Of(store).Events);
    }

    [Fact]
    public void A_lost_connection_is_said_and_what_was_stored_stays()
    {
        var database = databases.New("postgres");
        using (var store = RecordStore.Open(database))
        {
            IntakeTests.Ingest(store, "a-1|Gao|10");
            using (var other = RecordStore.Open(database))
                other.Connection.Value(
                    "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                );
            Assert.Throws<StoreException>(() => IntakeTests.Ingest(store, "a-3|Kidal|3"));
        }
        using var again = RecordStore.Open(database);
        Assert.Equal(1, Inventory.Of(again).Events);
        IntakeTests.Ingest(again, "a-3|Kidal|3");
        Assert.Equal(2, Inventory.Of(again).Events);
    }

    [Theory]
    [InlineData("sqlite", false)]
    [InlineData("sqlite", true)]
    [InlineData("postgres", false)]
    [InlineData("postgres", true)]
    public void What_was_removed_does_not_come_back_and_what_was_erased_is_nowhere(string kind, bool erase)
    {
        var database = databases.New(kind);
        using var store = RecordStore.Open(database);
        IntakeTests.Ingest(store, "a-1|Gao|10", "a-3|Timbuktu|3");
        var before = store.Time.GetUtcNow();
        new Removal(store, Linker).Remove("a-3", erase, "maria", "the outlet took it back");
        IntakeTests.Ingest(store, "a-1|Gao|10", "a-3|Timbuktu|3");
        Assert.Equal(1, new Ask(store).Events(new Filter()).Total.Count);
        Assert.Empty(new Ask(store).Events(new Filter { Words = "Timbuktu" }).Events);
        Assert.Equal(
            erase ? 0 : 1,
            new Ask(store).Events(new Filter { AsOf = before, Place = "Timbuktu" }).Events.Length
        );
        Assert.Empty(Upkeep.Check(store));
        Assert.Contains(
            new ChangeLog(store).Since(before),
            line => line.Contains("took it back", StringComparison.Ordinal)
        );
        if (erase && kind == "sqlite")
        {
            store.Dispose();
            Assert.DoesNotContain("Timbuktu and killed", File.ReadAllText(database), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void The_log_tells_what_was_learnt_and_replaced_since_a_moment(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        IntakeTests.Ingest(store, "a-1|Gao|10");
        var then = store.Time.GetUtcNow();
        IntakeTests.Ingest(store, "a-1|Gao|11");
        string[] changes =
        [
            .. new ChangeLog(store)
                .Since(then)
                .Select(line =>
                {
                    using var json = JsonDocument.Parse(line);
                    return $"{json.RootElement.GetProperty("what").GetString()} {json.RootElement.GetProperty("change").GetString()}";
                })
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(
            ["article added", "article retired", "event added", "event retired", "report added", "report retired"],
            changes
        );
        Assert.Empty(new ChangeLog(store).Since(store.Time.GetUtcNow()));
    }

    private const string Foreign = """
        number,when,town,state,dead,text
        007,2020-01-05,"Gao, old town",Mali,3,"a ""quoted"" word
        and a second line"
        008,2020-01-06,Kidal,Nowhere,,
        """;

    private const string Mapping =
        "field\tcolumn\twhen\tvalue\nlicence\t\t\tours\nid\tnumber\nfrom\twhen\nplace\ttown\ncountry\tstate\nkilled\tdead\ntype\t\t\triot\n";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Rows_of_others_stand_beside_the_record_and_come_out_as_they_came_in(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        IntakeTests.Ingest(store, "a-1|Gao|10");
        var file = databases.File($"mapping-{kind}.tsv");
        File.WriteAllText(file, Mapping);
        var import = Import.Load("csv", file, KnowledgeFolder.Default);
        var imports = new Imports(store);
        var content = System.Text.Encoding.UTF8.GetBytes(Foreign);
        Assert.Equal(2, imports.Add("theirs", "csv", "theirs.csv", content, import));
        Assert.Null(imports.Add("theirs", "csv", "theirs.csv", content, import));
        var events = imports.Events("theirs")!.Value;
        Assert.Equal(
            ("csv:007", "MLI", "Gao, old town", 3),
            (events[0].Id, events[0].Place!.Country, events[0].Place!.Name, events[0].Harm[0].Best)
        );
        Assert.Null(events[1].Place!.Country);
        Assert.Empty(events[1].Harm);
        Assert.Equal(Foreign.ReplaceLineEndings("\n"), string.Join('\n', imports.Lines("theirs")!.Value));
        Assert.Equal("ours", Assert.Single(imports.All()).Licence);
        Assert.Equal(1, new Ask(store).Events(new Filter()).Total.Count);
        Assert.Throws<UnfitDecisionException>(() => imports.Add("ours", "csv", "theirs.csv", content, import));
        // A row that is not understood is named, and the others are kept.
        var broken = System.Text.Encoding.UTF8.GetBytes(
            Foreign.Replace("2020-01-06", "some day", StringComparison.Ordinal)
                + "\n009,2020-01-07,Kidal,Mali,many,\n010,2020-01-08,Kidal\n011,2020-01-09,Kidal,Mali,NA,\n,2020-01-09,Kidal,Mali,1,\n012,\"2020"
        );
        var wrong = new List<string>();
        Assert.Equal(2, imports.Add("theirs", "csv", "x", broken, import, (line, why) => wrong.Add($"{line}: {why}")));
        Assert.Equal(
            [
                "4: \"some day\" is no day (from)",
                "5: \"many\" is no number (killed)",
                "6: 3 cells, but 6 columns",
                "8: has no id",
                "9: a quote is not closed, to the end of the file",
            ],
            wrong
        );
        Assert.Equal(["csv:007", "csv:011"], imports.Events("theirs")!.Value.Select(@event => @event.Id));
        Assert.Empty(imports.Events("theirs")!.Value[1].Harm);
        // The same file by another mapping says something else.
        File.WriteAllText(file, Mapping.Replace("riot", "arson", StringComparison.Ordinal));
        var other = Import.Load("csv", file, KnowledgeFolder.Default);
        Assert.Equal(2, imports.Add("theirs", "csv", "x", broken, other));
        Assert.Equal("arson", imports.Events("theirs")!.Value[0].Type);
        Assert.Equal(2, Assert.Single(imports.All()).Rows);
    }

    [Fact]
    public void A_table_that_is_not_in_utf8_is_read_as_old_programs_write_it()
    {
        using var store = RecordStore.Open(databases.New("sqlite"));
        var file = databases.File("mapping-latin.tsv");
        File.WriteAllText(file, Mapping);
        var content = System.Text.Encoding.Latin1.GetBytes(
            "number,when,town,state,dead,text\n1,2020-01-05,Ménaka,Mali,0,\n"
        );
        var imports = new Imports(store);
        imports.Add("latin", "csv", "latin.csv", content, Import.Load("csv", file, KnowledgeFolder.Default));
        var @event = Assert.Single(imports.Events("latin")!.Value);
        Assert.Equal(("Ménaka", 0.0), (@event.Place!.Name, @event.Harm[0].Best!.Value));
    }

    [Fact]
    public void Acleds_nought_is_no_number_that_is_known()
    {
        var import = Import.Load("acled", null, KnowledgeFolder.Default);
        Event Read(string fatalities) =>
            import.Read(
                new ForeignRow(
                    2,
                    new Dictionary<string, string> { ["event_id_cnty"] = "MLI1", ["fatalities"] = fatalities },
                    ""
                )
            );
        Assert.Empty(Read("0").Harm);
        Assert.Equal(3, Read("3").Harm[0].Best);
    }

    [Theory]
    [InlineData("ucdp-ged")]
    [InlineData("acled")]
    public void What_is_exported_can_be_imported_and_says_the_same(string format)
    {
        var @event = new Event
        {
            Id = "e-00000000000000ff",
            Type = "attack",
            Reports = ["r-1"],
            Articles = 1,
            Outlets = ["The Courier"],
            Time = Some.On("2021-03-01"),
            Place = Some.Gao,
            Actors =
            [
                new EventActor(ActorRole.Perpetrator, "The Band", null, ActorType.Rebel, ["r-1"]),
                new EventActor(ActorRole.Target, "traders", null, ActorType.Civilians, ["r-1"]),
            ],
            Harm = [new EventHarm(Effect.Killed, 4, 4, 4, [])],
            Codes = new Codes(new AcledCode("Violence against civilians", "Attack"), null, null, new UcdpCode(3)),
        };
        var written = new StringWriter();
        Export.Load(KnowledgeFolder.Default).Write(format, [@event], [], written);
        var import = Import.Load(format, null, KnowledgeFolder.Default);
        var row = Assert.Single(ForeignRows.Read(new StringReader(written.ToString()), out _));
        var read = import.Read(row);
        Assert.Equal(
            (@event.Type, @event.Time.From, "MLI", "Gao", "The Band", 4.0),
            (
                read.Type,
                read.Time!.From,
                read.Place!.Country,
                read.Place.Name,
                read.Actors[0].Name,
                read.Harm[0].Best!.Value
            )
        );
        var again = new StringWriter();
        Export.Load(KnowledgeFolder.Default).Write(format, [read], [], again);
        // The id is the source's own now; the rest of what both formats hold is as it was.
        var (first, second) = (
            row.Cells,
            Assert.Single(ForeignRows.Read(new StringReader(again.ToString()), out _)).Cells
        );
        foreach (
            var column in (string[])
                [
                    "latitude",
                    "longitude",
                    "country",
                    "adm_1",
                    "admin1",
                    "event_date",
                    "date_start",
                    "best",
                    "fatalities",
                ]
        )
            Assert.Equal(first.GetValueOrDefault(column), second.GetValueOrDefault(column));
    }
}
