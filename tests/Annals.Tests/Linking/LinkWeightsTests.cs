using Annals.Knowledge;
using Annals.Linking;

namespace Annals.Tests.Linking;

public sealed class LinkWeightsTests
{
    private static readonly string[] Lines =
    [
        "reason\tweight\tmeans",
        .. LinkFeatures.All.Select(feature => $"{feature.What}\t1\twhy"),
    ];

    [Fact]
    public void Every_reason_has_a_weight_that_can_be_edited()
    {
        var weights = Of([.. Lines[..^1], $"{LinkFeatures.All[^1].What}\t-2.5\twhy"]);
        Assert.Equal(-2.5, weights.All[^1]);
        Assert.Equal(LinkFeatures.All.Length, LinkWeights.Load(KnowledgeFolder.Default).All.Count);
    }

    [Fact]
    public void Another_weight_is_another_fingerprint()
    {
        string Print(params string[] lines) => Linker.Load(KnowledgeFolder.Default, Of(lines)).Fingerprint;
        Assert.Equal(Print(Lines), Print(Lines));
        Assert.NotEqual(Print(Lines), Print([.. Lines[..^1], $"{LinkFeatures.All[^1].What}\t1.01\twhy"]));
    }

    [Fact]
    public void What_the_program_and_the_file_do_not_share_stops_the_load_with_file_and_line()
    {
        var last = Lines.Length;
        Assert.Equal(
            $"weights.tsv:{last - 1}: no row for the reason \"{LinkFeatures.All[^1].What}\"",
            Error(Lines[..^1])
        );
        Assert.Equal(
            $"weights.tsv:{last + 1}: \"the moon\" is no reason of the program",
            Error([.. Lines, "the moon\t1\twhy"])
        );
        Assert.Equal(
            $"weights.tsv:{last + 1}: reason \"{LinkFeatures.All[0].What}\" stands twice",
            Error([.. Lines, Lines[1]])
        );
        Assert.Equal(
            "weights.tsv:2: \"much\" in \"weight\" is no number",
            Error([Lines[0], $"{LinkFeatures.All[0].What}\tmuch\twhy"])
        );
        Assert.Equal("weights.tsv:2: \"means\" is empty", Error([Lines[0], $"{LinkFeatures.All[0].What}\t1"]));
    }

    private static LinkWeights Of(params string[] lines) =>
        LinkWeights.Of(Table.Parse("weights.tsv", string.Join('\n', lines)));

    private static string Error(params string[] lines) => Assert.Throws<KnowledgeException>(() => Of(lines)).Message;
}
