using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Annals.Answers;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// The events that stand, as narrow rows in memory (72 bytes an event): a map or a timeline of a million, narrowed by
/// whatever, is one pass over them and takes some thousandths of a second, where a database that goes row by row takes
/// one. For a program that answers many questions, as the web does. What lies in the database alone (actors, parts of
/// names, words) is asked there, and joined here by the events' numbers. Safe for several threads.
/// </summary>
public sealed class EventColumns
{
    private readonly Lock gate = new();
    private readonly List<Row> rows = [];
    private readonly Names types = new();
    private readonly Names countries = new();
    private readonly Names statuses = new();
    private readonly Names places = new();
    private readonly Names divisions = new();
    private readonly Dictionary<string, bool[]> marks = new(StringComparer.Ordinal);
    private readonly List<(long Report, int Row)> further = [];
    private int[] rowOf = [];
    private long joinedTo;
    private bool isJoined;
    private string retiredTo = "";
    private bool isLoaded;

    /// <summary>So many answers of the database (which rows have a word, an actor, a place) are kept until a row changes.</summary>
    private const int MostMarks = 16;

    [StructLayout(LayoutKind.Auto)]
    private record struct Row(
        long Seq,
        int From,
        int To,
        double Lat,
        double Lon,
        double Confidence,
        float Dead,
        int Place,
        int Division,
        ushort Type,
        ushort Country,
        ushort Sources,
        byte Status,
        bool IsCounted,
        bool IsRetired
    );

    /// <summary>No day is known.</summary>
    private const int Undated = int.MinValue;

    /// <summary>Words and their numbers; nought is none.</summary>
    private sealed class Names
    {
        private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        private readonly List<string> names = [""];

        public int Of(string? name)
        {
            if (name is null)
                return 0;
            if (!numbers.TryGetValue(name, out var number))
            {
                numbers.Add(name, number = names.Count);
                names.Add(name);
            }
            return number;
        }

        /// <summary>-1 for one that no event has.</summary>
        public int Known(string name) => numbers.GetValueOrDefault(name, -1);

        public string? this[int number] => number == 0 ? null : names[number];
    }

    /// <summary>Whether the first reading is done: until then the database answers.</summary>
    public bool IsLoaded => Volatile.Read(ref isLoaded);

    /// <summary>Reads what is new since the last time, and lets go of what was retired.</summary>
    public void Refresh(RecordStore store)
    {
        lock (gate)
            store.Read(() =>
            {
                var last = rows.Count == 0 ? 0 : rows[^1].Seq;
                if (rows.Count == 0)
                    retiredTo =
                        store.Connection.Value("SELECT MAX(retired_at) FROM events WHERE retired_at > ''") as string
                        ?? "";
                rows.AddRange(
                    store.Connection.Query(
                        """
                        SELECT seq, day_from, day_to, lat, lon, confidence, dead, place, type, country, sources, status, counted, admin1, admin2
                        FROM events WHERE seq > @last AND retired_at IS NULL ORDER BY seq
                        """,
                        ReadRow,
                        ("last", last)
                    )
                );
                if (rows.Count > 0 && rows[^1].Seq > last)
                    marks.Clear();
                Retire(store);
                if (isJoined)
                    JoinTo(rows.Count == 0 ? 0 : rows[^1].Seq, Pairs(rows.Count == 0 ? 0 : rows[^1].Seq, store));
                Volatile.Write(ref isLoaded, true);
                return 0;
            });
    }

    private Row ReadRow(System.Data.Common.DbDataReader row) =>
        new(
            row.GetInt64(0),
            row.Text(1) is { } from ? Moment.Day(from).DayNumber : Undated,
            row.Text(2) is { } to ? Moment.Day(to).DayNumber : Undated,
            row.Number(3) ?? double.NaN,
            row.Number(4) ?? double.NaN,
            row.Number(5) ?? double.NaN,
            (float)(row.Number(6) ?? float.NaN),
            places.Of(row.Text(7)),
            row.Text(7) is { } place ? divisions.Of(Division(place, row.Text(13), row.Text(14))) : 0,
            (ushort)types.Of(row.GetString(8)),
            (ushort)countries.Of(row.Text(9)),
            row.IsDBNull(10) ? (ushort)0 : (ushort)Math.Min(ushort.MaxValue, row.GetInt64(10)),
            (byte)statuses.Of(row.GetString(11)),
            row.GetInt64(12) != 0,
            false
        );

    private static string Division(string place, string? admin1, string? admin2) => $"{place}\n{admin1}\n{admin2}";

