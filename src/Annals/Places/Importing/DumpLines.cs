namespace Annals.Places.Importing;

/// <summary>Reads lines as bytes from a stream that may be far larger than memory, and knows where it is.</summary>
internal sealed class DumpLines(Stream stream)
{
    private byte[] buffer = new byte[1 << 20];
    private int start;
    private int end;
    private bool isAtEnd;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Bytes of the stream up to the end of that line.</summary>
    public long Offset { get; private set; }

    /// <summary>Goes on where an earlier reading of the same stream stopped.</summary>
    public void Skip(long offset, long line)
    {
        if (stream.CanSeek)
            stream.Seek(offset, SeekOrigin.Begin);
        else
            for (var left = offset; left > 0; )
            {
                var read = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
                if (read == 0)
                    break;
                left -= read;
            }
        (Offset, Line) = (offset, line);
    }

    /// <summary>The next line without its end; false after the last one. The span holds until the next call.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var found = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (found >= 0 || (isAtEnd && end > start))
            {
                var length = found >= 0 ? found : end - start;
                line = buffer.AsSpan(start, length).TrimEnd((byte)'\r');
                start += found >= 0 ? length + 1 : length;
                Offset += found >= 0 ? length + 1 : length;
                Line++;
                return true;
            }
            if (isAtEnd)
            {
                line = default;
                return false;
            }
            Fill();
        }
    }

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = stream.Read(buffer, end, buffer.Length - end);
        isAtEnd = read == 0;
        end += read;
    }
}
