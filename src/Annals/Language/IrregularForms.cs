using System.Collections.Frozen;
using Annals.Knowledge;

namespace Annals.Language;

/// <summary>Past forms and participles that no rule makes, from `data/english/irregular.tsv`.</summary>
internal sealed class IrregularForms
{
    public static readonly IrregularForms None = new(FrozenDictionary<string, string>.Empty, []);

    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> verbs;
    private readonly bool[] isPast;

    private IrregularForms(FrozenDictionary<string, string> verbs, bool[] isPast) =>
        (this.verbs, this.isPast) = (verbs.GetAlternateLookup<ReadOnlySpan<char>>(), isPast);

    /// <exception cref="KnowledgeException">A line is not understood.</exception>
    public static IrregularForms Load(KnowledgeFolder knowledge, LanguageModel model)
    {
        var verbs = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var row in knowledge.LanguageTable("irregular.tsv").Rows)
            if (row["kind"] == "verb")
                foreach (var form in row.List("past").Concat(row.List("participle")).Distinct(StringComparer.Ordinal))
                    // A form of two verbs says neither.
                    verbs[form] = verbs.ContainsKey(form) ? null : row.Required("base");
        return new(
            verbs
                .Where(one => one.Value is not null)
                .ToFrozenDictionary(one => one.Key, one => one.Value!, StringComparer.Ordinal),
            [.. model.Penn.Select(tag => tag is "VBD" or "VBN")]
        );
    }

    /// <summary>The verb whose form it is; null where it is none, or the tag is no past.</summary>
    /// <param name="form">In small letters.</param>
    /// <param name="tag">The number of its Penn tag.</param>
    public string? VerbOf(ReadOnlySpan<char> form, byte tag) =>
        tag < isPast.Length && isPast[tag]
            ? verbs.TryGetValue(form, out var verb)
                ? verb
                : null
            : null;
}
