namespace Annals.Language;

/// <summary>
/// Finds names: every stretch of words that may be one is weighed as a whole, by its words and by what the lists say of it,
/// and the best way to cut the sentence is taken (a semi-Markov model; Sarawagi and Cohen 2004).
/// </summary>
internal sealed class NameTagger(NameTable weights, NameLists lists)
{
    public const int Kinds = 3;
    private const int None = -1;

    private int[] best = new int[65];
    private NameSpan[] back = new NameSpan[65];
    private int[] sums = new int[64 * NameTable.Slots];
    private bool[] summed = new bool[64];
    private readonly List<NameSpan> names = [];

    /// <summary>The names of a sentence, in order; the list is the next sentence's too.</summary>
    public List<NameSpan> Find(NameLine line)
    {
        Begin(line.Length);
        Span<uint> features = stackalloc uint[NameFeatures.Most];
        Span<int> whole = stackalloc int[NameTable.Slots];
        for (var first = 0; first < line.Length; first++)
        {
            Take(first + 1, best[first], new NameSpan(first, first, None));
            if (!line.Nameable[first])
                continue;
            for (var last = first; last >= 0; last = line.NextLast(first, last))
            {
                whole.Clear();
                weights.Add(features[..NameFeatures.OfName(line, lists, first, last, features)], whole);
                for (var kind = 0; kind < Kinds; kind++)
                {
                    var name = new NameSpan(first, last, kind);
                    Take(
                        last + 1,
                        best[first] + whole[kind * NameTable.SlotsOfKind] + Words(line, name, features),
                        name
                    );
                }
            }
        }
        return Names(line.Length);
    }

    private void Begin(int length)
    {
        if (summed.Length < length)
        {
            best = new int[(length * 2) + 1];
            back = new NameSpan[(length * 2) + 1];
            sums = new int[length * 2 * NameTable.Slots];
            summed = new bool[length * 2];
        }
        best.AsSpan(0, length + 1).Fill(int.MinValue);
        summed.AsSpan(0, length).Clear();
        best[0] = 0;
    }

    private void Take(int end, int score, NameSpan name)
    {
        if (score <= best[end])
            return;
        best[end] = score;
        back[end] = name;
    }

    private List<NameSpan> Names(int length)
    {
        names.Clear();
        for (var end = length; end > 0; end = back[end].First)
            if (back[end].Kind != None)
                names.Add(back[end]);
        names.Reverse();
        return names;
    }

    private int Words(NameLine line, NameSpan name, Span<uint> features)
    {
        var score = 0;
        for (var i = name.First; i <= name.Last; i++)
        {
            var at = i * NameTable.Slots;
            if (!summed[i])
            {
                summed[i] = true;
                sums.AsSpan(at, NameTable.Slots).Clear();
                weights.Add(features[..NameFeatures.OfWord(line, i, features)], sums.AsSpan(at, NameTable.Slots));
            }
            score += sums[at + (name.Kind * NameTable.SlotsOfKind) + Position(name, i)];
        }
        return score;
    }

    /// <summary>Where in its name a word stands: it begins, continues, ends or is alone a name.</summary>
    public static int Position(NameSpan name, int word) =>
        name.First == name.Last ? 3
        : word == name.First ? 0
        : word == name.Last ? 2
        : 1;
}
