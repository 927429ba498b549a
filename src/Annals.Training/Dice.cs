namespace Annals.Training;

/// <summary>Numbers that look random and are the same on every run (xorshift64*, Vigna 2016).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed * 0x9E3779B97F4A7C15 | 1;

    public uint Roll(uint sides)
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (uint)(((state * 0x2545F4914F6CDD1D) >> 32) * sides >> 32);
    }

    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = (int)Roll((uint)i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
