using Annals.Store;

namespace Annals.Tests.Store;

public sealed class RecordStoreTests(Databases databases) : IClassFixture<Databases>
{
    [Fact]
    public void A_file_that_is_no_database_is_named()
    {
        var path = databases.File("notes.db");
        File.WriteAllText(
            path,
            "Not a database at all, but quite some text that somebody keeps in a file of that name."
        );
        Assert.Contains("notes.db: is no store of Annals", Fails(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_programs_database_is_left_alone()
    {
        var path = databases.File("other.db");
        SQLitePCL.Batteries_V2.Init();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE recipes (name TEXT)";
            command.ExecuteNonQuery();
        }
        Assert.Contains("is a database, but no store of Annals", Fails(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_store_is_not_made_by_reading()
    {
        var path = databases.File("missing.db");
        var failure = Assert.Throws<StoreException>(() => RecordStore.Open(path, StoreAccess.Read));
        Assert.Contains("there is no such store", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_folder_is_no_store() =>
        Assert.Contains("is a folder", Fails(databases.File("")), StringComparison.Ordinal);

    [Fact]
    public void A_server_that_is_not_there_is_named() =>
        Assert.Contains(
            "127.0.0.1/annals: no connection",
            Fails("postgres://me@127.0.0.1:1/annals"),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void A_store_of_a_newer_version_is_refused_by_name(string kind)
    {
        var database = databases.New(kind);
        using (var store = RecordStore.Open(database))
            store.Transaction(() =>
            {
                store.SetMeta("schema", "999");
                store.SetMeta("made_by", "9.9.9");
            });
        Assert.Contains("was made by Annals 9.9.9 (schema 999)", Fails(database), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void A_transaction_that_fails_leaves_nothing(string kind)
    {
        using var store = RecordStore.Open(databases.New(kind));
        Assert.Throws<InvalidOperationException>(() =>
            store.Transaction(() =>
            {
                store.SetMeta("half", "done");
                throw new InvalidOperationException("the machine stopped here");
            })
        );
        Assert.Null(store.Meta("half"));
    }

    private static string Fails(string connection) =>
        Assert.Throws<StoreException>(() => RecordStore.Open(connection).Dispose()).Message;
}
