using System.Globalization;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// Takes an article out. Removed, it stands no longer but is kept, and what was known on an earlier day still has it;
/// erased, its text, its page and every word taken from it are gone from every version, and only the tombstone stays:
/// what it was called, who did it, when and why. Either way it does not come back when its page is read again.
/// </summary>
public sealed class Removal(RecordStore store, Linker linker)
{
    /// <param name="article">Its id.</param>
    /// <param name="erase">Its content goes for good.</param>
    /// <param name="who">Whose decision it is.</param>
    /// <param name="why">The reason: it is what remains.</param>
    /// <exception cref="UnfitDecisionException">There is no such article.</exception>
    public void Remove(string article, bool erase, string who, string why)
    {
        if (store.Read(() => store.Connection.Value("SELECT 1 FROM articles WHERE id = @id", ("id", article))) is null)
            throw new UnfitDecisionException($"there is no article {article}");
        store.Transaction(() =>
        {
            Retire(article);
            store.Connection.Execute(
                "INSERT INTO tombstones (what, id, erased, why, who, learnt) VALUES ('article', @id, @erased, @why, @who, @learnt)",
                ("id", article),
                ("erased", erase ? 1 : 0),
                ("why", why),
                ("who", who),
                ("learnt", store.Now)
            );
        });
        new EventWriter(store, linker).Relink();
        if (!erase)
            return;
        store.Transaction(() =>
        {
            Erase(article);
            store.Connection.Execute(Rollups.Rebuild);
        });
        if (store.Dialect == SqlDialect.Sqlite)
            // What was deleted still lies in free pages of the file until they are given up.
            store.Connection.Execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>Whether a person has taken it out.</summary>
    internal static bool IsRemoved(RecordStore store, string article) =>
        store.Connection.Value("SELECT 1 FROM tombstones WHERE id = @id AND what = 'article'", ("id", article))
            is not null;

    private void Retire(string article)
    {
        var now = store.Now;
        foreach (var table in (string[])["articles", "reports"])
            store.Connection.Execute(
                $"UPDATE {table} SET retired_at = @now WHERE {(table == "articles" ? "id" : "article")} = @id AND retired_at IS NULL",
                ("now", now),
                ("id", article)
            );
        store.Connection.Execute(EventWriter.Unlink("article = @id"), ("id", article));
        TextFamilies.Clear(store, [article]);
    }

    private void Erase(string article)
    {
        foreach (
            var (seq, body) in store.Connection.Query(
                "SELECT seq, body FROM reports WHERE article = @id AND body IS NOT NULL",
                row => (row.GetInt64(0), row.GetString(1)),
                ("id", article)
            )
        )
            store.Connection.Execute(
                store.Dialect.SearchDelete,
                ("seq", seq),
                ("words", Answers.ReportWords.Evidence(Json.ReadReport(body)))
            );
        // Every version of an event that was made from it holds its figures and names.
        store.Connection.Execute(
            """
            UPDATE event_bodies SET body = '' WHERE event IN (
                SELECT x.event FROM event_reports x JOIN reports r ON r.id = x.report JOIN events e ON e.seq = x.event
                WHERE r.article = @id AND e.retired_at IS NOT NULL)
            """,
            ("id", article)
        );
        store.Connection.Execute(
            """
            DELETE FROM event_actors WHERE event IN (
                SELECT x.event FROM event_reports x JOIN reports r ON r.id = x.report JOIN events e ON e.seq = x.event
                WHERE r.article = @id AND e.retired_at IS NOT NULL)
            """,
            ("id", article)
        );
        store.Connection.Execute(
            "DELETE FROM report_actors WHERE report IN (SELECT seq FROM reports WHERE article = @id)",
            ("id", article)
        );
        store.Connection.Execute("UPDATE reports SET body = NULL, place = NULL WHERE article = @id", ("id", article));
        var page =
            store.Connection.Value("SELECT sha256 FROM articles WHERE id = @id AND sha256 IS NOT NULL", ("id", article))
            as string;
        store.Connection.Execute(
            "UPDATE articles SET body = NULL, title = NULL, url = NULL, outlet = NULL WHERE id = @id",
            ("id", article)
        );
        store.Connection.Execute("DELETE FROM reviews WHERE article = @id", ("id", article));
        var others = Convert.ToInt64(
            store.Connection.Value(
                "SELECT COUNT(*) FROM articles WHERE sha256 = @page AND body IS NOT NULL",
                ("page", page ?? "")
            ),
            CultureInfo.InvariantCulture
        );
        if (page is not null && others == 0)
            store.Connection.Execute("UPDATE contents SET packed = NULL WHERE sha256 = @page", ("page", page));
    }
}
