using Annals.Linking;

namespace Annals.Tests.Linking;

public sealed class CopiesTests
{
    private const string Text =
        "Armed men stopped a lorry on the road south of the town before dawn, took the driver and two traders with them, and "
        + "burnt what they could not carry. The chief of the nearest village said that he had asked for soldiers twice this year. "
        + "Nobody had come, he said, and the market would stay closed until the road was safe again.";

    [Theory]
    [InlineData("the same under another title", Text)]
    [InlineData(
        "trimmed",
        "Armed men stopped a lorry on the road south of the town before dawn, took the driver and two traders with them, and burnt what they could not carry."
    )]
    [InlineData(
        "with a local paragraph",
        Text
            + " In the capital, lorry owners said that they would send no goods by that road for as long as the season lasts."
    )]
    [InlineData(
        "lightly edited",
        "Gunmen stopped a lorry on the road south of the town before dawn, took the driver and two traders with them, and burnt what they could not carry. The head of the nearest village said that he had asked for soldiers twice this year. No one had come, he said, and the market would stay closed until the road was safe again."
    )]
    public void Are_one_text(string what, string copy)
    {
        var folded = Copies.Fold([Some.Article("a-2", copy), Some.Article("a-1", Text)]);
        Assert.True(folded["a-2"] == "a-1", what);
    }

    [Theory]
    [InlineData(
        "an account of its own",
        "A lorry was held up on the southern road early on Monday; its driver and two traders are missing. Soldiers had been asked for twice this year, the chief of a village near the place told us, and none had been sent."
    )]
    [InlineData("short words", "No more is known.")]
    [InlineData("nothing", "")]
    public void Are_two_texts(string what, string other)
    {
        var folded = Copies.Fold([Some.Article("a-1", Text), Some.Article("a-2", other)]);
        Assert.True(folded["a-2"] == "a-2", what);
    }

    [Fact]
    public void The_copy_of_a_copy_is_one_text_with_the_first()
    {
        var half = Text[..(Text.Length / 2)];
        var folded = Copies.Fold([
            Some.Article("a-3", half + " That is all."),
            Some.Article("a-2", half),
            Some.Article("a-1", Text),
        ]);
        Assert.Equal(["a-1"], folded.Values.Distinct());
    }
}
