using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Places;

/// <summary>Finds the place names of an article and gives each its point, its rivals and its reasons.</summary>
public sealed class Geocoder
{
    private Geocoder() { }

    /// <summary>Maps the gazetteer into memory: `data/gazetteer.bin`, or the larger file that an import has made.</summary>
    public static Geocoder Load(KnowledgeFolder knowledge) => new();

    /// <summary>All place mentions, in order; or the article's given mentions and no others, where it brings some.</summary>
    public ImmutableArray<PlaceMention> Locate(Document document) => [];
}
