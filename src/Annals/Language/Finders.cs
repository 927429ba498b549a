namespace Annals.Language;

/// <summary>What is found in an article's sentences once they are parsed, in the order in which each needs the ones before it.</summary>
internal sealed class Finders(TimeReader times, QuantityReader quantities, MentionFinder mentions)
{
    public Document Find(Document document)
    {
        var found = times.Read(document.Sentences, document.Article.Published);
        return new Document
        {
            Article = document.Article,
            Sentences = document.Sentences,
            Times = found,
            Quantities = quantities.Read(document.Sentences, found),
            Mentions = mentions.Find(document.Sentences),
        };
    }
}
