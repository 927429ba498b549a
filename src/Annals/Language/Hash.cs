using System.Runtime.CompilerServices;

namespace Annals.Language;

/// <summary>
/// Features are named by 32-bit hashes and never stored as strings. The same arithmetic runs in training and in use,
/// on unsigned integers only, so that a model means the same on every machine.
/// </summary>
internal static class Hash
{
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xC2B2AE3D27D4EB4F;
    private const ulong Third = 0x165667B19E3779F9;
    private const ulong Fourth = 0xD6E8FEB86659FD93;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Mix(uint template, uint a) => Finish((template * First) + (a * Second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Mix(uint template, uint a, uint b) => Finish((template * First) + (a * Second) + (b * Third));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Mix(uint template, uint a, uint b, uint c) =>
        Finish((template * First) + (a * Second) + (b * Third) + (c * Fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Mix(uint template, uint a, uint b, uint c, uint d) =>
        Finish((template * First) + (a * Second) + (b * Third) + (c * Fourth) + (d * (Second ^ Fourth)));

    /// <summary>A hash of characters as they stand.</summary>
    public static uint Of(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619u;
        return hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Step(uint hash, char c) => (hash ^ c) * 16777619u;

    public const uint Start = 2166136261u;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Finish(ulong x)
    {
        x ^= x >> 31;
        x *= First;
        return (uint)(x >> 32);
    }
}
