using Annals.Knowledge;
using Annals.Record;

namespace Annals.Tests.Coding;

/// <summary>A field that the words settle is surer than one that they leave open.</summary>
public class SurenessTests
{
    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);

    private static Happening First(string text) =>
        Pipeline.Code(Some.Article(text: text, title: null)).OfType<Happening>().First();

    [Theory]
    [InlineData(
        "Gunmen killed nine farmers in Gao on Monday.",
        "Gunmen killed dozens of farmers in Gao on Monday.",
        "harm"
    )]
    [InlineData(
        "Gunmen killed nine farmers in Gao on Monday.",
        "Gunmen killed nine farmers in Mali on Monday.",
        "place"
    )]
    [InlineData("Gunmen killed nine farmers in Gao on Monday.", "Nine farmers were killed in Gao on Monday.", "actors")]
    public void What_the_words_settle_is_surer(string surer, string opener, string field) =>
        Assert.True(Of(First(surer), field) > Of(First(opener), field));

    [Fact]
    public void A_field_that_is_not_there_has_no_confidence()
    {
        var report = First("Gunmen attacked a farm.");
        Assert.Null(report.Confidences!.Time);
        Assert.InRange(report.Confidence, 0, 1);
    }

    private static double? Of(Happening report, string field) =>
        field switch
        {
            "harm" => report.Confidences?.Harm,
            "place" => report.Confidences?.Place,
            _ => report.Confidences?.Actors,
        };
}
