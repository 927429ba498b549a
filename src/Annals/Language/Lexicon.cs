namespace Annals.Language;

/// <summary>For each form that the training text has often enough: a number that stands for its set of tags.</summary>
internal sealed class Lexicon
{
    private readonly uint[] keys;
    private readonly ushort[] classes;
    private readonly uint mask;

    public Lexicon(ReadOnlySpan<uint> forms, ReadOnlySpan<ushort> classOf)
    {
        var size = 16;
        while (size < forms.Length * 2)
            size *= 2;
        keys = new uint[size];
        classes = new ushort[size];
        mask = (uint)size - 1;
        for (var i = 0; i < forms.Length; i++)
        {
            var slot = forms[i] & mask;
            while (classes[slot] != 0)
                slot = (slot + 1) & mask;
            keys[slot] = forms[i];
            classes[slot] = classOf[i];
        }
    }

    /// <summary>Classes of words that only a vocabulary knows begin here.</summary>
    public const int Vocabulary = 30000;

    /// <summary>Whether the class is that of a word that the training text has often enough.</summary>
    public static bool IsCommon(uint number) => number is > 0 and < Vocabulary;

    /// <summary>0 for a form that is unknown or rare.</summary>
    public uint ClassOf(uint form)
    {
        for (var slot = form & mask; classes[slot] != 0; slot = (slot + 1) & mask)
            if (keys[slot] == form)
                return classes[slot];
        return 0;
    }
}
