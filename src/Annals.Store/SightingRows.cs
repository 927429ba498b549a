using Annals.Linking;

namespace Annals.Store;

/// <summary>
/// Where each sighting can be met, as rows that an index answers from: by family, country and days, within a box where the
/// point is known. Sightings are put by how long their days are (`span`), so that a stretch of first days finds all of them.
/// </summary>
internal sealed class SightingRows(RecordStore store)
{
    /// <summary>Most days from the first to the last, by span; those of the last are open (<see cref="Whereabouts.IsOpen"/>).</summary>
    private static readonly int[] Longest = [1, 15, Whereabouts.LongDays];

    private const int Open = 3;

    /// <summary>The conditions and the value that indexes are made of: a question has to say them in the same words.</summary>
    internal const string OfOpenDays = "span = 3";
    internal const string OfDays = "span < 3";
    internal const string Month = "first_day / 32";

    public static readonly string[] Columns =
    [
        "family",
        "country",
        "span",
        "first_day",
        "last_day",
        "lat",
        "lon",
        "place",
        "article",
        "sketch",
    ];

    private const int AtOnce = 400;

    private readonly Sink rows = new("sightings", Columns);

    /// <summary>These in the place of those that the articles had.</summary>
    public void Replace(IEnumerable<string> articles, IEnumerable<Trace> sightings)
    {
        foreach (var some in articles.Chunk(AtOnce))
            store.Connection.Execute(
                $"DELETE FROM sightings WHERE {store.Dialect.In("article", "@articles")}",
                ("articles", store.Dialect.List(some))
            );
        foreach (var trace in sightings)
            rows.Add(Values(trace));
        rows.Write(store.Connection);
    }

    /// <summary>The values of <see cref="Columns"/>.</summary>
    public static object?[] Values(Trace trace)
    {
        var at = trace.At;
        return
        [
            at.Family,
            at.Country ?? "",
            SpanOf(at),
            at.First ?? 0,
            at.Last ?? 0,
            at.Lat,
            at.Lon,
            at.Place ?? "",
            trace.Article,
            trace.Sketch,
        ];
    }

    private static int SpanOf(Whereabouts at) =>
        at.IsOpen ? Open : Array.FindIndex(Longest, most => at.Last - at.First <= most);

    /// <summary>What is known of whereabouts: it makes the question.</summary>
    internal readonly record struct Kind(bool HasPlace, bool IsOpen, bool HasDays, bool HasCountry, bool HasReach);

    /// <summary>Null where no other sighting can meet it.</summary>
    public static Kind? KindOf(Whereabouts at) =>
        at.IsOpen
            ? at.Place is null
                ? null
                : new Kind(true, true, HasDays(at), false, false)
            : new Kind(at.Place is not null, false, true, at.Country is not null, at.Reach is not null);

    private static bool HasDays(Whereabouts at) => at.First is not null && at.Last is not null;

    /// <summary>What is left to ask where the days are looked through otherwise: those of open days at its place. Null where that is nothing.</summary>
    public static Kind? KindOfOpen(Whereabouts at) =>
        at.Place is null ? null : new Kind(true, false, false, false, false);

    /// <summary>Articles, days and points of all sightings of a family and a country, from one day to another.</summary>
    public static string QuestionOfDays => Days("@");

    /// <summary>The same for many at once, for PostgreSQL: each of its values is a list, and the number of each comes back with its rows.</summary>
    public static string QuestionOfManyDays =>
        OfMany(NamesOfManyDays, "s.article, s.first_day, s.last_day, s.lat, s.lon, v.at_number", Days("v.at_"));

    /// <summary>The names of its values.</summary>
    public static string[] NamesOfManyDays => ["number", .. NamesOfDays];

    /// <summary>The names of the values of <see cref="QuestionOfDays"/>.</summary>
    public static string[] NamesOfDays => ["family", "country", "first", "last", .. FromOf(0).Select(one => one.Name)];

    /// <param name="of">What stands before the name of a value.</param>
    private static string Days(string of) =>
        string.Join(
            "\nUNION ALL\n",
            Longest.Select(
                (_, span) =>
                    $"SELECT article, first_day, last_day, lat, lon FROM sightings WHERE family = {of}family AND country = {of}country AND {During(span, of)}"
            )
        );

    /// <summary>The earliest first days of sightings that reach to a day, by span.</summary>
    public static IEnumerable<(string Name, int Value)> FromOf(int first) =>
        Longest.Select((longest, span) => ($"from{span}", first - longest));

    /// <summary>The question for the articles with sightings that meet whereabouts of this kind, and the names of its values.</summary>
    public static (string Sql, string[] Names) Question(Kind kind) => (Branches(kind, "@"), NamesOf(kind));

    /// <summary>One question for many whereabouts of this kind, for PostgreSQL: each of its values is a list.</summary>
    public static string QuestionOfMany(Kind kind) =>
        OfMany(NamesOf(kind), "DISTINCT s.article", Branches(kind, "v.at_"));

    /// <param name="names">Of the values, each of which is a list.</param>
    /// <param name="what">What is asked for.</param>
    /// <param name="question">Of one, whose values are in "v" with "at_" before their names.</param>
    private static string OfMany(string[] names, string what, string question) =>
        $"""
            SELECT {what} FROM unnest({string.Join(", ", names.Select(name => "@" + name))}) AS v({string.Join(
                ", ",
                names.Select(name => "at_" + name)
            )})
            CROSS JOIN LATERAL ({question}) s
            """;

