using Annals.Record;

namespace Annals.Linking;

/// <summary>
/// Finds articles that are one text: syndicated under another title, trimmed, with a local paragraph, lightly edited.
///
/// A text is the set of its runs of four words (Broder's shingles, "On the resemblance and containment of documents",
/// 1997). Copies share shingles that no other text has, so each text offers a fixed fraction of its shingles, chosen by
/// their hash alone, and two texts that share two of those are held against each other in full. What is compared is
/// containment in the shorter text: a trimmed copy holds nothing of its own. Whatever is the copy of a copy is one text
/// with the first, so the answer is a partition, and the order of the articles changes nothing.
/// </summary>
public static class Copies
{
    private const int ShingleWords = 4;

    /// <summary>One shingle in so many is offered for the search.</summary>
    private const ulong Sampling = 4;

    /// <summary>Members of a shingle's list that a text is held against: enough for a family of hundreds, bounded for boilerplate.</summary>
    private const int PostingsRead = 24;

    /// <summary>Share of the shorter text's shingles from which two texts are one. Independent accounts of one act stay under a tenth.</summary>
    private const double Containment = 0.22;

    /// <summary>Texts with fewer shingles have to be the same word for word.</summary>
    private const int FewestShingles = 12;

    /// <summary>For each article the smallest id among those that are one text with it.</summary>
    public static Dictionary<string, string> Fold(IReadOnlyCollection<Article> articles)
    {
        var sorted = articles
            .DistinctBy(article => article.Id)
            .OrderBy(article => article.Id, StringComparer.Ordinal)
            .ToArray();
        var shingles = new ulong[sorted.Length][];
        Parallel.For(0, sorted.Length, index => shingles[index] = Shingles(sorted[index].Text));
        var roots = Fold(shingles);
        var folded = new Dictionary<string, string>(sorted.Length, StringComparer.Ordinal);
        for (var index = 0; index < sorted.Length; index++)
            folded.Add(sorted[index].Id, sorted[roots[index]].Id);
        return folded;
    }

    /// <summary>One shingle in so many is a mark: what is kept to find an article's copies by.</summary>
    private const ulong MarkSampling = 16;

    /// <summary>A fixed fraction of the shingles, chosen by their hash alone: texts that share many share some of these.</summary>
    public static IEnumerable<ulong> Marks(ulong[] shingles) =>
        shingles.Length < FewestShingles ? shingles : shingles.Where(shingle => shingle % MarkSampling == 0);

    /// <summary>Whether two texts are one, by their shingles.</summary>
    public static bool AreOne(ulong[] a, ulong[] b) => IsCopy(a, b);

    /// <summary>For each set of shingles the index of the first set that is one text with it.</summary>
    internal static int[] Fold(ulong[][] texts)
    {
        var roots = new int[texts.Length];
        var postings = new Dictionary<ulong, List<int>>();
        var met = new Dictionary<int, int>();
        for (var text = 0; text < texts.Length; text++)
        {
            roots[text] = text;
            met.Clear();
            var isShort = texts[text].Length < FewestShingles;
            foreach (var shingle in texts[text])
            {
                if (!isShort && shingle % Sampling != 0)
                    continue;
                if (!postings.TryGetValue(shingle, out var list))
                    postings.Add(shingle, list = []);
                foreach (var other in list)
                    met[other] = met.GetValueOrDefault(other) + 1;
                if (list.Count < PostingsRead)
                    list.Add(text);
            }
            foreach (var (other, shared) in met)
                if (shared >= 2 && IsCopy(texts[text], texts[other]))
                    Join(roots, text, other);
        }
        for (var text = 0; text < roots.Length; text++)
            roots[text] = Root(roots, text);
        return roots;
    }

    /// <summary>Hashes of the text's runs of words, sorted, each once.</summary>
    public static ulong[] Shingles(string text)
    {
        var words = new List<ulong>(text.Length / 5);
        foreach (var word in new WordRuns(text))
            words.Add(WordBag.HashLower(word));
        if (words.Count < ShingleWords)
            return [];
        var shingles = new ulong[words.Count - ShingleWords + 1];
        for (var first = 0; first < shingles.Length; first++)
        {
            var hash = 14695981039346656037UL;
            for (var word = first; word < first + ShingleWords; word++)
                hash = Mix(hash ^ words[word]);
            shingles[first] = hash;
        }
        Array.Sort(shingles);
        var count = 1;
        for (var next = 1; next < shingles.Length; next++)
            if (shingles[next] != shingles[count - 1])
                shingles[count++] = shingles[next];
        return count == shingles.Length ? shingles : shingles[..count];
    }

    private static bool IsCopy(ulong[] a, ulong[] b)
    {
        var fewer = Math.Min(a.Length, b.Length);
        if (fewer < FewestShingles)
            return a.AsSpan().SequenceEqual(b);
        var (i, j, shared) = (0, 0, 0);
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j])
            {
                shared++;
                i++;
                j++;
            }
            else if (a[i] < b[j])
                i++;
            else
                j++;
        }
        return shared >= Containment * fewer;
    }

    private static int Root(int[] roots, int text)
    {
        while (roots[text] != text)
            text = roots[text] = roots[roots[text]];
        return text;
    }

    private static void Join(int[] roots, int a, int b)
    {
        var (one, other) = (Root(roots, a), Root(roots, b));
        roots[Math.Max(one, other)] = Math.Min(one, other);
    }

    /// <summary>SplitMix64's finaliser: spreads neighbouring values over all bits.</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
