using System.Runtime.InteropServices;
using Annals.Linking;

namespace Annals.Store;

/// <summary>
/// Sightings of stretches of days that are asked about often: one question reads all of a family, a country and a week or so,
/// and what each whereabouts can meet is found among them in memory. News of a day asks about the same days over and over.
/// </summary>
internal sealed class Stretches(RecordStore store) : IDisposable
{
    /// <summary>Days to a stretch.</summary>
    private const int Length = 8;

    /// <summary>Asked about by fewer, a question for each reads less. A server is asked for all that are wanted together.</summary>
    private readonly int fewest = store.Dialect == SqlDialect.Postgres ? 1 : 4;

    /// <summary>Stretches that a server is asked for in one question.</summary>
    private const int AtOnce = 400;

    private readonly record struct Key(string Family, string Country, int Number);

    private readonly record struct Row(string Article, int First, int Last, double? Lat, double? Lon);

    private readonly Statement question =
        store.Dialect == SqlDialect.Postgres
            ? new(store.Connection, SightingRows.QuestionOfManyDays, SightingRows.NamesOfManyDays)
            : new(store.Connection, SightingRows.QuestionOfDays, SightingRows.NamesOfDays);

    private readonly Dictionary<Key, List<Row>> read = [];
    private readonly Dictionary<string, string?> names = new(StringComparer.Ordinal);

    /// <summary>
    /// Adds the articles with sightings of days that these can meet, each once for each of its sightings: whoever asks keeps
    /// them. Those that are better asked for one by one are left.
    /// </summary>
    public List<Whereabouts> Find(IReadOnlyCollection<Whereabouts> places, HashSet<string> ids)
    {
        var often = places
            .Where(IsOfDays)
            .SelectMany(KeysOf)
            .CountBy(key => key)
            .Where(one => one.Value >= fewest)
            .Select(one => one.Key)
            .ToHashSet();
        if (store.Dialect == SqlDialect.Postgres)
            foreach (var some in often.Where(key => !read.ContainsKey(key)).Chunk(AtOnce))
                ReadMany(some);
        var left = new List<Whereabouts>();
        foreach (var at in places)
            if (IsOfDays(at) && KeysOf(at).All(key => read.ContainsKey(key) || often.Contains(key)))
                Meet(at, ids);
            else
                left.Add(at);
        return left;
    }

    /// <summary>Has days, and a country that narrows them.</summary>
    private static bool IsOfDays(Whereabouts at) => at is { IsOpen: false, Country: not null };

    private static IEnumerable<Key> KeysOf(Whereabouts at)
    {
        var (first, last) = (at.First!.Value - Whereabouts.MostDaysApart, at.Last!.Value + Whereabouts.MostDaysApart);
        for (var number = first / Length; number <= last / Length; number++)
            yield return new(at.Family, at.Country!, number);
    }

    private void Meet(Whereabouts at, HashSet<string> ids)
    {
        var (first, last) = (at.First!.Value - Whereabouts.MostDaysApart, at.Last!.Value + Whereabouts.MostDaysApart);
        var box = at.Reach;
        foreach (var key in KeysOf(at))
        {
            if (!read.TryGetValue(key, out var rows))
                read.Add(key, rows = Read(key));
            for (var index = rows.Count - 1; index >= 0; index--)
            {
                var row = rows[index];
                if (row.First > last || row.Last < first || !IsWithin(row, box))
                    continue;
                ids.Add(row.Article);
                // What has been found need not be found again.
                rows[index] = rows[^1];
                rows.RemoveAt(rows.Count - 1);
            }
        }
    }

    private static bool IsWithin(Row row, (double South, double West, double North, double East)? box) =>
        row is not { Lat: { } lat, Lon: { } lon }
        || box is not { } within
        || (lat >= within.South && lat <= within.North && lon >= within.West && lon <= within.East);

    /// <summary>Of this country, and of none that is known.</summary>
    private List<Row> Read(Key key)
    {
        var rows = new List<Row>();
        var first = key.Number * Length;
        foreach (var country in (string[])[key.Country, ""])
            question.Rows(
                row => rows.Add(RowOf(row)),
                [key.Family, country, first, first + Length - 1, .. SightingRows.FromOf(first).Select(one => one.Value)]
            );
        return rows;
    }

    /// <summary>In one question: each by itself takes a way to the server and back, and a plan of its own.</summary>
    private void ReadMany(Key[] keys)
    {
        foreach (var key in keys)
            read.Add(key, []);
        var asked = keys.SelectMany(
                (key, number) =>
                    ((Key Key, int Number, string Country)[])[(key, number, key.Country), (key, number, "")]
            )
            .ToArray();
        int[] firsts = [.. asked.Select(one => one.Key.Number * Length)];
        question.Rows(
            row => read[keys[row.Int(5)]].Add(RowOf(row)),
            [
                asked.Select(one => one.Number).ToArray(),
                asked.Select(one => one.Key.Family).ToArray(),
                asked.Select(one => one.Country).ToArray(),
                firsts,
                firsts.Select(first => first + Length - 1).ToArray(),
                .. SightingRows.FromOf(0).Select(one => firsts.Select(first => first + one.Value).ToArray()),
            ]
        );
    }

    private Row RowOf(Store.Row row) =>
        new(One(row.Text(0)), row.Int(1), row.Int(2), row.RealOrNull(3), row.RealOrNull(4));

    /// <summary>The same text for the same article.</summary>
    private string One(string article)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(names, article, out _);
        return known ??= article;
    }

    public void Dispose() => question.Dispose();
}
