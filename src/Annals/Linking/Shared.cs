namespace Annals.Linking;

/// <summary>Work that is shared among the cores where there is enough of it.</summary>
internal static class Shared
{
    /// <summary>Pieces of some microseconds: waking other threads for fewer takes longer than doing them.</summary>
    private const int Enough = 16;

    /// <summary>Does something for each number below this.</summary>
    public static void For(int count, Action<int> work)
    {
        if (count >= Enough)
            Parallel.For(0, count, work);
        else
            for (var index = 0; index < count; index++)
                work(index);
    }
}
