using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Annals.Record;

namespace Annals.Reading;

/// <summary>
/// A web archive (ISO 28500) record by record: only one lies in memory. Responses with a page in them are given, chunks
/// joined and compression undone; requests, metadata and pictures are passed over and counted.
/// </summary>
internal sealed class WarcRecords(
    string path,
    PeekedStream stream,
    long limit,
    Action<string> skip,
    Action<Problem> report
)
{
    private const int LongestHeaderLine = 1 << 16;

    public IEnumerable<Page> Pages()
    {
        for (var number = 1; ; number++)
        {
            var line = ReadLine();
            while (line is { Length: 0 })
                line = ReadLine();
            if (line is null)
                yield break;
            if (!line.StartsWith("WARC/", StringComparison.Ordinal))
            {
                report(new Problem(path, null, $"record {number} does not begin with WARC/: the rest is not read"));
                yield break;
            }
            var headers = ReadHeaders();
            if (
                !long.TryParse(
                    headers.GetValueOrDefault("content-length"),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var length
                )
            )
            {
                report(new Problem(path, null, $"record {number} has no Content-Length: the rest is not read"));
                yield break;
            }
            var type = headers.GetValueOrDefault("warc-type", "");
            if (type is not ("response" or "resource") || length > limit)
            {
                if (length > limit)
                    report(new Problem(path, null, $"record {number} has {length} bytes, more than {limit}: not read"));
                else
                    skip($"WARC {type}");
                if (stream.Skip(length))
                    continue;
                report(new Problem(path, null, $"record {number} breaks off"));
                yield break;
            }
            var block = stream.ReadExactly(length);
            if (block is null)
            {
                report(new Problem(path, null, $"record {number} breaks off"));
                yield break;
            }
            if (Open(block, headers, type == "response", number) is { } page)
                yield return page;
        }
    }

    private string? ReadLine() =>
        stream.ReadLine(LongestHeaderLine, out _) is { } line ? Encoding.UTF8.GetString(line).TrimEnd('\r') : null;

    private Dictionary<string, string> ReadHeaders()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (ReadLine() is { Length: > 0 } line)
            Add(headers, line);
        return headers;
    }

    private static void Add(Dictionary<string, string> headers, string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
            headers.TryAdd(line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..].Trim());
    }

    private Page? Open(byte[] block, Dictionary<string, string> record, bool isHttp, int number)
    {
        var headers = record;
        ReadOnlyMemory<byte> body = block;
        if (isHttp)
        {
            var end = block.AsSpan().IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                skip("WARC response without a body");
                return null;
            }
            headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            var lines = Encoding.Latin1.GetString(block.AsSpan(0, end)).Split("\r\n");
            foreach (var line in lines.Skip(1))
                Add(headers, line);
            if (!lines[0].Contains(" 200", StringComparison.Ordinal))
            {
                skip("WARC response other than 200");
                return null;
            }
            body = block.AsMemory(end + 4);
        }
        var contentType = headers.GetValueOrDefault("content-type", "");
        if (contentType.Length > 0 && !IsPage(contentType))
        {
            skip($"WARC {contentType.Split(';')[0]}");
            return null;
        }
        if (headers.GetValueOrDefault("transfer-encoding", "").Contains("chunked", StringComparison.OrdinalIgnoreCase))
            body = Joined(body);
        if (Unpacked(body, headers.GetValueOrDefault("content-encoding", "")) is not { } content)
        {
            report(new Problem(path, null, $"record {number} unpacks to more than {limit} bytes: not read"));
            return null;
        }
        var url = record.GetValueOrDefault("warc-target-uri")?.Trim('<', '>');
        return new Page
        {
            Path = $"{path}!{number.ToString(CultureInfo.InvariantCulture)}",
            Content = content,
            Url = url,
            Headers = headers.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Fetched = DateTimeOffset.TryParse(
                record.GetValueOrDefault("warc-date"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var fetched
            )
                ? fetched
                : null,
        };
    }

    private static bool IsPage(string contentType) =>
        contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            && !contentType.StartsWith("text/css", StringComparison.OrdinalIgnoreCase)
            && !contentType.Contains("javascript", StringComparison.OrdinalIgnoreCase)
        || contentType.Contains("html", StringComparison.OrdinalIgnoreCase)
        || contentType.Contains("xml", StringComparison.OrdinalIgnoreCase)
            && !contentType.Contains("svg", StringComparison.OrdinalIgnoreCase)
        || contentType.Contains("pdf", StringComparison.OrdinalIgnoreCase);

    /// <summary>Chunks joined; what is no chunk ends it.</summary>
    private static ReadOnlyMemory<byte> Joined(ReadOnlyMemory<byte> body)
    {
        var joined = new MemoryStream();
        while (!body.IsEmpty)
        {
            var end = body.Span.IndexOf("\r\n"u8);
            var size = end < 0 ? "" : Encoding.ASCII.GetString(body.Span[..end]).Split(';')[0].Trim();
            if (
                !int.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length)
                || length <= 0
            )
                // Some archives keep the header of chunks that they have joined already.
                return joined.Length == 0 && size.Length == 0 ? body
                    : joined.Length == 0 && length <= 0 && size != "0" ? body
                    : joined.ToArray();
            body = body[(end + 2)..];
            joined.Write(body.Span[..Math.Min(length, body.Length)]);
            body = body[Math.Min(length + 2, body.Length)..];
        }
        return joined.ToArray();
    }

    /// <summary>The body without its compression; as it is where that was undone already, whatever the header says.</summary>
    private ReadOnlyMemory<byte>? Unpacked(ReadOnlyMemory<byte> body, string encoding)
    {
        var packed = new MemoryStream(body.ToArray());
        using Stream? opened =
            body.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? new GZipStream(packed, CompressionMode.Decompress)
            : encoding.Contains("br", StringComparison.OrdinalIgnoreCase)
                ? new BrotliStream(packed, CompressionMode.Decompress)
            : encoding.Contains("deflate", StringComparison.OrdinalIgnoreCase)
                ? new ZLibStream(packed, CompressionMode.Decompress)
            : null;
        if (opened is null)
            return body;
        try
        {
            return new PeekedStream(opened).ReadWhole(limit) is { } content ? content : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            return body;
        }
    }
}
