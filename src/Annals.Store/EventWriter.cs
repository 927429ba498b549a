using System.Collections.Immutable;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// Keeps the events up with the reports and the reviews. Only what lies around a change is linked again
/// (<see cref="Surroundings"/>); where much has changed, or the linker has other weights than before, everything is: at
/// once in a small record, piece by piece in a large one. An event that has changed gets a new version, the one before is
/// retired; an event keeps the id that it was first given for as long as most of its reports stay together.
/// </summary>
/// <param name="store">Where they are.</param>
/// <param name="linker">Links them.</param>
/// <param name="together">Reports that are linked at once where everything is: they and their texts are held in memory.</param>
/// <param name="piece">Articles that are linked in one transaction where there are more.</param>
/// <param name="beside">Articles from which on the next reports, so many at a time, are looked for while the last are written.</param>
internal sealed class EventWriter(
    RecordStore store,
    Linker linker,
    int together = 60_000,
    int piece = 4000,
    int beside = 2000
)
{
    /// <summary>Reports that were stored just now, with their articles: no event holds any of them.</summary>
    private readonly Dictionary<string, Report> fresh = new(StringComparer.Ordinal);

    internal const string LinkedBy = "linked_by";

    /// <summary>Adds the reports of a condition to those that are to be linked.</summary>
    internal static string Unlink(string where) =>
        $"INSERT INTO unlinked (report) SELECT seq FROM reports WHERE {where} ON CONFLICT DO NOTHING";

    /// <summary>The number of events that are new, have changed or are gone. Nothing to link costs one question.</summary>
    /// <param name="added">Articles that were stored just now, and need not be read back.</param>
    /// <param name="progress">Called with the articles that are linked, and all that are to be, where there are many.</param>
    /// <param name="cancel">Stops between pieces; what is left is linked the next time.</param>
    public int Relink(
        IReadOnlyDictionary<string, FreshArticle>? added = null,
        Action<int, int>? progress = null,
        CancellationToken cancel = default
    )
    {
        added ??= ImmutableDictionary<string, FreshArticle>.Empty;
        fresh.Clear();
        foreach (var report in added.Values.SelectMany(article => article.Reports))
            fresh[report.Id] = report;
        if (store.Read(() => store.Connection.Value("SELECT 1 FROM unlinked LIMIT 1")) is null)
            return 0;
        if (store.Read(IsMuch))
            return InPieces(added, progress, cancel);
        var changed = 0;
        store.Transaction(() =>
        {
            var articles = Unlinked();
            using var families = new TextFamilies(store, added);
            var moved = families.Update(articles);
            changed = IsLittle()
                ? Little([.. articles.Union(moved, StringComparer.Ordinal)], added, families)
                : Everything(added, families);
            store.Connection.Execute("DELETE FROM unlinked");
            store.SetMeta(LinkedBy, linker.Fingerprint);
        });
        return changed;
    }

    /// <summary>Articles with reports that are to be linked.</summary>
    private List<string> Unlinked() =>
        store.Connection.Query(
            "SELECT DISTINCT r.article FROM unlinked u CROSS JOIN reports r WHERE r.seq = u.report ORDER BY r.article",
            row => row.GetString(0)
        );

    /// <summary>
    /// Much of a large record, some thousand articles to a transaction: those of one country and time together, since they
    /// have the same surroundings. First it is put down where each can be met, so that every piece finds all of its
    /// neighbours. What is left when it is broken off is linked the next time.
    /// </summary>
    private int InPieces(
        IReadOnlyDictionary<string, FreshArticle> added,
        Action<int, int>? progress,
        CancellationToken cancel
    )
    {
        var (done, changed) = (0, 0);
        List<string> articles = [];
        store.Transaction(() =>
        {
            using var families = new TextFamilies(store, added);
            var moved = families.Update(Unlinked());
            families.Write();
            foreach (var some in moved.Chunk(AtOnce))
                store.Connection.Execute(
                    Unlink($"{store.Dialect.In("article", "@articles")} AND kind = 'happening' AND retired_at IS NULL"),
                    ("articles", store.Dialect.List(some))
                );
            if (store.Meta(LinkedBy) != linker.Fingerprint)
                store.Connection.Execute(Unlink("kind = 'happening' AND retired_at IS NULL"));
            store.SetMeta(LinkedBy, linker.Fingerprint);
            var bonds = new Reviews(store).Bonds();
            foreach (var some in Unlinked().Chunk(piece))
            {
                using var near = new Near(store, new Reviews(store), added, families);
                new SightingRows(store).Replace(some, linker.TracesOf([.. near.Load(some)], bonds));
            }
            articles =
            [
                .. store
                    .Connection.Query(
                        "SELECT r.article FROM unlinked u CROSS JOIN reports r WHERE r.seq = u.report ORDER BY r.country, r.day_from, r.article",
                        row => row.GetString(0)
                    )
                    .Distinct(StringComparer.Ordinal),
            ];
        });
        foreach (var some in articles.Chunk(piece))
        {
            store.Transaction(() =>
            {
                var renewal = new Renewal(store, fresh);
                var none = ImmutableDictionary<string, FreshArticle>.Empty;
                using var families = new TextFamilies(store, none);
                using var search = new Regrouping(store, linker, some, none, fresh, families);
                foreach (var renewed in search.Pieces(int.MaxValue, int.MaxValue).Select(renewal.Of))
                {
                    changed += Write(renewed);
                    foreach (var report in renewed.Changed.SelectMany(one => one.Event.Reports))
                        fresh.Remove(report);
                }
                foreach (var few in some.Chunk(AtOnce))
                    store.Connection.Execute(
                        $"DELETE FROM unlinked WHERE report IN (SELECT seq FROM reports WHERE {store.Dialect.In("article", "@articles")})",
                        ("articles", store.Dialect.List(few))
                    );
            });
            progress?.Invoke(done += some.Length, articles.Count);
            if (cancel.IsCancellationRequested)
                break;
        }
        return changed;
    }

    /// <summary>More than is held in memory at once: new, or all of a large record.</summary>
    private bool IsMuch() => Count("SELECT COUNT(*) FROM unlinked") > together || (!IsLittle() && IsLarge());

    private bool IsLarge() =>
        Count(
            $"SELECT COUNT(*) FROM (SELECT 1 FROM reports WHERE kind = 'happening' AND retired_at IS NULL LIMIT {together + 1}) AS enough"
        ) > together;

    /// <summary>A quarter of the record, or another linker: then one pass over everything is quicker, or is due.</summary>
    private bool IsLittle()
    {
        if (store.Meta(LinkedBy) is { } by && by != linker.Fingerprint)
            return false;
        var unlinked = Count("SELECT COUNT(*) FROM unlinked");
        return Count(
                $"SELECT COUNT(*) FROM (SELECT 1 FROM reports WHERE retired_at IS NULL LIMIT {4 * unlinked}) AS enough"
            )
            >= 4 * unlinked;
    }

    private long Count(string question) =>
        Convert.ToInt64(store.Connection.Value(question), System.Globalization.CultureInfo.InvariantCulture);

    private const int AtOnce = 400;

    /// <summary>
    /// What is around some articles. Where they are many, it is looked for, and made into what is to be written, on two
    /// threads beside the writing, each with a connection of its own.
    /// </summary>
    private int Little(List<string> articles, IReadOnlyDictionary<string, FreshArticle> added, TextFamilies families)
    {
        var isMany = articles.Count > beside && store.CanBeReadBeside;
        using var reader = isMany ? store.Beside() : null;
        using var maker = isMany ? store.Beside() : null;
        var renewal = new Renewal(maker ?? store, fresh);
        using var search = new Regrouping(reader ?? store, linker, articles, added, fresh, families);
        var pieces = search.Pieces(Math.Min(beside, SmallestPiece), beside);
        using var found = isMany ? new Ahead<Regrouped>(pieces, PiecesAhead) : null;
        var renewed = (found?.All() ?? pieces).Select(renewal.Of);
        using var made = isMany ? new Ahead<Renewed>(renewed, PiecesAhead) : null;
        families.Write();
        new SightingRows(store).Replace(articles.Where(id => !added.ContainsKey(id)), search.Sightings.Traces());
        return (made?.All() ?? renewed).Sum(Write);
    }

    /// <summary>Found before it is asked for.</summary>
    private const int PiecesAhead = 2;

    /// <summary>The first is small, so that the writing need not wait long for it.</summary>
    private const int SmallestPiece = 250;

    private int Everything(IReadOnlyDictionary<string, FreshArticle> added, TextFamilies families)
    {
        families.Write();
        var reviews = new Reviews(store);
        using var near = new Near(store, reviews, added, families);
        var linked = linker.LinkAll([.. near.All()], reviews.Bonds());
        store.Connection.Execute("DELETE FROM sightings");
        var sightings = new SightingRows(store);
        sightings.Replace([], linked.Sightings);
        return Write(new Renewal(store, fresh).Of(linked.Events, LiveRows.Of(store, "WHERE retired_at IS NULL")));
    }

    private int Write(Renewed renewed)
    {
        var rows = new EventRows(store, store.Now);
        foreach (var one in renewed.Changed)
            rows.Add(one.Row, one.Event.Reports, one.Body, one.Digest, one.Version);
        foreach (var one in renewed.Retired)
            rows.Retire(one);
        rows.Write();
        return renewed.Count;
    }
}
