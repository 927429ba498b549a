using Annals.Knowledge;

namespace Annals.Language;

/// <summary>
/// The closed classes of the language: small words by their part, the words of numbers and of times. Read once, and known
/// to every sentence, so that whoever reads one can ask without a list of its own.
/// </summary>
internal sealed record SmallWords(Particles Particles, NumberWords Numbers, TimeWords Times)
{
    /// <exception cref="KnowledgeException">A table is missing or not understood.</exception>
    public static SmallWords Load(KnowledgeFolder knowledge) =>
        new(Particles.Load(knowledge), NumberWords.Load(knowledge), TimeWords.Load(knowledge));
}
