using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Annals.Cli.Writing;

/// <summary>One object of JSON on a line, for what is no record of its own.</summary>
internal static class JsonLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }
        return Terminal.Utf8.GetString(buffer.WrittenSpan);
    }
}
