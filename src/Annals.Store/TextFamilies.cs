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

    /// <summary>Looks at these articles; those among all whose family is another now.</summary>
    public HashSet<string> Update(IEnumerable<string> articles)
    {
        var moved = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in articles.Order(StringComparer.Ordinal))
            if (TextOf(id) is { } text)
                Place(id, Copies.Shingles(text), moved);
        return moved;
    }

    public void Dispose()
    {
        clear.Dispose();
        mark.Dispose();
    }

    private void Place(string id, ulong[] shingles, HashSet<string> moved)
    {
        clear.Run(id);
        var marks = Copies.Marks(shingles).Select(one => unchecked((long)one)).ToArray();
        var family = new HashSet<string>(StringComparer.Ordinal) { id };
        foreach (var other in Sharing(marks))
            if (TextOf(other) is { } text && Copies.AreOne(shingles, Copies.Shingles(text)))
                family.Add(other);
        foreach (var one in marks)
            mark.Run(one, id);
        var before = Families(family);
        var members = before.Count == 0 ? [] : Members(before);
        members.UnionWith(family);
        var root = members.Min(StringComparer.Ordinal)!;
        foreach (var member in members)
            if (
                store.Connection.Execute(
                    "UPDATE articles SET text_of = @root WHERE id = @id AND retired_at IS NULL AND (text_of IS NULL OR text_of <> @root)",
                    ("root", root),
                    ("id", member)
                ) > 0
            )
                moved.Add(member);
    }

    private List<string> Sharing(long[] marks) =>
        marks.Length == 0
            ? []
            : store.Connection.Query(
                $"""
                SELECT article FROM article_marks WHERE mark IN ({string.Join(", ", marks)})
                GROUP BY article HAVING COUNT(*) >= {(
                    marks.Length < 8 ? 1 : 2
                )} ORDER BY COUNT(*) DESC, article LIMIT {MostHeldAgainst}
                """,
                row => row.GetString(0)
            );

    private HashSet<string> Families(HashSet<string> articles) =>
        [
            .. articles
                .Select(id =>
                    store.Connection.Value(
                        "SELECT text_of FROM articles WHERE id = @id AND retired_at IS NULL AND text_of IS NOT NULL",
                        ("id", id)
                    ) as string
                )
                .OfType<string>(),
        ];

    private HashSet<string> Members(HashSet<string> families) =>
        [
            .. families.SelectMany(family =>
                store.Connection.Query(
                    "SELECT id FROM articles WHERE text_of = @family AND retired_at IS NULL",
                    row => row.GetString(0),
                    ("family", family)
                )
            ),
        ];

    private string? TextOf(string id) =>
        store
            .Connection.Query(
                "SELECT body FROM articles WHERE id = @id AND retired_at IS NULL AND body IS NOT NULL",
                row => Json.ReadArticle(row.GetString(0)).Text,
                ("id", id)
            )
            .FirstOrDefault();
}
