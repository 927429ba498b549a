using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Actors;

/// <summary>
/// Names to actors, as of the article's date. First every name that the book knows is found, the longest first, and
/// names of unknown bodies become actors of the article's own; then the <see cref="Cast"/> answers for any noun:
/// by the name it carries, by the state beside it ("Malian soldiers"), by what it takes up ("the group"), or by itself.
/// </summary>
public sealed class ActorLinker
{
    private readonly Dictionary<string, ActorType> keywords = new(StringComparer.Ordinal);

    private readonly Cues cues;

    private ActorLinker(ActorBook book, Cues cues) => (Book, this.cues) = (book, cues);

    public ActorBook Book { get; }

    public static ActorLinker Load(KnowledgeFolder knowledge, ActorBook? book = null, Cues? cues = null)
    {
        var linker = new ActorLinker(book ?? ActorBook.Load(knowledge), cues ?? Cues.Load(knowledge));
        foreach (var row in knowledge.Table("actors", "keywords.tsv").Rows)
            if (!linker.keywords.TryAdd(row.Required("word"), row.Choice<ActorType>("type")))
                throw row.Wrong($"\"{row["word"]}\" stands twice");
        return linker;
    }

    /// <summary>The countries in which those act whom an article names, before its places are known.</summary>
    public ImmutableArray<string> Homes(Document document) => NameFinder.Homes(Book, document);

    /// <summary>The actors that an article names.</summary>
    public Cast Link(Document document, ImmutableArray<PlaceMention> places)
    {
        var setting = new Setting(document, places);
        var names = new NameFinder(Book, keywords, document, setting);
        return new Cast(Book, cues, document, setting, names.Find());
    }
}
