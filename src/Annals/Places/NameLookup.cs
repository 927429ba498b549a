namespace Annals.Places;

/// <summary>What a name could mean: the numbers of the entries that bear it, the likeliest first by what they are, and the hash of the name.</summary>
internal readonly record struct Meanings(int[] Entries, uint OwnName)
{
    public static readonly Meanings None = new([], 0);

    public bool IsEmpty => Entries is null or [];
}

/// <summary>Looks names up, as they are spelt, or else by their rough form.</summary>
internal sealed class NameLookup(Gazetteer gazetteer, ToponymResolver resolver)
{
    private const int MostCandidates = 40;

    // The file has the best known first: what stands further behind than this is not worth a look.
    private const int MostLookedAt = 400;

    // A rough form that fits many is no name of one.
    private const int MostRough = 12;

    public Meanings Of(ReadOnlySpan<char> name)
    {
        var bearers = gazetteer.Find(name);
        return bearers.Count > 0 ? Best(bearers) : Meanings.None;
    }

    /// <summary>Names are looked for roughly only where nothing bears them as they are spelt.</summary>
    public Meanings Roughly(ReadOnlySpan<char> name)
    {
        var bearers = gazetteer.FindRoughly(name);
        return bearers.Count is > 0 and <= MostRough ? Best(bearers) : Meanings.None;
    }

    private Meanings Best(Gazetteer.Bearers bearers)
    {
        if (bearers.Count == 1)
            return new Meanings([bearers[0]], bearers.OwnName);
        var count = Math.Min(bearers.Count, MostLookedAt);
        var priors = new double[count];
        var numbers = new int[count];
        for (var index = 0; index < count; index++)
            (priors[index], numbers[index]) = (-resolver.Prior(bearers[index], bearers.OwnName), bearers[index]);
        // Of equals the one that the file has first.
        Array.Sort(priors, numbers, Comparer<double>.Default);
        Settle(priors, numbers);
        return new Meanings(count > MostCandidates ? numbers[..MostCandidates] : numbers, bearers.OwnName);
    }

    /// <summary>The sort is not stable: runs of equals are put in the order of their numbers.</summary>
    private static void Settle(double[] priors, int[] numbers)
    {
        for (var start = 0; start < priors.Length; )
        {
            var end = start + 1;
            while (end < priors.Length && priors[end] == priors[start])
                end++;
            Array.Sort(numbers, start, end - start);
            start = end;
        }
    }
}
