using Annals.Knowledge;

namespace Annals.Language;

/// <summary>What lists say of a word: bits that the finder of names sees.</summary>
[Flags]
internal enum Listed : uint
{
    None = 0,
    Place = 1,
    Town = 1 << 1,
    FirstName = 1 << 2,
    Surname = 1 << 3,
    Title = 1 << 4,
    Body = 1 << 5,
    State = 1 << 6,
    Adjective = 1 << 7,
    Group = 1 << 8,
    Person = 1 << 9,
    KnownPlace = 1 << 10,
    Organisation = 1 << 11,
    Thing = 1 << 12,
    Facility = 1 << 13,
    Somebody = 1 << 14,
    Head = 1 << 18,
    PlaceHead = 1 << 19,

    /// <summary>The word is part of a longer phrase that is listed as a place, a person, a body.</summary>
    InPlace = 1 << 15,
    InPerson = 1 << 16,
    InBody = 1 << 17,
}

/// <summary>
/// Phrases by the hashes of their words: places, first and family names, well-known names, titles, states and their peoples,
/// groups; and of single words the kind of thing or act that they mean. What is large was compiled into the model, what an
/// analyst edits is read when the program starts.
/// </summary>
internal sealed class NameLists
{
    public const int SenseShift = 20;
    private const int Longest = 5;
    private const Listed Places = Listed.Place | Listed.KnownPlace | Listed.State;
    private const Listed Bodies = Listed.Group | Listed.Organisation;
    private readonly PhraseTable compiled;
    private readonly Dictionary<uint, Listed> phrases = [];

    public NameLists(KnowledgeFolder knowledge, PhraseTable compiled)
    {
        this.compiled = compiled;
        foreach (var row in knowledge.LanguageTable("titles.tsv").Rows)
            Add(row.List("title"), Listed.Title);
        foreach (var row in knowledge.Table("actors", "keywords.tsv").Rows)
            Add(row.List("word"), Listed.Body);
        foreach (var row in knowledge.LanguageTable("nameheads.tsv").Rows)
            Add(row.List("words"), row["kind"] == "organisation" ? Listed.Head : Listed.PlaceHead);
        foreach (var row in knowledge.LanguageTable("nominals.tsv").Rows)
            Add(
                row.List("nouns"),
                row["type"] switch
                {
                    "organisation" or "armed-group" => Listed.Body,
                    "place" or "facility" => Listed.Facility,
                    "person" => Listed.Somebody,
                    _ => Listed.None,
                }
            );
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
                phrases[hash] = phrases.GetValueOrDefault(hash) | what;
    }

    /// <summary>The hash of a phrase of one to five words; null for none.</summary>
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

    private Listed Of(uint hash)
    {
        var what = (Listed)compiled[hash];
        return phrases.TryGetValue(hash, out var more) ? what | more : what;
    }

    /// <summary>What the lists say of a phrase as a whole.</summary>
    public Listed Of(ReadOnlySpan<Word> phrase)
    {
        if (phrase.Length > Longest)
            return Listed.None;
        var hash = 0u;
        foreach (ref readonly var word in phrase)
            hash = Joined(hash, word.Form);
        return Of(hash);
    }

    /// <summary>What the lists say of each word, and of the longer phrases that it is part of.</summary>
    public void Mark(ReadOnlySpan<Word> words, ReadOnlySpan<bool> nameable, Span<Listed> into)
    {
        for (var word = 0; word < words.Length; word++)
            into[word] = Of(words[word].Form);
        for (var first = 0; first < words.Length; first++)
        {
            if (!nameable[first])
                continue;
            var hash = words[first].Form;
            for (var last = first + 1; last < Math.Min(words.Length, first + Longest); last++)
            {
                hash = Joined(hash, words[last].Form);
                var part = PartOf(Of(hash));
                for (var word = first; part != Listed.None && word <= last; word++)
                    into[word] |= part;
            }
        }
    }

    /// <summary>What is said of the words of a phrase.</summary>
    private static Listed PartOf(Listed phrase)
    {
        var part = Listed.None;
        if ((phrase & Places) != Listed.None)
            part |= Listed.InPlace;
        if ((phrase & Listed.Person) != Listed.None)
            part |= Listed.InPerson;
        if ((phrase & Bodies) != Listed.None)
            part |= Listed.InBody;
        return part;
    }
}

/// <summary>Hashes and what belongs to them, in a table of a power of two that is entered by the hash.</summary>
internal sealed class PhraseTable
{
    private readonly uint[] keys;
    private readonly uint[] values;

    private PhraseTable(int count)
    {
        var size = 1024;
        while (size < count * 3 / 2)
            size *= 2;
        (keys, values) = (new uint[size], new uint[size]);
    }

    public static PhraseTable Of(ReadOnlySpan<uint> keys, ReadOnlySpan<uint> values)
    {
        var table = new PhraseTable(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            var at = table.Place(keys[i]);
            (table.keys[at], table.values[at]) = (keys[i], values[i]);
        }
        return table;
    }

    /// <summary>Hashes in rising order, and what belongs to each.</summary>
    public (uint[] Keys, uint[] Values) Entries()
    {
        var sorted = keys.Where(key => key != 0).Order().ToArray();
        return (sorted, [.. sorted.Select(key => this[key])]);
    }

    private uint Place(uint key)
    {
        var mask = (uint)(keys.Length - 1);
        var at = key & mask;
        while (keys[at] != 0 && keys[at] != key)
            at = (at + 1) & mask;
        return at;
    }

    /// <summary>0 for a hash that is not there.</summary>
    public uint this[uint key] => key == 0 ? 0 : values[Place(key)];
}
