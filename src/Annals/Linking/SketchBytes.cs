using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Annals.Linking;

/// <summary>Puts sketches together, one after the other.</summary>
internal sealed class SketchWriter
{
    private readonly ArrayBufferWriter<byte> made = new(2048);
    private SketchWriter? part;

    public void Begin() => made.ResetWrittenCount();

    public byte[] Made() => made.WrittenSpan.ToArray();

    public void Byte(byte value)
    {
        made.GetSpan(1)[0] = value;
        made.Advance(1);
    }

    /// <summary>Seven bits to a byte, the low ones first; the sign is the lowest of all.</summary>
    public void Number(long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        while (rest > 127)
        {
            Byte((byte)(rest | 128));
            rest >>= 7;
        }
        Byte((byte)rest);
    }

    public void Real(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(made.GetSpan(sizeof(double)), value);
        made.Advance(sizeof(double));
    }

    /// <summary>A day number; nought for none.</summary>
    public void Day(DateOnly? day) => Number(day is { } known ? known.DayNumber + 1 : 0);

    /// <summary>Its length and one, or nought for none.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            NoText();
            return;
        }
        var length = Encoding.UTF8.GetByteCount(text);
        Number(length + 1);
        Encoding.UTF8.GetBytes(text, made.GetSpan(length));
        made.Advance(length);
    }

    public void NoText() => Number(0);

    /// <summary>The same of a text in UTF-8.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        Number(utf8.Length + 1);
        utf8.CopyTo(made.GetSpan(utf8.Length));
        made.Advance(utf8.Length);
    }

    public void Texts(ImmutableArray<string> texts)
    {
        Number(texts.Length);
        foreach (var text in texts)
            Text(text);
    }

    /// <summary>What is read as one, with its length before it.</summary>
    public void Part(Action<SketchWriter> write)
    {
        part ??= new SketchWriter();
        part.Begin();
        write(part);
        Number(part.made.WrittenCount + 1);
        part.made.WrittenSpan.CopyTo(made.GetSpan(part.made.WrittenCount));
        made.Advance(part.made.WrittenCount);
    }
}

/// <summary>Walks along a sketch.</summary>
internal ref struct SketchReader(byte[] sketch, SketchReading known)
{
    private readonly byte[] sketch = sketch;
    private readonly SketchReading known = known;
    private int next;

    public readonly WordWeights Weights => known.Weights;

    public byte Byte() => sketch[next++];

    public long Number()
    {
        var (read, shift) = (0UL, 0);
        while (true)
        {
            var one = sketch[next++];
            read |= (ulong)(one & 127) << shift;
            if (one < 128)
                return (long)(read >> 1) ^ -(long)(read & 1);
            shift += 7;
        }
    }

    public double Real()
    {
        var value = BinaryPrimitives.ReadDoubleLittleEndian(sketch.AsSpan(next));
        next += sizeof(double);
        return value;
    }

    public double? RealOrNull() => Real() is var value && double.IsNaN(value) ? null : value;

    public DateOnly? Day() => Number() is > 0 and var day ? DateOnly.FromDayNumber((int)day - 1) : null;

    public ReadOnlyMemory<byte>? MemoryOrNull()
    {
        var length = (int)Number() - 1;
        if (length < 0)
            return null;
        var bytes = sketch.AsMemory(next, length);
        next += length;
        return bytes;
    }

    public ReadOnlyMemory<byte> Memory() => MemoryOrNull() ?? default;

    public ReadOnlySpan<byte> Bytes() => Memory().Span;

    public string? Text() => MemoryOrNull() is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

    /// <summary>One that others are likely to have too.</summary>
    public string? SharedText() => MemoryOrNull() is { } bytes ? known.TextOf(bytes.Span) : null;

    public ImmutableArray<string> Texts(bool areShared)
    {
        var count = (int)Number();
        if (count == 0)
            return [];
        var texts = new string[count];
        for (var index = 0; index < count; index++)
            texts[index] = areShared ? known.TextOf(Bytes()) : Encoding.UTF8.GetString(Bytes());
        return ImmutableCollectionsMarshal.AsImmutableArray(texts);
    }
}
