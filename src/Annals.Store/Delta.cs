using System.Globalization;

namespace Annals.Store;

/// <summary>
/// What is to be added to the rows of a rollup: gathered by key, so that a batch of events changes each row once, and
/// written in the order of the keys, in which the rows lie.
/// </summary>
/// <param name="store">Where the rollup is.</param>
/// <param name="table">Its name.</param>
/// <param name="keys">The columns that tell rows apart: texts and real numbers.</param>
/// <param name="sums">The columns that are added to; those in <see cref="Rollups.Sums"/> are real numbers.</param>
internal sealed class Delta(RecordStore store, string table, string[] keys, string[] sums)
{
    private sealed record Row(object[] Keys, double[] Sums)
    {
        /// <summary>Something was taken off: the row is there.</summary>
        public bool IsThere { get; set; }
    }

    private readonly Dictionary<string, Row> rows = new(StringComparer.Ordinal);

    public void Add(ReadOnlySpan<object> keys, ReadOnlySpan<double> sums)
    {
        var key = KeyOf(keys);
        if (!rows.TryGetValue(key, out var row))
            rows.Add(key, row = new Row(keys.ToArray(), new double[sums.Length]));
        for (var index = 0; index < sums.Length; index++)
        {
            row.Sums[index] += sums[index];
            row.IsThere |= sums[index] < 0;
        }
    }

    /// <summary>Within the transaction that changes what is counted.</summary>
    public void Write()
    {
        if (rows.Count == 0)
            return;
        Row[] changed =
        [
            .. rows.Where(one => !one.Value.IsThere || Array.Exists(one.Value.Sums, sum => sum != 0))
                .OrderBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => one.Value),
        ];
        rows.Clear();
        if (changed.Length == 0)
            return;
        if (store.Dialect == SqlDialect.Postgres)
            WriteAtOnce(changed);
        else
            WriteOneByOne(changed);
    }

    public int Count => rows.Count;

    public void Clear() => rows.Clear();

    private void WriteOneByOne(Row[] changed)
    {
        string[] columns = [.. keys, .. sums];
        var add = store.Connection.Statement(
            $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => "@" + column))}) {Adding}",
            columns
        );
        var values = new object?[columns.Length];
        foreach (var row in changed)
        {
            row.Keys.CopyTo(values, 0);
            for (var sum = 0; sum < sums.Length; sum++)
                values[keys.Length + sum] = IsReal(sums[sum]) ? row.Sums[sum] : (long)row.Sums[sum];
            add.Run(values);
        }
    }

    /// <summary>One question to the server for all rows: a column is a list.</summary>
    private void WriteAtOnce(Row[] changed)
    {
        var values = new List<(string, object?)>();
        for (var key = 0; key < keys.Length; key++)
        {
            var column = key;
            values.Add(
                (
                    keys[key],
                    changed[0].Keys[key] is string
                        ? changed.Select(row => (string)row.Keys[column]).ToArray()
                        : changed.Select(row => (double)row.Keys[column]).ToArray()
                )
            );
        }
        for (var sum = 0; sum < sums.Length; sum++)
        {
            var column = sum;
            values.Add(
                (
                    sums[sum],
                    IsReal(sums[sum])
                        ? changed.Select(row => row.Sums[column]).ToArray()
                        : changed.Select(row => (long)row.Sums[column]).ToArray()
                )
            );
        }
        store.Connection.Execute(
            $"INSERT INTO {table} ({string.Join(", ", keys.Concat(sums))}) SELECT * FROM unnest({string.Join(", ", keys.Concat(sums).Select(column => "@" + column))}) {Adding}",
            [.. values]
        );
    }

    private string Adding =>
        $"ON CONFLICT ({string.Join(", ", keys)}) DO UPDATE SET {string.Join(", ", sums.Select(sum => $"{sum} = {table}.{sum} + excluded.{sum}"))}";

    private static bool IsReal(string sum) => Rollups.Sums.Contains(sum);

    private static string KeyOf(ReadOnlySpan<object> keys) =>
        keys.Length switch
        {
            2 => string.Concat(Text(keys[0]), Between, Text(keys[1])),
            3 => string.Concat(string.Concat(Text(keys[0]), Between, Text(keys[1])), Between, Text(keys[2])),
            _ => string.Join('\u001f', keys.ToArray().Select(Text)),
        };

    private const string Between = "\u001f";

    private static string Text(object key) =>
        key as string ?? ((double)key).ToString("R", CultureInfo.InvariantCulture);
}
