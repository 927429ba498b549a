using System.IO.Compression;
using System.Numerics;
using System.Security.Cryptography;

namespace Annals.Store;

/// <summary>Bytes as the store keeps them: compressed with Brotli at a level that costs less than reading the page did.</summary>
internal static class Packed
{
    /// <summary>Below this many bytes (a line of text, not a page) the better searches find some fifty bytes and take two to four times as long.</summary>
    private const int Small = 8192;

    public static byte[] Pack(ReadOnlySpan<byte> content)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        // A window that is wider than the content costs as much to make ready as a large page does.
        var window = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, content.Length)) + 1, 10, 22);
        return BrotliEncoder.TryCompress(content, packed, out var length, content.Length < Small ? 1 : 4, window)
            ? packed[..length]
            : throw new InvalidOperationException($"{content.Length} bytes could not be compressed");
    }

    /// <param name="packed">What <see cref="Pack"/> gave.</param>
    /// <param name="size">Bytes of the original.</param>
    public static byte[] Unpack(ReadOnlySpan<byte> packed, int size)
    {
        var content = new byte[size];
        return BrotliDecoder.TryDecompress(packed, content, out var length) && length == size
            ? content
            : throw new InvalidDataException($"the stored page does not unpack to its {size} bytes");
    }

    public static string Sha256(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
