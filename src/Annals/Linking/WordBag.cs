using System.Buffers;

namespace Annals.Linking;

/// <summary>
/// The words of a text, each once, with what it weighs: sorted by their hash, so that two bags are compared by walking
/// along both. Case, possessive and plural endings are taken off.
/// </summary>
internal sealed class WordBag
{
    private readonly ulong[] words;
    private readonly float[] weights;
    private readonly float sum;

    private WordBag(ulong[] words, float[] weights)
    {
        this.words = words;
        this.weights = weights;
        foreach (var weight in weights)
            sum += weight;
    }

    /// <param name="utf8">A text.</param>
    /// <param name="known">Weights of words.</param>
    public static WordBag Of(ReadOnlySpan<byte> utf8, WordWeights known)
    {
        var text = ArrayPool<char>.Shared.Rent(System.Text.Encoding.UTF8.GetMaxCharCount(utf8.Length));
        var length = System.Text.Encoding.UTF8.GetChars(utf8, text);
        var bag = Of(text.AsSpan(0, length), known);
        ArrayPool<char>.Shared.Return(text);
        return bag;
    }

    public static WordBag Of(ReadOnlySpan<char> text, WordWeights known, int most = int.MaxValue)
    {
        // Every word but the last has a letter and something after it.
        var room = Math.Min(most, (text.Length / 2) + 1);
        var hashes = ArrayPool<ulong>.Shared.Rent(room);
        var weights = ArrayPool<float>.Shared.Rent(room);
        Span<char> lower = stackalloc char[LongestWord];
        var (count, kept) = (0, 0);
        foreach (var word in new WordRuns(text))
        {
            if (++count > most)
                break;
            var length = Fold(word, lower);
            if (length == 0)
                continue;
            hashes[kept] = Hash(lower[..length]);
            weights[kept++] = known.Of(lower[..length]);
        }
        var keys = hashes.AsSpan(0, kept);
        var values = weights.AsSpan(0, kept);
        keys.Sort(values);
        kept = 0;
        for (var next = 0; next < keys.Length; next++)
            if (next == 0 || keys[next] != keys[kept - 1])
                (keys[kept], values[kept++]) = (keys[next], values[next]);
        var bag = new WordBag(keys[..kept].ToArray(), values[..kept].ToArray());
        ArrayPool<ulong>.Shared.Return(hashes);
        ArrayPool<float>.Shared.Return(weights);
        return bag;
    }

    /// <summary>As much of a title and a text, with a space between, as their first words take; in UTF-8.</summary>
    public static byte[] First(ReadOnlySpan<char> title, ReadOnlySpan<char> text, int most)
    {
        var words = new WordRuns(title);
        while (most > 0 && words.MoveNext())
            most--;
        if (most == 0)
            return Utf8(title[..words.End], []);
        words = new WordRuns(text);
        while (most > 0 && words.MoveNext())
            most--;
        return Utf8(title, text[..words.End]);
    }

    /// <summary>The two with a space between; the first alone where there is no second.</summary>
    private static byte[] Utf8(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        var utf8 = System.Text.Encoding.UTF8;
        var length = utf8.GetByteCount(first);
        var both = new byte[second.IsEmpty ? length : length + 1 + utf8.GetByteCount(second)];
        utf8.GetBytes(first, both);
        if (second.IsEmpty)
            return both;
        both[length] = (byte)' ';
        utf8.GetBytes(second, both.AsSpan(length + 1));
        return both;
    }

    /// <summary>Weight of the shared words over the weight of the smaller bag's, 0 to 1: a short text within a long one counts in full.</summary>
    public double Overlap(WordBag other)
    {
        var smaller = Math.Min(sum, other.sum);
        return smaller < 1 ? 0 : Shared(other) / smaller;
    }

    /// <summary>Weight of the shared words over that of all words of both, 0 to 1.</summary>
    public double Likeness(WordBag other)
    {
        var shared = Shared(other);
        var all = sum + other.sum - shared;
        return all < 1 ? 0 : shared / all;
    }

    /// <summary>The words of a name, to be asked for in bags.</summary>
    public static ulong[] HashesOf(string name)
    {
        var hashes = new List<ulong>();
        Span<char> lower = stackalloc char[LongestWord];
        foreach (var word in new WordRuns(name))
            if (Fold(word, lower) is > 0 and var length)
                hashes.Add(Hash(lower[..length]));
        return [.. hashes];
    }

    /// <summary>Every word of a name.</summary>
    /// <param name="name">Its words, by <see cref="HashesOf"/>.</param>
    public bool HoldsAll(ulong[] name)
    {
        foreach (var word in name)
            if (Array.BinarySearch(words, word) < 0)
                return false;
        return true;
    }

    private double Shared(WordBag other)
    {
        var (a, b, shared) = (0, 0, 0.0);
        while (a < words.Length && b < other.words.Length)
        {
            if (words[a] == other.words[b])
            {
                shared += weights[a];
                a++;
                b++;
            }
            else if (words[a] < other.words[b])
                a++;
            else
                b++;
        }
        return shared;
    }

    /// <summary>Into lower case without ending; the length, 0 for what is no word to compare.</summary>
    private static int Fold(ReadOnlySpan<char> word, Span<char> lower)
    {
        if (word.Length > lower.Length)
            word = word[..lower.Length];
        var length = Lower(word, lower);
        if (length > 2 && lower[length - 1] == 's' && lower[length - 2] is '\'' or '\u2019')
            length -= 2;
        if (length > 3 && lower[length - 1] == 's' && lower[length - 2] != 's')
            length--;
        return length;
    }

    private static int Lower(ReadOnlySpan<char> word, Span<char> lower)
    {
        for (var index = 0; index < word.Length; index++)
        {
            var letter = word[index];
            if (!char.IsAscii(letter))
                return word.ToLowerInvariant(lower);
            lower[index] = char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter;
        }
        return word.Length;
    }

    /// <summary>Of the first <see cref="LongestWord"/> letters in lower case.</summary>
    internal static ulong HashLower(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestWord)
            word = word[..LongestWord];
        var hash = 14695981039346656037UL;
        foreach (var letter in word)
        {
            if (!char.IsAscii(letter))
            {
                Span<char> lower = stackalloc char[LongestWord];
                return Hash(lower[..word.ToLowerInvariant(lower)]);
            }
            hash = (hash ^ (char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter)) * 1099511628211UL;
        }
        return hash;
    }

    private const int LongestWord = 64;

    /// <summary>FNV-1a over UTF-16 code units.</summary>
    internal static ulong Hash(ReadOnlySpan<char> word)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in word)
            hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }
}

/// <summary>Runs of letters and digits of a text, apostrophes within them included.</summary>
internal ref struct WordRuns(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> text = text;
    private int next;

    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>Where the current run ends, or the text.</summary>
    public readonly int End => next;

    public readonly WordRuns GetEnumerator() => this;

    public bool MoveNext()
    {
        while (next < text.Length && !char.IsLetterOrDigit(text[next]))
            next++;
        if (next == text.Length)
            return false;
        var start = next;
        while (next < text.Length && (char.IsLetterOrDigit(text[next]) || IsInner(next)))
            next++;
        Current = text[start..next];
        return true;
    }

    private readonly bool IsInner(int at) =>
        text[at] is '\'' or '\u2019' && at + 1 < text.Length && char.IsLetter(text[at + 1]);
}
