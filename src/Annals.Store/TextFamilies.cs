using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// Which articles are one text, kept up with what comes in: each article leaves marks, a fixed fraction of its runs of
/// words, and is held against those that share some. `articles.text_of` is the smallest id of its family.
/// </summary>
internal sealed class TextFamilies(RecordStore store) : IDisposable
{
    /// <summary>Articles that a new one is held against: those that share most marks. Boilerplate is shared by all.</summary>
    private const int MostHeldAgainst = 24;

    /// <summary>A run of words that more texts have is an outlet's own ("Reporting by ..., editing by ..."): it tells no copy.</summary>
    private const int MostSharing = 200;

    private const int AtOnce = 400;

    /// <summary>Texts whose runs of words are kept, some kilobytes each.</summary>
    private const int MostKept = 20_000;

    private readonly Statement clear = new(
        store.Connection,
        "DELETE FROM article_marks WHERE article = @article",
        "article"
    );
    private readonly Statement mark = new(
        store.Connection,
        "INSERT INTO article_marks (mark, article) VALUES (@mark, @article)",
        "mark",
        "article"
    );
    private readonly Statement sharing = new(
        store.Connection,
        $"""
        SELECT a.article FROM {store.Dialect.Rows("@marks", "m")} CROSS JOIN article_marks a
        WHERE (SELECT COUNT(*) FROM (SELECT 1 FROM article_marks b WHERE b.mark = m.value LIMIT {MostSharing
            + 1}) AS few) <= {MostSharing}
        AND a.mark = m.value
        GROUP BY a.article HAVING COUNT(*) >= @fewest ORDER BY COUNT(*) DESC, a.article LIMIT {MostHeldAgainst}
        """,
        "marks",
        "fewest"
    );
    private readonly Statement family = new(
        store.Connection,
        "SELECT text_of FROM articles WHERE id = @id AND retired_at IS NULL AND text_of IS NOT NULL",
        "id"
    );
    private readonly Statement move = new(
        store.Connection,
        "UPDATE articles SET text_of = @root WHERE id = @id AND retired_at IS NULL AND (text_of IS NULL OR text_of <> @root)",
        "root",
        "id"
    );

    private readonly Dictionary<string, ulong[]> shingles = new(StringComparer.Ordinal);

    /// <summary>Looks at these articles; those among all whose family is another now.</summary>
    public HashSet<string> Update(IReadOnlyCollection<string> articles)
    {
        var moved = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in articles.Order(StringComparer.Ordinal).Chunk(AtOnce))
        {
            if (shingles.Count > MostKept)
                shingles.Clear();
            Read(some);
            foreach (var id in some)
                if (shingles.TryGetValue(id, out var own))
                    Place(id, own, moved);
        }
        return moved;
    }

    /// <summary>What is kept of a text to find its copies by.</summary>
    internal static IEnumerable<long> MarksOf(ulong[] shingles) =>
        Copies.Marks(shingles).Select(one => unchecked((long)one));

    public void Dispose()
    {
        foreach (var statement in (Statement[])[clear, mark, sharing, family, move])
            statement.Dispose();
    }

    private void Place(string id, ulong[] own, HashSet<string> moved)
    {
        clear.Run(id);
        var marks = MarksOf(own).ToArray();
        var one = new HashSet<string>(StringComparer.Ordinal) { id };
        var others = Sharing(marks);
        Read(others);
        foreach (var other in others)
            if (shingles.TryGetValue(other, out var text) && Copies.AreOne(own, text))
                one.Add(other);
        foreach (var each in marks)
            mark.Run(each, id);
        var before = one.Select(member => family.Value(member) as string).OfType<string>().ToHashSet();
        var members = before.SelectMany(Members).Concat(one).ToHashSet(StringComparer.Ordinal);
        var root = members.Min(StringComparer.Ordinal)!;
        foreach (var member in members)
            if (move.Run(root, member) > 0)
                moved.Add(member);
    }

    private List<string> Sharing(long[] marks)
    {
        var found = new List<string>();
        if (marks.Length > 0)
            sharing.Texts(found, store.Dialect.List(marks), marks.Length < 8 ? 1 : 2);
        return found;
    }

    private List<string> Members(string family) =>
        store.Connection.Query(
            "SELECT id FROM articles WHERE text_of = @family AND retired_at IS NULL",
            row => row.GetString(0),
            ("family", family)
        );

    /// <summary>The runs of words of these articles, of those that stand.</summary>
    private void Read(IReadOnlyCollection<string> ids)
    {
        string[] wanted = [.. ids.Where(id => !shingles.ContainsKey(id))];
        if (wanted.Length == 0)
            return;
        var bodies = store
            .Connection.Query(
                $"SELECT id, body FROM articles WHERE {store.Dialect.In("id", "@ids")} AND retired_at IS NULL AND body IS NOT NULL",
                row => (Id: row.GetString(0), Body: row.GetString(1)),
                ("ids", store.Dialect.List(wanted))
            )
            .ToArray();
        var read = new ulong[bodies.Length][];
        Parallel.For(
            0,
            bodies.Length,
            index => read[index] = Copies.Shingles(Json.ReadArticle(bodies[index].Body).Text)
        );
        for (var index = 0; index < bodies.Length; index++)
            shingles[bodies[index].Id] = read[index];
    }
}
