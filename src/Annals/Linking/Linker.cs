using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Linking;

/// <summary>Reports to events.</summary>
public sealed class Linker
{
    private Linker() { }

    /// <summary>Families of types from `data/linking`.</summary>
    public static Linker Load(Knowledge.KnowledgeFolder knowledge) => new();

    /// <summary>
    /// The events of these reports; the order of the reports changes nothing. Without articles, outlets and
    /// independent sources are unknown.
    /// </summary>
    public ImmutableArray<Event> Link(IReadOnlyCollection<Report> reports, IReadOnlyCollection<Article> articles) => [];
}
