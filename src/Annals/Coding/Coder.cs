using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Language;
using Annals.Places;
using Annals.Record;

namespace Annals.Coding;

/// <summary>Sentences to reports.</summary>
public sealed class Coder
{
    private Coder() { }

    /// <summary>Written into every report; a change of rules or weights is a new version.</summary>
    public const string Version = "annals-0.1";

    public static Coder Load(KnowledgeFolder knowledge) => new();

    /// <summary>The reports of one article, ordered by their first evidence.</summary>
    public ImmutableArray<Report> Code(Document document, ImmutableArray<PlaceMention> places) => [];
}
