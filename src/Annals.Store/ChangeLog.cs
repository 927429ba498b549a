using System.Text;
using System.Text.Json;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// What was learnt, replaced and removed since a moment, in the order in which it was: a line of JSON each, so that
/// another record can follow this one.
/// </summary>
public sealed class ChangeLog(RecordStore store)
{
    private static readonly Kind[] Kinds =
    [
        new("article", "articles t", "t.body", body => Json.Write(Json.ReadArticle(body))),
        new("report", "reports t", "t.body", body => Json.Write(Json.ReadReport(body))),
        new(
            "event",
            "events t LEFT JOIN event_bodies b ON b.event = t.seq",
            "b.body",
            body => Json.Write(Json.ReadEvent(body))
        ),
    ];

    /// <param name="What">As it is called in the log.</param>
    /// <param name="Table">Where it stands, as `t`.</param>
    /// <param name="Body">The column of its body.</param>
    /// <param name="Whole">A body with all its keys, as everywhere outside the store.</param>
    private sealed record Kind(string What, string Table, string Body, Func<string, string> Whole);

    /// <param name="since">Changes after this moment.</param>
    public IEnumerable<string> Since(DateTimeOffset since)
    {
        var from = Moment.Text(since);
        var changes = store.Read(() =>
            Kinds.SelectMany(kind => Of(kind, from)).Concat(Reviews(from)).Concat(Tombstones(from)).ToList()
        );
        // Of one moment what is gone comes before what takes its place; the rest stays in the order of its numbers.
        return changes
            .OrderBy(change => change.At, StringComparer.Ordinal)
            .ThenBy(change => change.Kind == "retired" ? 0 : 1)
            .Select(Line);
    }

    private sealed record Change(string At, string What, string Id, string Kind, string? Body);

    private IEnumerable<Change> Of(Kind kind, string from) =>
        store
            .Connection.Query(
                $"SELECT t.retired_at, t.id FROM {kind.Table} WHERE t.retired_at > @from ORDER BY t.seq",
                row => new Change(row.GetString(0), kind.What, row.GetString(1), "retired", null),
                ("from", from)
            )
            .Concat(
                store
                    .Connection.Query(
                        $"SELECT t.learnt, t.id, {kind.Body} FROM {kind.Table} WHERE t.learnt > @from ORDER BY t.seq",
                        row => new Change(
                            row.GetString(0),
                            kind.What,
                            row.GetString(1),
                            "added",
                            row.Text(2) is { Length: > 0 } body ? kind.Whole(body) : null
                        ),
                        ("from", from)
                    )
                    // A version of an event of which an erasure has left nothing is gone, and was never added.
                    .Where(change => change.What != "event" || change.Body is not null)
            );

    private List<Change> Reviews(string from) =>
        store.Connection.Query(
            "SELECT learnt, id, body FROM reviews WHERE learnt > @from ORDER BY seq",
            row => new Change(row.GetString(0), "review", row.GetString(1), "added", row.GetString(2)),
            ("from", from)
        );

    private List<Change> Tombstones(string from) =>
        store.Connection.Query(
            "SELECT learnt, id, erased, why, who FROM tombstones WHERE learnt > @from ORDER BY seq",
            row => new Change(
                row.GetString(0),
                "article",
                row.GetString(1),
                row.GetInt32(2) == 0 ? "removed" : "erased",
                Decided(row.GetString(4), row.GetString(3))
            ),
            ("from", from)
        );

    private static string Decided(string who, string why) =>
        $"{{\"who\":\"{JsonEncodedText.Encode(who)}\",\"why\":\"{JsonEncodedText.Encode(why)}\"}}";

    private static string Line(Change change)
    {
        using var stream = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(
                stream,
                new JsonWriterOptions
                {
                    Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
        )
        {
            json.WriteStartObject();
            json.WriteString("at", change.At);
            json.WriteString("change", change.Kind);
            json.WriteString("what", change.What);
            json.WriteString("id", change.Id);
            json.WritePropertyName("body");
            if (string.IsNullOrEmpty(change.Body))
                json.WriteNullValue();
            else
                json.WriteRawValue(change.Body);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
