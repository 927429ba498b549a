using Annals.Knowledge;

namespace Annals.Coding;

/// <summary>What the coder knows: the types of happening and the words that say them.</summary>
public sealed class Codebook
{
    private Codebook() { }

    public static Codebook Load(KnowledgeFolder knowledge) => new();
}
