using Annals.Knowledge;

namespace Annals.Language;

/// <summary>Words whose stop is their own (`abbreviations.tsv`), and those of them that no sentence ends with.</summary>
internal sealed class Abbreviations
{
    public static readonly Abbreviations None = new();

    private readonly Dictionary<uint, bool> ends = [];

    /// <exception cref="KnowledgeException">The file is missing, or a line is not understood.</exception>
    public static Abbreviations Load(KnowledgeFolder knowledge)
    {
        var list = new Abbreviations();
        foreach (var row in knowledge.LanguageTable("abbreviations.tsv").Rows)
        {
            var word = row.Required("abbreviation");
            if (word[^1] != '.')
                throw row.Wrong($"\"{word}\" does not end with a stop");
            var mayEnd = row.Required("ends") switch
            {
                "never" => false,
                "perhaps" => true,
                var other => throw row.Wrong($"\"{other}\" is neither never nor perhaps"),
            };
            if (!list.ends.TryAdd(Tokeniser.RunHash(word), mayEnd))
                throw row.Wrong($"\"{word}\" stands twice");
        }
        return list;
    }

    public bool Contains(ReadOnlySpan<char> word) => ends.ContainsKey(Tokeniser.RunHash(word));

    /// <summary>By the hash of a form.</summary>
    public bool NeverEnds(uint form) => ends.TryGetValue(form, out var mayEnd) && !mayEnd;
}
