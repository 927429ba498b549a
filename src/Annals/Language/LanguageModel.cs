using System.Runtime.InteropServices;
using System.Text;
using Annals.Knowledge;

namespace Annals.Language;

/// <summary>
/// What was learnt from the treebanks: one file, read whole. Holds weights and hashes of words, nothing that refers
/// to a language by name; another language is another file.
/// </summary>
internal sealed class LanguageModel
{
    public const string Magic = "Annals model 5";

    public required sbyte[] TokenWeights { get; init; }
    public required uint[] CutRuns { get; init; }
    public required sbyte[] SentenceWeights { get; init; }
    public required sbyte[] TagWeights { get; init; }
    public required sbyte[] SecondTagWeights { get; init; }

    /// <summary>A tag that the first reading gives with such a lead is not looked at again.</summary>
    public required int SureLead { get; init; }
    public required sbyte[] MoveWeights { get; init; }
    public required sbyte[] LabelWeights { get; init; }

    /// <summary>A tree that is worse than the best by more than this is given up.</summary>
    public required int MoveMargin { get; init; }

    /// <summary>Forms (hashes) with the number of their set of tags.</summary>
    public required uint[] LexiconKeys { get; init; }
    public required ushort[] LexiconValues { get; init; }
    public required uint[] LemmaKeys { get; init; }
    public required ushort[] LemmaValues { get; init; }
    public required LemmaRule[] LemmaRules { get; init; }

    /// <summary>The universal tag of each pair of tags, and the Penn tag.</summary>
    public required byte[] Universal { get; init; }
    public required string[] Penn { get; init; }
    public required string[] Strings { get; init; }

    /// <exception cref="KnowledgeException">The file is missing or is no model of this version.</exception>
    public static LanguageModel Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            using var reader = new BinaryReader(stream, Encoding.UTF8);
            if (reader.ReadString() != Magic)
                throw new KnowledgeException(path, 0, $"not \"{Magic}\": train it again with this version");
            return new LanguageModel
            {
                TokenWeights = Values<sbyte>(reader),
                CutRuns = Values<uint>(reader),
                SentenceWeights = Values<sbyte>(reader),
                TagWeights = Values<sbyte>(reader),
                SecondTagWeights = Values<sbyte>(reader),
                SureLead = reader.ReadInt32(),
                MoveWeights = Values<sbyte>(reader),
                LabelWeights = Values<sbyte>(reader),
                MoveMargin = reader.ReadInt32(),
                LexiconKeys = Values<uint>(reader),
                LexiconValues = Values<ushort>(reader),
                LemmaKeys = Values<uint>(reader),
                LemmaValues = Values<ushort>(reader),
                LemmaRules = Rules(reader),
                Universal = Values<byte>(reader),
                Penn = Texts(reader),
                Strings = Texts(reader),
            };
        }
        catch (Exception e) when (e is IOException or ArgumentException or FormatException)
        {
            throw new KnowledgeException(path, 0, e.Message);
        }
    }

    public void Write(string path)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Magic);
        Put<sbyte>(writer, TokenWeights);
        Put<uint>(writer, CutRuns);
        Put<sbyte>(writer, SentenceWeights);
        Put<sbyte>(writer, TagWeights);
        Put<sbyte>(writer, SecondTagWeights);
        writer.Write(SureLead);
        Put<sbyte>(writer, MoveWeights);
        Put<sbyte>(writer, LabelWeights);
        writer.Write(MoveMargin);
        Put<uint>(writer, LexiconKeys);
        Put<ushort>(writer, LexiconValues);
        Put<uint>(writer, LemmaKeys);
        Put<ushort>(writer, LemmaValues);
        writer.Write(LemmaRules.Length);
        foreach (var rule in LemmaRules)
        {
            writer.Write(rule.Cut);
            writer.Write(rule.Add);
            writer.Write(rule.KeepsCase);
        }
        Put<byte>(writer, Universal);
        Put(writer, Penn);
        Put(writer, Strings);
    }

    private static void Put<T>(BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    private static void Put(BinaryWriter writer, string[] texts)
    {
        writer.Write(texts.Length);
        foreach (var text in texts)
            writer.Write(text);
    }

    private static T[] Values<T>(BinaryReader reader)
        where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(Length(reader));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static string[] Texts(BinaryReader reader)
    {
        var texts = new string[Length(reader)];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = reader.ReadString();
        return texts;
    }

    private static LemmaRule[] Rules(BinaryReader reader)
    {
        var rules = new LemmaRule[Length(reader)];
        for (var i = 0; i < rules.Length; i++)
            rules[i] = new LemmaRule(reader.ReadInt32(), reader.ReadString(), reader.ReadBoolean());
        return rules;
    }

    private static int Length(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        return length is >= 0 and <= 1 << 26 ? length : throw new FormatException($"a section of {length} entries");
    }
}
