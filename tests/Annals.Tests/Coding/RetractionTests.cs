using Annals.Coding;
using Annals.Knowledge;

namespace Annals.Tests.Coding;

public sealed class RetractionTests
{
    private static readonly Retractions Retractions = Retractions.Load(KnowledgeFolder.Default);

    [Theory]
    [InlineData("Retraction: Gunmen abduct five teachers", "The outlet could not stand by the report.", true)]
    [InlineData("RETRACTED - Gunmen abduct five teachers", "Gunmen abducted five teachers on Monday.", true)]
    [InlineData("Withdrawn", "Gunmen abducted five teachers on Monday.", true)]
    [InlineData("Gunmen abduct five teachers", "Editor's note: This story has been retracted.", true)]
    [InlineData("Gunmen abduct five teachers", "The Courier has retracted this article because it was not so.", true)]
    [InlineData("Retraction of troops begins", "The army began to move its troops back on Monday.", false)]
    [InlineData("Minister retracts statement", "The minister has retracted his statement on the attack.", false)]
    [InlineData(null, "Withdrawn troops were shelled in Gao on Monday.", false)]
    public void A_notice_that_takes_an_article_back_is_known(string? title, string text, bool isOne) =>
        Assert.Equal(isOne, Retractions.Holds(Some.Article(text: text, title: title)));

    [Fact]
    public void What_was_taken_back_is_reported_no_more_and_says_why()
    {
        var pipeline = Pipeline.Load(KnowledgeFolder.Default);
        var article = Some.Article(
            text: "Gunmen abducted five teachers in Gao on Monday, police said.",
            title: "Gunmen abduct five teachers"
        );
        Assert.NotEmpty(pipeline.Code(article));
        var notice = article with { Title = "Retracted: Gunmen abduct five teachers" };
        Assert.Empty(pipeline.Code(notice));
        Assert.Contains("retraction", Assert.Single(pipeline.Explain(notice).Passed).Why, StringComparison.Ordinal);
    }
}
