using System.Collections.Immutable;
using Annals.Coding;
using Annals.Coding.Persons;
using Annals.Knowledge;
using Annals.Language;
using Annals.Places;
using Annals.Reading;
using Annals.Record;

namespace Annals;

/// <summary>
/// The way in one file: page -> articles -> sentences -> reports. Events are made of reports by <see cref="Linking.Linker"/>,
/// because they need the reports of all articles. Holds no state: one pipeline serves any number of threads.
/// </summary>
public sealed class Pipeline(Reader reader, Parser parser, Geocoder geocoder, Coder coder)
{
    public static Pipeline Load(KnowledgeFolder knowledge) =>
        new(Reader.Load(knowledge), Parser.Load(knowledge), Geocoder.Load(knowledge), Coder.Load(knowledge));

    /// <summary>Page to articles.</summary>
    public PageReading Read(Page page, string? format = null) => reader.Read(page, format);

    /// <summary>Article to sentences.</summary>
    public Document Parse(Article article) => parser.Parse(article);

    /// <summary>Article to the persons that it names, and which of them are private.</summary>
    public ImmutableArray<NamedPerson> People(Article article)
    {
        var document = parser.Parse(article);
        return coder.People(document, Places(document));
    }

    /// <summary>A file of actors holds the name, as name, alias, acronym or key.</summary>
    public bool Knows(string name) => coder.Knows(name);

    /// <summary>The book of public persons holds the name.</summary>
    public bool IsPublic(string name) => coder.IsPublic(name);

    /// <summary>Article to the places that it names.</summary>
    public ImmutableArray<PlaceMention> Locate(Article article) => Places(parser.Parse(article));

    /// <summary>Article to reports; of a very long one the beginning alone, of one in another language (<see cref="Reach"/>) or taken back by its outlet none.</summary>
    public ImmutableArray<Report> Code(Article article)
    {
        if (Uncoded(article) is not null)
            return [];
        var document = parser.Parse(Reach.Within(article));
        return coder.Code(document, Places(document));
    }

    /// <summary>The same reports, with their reasons and why each other sentence was passed over.</summary>
    public Explanation Explain(Article article)
    {
        if (Uncoded(article) is { } why)
            return new Explanation(
                [],
                [],
                [new PassedOver(TextSpan.OfText(article.Text, 0, article.Text.Length), why)]
            );
        var document = parser.Parse(Reach.Within(article));
        return coder.Explain(document, Places(document));
    }

    private string? Uncoded(Article article) => Reach.Uncoded(article) ?? coder.TakenBack(article);

    /// <summary>Where those act whom an article names weighs among places of one name, whatever the places are asked for.</summary>
    private ImmutableArray<PlaceMention> Places(Document document) => geocoder.Locate(document, coder.Homes(document));
}
