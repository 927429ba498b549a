using Annals.Coding;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// The codes of other schemes after a correction: another type, another target or another toll has other codes. What the
/// words around said beside the fields (by air, from the roadside) is known to the coder alone; so a happening keeps the
/// coder's codes unless the fields by themselves would give it others than before.
/// </summary>
internal static class ReviewedCodes
{
    private static readonly Lazy<HappeningTypes> Loaded = new(() => HappeningTypes.Load(KnowledgeFolder.Default));

    public static HappeningTypes Types => Loaded.Value;

    public static Happening Of(Happening before, Happening after)
    {
        if (!Types.Knows(before.Type) || !Types.Knows(after.Type))
            return after;
        var codes = ByFields(after);
        return codes == ByFields(before) ? after : after with { Codes = codes };
    }

    /// <summary>As far as the fields alone tell.</summary>
    public static Codes ByFields(Happening happening) =>
        Types.CodesOf(happening.Type, Conditions.Of(happening.Actors, happening.Harm, []));
}
