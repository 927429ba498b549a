using System.Collections.Immutable;
using Annals.Knowledge;

namespace Annals.Reading;

/// <summary>Pages that stand in an article's place, told by their words (`data/reading/walls.tsv`) where there are few others.</summary>
internal sealed class PageKinds(ImmutableArray<(string Phrase, string Kind)> walls)
{
    /// <summary>A page with more text than this is more than a wall.</summary>
    private const int LongestWall = 700;

    /// <summary>The beginning of an article that a paywall lets through.</summary>
    public const int LongestStub = 2500;

    public const string Paywall = PageReading.PaywallStub;

    public static PageKinds Load(KnowledgeFolder knowledge) =>
        new([
            .. knowledge
                .Table("reading", "walls.tsv")
                .Rows.Select(row => (row.Required("phrase"), row.Required("kind"))),
        ]);

    /// <summary>What the text is instead of an article; null where it is one.</summary>
    /// <param name="text">What would be kept.</param>
    /// <param name="around">What was left out around it: the wall itself often stands there.</param>
    public (string Kind, string Phrase)? Of(string text, string around)
    {
        foreach (var (phrase, kind) in walls)
        {
            if (text.Length <= LongestWall && text.Contains(phrase, StringComparison.OrdinalIgnoreCase))
                return (kind, phrase);
            if (
                kind == Paywall
                && text.Length <= LongestStub
                && around.Contains(phrase, StringComparison.OrdinalIgnoreCase)
            )
                return (kind, phrase);
        }
        return null;
    }
}
