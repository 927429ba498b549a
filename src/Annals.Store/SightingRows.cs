using Annals.Linking;

namespace Annals.Store;

/// <summary>
/// Where each sighting can be met, as rows that an index answers from: by family, country and days, within a box where the
/// point is known. Sightings are put by how long their days are (`span`), so that a stretch of first days finds all of them.
/// </summary>
internal sealed class SightingRows(RecordStore store) : IDisposable
{
    /// <summary>Most days from the first to the last, by span; those of the last are open (<see cref="Whereabouts.IsOpen"/>).</summary>
    private static readonly int[] Longest = [1, 15, Whereabouts.LongDays];

    private static readonly int Open = Longest.Length;

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
    ];

    private readonly Statement clear = new(
        store.Connection,
        "DELETE FROM sightings WHERE article = @article",
        "article"
    );

    private readonly Statement add = new(
        store.Connection,
        $"INSERT INTO sightings ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select(column => "@" + column))})",
        Columns
    );

    /// <summary>These in the place of those that the articles had.</summary>
    public void Replace(IEnumerable<string> articles, IEnumerable<(string Article, Whereabouts At)> sightings)
    {
        foreach (var article in articles)
            clear.Run(article);
        foreach (var (article, at) in sightings)
            add.Run(Values(article, at));
    }

    public void Dispose()
    {
        clear.Dispose();
        add.Dispose();
    }

    /// <summary>The values of <see cref="Columns"/>.</summary>
    public static object?[] Values(string article, Whereabouts at) =>
        [at.Family, at.Country ?? "", SpanOf(at), at.First ?? 0, at.Last ?? 0, at.Lat, at.Lon, at.Place ?? "", article];

    private static int SpanOf(Whereabouts at) =>
        at.IsOpen ? Open : Array.FindIndex(Longest, most => at.Last - at.First <= most);

    /// <summary>The question for the articles with sightings that meet these whereabouts, and its values. Empty where none can.</summary>
    public static (string Sql, string[] Names, object?[] Values) Question(Whereabouts at)
    {
        var branches = new List<string>();
        var values = new List<(string Name, object? Value)> { ("family", at.Family) };
        if (at.Place is not null)
        {
            values.Add(("place", at.Place));
            branches.Add(
                "SELECT article FROM sightings WHERE place = @place AND family = @family"
                    + (at.IsOpen ? "" : $" AND span = {Open}")
            );
        }
        if (!at.IsOpen)
            AddDays(at, branches, values);
        return branches.Count == 0
            ? ("", [], [])
            : (
                string.Join("\nUNION ALL\n", branches),
                [.. values.Select(value => value.Name)],
                [.. values.Select(value => value.Value)]
            );
    }

    private static void AddDays(Whereabouts at, List<string> branches, List<(string Name, object? Value)> values)
    {
        var first = at.First!.Value - Whereabouts.MostDaysApart;
        values.Add(("first", first));
        values.Add(("last", at.Last!.Value + Whereabouts.MostDaysApart));
        var where = "family = @family";
        if (at.Country is not null)
        {
            values.Add(("country", at.Country));
            where += " AND country IN (@country, '')";
        }
        var box = "";
        if (at.Reach is { } reach)
        {
            box = " AND (lat IS NULL OR (lat BETWEEN @south AND @north AND lon BETWEEN @west AND @east))";
            values.AddRange([
                ("south", reach.South),
                ("west", reach.West),
                ("north", reach.North),
                ("east", reach.East),
            ]);
        }
        for (var span = 0; span < Longest.Length; span++)
        {
            values.Add(($"from{span}", first - Longest[span]));
            branches.Add(
                $"SELECT article FROM sightings WHERE {where} AND span = {span} AND first_day BETWEEN @from{span} AND @last AND last_day >= @first{box}"
            );
        }
    }
}
