using System.Runtime.InteropServices;
using System.Text;
using Annals.Knowledge;

namespace Annals.Places;

/// <summary>Collects entries and their names in memory, and writes them as the file that <see cref="Gazetteer"/> maps.</summary>
internal sealed class GazetteerBuilder(KnowledgeFolder knowledge)
{
    private readonly List<GazetteerEntry> entries = [];
    private readonly List<ulong> keys = [];
    private readonly List<byte> text = [];
    private readonly Dictionary<string, uint> texts = new(StringComparer.Ordinal);
    private readonly LetterFolding[] letters = NameFolding.Letters(knowledge);
    private readonly Spelling spelling = Spelling.Load(knowledge);
    private readonly NameFolding folding = new(NameFolding.Letters(knowledge), Spelling.Load(knowledge));

    public int Count => entries.Count;

    /// <summary>An entry to be changed in place; the reference holds until the next one is added.</summary>
    public ref GazetteerEntry this[int number] => ref CollectionsMarshal.AsSpan(entries)[number];

    /// <summary>Adds an entry under its own name. Its number.</summary>
    public int Add(string name, string feature, GazetteerEntry entry)
    {
        Span<char> folded = stackalloc char[NameFolding.Longest * 2];
        var length = folding.Fold(name, folded);
        entry.Name = Text(name);
        entry.Feature = Text(feature);
        entry.OwnName = (uint)GazetteerFile.Hash(folded[..length]);
        entries.Add(entry);
        Name(name, entries.Count - 1);
        return entries.Count - 1;
    }

    /// <summary>Lets an entry be found by a further name; by its rough form too where its names come from another script.</summary>
    public void Name(string name, int entry, bool isRough = false)
    {
        Span<char> folded = stackalloc char[NameFolding.Longest * 2];
        var length = folding.Fold(name, folded);
        if (length > 1)
            keys.Add(GazetteerFile.Key(folded[..length], entry));
        if (isRough && folding.Rough(folded[..length]) is { Length: > 0 } rough)
            keys.Add(GazetteerFile.Key(rough, entry));
    }

    /// <summary>Alternate names hold codes and addresses too: an airport's three capitals are no name in a text.</summary>
    public static bool IsName(ReadOnlySpan<char> name) =>
        name.Length is > 2 and <= NameFolding.Longest
        && name.IndexOf("://") < 0
        && !(name.Length <= 4 && name.IndexOfAnyExceptInRange('A', 'Z') < 0);

    public void Write(string output)
    {
        var rules = Text(spelling.Written);
        var sorted = keys.Distinct().Order().ToArray();
        var header = new GazetteerHeader
        {
            Magic = GazetteerFile.Magic,
            Foldings = letters.Length,
            Keys = sorted.Length,
            Entries = entries.Count,
            TextBytes = (uint)text.Count,
            Spelling = rules,
        };
        using var file = File.Create(output);
        file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<GazetteerHeader>(in header)));
        file.Write(MemoryMarshal.AsBytes(letters.AsSpan()));
        file.Write(MemoryMarshal.AsBytes(sorted.AsSpan()));
        file.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(entries)));
        file.Write(CollectionsMarshal.AsSpan(text));
    }

    private uint Text(string value)
    {
        if (texts.TryGetValue(value, out var known))
            return known;
        var offset = (uint)text.Count;
        var bytes = Encoding.UTF8.GetBytes(value);
        text.Add((byte)bytes.Length);
        text.Add((byte)(bytes.Length >> 8));
        text.AddRange(bytes);
        texts.Add(value, offset);
        return offset;
    }
}