    private void Retire(RecordStore store)
    {
        var all = CollectionsMarshal.AsSpan(rows);
        foreach (
            var (seq, moment) in store.Connection.Query(
                "SELECT seq, retired_at FROM events WHERE retired_at >= @since ORDER BY retired_at",
                row => (row.GetInt64(0), row.GetString(1)),
                ("since", retiredTo)
            )
        )
        {
            retiredTo = moment;
            if (IndexOf(all, seq) is not (var index and >= 0) || all[index].IsRetired)
                continue;
            all[index].IsRetired = true;
            marks.Clear();
        }
    }

    /// <summary>
    /// Reads which reports the events are made of, after the events themselves: words are found in reports, and a word
    /// that stands in every one of them would have the database look each up.
    /// </summary>
    public void Join(RecordStore store)
    {
        long last;
        lock (gate)
            last = rows.Count == 0 ? 0 : rows[^1].Seq;
        // Requests are answered meanwhile.
        var pairs = store.Read(() => Pairs(last, store));
        lock (gate)
        {
            JoinTo(last, pairs);
            isJoined = true;
        }
    }

    private List<(long Report, long Event)> Pairs(long last, RecordStore store)
    {
        var pairs = new List<(long, long)>();
        if (last > joinedTo)
            store.Connection.Numbers(
                "SELECT r.seq, x.event FROM event_reports x JOIN reports r ON r.id = x.report WHERE x.event > @after AND x.event <= @last",
                (report, @event) => pairs.Add((report, @event)),
                ("after", joinedTo),
                ("last", last)
            );
        return pairs;
    }

    private void JoinTo(long last, List<(long Report, long Event)> pairs)
    {
        var all = CollectionsMarshal.AsSpan(rows);
        foreach (var (report, @event) in pairs)
        {
            if (IndexOf(all, @event) is not (var row and >= 0))
                continue;
            if (report >= rowOf.Length)
                Array.Resize(ref rowOf, (int)Math.Max(report + 1, rowOf.Length * 5L / 4));
            if (rowOf[report] is var before and > 0 && !all[before - 1].IsRetired)
                further.Add((report, row));
            else
                rowOf[report] = row + 1;
        }
        joinedTo = Math.Max(joinedTo, last);
    }

    private static int IndexOf(ReadOnlySpan<Row> all, long seq)
    {
        // Numbers have few gaps: the place is guessed first.
        var (low, high) = (0, all.Length - 1);
        if (
            all.Length > 0
            && seq - all[0].Seq is >= 0 and var guess
            && guess < all.Length
            && all[(int)guess].Seq == seq
        )
            return (int)guess;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (all[middle].Seq == seq)
                return middle;
            if (all[middle].Seq < seq)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return -1;
    }

    /// <summary>The events of each day, as an array from the first day on; and how many have none.</summary>
    internal (int First, int[] Days, long Undated) ByDay(Filter filter, RecordStore store)
    {
        lock (gate)
        {
            var test = new Test(this, filter, store);
            var all = CollectionsMarshal.AsSpan(rows);
            var (first, last, undated) = (int.MaxValue, int.MinValue, 0L);
            for (var index = 0; index < all.Length; index++)
                if (test.Passes(all[index], index))
                {
                    if (all[index].From == Undated)
                        undated++;
                    else
                        (first, last) = (Math.Min(first, all[index].From), Math.Max(last, all[index].From));
                }
            if (first > last)
                return (0, [], undated);
            var days = new int[last - first + 1];
            for (var index = 0; index < all.Length; index++)
                if (all[index].From != Undated && test.Passes(all[index], index))
                    days[all[index].From - first]++;
            return (first, days, undated);
        }
    }

    /// <summary>How many events pass, and the numbers of the latest of them, the undated last.</summary>
    internal (long Count, List<long> Seqs) Latest(Filter filter, RecordStore store)
    {
        lock (gate)
        {
            var test = new Test(this, filter, store);
            var all = CollectionsMarshal.AsSpan(rows);
            var most = filter.Skip + filter.Limit;
            var latest = new PriorityQueue<long, (int Day, long Seq)>();
            var count = 0L;
            // From the end: what came in last is mostly the latest, and the queue is filled once.
            for (var index = all.Length - 1; index >= 0; index--)
            {
                if (!test.Passes(all[index], index))
                    continue;
                count++;
                var rank = (all[index].From, all[index].Seq);
                if (latest.Count < most)
                    latest.Enqueue(all[index].Seq, rank);
                else if (latest.TryPeek(out _, out var least) && rank.CompareTo(least) > 0)
                    latest.EnqueueDequeue(all[index].Seq, rank);
            }
            var seqs = new List<long>();
            while (latest.TryDequeue(out var seq, out _))
                seqs.Add(seq);
            seqs.Reverse();
            return (count, [.. seqs.Skip(filter.Skip)]);
        }
    }

