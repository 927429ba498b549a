namespace Annals.Reading;

/// <summary>A stream whose beginning can be looked at before it is read: formats are found out by content, pipes cannot seek.</summary>
internal sealed class PeekedStream(Stream inner) : Stream
{
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    /// <summary>The next bytes, fewer where the stream ends before; they stay to be read.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (end - start < count && Fill()) { }
        return buffer.AsSpan(start, Math.Min(count, end - start));
    }

    public override int Read(Span<byte> destination)
    {
        if (start == end)
        {
            if (destination.Length >= buffer.Length)
                return inner.Read(destination);
            if (!Fill())
                return 0;
        }
        var count = Math.Min(destination.Length, end - start);
        buffer.AsSpan(start, count).CopyTo(destination);
        start += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Everything that is left; null where that is more than the limit.</summary>
    public byte[]? ReadWhole(long limit)
    {
        var whole = new MemoryStream();
        while (start < end || Fill())
        {
            whole.Write(buffer, start, end - start);
            start = end;
            if (whole.Length > limit)
                return null;
        }
        return whole.ToArray();
    }

    /// <summary>So many bytes; null where the stream ends before.</summary>
    public byte[]? ReadExactly(long count)
    {
        var bytes = new byte[count];
        var read = 0;
        while (read < bytes.Length)
        {
            var part = Read(bytes.AsSpan(read));
            if (part == 0)
                return null;
            read += part;
        }
        return bytes;
    }

    /// <summary>Passes over so many bytes; false where the stream ends before.</summary>
    public bool Skip(long count)
    {
        while (count > 0 && (start < end || Fill()))
        {
            var part = (int)Math.Min(count, end - start);
            start += part;
            count -= part;
        }
        return count == 0;
    }

    /// <summary>Line by line without their ends, numbered from 1; null in place of one longer than the limit.</summary>
    public IEnumerable<(byte[]? Line, int Number)> Lines(long limit)
    {
        for (var number = 1; start < end || Fill(); number++)
            yield return (ReadLine(limit, out var tooLong) is { } line && !tooLong ? line : null, number);
    }

    /// <summary>The next line without its end; null at the end of the stream.</summary>
    public byte[]? ReadLine(long limit, out bool tooLong)
    {
        tooLong = false;
        if (start == end && !Fill())
            return null;
        var line = new MemoryStream();
        do
        {
            var rest = buffer.AsSpan(start, end - start);
            var at = rest.IndexOf((byte)'\n');
            var part = at < 0 ? rest : rest[..at];
            if (line.Length + part.Length > limit)
                tooLong = true;
            else
                line.Write(part);
            start += at < 0 ? rest.Length : at + 1;
            if (at >= 0)
                break;
        } while (Fill());
        return line.ToArray();
    }

    /// <summary>Reads on behind what is there; false at the end.</summary>
    private bool Fill()
    {
        if (start == end)
            start = end = 0;
        else if (start > 0 && end == buffer.Length)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var count = inner.Read(buffer, end, buffer.Length - end);
        end += count;
        return count > 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