    /// <summary>The values for <see cref="QuestionOfMany"/>.</summary>
    public static (string Name, object? Value)[] AskedOfMany(Kind kind, IReadOnlyCollection<Whereabouts> places)
    {
        var asked = places.Select(at => Asked(kind, at)).ToArray();
        return
        [
            .. NamesOf(kind)
                .Select(
                    (name, index) =>
                        (
                            name,
                            (object?)(
                                asked[0][index] switch
                                {
                                    string => asked.Select(values => (string)values[index]!).ToArray(),
                                    int => asked.Select(values => (int)values[index]!).ToArray(),
                                    _ => asked.Select(values => (double)values[index]!).ToArray(),
                                }
                            )
                        )
                ),
        ];
    }

    private static string[] NamesOf(Kind kind)
    {
        var names = new List<string> { "family" };
        if (kind.HasPlace)
            names.Add("place");
        if (!kind.HasDays)
            return [.. names];
        names.AddRange(["first", "last", .. SpansOf(kind).Select(span => $"from{span}")]);
        if (kind.HasCountry)
            names.Add("country");
        if (kind.HasReach)
            names.AddRange(["south", "west", "north", "east"]);
        return [.. names];
    }

    /// <summary>Those whose earliest first days are asked with: what is open asks by months, from the earliest of all.</summary>
    private static IEnumerable<int> SpansOf(Kind kind) =>
        kind.IsOpen ? [Longest.Length - 1] : Enumerable.Range(0, Longest.Length);

    /// <param name="kind">What is known.</param>
    /// <param name="of">What stands before the name of a value.</param>
    private static string Branches(Kind kind, string of)
    {
        var branches = new List<string>();
        if (kind.HasPlace)
            branches.Add(
                $"SELECT article FROM sightings WHERE place = {of}place AND family = {of}family AND {OfOpenDays}"
            );
        if (kind is { IsOpen: true, HasDays: var hasDays })
            branches.Add(
                $"""
                SELECT s.article FROM ({(
                    hasDays ? MonthsBetween(of) : Months
                )}) m CROSS JOIN sightings s WHERE s.{OfDays} AND s.{Month} = m.one AND s.place = {of}place AND s.family = {of}family
                {(hasDays ? $"AND s.first_day <= {of}last AND s.last_day >= {of}first" : "")}
                """
            );
        if (kind is { IsOpen: false, HasDays: true })
            branches.AddRange(BranchesOfDays(kind, of));
        return string.Join("\nUNION ALL\n", branches);
    }

    /// <summary>All months in which anything with days begins, each looked up after the one before.</summary>
    private static readonly string Months = $"""
        WITH RECURSIVE months(one) AS (
            SELECT (SELECT {Month} FROM sightings WHERE {OfDays} ORDER BY {Month} LIMIT 1)
            UNION ALL SELECT (SELECT {Month} FROM sightings WHERE {OfDays} AND {Month} > months.one ORDER BY {Month} LIMIT 1)
            FROM months WHERE months.one IS NOT NULL
        ) SELECT one FROM months WHERE one IS NOT NULL
        """;

    /// <summary>The months in which what reaches into some days can begin.</summary>
    private static string MonthsBetween(string of) =>
        $"""
            WITH RECURSIVE months(one) AS (
                SELECT {of}from{Longest.Length - 1} / 32 UNION ALL SELECT one + 1 FROM months WHERE one < {of}last / 32
            ) SELECT one FROM months
            """;

    private static IEnumerable<string> BranchesOfDays(Kind kind, string of)
    {
        // One country to a branch: of two in a list PostgreSQL makes a filter over all of the family.
        string[] countries = kind.HasCountry ? [$" AND country = {of}country", " AND country = ''"] : [""];
        var box = kind.HasReach
            ? $" AND (lat IS NULL OR (lat BETWEEN {of}south AND {of}north AND lon BETWEEN {of}west AND {of}east))"
            : "";
        foreach (var country in countries)
            for (var span = 0; span < Longest.Length; span++)
                yield return $"SELECT article FROM sightings WHERE family = {of}family{country} AND {During(span, of)}{box}";
    }

    private static string During(int span, string of) =>
        $"span = {span} AND first_day BETWEEN {of}from{span} AND {of}last AND last_day >= {of}first";

    /// <summary>The values for the question of this kind, in the order of its names.</summary>
    public static object?[] Asked(Kind kind, Whereabouts at)
    {
        var values = new List<object?>(12) { at.Family };
        if (kind.HasPlace)
            values.Add(at.Place);
        if (!kind.HasDays)
            return [.. values];
        var first = at.First!.Value - Whereabouts.MostDaysApart;
        values.Add(first);
        values.Add(at.Last!.Value + Whereabouts.MostDaysApart);
        foreach (var span in SpansOf(kind))
            values.Add(first - Longest[span]);
        if (kind.HasCountry)
            values.Add(at.Country);
        if (kind.HasReach && at.Reach is { } reach)
            values.AddRange([reach.South, reach.West, reach.North, reach.East]);
        return [.. values];
    }
}
