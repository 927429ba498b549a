using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Language;

/// <summary>A sentence with its tree. Indices of words are within the sentence.</summary>
public sealed class Sentence
{
    private readonly Token[] tokens;
    private readonly int[] firstChild;
    private readonly int[] nextSibling;

    /// <param name="index">Its place among the document's sentences; the title's come first.</param>
    /// <param name="inTitle">The offsets count in the title.</param>
    /// <param name="source">The whole text, or the whole title.</param>
    public Sentence(int index, bool inTitle, string source, Token[] tokens)
    {
        Index = index;
        InTitle = inTitle;
        Source = source;
        this.tokens = tokens;
        firstChild = new int[tokens.Length];
        nextSibling = new int[tokens.Length];
        Array.Fill(firstChild, -1);
        Array.Fill(nextSibling, -1);
        Root = 0;
        InCapitals = HasNoSmallLetter(tokens);
        for (var word = tokens.Length - 1; word >= 0; word--)
        {
            var head = tokens[word].Head;
            if (head < 0)
            {
                Root = word;
                continue;
            }
            nextSibling[word] = firstChild[head];
            firstChild[head] = word;
        }
    }

    /// <summary>What its language has of small words; a sentence that is made by hand has none, and cannot be asked.</summary>
    internal SmallWords? Small { private get; init; }

    /// <summary>A lemma, or a form where the part is one of forms, plays this part: "who" is a relative.</summary>
    internal bool Plays(string? word, Particle part) => word is not null && Words.Particles.HoldsLemma(part, word);

    /// <summary>The same whatever the word's case.</summary>
    internal bool PlaysInAnyCase(string word, Particle part) => Words.Particles.Holds(part, word);

    /// <summary>The word ends in one of the endings of this part.</summary>
    internal bool EndsIn(string word, Particle part) => Words.Particles.HoldsEnding(part, word);

    /// <summary>The value of a word for a small number; null for another word.</summary>
    internal int? NumberOf(string lemma) => Words.Numbers.Units.TryGetValue(lemma, out var value) ? value : null;

    /// <summary>The form of a month or a day of the week.</summary>
    internal bool IsMonthOrDay(string form) => Words.Times.IsNamed(form);

    private SmallWords Words => Small ?? throw new InvalidOperationException("the sentence knows no small words");

    public int Index { get; }

    public bool InTitle { get; }

    public string Source { get; }

    /// <summary>All of it is written in capitals, so that a capital says nothing about a word.</summary>
    public bool InCapitals { get; }

    public ReadOnlySpan<Token> Tokens => tokens;

    public int Length => tokens.Length;

    /// <summary>The (last) word without a governor.</summary>
    public int Root { get; }

    public int Start => tokens.Length == 0 ? 0 : tokens[0].Start;

    public int End => tokens.Length == 0 ? 0 : tokens[^1].End;

    public ref readonly Token this[int word] => ref tokens[word];

    public string Text => Source[Start..End];

    /// <summary>First dependent in the order of the words; -1 for none.</summary>
    public int FirstChild(int word) => firstChild[word];

    /// <summary>Next dependent of the same governor; -1 for none.</summary>
    public int NextSibling(int word) => nextSibling[word];

    /// <summary>Dependents in the order of the words.</summary>
    public Children ChildrenOf(int word) => new(this, word);

    /// <summary>First dependent in one of these relations; -1 for none.</summary>
    public int Child(int word, Dependency relation)
    {
        for (var child = firstChild[word]; child >= 0; child = nextSibling[child])
            if (tokens[child].Relation == relation)
                return child;
        return -1;
    }

    /// <summary>First and last word of what a word governs, itself included.</summary>
    public (int First, int Last) Subtree(int word)
    {
        var (first, last) = (word, word);
        for (var child = firstChild[word]; child >= 0; child = nextSibling[child])
        {
            var (childFirst, childLast) = Subtree(child);
            first = Math.Min(first, childFirst);
            last = Math.Max(last, childLast);
        }
        return (first, last);
    }

    /// <summary>The words from first to last, both included, as a span of the article.</summary>
    public TextSpan Span(int first, int last)
    {
        var (start, end) = (tokens[first].Start, tokens[last].End);
        // A word's own string is the text that stands there.
        return new(start, end, first == last ? tokens[first].Form : Source[start..end], InTitle ? "title" : null);
    }

    public TextSpan Span() => Span(0, tokens.Length - 1);

    /// <summary>The word that covers or follows an offset; <see cref="Length"/> where none does.</summary>
    public int WordAt(int offset)
    {
        var (low, high) = (0, tokens.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (tokens[middle].End <= offset)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static bool HasNoSmallLetter(Token[] tokens)
    {
        var words = 0;
        foreach (var token in tokens)
        {
            if (token.Form.Any(char.IsLower))
                return false;
            words += char.IsUpper(token.Form[0]) ? 1 : 0;
        }
        return words > 3;
    }

    public readonly ref struct Children(Sentence sentence, int word)
    {
        public Enumerator GetEnumerator() => new(sentence, sentence.firstChild[word]);

        public ref struct Enumerator(Sentence sentence, int next)
        {
            private int next = next;

            public int Current { get; private set; } = -1;

            public bool MoveNext()
            {
                if (next < 0)
                    return false;
                Current = next;
                next = sentence.nextSibling[next];
                return true;
            }
        }
    }
}

/// <summary>An article analysed: its sentences, and what was found in them.</summary>
public sealed class Document
{
    public required Article Article { get; init; }

    /// <summary>The title's sentences first, then the text's.</summary>
    public required ImmutableArray<Sentence> Sentences { get; init; }

    /// <summary>In order of place; may nest.</summary>
    public ImmutableArray<Mention> Mentions { get; init; } = [];

    public ImmutableArray<TimeExpression> Times { get; init; } = [];

    public ImmutableArray<Quantity> Quantities { get; init; } = [];

    public ImmutableArray<Quotation> Quotations { get; init; } = [];
}
