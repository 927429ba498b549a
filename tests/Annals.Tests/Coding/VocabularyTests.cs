using Annals.Coding;
using Annals.Knowledge;
using Annals.Record;
using Annals.Tests.Structure;

namespace Annals.Tests.Coding;

/// <summary>The words in which news tells each type: the rows of `Tables/vocabulary.tsv`.</summary>
public class VocabularyTests
{
    /// <summary>Share of rows right; those that are not are named when it falls.</summary>
    private const double Least = 0.95;

    [Fact]
    public void The_words_of_news_give_their_type()
    {
        var pipeline = Pipeline.Load(KnowledgeFolder.Default);
        var rows = Table.Read(Repository.File("tests", "Annals.Tests", "Coding", "Tables", "vocabulary.tsv")).Rows;
        var wrong = rows.Where(row => !IsRight(row["text"], row["types"])).ToList();
        var right = 1 - ((double)wrong.Count / rows.Length);
        Assert.True(
            right >= Least,
            $"{right:0.000}\n{string.Join('\n', wrong.Select(row => $"{row["types"]}: {row["text"]}"))}"
        );

        bool IsRight(string text, string types)
        {
            var found = pipeline.Code(Some.Article(text: text, title: null)).OfType<Happening>().ToList();
            return types == "-" ? found.Count == 0 : found.Exists(it => types.Split('|').Contains(it.Type));
        }
    }
}
