namespace Annals.Language;

/// <summary>Strings that the model knows, so that a word of a text costs no string of its own.</summary>
internal sealed class StringPool
{
    private readonly string?[] slots;
    private readonly uint mask;

    public StringPool(IReadOnlyCollection<string> strings)
    {
        var size = 16;
        while (size < strings.Count * 2)
            size *= 2;
        slots = new string?[size];
        mask = (uint)size - 1;
        foreach (var text in strings)
        {
            var slot = Slot(text) & mask;
            while (slots[slot] is not null)
                slot = (slot + 1) & mask;
            slots[slot] = text;
        }
    }

    /// <summary>The known string of these characters, or a new one.</summary>
    public string Get(ReadOnlySpan<char> text) => Find(text) ?? text.ToString();

    /// <summary>The known string of these characters; null where there is none.</summary>
    public string? Find(ReadOnlySpan<char> text)
    {
        for (var slot = Slot(text) & mask; slots[slot] is { } known; slot = (slot + 1) & mask)
            if (text.SequenceEqual(known))
                return known;
        return null;
    }

    private static uint Slot(ReadOnlySpan<char> text) => Hash.Mix(7, Hash.Of(text));
}
