using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Annals.Knowledge;
using Annals.Language;
using Annals.Places;

namespace Annals.Coding.Actors;

/// <summary>
/// Finds names in a sentence whatever their spelling does with apostrophes, hyphens and articles: both
/// sides are cut into folded pieces ("Al-Shabaab", "Al Shabaab" and "al-Shabaab's" share theirs),
/// and the longest run of pieces that is a name wins.
/// </summary>
public sealed class NameIndex<T>
{
    private sealed class Node
    {
        public Dictionary<string, Node>? Next;
        public List<T>? Values;
    }

    private readonly Node root = new();

    public void Add(string name, T value)
    {
        Put(name, value);
        // Tokenisers part "Ta'ang" before the apostrophe; the folded pieces of the name are parted there as well.
        if (name.AsSpan().IndexOfAny('\'', '’') > 0)
            Put(name.Replace('\'', ' ').Replace('’', ' '), value);
    }

    private void Put(string name, T value)
    {
        var node = root;
        foreach (var piece in Folded.Pieces(name))
        {
            node.Next ??= new(StringComparer.Ordinal);
            ref var next = ref CollectionsMarshal.GetValueRefOrAddDefault(node.Next, piece, out _);
            node = next ??= new();
        }
        if (node == root)
            return;
        node.Values ??= [];
        if (!node.Values.Contains(value))
            node.Values.Add(value);
    }

    /// <summary>The text is one of the names, from its first piece to its last.</summary>
    public bool Holds(string text) => Exactly(text).Count > 0;

    /// <summary>Whoever bears the text as a whole name.</summary>
    public IReadOnlyList<T> Exactly(string text)
    {
        var node = root;
        foreach (var piece in Folded.Pieces(text))
            if (node.Next is null || !node.Next.TryGetValue(piece, out node!))
                return [];
        return node.Values ?? [];
    }

    /// <summary>The longest name that begins with a word; null where none does.</summary>
    public (int Last, IReadOnlyList<T> Values)? Match(FoldedSentence sentence, int first)
    {
        (int, IReadOnlyList<T>)? best = null;
        var node = root;
        for (var word = first; word < sentence.Length; word++)
        {
            foreach (var piece in sentence.Pieces(word))
                if (node.Next is null || !node.Next.TryGetValue(piece, out node!))
                    return best;
            if (node.Values is { } values && sentence.Pieces(word).Length > 0)
                best = (word, values);
        }
        return best;
    }
}

/// <summary>A sentence's words, folded once.</summary>
public sealed class FoldedSentence
{
    private readonly string[][] pieces;

    public FoldedSentence(Sentence sentence)
        : this(sentence, lemmas: false) { }

    private FoldedSentence(Sentence sentence, bool lemmas)
    {
        pieces = new string[sentence.Length][];
        for (var word = 0; word < sentence.Length; word++)
            pieces[word] = Folded.Pieces(lemmas ? sentence[word].Lemma : sentence[word].Form);
    }

    public static FoldedSentence OfLemmas(Sentence sentence) => new(sentence, lemmas: true);

    public int Length => pieces.Length;

    public string[] Pieces(int word) => pieces[word];
}

/// <summary>Letters without case, in pieces; apostrophes join, all else that is no letter or digit parts.</summary>
public static class Folded
{
    private static readonly Lazy<FrozenDictionary<char, string>> Letters = new(() =>
        NameFolding
            .Letters(KnowledgeFolder.Default)
            .ToFrozenDictionary(
                letter => letter.Letter,
                letter => letter.Second == '\0' ? $"{letter.First}" : $"{letter.First}{letter.Second}"
            )
    );

    /// <summary>With accents: "Germán" is no German.</summary>
    public static string[] Pieces(string text) => IsPlain(text) ? [text] : Cut(text, null);

    /// <summary>Without accents, as searches compare: "Másika" is "masika". `data/places/folding.tsv` has the letters.</summary>
    public static string[] WithoutAccents(string text) => Cut(text, Letters.Value);

    private static string[] Cut(string text, FrozenDictionary<char, string>? letters)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        foreach (var letter in text)
        {
            if (letter >= 0x80 && letters is not null && letters.TryGetValue(letter, out var plain))
                piece.Append(plain);
            else if (char.IsLetterOrDigit(letter))
                piece.Append(char.ToLowerInvariant(letter));
            else if (
                letter is '\'' or '’' or '‘' or 'ʿ' or 'ʾ' or '.'
                || CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark
            )
                continue;
            else
                Close();
        }
        Close();
        return [.. pieces];

        void Close()
        {
            if (piece.Length > 0)
                pieces.Add(piece.ToString());
            piece.Clear();
        }
    }

    private static bool IsPlain(string text)
    {
        foreach (var letter in text)
            if (!char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter))
                return false;
        return text.Length > 0;
    }
}
