using System.Collections.Immutable;
using Annals.Language;

namespace Annals.Coding;

/// <summary>Lemmas of a sentence in lower case, made once for all the look-ups of it.</summary>
public sealed class Words
{
    public Words(Sentence sentence, Inflections inflections)
    {
        Sentence = sentence;
        Lemmas = new string[sentence.Length];
        Forms = new string[sentence.Length];
        Verbal = new bool[sentence.Length];
        for (var word = 0; word < sentence.Length; word++)
        {
            Forms[word] = Lower(sentence[word].Form);
            Lemmas[word] = inflections.LemmaOf(Forms[word]) ?? Lower(sentence[word].Lemma);
            Verbal[word] =
                sentence[word].Tag == Upos.Verb
                || (sentence[word].Tag is Upos.Adj or Upos.Aux or Upos.X && inflections.IsVerbForm(Forms[word]));
        }
    }

    public Sentence Sentence { get; }

    public string[] Lemmas { get; }

    public string[] Forms { get; }

    /// <summary>A verb by its tag, or by its form where a tagger that has not seen it takes it for something else.</summary>
    public bool[] Verbal { get; }

    public bool Is(int word, string lemma) => Lemmas[word] == lemma || Forms[word] == lemma;

    private static string Lower(string word)
    {
        foreach (var letter in word)
            if (char.IsUpper(letter))
                return word.ToLowerInvariant();
        return word;
    }
}

/// <summary>
/// Phrases of lemmas, found by their first word. "_" in a phrase stands for up to <see cref="Gap"/> words; a hyphen
/// may be written, be a word of its own, or be a space.
/// </summary>
public sealed class PhraseIndex<T>
{
    /// <summary>A verb's object may stand between the parts of a phrase ("took eight miners hostage").</summary>
    private const int Gap = 6;

    private readonly Dictionary<string, List<(string[] Parts, T Value)>> byFirst = new(StringComparer.Ordinal);

    public void Add(string phrase, T value)
    {
        Put(phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries), value);
        if (phrase.Contains('-', StringComparison.Ordinal))
            Put(
                phrase.Replace("-", " - ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries),
                value
            );
    }

    /// <summary>Phrases that start at a word, longest first, each with the words that it took.</summary>
    public void Match(Words words, int start, List<PhraseMatch<T>> found)
    {
        Look(words, start, words.Lemmas[start], found);
        if (words.Forms[start] != words.Lemmas[start])
            Look(words, start, words.Forms[start], found);
    }

    private void Look(Words words, int start, string first, List<PhraseMatch<T>> found)
    {
        if (!byFirst.TryGetValue(first, out var phrases))
            return;
        foreach (var (parts, value) in phrases)
            if (parts.Length == 1)
                found.Add(new([start], value));
            else if (Follow(words, start, parts) is { Length: > 0 } taken)
                found.Add(new([.. taken], value));
    }

    private static int[] Follow(Words words, int start, string[] parts)
    {
        var taken = new List<int> { start };
        var word = start + 1;
        for (var part = 1; part < parts.Length; part++)
        {
            if (parts[part] == "_")
            {
                part++;
                var end = Math.Min(words.Sentence.Length, word + Gap);
                while (
                    word < end
                    && !words.Is(word, parts[part])
                    && (
                        words.Sentence[word].Tag is not (Upos.Adp or Upos.Verb)
                        || words.Sentence.Plays(words.Forms[word], Particle.Of)
                        || words.Sentence[word].Xpos is "VBN"
                        // "told the companies on Tuesday to quit": a day or a place may stand within.
                        || (
                            words.Sentence[word].Tag is Upos.Adp
                            && word + 1 < end
                            && words.Sentence[word + 1].Tag is Upos.Propn
                        )
                    )
                )
                    word++;
                if (word >= end || !words.Is(word, parts[part]))
                    return [];
            }
            else if (word >= words.Sentence.Length || !words.Is(word, parts[part]))
                return [];
            taken.Add(word++);
        }
        return [.. taken];
    }

    private void Put(string[] parts, T value)
    {
        if (!byFirst.TryGetValue(parts[0], out var list))
            byFirst[parts[0]] = list = [];
        var at = list.FindIndex(other => other.Parts.Length < parts.Length);
        list.Insert(at < 0 ? list.Count : at, (parts, value));
    }
}

/// <summary>A phrase found: its words, and what the table says of it.</summary>
public readonly record struct PhraseMatch<T>(ImmutableArray<int> Words, T Value)
{
    public int First => Words[0];

    public int Last => Words[^1];

    /// <summary>The word of the phrase whose governor is outside it.</summary>
    public int Head(Sentence sentence)
    {
        foreach (var word in Words)
            if (!Words.Contains(sentence[word].Head))
                return word;
        return Last;
    }
}