    /// <summary>Of each country: how many events, the first day and the last.</summary>
    internal Dictionary<string, (long Events, DateOnly? First, DateOnly? Last)> ByCountry(
        Filter filter,
        RecordStore store
    )
    {
        var counted = new Dictionary<string, (long Events, DateOnly? First, DateOnly? Last)>(StringComparer.Ordinal);
        lock (gate)
        {
            var test = new Test(this, filter, store);
            var all = CollectionsMarshal.AsSpan(rows);
            for (var index = 0; index < all.Length; index++)
            {
                if (all[index].Country == 0 || !test.Passes(all[index], index))
                    continue;
                ref var country = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    counted,
                    countries[all[index].Country]!,
                    out _
                );
                country.Events++;
                if (DayOf(all[index].From) is { } from && !(country.First <= from))
                    country.First = from;
                if (DayOf(all[index].To) is { } to && !(country.Last >= to))
                    country.Last = to;
            }
        }
        return counted;
    }

    private static DateOnly? DayOf(int number) => number == Undated ? null : DateOnly.FromDayNumber(number);

    /// <summary>Sums over month and cell of a grid, of the events that have a day and a point.</summary>
    internal List<(int Year, int Month, MapCell Cell)> ByMonth(Filter filter, double cell, RecordStore store)
    {
        lock (gate)
        {
            var test = new Test(this, filter, store);
            var all = CollectionsMarshal.AsSpan(rows);
            var cells = new Dictionary<(int, int, int, int), MapCell>();
            for (var index = 0; index < all.Length; index++)
            {
                ref readonly var row = ref all[index];
                if (row.From == Undated || double.IsNaN(row.Lat) || double.IsNaN(row.Lon) || !test.Passes(row, index))
                    continue;
                var day = DateOnly.FromDayNumber(row.From);
                CollectionsMarshal
                    .GetValueRefOrAddDefault(
                        cells,
                        (
                            day.Year,
                            day.Month,
                            (int)Math.Floor((row.Lat + 90) / cell),
                            (int)Math.Floor((row.Lon + 180) / cell)
                        ),
                        out _
                    )
                    .Add(row.Lat, row.Lon, row.Seq, row.Place);
            }
            return [.. cells.Select(one => (one.Key.Item1, one.Key.Item2, one.Value))];
        }
    }

    /// <summary>Sums over the cells of a grid; the events without a point are counted apart.</summary>
    /// <param name="filter">Which events.</param>
    /// <param name="seen">The stretch that is drawn.</param>
    /// <param name="cell">The side of a cell, degrees.</param>
    /// <param name="store">What lies in the database alone is asked there.</param>
    internal (List<MapCell> Cells, long Unplaced) ByCell(Filter filter, Box? seen, double cell, RecordStore store)
    {
        lock (gate)
        {
            var test = new Test(this, filter, store);
            var all = CollectionsMarshal.AsSpan(rows);
            var cells = new Dictionary<(int, int), MapCell>();
            var unplaced = 0L;
            for (var index = 0; index < all.Length; index++)
            {
                ref readonly var row = ref all[index];
                if (!test.Passes(row, index))
                    continue;
                if (double.IsNaN(row.Lat) || double.IsNaN(row.Lon))
                    unplaced++;
                else if (seen is null || Lies(seen, row))
                    CollectionsMarshal
                        .GetValueRefOrAddDefault(
                            cells,
                            ((int)Math.Floor((row.Lat + 90) / cell), (int)Math.Floor((row.Lon + 180) / cell)),
                            out _
                        )
                        .Add(row.Lat, row.Lon, row.Seq, row.Place);
            }
            return ([.. cells.Values], unplaced);
        }
    }

    /// <summary>Null for the number of no name.</summary>
    internal string? PlaceName(int place) => places[place];

    private static bool Lies(Box box, in Row row) =>
        row.Lat >= box.South
        && row.Lat <= box.North
        && (
            box.West > box.East
                ? row.Lon >= box.West || row.Lon <= box.East
                : row.Lon >= box.West && row.Lon <= box.East
        );

    /// <summary>A filter made ready for a pass over the rows.</summary>
    private readonly struct Test
    {
        private readonly Filter filter;
        private readonly bool[]? isOfType;
        private readonly int country;
        private readonly int status;
        private readonly (int From, int To) days;
        private readonly bool[]? named;

        public Test(EventColumns columns, Filter filter, RecordStore store)
        {
            this.filter = filter;
            if (filter.Types.Length > 0)
            {
                isOfType = new bool[ushort.MaxValue + 1];
                foreach (var type in filter.Types)
                    if (columns.types.Known(type) is var number and > 0)
                        isOfType[number] = true;
            }
            country = filter.Country is { } name ? columns.countries.Known(name.ToUpperInvariant()) : 0;
            status = filter.Status is { } one ? columns.statuses.Known(Words.Of(one)) : 0;
            days = (filter.From?.DayNumber ?? Undated, filter.To?.DayNumber ?? int.MaxValue);
            named = columns.Named(filter, store);
        }

        public bool Passes(in Row row, int index) =>
            !row.IsRetired
            && (row.IsCounted || filter.All || status != 0)
            && (status == 0 || row.Status == status)
            && (isOfType is null || isOfType[row.Type])
            && (country == 0 || row.Country == country)
            && (filter.From is null || ((row.To >= days.From || row.From >= days.From) && row.From != Undated))
            && (filter.To is null || (row.From <= days.To && row.From != Undated))
            && (filter.Killed is not { } killed || row.Dead >= killed)
            && (filter.Sources is not { } sources || row.Sources >= sources)
            && (filter.Confidence is not { } confidence || row.Confidence >= confidence)
            && (filter.Box is not { } box || Lies(box, row))
            && (named is null || named[index]);
    }

    /// <summary>Which rows hold what the database alone knows; null where nothing of it is asked.</summary>
    private bool[]? Named(Filter filter, RecordStore store)
    {
        bool[]? named = null;
        if (filter.Actor is { } actor)
            Keep("actor", actor, () => Marked(EventWays.OfActor(actor, store), store));
        if (filter.Place is { } place)
            Keep(
                "place",
                place,
                () =>
                    EventWays.Geonames(place) is null
                        ? At(place, store)
                        : Marked(new Filter { Place = place, All = true }, store)
            );
        if (filter.Words is { } words)
            Keep(
                "words",
                words,
                () => isJoined ? WithWords(words, store) : Marked(new Filter { Words = words, All = true }, store)
            );
        return named;

        void Keep(string part, string value, Func<bool[]> ask)
        {
            var key = $"{part}\n{value}";
            if (!marks.TryGetValue(key, out var marked))
            {
                if (marks.Count >= MostMarks)
                    marks.Clear();
                marks.Add(key, marked = ask());
            }
            if (named is null)
            {
                named = marked;
                return;
            }
            // What is kept stays as it is.
            var both = new bool[marked.Length];
            for (var index = 0; index < both.Length; index++)
                both[index] = named[index] && marked[index];
            named = both;
        }
    }

    private bool[] WithWords(string words, RecordStore store)
    {
        var found = new bool[rowOf.Length];
        var marked = new bool[rows.Count];
        store.Connection.Numbers(
            store.Dialect.SearchRows,
            (report, _) =>
            {
                if (report < found.Length)
                {
                    found[report] = true;
                    if (rowOf[report] > 0)
                        marked[rowOf[report] - 1] = true;
                }
            },
            ("words", store.Dialect.Search(words))
        );
        foreach (var (report, row) in further)
            marked[row] |= found[report];
        return marked;
    }

    private bool[] Marked(Filter filter, RecordStore store)
    {
        var where = EventConditions.Of(filter, store);
        return Marked(($"SELECT e.seq FROM {where.From} WHERE {where.Sql}", [.. where.Values]), store);
    }

    private bool[] Marked((string Sql, (string, object?)[] Values) question, RecordStore store)
    {
        var marked = new bool[rows.Count];
        store.Connection.Numbers(
            question.Sql,
            (seq, _) =>
            {
                if (IndexOf(CollectionsMarshal.AsSpan(rows), seq) is var index and >= 0)
                    marked[index] = true;
            },
            question.Values
        );
        return marked;
    }

    /// <summary>By the names of places and of their divisions, which are fewer than the events.</summary>
    private bool[] At(string place, RecordStore store)
    {
        var meant = store
            .Connection.Query(
                $"SELECT p.place, p.admin1, p.admin2 FROM event_places p WHERE p.events > 0 AND {EventWays.HoldsPlace("p", store.Dialect)}",
                row => divisions.Known(Division(row.GetString(0), row.GetString(1), row.GetString(2))),
                ("place", EventConditions.Part(place))
            )
            .ToHashSet();
        var marked = new bool[rows.Count];
        for (var index = 0; index < marked.Length; index++)
            marked[index] = meant.Contains(rows[index].Division);
        return marked;
    }
}

/// <summary>A cell of the map in the making: how many events, where on average, and what they have in common.</summary>
internal record struct MapCell(double Lat, double Lon, long Count, long Seq, int Place)
{
    /// <summary>Several places, or none that has a name.</summary>
    public const int Several = -1;

    public void Add(double lat, double lon, long seq, int place)
    {
        Place = Count == 0 || Place == place ? place : Several;
        Seq = seq;
        Count++;
        Lat += lat;
        Lon += lon;
    }
}
