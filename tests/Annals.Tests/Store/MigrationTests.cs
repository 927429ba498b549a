using System.IO.Compression;
using Annals.Answers;
using Annals.Store;
using Annals.Tests.Structure;

namespace Annals.Tests.Store;

public sealed class MigrationTests(Databases databases) : IClassFixture<Databases>
{
    [Theory]
    [InlineData("sqlite", 1)]
    [InlineData("postgres", 1)]
    [InlineData("sqlite", 4)]
    [InlineData("postgres", 4)]
    public void A_store_of_every_released_version_is_brought_forward(string kind, int schema)
    {
        var database = databases.New(kind);
        Restore(kind, database, schema);
        Assert.Contains(
            "is of an older version",
            Assert.Throws<StoreException>(() => RecordStore.Open(database, StoreAccess.Read)).Message,
            StringComparison.Ordinal
        );
        using var store = RecordStore.Open(database);
        Assert.Equal((3, 3), (Inventory.Of(store).Articles, Inventory.Of(store).Events));
        Assert.Empty(Rollups.Differing(store));
        var ask = new Ask(store);
        Assert.Equal(3, ask.Events(new Filter()).Total.Count);
        Assert.Equal(2, Assert.Single(ask.Events(new Filter { Place = "Gao" }).Events).Articles);
        Assert.Equal("mli-army", ask.Actors("armed forces", 1)[0].Id);
        Assert.Equal(9, Assert.Single(ask.Events(new Filter { Killed = 9 }).Events).Harm[0].Low);
        Assert.Equal(0, ask.Events(new Filter { Killed = 11 }).Total.Count);
    }

    private static void Restore(string kind, string database, int schema)
    {
        var saved = Repository.File("tests", "stores", $"schema-{schema}.{(kind == "sqlite" ? "db.gz" : "sql")}");
        if (kind == "sqlite")
        {
            using var packed = new GZipStream(File.OpenRead(saved), CompressionMode.Decompress);
            using var file = File.Create(database);
            packed.CopyTo(file);
            return;
        }
        using var connection = new Npgsql.NpgsqlConnection(database);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = string.Join(
            '\n',
            File.ReadLines(saved)
                .Where(line => !line.StartsWith('\\') && !line.StartsWith("SET ", StringComparison.Ordinal))
        );
        command.ExecuteNonQuery();
    }
}
