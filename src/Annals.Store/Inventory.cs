using System.Globalization;

namespace Annals.Store;

/// <summary>What lies in a store now; what was retired is not counted.</summary>
public sealed record Inventory(
    string Name,
    string Database,
    long Schema,
    long Pages,
    long Articles,
    long Reports,
    long Events,
    long Reviews
)
{
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static Inventory Of(RecordStore store) =>
        store.Read(() =>
            new Inventory(
                store.Name,
                store.Dialect.Name,
                RecordStore.Schema,
                Count(store, "contents"),
                Count(store, "articles WHERE retired_at IS NULL"),
                Count(store, "reports WHERE retired_at IS NULL"),
                Count(store, "events WHERE retired_at IS NULL"),
                Count(store, "reviews")
            )
        );

    private static long Count(RecordStore store, string from) =>
        Convert.ToInt64(store.Connection.Value($"SELECT COUNT(*) FROM {from}"), CultureInfo.InvariantCulture);
}
