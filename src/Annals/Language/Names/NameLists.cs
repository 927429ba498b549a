using Annals.Knowledge;

namespace Annals.Language;

/// <summary>What lists say of a word: bits that the name tagger sees.</summary>
[Flags]
internal enum Listed : byte
{
    None = 0,
    Place = 1,
    LongPlace = 2,
    FirstName = 4,
    Title = 8,
    Body = 16,
    State = 32,
    Adjective = 64,
    Group = 128,
}

/// <summary>Phrases by the hashes of their words: places, first names, titles, states and their peoples, groups.</summary>
internal sealed class NameLists
{
    private const int Longest = 4;
    private readonly Dictionary<uint, Listed> phrases = [];

    public NameLists(KnowledgeFolder knowledge, ReadOnlySpan<uint> places, ReadOnlySpan<uint> firstNames)
    {
        foreach (var place in places)
            Add(place, Listed.Place);
        foreach (var name in firstNames)
            Add(name, Listed.FirstName);
        foreach (var row in knowledge.Table("english", "titles.tsv").Rows)
            Add(row.List("title"), Listed.Title);
        foreach (var row in knowledge.Table("actors", "keywords.tsv").Rows)
            Add(row.List("word"), Listed.Body);
        foreach (var row in knowledge.Table("english", "nominals.tsv").Rows)
            if (row["type"] is "organisation" or "armed-group")
                Add(row.List("nouns"), Listed.Body);
        foreach (var row in knowledge.Table("actors", "states.tsv").Rows)
        {
            Add([row["name"], .. row.List("names")], Listed.State);
            Add([.. row.List("adjectives"), .. row.List("people")], Listed.Adjective);
        }
        foreach (var row in knowledge.ActorRows())
            Add([row["name"], .. row.List("names"), .. row.List("acronyms")], Listed.Group);
    }

    private void Add(string[] texts, Listed what)
    {
        foreach (var text in texts)
            if (PhraseHash(text) is { } hash)
                Add(hash, what);
    }

    private void Add(uint hash, Listed what) => phrases[hash] = phrases.GetValueOrDefault(hash) | what;

    /// <summary>The hash of a phrase of one to four words; null for none.</summary>
    public static uint? PhraseHash(string phrase)
    {
        var line = AtomLine.Pieces(phrase);
        if (line.Length is 0 or > Longest)
            return null;
        var hash = 0u;
        foreach (var piece in line)
            hash = Joined(hash, FormOf(piece));
        return hash;
    }

    private static uint FormOf(string word)
    {
        var hash = Hash.Start;
        foreach (var c in word)
            hash = Hash.Step(hash, Word.Fold(c));
        return hash;
    }

    private static uint Joined(uint hash, uint form) => hash == 0 ? form : Hash.Mix(77, hash, form);

    /// <summary>Marks every word of every phrase that stands in the sentence.</summary>
    public void Mark(ReadOnlySpan<Word> words, Span<Listed> into)
    {
        into.Clear();
        for (var first = 0; first < words.Length; first++)
        {
            var hash = 0u;
            for (var last = first; last < Math.Min(words.Length, first + Longest); last++)
            {
                hash = Joined(hash, words[last].Form);
                if (!phrases.TryGetValue(hash, out var what))
                    continue;
                if (last > first && (what & Listed.Place) != Listed.None)
                    what |= Listed.LongPlace;
                for (var word = first; word <= last; word++)
                    into[word] |= what;
            }
        }
    }
}
