namespace Annals.Language;

/// <summary>Phrases of a table, found in a line of atoms from their first word on, or from their last word back; longest first, case ignored.</summary>
internal sealed class Lexicon<T>
    where T : class
{
    private readonly Dictionary<string, List<Phrase>> byKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<Phrase>>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly bool backward;

    /// <param name="backward">Phrases are matched from their last word back.</param>
    public Lexicon(IEnumerable<(string Phrase, T Value)> entries, bool backward = false)
    {
        this.backward = backward;
        foreach (var (phrase, value) in entries)
        {
            var pieces = AtomLine.Pieces(phrase);
            if (pieces.Length == 0)
                continue;
            var key = backward ? pieces[^1] : pieces[0];
            if (!byKey.TryGetValue(key, out var phrases))
                byKey[key] = phrases = [];
            phrases.Add(new Phrase(pieces, value));
        }
        foreach (var phrases in byKey.Values)
            phrases.Sort(static (a, b) => b.Pieces.Length.CompareTo(a.Pieces.Length));
        lookup = byKey.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The longest phrase that begins at an atom; next is the atom after it.</summary>
    public T? Match(AtomLine line, int at, out int next)
    {
        next = at;
        if (backward || (uint)at >= (uint)line.Length || !lookup.TryGetValue(line.Text(at), out var phrases))
            return null;
        foreach (var phrase in phrases)
            if (Stands(line, at, phrase.Pieces))
            {
                next = at + phrase.Pieces.Length;
                return phrase.Value;
            }
        return null;
    }

    /// <summary>The longest phrase that ends just before an atom; first is its first atom.</summary>
    public T? MatchBefore(AtomLine line, int before, out int first)
    {
        first = before;
        if (
            !backward
            || before < 1
            || before > line.Length
            || !lookup.TryGetValue(line.Text(before - 1), out var phrases)
        )
            return null;
        foreach (var phrase in phrases)
            if (before >= phrase.Pieces.Length && Stands(line, before - phrase.Pieces.Length, phrase.Pieces))
            {
                first = before - phrase.Pieces.Length;
                return phrase.Value;
            }
        return null;
    }

    private static bool Stands(AtomLine line, int at, string[] pieces)
    {
        for (var i = 0; i < pieces.Length; i++)
            if (!line.Is(at + i, pieces[i]))
                return false;
        return true;
    }

    private sealed record Phrase(string[] Pieces, T Value);
}
