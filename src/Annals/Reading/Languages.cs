using System.Collections.Frozen;
using System.Collections.Immutable;
using Annals.Knowledge;

namespace Annals.Reading;

/// <summary>
/// What language a text is in, by its script and its commonest small words (`data/languages.tsv`). Texts too short to
/// tell have none.
/// </summary>
internal sealed class Languages
{
    /// <summary>Letters looked at: a language shows itself soon.</summary>
    private const int Sample = 4000;

    private const int FewestWords = 8;

    /// <summary>One letter or two may stand for anything ("E. Timor", "a", "UN"): it takes so many different small words
    /// to call a text anything but the table's first language, which most of what is read is in.</summary>
    private const int FewestDistinct = 3;

    /// <summary>Share of a text's words that small words make up; names in lists stay below it.</summary>
    private const double SmallWords = 0.12;

    private static readonly ImmutableArray<(string Name, char From, char To)> Scripts =
    [
        ("Greek", '\u0370', '\u03FF'),
        ("Armenian", '\u0530', '\u058F'),
        ("Hebrew", '\u0590', '\u05FF'),
        ("Arabic", '\u0600', '\u077F'),
        ("Devanagari", '\u0900', '\u097F'),
        ("Bengali", '\u0980', '\u09FF'),
        ("Tamil", '\u0B80', '\u0BFF'),
        ("Thai", '\u0E00', '\u0E7F'),
        ("Myanmar", '\u1000', '\u109F'),
        ("Georgian", '\u10A0', '\u10FF'),
        ("Ethiopic", '\u1200', '\u137F'),
        ("Khmer", '\u1780', '\u17FF'),
        ("Kana", '\u3040', '\u30FF'),
        ("Han", '\u4E00', '\u9FFF'),
        ("Hangul", '\uAC00', '\uD7AF'),
    ];

    private readonly ImmutableArray<(string Code, string Script)> languages;
    private readonly FrozenDictionary<string, int[]> words;
    private readonly FrozenDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> lookup;

    private Languages(ImmutableArray<(string, string)> languages, Dictionary<string, int[]> words)
    {
        this.languages = languages;
        this.words = words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        lookup = this.words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static Languages Load(KnowledgeFolder knowledge)
    {
        var rows = knowledge.Table("languages.tsv").Rows;
        var words = new Dictionary<string, int[]>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < rows.Length; i++)
            foreach (var word in rows[i].List("words"))
                words[word] = words.TryGetValue(word, out var others) ? [.. others, i] : [i];
        return new Languages([.. rows.Select(row => (row.Required("code"), row["script"]))], words);
    }

    /// <summary>ISO 639-1; null where the text does not tell.</summary>
    public string? Of(string text)
    {
        var sample = text.AsSpan(0, Math.Min(text.Length, Sample));
        var script = ScriptOf(sample);
        var counts = new int[languages.Length];
        var distinct = new int[languages.Length];
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var total = 0;
        for (var i = 0; i < sample.Length; )
        {
            if (!char.IsLetter(sample[i]))
            {
                i++;
                continue;
            }
            var start = i;
            while (i < sample.Length && char.IsLetter(sample[i]))
                i++;
            total++;
            if (lookup.TryGetValue(sample[start..i], out var indices))
            {
                var isNew = seen.Add(sample[start..i].ToString());
                foreach (var index in indices)
                {
                    counts[index]++;
                    distinct[index] += isNew ? 1 : 0;
                }
            }
        }
        var best = -1;
        for (var i = 0; i < languages.Length; i++)
            if (languages[i].Script == script && (best < 0 || counts[i] > counts[best]))
                best = i;
        if (best < 0)
            return null;
        if (script.Length > 0)
            return languages[best].Code;
        return
            total >= FewestWords
            && counts[best] >= total * SmallWords
            && (best == 0 || distinct[best] >= FewestDistinct)
            ? languages[best].Code
            : null;
    }

    /// <summary>The script of most letters; "" for Latin, Cyrillic and mixtures.</summary>
    private static string ScriptOf(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[Scripts.Length];
        var letters = 0;
        foreach (var letter in text)
        {
            if (!char.IsLetter(letter))
                continue;
            letters++;
            if (letter < '\u0370')
                continue;
            for (var i = 0; i < Scripts.Length; i++)
                if (letter >= Scripts[i].From && letter <= Scripts[i].To)
                    counts[i]++;
        }
        for (var i = 0; i < counts.Length; i++)
            // Japanese mixes its own letters with Chinese ones.
            if (letters > 0 && counts[i] > letters * (Scripts[i].Name == "Kana" ? 0.2 : 0.5))
                return Scripts[i].Name;
        return "";
    }
}
