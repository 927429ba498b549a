using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// Which articles are one text, kept up with what comes in: each article leaves marks, a fixed fraction of its runs of
/// words, and is held against those that share some. `articles.text_of` is the smallest id of its family.
/// </summary>
/// <param name="store">Where the articles are.</param>
/// <param name="fresh">Articles that need not be read back.</param>
internal sealed class TextFamilies(RecordStore store, IReadOnlyDictionary<string, FreshArticle> fresh) : IDisposable
{
    /// <summary>Articles that a new one is held against: those that share most marks. Boilerplate is shared by all.</summary>
    private const int MostHeldAgainst = 24;

    /// <summary>A run of words that more texts have is an outlet's own ("Reporting by ..., editing by ..."): it tells no copy.</summary>
    private const int MostSharing = 200;

    /// <summary>Articles whose marks are looked for in one go, in the order in which they lie: no more than are kept.</summary>
    private const int AtOnce = 16_000;

    /// <summary>Articles whose likes are read back in one question; at most <see cref="MostHeldAgainst"/> each.</summary>
    private const int PlacedAtOnce = 200;

    /// <summary>Texts whose runs of words are kept, some kilobytes each.</summary>
    private const int MostKept = 20_000;

    private readonly Sink marks = new("article_marks", ["mark", "article"], isSet: true);
    private readonly Statement holders = new(
        store.Connection,
        $"SELECT article FROM article_marks WHERE mark = @mark LIMIT {MostSharing + 1}",
        "mark"
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
    private readonly Dictionary<string, string> roots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> grown = new(StringComparer.Ordinal);

    /// <summary>The family of an article that has been looked at.</summary>
    public string FamilyOf(string article) => FamilyOf(article, article);

    /// <summary>The family of an article as it is now.</summary>
    /// <param name="article">The article.</param>
    /// <param name="before">Its family as it was stored before.</param>
    public string FamilyOf(string article, string before) => roots.GetValueOrDefault(article, before);

    /// <summary>The family of an article where that is another than was stored before, or new.</summary>
    public string? MovedTo(string article) => roots.GetValueOrDefault(article);

    /// <summary>All articles of a family that has been looked at; null for one that is as it is stored.</summary>
    public IReadOnlyCollection<string>? Grown(string family) => grown.GetValueOrDefault(family);

    /// <summary>No other article is one text with it, as far as that is known without asking.</summary>
    public bool IsAlone(string family) => fresh.ContainsKey(family) && !roots.ContainsKey(family);

    /// <summary>Looks at these articles; those among all whose family is another now.</summary>
    public HashSet<string> Update(IReadOnlyCollection<string> articles)
    {
        var moved = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in articles.Order(StringComparer.Ordinal).Chunk(AtOnce))
        {
            Write();
            if (shingles.Count > MostKept)
                shingles.Clear();
            Read(some);
            Clear(store, [.. some.Where(id => !fresh.ContainsKey(id))]);
            var left = Left(some);
            var sharing = Holders(left);
            var texts = some.Where(shingles.ContainsKey)
                .Select(id => (Id: id, Own: shingles[id], Others: Sharing([.. MarksOf(shingles[id])], id, sharing)))
                .ToArray();
            foreach (var part in texts.Chunk(PlacedAtOnce))
            {
                if (shingles.Count > MostKept)
                    shingles.Clear();
                Read([.. part.SelectMany(text => text.Others).Distinct(StringComparer.Ordinal)]);
                foreach (var (id, own, others) in part)
                    Place(id, own, others, moved);
            }
            foreach (var (mark, id) in left)
                marks.Add(mark, id);
        }
        return moved;
    }

    /// <summary>Writes the marks of the articles that were looked at last: nothing asks for them before others come.</summary>
    public void Write() => marks.Write(store.Connection);

    /// <summary>The marks of these articles, in the order in which they are stored.</summary>
    private (long Mark, string Article)[] Left(string[] articles)
    {
        var left = new List<(long Mark, string Article)>(16 * articles.Length);
        foreach (var id in articles)
            if (shingles.TryGetValue(id, out var own))
                foreach (var mark in MarksOf(own))
                    left.Add((mark, id));
        // The articles come in order already, and the sort is to keep it.
        return [.. left.OrderBy(one => one.Mark)];
    }

    /// <summary>The marks that more than one article has, each with those of the store that have it; the others tell nothing.</summary>
    private Dictionary<long, List<string>> Holders((long Mark, string Article)[] left)
    {
        var having = new Dictionary<long, List<string>>();
        if (store.Dialect == SqlDialect.Postgres)
        {
            // One question for all: each takes a way to the server and back.
            foreach (
                var (mark, article) in store.Connection.Query(
                    $"SELECT m.value, h.article FROM unnest(@marks) AS m(value) CROSS JOIN LATERAL (SELECT article FROM article_marks WHERE mark = m.value LIMIT {MostSharing + 1}) h",
                    row => (row.GetInt64(0), row.GetString(1)),
                    ("marks", store.Dialect.List(left.Select(one => one.Mark).Distinct()))
                )
            )
                if (having.TryGetValue(mark, out var list))
                    list.Add(article);
                else
                    having.Add(mark, [article]);
        }
        var found = new List<string>();
        for (var index = 0; index < left.Length; index++)
        {
            var mark = left[index].Mark;
            if (index > 0 && left[index - 1].Mark == mark)
                continue;
            if (store.Dialect == SqlDialect.Sqlite)
            {
                holders.Texts(found, mark);
                if (found.Count > 0)
                {
                    having.Add(mark, found);
                    found = [];
                }
            }
            if (index + 1 < left.Length && left[index + 1].Mark == mark)
                having.TryAdd(mark, []);
        }
        return having;
    }

