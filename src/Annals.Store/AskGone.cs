using Annals.Answers;

namespace Annals.Store;

/// <summary>What became of an article or an event that stands no longer: whoever has its id should not be told that it never was.</summary>
public sealed partial class Ask
{
    /// <summary>In words, after its id ("was replaced by ..."); null where the record never held such a thing, or for other questions.</summary>
    /// <param name="question">`article` or `why`.</param>
    /// <param name="id">Of the article or the event.</param>
    public string? Gone(string question, string id) =>
        question switch
        {
            "article" => Removal.Of(store, id) is { } tombstone
                ? tombstone.Said + (tombstone.Erased ? "" : "; --as-of an earlier day shows it")
                : store.Read(() => Replaced(id)),
            "why" => store.Read(() => Retired(id)),
            _ => null,
        };

    private string? Replaced(string article) =>
        store
            .Connection.Query(
                """
                SELECT a.retired_at, b.id FROM articles a JOIN articles b ON b.story = a.story
                WHERE a.id = @id AND a.retired_at IS NOT NULL AND b.retired_at IS NULL ORDER BY a.seq DESC LIMIT 1
                """,
                row => $"was replaced by its next version {row.GetString(1)} at {row.GetString(0)}; --as-of shows it",
                ("id", article)
            )
            .FirstOrDefault();

    private string? Retired(string @event)
    {
        var last = store.Connection.Query(
            "SELECT seq, retired_at, learnt FROM events WHERE id = @id AND retired_at IS NOT NULL ORDER BY seq DESC LIMIT 1",
            row => (Seq: row.GetInt64(0), At: row.GetString(1), Was: row.GetString(1) != row.GetString(2)),
            ("id", @event)
        );
        if (last.Count == 0)
            return null;
        var now = store.Connection.Query(
            """
            SELECT DISTINCT e.id FROM event_reports x JOIN event_reports y ON y.report = x.report JOIN events e ON e.seq = y.event
            WHERE x.event = @seq AND e.retired_at IS NULL ORDER BY e.id
            """,
            row => row.GetString(0),
            ("seq", last[0].Seq)
        );
        return $"stood until {last[0].At}; "
            + (
                now.Count == 0
                    ? "none of its reports is in an event now"
                    : $"its reports are in {string.Join(", ", now)} now"
            )
            + (last[0].Was ? "; --as-of shows it" : "");
    }

    /// <summary>All versions of the story that the record knows of, the first first.</summary>
    private List<ArticleVersion> VersionsOf(string article, string? asOf) =>
        store.Connection.Query(
            """
            SELECT id, version, learnt, retired_at FROM articles WHERE story IN (SELECT story FROM articles WHERE id = @id)
            AND (@as_of = '' OR learnt <= @as_of) ORDER BY learnt, seq
            """,
            row => new ArticleVersion(
                row.GetString(0),
                row.GetInt32(1),
                Moment.Read(row.GetString(2)),
                // What came later was not known then.
                row.Text(3)
                    is { } until
                && (asOf is null || string.CompareOrdinal(until, asOf) <= 0)
                    ? Moment.Read(until)
                    : null
            ),
            ("id", article),
            ("as_of", asOf ?? "")
        );
}
