namespace Annals.Store;

/// <summary>
/// What is to be added to the rows of a rollup: gathered by key, so that a batch of events changes each row once, and
/// written in the order of the keys, in which the rows lie.
/// </summary>
/// <param name="store">Where the rollup is.</param>
/// <param name="table">Its name.</param>
/// <param name="keys">The columns that tell rows apart: texts and real numbers.</param>
/// <param name="sums">The columns that are added to; those in <see cref="Rollups.Sums"/> are real numbers.</param>
/// <param name="numbers">A number for each text, for the time that rows are gathered: what rows are told apart by.</param>
internal sealed class Delta(
    RecordStore store,
    string table,
    string[] keys,
    string[] sums,
    Dictionary<string, long> numbers
)
{
    /// <summary>The keys of a row as numbers; nought where it has fewer.</summary>
    private readonly record struct RowKey(long A, long B, long C, long D, long E);

    private sealed record Row(object[] Keys, double[] Sums)
    {
        /// <summary>Something was taken off: the row is there.</summary>
        public bool IsThere { get; set; }
    }

    private readonly Dictionary<RowKey, Row> rows = [];

    /// <summary>What is to be written, in order; null before it is settled.</summary>
    private Row[]? settled;

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

    /// <summary>Puts the rows in order: may be done by another thread before they are written.</summary>
    public void Settle()
    {
        if (rows.Count == 0)
            return;
        settled =
        [
            .. settled ?? [],
            .. rows
                .Values.Where(row => !row.IsThere || Array.Exists(row.Sums, sum => sum != 0))
                .Order(Comparer<Row>.Create(InOrder)),
        ];
        rows.Clear();
    }

    /// <summary>Within the transaction that changes what is counted.</summary>
    public void Write()
    {
        Settle();
        if (settled is not { } changed)
            return;
        settled = null;
        if (changed.Length == 0)
            return;
        if (store.Dialect == SqlDialect.Postgres)
            WriteAtOnce(changed);
        else
            WriteOneByOne(changed);
    }

    public int Count => rows.Count;

    public void Clear()
    {
        rows.Clear();
        settled = null;
    }

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

    private RowKey KeyOf(ReadOnlySpan<object> values) =>
        new(
            Number(values[0]),
            Number(values[1]),
            values.Length > 2 ? Number(values[2]) : 0,
            values.Length > 3 ? Number(values[3]) : 0,
            values.Length > 4 ? Number(values[4]) : 0
        );

    private long Number(object value)
    {
        if (value is not string text)
            return BitConverter.DoubleToInt64Bits((double)value);
        if (!numbers.TryGetValue(text, out var number))
            numbers.Add(text, number = numbers.Count);
        return number;
    }

    /// <summary>As the rows lie in the table.</summary>
    private static int InOrder(Row a, Row b)
    {
        for (var key = 0; key < a.Keys.Length; key++)
        {
            var order = a.Keys[key] is string text
                ? string.CompareOrdinal(text, (string)b.Keys[key])
                : ((double)a.Keys[key]).CompareTo((double)b.Keys[key]);
            if (order != 0)
                return order;
        }
        return 0;
    }
}
