using Annals.Language;

namespace Annals.Training;

/// <summary>Counts which change of ending goes with which form and tag, and which ending.</summary>
internal sealed class LemmaTrainer(
    List<GoldDocument> documents,
    Vocabulary vocabulary,
    Dictionary<(Upos, string), byte> pairs
)
{
    public (uint[] Keys, ushort[] Values, LemmaRule[] Rules) Train()
    {
        var whole = new Dictionary<uint, Dictionary<LemmaRule, int>>();
        var endings = new Dictionary<uint, Dictionary<LemmaRule, int>>();
        foreach (
            var (gold, votes) in documents.SelectMany(d => d.Sentences.SelectMany(s => s.Select(w => (w, d.Votes))))
        )
        {
            if (!Counts(gold) || !pairs.TryGetValue((gold.Tag, gold.Penn), out var tag))
                continue;
            var form = gold.Tag == Upos.Propn ? gold.Form : gold.Form.ToLowerInvariant();
            var kept = 0;
            while (kept < form.Length && kept < gold.Lemma.Length && form[kept] == gold.Lemma[kept])
                kept++;
            var rule = new LemmaRule(form.Length - kept, gold.Lemma[kept..]);
            Count(whole, Lemmatiser.WholeKey(form, tag), rule, votes);
        }
        foreach (var inflection in vocabulary.Inflections)
        foreach (var name in inflection.Penn)
        {
            var (form, lemma) = (inflection.Form, inflection.Lemma);
            var kept = form.AsSpan().CommonPrefixLength(lemma);
            if (pairs.TryGetValue((inflection.Tag, name), out var tag))
                whole.TryAdd(
                    Lemmatiser.WholeKey(form, tag),
                    new() { [new LemmaRule(form.Length - kept, lemma[kept..])] = 1 }
                );
        }
        // Each form counts once for its endings: what is frequent is irregular.
        var seen = new HashSet<(uint, LemmaRule)>();
        foreach (var gold in documents.SelectMany(d => d.Sentences).SelectMany(s => s))
        {
            if (!Counts(gold) || !pairs.TryGetValue((gold.Tag, gold.Penn), out var tag))
                continue;
            var form = gold.Tag == Upos.Propn ? gold.Form : gold.Form.ToLowerInvariant();
            var rule = Most(whole[Lemmatiser.WholeKey(form, tag)]);
            // "palestinian" becomes "Palestinian" whole, but other words that end so keep the letter that they begin with.
            if (rule.Cut == form.Length && rule.Add.Equals(form, StringComparison.OrdinalIgnoreCase))
                rule = new LemmaRule(0, "", KeepsCase: true);
            if (!seen.Add((Lemmatiser.WholeKey(form, tag), rule)))
                continue;
            for (var length = 0; length <= Math.Min(Lemmatiser.LongestEnding, form.Length); length++)
                Count(endings, Lemmatiser.EndingKey(form.AsSpan(form.Length - length), tag), rule, 1);
        }
        var rules = new List<LemmaRule> { new(0, "") };
        var numbers = new Dictionary<LemmaRule, ushort> { [rules[0]] = 1 };
        var keys = new SortedDictionary<uint, ushort>();
        foreach (var (key, counts) in endings.Where(e => e.Value.Values.Max() > 1).Concat(whole))
        {
            var rule = Most(counts);
            if (!numbers.TryGetValue(rule, out var number))
            {
                rules.Add(rule);
                numbers[rule] = number = (ushort)rules.Count;
            }
            keys[key] = number;
        }
        return ([.. keys.Keys], [.. keys.Values], [.. rules]);
    }

    /// <summary>Numbers in digits keep their digits; nothing is learnt from them.</summary>
    private static bool Counts(GoldWord gold) =>
        gold.Lemma != "_" && !(gold.Tag == Upos.Num && gold.Form.Any(char.IsDigit));

    private static LemmaRule Most(Dictionary<LemmaRule, int> counts) =>
        counts
            .OrderByDescending(c => c.Value)
            .ThenBy(c => c.Key.Cut)
            .ThenBy(c => c.Key.Add, StringComparer.Ordinal)
            .First()
            .Key;

    private static void Count(Dictionary<uint, Dictionary<LemmaRule, int>> table, uint key, LemmaRule rule, int by)
    {
        if (!table.TryGetValue(key, out var counts))
            table[key] = counts = [];
        counts[rule] = counts.GetValueOrDefault(rule) + by;
    }
}
