using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Annals.Exchange;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>One file of someone else's rows, with the terms under which they were given.</summary>
public sealed record ImportEntry(string Name, string Format, string Path, string Licence, long Rows, string Learnt);

/// <summary>
/// Rows of others beside one's own record: each as it came, with its file and line, and as an event. They are in no
/// count, no tally and no map of the record; who wants them asks for them by the name of the import.
/// </summary>
public sealed class Imports(RecordStore store)
{
    private const int RowsAtOnce = 5000;

    /// <summary>The rows of the file, in one transaction. A later file of the same name takes the place of the one before.</summary>
    /// <param name="name">Under which it is asked for.</param>
    /// <param name="format">A name of <see cref="Import.Formats"/>.</param>
    /// <param name="path">Where the file lies: kept as said.</param>
    /// <param name="content">The file, unpacked.</param>
    /// <param name="import">How its rows are read.</param>
    /// <param name="complain">Told of each row that is not understood, with its line and why; the rest is kept.</param>
    /// <returns>The number of rows; null where this very file says the same under this name already.</returns>
    /// <exception cref="InvalidDataException">There is no header.</exception>
    /// <exception cref="UnfitDecisionException">The file is here under another name.</exception>
    public long? Add(
        string name,
        string format,
        string path,
        byte[] content,
        Import import,
        Action<long, string>? complain = null
    )
    {
        var sha256 = Packed.Sha256(content);
        var before = store
            .Read(() =>
                store.Connection.Query(
                    "SELECT name FROM imports WHERE sha256 = @sha256 AND retired_at IS NULL",
                    row => row.GetString(0),
                    ("sha256", sha256)
                )
            )
            .FirstOrDefault();
        if (before is not null && before != name)
            throw new UnfitDecisionException($"{path}: is here already, as \"{before}\"");
        using var reader = Decoded(content);
        var rows = Understood(ForeignRows.Read(reader, out var header), import, complain);
        if (before is not null)
        {
            // Read once more, since the mapping may be another one now.
            rows = rows.ToList();
            if (Rows(name, "r.body")!.SequenceEqual(rows.Select(row => Json.Pack(row.Event)), StringComparer.Ordinal))
                return null;
        }
        long count = 0;
        store.Transaction(() =>
        {
            var now = store.Now;
            Retire(name, now);
            var seq = Convert.ToInt64(
                store.Connection.Value(
                    """
                    INSERT INTO imports (name, format, path, sha256, licence, header, learnt) VALUES (@name, @format, @path, @sha256, @licence, @header, @learnt)
                    ON CONFLICT (sha256) DO UPDATE SET retired_at = NULL, name = excluded.name, format = excluded.format, path = excluded.path,
                        licence = excluded.licence, header = excluded.header, learnt = excluded.learnt
                    RETURNING seq
                    """,
                    ("name", name),
                    ("format", format),
                    ("path", path),
                    ("sha256", sha256),
                    ("licence", import.Licence),
                    ("header", header),
                    ("learnt", now)
                ),
                CultureInfo.InvariantCulture
            );
            foreach (var some in rows.Chunk(RowsAtOnce))
            {
                var sink = new Sink(
                    "imported",
                    ["import", "line", "id", "at", "type", "country", "place", "killed", "body", "row"]
                );
                foreach (var (row, @event) in some)
                    sink.Rows.Add(Values(seq, row, @event));
                sink.Write(store.Connection);
                count += some.Length;
            }
        });
        return count;
    }

    private static IEnumerable<(ForeignRow Row, Event Event)> Understood(
        IEnumerable<ForeignRow> rows,
        Import import,
        Action<long, string>? complain
    )
    {
        foreach (var row in rows)
        {
            Event? @event = null;
            try
            {
                @event = import.Read(row);
            }
            catch (InvalidDataException wrong)
            {
                var line = $"{row.Line.ToString(CultureInfo.InvariantCulture)}: ";
                complain?.Invoke(
                    row.Line,
                    wrong.Message.StartsWith(line, StringComparison.Ordinal)
                        ? wrong.Message[line.Length..]
                        : wrong.Message
                );
            }
            if (@event is not null)
                yield return (row, @event);
        }
    }

    /// <summary>UTF-8 or what its first bytes say; where it is none of these, what old programs write.</summary>
    private static StreamReader Decoded(byte[] content) =>
        new(
            new MemoryStream(content),
            Utf8.IsValid(content) ? Encoding.UTF8 : Encoding.Latin1,
            detectEncodingFromByteOrderMarks: true
        );

    /// <summary>The imports that stand, by name.</summary>
    public ImmutableArray<ImportEntry> All() =>
        store.Read(() =>
            store
                .Connection.Query(
                    """
                    SELECT i.name, i.format, i.path, i.licence, (SELECT COUNT(*) FROM imported r WHERE r.import = i.seq), i.learnt
                    FROM imports i WHERE i.retired_at IS NULL ORDER BY i.name
                    """,
                    row => new ImportEntry(
                        row.GetString(0),
                        row.GetString(1),
                        row.GetString(2),
                        row.GetString(3),
                        row.GetInt64(4),
                        row.GetString(5)
                    )
                )
                .ToImmutableArray()
        );

    /// <summary>The events of an import, in the order of its lines; null where there is none of that name.</summary>
    public ImmutableArray<Event>? Events(string name) =>
        Rows(name, "r.body") is { } bodies ? [.. bodies.Select(Json.ReadEvent)] : null;

    /// <summary>The file as it came, line by line, its header first; null where there is none of that name.</summary>
    public ImmutableArray<string>? Lines(string name) =>
        Rows(name, "r.row") is { } rows
            ?
            [
                .. store.Read(() =>
                    store.Connection.Query(
                        "SELECT header FROM imports WHERE name = @name AND retired_at IS NULL AND header <> ''",
                        row => row.GetString(0),
                        ("name", name)
                    )
                ),
                .. rows,
            ]
            : null;

    private List<string>? Rows(string name, string column) =>
        All().All(import => import.Name != name)
            ? null
            : store.Read(() =>
                store.Connection.Query(
                    $"SELECT {column} FROM imported r JOIN imports i ON i.seq = r.import WHERE i.name = @name AND i.retired_at IS NULL ORDER BY r.line",
                    row => row.GetString(0),
                    ("name", name)
                )
            );

    private void Retire(string name, string now)
    {
        // A later file of one name is another version of the same table: rows that are gone from it count no more.
        store.Connection.Execute(
            "DELETE FROM imported WHERE import IN (SELECT seq FROM imports WHERE name = @name)",
            ("name", name)
        );
        store.Connection.Execute(
            "UPDATE imports SET retired_at = @now WHERE name = @name AND retired_at IS NULL",
            ("now", now),
            ("name", name)
        );
    }

    private static object?[] Values(long import, ForeignRow row, Event @event) =>
        [
            import,
            row.Line,
            @event.Id,
            Moment.Text(@event.Time?.From) ?? "",
            @event.Type,
            @event.Place?.Country,
            @event.Place?.Name,
            @event.Harm.FirstOrDefault(harm => harm.Effect == Effect.Killed)?.Best,
            Json.Pack(@event),
            row.Text,
        ];
}
