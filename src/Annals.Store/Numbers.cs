using System.Globalization;

namespace Annals.Store;

/// <summary>
/// Numbers (`seq`) for rows of a table that are on their way, in the order of arrival. To be forgotten whenever rows are
/// numbered by the database itself, and when a transaction has failed.
/// </summary>
internal sealed class Numbers(RecordStore store, string table)
{
    private const int AtOnce = 1000;

    private readonly Queue<long> given = [];
    private long? last;

    public long Next()
    {
        if (store.Dialect == SqlDialect.Sqlite)
        {
            last ??= Convert.ToInt64(
                store.Connection.Value($"SELECT COALESCE(MAX(seq), 0) FROM {table}"),
                CultureInfo.InvariantCulture
            );
            return (last += 1).Value;
        }
        if (given.Count == 0)
            foreach (
                var number in store.Connection.Query(
                    $"SELECT nextval(pg_get_serial_sequence('{table}', 'seq')) FROM generate_series(1, {AtOnce})",
                    row => row.GetInt64(0)
                )
            )
                given.Enqueue(number);
        return given.Dequeue();
    }

    public void Forget()
    {
        last = null;
        given.Clear();
    }
}