    /// <summary>What is kept of a text to find its copies by.</summary>
    internal static IEnumerable<long> MarksOf(ulong[] shingles) =>
        Copies.Marks(shingles).Select(one => unchecked((long)one));

    public void Dispose()
    {
        foreach (var statement in (Statement[])[holders, family, move])
            statement.Dispose();
    }

    /// <summary>Takes away the marks that any version of these articles has left.</summary>
    public static void Clear(RecordStore store, string[] articles)
    {
        if (articles.Length == 0)
            return;
        foreach (
            var (id, body) in store.Connection.Query(
                $"SELECT id, body FROM articles WHERE {store.Dialect.In("id", "@ids")} AND body IS NOT NULL",
                row => (row.GetString(0), row.Utf8(1)),
                ("ids", store.Dialect.List(articles))
            )
        )
            store.Connection.Execute(
                $"DELETE FROM article_marks WHERE {store.Dialect.In("mark", "@marks")} AND article = @article",
                ("marks", store.Dialect.List(MarksOf(Copies.Shingles(Json.ReadText(body))))),
                ("article", id)
            );
    }

    /// <param name="id">The article.</param>
    /// <param name="own">Its runs of words.</param>
    /// <param name="others">Those that it is held against.</param>
    /// <param name="moved">Articles whose family is another now.</param>
    private void Place(string id, ulong[] own, List<string> others, HashSet<string> moved)
    {
        var one = new HashSet<string>(StringComparer.Ordinal) { id };
        foreach (var other in others)
            if (shingles.TryGetValue(other, out var text) && Copies.AreOne(own, text))
                one.Add(other);
        // It is stored as a family of its own.
        if (one.Count == 1 && fresh.ContainsKey(id))
            return;
        var before = one.Select(Known).ToHashSet(StringComparer.Ordinal);
        var root = before.Min(StringComparer.Ordinal)!;
        var all = MembersOf(root);
        // Those of the family that the others come to are in it already: it may have thousands.
        foreach (
            var member in before
                .Where(family => family != root)
                .SelectMany(MembersOf)
                .Concat(one)
                .ToHashSet(StringComparer.Ordinal)
        )
        {
            all.Add(member);
            roots[member] = root;
            if (move.Run(root, member) > 0)
                moved.Add(member);
        }
    }

    private string Known(string article) =>
        roots.TryGetValue(article, out var root) ? root : family.Value(article) as string ?? article;

    /// <summary>All that stand in a family, as far as they have come to it.</summary>
    private HashSet<string> MembersOf(string family)
    {
        if (grown.TryGetValue(family, out var members))
            return members;
        members = new HashSet<string>(Members(family), StringComparer.Ordinal);
        grown.Add(family, members);
        return members;
    }

    /// <summary>Those that share most marks with it; its own are put with theirs.</summary>
    /// <param name="own">Its marks.</param>
    /// <param name="id">The article.</param>
    /// <param name="sharing">Who has a mark that several have: those of the store, then those of this batch that came before it.</param>
    private List<string> Sharing(long[] own, string id, Dictionary<long, List<string>> sharing)
    {
        var shared = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var mark in own)
        {
            if (!sharing.TryGetValue(mark, out var having))
                continue;
            if (having.Count <= MostSharing)
                foreach (var other in having)
                    shared[other] = shared.GetValueOrDefault(other) + 1;
            having.Add(id);
        }
        shared.Remove(id);
        var fewest = own.Length < 8 ? 1 : 2;
        return
        [
            .. shared
                .Where(one => one.Value >= fewest)
                .OrderByDescending(one => one.Value)
                .ThenBy(one => one.Key, StringComparer.Ordinal)
                .Take(MostHeldAgainst)
                .Select(one => one.Key),
        ];
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
        foreach (var id in ids)
            if (fresh.TryGetValue(id, out var one))
                shingles.TryAdd(id, one.Shingles);
        string[] wanted = [.. ids.Where(id => !shingles.ContainsKey(id))];
        if (wanted.Length == 0)
            return;
        var bodies = store
            .Connection.Query(
                $"SELECT id, body FROM articles WHERE {store.Dialect.In("id", "@ids")} AND retired_at IS NULL AND body IS NOT NULL",
                row => (Id: row.GetString(0), Body: row.Utf8(1)),
                ("ids", store.Dialect.List(wanted))
            )
            .ToArray();
        var read = new ulong[bodies.Length][];
        Parallel.For(0, bodies.Length, index => read[index] = Copies.Shingles(Json.ReadText(bodies[index].Body)));
        for (var index = 0; index < bodies.Length; index++)
            shingles[bodies[index].Id] = read[index];
    }
}
