using System.Text.Encodings.Web;
using System.Text.Json;

namespace Annals.Exchange;

/// <summary>What a format could not hold: which events were left out and why, which values, and how often. Written beside every export.</summary>
/// <param name="format">A name of <see cref="Export.Formats"/>.</param>
/// <param name="read">What is read and may be left out.</param>
public sealed class ExportLosses(string format, string read = "events")
{
    private readonly SortedDictionary<string, (int Count, List<string> First)> leftOut = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Count, List<string> First)> changed = new(StringComparer.Ordinal);

    private readonly List<(string What, string Instead)> never = [];

    private const int Examples = 20;

    /// <summary>Terms of the one who made the rows, where they are another's.</summary>
    public string? Licence { get; set; }

    /// <summary>How many events, or reports, were read.</summary>
    public int Events { get; private set; }

    public int Rows { get; private set; }

    public int LeftOut => leftOut.Values.Sum(loss => loss.Count);

    public void Read() => Events++;

    public void Wrote(int rows = 1) => Rows += rows;

    /// <summary>The event is not in the export at all.</summary>
    public void Leave(string @event, string why) => Add(leftOut, @event, why);

    /// <summary>The event is in the export, but something of it is not, or reads otherwise.</summary>
    public void Lose(string @event, string what) => Add(changed, @event, what);

    /// <summary>The format has no place for it, whatever the event.</summary>
    /// <param name="what">What is lost.</param>
    /// <param name="instead">What stands there.</param>
    public void Never(string what, string instead) => never.Add((what, instead));

    /// <summary>For NAME.losses.json.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(
                stream,
                new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            json.WriteStartObject();
            json.WriteString("format", format);
            json.WriteNumber(read, Events);
            json.WriteNumber("rows", Rows);
            Write(json, "leftOut", leftOut);
            Write(json, "notHeld", changed);
            json.WriteStartArray("neverHeld");
            foreach (var (what, instead) in never)
            {
                json.WriteStartObject();
                json.WriteString("what", what);
                json.WriteString("instead", instead);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (Licence is not null)
                json.WriteString("licence", Licence);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>In short, for standard error.</summary>
    public override string ToString() =>
        $"{format}: {Rows} rows of {Events} {read}; {LeftOut} left out"
        + string.Concat(leftOut.Select(loss => $"\n  {loss.Value.Count}: {loss.Key}"))
        + string.Concat(changed.Select(loss => $"\n  {loss.Value.Count} without {loss.Key}"));

    private static void Add(
        SortedDictionary<string, (int Count, List<string> First)> losses,
        string @event,
        string what
    )
    {
        var (count, first) = losses.GetValueOrDefault(what, (0, []));
        if (first.Count < Examples)
            first.Add(@event);
        losses[what] = (count + 1, first);
    }

    private static void Write(
        Utf8JsonWriter json,
        string name,
        SortedDictionary<string, (int Count, List<string> First)> losses
    )
    {
        json.WriteStartArray(name);
        foreach (var (what, (count, first)) in losses)
        {
            json.WriteStartObject();
            json.WriteString("what", what);
            json.WriteNumber("count", count);
            json.WriteStartArray("first");
            foreach (var @event in first)
                json.WriteStringValue(@event);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
