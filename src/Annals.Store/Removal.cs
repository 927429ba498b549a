using System.Globalization;
using Annals.Linking;

namespace Annals.Store;

/// <summary>What a removal took out.</summary>
/// <param name="Articles">The versions of the article, by id.</param>
/// <param name="Reports">Reports that stood until now.</param>
/// <param name="Events">Events that changed or are gone.</param>
public sealed record Removed(IReadOnlyList<string> Articles, int Reports, int Events);

/// <summary>Who took an article out, when and why.</summary>
public sealed record Tombstone(string Article, bool Erased, string Who, string Why, DateTimeOffset When)
{
    /// <summary>In words, after its id.</summary>
    public string Said =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"was {(Erased ? "erased" : "removed")} by {Who} on {When.UtcDateTime:yyyy-MM-dd}: {Why}"
        );
}

/// <summary>
/// Takes an article out, with every version of it that the record has under other ids. Removed, it stands no longer but
/// is kept, and what was known on an earlier day still has it; erased, its text, its page and every word taken from it
/// are gone from every version (<see cref="Erasure"/>), and only the tombstone stays: its id, who did it, when and why.
/// Either way it does not come back when its page is read again.
/// </summary>
public sealed class Removal(RecordStore store, Linker linker)
{
    /// <param name="article">Its id.</param>
    /// <param name="erase">Its content goes for good.</param>
    /// <param name="who">Whose decision it is.</param>
    /// <param name="why">The reason: it is what remains.</param>
    /// <exception cref="UnfitDecisionException">There is no such article, or it is out already.</exception>
    /// <exception cref="StoreException">The store failed.</exception>
    public Removed Remove(string article, bool erase, string who, string why)
    {
        var versions = store.Read(() =>
            store.Connection.Query(
                "SELECT DISTINCT id FROM articles WHERE id = @id OR story IN (SELECT story FROM articles WHERE id = @id) ORDER BY id",
                row => row.GetString(0),
                ("id", article)
            )
        );
        if (versions.Count == 0)
            throw new UnfitDecisionException($"there is no article {article}");
        if (Of(store, article) is { } before && (before.Erased || !erase))
        {
            if (!erase)
                throw new UnfitDecisionException($"{article} {before.Said}");
            // An erasure that broke off is brought to its end.
            new Erasure(store, linker).Erase(versions);
            return new Removed(versions, 0, 0);
        }
        var reports = 0;
        store.Transaction(() =>
        {
            reports = versions.Sum(Retire);
            TextFamilies.Clear(store, [.. versions]);
            foreach (var version in versions)
                store.Connection.Execute(
                    "INSERT INTO tombstones (what, id, erased, why, who, learnt) VALUES ('article', @id, @erased, @why, @who, @learnt)",
                    ("id", version),
                    ("erased", erase ? 1 : 0),
                    ("why", why),
                    ("who", who),
                    ("learnt", store.Now)
                );
        });
        var events = new EventWriter(store, linker).Relink();
        if (erase)
            new Erasure(store, linker).Erase(versions);
        return new Removed(versions, reports, events);
    }

    /// <summary>Whether, and by whom, an article was taken out; the last time, where it was more than once. Null where it was not.</summary>
    public static Tombstone? Of(RecordStore store, string article) =>
        store
            .Read(() =>
                store.Connection.Query(
                    "SELECT id, erased, who, why, learnt FROM tombstones WHERE id = @id AND what = 'article' ORDER BY seq DESC LIMIT 1",
                    row => new Tombstone(
                        row.GetString(0),
                        row.GetInt32(1) != 0,
                        row.GetString(2),
                        row.GetString(3),
                        Moment.Read(row.GetString(4))
                    ),
                    ("id", article)
                )
            )
            .FirstOrDefault();

    /// <summary>Whether a person has taken it out.</summary>
    internal static bool IsRemoved(RecordStore store, string article) =>
        store.Connection.Value("SELECT 1 FROM tombstones WHERE id = @id AND what = 'article'", ("id", article))
            is not null;

    /// <summary>The article and its reports stand no longer; the number of reports that did.</summary>
    private int Retire(string article)
    {
        var now = store.Now;
        store.Connection.Execute(
            "UPDATE articles SET retired_at = @now WHERE id = @id AND retired_at IS NULL",
            ("now", now),
            ("id", article)
        );
        var reports = store.Connection.Execute(
            "UPDATE reports SET retired_at = @now WHERE article = @id AND retired_at IS NULL",
            ("now", now),
            ("id", article)
        );
        store.Connection.Execute(EventWriter.Unlink("article = @id"), ("id", article));
        return reports;
    }
}
