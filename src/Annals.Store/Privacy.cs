using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Annals.Answers;
using Annals.Coding.Actors;
using Annals.Coding.Persons;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// Private persons in answers of the record: their names are withheld, and what would say where one of them is or was
/// is refused. The articles behind an answer are read again for it, each once.
/// </summary>
/// <param name="store">The record.</param>
/// <param name="pipeline">Reads the articles.</param>
/// <param name="named">Whom articles name: a program that answers many questions keeps it from one to the next.</param>
public sealed class Privacy(RecordStore store, Func<Pipeline> pipeline, PeopleNamed? named = null)
{
    private const int Looked = 20;

    private readonly RecordReader reader = new(store);
    private readonly PeopleNamed named = named ?? new PeopleNamed();

    /// <summary>What withholds the names of an answer, be it written as JSON or shown as tables.</summary>
    public Redactor Of(Answer answer) => Of(AnswerJson.Write(answer));

    /// <summary>What withholds names in text that speaks of reports and articles by their ids.</summary>
    public Redactor Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        var (articles, reports, names) = (
            new HashSet<string>(StringComparer.Ordinal),
            new HashSet<string>(StringComparer.Ordinal),
            new HashSet<string>(StringComparer.Ordinal)
        );
        Collect(document.RootElement, null, articles, reports, names);
        store.Read(() =>
        {
            articles.UnionWith(reader.ArticlesOf(reports));
            foreach (var name in names)
                articles.UnionWith(ArticlesThatName(name));
            return 0;
        });
        return OfArticles(articles);
    }

    public Redactor OfArticles(IEnumerable<string> ids)
    {
        var redactor = new Redactor(name => pipeline().IsPublic(name));
        foreach (var (id, people) in PeopleOf([.. ids]))
            redactor.With(id, people);
        return redactor;
    }

    private ConcurrentDictionary<string, IReadOnlyList<NamedPerson>> PeopleOf(string[] ids)
    {
        var digests = store.Read(() => reader.Digests(ids));
        var people = new ConcurrentDictionary<string, IReadOnlyList<NamedPerson>>(StringComparer.Ordinal);
        foreach (var (id, digest) in digests)
            if (named.Of(digest) is { } known)
                people[id] = known;
        string[] unread = [.. digests.Keys.Where(id => !people.ContainsKey(id))];
        if (unread.Length == 0)
            return people;
        var articles = store.Read(() => reader.Articles(unread));
        var loaded = pipeline();
        Parallel.ForEach(
            articles,
            article => named.Keep(digests[article.Id], people[article.Id] = [.. loaded.People(article)])
        );
        return people;
    }

    /// <summary>Why a question is not answered: it asks after a private person. Null where it may be.</summary>
    public string? Refusal(string? actor, string? words)
    {
        foreach (var asked in (string?[])[actor, words])
            if (asked is not null && IsPrivate(asked, inWords: asked == words))
                return $"\"{asked}\" names a private person in the record's articles: Annals does not answer where a private person is, was or what they did";
        return null;
    }

    private bool IsPrivate(string asked, bool inWords)
    {
        if (!asked.Any(char.IsLetter))
            return false;
        var articles = store.Read(() => (List<string>)[.. ArticlesThatName(asked), .. ArticlesWithWords(asked)]);
        if (articles.Count == 0)
            return false;
        var loaded = pipeline();
        if (loaded.Knows(asked) || loaded.IsPublic(asked))
            return false;
        return PeopleOf([.. articles]).Values.Any(people => people.Any(person => Means(person, asked, inWords)));
    }

    /// <summary>
    /// The name or a part of it, in whatever case and with whatever accents. Among other words a part is enough: "teacher Masika" asks
    /// after her as well.
    /// </summary>
    private static bool Means(NamedPerson person, string asked, bool inWords)
    {
        if (!person.IsPrivate)
            return false;
        var (name, words) = (Folded.WithoutAccents(person.Name), Folded.WithoutAccents(asked));
        return words.Length > 0
            && (
                name.All(words.Contains)
                || words.All(name.Contains)
                || inWords && words.Any(word => word.Length >= ShortestPart && name.Contains(word))
            );
    }

    /// <summary>Shorter parts of names ("al", "de") stand in many.</summary>
    private const int ShortestPart = 3;

    private List<string> ArticlesThatName(string name) =>
        store.Connection.Query(
            $"""
            SELECT DISTINCT r.article FROM (
                SELECT n.name FROM report_names n WHERE n.actor = '' AND {store.Dialect.Holds("n.name", "@part")}
            ) n CROSS JOIN report_actors a CROSS JOIN reports r
            WHERE a.name = n.name AND a.actor IS NULL AND a.report = r.seq LIMIT {Looked}
            """,
            row => row.GetString(0),
            ("part", EventConditions.Part(name))
        );

    private List<string> ArticlesWithWords(string words) =>
        store.Connection.Query(
            // One after the other, so that a word of every report is not looked for in all of them.
            $"SELECT DISTINCT r.article FROM ({store.Dialect.SearchRows}) v CROSS JOIN reports r WHERE r.seq = v.seq AND r.retired_at IS NULL LIMIT {Looked}",
            row => row.GetString(0),
            ("words", store.Dialect.Search(words))
        );

    private static void Collect(
        JsonElement value,
        string? key,
        HashSet<string> articles,
        HashSet<string> reports,
        HashSet<string> names
    )
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                if (value.TryGetProperty("text", out _) && value.TryGetProperty("published", out _))
                    articles.Add(value.GetProperty("id").GetString()!);
                // A row that counts over many events names whom no file knows.
                if (
                    value.TryGetProperty("name", out var name)
                    && (
                        value.TryGetProperty("actor", out var actor)
                        || (value.TryGetProperty("events", out _) && value.TryGetProperty("id", out actor))
                    )
                    && actor.ValueKind == JsonValueKind.Null
                )
                    names.Add(name.GetString()!);
                foreach (var property in value.EnumerateObject())
                    Collect(property.Value, property.Name, articles, reports, names);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Collect(item, key, articles, reports, names);
                break;
            case JsonValueKind.String when key is "article" or "articles":
                articles.Add(value.GetString()!);
                break;
            case JsonValueKind.String when key is "report" or "reports":
                reports.Add(value.GetString()!);
                break;
        }
    }
}

/// <summary>
/// The people whom articles name, by the articles' content: to find them an article is read by the whole language engine,
/// which takes as long as coding it. Safe for several threads.
/// </summary>
public sealed class PeopleNamed
{
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<string, IReadOnlyList<NamedPerson>> byDigest = new(StringComparer.Ordinal);

    /// <summary>Null where the article has not been read.</summary>
    internal IReadOnlyList<NamedPerson>? Of(string digest) => byDigest.GetValueOrDefault(digest);

    internal void Keep(string digest, IReadOnlyList<NamedPerson> people)
    {
        if (byDigest.Count >= Most)
            byDigest.Clear();
        byDigest[digest] = people;
    }
}

/// <summary>Tables of answers with names withheld.</summary>
public static class RedactedTables
{
    /// <summary>The rows of a table, cell by cell.</summary>
    public static AnswerTable Table(this Redactor redactor, AnswerTable table) =>
        table with
        {
            Title = redactor.Text(table.Title),
            Rows = [.. table.Rows.Select(row => row.Select(redactor.Cell).ToImmutableArray())],
        };
}
